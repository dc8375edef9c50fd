"""Which figures a loading changed, on a store small enough to count by hand."""

import json
from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.exports.tables.revisions import REVISION_COLUMNS, SAID, no_change, revision_rows, said
from dashboard.filters import Filters
from dashboard.indicators import INDICATORS
from dashboard.question import Question
from dashboard.text_reports.revisions import revisions
from data.programme.programme import load
from data.returns.imports import Step, steps, undo
from tests.returns import fill, loaded

STATUSES = [
    {"partnership": "barnet", "status": "emerging", "from_date": "2017-01-01", "to_date": "2018-01-01"},
    {"partnership": "barnet", "status": "established", "from_date": "2018-01-01"},
]
WEBSITE = [{"partnership": "camden", "name": "Camden Spark", "website": "https://camden.example.org"}]


@pytest.fixture
def history(store: Engine) -> Engine:
    """Camden is established; batch 1 makes Barnet established, 2 adds a website, 3 takes 1 back, 4 loads it again."""
    fill(store)
    loaded(store, statuses=STATUSES)
    loaded(store, partnerships=WEBSITE)
    undo(store, 1, who="an officer")
    loaded(store, statuses=STATUSES)
    return store


def asked(engine: Engine, **filters: object) -> Question:
    return Question(load(engine), Filters(as_at=date(2018, 6, 30), **filters))


def figures(found: Sequence[Step], question: Question) -> dict[tuple[int, str], tuple[str, str]]:
    rows = revision_rows(found, question)
    assert all(tuple(row) == REVISION_COLUMNS for row in rows)
    return {(row["batch"], row["key"]): (said(row, "old"), said(row, "new")) for row in rows}


def test_every_figure_that_a_batch_changed_is_listed_old_and_new(history: Engine) -> None:
    """Six authorities at that date: Camden's in part, and from batch 1 on Barnet's as a whole."""
    changed = figures(steps(history, since=1), asked(history))
    up = {"established": ("1", "2"), "area_coverage": ("16.7 (1 of 6)", "33.3 (2 of 6)")}
    for batch in (1, 3, 4):
        for key, (fewer, more) in up.items():
            old, new = changed[batch, key]
            assert old.startswith(more if batch == 3 else fewer), (batch, key)
            assert new.startswith(fewer if batch == 3 else more), (batch, key)
    assert {batch for batch, _ in changed} == {1, 3, 4}
    assert {key for _, key in changed} < {indicator.key for indicator in INDICATORS}
    assert (1, "lever_mix") not in changed
    assert {key: pair[::-1] for (batch, key), pair in changed.items() if batch == 3} == {
        key: pair for (batch, key), pair in changed.items() if batch == 1
    }


def test_the_filters_narrow_what_is_compared(history: Engine) -> None:
    yorkshire = asked(history, region=("E12000003",))
    assert revision_rows(steps(history, since=1), yorkshire) == []
    before = Question(yorkshire.programme, Filters(as_at=date(2017, 6, 30)))
    assert (1, "established") not in figures(steps(history, since=1), before)


def test_what_changed_nothing_says_so(history: Engine) -> None:
    (step,) = steps(history, since=2, until=2)
    assert revision_rows([step], asked(history)) == []
    assert no_change(step.batch) == "Batch 2 (returns.xlsx) changed no figure."
    text = revisions(steps(history, since=2), asked(history), "table")
    assert "Figures as at 30 June 2018. All of England." in text
    assert "Batch 2 (returns.xlsx) changed no figure." in text
    assert "Undoing of batch 1 (returns.xlsx)" in text
    assert "Established partnerships" in text


def test_programs_get_the_same_as_csv_and_json(history: Engine) -> None:
    found, question = steps(history, since=1), asked(history)
    rows = json.loads(revisions(found, question, "json"))
    assert rows == revision_rows(found, question)
    first = next(row for row in rows if row["key"] == "established")
    assert (first["batch"], first["old_value"], first["new_value"], first["as_at"]) == (1, 1, 2, "2018-06-30")
    lines = revisions(found, question, "csv").splitlines()
    assert lines[0] == ",".join(REVISION_COLUMNS)
    assert len(lines) == len(rows) + 1


def test_a_figure_that_rests_on_illustrative_rows_by_more_than_a_tenth_says_so() -> None:
    row = {f"new_{name}": None for name in SAID} | {"new_value": 22.0, "new_verdict": "not_proved"}
    assert said(row | {"new_illustrative_share": 0.1}, "new") == "22, not proved"
    assert said(row | {"new_illustrative_share": 0.11}, "new") == "22, not proved, illustrative"
    assert said(row | {"new_illustrative_share": None, "new_value": None}, "new") == "no number, not proved"
