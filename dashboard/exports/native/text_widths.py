"""How much room words take, and what of a table a page has room for. Widths are those of Arial, near enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard.exports.native.model import CM, PT, Size, Table
from dashboard.words import NO_BREAK

ASCII = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
"""The widths of the letters from space to tilde in Arial, in thousandths of its size."""
WIDTHS = {**{chr(32 + place): width for place, width in enumerate(ASCII)}, NO_BREAK: ASCII[0]}
OTHER, WIDE = 600, 1000
IDEOGRAPHS = "\u2e80"
"""From here on letters are as wide as they are high."""
BOLD = 1.12
SLACK = 1.03
"""No two programs break lines alike."""
LEADING = 1.17
PADDING = Size(round(0.16 * CM), round(0.07 * CM))
"""Between the words of a cell and its edges, at each side."""
AIRY = 1.3
"""How much wider than its words a table becomes where there is room; wider still, and rows are hard to follow."""
LONGEST = 0.22
"""The share of a table that a single word may claim; one that is longer, an address perhaps, is broken."""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table cut to a room: its rows that fit, widths of columns, heights of rows (header first), size of text."""

    table: Table
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    points: float


def width_of(text: str, points: float, *, bold: bool = False) -> int:
    """Return how wide text is on one line."""
    return round(_thousandths(text) / 1000 * points * PT * SLACK * (BOLD if bold else 1))


@lru_cache(maxsize=10_000)
def _thousandths(text: str) -> int:
    """How wide text is in thousandths of its size; the same words stand in many cells and are tried in many sizes."""
    return sum([WIDTHS.get(letter) or (WIDE if letter >= IDEOGRAPHS else OTHER) for letter in text])


def lines_of(text: str, points: float, width: int, *, bold: bool = False) -> int:
    """Return how many lines text takes in a width, broken between words, and within those that are too long."""
    count, used = 1, 0
    space = width_of(" ", points)
    for word in text.split(" "):
        needed = width_of(word, points, bold=bold)
        if used and used + space + needed > width:
            count, used = count + 1, 0
        used += needed + (space if used else 0)
        if used > width:
            count += used // max(width, 1)
            used %= max(width, 1)
    return count


def height_of(text: str, points: float, width: int, *, bold: bool = False) -> int:
    """Return how high text is in a width."""
    return round(lines_of(text, points, width, bold=bold) * points * PT * LEADING)


def largest(text: str, room: Size, sizes: Sequence[float], *, bold: bool = False) -> float:
    """Return the first of some sizes, largest first, at which text fits a room; the last if none does."""
    fits = (size for size in sizes if height_of(text, size, room.width, bold=bold) <= room.height)
    return next(fits, sizes[-1])


def table_layout(table: Table, *, room: Size, sizes: Sequence[float]) -> TableLayout:
    """Return what of a table fits, in the first of some sizes, largest first, in which all of it does.

    In the last size rows are cut: every column stays, and as many rows as there is height for, the first or the latest.
    """
    tried = (_layout_at(table, room=room, points=points) for points in sizes)
    fits = (one for one in tried if len(one.table.rows) == len(table.rows))
    return next(fits, None) or _layout_at(table, room=room, points=sizes[-1])


def with_columns(table: Table, places: Sequence[int]) -> Table:
    """Return a table with some of its columns only; itself where these are all."""
    if len(places) == len(table.columns):
        return table
    rows = tuple(tuple(row[place] for place in places) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in places), rows=rows)


def with_whole_words(table: Table, width: int, points: float) -> Table:
    """Return a table without its last columns, as far as the words of the others would else be broken in a width."""
    columns, needed = len(table.columns), 0
    for place in range(len(table.columns)):
        needed += min(_wished_widths(table, place, points)[0], round(width * LONGEST))
        if needed > width and place > 1:
            columns = place
            break
    return with_columns(table, range(columns))


def _layout_at(table: Table, *, room: Size, points: float) -> TableLayout:
    widths = _widths(table, room.width, points)
    head = _head_height(table, widths, points)
    heights, left = [head], room.height - head
    for row in reversed(table.rows) if table.latest else table.rows:
        cells = zip((cell.text for cell in row), widths, strict=True)
        height = max(_cell_height(text, width, points) for text, width in cells)
        if height > left and len(heights) > 1:
            break
        heights.append(height)
        left -= height
    kept = len(heights) - 1
    rows = table.rows[-kept:] if table.latest else table.rows[:kept]
    cut = replace(table, rows=rows, left_out=table.left_out + len(table.rows) - kept)
    ordered = [head, *reversed(heights[1:])] if table.latest else heights
    return TableLayout(cut, widths, tuple(ordered), points)


def _widths(table: Table, whole: int, points: float) -> tuple[int, ...]:
    """Every column at least as wide as its longest word; what is left goes to those that hold most words."""
    asked = [_wished_widths(table, place, points) for place in range(len(table.columns))]
    longest = round(whole * LONGEST)
    least = _evened(table, [min(low, longest) for low, _, _ in asked])
    wished = _evened(table, [max(wish, low) for (_, wish, _), low in zip(asked, least, strict=True)])
    if sum(least) >= whole:
        return tuple(low * whole // sum(least) for low in least)
    if sum(wished) <= whole:
        room = min(whole, round(sum(wished) * AIRY))
        return tuple(wish * room // sum(wished) for wish in wished)
    spare = whole - sum(least)
    wanted = [max(usual - low, 0) for (_, _, usual), low in zip(asked, least, strict=True)]
    return tuple(low + spare * want // max(sum(wanted), 1) for low, want in zip(least, wanted, strict=True))


def _evened(table: Table, widths: list[int]) -> list[int]:
    """The columns of a grid all as wide as the widest of them."""
    pairs = list(zip(widths, table.columns, strict=True))
    widest = max((width for width, column in pairs if column.even), default=0)
    return [widest if column.even else width for width, column in pairs]


def _wished_widths(table: Table, place: int, points: float) -> tuple[int, int, int]:
    """The width of a column for its longest word, for its longest cell, and for cells of usual length.

    One long cell does not decide for the others.
    """
    column, texts = table.columns[place], [row[place].text for row in table.rows]
    edges, cells = 2 * PADDING.width, [width_of(text, points) for text in texts]
    usual = sum(cells) // max(len(cells), 1) + edges
    words = {word for text in texts for word in text.split(" ")}
    heads = [width_of(word, points, bold=True) for word in column.label.split(" ")]
    least = max([*heads, *(width_of(word, points) for word in words)]) + edges
    return least, max([width_of(column.label, points, bold=True), *cells]) + edges, usual


def _head_height(table: Table, widths: tuple[int, ...], points: float) -> int:
    return max(
        _cell_height(column.label, width, points, bold=True)
        for column, width in zip(table.columns, widths, strict=True)
    )


def _cell_height(text: str, width: int, points: float, *, bold: bool = False) -> int:
    return height_of(text, points, width - 2 * PADDING.width, bold=bold) + 2 * PADDING.height
