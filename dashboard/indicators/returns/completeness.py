"""Are the returns complete? Which fields a return must fill, and how many of them are filled.

Required are the starred columns of the sheets and what an indicator needs besides. The store takes no row
without its starred columns, so they are always filled and counting them would only flatter the share: what
is counted here are the columns a return may leave empty although an indicator cannot do without.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandas import CategoricalDtype, DataFrame, Series

from dashboard.cache import cached, cached_frame
from dashboard.indicators.shared import rates, selection
from dashboard.indicators.shared.periods import in_window
from dashboard.indicators.shared.records import count_by, with_position
from dashboard.question import Question
from data.norms import FIELDS, Field
from data.programme.programme import Programme

SHEETS = tuple(dict.fromkeys(field.table for field in FIELDS))
"""The sheets with required fields."""


def by_field(question: Question) -> DataFrame:
    """How often each required field is filled by the partnerships asked for, in rows of the period.

    Columns: table, field, label, indicator (the number of the one that needs it), required, filled (cells),
    share (0 to 1; NaN below five). Every field is there.
    """
    cells = _in_period(question)
    required, filled = (count_by(rows, "field") for rows in (cells, cells[cells["is_filled"]]))
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
        np.bincount(rows["position"], minlength=size)
        for rows in (cells, cells[cells["is_filled"]], cells[cells["is_illustrative"]])
    )
    positions = selection.sorted_by_name(question, np.flatnonzero(required))
    return selection.partnership_labels(question, positions).assign(
        required=required[positions],
        filled=filled[positions],
        share=rates.share_of(filled, required)[positions],
        is_illustrative=illustrative[positions] > 0,
    )


def by_sheet(question: Question) -> Mapping[str, "Series[float]"]:
    """For each sheet with required fields: partnership -> filled / required of its cells in the period."""
    cells, visible = _in_period(question), question.visible
    slugs, size = pd.Index(visible.partnerships["partnership"]), len(visible.partnerships)
    shares = {}
    for sheet in SHEETS:
        rows = cells[
            cells["field"].isin([place for place, field in enumerate(FIELDS) if field.table == sheet])
        ]
        filled = np.bincount(rows["position"][rows["is_filled"]], minlength=size)
        shares[sheet] = Series(
            rates.share_of(filled, np.bincount(rows["position"], minlength=size)), index=slugs
        )
    return shares


def total(question: Question) -> tuple[int, int]:
    """Required cells that are filled, and all that are required."""
    cells = _in_period(question)
    return int(cells["is_filled"].sum()), len(cells)


@cached_frame
def _in_period(question: Question) -> DataFrame:
    """The required cells of the partnerships asked for, in rows of the period or of none."""
    cells = _cells(question.visible)
    day = cells["day"].to_numpy()
    rows: DataFrame = cells[
        selection.is_selected(question)[cells["position"].to_numpy()]
        & (np.isnat(day) | in_window(day, question))
    ]
    return rows


@cached(most=8)
def _cells(programme: Programme) -> DataFrame:
    """Every cell that must be filled: field (category: its place among `FIELDS`), position (of the partnership), day
    (NaT if it belongs to every period), is_filled, is_illustrative.
    """
    cells = pd.concat(
        [_cells_of(programme, place, field) for place, field in enumerate(FIELDS)], ignore_index=True
    )
    return cells.astype({"field": CategoricalDtype([*range(len(FIELDS))])})


def _cells_of(programme: Programme, place: int, field: Field) -> DataFrame:
    rows = with_position(programme, getattr(programme, field.table))
    if field.body:
        rows = rows[(rows["body"] == field.body) & (rows["state"] == "held")]
    if not field.dated:
        rows = rows[rows["partnership"].isin(programme.returns["partnership"])]
    return DataFrame(
        {
            "field": place,
            "position": rows["position"],
            "day": rows[field.dated] if field.dated else np.datetime64("NaT", "us"),
            "is_filled": rows[field.column].notna(),
            "is_illustrative": rows["is_illustrative" if field.dated else "milestones_illustrative"],
        }
    )
