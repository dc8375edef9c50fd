import pytest

from data.returns.imports import prepare
from data.returns.problems import MOST
from data.returns.reader import Source
from tests.returns import loaded, plan
from tests.workbooks import xlsx

MEETING = {"meeting": "m3", "partnership": "camden", "held_on": "2019-03-01", "format": "roundtable"}
ACTION = {
    "action": "x2",
    "partnership": "camden",
    "description": "Ask the schools",
    "agreed_on": "2019-03-01",
}
ACTIVITY = {
    "activity": "c3",
    "partnership": "camden",
    "title": "A",
    "start_on": "2019-01-01",
    "primary_lever": "SYN",
}
SEAT = {"partnership": "camden", "organisation": "a-theatre", "role": "member", "from_date": "2019-06-01"}
CLOSED = {"partnership": "barnet", "status": "closed", "from_date": "2019-01-01"}
EMERGING = {"partnership": "barnet", "status": "emerging", "from_date": "2017-01-01", "to_date": "2019-01-01"}
TARGET = {"indicator": "established", "value": 50.0, "due_on": "2020-12-31", "set_on": "2015-10-01"}
AREA = {"partnership": "barnet", "area_code": "E09000007", "coverage": "part"}


def found(engine, **said):
    """Severity, sheet, row, column and value of each problem."""
    return [
        (one.severity, one.sheet, one.row, one.column, one.value) for one in plan(engine, **said).problems
    ]


def words(engine, **said):
    return " ".join(one.sentence for one in plan(engine, **said).problems)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"meetings": [MEETING | {"partnership": "camdn"}]},
         ("error", "meetings", 2, "partnership", "camdn")),
        ({"memberships": [SEAT | {"organisation": "the-theatre"}]},
         ("error", "memberships", 2, "organisation", "the-theatre")),
        ({"actions": [ACTION | {"meeting": "m9"}]},
         ("error", "actions", 2, "meeting", "m9")),
        ({"activity_links": [{"from_activity": "c1", "to_activity": "c8"}]},
         ("error", "activity_links", 2, "to_activity", "c8")),
        ({"partnerships": [{"partnership": "b", "name": "B", "bridge": "a-new-directon"}]},
         ("error", "partnerships", 2, "bridge", "a-new-directon")),
        ({"statuses": [{"partnership": "barnet", "status": "delivering", "from_date": "2018-01-01"}]},
         ("error", "statuses", 2, "from_date", "2018-01-01")),
        ({"statuses": [EMERGING, CLOSED], "memberships": [SEAT | {"partnership": "barnet"}]},
         ("error", "memberships", 2, "from_date", "2019-06-01")),
        ({"statuses": [EMERGING, CLOSED], "memberships": [SEAT | {"partnership": "barnet", "from_date": "2018-01-01"}]},
         ("warning", "memberships", 2, "to_date", "")),
        ({"attendance": [{"meeting": "m2", "organisation": "a-guest", "state": "present"}],
          "organisations": [{"organisation": "a-guest", "name": "A guest", "sector": "other"}]},
         ("warning", "attendance", 2, "organisation", "a-guest")),
        ({"actions": [{"action": "x1", "partnership": "camden", "description": "D", "agreed_on": "2018-10-01"}]},
         ("error", "actions", 2, "due_on", "2018-09-01")),
        ({"actions": [ACTION | {"partnership": "barnet", "meeting": "m1"}]},
         ("error", "actions", 2, "meeting", "m1")),
        ({"activity_links": [{"from_activity": "c2", "to_activity": "c1"}]},
         ("error", "activity_links", 2, "to_activity", "c1")),
        ({"activities": [ACTIVITY | {"activity": "c2", "start_on": "2018-01-01"}]},
         ("error", "activities", 2, "start_on", "c2")),
        ({"partnership_areas": [AREA | {"partnership": "camden", "from_date": "2018-01-01", "share": 0.6}]},
         ("error", "partnership_areas", 2, "area_code", "E09000007")),
        ({"partnership_areas": [AREA | {"share": 0.6}]},
         ("warning", "partnership_areas", 2, "share", "0.6")),
        ({"partnership_areas": [AREA | {"area_code": "E09000099"}]},
         ("error", "partnership_areas", 2, "area_code", "E09000099")),
        ({"organisations": [{"organisation": "a-school", "name": "A", "sector": "school", "illustrative": True}]},
         ("error", "organisations", 2, "illustrative", "yes")),
    ],
)  # fmt: skip
def test_what_is_wrong_across_rows_and_tables_is_located(filled, said, problem):
    assert problem in found(filled, **said)


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ({"meetings": [MEETING | {"partnership": "camdn"}]}, "Did you mean camden?"),
        ({"meetings": [MEETING | {"partnership": "x"}]}, "Add it to the sheet partnerships, or correct the key."),
        ({"partnerships": [{"partnership": "b", "name": "B", "bridge": "x"}]}, "The bridges are a-new-direction, ive."),
        ({"statuses": [{"partnership": "barnet", "status": "delivering", "from_date": "2018-01-01"}]},
         "Give the row “emerging” the to_date 2018-01-01"),
        ({"partnership_areas": [AREA | {"share": 0.6}]}, "With camden the shares of E09000007 (Camden) come to 1.10."),
        ({"partnership_areas": [AREA | {"area_code": "E09000099"}]}, "no authority with the code E09000099"),
        ({"partnership_areas": [AREA | {"area_code": "W09000007"}]}, "Did you mean E09000007 (Camden)?"),
        ({"partnership_areas": [AREA | {"area_code": "E90000007"}]}, "Did you mean E09000007 (Camden)?"),
        ({"targets": [TARGET | {"indicator": "establised"}]},
         "There is no indicator “establised”, so no page shows this target. Did you mean established?"),
        ({"organisations": [{"organisation": "the-theatre", "name": "The “A Theatre” Ltd.", "sector": "other"}]},
         "is what a-theatre is called too. Use the key a-theatre if it is the same organisation;"),
        ({"partnerships": [{"partnership": "b", "name": "barnet cep"}]},
         "Use the key barnet if it is the same partnership;"),
        ({"partnership_areas": [AREA | {"area_code": "E05000123"}]}, "`cep boundaries add FILE --level ward`"),
        ({"activity_links": [{"from_activity": "c2", "to_activity": "c1"}]},
         "c2 started on 1 May 2019, but what it is said to have led to, c1, on 1 May 2018."),
    ],
)  # fmt: skip
def test_a_problem_says_what_would_be_right(filled, said, advice):
    assert advice in words(filled, **said)


