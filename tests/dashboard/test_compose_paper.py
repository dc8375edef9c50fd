"""What a paper holds for any question: charts that work, a summary from the data, and the command that remakes it."""

import re
import shlex

import pytest

from dashboard import compose_paper
from dashboard.charts.render import CHARTS, sources_of
from dashboard.exports.paper import texts
from dashboard.exports.paper.choice import Choice
from dashboard.exports.paper.paper import Paper
from dashboard.indicators.profile.partnerships import UnknownPartnership
from dashboard.question import QueryError
from dashboard.settings import product_version
from data.programme.programme import Programme

QUESTIONS = {
    "default": "",
    "one region": "region=E12000007",
    "before anything was published": "as_at=2014-03-31",
    "nothing matches": "region=E12000001&bridge=a-new-direction",
    "illustrative hidden": "illustrative=hide",
    "levers weighted": "method=weighted&bridge=artswork",
}


def paper(programme: Programme, query: str = "") -> Paper:
    return compose_paper.read(programme, query)[0]


@pytest.fixture(params=QUESTIONS.values(), ids=QUESTIONS.keys())
def usual(request: pytest.FixtureRequest, demo_programme: Programme) -> Paper:
    return paper(demo_programme, request.param)


def test_the_usual_charts_have_something_to_show(usual: Paper) -> None:
    assert 1 <= len(usual.figures) <= compose_paper.USUAL_LENGTH
    if usual.selection != "North East; bridge: A New Direction":
        assert [figure.reason_empty for figure in usual.figures if figure.reason_empty] == []


def test_the_usual_paper_has_ten_charts_and_a_summary_of_five_lines(demo_programme: Programme) -> None:
    usual = paper(demo_programme)
    assert [figure.chart.key for figure in usual.figures] == list(compose_paper.PREFERRED)
    assert len(usual.summary) == compose_paper.MOST_LINES


def test_hidden_illustrative_data_leaves_only_charts_of_published_facts(demo_programme: Programme) -> None:
    hidden = paper(demo_programme, "illustrative=hide")
    assert not hidden.illustrative
    assert hidden.mark == ""
    assert {"trajectory", "by-region", "area-coverage"} <= {figure.chart.key for figure in hidden.figures}


def test_every_word_reads_well(usual: Paper) -> None:
    for text in (usual.title, usual.purpose, *usual.summary, usual.foot, usual.command, usual.mark):
        assert not re.search(r"\b(nan|NaN|None|NaT)\b|\{|\}|  ", text), text
    assert usual.title
    assert usual.purpose
    assert usual.summary


def test_the_foot_says_the_day_and_the_page_of_method_says_the_rest_once(usual: Paper) -> None:
    programme = usual.question.programme
    assert usual.foot == f"CEP Monitor, as at {usual.as_at}"
    remade = dict(texts.method(usual))[texts.AGAIN]
    assert remade == (
        (
            "Store",
            f"{programme.store_name}, version {programme.store_version}; CEP Monitor {product_version()}",
        ),
        ("Filters", f"{usual.selection}, as at {usual.as_at}"),
        ("Command", usual.command),
    )


