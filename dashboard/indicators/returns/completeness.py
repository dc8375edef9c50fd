"""Are the returns complete? Which fields a return must fill, and how many of them are filled.

Required are the starred columns of the sheets and what an indicator needs besides. The store takes no row
without its starred columns, so they are always filled and counting them would only flatter the share: what
is counted here are the columns a return may leave empty although an indicator cannot do without.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Series

from dashboard.cache import cached
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Flags, Positions, Stamps
from dashboard.indicators.shared.periods import in_window
from dashboard.indicators.shared.records import with_position
from dashboard.question import Question
from data.norms import FIELDS, Field
from data.programme.programme import Programme


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cells that must be filled, one entry each: `field` is a place among `FIELDS`, `day` NaT if the
    cell belongs to every period.
    """

    field: Positions
    position: Positions
    day: Stamps
    filled: Flags
    generated: Flags


def by_field(question: Question) -> DataFrame:
    """How often each required field is filled by the partnerships asked for, in rows of the period.

    Columns: table, field, label, indicator (the number of the one that needs it), required, filled (cells),
    share (0 to 1; NaN where none was required). Every field is there.
    """
    cells, mine = _cells(question.visible), _asked(question)
    required, filled = (
        np.bincount(cells.field[flags], minlength=len(FIELDS)) for flags in (mine, mine & cells.filled)
    )
    return DataFrame(
        {
            "table": [field.table for field in FIELDS],
            "field": [field.column for field in FIELDS],
            "label": [field.label for field in FIELDS],
            "indicator": [field.indicator for field in FIELDS],
            "required": required,
            "filled": filled,
            "share": _share(filled, required),
        }
    )


def by_partnership(question: Question) -> DataFrame:
    """How many required fields each partnership asked for fills, in rows of the period, by name.

    Columns: partnership, name, region, bridge, required, filled (cells), share (0 to 1), is_illustrative.
    """
    visible = question.visible
    cells, mine, size = _cells(visible), _asked(question), len(visible.partnerships)
    required, filled, generated = (
        np.bincount(cells.position[flags], minlength=size)
        for flags in (mine, mine & cells.filled, mine & cells.generated)
    )
    positions = selection.sorted_by_name(question, np.flatnonzero(required))
    return selection.partnership_labels(question, positions).assign(
        required=required[positions],
        filled=filled[positions],
        share=_share(filled, required)[positions],
        is_illustrative=generated[positions] > 0,
    )


def by_sheet(question: Question) -> Mapping[str, "Series[float]"]:
    """For each sheet with required fields: partnership -> filled / required of its cells in the period."""
    visible = question.visible
    cells, mine, size = _cells(visible), _asked(question), len(visible.partnerships)
    slugs = pd.Index(visible.partnerships["partnership"])
    found = {}
    for sheet in dict.fromkeys(field.table for field in FIELDS):
        own = mine & np.isin(cells.field, [at for at, field in enumerate(FIELDS) if field.table == sheet])
        required, filled = (
            np.bincount(cells.position[on], minlength=size) for on in (own, own & cells.filled)
        )
        found[sheet] = Series(_share(filled, required), index=slugs)
    return found


def total(question: Question) -> tuple[int, int]:
    """Required cells that are filled, and all that are required."""
    cells, mine = _cells(question.visible), _asked(question)
    return int((mine & cells.filled).sum()), int(mine.sum())


def _asked(question: Question) -> Flags:
    cells = _cells(question.visible)
    mine: Flags = selection.is_selected(question)[cells.position]
    return mine & (np.isnat(cells.day) | in_window(cells.day, question))


def _share(filled: Positions, required: Positions) -> npt.NDArray[np.float64]:
    return np.where(required > 0, filled / np.maximum(required, 1), np.nan)


@cached(most=8)
def _cells(programme: Programme) -> Cells:
    parts = [_of_field(programme, place, field) for place, field in enumerate(FIELDS)]
    field, position, day, filled, generated = (np.concatenate(held) for held in zip(*parts, strict=True))
    return Cells(field, position, day, filled, generated)


def _of_field(
    programme: Programme, place: int, field: Field
) -> tuple[Positions, Positions, Stamps, Flags, Flags]:
    rows = with_position(programme, getattr(programme, field.table))
    if field.body:
        rows = rows[(rows["body"] == field.body) & (rows["state"] == "held")]
    if not field.dated:
        rows = rows[rows["partnership"].isin(programme.returns["partnership"])]
    size = len(rows)
    never = np.full(size, np.datetime64("NaT", "us"))
    return (
        np.full(size, place, dtype=np.intp),
        rows["position"].to_numpy(dtype=np.intp),
        rows[field.dated].to_numpy(dtype="datetime64[us]") if field.dated else never,
        rows[field.column].notna().to_numpy(dtype=bool),
        rows["is_illustrative" if field.dated else "milestones_illustrative"].to_numpy(dtype=bool),
    )
