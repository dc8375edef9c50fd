"""What the caller says of a table of statistics: what it measures, of when, and where to look."""

import re
from dataclasses import dataclass
from datetime import date

from data.errors import LoadRefusedError
from data.returns.sheets.days import EARLIEST, LATEST
from data.store.rows import Row
from data.taxonomy import MEASURE_KINDS

POPULATION = "population_0_24"
"""The one measure that comes with the product: a count, of which the store has no row that says so."""
_KEY = re.compile(r"[a-z][a-z0-9_]{1,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One measure at one date in one file.

    `kind` says how values of authorities that merged are put together: a count is added up, a score or rate is the
    mean weighted by the measure `weights`. `lower_is_needier` turns the ranking by need round. What is not said of
    these stays as the store has it; of a new measure it is a score without weights, and more is needier. With
    `count_rows` each row is one of something, and the value is how many an authority has.
    """

    measure: str
    on: date
    code_column: str | None = None
    value_column: str | None = None
    sheet: str | None = None
    kind: str | None = None
    weights: str | None = None
    source: str | None = None
    label: str | None = None
    usual_label: str | None = None
    lower_is_needier: bool | None = None
    count_rows: bool = False

    def __post_init__(self) -> None:
        for holds, reason in (
            (
                _KEY.fullmatch(self.measure),
                f"“{self.measure}” cannot be the key of a measure: use two or more of a-z, 0-9 and _, like imd_2019.",
            ),
            (
                self.kind is None or self.kind in MEASURE_KINDS,
                f"“{self.kind}” is no kind of measure: say {' or '.join(MEASURE_KINDS)}.",
            ),
            (
                EARLIEST <= self.on <= LATEST,
                f"{self.on} cannot be right: days from {EARLIEST.year} to {LATEST.year} are taken.",
            ),
            (self.weights != self.measure, "A measure cannot be weighted by itself."),
            (self.count_rows or self.value_column, "Say which column holds the values with --value-column."),
            (
                not self.count_rows or self.code_column,
                "Say which column names the authorities with --code-column.",
            ),
        ):
            if not holds:
                raise LoadRefusedError(reason)

    def as_row(self, held: Row | None) -> Row:
        """The row of `area_measure`: what is said, and the rest as it is `held` for values that are there."""
        usual: Row = {
            "label": self.usual_label or self.measure.replace("_", " ").capitalize(),
            "kind": "count" if self.measure == POPULATION else "score",
            "weights": None,
            "lower_is_needier": False,
        }
        said: Row = {
            "label": self.label,
            "kind": "count" if self.count_rows else self.kind,
            "weights": self.weights,
            "lower_is_needier": self.lower_is_needier,
        }
        given = {name: value for name, value in said.items() if value is not None}
        return {"measure": self.measure, **usual, **(held or {}), **given}
