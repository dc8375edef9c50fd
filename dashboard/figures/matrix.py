"""Rows by columns: a sign in each cell, or a number."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter

from pandas import DataFrame

from dashboard.figures.plain import NEW_LINE, Figure, Trace, figure, in_lines, trace
from dashboard.theme import INK, NAVY, PALE, PAPER, PLUM, QUIET, RULE


@dataclass(frozen=True, slots=True)
class Sign:
    """How one value is drawn: its name in the legend, its shape, its colour."""

    label: str
    symbol: str
    colour: str
    size: int = 12


PRESENCE: Mapping[str, Sign] = {
    "present": Sign("Present", "circle", NAVY),
    "absent": Sign("Absent", "x-thin-open", PLUM, 11),
    "not_applicable": Sign("Sits on some partnerships by design", "line-ew-open", QUIET, 7),
    "unknown": Sign("Unknown: nothing on record yet", "diamond-open", QUIET, 9),
}
LABEL = 14
"""Letters of a column's label before it goes on in a second line, so that it need not lie askew."""
FEW, NARROW = 6, 9
"""Columns that have room for such labels, and letters of a line where there are more."""
NAME = 54
"""Letters of a row's name that stand beside its signs; the whole name is said by a sign, and in the table."""
ROW = 22
"""Pixels a row takes."""
MOST = 100
"""Rows that are drawn: a browser needs half a second for some thousand signs, and a reader finds nothing among more."""


def signs(
    frame: DataFrame, *, row: str, column: str, value: str, kinds: Mapping[str, Sign] = PRESENCE
) -> Figure:
    """Return one sign a cell; rows and columns in the order in which they first occur, the first `MOST` rows.

    Columns: `row`, `column` (labels), `value` (a key of `kinds`); the cells of a row stand together.
    """
    every = zip(*(frame[name].tolist() for name in (row, column, value)), strict=True)
    cells = [cell for _, part in islice(groupby(every, itemgetter(0)), MOST) for cell in part]
    rows, columns = (list(dict.fromkeys(cell[place] for cell in cells)) for place in (0, 1))
    traces = [
        _signs(part, sign, meta=value)
        for kind, sign in kinds.items()
        if (part := [cell for cell in cells if cell[2] == kind])
    ]
    return figure(
        traces,
        height=230 + ROW * len(rows),
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 210, "b": 8},
        legend={"y": 1, "yref": "container", "yanchor": "top"},
        xaxis=_categories(columns) | {"side": "top", "tickangle": -90},
        yaxis=_categories(rows) | _short(rows) | {"range": [len(rows) - 0.5, -0.5]},
    )


def numbers(  # noqa: PLR0913
    frame: DataFrame, *, row: str, column: str, value: str, x_title: str, y_title: str, note: str = ""
) -> Figure:
    """Return a grid of counts, darker for more, each with its number.

    Columns: `row`, `column` (labels in the order to show), `value` (a count), and a `note` under it, if one is named.
    """
    rows, columns = list(dict.fromkeys(frame[row])), list(dict.fromkeys(frame[column]))
    counts: dict[tuple[str, str], int] = Counter()
    for y, x, number in zip(frame[row], frame[column], frame[value].tolist(), strict=True):
        counts[y, x] += number
    grid = [[counts[y, x] for x in columns] for y in rows]
    most = max(float(max(counts.values())), 1.0)
    letters = LABEL if len(columns) <= FEW else NARROW
    cells = trace(
        "heatmap",
        meta=value,
        x=columns,
        y=rows,
        z=grid,
        zmin=0,
        zmax=most,
        colorscale=[[0, PAPER], [0.001, PALE], [1, NAVY]],
        showscale=False,
        xgap=2,
        ygap=2,
        hovertemplate="%{y}, %{x}: %{z:,}<extra></extra>",
    )
    return figure(
        [
            cells,
            *_labels(rows, columns, grid, dark=most / 2, notes=_notes(frame, row, column, note)),
        ],
        height=110 + 52 * len(rows),
        margin={"l": 8, "r": 8, "t": 48, "b": 8},
        xaxis={
            "type": "category",
            "side": "top",
            "showgrid": False,
            "title": {"text": x_title},
            "tickvals": columns,
            "ticktext": [NEW_LINE.join(in_lines(label, letters)) for label in columns],
            "tickangle": 0,
        },
        yaxis={
            "type": "category",
            "autorange": "reversed",
            "showgrid": False,
            "title": {"text": y_title, "standoff": 8},
            "tickvals": rows,
            "ticktext": [NEW_LINE.join(in_lines(label, LABEL)) for label in rows],
        },
    )


def _notes(frame: DataFrame, row: str, column: str, note: str) -> Mapping[tuple[str, str], str]:
    """What stands under the number of each row and column; nothing where no note is named."""
    if not note:
        return {}
    cells = zip(frame[row], frame[column], frame[note], strict=True)
    return {(y, x): f"{NEW_LINE}{said}" for y, x, said in cells if said}


def _labels(
    rows: Sequence[str],
    columns: Sequence[str],
    counts: Sequence[Sequence[float]],
    *,
    dark: float,
    notes: Mapping[tuple[str, str], str],
) -> list[Trace]:
    """The numbers as text of their own, because a heatmap cannot change its ink from cell to cell."""
    cells = [(x, y, counts[j][i]) for j, y in enumerate(rows) for i, x in enumerate(columns)]
    parts = (
        (INK, [cell for cell in cells if cell[2] <= dark]),
        (PAPER, [cell for cell in cells if cell[2] > dark]),
    )
    return [
        trace(
            "scatter",
            x=[x for x, _, _ in part],
            y=[y for _, y, _ in part],
            text=[f"{n:,.0f}{notes.get((y, x), '')}" for x, y, n in part],
            mode="text",
            textfont={"size": 14, "color": ink},
            hoverinfo="skip",
        )
        for ink, part in parts
        if part
    ]


def _signs(cells: Sequence[tuple[str, str, str]], sign: Sign, *, meta: str) -> Trace:
    return trace(
        "scatter",
        meta=meta,
        x=[column for _, column, _ in cells],
        y=[row for row, _, _ in cells],
        name=sign.label,
        mode="markers",
        marker={
            "symbol": sign.symbol,
            "size": sign.size,
            "color": sign.colour,
            "line": {"width": 2, "color": sign.colour},
        },
        hovertemplate=f"%{{y}}, %{{x}}: {sign.label.lower()}<extra></extra>",
    )


def _short(names: list[str]) -> dict[str, object]:
    """What an axis shows in place of names where some are too long to leave its signs room."""
    short = [name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…" for name in names]
    return {"tickvals": names, "ticktext": short} if short != names else {}


def _categories(labels: list[str]) -> dict[str, object]:
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": labels,
        "range": [-0.5, len(labels) - 0.5],
        "gridcolor": RULE,
        "tickfont": {"size": 12},
        "dtick": 1,
    }
