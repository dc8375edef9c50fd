"""Headlines and answers at the edges: one, none, ties, and what nobody knows."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from factories import area, make_programme, partnership, status

import dashboard
from dashboard import words
from dashboard.charts.render import CHARTS, render
from dashboard.filters import Filters
from dashboard.pages import find
from dashboard.pages.shell import store_line
from dashboard.question import Question
from data.programme.programme import Programme

BARKING, BARNET, CAMDEN, RYEDALE = "E09000002", "E09000003", "E09000007", "E07000167"


def in_places(*codes: str, **tables: object) -> Programme:
    """One established partnership in each of these authorities, and whatever else is given."""
    slugs = [f"p-{number}" for number in range(len(codes))]
    return make_programme(
        **{
            "partnerships": [partnership(slug) for slug in slugs],
            "statuses": [status(slug, "established", "2016-01-01") for slug in slugs],
            "partnership_areas": [area(slug, code) for slug, code in zip(slugs, codes, strict=True)],
            **tables,
        }
    )


def headline(programme: Programme, key: str, **chosen: object) -> str:
    return render(CHARTS[key], Question(programme, Filters(**chosen))).headline


def answered(programme: Programme, path: str, **chosen: object) -> str:
    return find(path)[0].answer(Question(programme, Filters(**chosen)))


def test_every_verb_that_has_to_agree_with_a_count_is_known():
    source = "".join(file.read_text() for file in Path(dashboard.__file__).parent.rglob("*.py"))
    asked = set(re.findall(r"""agree\([^"'\n]*["'](\w+)["']\)""", source))
    assert {"is", "has", "sits"} <= asked
    assert [word for word in asked if words.plural(word).endswith("ss")] == []


def test_one_authority_has_and_two_have():
    assert headline(in_places(BARNET), "area-coverage").startswith("1 of 6 authorities has a counted")
    assert headline(in_places(BARNET, CAMDEN), "area-coverage").startswith("2 of 6 authorities have")
    assert answered(in_places(BARNET), "/coverage").startswith("1 of 6 authorities (17\u00a0%) has")


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([BARNET], "Counted partnerships: London 1"),
        ([BARNET, RYEDALE], "Each has 1 counted partnership"),
    ],
)
def test_no_region_is_first_where_all_are_equal(codes, said):
    assert headline(in_places(*codes), "by-region") == said


def test_where_nobody_is_covered_no_region_is_named():
    programme = in_places(BARNET, statuses=[status("p-0", "emerging", "2016-01-01")])
    assert headline(programme, "by-region") == "No partnership is counted"
    assert headline(programme, "coverage-by-region") == "No authority is covered"
    assert headline(programme, "coverage-over-time") == "No more authorities covered than in 2012: 0"
    assert (
        headline(programme, "trajectory")
        == "Not proved: no partnership proved, of at least 50 by 31 December 2020"
    )
    assert headline(programme, "trajectory", region=("E12000007",)) == "In London: no partnership proved"


def test_coverage_grows_from_what_it_was():
    assert (
        headline(in_places(BARNET), "coverage-over-time")
        == "Coverage has grown from 0 to 1 authority since 2012"
    )


def test_nobody_on_record_is_not_nobody_where_a_source_gives_no_date():
    programme = in_places(BARNET, statuses=[status("p-0", "established", None)])
    answer = answered(programme, "/coverage")
    assert "5 authorities have nobody on record" in answer
    assert "In 1 more a partnership exists whose date or status is not published." in answer
    assert answered(programme, "/coverage", region=("E12000003",)).endswith("have nobody on record.")


def test_nobody_on_record_says_how_complete_the_record_is():
    counted = {
        "as_at": "2022-12-31",
        "precision": "year",
        "partnerships": 4.0,
        "wording": "4",
        "kind": "stock",
    }
    programme = in_places(BARNET, published_counts=[counted])
    said = "5 authorities have nobody on record (partnerships: 1 held; 4 were published for 2022)"
    assert said in answered(programme, "/coverage")
    assert headline(programme, "cold-spots").startswith(said.replace("have", "with"))


def test_with_sectors_or_levers_chosen_an_authority_lacks_such_a_partnership_not_any():
    told = answered(in_places(BARNET), "/coverage", lever=("SYN",))
    assert "a counted partnership with activity whose main lever is synergising on" in told
    assert "have no such partnership on record" in told


def test_a_status_that_comes_later_is_not_one_that_nobody_dated():
    programme = in_places(
        BARNET,
        CAMDEN,
        statuses=[status("p-0", "established", "2021-01-01"), status("p-1", "established", None)],
    )
    table = render(CHARTS["partnerships"], Question(programme, Filters()))
    assert table.frame["status"].tolist() == ["No status yet", "Exists, date or status not published"]
    assert (
        table.headline
        == "2 partnerships: 1 with no status yet and 1 that exists, its date or status not published"
    )


MET = [("m-1", "p-0", "2020-03-01", "steering_group", "closed_meeting", "decision", None, True, "held")]


def test_partnerships_of_which_no_meeting_is_on_record_are_not_late():
    programme = in_places(
        BARNET,
        CAMDEN,
        partnerships=[partnership(slug, meetings_expected_per_year=4.0) for slug in ("p-0", "p-1")],
        meetings=MET,
    )
    told = answered(programme, "/meetings")
    assert told.startswith("1 of 1 live partnerships with a meeting on record meets as often as planned")
    assert "of 1 other too little is on record to say" in told
    assert (
        headline(programme, "meeting-spread")
        == "1 of 1 live partnerships with a meeting on record met on time"
    )


def test_an_empty_selection_is_said_to_be_empty():
    programme = in_places(BARNET, meetings=MET)
    nowhere = {"region": ("E12000003",)}
    assert answered(programme, "/meetings", **nowhere).startswith("There is no live partnership in Yorkshire")
    assert answered(programme, "/attention", **nowhere).startswith(
        "There is no live partnership in Yorkshire"
    )


def test_pilots_are_compared_with_a_median_only_where_there_is_one():
    members = [("p-0", "theatre", "chair", "2016-01-01")]
    programme = in_places(
        BARNET,
        partnerships=[partnership("p-0", pilot=True)],
        organisations=[("theatre", "Theatre", "cultural_organisation")],
        memberships=members,
    )
    assert answered(programme, "/pilots").endswith("; too few to report: no others to compare with.")


def test_a_figure_names_every_kind_of_illustrative_row_that_it_may_rest_on():
    touched = {key: {*CHARTS[key].draws_on, *CHARTS[key].touches} for key in CHARTS}
    assert {"actions", "support", "returns", "meetings", "memberships"} <= touched["attention"]
    assert {"memberships", "returns"} <= touched["changed-since"]
    assert {"activities", "meetings", "actions", "attendance"} <= touched["pilots-comparison"]


def test_published_changes_of_status_show_without_any_return():
    told = render(CHARTS["changed-since"], Question(in_places(BARNET), Filters(since=None)))
    assert "Not published" not in told.reason_empty


def test_a_subtitle_begins_its_second_sentence_with_a_capital():
    rendered = render(CHARTS["by-region"], Question(in_places(BARNET), Filters(bridge=("a-new-direction",))))
    assert ". Bridge: A New Direction, as at 31 March 2020." in rendered.subtitle


def test_a_figure_of_a_later_day_says_to_when_the_store_is_complete():
    later = Question(in_places(BARNET), Filters(as_at=date(2030, 1, 1)))
    assert "As at 1 January 2030. The store is complete to 31 March 2020 only." in source_of(
        "by-region", later
    )
    assert store_line(later).endswith("as at 1 January 2030; complete to 31 March 2020 only")
    assert "complete to" not in source_of("by-region", replace(later, filters=Filters()))


def source_of(key: str, question: Question) -> str:
    return render(CHARTS[key], question).source


def test_a_place_that_is_supported_before_there_is_a_partnership_is_named():
    given = [
        {
            "support": code,
            "bridge": "ive",
            "area_code": code,
            "support_on": "2020-01-10",
            "support_type": kind,
        }
        for code, kind in ((BARNET, "one_to_one"), (RYEDALE, "connected_network"))
    ]
    found = render(CHARTS["open-places"], Question(in_places(BARNET, support=given), Filters()))
    assert found.headline == "1 place without a partnership had support of a bridge"
    assert found.text == "Last supported: Ryedale 10 January 2020."
    assert found.frame["has_partnership"].tolist() == [True, False]