def test_an_address_is_said_where_the_server_of_one_is_configured(
    demo_programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = paper(demo_programme, "chart=by-region&title=Ours")
    assert made.address == ""
    monkeypatch.setenv("CEP_SERVER_ADDRESS", "https://cep.example.org/")
    assert made.address == "https://cep.example.org/paper?as_at=2020-03-31&chart=by-region&title=Ours"
    assert ("Address", made.address) in texts.remade(made)
    monkeypatch.setenv("CEP_SERVER_ADDRESS", "javascript:alert(1)")
    assert made.address == ""


def test_definitions_rules_and_sources_of_every_figure_are_there(usual: Paper) -> None:
    assert {figure.chart.indicator for figure in usual.figures} == {one.key for one in usual.definitions}
    assert {key for figure in usual.figures for key in sources_of(figure.chart, usual.question)} <= {
        source.key for source in usual.sources
    }
    assert usual.rules
    assert usual.counting_rule.startswith(usual.question.filters.counting_rule)


@pytest.mark.parametrize(
    "query",
    [
        *QUESTIONS.values(),
        "chart=by-region&chart=trajectory&title=-x%20%22y%22%20%27z%27&purpose=Why%3F&summary=One&summary=--two",
        "chart=partnership-status&partnership=camden-spark&include=emerging&as_at=2019-12-31",
        "chart=by-region%3Fregion%3DE12000007%26sector%3Dhealth&chart=by-region&meeting=Board&meeting_on=2020-05-12"
        "&author=A&audience=B&ask=decision&recommendation=One&recommendation=--two&next_step=Three&annex=yes"
        "&commentary=by-region%3A+Said&summary=none&purpose=none",
    ],
)
def test_the_command_asks_for_the_same_paper(demo_programme: Programme, query: str) -> None:
    """What the options say is what the address said, with the date spelled out."""
    first = paper(demo_programme, query)
    program, command, *options = shlex.split(first.command)
    assert (program, command, options[:2]) == ("cep", "board-pack", ["-o", first.file_name("docx")])
    again = paper(demo_programme, query_of(options[2:]))
    assert (again.title, again.purpose, again.summary) == (first.title, first.purpose, first.summary)
    assert [figure.chart.key for figure in again.figures] == [figure.chart.key for figure in first.figures]
    assert (again.selection.replace("; as at", ""), again.as_at) == (first.selection, first.as_at)
    assert again.command == first.command
    assert again.choice == first.choice


def query_of(options: list[str]) -> str:
    """The options of the command line as a query, as `cep board-pack` reads them."""
    from urllib.parse import urlencode  # noqa: PLC0415

    pairs, rest = [], list(options)
    while rest:
        name, tied, value = rest.pop(0).partition("=")
        pairs.append((name.removeprefix("--").replace("-", "_"), value if tied else rest.pop(0)))
    return urlencode(pairs)


def test_the_authors_words_replace_what_the_product_would_say(demo_programme: Programme) -> None:
    own = paper(demo_programme, "title=Ours&purpose=To+decide&summary=One&summary=Two&chart=changes")
    assert (own.answer, own.findings) == ("One", ("Two",))
    assert (own.title, own.purpose, own.summary) == ("Ours", "To decide", ("One", "Two"))
    assert [figure.chart.key for figure in own.figures] == ["changes"]


def test_an_author_may_want_neither_purpose_nor_summary(demo_programme: Programme) -> None:
    own = paper(demo_programme, "purpose=none&summary=none&chart=changes")
    assert (own.purpose, own.summary, own.answer, own.findings) == ("", (), "", ())
    assert texts.opening(own) == ()


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", ("For information", "No decision is asked.")),
        ("recommendation=One", ("For decision", "Agree the recommendation below.")),
        ("recommendation=One&recommendation=Two", ("For decision", "Agree recommendations 1 and 2.")),
        ("ask=decision", ("For decision", "A decision is asked; its purpose says which.")),
        ("ask=information&recommendation=One", ("For information", "No decision is asked.")),
    ],
)
def test_a_paper_says_what_it_asks(demo_programme: Programme, query: str, asked: tuple[str, str]) -> None:
    assert paper(demo_programme, f"chart=changes&{query}").asked == asked


def test_what_the_author_gives_stands_on_the_first_page_in_its_order(demo_programme: Programme) -> None:
    own = paper(
        demo_programme,
        "chart=by-region&meeting=Board&meeting_on=2020-05-12&author=Jo&audience=Trustees&recommendation=One"
        "&recommendation=Two&next_step=Three&summary=Few.&summary=Fewer.",
    )
    assert texts.cover(own)[:4] == (
        ("Meeting", "Board, 12 May 2020"),
        ("Author", "Jo"),
        ("For", "Trustees"),
        ("For decision", "Agree recommendations 1 and 2."),
    )
    assert dict(texts.opening(own)) == {
        "Purpose": (("", own.purpose),),
        "In short": (("", "Few."),),
        "Findings": (("", "Fewer."),),
        "Recommendations": (("1", "One"), ("2", "Two")),
    }
    assert own.next_steps == ("Three",)
    assert own.lead is own.figures[0]
    assert paper(demo_programme, "chart=changes&chart=by-region").lead is None


def test_a_figure_keeps_its_own_filters_and_says_them(demo_programme: Programme) -> None:
    query = "region=E12000001&chart=by-region&chart=by-region%3Fregion%3DE12000007&chart=by-region%3F"
    here, there, everywhere = paper(demo_programme, f"as_at=2019-12-31&{query}").figures
    assert [one.own for one in (here, there, everywhere)] == [
        "", "London, as at 31 December 2019", "All of England, as at 31 December 2019",
    ]  # fmt: skip
    assert there.caption == f"{there.chart.question} (London, as at 31 December 2019)"
    assert (list(there.frame["region"]), len(everywhere.frame)) == (["London"], 9)
    assert [one.sheet for one in (here, there, everywhere)] == ["by-region", "by-region 2", "by-region 3"]
    of_then = paper(demo_programme, "chart=by-region%3Fas_at%3D2018-03-31").figures[0]
    assert of_then.own == "All of England, as at 31 March 2018"


