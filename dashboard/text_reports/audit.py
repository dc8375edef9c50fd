"""Who did what with a store, as a table for a terminal, or as CSV or JSON for programs and spreadsheets."""

from collections.abc import Iterable
from typing import Any, Final

from rich.markup import escape
from rich.table import Table

from dashboard.text_reports.answers import WIDE, in_form, table_text
from data.store.audit import CALLED, Entry

COLUMNS: Final = {
    "at": "When",
    "who": "Who",
    "what": "What",
    "about": "About",
    "address": "Machine",
    "outcome": "Outcome",
}
"""Column -> its heading."""


def log(entries: Iterable[Entry], form: str) -> str:
    """Return the rows, the latest first; times are in UTC, `what` is an `Act` for programs and words for people."""
    rows = [as_row(entry) for entry in entries]
    return in_form(form, rows, [*COLUMNS], lambda: _table(rows))


def as_row(entry: Entry) -> dict[str, Any]:
    """One row by `COLUMNS`; the moment as ISO 8601."""
    return {
        "at": entry.at.isoformat(timespec="seconds"),
        "who": entry.who,
        "what": entry.what,
        "about": entry.about,
        "address": entry.address,
        "outcome": entry.outcome,
    }


def _table(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "Nothing of this kind is on record."
    table = Table(title="Who did what, the latest first; times are in UTC", title_justify="left")
    for heading in COLUMNS.values():
        table.add_column(heading, overflow="fold")
    for row in rows:
        said = {**row, "at": moment(row["at"]), "what": CALLED.get(row["what"], row["what"])}
        table.add_row(*(escape(said[name]) for name in COLUMNS))
    return table_text(table, width=WIDE)


def moment(at: str) -> str:
    """A moment as people read it: 2020-03-31 09:30:05."""
    return at.replace("T", " ").removesuffix("+00:00")
