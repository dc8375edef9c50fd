"""Which rows of a table are meant: those that hold what was asked for, of one period; what is not certain is asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.errors import LoadRefusedError
from data.returns.spelling import folded
from data.returns.workbook.grids import Cell
from data.statistics.headings import text_of
from geo.names import LEVELS, code_of, is_code, listed

MOST_ANSWERS = 12
"""A column with more different answers than this holds numbers and the like, which nobody chooses by."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header: its number as the spreadsheet counts, and its cells by column."""

    number: int
    cells: Mapping[str, Cell]

    def said(self, column: str) -> str:
        """What its cell says, on one line."""
        return text_of(self.cells.get(column))


Rows = Sequence[Row]
EACH = "each"
"""What is said for a period where each is meant, with its own date."""


def kept(rows: Rows, where: Iterable[tuple[str, str]]) -> Rows:
    """The rows that hold what is asked for; raises where a column is not there, or none of its rows are left."""
    for column, wanted in where:
        named = _column(rows, column)
        there = sorted({row.said(named) for row in rows})
        rows = [row for row in rows if folded(row.said(named)) == folded(wanted)]
        if not rows:
            holds = listed([one or "blank" for one in there], most=MOST_ANSWERS)
            raise LoadRefusedError(f"No row has “{wanted}” in {named}; it holds {holds}.")
    return rows


def _column(rows: Rows, named: str) -> str:
    header = list(rows[0].cells) if rows else []
    same = [name for name in header if name == named] or [
        name for name in header if folded(name) == folded(named)
    ]
    if not same:
        raise LoadRefusedError(f"The table has no column {named}; it has {listed(header, most=40)}.")
    return same[0]


def several(rows: Rows, *, area: str, value: str, period: str = "") -> dict[str, list[str]] | None:
    """Column -> its answers, where the rows of one and the same authority differ in their values: what to choose by.

    None where each authority has one value. `area`, `value` and `period` are the names of these columns.
    """
    of: dict[str, list[Row]] = {}
    for row in rows:
        if _may_be_one(said := row.said(area)):
            of.setdefault(folded(said), []).append(row)
    found = next((those for those in of.values() if len({row.said(value) for row in those}) > 1), None)
    if found is None:
        return None
    columns = [name for name in rows[0].cells if name not in (area, value, period)]
    answers = {name: sorted({row.said(name) for row in found}) for name in columns}
    return {name: held for name, held in answers.items() if 1 < len(held) <= MOST_ANSWERS}


def choose_among(answers: Mapping[str, Sequence[str]], *, otherwise: str = "") -> str:
    """Say what rows of one authority differ in: which of them is meant is not guessed."""
    each = "; ".join(
        f"{name}: {listed([one or 'blank' for one in held], most=MOST_ANSWERS)}"
        for name, held in answers.items()
    )
    name, held = next(iter(answers.items()), ("COLUMN", ["VALUE"]))
    return (
        f"There are several rows for each authority, which differ in {each or 'their values alone'}. Choose with "
        f"--where “{name}={held[-1]}”{otherwise}."
    )


def _may_be_one(said: str) -> bool:
    """Whether a cell can be about one authority: names can, of codes those of authorities."""
    return bool(said) and (not is_code(said) or str(code_of(said)).startswith(LEVELS["lad"].prefixes))


def by_period(
    rows: Rows, column: str, wanted: str | None, *, is_of_area: Callable[[Row], bool]
) -> dict[str, Rows]:
    """Period -> its rows: of the one that is wanted, or of `each`. Raises, with those there are, where several could be
    meant; only rows that are about an area say which there are.
    """
    there = list(dict.fromkeys(row.said(column) for row in rows if is_of_area(row) and row.said(column)))
    if wanted is None and len(there) <= 1:
        return {there[0] if there else "": rows}
    if wanted is None:
        raise LoadRefusedError(several_periods(column, there))
    if wanted == EACH:
        return {period: [row for row in rows if row.said(column) == period] for period in there}
    chosen = kept(rows, [(column, wanted)])
    return {chosen[0].said(column): chosen}


def several_periods(where: str, periods: Sequence[str]) -> str:
    """Say which periods there are to choose from."""
    return (
        f"{where} has several periods: {listed(periods, most=MOST_ANSWERS)}. Choose with --period “{periods[-1]}”, or "
        f"take each with its own date with --period {EACH}."
    )
