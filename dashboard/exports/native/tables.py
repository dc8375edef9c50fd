"""Tables on paper: the rows behind a figure in the page's own words, and figures that are tables by nature."""

from typing import Any, Final

from dashboard import words
from dashboard.charts.chart import Rendered
from dashboard.charts.render import IS_ILLUSTRATIVE
from dashboard.exports.native.model import Cell, Column, Drawing, Plot, Table
from dashboard.exports.native.plotly_values import from_serial, plain_text
from dashboard.exports.rows import NOTHING, is_seen, payload, read_as, worded
from dashboard.figures.plain import Figure
from dashboard.theme import INK, NAVY, PALE, PAPER, QUIET

WIDEST: Final = 7
"""Columns a page has room for."""
YEARLY: Final = "Every twelfth month; those between are in {where}."
SPREADSHEET: Final = "the spreadsheet form"
CODE: Final = "_code"


def table_of(rendered: Rendered, *, most: int) -> Table:
    """Return `most` rows of the chart's table, with the columns that a reader of paper reads."""
    answer = payload(rendered)
    columns, rows = _worth_reading(answer["columns"], answer["rows"])[:WIDEST], answer["rows"]
    latest = rendered.chart.period == "history" and columns[0]["kind"] == "date"
    heads, cells = _cut(columns, rows[-most:] if latest else rows[:most])
    return Table(heads, cells, left_out=max(len(rows) - most, 0), latest=latest)


def table_behind(rendered: Rendered, drawn: Plot | Drawing, *, most: int) -> Table:
    """Return the numbers that a figure shows: points of lines side by side, areas of a map by their state."""
    if isinstance(drawn, Plot) and drawn.kind == "line":
        return _lines(drawn)
    if isinstance(drawn, Drawing) and drawn.counts:
        return _counts(drawn)
    return table_of(rendered, most=most)


def whole_table(rendered: Rendered) -> Table:
    """Return the chart's table as the page has it: every row and every column."""
    answer = payload(rendered)
    rows = answer["rows"]
    columns = [column for column in answer["columns"] if is_seen(column, rows)]
    return Table(*_cut(columns, rows))


def shows_all(table: Table, rendered: Rendered) -> bool:
    """Whether a table on paper leaves out nothing that a reader would read: no row, and no column but codes."""
    answer = payload(rendered)
    columns = [column["label"] for column in _worth_reading(answer["columns"], answer["rows"])]
    is_whole = len(table.rows) == len(answer["rows"]) and not table.left_out
    return is_whole and [column.label for column in table.columns] == columns


def left_out_said(table: Table, *, where: str = SPREADSHEET) -> str:
    """A sentence on the rows that are only elsewhere; nothing if all are here."""
    said = table.rest.format(where=where)
    if not table.left_out:
        return said
    whole, which = len(table.rows) + table.left_out, "latest" if table.latest else "first"
    cut = f"The {which} {len(table.rows)} of {words.number(whole)} rows; all of them are in {where}."
    return words.sentences(said, cut)


def signs(figure: Figure, *, most: int) -> Table:
    """Return one row a name and a column a sign, with the names of those that it stands at, the first `most` rows."""
    heads = [plain_text(column) for column in figure["layout"]["xaxis"]["categoryarray"]]
    rows = figure["layout"]["yaxis"]["categoryarray"]
    places = dict(zip(figure["layout"]["xaxis"]["categoryarray"], heads, strict=True))
    cells = {
        (trace["name"], row): [column for at, column in zip(trace["y"], trace["x"], strict=True) if at == row]
        for trace in figure["data"]
        for row in rows[:most]
    }
    names = [
        trace["name"] for trace in figure["data"] if any(cells[trace["name"], row] for row in rows[:most])
    ]
    return Table(
        (Column("Partnership"), *(Column(words.sentence(name).rstrip(".")) for name in names)),
        tuple(
            (
                Cell(plain_text(row)),
                *(Cell(", ".join(places[one] for one in cells[name, row]) or NOTHING) for name in names),
            )
            for row in rows[:most]
        ),
        left_out=max(len(rows) - most, 0),
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


def _lines(plot: Plot) -> Table:
    """A row for each place on the axis, a column for each line; a place without any number is left out.

    A mark with words beside it only repeats the end of a line.
    """
    dated = plot.category_kind == "date"
    shown = [series for series in plot.series if series.dash or not series.labels]
    rows = []
    for place, at in enumerate(map(float, plot.categories)):
        values = [series.values[place] for series in shown]
        is_told = dated or at % 12 == 0  # of ages in months only whole years are worth a row
        if is_told and any(value is not None for value in values):
            said = words.day(from_serial(at)).replace(" ", words.NO_BREAK) if dated else words.number(at)
            rows.append((Cell(said), *(Cell(_number(value)) for value in values)))
    heads = (
        Column(plot.category_title or "Date"),
        *(Column(series.name, is_number=True) for series in shown),
    )
    return Table(heads, tuple(rows), rest="" if dated else YEARLY, latest=dated)


def _counts(drawing: Drawing) -> Table:
    """A row for each kind of area, with how many there are."""
    whole = sum(count for _, count in drawing.counts)
    return Table(
        (Column("Coverage"), Column("Areas", is_number=True), Column("Share", is_number=True)),
        tuple(
            (Cell(label), Cell(words.number(count)), Cell(words.percent(count / whole)))
            for label, count in (*drawing.counts, ("All", whole))
        ),
        rest=f"All {words.number(whole)} are named in {{where}}.",
    )


def _number(value: float | None) -> str:
    return NOTHING if value is None else words.number(value, decimals=0 if round(value, 1) % 1 == 0 else 1)


def _cut(
    columns: list[dict[str, str]], rows: list[dict[str, Any]]
) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    return (
        tuple(Column(column["label"], is_number=column["kind"] == "number") for column in columns),
        tuple(tuple(Cell(_cell_text(row, column)) for column in columns) for row in rows),
    )


def _worth_reading(columns: list[dict[str, str]], rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The columns worth their room: no codes or slugs, none that is empty, no mark that all rows share."""
    marks = {row[IS_ILLUSTRATIVE] for row in rows}
    wanted = [
        column
        for column in columns
        if (column["key"] != IS_ILLUSTRATIVE or len(marks) > 1)
        and not ("unseen" in column or (column["kind"] == "text" and column["key"].endswith(CODE)))
        and any(row[column["key"]] not in {None, ""} for row in rows)
    ]
    return wanted or columns


def _cell_text(row: dict[str, Any], column: dict[str, str]) -> str:
    said = worded(read_as(row, column), kind=column["kind"])
    if column["kind"] == "date":
        return said.replace(" ", words.NO_BREAK)
    return said or NOTHING


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
