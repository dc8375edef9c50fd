"""Evidence comes in as it was published: with its page, its grade, and as precise as it is; nothing is made of it."""

from datetime import date

import pytest

from data.programme.programme import load as load_programme
from data.returns.imports import prepare, undo
from data.returns.imports.journal import changes_of
from data.returns.reader import Source
from data.store.engine import reading
from tests.returns import content, day, loaded, plan

PAGE = "https://www.camden.example.org/partnership"
SENT = {
    "partnership": "camden",
    "kind": "date",
    "as_at": "2016-06-30",
    "precision": "month",
    "value": "launch",
    "wording": "launched in June 2016",
    "address": PAGE,
    "grade": 2.0,
}
HEADER = "partnership,kind,as_at,precision,value,wording,address,grade"


def read(filled, *lines, header=HEADER):
    return prepare(filled, [Source("evidence.csv", "\n".join((header, *lines)).encode())])


def test_a_row_of_evidence_is_read_compared_and_written_with_all_it_says(filled):
    sent = read(filled, f"camden,date,2016-06-30,month,launch,launched in June 2016,{PAGE},2")

    assert sent.problems == ()
    assert sent.difference.changes[0].new == {
        **SENT,
        "as_at": day("2016-06-30"),
        "known_by": None,
        "note": None,
        "status": None,
        "begins": "on",
        "is_illustrative": False,
    }


def test_loading_it_is_on_record_twice_changes_nothing_and_is_taken_back_whole(filled):
    before = content(filled)
    batch = loaded(filled, evidence=[SENT])

    assert plan(filled, evidence=[SENT], sha256="2" * 64).difference.is_empty
    with reading(filled) as connection:
        (change,) = changes_of(connection, batch)
    assert change.key == ("camden", "date", day("2016-06-30"), PAGE, "launch")

    undo(filled, batch, who="an officer")
    assert content(filled) == before


def test_the_same_fact_on_another_page_is_evidence_of_its_own_and_a_correction_is_not(filled):
    loaded(filled, evidence=[SENT])

    other = plan(filled, evidence=[SENT | {"address": f"{PAGE}/news"}])
    better = plan(filled, evidence=[SENT | {"grade": 1.0}])

    assert [change.kind for change in other.difference.changes] == ["new"]
    assert [(change.kind, change.old, change.new) for change in better.difference.changes] == [
        ("changed", {"grade": 2}, {"grade": 1.0})
    ]


def test_evidence_of_a_status_gives_the_partnership_no_status(filled):
    before = load_programme(filled).statuses

    loaded(filled, evidence=[SENT | {"kind": "status", "status": "delivering", "begins": "by"}])

    assert load_programme(filled).statuses.equals(before)


def test_nothing_published_ends_because_a_file_that_replaces_does_not_list_it(filled):
    replaced = plan(filled, evidence=[SENT], replace=True)

    assert [change.kind for change in replaced.difference.changes] == ["new"]


def test_a_page_without_a_date_and_one_whose_address_nobody_kept_are_taken(filled):
    sent = read(filled, "camden,existence,,not_published,,listed,,3")

    assert sent.problems == ()
    new = sent.difference.changes[0].new
    assert (new["as_at"], new["precision"], new["address"], new["grade"]) == (None, "not_published", None, 3)


@pytest.mark.parametrize(
    ("line", "column", "right"),
    [
        ("camden,existence,,,,listed,,3", "as_at", "not_published"),
        ("camden,existence,2016-12-31,year,,listed,,7", "grade", "from 1 to 6"),
        ("camden,existence,2016-12-31,year,,listed,,6", "grade", "made up"),
    ],
)
def test_what_cannot_be_evidence_is_refused_with_what_would_be_right(filled, line, column, right):
    (problem,) = read(filled, line).errors

    assert problem.column == column
    assert right in problem.right


@pytest.mark.parametrize(
    ("line", "column", "choice"),
    [
        ("camden,rumour,2016-12-31,year,,listed,,3", "kind", "existence"),
        ("camdon,existence,2016-12-31,year,,listed,,3", "partnership", "camden"),
    ],
)
def test_what_may_be_evidence_is_asked(filled, line, column, choice):
    (question,) = read(filled, line).unanswered

    assert question.column == column
    assert choice in {one.write for one in question.choices}


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("camden,existence,2017,year,,listed,,3", "as_at", date(2017, 12, 31)),
        ("camden,existence,2016-12-31,year,,listed,camden.org,3", "address", "https://camden.org"),
    ],
)
def test_evidence_is_read_as_people_write_it(filled, line, field, value):
    plan = read(filled, line)

    assert plan.errors == ()
    assert [change.new[field] for change in plan.difference.changes if change.new] == [value]


def test_a_file_without_the_column_of_addresses_is_refused(filled):
    refused = read(filled, "camden,existence", header="partnership,kind")

    assert "address" in refused.errors[0].wrong


def test_a_count_of_a_bridge_that_nobody_knows_is_refused(filled):
    counted = {"as_at": "2018-12-19", "partnerships": 50.0, "wording": "50", "bridge": "a-new-directon"}

    (problem,) = plan(filled, published_counts=[counted]).errors

    assert (problem.column, problem.right) == ("bridge", "Did you mean a-new-direction?")


def test_rows_of_sheets_that_say_no_grade_or_beginning_have_the_store_s(filled):
    def lasting(status, year):
        first, last = day(f"{year}-01-01"), day(f"{year + 1}-01-01")
        return {"partnership": "camden", "status": status, "from_date": first, "to_date": last}

    joined = {"partnership": "barnet", "organisation": "a-school", "role": "member"}
    loaded(
        filled,
        statuses=[lasting("emerging", 2014), lasting("prospective", 2012) | {"illustrative": True}],
        memberships=[joined | {"from_date": day("2018-01-01")}],
        published_counts=[{"as_at": "2018-12-19", "partnerships": 50.0, "wording": "50", "address": PAGE}],
    )

    programme = load_programme(filled)
    statuses = programme.statuses.query("partnership == 'camden'").set_index("status")[["begins", "grade"]]
    assert statuses.loc["emerging"].tolist() == ["on", 4]
    assert statuses.loc["prospective"].tolist() == ["on", 6]
    (member,) = programme.memberships.query("partnership == 'barnet'").to_dict("records")
    assert (member["precision"], member["begins"]) == ("day", "on")
    (count,) = programme.published_counts.query("partnerships == 50").to_dict("records")
    assert (count["grade"], count["address"], count["precision"]) == (4, PAGE, "day")


def test_a_status_is_reported_beside_the_page_that_only_says_that_a_partnership_is_there(filled):
    there = {"partnership": "barnet", "status": "existing", "from_date": day("2017-06-30")}

    assert plan(filled, statuses=[there]).errors == ()
