"""Two senders that chose one key for two things keep both; two keys of one organisation become one."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from data.errors import ChangeRefusedError
from data.programme.programme import load as load_programme
from data.returns.annotated_copy import Understanding, marked_up
from data.returns.imports import Plan, Quarter, hand_in, load, merge, prepare, undo
from data.returns.reader import Source
from data.returns.readings import Answers
from data.returns.sheets import RECORDS
from data.returns.sheets.records import SheetRows, sheet_rows
from tests.returns import JUNE, accepted, content

HEAD = "organisation,name,sector,area_code\n"
SEAT = "partnership,organisation,role,from_date\n"
CAMDEN, BARNET = (
    "st-marys-primary,St Mary's Primary,school,E09000007\n",
    "st-marys-primary,St Mary's Primary,school,{}\n",
)


def sent(store, organisation: str, partnership: str, answers: Answers | None = None) -> Plan:
    files = [
        Source("organisations.csv", (HEAD + organisation).encode()),
        Source("memberships.csv", f"{SEAT}{partnership},st-marys-primary,member,2019-01-01\n".encode()),
    ]
    return prepare(store, files, answers=answers or {})


def rows(store, sheet: str) -> SheetRows:
    return sheet_rows(load_programme(store), sheet)


@pytest.mark.parametrize("code", ["E09000003", ""])
def test_two_bridges_two_schools_one_key_are_both_kept(filled, code):
    load(filled, sent(filled, CAMDEN, "camden"), who="one")
    before = content(filled)
    (question,) = sent(filled, BARNET.format(code), "barnet").unanswered
    assert "The store has “st-marys-primary” already" in question.asks
    assert content(filled) == before
    another, same = (choice.write for choice in question.choices)

    load(filled, sent(filled, BARNET.format(code), "barnet", {question.asked: another}), who="two")

    schools = {row["organisation"]: row["area_code"] for row in rows(filled, "organisations")}
    assert schools["st-marys-primary"] == "E09000007"
    assert schools[another] == (code or None)
    seats = {(row["partnership"], row["organisation"]) for row in rows(filled, "memberships")}
    assert {("camden", "st-marys-primary"), ("barnet", another)} <= seats
    assert ("barnet", "st-marys-primary") not in seats
    assert sent(filled, BARNET.format(code), "barnet", {question.asked: same}).errors == ()


def test_its_own_sender_may_change_an_organisation_unasked(filled):
    load(filled, sent(filled, CAMDEN, "camden"), who="one")
    plan = sent(filled, CAMDEN.replace("Primary,", "Primary School,"), "camden")
    assert (plan.unanswered, plan.errors) == ((), ())


def test_merged_organisations_are_one_at_every_table_and_undone_as_one(filled):
    load(filled, sent(filled, CAMDEN, "barnet"), who="one")
    before = content(filled)

    batch = merge(filled, "a-school", "st-marys-primary", who="an officer")

    assert "st-marys-primary" not in {row["organisation"] for row in rows(filled, "organisations")}
    seats = {(row["partnership"], row["organisation"]) for row in rows(filled, "memberships")}
    assert {("camden", "a-school"), ("barnet", "a-school")} <= seats
    undo(filled, batch.number, who="an officer")
    assert content(filled) == before


@pytest.mark.parametrize(
    ("kept", "gone"), [("a-school", "nobody"), ("nobody", "a-school"), ("a-school", "a-school")]
)
def test_what_is_not_there_or_one_already_is_not_merged(filled, kept, gone):
    with pytest.raises(ChangeRefusedError):
        merge(filled, kept, gone, who=None)


KEYED = {
    "activities": (
        "activity,partnership,title,start_on,primary_lever\n",
        "c1,barnet,A choir,2018-07-01,DEL\n",
    ),
    "meetings": ("meeting,partnership,held_on,format\n", "m1,barnet,2018-07-01,workshop\n"),
    "actions": ("action,partnership,description,agreed_on\n", "x1,barnet,Ask the schools,2018-07-01\n"),
    "support": ("support,bridge,support_on,support_type\n", "s1,ive,2018-07-01,one_to_one\n"),
}
"""Rows under keys that the store has for Camden, or for its bridge."""


def returned(store, answers: Answers | None = None, **sheets: str) -> Plan:
    files = [Source(f"{name}.csv", f"{KEYED[name][0]}{rows}".encode()) for name, rows in sheets.items()]
    return prepare(store, files, answers=answers or {})


@pytest.mark.parametrize("sheet", KEYED)
def test_two_senders_one_key_are_both_kept_and_known_again(filled, sheet):
    before = content(filled)
    sent_rows = {sheet: KEYED[sheet][1]}
    plan = returned(filled, **sent_rows)
    (question,) = plan.unanswered
    (choice,) = question.choices
    assert plan.is_refused
    assert content(filled) == before

    load(filled, returned(filled, {question.asked: choice.write}, **sent_rows), who="two")

    column = RECORDS[sheet].key[0]
    now = {row[column]: row for row in rows(filled, sheet)}
    assert choice.write in now
    assert {key: row for key, row in now.items() if key != choice.write} == stored(before, sheet, now)
    again = returned(filled, **sent_rows)
    assert (again.unanswered, again.errors, again.difference.is_empty) == ((), (), True)
    (known,) = again.readings
    assert (known.value, known.meaning) == (question.value, choice.write)


def stored(before: dict, sheet: str, now: dict) -> dict:
    """The rows that were there before, by their key, as they are now."""
    keys = {row[0] for row in before[RECORDS[sheet].table.name]}
    return {key: row for key, row in now.items() if key in keys}


@pytest.mark.parametrize("answer", ["c1", "c2", "", "!"])
def test_no_answer_writes_over_a_row_of_others(filled, answer):
    (question,) = returned(filled, activities=KEYED["activities"][1]).unanswered
    plan = returned(filled, {question.asked: answer}, activities=KEYED["activities"][1])
    (problem,) = plan.errors
    assert "never written over" in problem.wrong
    assert "for example c1-barnet" in problem.right


def test_what_the_files_say_of_such_a_row_follows_it(filled):
    meetings = "m1,barnet,2018-07-01,workshop\n"
    files = [
        Source("meetings.csv", (KEYED["meetings"][0] + meetings).encode()),
        Source("attendance.csv", b"meeting,organisation,state\nm1,a-theatre,present\n"),
        Source(
            "actions.csv", b"action,partnership,meeting,description,agreed_on\nx7,barnet,m1,Ask,2018-07-01\n"
        ),
    ]
    (question,) = prepare(filled, files).unanswered
    plan = prepare(filled, files, answers={question.asked: "barnet-1"})
    assert not plan.errors
    read = plan.incoming
    content = marked_up(read.books, (), Understanding(plan.readings, read.questions, read.answers))
    mended = prepare(filled, [Source("mended.xlsx", content)])
    assert (mended.unanswered, mended.difference.changes) == ((), plan.difference.changes)
    load(filled, plan, who=None)
    assert ("barnet-1", "a-theatre") in {
        (row["meeting"], row["organisation"]) for row in rows(filled, "attendance")
    }
    assert {row["meeting"] for row in rows(filled, "actions") if row["action"] == "x7"} == {"barnet-1"}


def test_a_key_that_the_files_have_already_is_not_made(filled):
    text = KEYED["activities"][1] + "c1-barnet,barnet,Another,2018-07-01,DEL\n"
    (question,) = returned(filled, activities=text).unanswered
    assert [choice.write for choice in question.choices] == ["c1-barnet-barnet"]


ALONE = {
    "attendance": "meeting,organisation,state\n{},a-theatre,present\n",
    "actions": "action,partnership,meeting,description,agreed_on\nx9,barnet,{},Ask,2018-07-02\n",
    "activity_links": "from_activity,to_activity\n{},c9\n",
}
"""A row that names a meeting or an activity by its key, which the files do not bring."""


def alone(
    store, sheet: str, answers: Answers | None = None, also: str = "", of: Quarter | None = None
) -> Plan:
    named = "c1" if sheet == "activity_links" else "m1"
    files = [Source(f"{sheet}.csv", ALONE[sheet].format(named).encode())]
    due = f"partnership,period_end,due_on\n{also},2018-09-30,2018-10-31\n"
    files += [Source("returns.csv", due.encode())] * bool(also)
    return prepare(store, files, answers=answers or {}, of=of)


@pytest.fixture
def apart(filled):
    """Camden and Barnet both have a meeting that they call m1, and an activity c1; Barnet is of a bridge of its own."""
    for name in ("meetings", "activities"):
        (question,) = returned(filled, **{name: KEYED[name][1]}).unanswered
        load(
            filled,
            returned(filled, {question.asked: question.choices[0].write}, **{name: KEYED[name][1]}),
            who="two",
        )
    more = "activity,partnership,title,start_on,primary_lever\nc9,barnet,A play,2019-07-01,DEL\n"
    other = "partnership,name,bridge\nbarnet,Barnet CEP,ive\n"
    load(
        filled,
        prepare(
            filled, [Source("activities.csv", more.encode()), Source("partnerships.csv", other.encode())]
        ),
        who="two",
    )
    return filled


@pytest.mark.parametrize("sheet", ALONE)
def test_who_names_such_a_row_alone_is_asked_which_is_meant(apart, sheet):
    before = content(apart)
    plan = alone(apart, sheet)
    own = "c1-barnet" if sheet == "activity_links" else "m1-barnet"
    if sheet == "actions":  # which say whose they are
        assert (plan.unanswered, plan.errors) == ((), ())
    else:
        (question,) = plan.unanswered
        assert [one.write for one in question.choices] == [own, own[:2]]
        wrong = alone(apart, sheet, {question.asked: "m2"})
        assert "is none of the" in wrong.errors[0].wrong
        plan = alone(apart, sheet, {question.asked: own})
        assert plan.errors == ()
    (change,) = plan.difference.changes
    assert own in (change.new or {}).values()
    load(apart, plan, who="two")
    assert content(apart) != before


@pytest.mark.parametrize("sheet", ["attendance", "activity_links"])
def test_files_of_one_partnership_or_bridge_name_their_own(apart, sheet):
    own = "c1-barnet" if sheet == "activity_links" else "m1-barnet"
    for plan in (alone(apart, sheet, also="barnet"), alone(apart, sheet, of=replace(JUNE, bridge="ive"))):
        assert (plan.unanswered, plan.errors) == ((), ())
        assert [one.meaning for one in plan.readings if one.value != own] == [own]
        assert any(own in (change.new or {}).values() for change in plan.difference.changes)
    if sheet == "attendance":
        theirs = alone(apart, sheet, also="camden")
        assert (theirs.unanswered, theirs.readings) == ((), ())


def test_a_list_of_attendance_alone_is_a_return_of_its_partnership(apart):
    of = replace(JUNE, bridge="ive")
    plan = alone(apart, "attendance", of=of)
    assert plan.about == ("barnet",)
    number = hand_in(
        apart, plan, [Source("attendance.csv", ALONE["attendance"].format("m1").encode())], sender="Ann"
    )
    accepted(apart, number)
    assert [row["meeting"] for row in rows(apart, "attendance") if row["organisation"] == "a-theatre"] == [
        "m1-barnet"
    ]
    assert ("barnet", of.period_end) in {
        (row["partnership"], row["period_end"]) for row in rows(apart, "returns")
    }


def test_attendance_of_a_meeting_of_another_bridge_is_not_a_bridges_to_return(apart):
    file = Source("attendance.csv", b"meeting,organisation,state\nm2,a-theatre,present\n")
    (problem,) = prepare(apart, [file], of=replace(JUNE, bridge="ive")).errors
    assert problem.wrong == "camden is one of a-new-direction, and this is the return of ive."
    assert (problem.sheet, problem.column, problem.value) == ("attendance", "meeting", "m2")


def test_many_organisations_are_compared_with_as_few_statements_as_few(filled):
    def files(count: int) -> list[Source]:
        rows = [f"body-{number},Body {number},school,\n" for number in range(count)]
        seats = [f"camden,body-{number},member,2019-01-01\n" for number in range(count)]
        return [
            Source("organisations.csv", (HEAD + "".join(rows)).encode()),
            Source("memberships.csv", (SEAT + "".join(seats)).encode()),
        ]

    load(filled, prepare(filled, files(30)), who="one")
    asked: list[str] = []
    event.listen(filled, "before_cursor_execute", lambda *said: asked.append(said[2]))
    counts = []
    for count in (3, 30):
        asked.clear()
        assert prepare(filled, files(count)).difference.is_empty
        counts.append(len(asked))
    assert counts[0] == counts[1]