def test_hidden_illustrative_rows_stay_hidden_in_a_figure_with_own_filters(demo_programme: Programme) -> None:
    (figure,) = paper(demo_programme, "illustrative=hide&chart=by-region%3Fregion%3DE12000007").figures
    assert not figure.illustrative


def test_commentary_stands_at_the_figure_that_it_names(demo_programme: Programme) -> None:
    query = "chart=by-region%3Fregion%3DE12000007&chart=by-region&chart=changes&commentary=by-region:+All&"
    made, ignored = compose_paper.read(
        demo_programme, query + "commentary=by-region?region=E12000007:+One%0ATwo"
    )
    assert [figure.commentary for figure in made.figures] == [("One", "Two"), ("All",), ()]
    assert ignored == ()
    assert compose_paper.read(demo_programme, "chart=changes&commentary=by-region:+All")[1] == (
        "There is commentary on “by-region”, which is not in this paper.",
    )


def test_what_is_not_known_of_the_filters_of_a_figure_is_said_with_its_name(
    demo_programme: Programme,
) -> None:
    ignored = compose_paper.read(demo_programme, "chart=by-region%3Fregion%3DE99%26colour%3Dblue")[1]
    assert [said.startswith("Of “by-region?region=E99&colour=blue”: ") for said in ignored] == [True, True]
    with pytest.raises(UnknownPartnership, match="called “nobody”"):
        paper(demo_programme, "chart=partnership-status%3Fpartnership%3Dnobody")


def test_charts_stand_in_the_order_that_was_chosen(demo_programme: Programme) -> None:
    own = paper(demo_programme, "chart=cold-spots&chart=trajectory&chart=by-region")
    assert [figure.chart.key for figure in own.figures] == ["cold-spots", "trajectory", "by-region"]


def test_a_chosen_chart_with_nothing_to_show_stays_and_says_why(demo_programme: Programme) -> None:
    own = paper(demo_programme, "chart=sector-gap&chart=trajectory&illustrative=hide")
    assert [bool(figure.reason_empty) for figure in own.figures] == [True, False]


def test_a_chart_about_one_partnership_needs_one(demo_programme: Programme) -> None:
    without, ignored = compose_paper.read(demo_programme, "chart=partnership-status&chart=trajectory")
    assert [figure.chart.key for figure in without.figures] == ["trajectory"]
    assert ignored == ("“How did its status change?” is about one partnership; name it as well.",)
    named = paper(demo_programme, "chart=partnership-status&partnership=camden-spark")
    assert len(named.figures[0].frame)


def test_a_partnership_that_is_not_there_is_refused(demo_programme: Programme) -> None:
    with pytest.raises(UnknownPartnership, match="called “nobody”"):
        paper(demo_programme, "partnership=nobody")


def test_what_is_ignored_of_filters_and_choice_is_said_together(demo_programme: Programme) -> None:
    ignored = compose_paper.read(demo_programme, "region=E99&chart=nothing&colour=blue")[1]
    for said, wrong in zip(
        ignored,
        ("“E99” is not a known region", "filter called “colour”", "chart called “nothing”"),
        strict=True,
    ):
        assert wrong in said
    with pytest.raises(QueryError, match=r"“E99” .* “colour”.* “nothing”"):
        compose_paper.read(demo_programme, "region=E99&chart=nothing&colour=blue", exactly=True)


def test_every_chart_can_be_chosen(demo_programme: Programme) -> None:
    offered = {chart.key for _, chart in compose_paper.available(paper(demo_programme).question)}
    about = {
        chart.key
        for _, chart in compose_paper.available(paper(demo_programme, "partnership=camden-spark").question)
    }
    assert offered == {key for key, chart in CHARTS.items() if chart.subject != "needed"}
    assert about == set(CHARTS)


def test_equal_questions_make_equal_papers(demo_programme: Programme) -> None:
    first, second = (paper(demo_programme, "region=E12000007&chart=by-region") for _ in range(2))
    assert (first.question, first.choice, first.foot) == (second.question, second.choice, second.foot)
    assert first.choice == Choice(("by-region",))
