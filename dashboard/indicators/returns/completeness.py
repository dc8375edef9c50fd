"""Are the returns complete? Which fields a return must fill, and how many of them are filled.

Required are the starred columns of the sheets and what an indicator needs besides. The store takes no row
without its starred columns, so they are always filled and counting them would only flatter the share: what
is counted here are the columns a return may leave empty although an indicator cannot do without.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from pandas import DataFrame

from dashboard.cache import LONG, cached
from dashboard.indicators.shared import rates, selection
from dashboard.indicators.shared.intervals import Flags, Numbers, Positions, Stamps
from dashboard.indicators.shared.periods import in_window
from dashboard.indicators.shared.records import Columns, tally, with_position
from dashboard.question import Question
from data.norms import FIELDS, Field
from data.programme.programme import Programme

SHEETS = tuple(dict.fromkeys(field.table for field in FIELDS))
"""The sheets with required fields."""


_SHEET = np.array([SHEETS.index(field.table) for field in FIELDS])


@dataclass(frozen=True, slots=True, eq=False)
class Cells(Columns):
    """Cells that must be filled, in arrays side by side: `field` is a place among `FIELDS`, `position` that of the
    partnership in the store, `day` that of the row (NaT if it belongs to every period).
    """

    field: Positions
    position: Positions
    day: Stamps
    is_filled: Flags
    is_illustrative: Flags


def by_field(question: Question) -> DataFrame:
    """How often each required field is filled by the partnerships asked for, in rows of the period.

    Columns: table, field, label, indicator (the number of the one that needs it), required, filled (cells),
    share (0 to 1; NaN below five). Every field is there.
    """
    cells = _in_period(question)
    required, filled = (tally((part, len(FIELDS))) for part in (cells.field, cells.field[cells.is_filled]))
    return DataFrame(
        {
            "table": [field.table for field in FIELDS],
            "field": [field.column for field in FIELDS],
            "label": [field.label for field in FIELDS],
            "indicator": [field.indicator for field in FIELDS],
            "required": required,
            "filled": filled,
            "share": rates.share_of(filled, required),
        }
    )


def by_partnership(question: Question) -> DataFrame:
    """How many required fields each partnership asked for fills, in rows of the period, by name.

    Columns: partnership, name, region, bridge, required, filled (cells), share (0 to 1), is_illustrative.
    """
    cells, size = _in_period(question), len(question.visible.partnerships)
    required, filled, illustrative = (
        tally((part, size))
        for part in (cells.position, cells.position[cells.is_filled], cells.position[cells.is_illustrative])
    )
    positions = selection.sorted_by_name(question, np.flatnonzero(required))
    return selection.partnership_labels(question, positions).assign(
        required=required[positions],
        filled=filled[positions],
        share=rates.share_of(filled, required)[positions],
        is_illustrative=illustrative[positions] > 0,
    )


def fills(question: Question) -> Flags:
    """Which partnerships of the store have filled all required fields in rows of the period, or not all of them, as the
    filters ask; neither is known of those without such rows.
    """
    cells, size = _cells(question.visible), len(question.visible.partnerships)
    in_period = np.isnat(cells.day) | in_window(cells.day, question)
    required, empty = (
        tally((cells.position[rows], size)) for rows in (in_period, in_period & ~cells.is_filled)
    )
    answer = np.where(empty == 0, "yes", "no")
    return (required > 0) & np.isin(answer, question.filters.completed)


def by_sheet(question: Question) -> Mapping[str, Numbers]:
    """For each sheet with required fields, of each partnership of the store: filled / required of its cells in the
    period."""
    cells, size = _in_period(question), len(question.visible.partnerships)
    required, filled = (
        tally((_SHEET[rows.field], len(SHEETS)), (rows.position, size))
        for rows in (cells, cells.of(cells.is_filled))
    )
    return dict(zip(SHEETS, rates.share_of(filled, required), strict=True))


def total(question: Question) -> tuple[int, int]:
    """Required cells that are filled, and all that are required."""
    cells = _in_period(question)
    return int(cells.is_filled.sum()), len(cells)


@cached(most=LONG)
def _in_period(question: Question) -> Cells:
    """The required cells of the partnerships asked for, in rows of the period or of none."""
    cells = _cells(question.visible)
    is_asked = selection.is_selected(question)[cells.position]
    return cells.of(is_asked & (np.isnat(cells.day) | in_window(cells.day, question)))


@cached()
def _cells(programme: Programme) -> Cells:
    """Every cell that must be filled."""
    parts = [_cells_of(programme, place, field) for place, field in enumerate(FIELDS)]
    return Cells(*(np.concatenate([getattr(part, column) for part in parts]) for column in Cells.__slots__))


def _cells_of(programme: Programme, place: int, field: Field) -> Cells:
    rows = with_position(programme, getattr(programme, field.table))
    if field.body:
        rows = rows[(rows["body"] == field.body) & (rows["state"] == "held")]
    if not field.dated:
        rows = rows[rows["partnership"].isin(programme.returns["partnership"])]
    days = rows[field.dated].to_numpy() if field.dated else np.full(len(rows), np.datetime64("NaT", "us"))
    return Cells(
        field=np.full(len(rows), place, dtype=np.intp),
        position=rows["position"].to_numpy(dtype=np.intp),
        day=days,
        is_filled=rows[field.column].notna().to_numpy(),
        is_illustrative=rows["is_illustrative" if field.dated else "milestones_illustrative"].to_numpy(
            dtype=bool
        ),
    )
