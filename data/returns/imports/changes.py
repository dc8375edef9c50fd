"""How much is to change in the store, in the words of a sheet, and what is said of a cell of a file."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, reduce
from operator import add

from data.returns.columns import is_yes, repeated
from data.returns.imports.changed_rows import Changes, Kind
from data.returns.problems import Problem
from data.returns.sheets import DELETE, RECORDS, Key
from data.returns.sheets.records import Origin, Sent, SentPart, SentRows


def rows_of(rows: SentRows) -> SentRows:
    """The rows; one that does not say that it is made up says that it is not."""
    return {sheet: Sent(tuple(map(_marked, sent.parts))) for sheet, sent in rows.items()}


def without_deleted(rows: SentRows) -> tuple[SentRows, SentRows]:
    """The rows that stay, and those that say that they are to be deleted."""
    stay, go = dict(rows), {}
    for sheet, sent in rows.items():
        if any(DELETE in part.columns.fields for part in sent.parts):
            goes = [is_yes(part.columns.column(DELETE)) for part in sent.parts]
            pairs = list(zip(sent.parts, goes, strict=True))
            stay[sheet] = Sent(tuple(part.only(~mask) for part, mask in pairs))
            go[sheet] = Sent(tuple(part.only(mask) for part, mask in pairs))
    return stay, go


def _marked(part: SentPart) -> SentPart:
    unsaid = {"is_illustrative": repeated(False, part.columns.length)}
    return replace(part, columns=replace(part.columns, fields={**unsaid, **part.columns.fields}))


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what becomes of them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.ended + other.ended,
        )


@dataclass(frozen=True)
class Difference:
    """Every change, sheet by sheet, and how many of the rows that were sent stay as they are."""

    changes: Changes = field(default_factory=Changes)
    unchanged: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the store would stay as it is."""
        return not self.changes

    @cached_property
    def counts(self) -> Mapping[str, Counts]:
        """Sheet -> rows, for the sheets that the files speak of."""
        found: Counter[tuple[str, Kind]] = Counter()
        for rows in self.changes.blocks:
            found[rows.sheet, rows.kind] += rows.length
        sheets = {sheet for sheet, _ in found} | set(self.unchanged)
        return {
            sheet: Counts(
                found[sheet, "new"],
                found[sheet, "changed"],
                self.unchanged.get(sheet, 0),
                found[sheet, "ended"],
            )
            for sheet in RECORDS
            if sheet in sheets
        }

    @property
    def total(self) -> Counts:
        """All sheets together."""
        return reduce(add, self.counts.values(), Counts())


def called(sheet: str, key: Key) -> str:
    """A row by its key: `memberships: camden-spark, a-school, chair, 2018-01-01`."""
    return f"{sheet}: {', '.join(value(part) for part in key)}"


def value(held: object) -> str:
    """A value as a sheet has it: nothing as `-`, yes and no, days as 2019-03-31, lists with semicolons."""
    if held is None or held == ():
        return "-"
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, tuple | list):
        return ";".join(str(part) for part in held)
    if isinstance(held, float) and held.is_integer():
        return str(int(held))
    return held.isoformat() if isinstance(held, date) else str(held)


def fields(sheet: str, row: Mapping[str, object] | None) -> str:
    """What a row says beside its key, one field after the other: `held_on 2019-03-01; format workshop`."""
    key, blank = RECORDS[sheet].key, RECORDS[sheet].blank
    return "; ".join(
        f"{name} {value(held)}"
        for name, held in (row or {}).items()
        if name in blank and name not in key and held != blank[name]
    )


def error(origin: Origin, column: str, held: object, *, wrong: str, right: str) -> Problem:
    """What refuses the load, at one cell of a file."""
    shown = "" if held is None else value(held)
    return Problem("error", origin.file, origin.sheet, origin.row or None, column, shown, wrong, right)


def warning(origin: Origin, column: str, held: object, *, wrong: str, right: str) -> Problem:
    """What is said and kept, at one cell of a file."""
    return replace(error(origin, column, held, wrong=wrong, right=right), severity="warning")
