"""Who may see only some bridges is told of these: no part of it is divided by what is England's."""

from dataclasses import replace
from io import BytesIO

import numpy as np
import openpyxl
import pytest
from pandas import DataFrame

from dashboard import compose_paper
from dashboard.charts.chart import Chart
from dashboard.charts.render import CHARTS, render
from dashboard.exports.paper import texts
from dashboard.exports.tables.whole_store import store_file
from dashboard.filters import Filters
from dashboard.indicators import elsewhere
from dashboard.indicators.coverage import compared, reach
from dashboard.indicators.pilots import by_age, pilots
from dashboard.indicators.pilots.measures import NUMBERS, all_partnerships
from dashboard.indicators.progress import forecast, growth
from dashboard.indicators.progress.target import target_for
from dashboard.indicators.shared import selection
from dashboard.pages import PAGES, find, london
from dashboard.pages.page import Page, answer, rendered
from dashboard.question import Question, known_words
from data.programme.programme import Programme, Scope

BRIDGES = (
    "a-new-direction", "artswork", "royal-opera-house-bridge", "festival-bridge", "the-mighty-creatives",
    "arts-connect", "curious-minds", "ive", "culture-bridge-north-east", "real-ideas",
)  # fmt: skip


def seen(programme: Programme, bridges: tuple[str, ...]) -> Question:
    return Question(programme.visible_to(Scope(bridges=frozenset(bridges))), Filters())


@pytest.mark.parametrize("bridges", [(), BRIDGES[:1], BRIDGES])
def test_the_target_of_england_is_for_nobody_who_sees_only_a_part(
    demo_programme: Programme, bridges: tuple[str, ...]
) -> None:
    question = seen(demo_programme, bridges)
    assert target_for(Question(demo_programme, Filters())) is not None
    assert target_for(question) is None
    for indicator in (forecast.established, forecast.forecast, forecast.required_rate):
        assert indicator(question).denominator is None
    assert growth.published(question).empty
    answer = find("/")[0].answer(question)
    assert "50" not in answer


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.key)
def test_every_card_says_of_whose_partnerships_it_speaks(demo_programme: Programme, chart: Chart) -> None:
    question = seen(demo_programme, ("a-new-direction",))
    if chart.subject == "needed":
        question = replace(question, path_partnership=question.programme.partnerships["partnership"].iloc[0])
    shown = render(chart, question)
    said = (shown.headline, shown.subtitle, shown.text, shown.reason_empty, shown.question.selection)
    assert not any("England" in text for text in said)
    assert "Seen: partnerships of your bridge A New Direction alone" in shown.source
    if chart.subject == "none" and not shown.reason_empty:
        assert shown.headline.lower().count("your bridge a new direction") == 1


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.path != "/method"], ids=lambda page: page.path
)
def test_every_page_says_of_whose_partnerships_it_speaks(demo_programme: Programme, page: Page) -> None:
    question = seen(demo_programme, ("a-new-direction",))
    first = answer(page, question, rendered(page, question))
    said = f"{first.title} {first.sentence}"
    for may_be in ("is England on course", "the target is for all of England", question.programme.store_name):
        said = said.replace(may_be, "")
    assert "England" not in said
    assert "your bridge" in f"{first.title} {first.sentence}".lower()


def test_a_file_of_a_bridge_names_no_command_that_would_say_something_else(demo_programme: Programme) -> None:
    question = seen(demo_programme, ("arts-connect",))
    paper, _ = compose_paper.read(question.programme, "chart=by-region")
    assert "Command" not in dict(texts.remade(paper))
    assert texts.remade(paper)[1] == ("Filters", "Your bridge Arts Connect, as at 31 March 2020")
    book = openpyxl.load_workbook(BytesIO(store_file(question, "xlsx")), read_only=True)
    told = " ".join(str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row)
    assert "Filters: Your bridge Arts Connect." in told
    assert "command" not in told


def test_a_place_outside_the_patch_has_nobody_and_no_authority(demo_programme: Programme) -> None:
    scoped = demo_programme.visible_to(Scope(bridges=frozenset({"arts-connect"})))
    london = Question(scoped, Filters(region=("E12000007",)))
    said = (
        "There is no partnership in London within your bridge Arts Connect; the target is for all of England."
    )
    assert find("/")[0].answer(london) == said
    compared = CHARTS["compared-numbers"]
    beside = Question.from_query(scoped, "compare=E12000007", keys=compared.narrows)
    assert "London within your bridge Arts Connect: no authority there" in render(compared, beside).headline


def test_a_person_of_several_bridges_or_of_none_is_told_so(demo_programme: Programme) -> None:
    several, nobody = seen(demo_programme, ("ive", "a-new-direction")), seen(demo_programme, ())
    assert several.place == "your bridges A New Direction and IVE"
    one = several.with_filters(bridge=("ive",))
    assert one.place == "the patch of IVE within your bridges A New Direction and IVE"
    assert several.with_filters(bridge=("ive", "a-new-direction")).place == several.place
    assert (nobody.place, nobody.selection) == ("no bridge", "No bridge")
    assert seen(demo_programme, BRIDGES).place.endswith(" more")


