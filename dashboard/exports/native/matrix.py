"""Rows by columns, as a table: a sign or a number in each cell."""

from dashboard.exports.native.model import Cell, Column, Table
from dashboard.exports.native.plotly_values import plain_text
from dashboard.figures.plain import Figure
from dashboard.theme import INK, NAVY, PALE, PAPER, PLUM, QUIET

SIGNS = {
    "circle": ("●", NAVY),
    "x-thin-open": ("✕", PLUM),
    "line-ew-open": ("–", QUIET),
    "diamond-open": ("◇", QUIET),
}
"""What stands for a marker of Plotly in a line of text, and in which colour."""


def signs(figure: Figure, *, most: int) -> Table:
    """Return one row a name and a sign in each cell, the first `most` rows; the note says what each sign means."""
    columns = figure["layout"]["xaxis"]["categoryarray"]
    rows = figure["layout"]["yaxis"]["categoryarray"]
    cells = {
        (row, column): Cell(*_sign(trace))
        for trace in figure["data"]
        for row, column in zip(trace["y"], trace["x"], strict=True)
    }
    note = "; ".join(f"{_sign(trace)[0]} {trace['name'].lower()}" for trace in figure["data"])
    return Table(
        (Column("Partnership"), *(Column(plain_text(column), upright=True, even=True) for column in columns)),
        tuple(
            (Cell(plain_text(row)), *(cells.get((row, column), Cell("")) for column in columns))
            for row in rows[:most]
        ),
        left_out=max(len(rows) - most, 0),
        note=f"{note}." if note else "",
    )


def numbers(figure: Figure) -> Table:
    """Return the counts of a grid, darker for more, each with its number."""
    grid, axes = figure["data"][0], figure["layout"]
    most = float(grid["zmax"])
    corner = " / ".join(
        text for text in (axes["yaxis"]["title"]["text"], axes["xaxis"]["title"]["text"]) if text
    )
    return Table(
        (Column(corner), *(Column(plain_text(x), even=True) for x in grid["x"])),
        tuple(
            (Cell(plain_text(y)), *(_shaded(count, most) for count in counts))
            for y, counts in zip(grid["y"], grid["z"], strict=True)
        ),
        note="Darker cells hold more.",
    )


def _sign(trace: dict[str, object]) -> tuple[str, str, str]:
    """The text, the fill and the ink of a sign."""
    marker = trace["marker"]
    sign, ink = SIGNS[marker["symbol"]]  # type: ignore[index]
    return sign, "", ink


def _shaded(count: float, most: float) -> Cell:
    """A count on a ground between paper and navy; its ink is what can be read on it."""
    if count <= 0:
        return Cell(f"{count:,.0f}", PAPER, QUIET)
    share = count / most
    channels = [
        round(int(PALE[at : at + 2], 16) * (1 - share) + int(NAVY[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    ]
    fill = "#" + "".join(f"{channel:02X}" for channel in channels)
    return Cell(f"{count:,.0f}", fill, PAPER if share > 1 / 2 else INK)
