"""Drafts of board papers: what is kept, what has changed since, and the same paper a quarter later."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest

from dashboard import compose_paper
from dashboard.paper_drafts import SAME_HEADLINE, Draft, changed, kept, quarter_later
from dashboard.question import QueryError
from data.programme.programme import Programme

LONDON = "by-region?as_at=2019-12-31&region=E12000007"
CHOSEN = [
    ("chart", "cold-spots"),
    ("chart", LONDON),
    ("commentary", f"{LONDON}: Two begin"),
    ("title", "Ours"),
]


def asked(*pairs: tuple[str, str]) -> str:
    return urlencode([*CHOSEN, *pairs])


def test_a_draft_says_its_date_and_every_chart(demo_programme: Programme) -> None:
    draft = kept(demo_programme, "region=E12000007")

    pairs = parse_qsl(draft.query)
    assert ("as_at", "2020-03-31") in pairs
    assert draft.as_at == date(2020, 3, 31)
    usual, _ = compose_paper.read(demo_programme, "region=E12000007")
    assert [value for key, value in pairs if key == "chart"] == [one.named for one in usual.figures]


def test_a_draft_is_the_paper_that_was_composed(demo_programme: Programme) -> None:
    draft = kept(demo_programme, asked(("recommendation", "Fund Hull"), ("meeting_on", "2020-05-12")))

    paper, ignored = compose_paper.read(demo_programme, draft.query, exactly=True)
    assert ignored == ()
    assert [one.named for one in paper.figures] == ["cold-spots", LONDON]
    assert paper.figures[1].commentary == ("Two begin",)
    assert (paper.title, paper.recommendations) == ("Ours", ("Fund Hull",))
    assert changed(paper, draft.figures) == {}


def test_what_is_not_known_is_not_kept(demo_programme: Programme) -> None:
    with pytest.raises(QueryError, match="nonsense"):
        kept(demo_programme, "chart=nonsense")


def test_a_figure_that_says_something_else_is_flagged_with_what_it_said(demo_programme: Programme) -> None:
    draft = kept(demo_programme, asked())
    paper, _ = compose_paper.read(demo_programme, draft.query)
    spots, london = paper.figures
    now = replace(paper, figures=(replace(spots, headline="Nobody anywhere"), london))

    assert changed(now, draft.figures) == {
        "cold-spots": f"When the draft was saved it said “{spots.headline}”."
    }


def test_a_figure_whose_numbers_alone_have_changed_is_flagged(demo_programme: Programme) -> None:
    draft = kept(demo_programme, asked())
    paper, _ = compose_paper.read(demo_programme, draft.query)
    spots, london = paper.figures
    now = replace(paper, figures=(spots, replace(london, frame=london.frame.head(0))))

    assert changed(now, draft.figures) == {LONDON: SAME_HEADLINE}


@pytest.mark.parametrize(
    ("said", "later"),
    [
        ("as_at=2020-03-31", "as_at=2020-06-30"),
        ("as_at=2020-03-31&since=2019-04-01", "as_at=2020-06-30&since=2019-07-01"),
        ("as_at=2020-03-31&compare=2019-12-31", "as_at=2020-06-30&compare=2020-03-31"),
        ("as_at=2020-03-31&compare=E12000007", "as_at=2020-06-30&compare=E12000007"),
        ("as_at=2020-03-31&meeting=Board&meeting_on=2020-05-12", "as_at=2020-06-30&meeting=Board"),
        ("as_at=2019-11-15&since=2018-11-15", "as_at=2019-12-31&since=2018-12-15"),
    ],
)
def test_the_day_of_a_paper_moves_to_the_next_quarters_end(said: str, later: str) -> None:
    draft = Draft(said, "[]", date.fromisoformat(dict(parse_qsl(said))["as_at"]))

    moved = quarter_later(draft)

    assert moved.query == later
    assert moved.as_at == date.fromisoformat(dict(parse_qsl(later))["as_at"])


@pytest.mark.parametrize(
    ("figure", "later"),
    [
        ("by-region", "by-region"),
        ("by-region?as_at=2020-03-31&region=E12000007", "by-region?as_at=2020-06-30&region=E12000007"),
        ("by-region?since=2019-04-01", "by-region?since=2019-07-01"),
        ("by-region?as_at=2019-12-31&since=2019-04-01", "by-region?as_at=2019-12-31&since=2019-04-01"),
    ],
)
def test_a_figure_moves_with_its_commentary_where_its_day_was_that_of_the_paper(
    figure: str, later: str
) -> None:
    said = urlencode(
        [("as_at", "2020-03-31"), ("chart", figure), ("commentary", f"{figure}: It rains: still")]
    )

    moved = dict(parse_qsl(quarter_later(Draft(said, "[]", date(2020, 3, 31))).query))

    assert moved == {"as_at": "2020-06-30", "chart": later, "commentary": f"{later}: It rains: still"}


def test_a_draft_of_the_next_quarter_says_what_the_figures_said_before(demo_programme: Programme) -> None:
    draft = kept(demo_programme, asked(("as_at", "2019-03-31")))
    before, _ = compose_paper.read(demo_programme, draft.query)

    later = quarter_later(draft)

    paper, ignored = compose_paper.read(demo_programme, later.query)
    assert (paper.as_at, ignored) == ("30 June 2019", ())
    told = changed(paper, later.figures)
    assert told == {"cold-spots": f"As at 31 March 2019 it said “{before.figures[0].headline}”."}