def test_a_bridge_that_is_not_seen_is_no_value_of_the_filter(demo_programme: Programme) -> None:
    scoped = demo_programme.visible_to(Scope(bridges=frozenset({"a-new-direction"})))
    refused, never = (Question.from_query(scoped, f"bridge={code}").ignored for code in ("ive", "xyz"))
    assert refused == tuple(sentence.replace("xyz", "ive") for sentence in never)
    assert list(known_words(scoped)["bridge"]) == ["a-new-direction"]


@pytest.mark.parametrize("bridges", [(), BRIDGES[:1], BRIDGES[:3]])
def test_authorities_are_those_of_the_patches_that_are_seen(
    demo_programme: Programme, bridges: tuple[str, ...]
) -> None:
    question = seen(demo_programme, bridges)
    by_filter = Question(
        demo_programme, Filters(bridge=bridges or ("ive",), region=() if bridges else ("E12000007",))
    )
    for indicator in (reach.area_coverage, reach.cold_spots, reach.overlap, reach.cyp_coverage):
        assert (indicator(question).denominator or 0) == (indicator(by_filter).denominator or 0)


def test_filters_that_leave_no_authority_leave_nothing_to_divide_by(demo_programme: Programme) -> None:
    nowhere = Question(demo_programme, Filters(region=("E12000007",), bridge=("ive",)))
    for indicator in (reach.area_coverage, reach.cyp_coverage):
        found = indicator(nowhere)
        assert (found.value, found.denominator or 0) == (None, 0)


@pytest.mark.parametrize("illustrative", [True, False])
def test_a_pilot_stands_beside_what_all_other_bridges_come_to(
    demo_programme: Programme, illustrative: bool
) -> None:
    bridge, filters = "a-new-direction", Filters(illustrative=illustrative)
    programme = elsewhere.seen_by(demo_programme, Scope(bridges=frozenset({bridge})))
    frame = pilots.comparison(Question(programme, filters)).set_index("key")
    whole = Question(demo_programme, filters)
    facts = demo_programme.visible_to(Scope(illustrative=illustrative)).partnerships
    others = selection.is_counted(whole) & (facts["bridge"] != bridge) & ~facts["pilot"].astype(bool)
    values = DataFrame(all_partnerships(whole)[others], columns=[one.key for one in NUMBERS])
    for key, column in values.items():
        known = column.dropna()
        told = (
            len(known) >= 5 and facts.loc[others].reset_index(drop=True)["bridge"][known.index].nunique() >= 2
        )
        assert frame.loc[key, "n_others"] == (len(known) if told else 0), key
        if told:
            assert frame.loc[key, "others_median"] == pytest.approx(known.median()), key
            assert frame.loc[key, "others_high"] == pytest.approx(known.quantile(0.75)), key
    assert frame["n_others"].any() == illustrative


def test_whom_a_bridge_adds_is_compared_at_equal_age_with_those_elsewhere(demo_programme: Programme) -> None:
    programme = elsewhere.seen_by(demo_programme, Scope(bridges=frozenset({"arts-connect"})))
    question = Question(programme, Filters(), query_partnership="birmingham-lcep")
    frame = pilots.curves(question, measure="members")
    ages = by_age.at_age(demo_programme, question.on, "members")
    facts = demo_programme.partnerships
    others = (facts["bridge"] != "arts-connect") & ~facts["pilot"].astype(bool)
    known = (~np.isnan(ages[others.to_numpy()])).sum(axis=0)[: len(frame)]
    assert frame["n"].max() > MOST_OF_ARTS_CONNECT
    assert (frame["n"].isin([0]) | (frame["n"] == known)).all()


MOST_OF_ARTS_CONNECT = 15


def test_what_is_only_not_seen_is_not_said_to_be_nowhere(demo_programme: Programme) -> None:
    here = seen(demo_programme, ("arts-connect",))
    alone = "Looked for among partnerships of your bridge Arts Connect alone."
    assert render(CHARTS["pilots-comparison"], here).reason_empty == f"The register holds no pilot. {alone}"
    every = render(CHARTS["cold-spots"], Question(demo_programme, Filters(bridge=("no-such-bridge",))))
    assert every.reason_empty
    assert "Looked for" not in every.reason_empty


def test_nobody_is_nobody_of_yours_wherever_it_is_said(demo_programme: Programme) -> None:
    here = seen(demo_programme, ("a-new-direction",))
    measures = [*compared.numbers(here)["measure"]]
    assert "Authorities with nobody of yours on record" in measures
    assert "Nobody of yours on record: " in str(london.named(here))
    assert "Nobody on record: " in str(london.named(Question(demo_programme, Filters())))