@pytest.mark.parametrize(
    "said",
    [
        {"partnerships": [{"partnership": "new", "name": "New"}], "meetings": [MEETING | {"partnership": "new"}]},
        {"statuses": [EMERGING, CLOSED]},
        {"statuses": [EMERGING, CLOSED], "memberships": [
            SEAT | {"partnership": "barnet", "from_date": "2018-01-01", "to_date": "2019-01-01"}]},
        {"attendance": [{"meeting": "m2", "organisation": "a-theatre", "state": "present"}]},
        {"actions": [ACTION | {"meeting": "m1", "due_on": "2019-03-01"}]},
        {"activity_links": [{"from_activity": "c1", "to_activity": "c3"}], "activities": [ACTIVITY]},
        {"partnership_areas": [AREA | {"share": 0.5}]},
        {"partnership_areas": [
            AREA | {"area_code": "E09000002", "locality": "North", "share": 0.5},
            AREA | {"area_code": "E09000002", "locality": "South", "share": 0.5, "from_date": "2018-01-01"}]},
        {"partnership_areas": [{"partnership": "barnet", "area_code": "E09000003", "coverage": "whole",
                                "to_date": "2018-01-01"},
                               {"partnership": "barnet", "area_code": "E09000003", "coverage": "part",
                                "from_date": "2018-01-01"}]},
    ],
)  # fmt: skip
def test_what_is_right_is_not_remarked_on(filled, said):
    assert found(filled, **said) == []


