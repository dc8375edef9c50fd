"""A row with yes in the column delete goes, unless something hangs on it, and comes back with the batch undone."""

import pytest

from data.returns.imports import Plan, load, prepare, undo
from data.returns.imports.changes import Counts
from data.returns.reader import Source, read
from data.returns.sheets import SHEETS
from tests.returns import content

ACTIONS = "action,partnership,meeting,description,agreed_on,delete\n"
MEETINGS = "meeting,partnership,held_on,format,delete\n"
GOES = "m2,camden,2018-12-01,closed_meeting,yes\n"


def sent(store, **sheets: str) -> Plan:
    return prepare(store, [Source(f"{name}.csv", text.encode()) for name, text in sheets.items()])


def ended(proposed: Plan) -> list[tuple[object, ...]]:
    return [(one.sheet, *one.key) for one in proposed.difference.changes if one.kind == "ended"]


def test_a_row_that_says_so_is_deleted_and_comes_back(filled):
    before = content(filled)
    proposed = sent(filled, meetings=MEETINGS + GOES + "m1,camden,2018-06-01,workshop,no\n")
    assert not proposed.problems
    assert proposed.difference.counts == {"meetings": Counts(ended=1, unchanged=1)}
    (change,) = proposed.difference.changes
    assert change.old is not None
    assert (change.sheet, change.key, change.old["format"]) == ("meetings", ("m2",), "closed_meeting")

    batch = load(filled, proposed, who="an officer")
    assert "m2" not in {row[0] for row in content(filled)["meeting"]}
    undo(filled, batch.number, who="an officer")
    assert content(filled) == before


@pytest.mark.parametrize("yes", ["yes", "Y", "x", "✓"])
def test_yes_is_written_as_people_write_it(filled, yes):
    assert ended(sent(filled, meetings=MEETINGS + GOES.replace("yes", yes))) == [("meetings", "m2")]


def test_of_a_row_that_goes_only_the_key_is_read(filled):
    proposed = sent(
        filled, meetings=MEETINGS + "m2,nobody,31/31/2018,a party,yes\n", actions=ACTIONS + "x1,,,,,yes\n"
    )
    assert (proposed.problems, proposed.readings, proposed.unanswered) == ((), (), ())
    assert ended(proposed) == [("meetings", "m2"), ("actions", "x1")]


def test_a_row_on_which_others_hang_stays_and_these_are_named(filled):
    (problem,) = sent(filled, meetings=MEETINGS + "m1,camden,2018-06-01,workshop,yes\n").errors
    assert (problem.sheet, problem.row, problem.column) == ("meetings", 2, "delete")
    assert "2 rows name “m1”" in problem.sentence
    assert "attendance: m1, a-school and actions: x1" in problem.sentence


def test_what_hangs_on_a_row_may_go_with_it(filled):
    proposed = sent(
        filled,
        meetings=MEETINGS + "m1,camden,2018-06-01,workshop,yes\n",
        attendance="meeting,organisation,state,delete\nm1,a-school,present,yes\n",
        actions=ACTIONS + "x1,camden,m1,Write it up,2018-06-01,yes\n",
    )
    assert not proposed.problems
    assert ended(proposed) == [("meetings", "m1"), ("attendance", "m1", "a-school"), ("actions", "x1")]
    load(filled, proposed, who=None)


def test_a_row_of_the_files_that_names_one_that_goes_is_told_so(filled):
    (problem,) = sent(
        filled, meetings=MEETINGS + GOES, actions=ACTIONS + "x9,camden,m2,Anew,2018-12-01,\n"
    ).errors
    assert "“m2” ends, because the sheet meetings deletes it" in problem.sentence
    assert (problem.sheet, problem.row, problem.column) == ("actions", 2, "meeting")


def test_a_row_that_is_not_there_is_nothing_to_delete(filled):
    proposed = sent(filled, meetings=MEETINGS + GOES.replace("m2", "m7"))
    (problem,) = proposed.warnings
    assert "no row meetings: m7" in problem.sentence
    assert proposed.difference.is_empty


def test_one_key_with_and_without_the_word_is_refused(filled):
    (problem,) = sent(filled, meetings=MEETINGS + GOES + GOES.replace("yes", "")).errors
    assert "is there twice" in problem.wrong


def test_what_replaces_others_deletes_as_well(filled):
    files = [Source("meetings.csv", (MEETINGS + GOES + "m1,camden,2018-06-01,workshop,\n").encode())]
    assert ended(prepare(filled, files, replace=True)) == [("meetings", "m2")]


def test_a_word_that_is_no_yes_is_asked_about():
    text = MEETINGS + GOES.replace("yes", "perhaps")
    (question,) = read([Source("meetings.csv", text.encode())]).unanswered
    assert (question.column, question.value) == ("delete", "perhaps")


def test_every_sheet_has_the_column_last_and_the_store_none():
    for sheet in SHEETS.values():
        assert list(sheet.columns) == [*sheet.kept, "delete"]
        assert "delete" not in sheet.table.c
