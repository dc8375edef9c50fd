"""What must agree within a row, one case each way for every rule."""

from datetime import date

import pytest

from data.returns.sheets import SHEETS

TODAY = date(2020, 6, 30)
EARLY, LATE, NEXT = date(2019, 1, 1), date(2019, 12, 31), date(2021, 1, 1)


def faults(sheet: str, row: dict[str, object]) -> list[tuple[str, str]]:
    return [(fault.column, fault.severity) for check in SHEETS[sheet].checks for fault in check(row, TODAY)]


AGREES: list[tuple[str, dict[str, object]]] = [
    ("statuses", {"from_date": EARLY, "to_date": LATE}),
    ("statuses", {"from_date": None, "precision": "not_published"}),
    ("statuses", {"status": "emerging"}),
    ("partnership_areas", {"coverage": "whole", "share": 1.0}),
    ("partnership_areas", {"coverage": "part", "share": 0.5}),
    ("activities", {"start_on": EARLY, "end_on": EARLY}),
    ("activities", {"primary_lever": "SYN", "secondary_levers": ("MOB",)}),
    ("activities", {"young_people": None, "count_basis": None}),
    ("activity_links", {"from_activity": "a", "to_activity": "b"}),
    ("meetings", {"held_on": NEXT, "state": "planned"}),
    ("meetings", {"held_on": EARLY, "state": "held"}),
    ("actions", {"agreed_on": EARLY, "due_on": EARLY, "completed_on": EARLY, "state": "complete"}),
    ("actions", {"due_on": NEXT}),
    ("support", {"partnership": None, "area_code": "E09000003"}),
    ("returns", {"period_end": date(2019, 6, 30), "due_on": date(2019, 7, 30)}),
    ("targets", {"set_on": EARLY, "due_on": LATE}),
    ("published_counts", {"as_at": None, "precision": "not_published"}),
    ("evidence", {"as_at": None, "precision": "not_published", "grade": 3.0}),
    ("evidence", {"as_at": LATE, "precision": "year", "grade": 6.0, "illustrative": True}),
    ("evidence", {"as_at": LATE}),
]


@pytest.mark.parametrize(("sheet", "row"), AGREES)
def test_a_row_that_agrees_has_no_fault(sheet: str, row: dict[str, object]) -> None:
    assert faults(sheet, row) == []


DIFFERS: list[tuple[str, dict[str, object], str, str]] = [
    ("statuses", {"from_date": LATE, "to_date": EARLY}, "to_date", "error"),
    ("statuses", {"from_date": EARLY, "to_date": EARLY}, "to_date", "error"),
    ("statuses", {"from_date": None, "precision": "year"}, "from_date", "error"),
    ("statuses", {"from_date": None}, "from_date", "error"),
    ("partnership_areas", {"coverage": "whole", "share": 0.5}, "share", "error"),
    ("memberships", {"from_date": LATE, "to_date": EARLY}, "to_date", "error"),
    ("activities", {"start_on": LATE, "end_on": EARLY}, "end_on", "error"),
    ("activities", {"primary_lever": "SYN", "secondary_levers": ("MOB", "SYN")}, "secondary_levers", "error"),
    ("activities", {"young_people": 30.0, "count_basis": None}, "count_basis", "warning"),
    ("activity_links", {"from_activity": "a", "to_activity": "a"}, "to_activity", "error"),
    ("meetings", {"held_on": NEXT, "state": "held"}, "held_on", "warning"),
    ("actions", {"agreed_on": LATE, "due_on": EARLY}, "due_on", "error"),
    ("actions", {"agreed_on": LATE, "completed_on": EARLY}, "completed_on", "error"),
    ("actions", {"completed_on": NEXT}, "completed_on", "warning"),
    ("actions", {"completed_on": EARLY, "state": "open"}, "state", "warning"),
    ("actions", {"completed_on": None, "state": "complete"}, "completed_on", "warning"),
    ("support", {"partnership": None, "area_code": None}, "partnership", "error"),
    ("support", {"support_on": NEXT}, "support_on", "warning"),
    ("returns", {"period_end": date(2019, 5, 31)}, "period_end", "warning"),
    ("returns", {"period_end": LATE, "due_on": EARLY}, "due_on", "error"),
    ("returns", {"received_on": NEXT}, "received_on", "warning"),
    ("targets", {"set_on": LATE, "due_on": EARLY}, "due_on", "error"),
    ("published_counts", {"as_at": None, "precision": "year"}, "as_at", "error"),
    ("evidence", {"as_at": None}, "as_at", "error"),
    ("evidence", {"as_at": LATE, "grade": 6.0}, "grade", "error"),
    ("evidence", {"as_at": LATE, "grade": 2.0, "illustrative": True}, "grade", "error"),
]


@pytest.mark.parametrize(("sheet", "row", "column", "severity"), DIFFERS)
def test_a_row_that_does_not_agree_names_the_column(
    sheet: str, row: dict[str, object], column: str, severity: str
) -> None:
    assert faults(sheet, row) == [(column, severity)]


def test_every_rule_of_every_sheet_is_tried() -> None:
    tried = {sheet for sheet, *_ in DIFFERS}
    assert tried == {name for name, sheet in SHEETS.items() if sheet.checks}