def test_two_parts_of_one_authority_that_come_to_more_than_all_of_it_are_an_error(filled):
    parts = [
        AREA | {"area_code": "E09000002", "locality": "North", "share": 0.6},
        AREA | {"area_code": "E09000002", "locality": "South", "share": 0.5, "from_date": "2018-01-01"},
    ]

    assert "twice at once" in words(filled, partnership_areas=parts)


def test_a_closure_that_leaves_members_behind_is_a_warning_at_the_status(filled):
    ending = {
        "partnership": "camden",
        "status": "established",
        "from_date": "2016-01-01",
        "to_date": "2020-01-01",
    }
    closing = CLOSED | {"partnership": "camden", "from_date": "2020-01-01"}

    proposed = plan(filled, statuses=[ending, closing])

    assert not proposed.is_refused
    assert [(one.sheet, one.row) for one in proposed.warnings] == [("statuses", 3), ("statuses", 3)]


def test_an_undated_status_overlaps_nothing(filled):
    undated = {
        "partnership": "barnet",
        "status": "established",
        "from_date": None,
        "precision": "not_published",
    }

    assert found(filled, statuses=[undated]) == []


def test_a_status_inside_a_long_one_is_found_even_where_another_stands_between(filled):
    rows = [
        {"partnership": "camden", "status": "dormant", "from_date": "2016-02-01", "to_date": "2016-03-01"},
        {"partnership": "camden", "status": "emerging", "from_date": "2018-02-01", "to_date": "2018-03-01"},
    ]

    assert [one[2] for one in found(filled, statuses=rows)] == [2, 3]


def test_what_the_store_holds_already_is_not_the_fault_of_a_file_that_repeats_it(filled):
    guest = {"meeting": "m2", "organisation": "a-guest", "state": "present"}
    organisation = {"organisation": "a-guest", "name": "A guest", "sector": "other"}
    loaded(filled, attendance=[guest], organisations=[organisation])

    assert found(filled, sha256="2" * 64, attendance=[guest], organisations=[organisation]) == []


def test_all_problems_are_reported_at_once_in_the_order_of_the_file(filled):
    proposed = plan(
        filled,
        meetings=[MEETING, MEETING | {"meeting": "m4", "partnership": "x"}],
        actions=[ACTION | {"partnership": "y"}],
        statuses=[CLOSED | {"partnership": "z"}],
    )

    assert proposed.is_refused
    assert [(one.sheet, one.row) for one in proposed.errors] == [
        ("statuses", 2),
        ("meetings", 3),
        ("actions", 2),
    ]


def test_a_row_that_could_not_be_read_is_not_called_missing_as_well(filled):
    organisations = Source("organisations.csv", b"organisation,name,sector\na-choir,A Choir,singing\n")
    memberships = Source(
        "memberships.csv", b"partnership,organisation,role,from_date\ncamden,a-choir,member,2018-01-01\n"
    )

    proposed = prepare(filled, [organisations, memberships])

    assert proposed.problems == ()
    assert [(one.sheet, one.column) for one in proposed.unanswered] == [("organisations", "sector")]


def test_a_code_that_could_be_several_is_not_taken_for_one_of_them(filled):
    assert "Did you mean" not in words(filled, partnership_areas=[AREA | {"area_code": "E09000008"}])


def test_a_link_of_an_activity_to_itself_is_said_once(filled):
    links = Source("activity_links.csv", b"from_activity,to_activity\nc1,c1\n")

    (problem,) = prepare(filled, [links]).problems

    assert problem.wrong == "The activity leads to itself."


def test_of_very_many_guests_a_thousand_are_listed_and_the_others_counted(filled):
    names = [f"guest-{number}" for number in range(MOST + 3)]
    organisations = [{"organisation": name, "name": f"Called {name}", "sector": "other"} for name in names]
    attendance = [{"meeting": "m2", "organisation": name, "state": "present"} for name in names]
    more, *guests = plan(filled, organisations=organisations, attendance=attendance).problems
    assert len(guests) == MOST
    assert (more.severity, more.sheet, more.row, more.column) == (
        "warning",
        "attendance",
        None,
        "organisation",
    )
    assert more.wrong == "3 more cells of this column have a problem; 1,000 are listed."


def test_a_guest_whom_nobody_knows_is_one_problem(filled):
    (problem,) = plan(
        filled, attendance=[{"meeting": "m2", "organisation": "x-y-z", "state": "present"}]
    ).problems

    assert problem.is_error


@pytest.mark.parametrize("title", ["activities", "Activities "])
def test_a_sheet_that_was_not_all_read_is_known_in_spite_of_its_title(filled, title):
    table = [
        ["activity", "partnership", "title", "start_on", "primary_lever"],
        ["c7", "camden", "A", "soon", "SYN"],
    ]
    links = [["from_activity", "to_activity"], ["c1", "c7"]]
    book = xlsx({title: table, "Activity Links": links})

    assert [one.column for one in prepare(filled, [Source("r.xlsx", book)]).problems] == ["start_on"]


def test_rows_of_a_file_that_cannot_be_opened_are_not_called_missing_as_well(filled):
    seats = b"partnership,organisation,role,from_date\ncamden,a-choir,member,2018-01-01\n"
    files = [Source("organisations.xlsx", b"PK\x03\x04 torn"), Source("memberships.csv", seats)]

    assert [(one.file, one.row) for one in prepare(filled, files).problems] == [("organisations.xlsx", None)]


def test_what_is_found_across_rows_has_the_letter_of_its_column(filled):
    actions = b"description,action,agreed_on,partnership\nAsk,x9,2019-03-01,nobody\n"

    (problem,) = prepare(filled, [Source("actions.csv", actions)]).problems

    assert problem.where == "actions.csv, sheet actions, row 2, column D (partnership)"


NAMED = [
    ("activities", "activity,partnership,title,start_on,primary_lever", "n9,{},T,2019-01-01,SYN",
     "Camden Spark", "camden"),
    ("memberships", "organisation,partnership,role,from_date", "{},camden,member,2019-01-01",
     "A Theatre ", "a-theatre"),
    ("partnership_areas", "area_code,partnership,coverage", "{},barnet,part", "Camden", "E09000007"),
    ("partnership_areas", "area_code,partnership,coverage", "{},barnet,part", "E09000007 Camden", "E09000007"),
    ("support", "bridge,support,partnership,support_on,support_type", "{},s9,camden,2019-01-01,one_to_one",
     "A New Direction", "a-new-direction"),
]  # fmt: skip


@pytest.mark.parametrize("given", NAMED, ids=lambda given: given[0])
def test_a_name_in_the_place_of_a_key_is_read_as_the_key(filled, given):
    sheet, header, row, name, key = given
    text = f"{header}\n{row.format(name)}\n".encode()

    prepared = prepare(filled, [Source(f"{sheet}.csv", text)])

    assert prepared.errors == ()
    assert [one.meaning for one in prepared.readings] == [key]


def test_a_name_that_nobody_has_is_no_key(filled):
    text = b"activity,partnership,title,start_on,primary_lever\nn9,Zz !,T,2019-01-01,SYN\n"

    (problem,) = prepare(filled, [Source("activities.csv", text)]).problems

    assert problem.wrong == "“Zz !” is not a key (small letters, digits and hyphens)."


@pytest.mark.parametrize(
    ("owner", "is_warned_of"),
    [
        ("Jo Smith", True), ("Cllr Patel", True), ("jo@example.org", True), ("Head of service", False),
        ("Barnet Council", False), ("the bridge", False), ("Turner Contemporary", False), (None, False),
    ],
)  # fmt: skip
def test_a_person_as_owner_is_warned_of_but_no_organisation_that_is_known(filled, owner, is_warned_of):
    known = [{"organisation": "turner", "name": "Turner Contemporary", "sector": "cultural_organisation"}]
    seen = found(filled, organisations=known, actions=[ACTION, ACTION | {"action": "x3", "owner": owner}])
    # What is warned of is not said once more.
    assert seen == [("warning", "actions", 3, "owner", "")] * is_warned_of
