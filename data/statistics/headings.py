"""The header of a table: its one or two rows, what each column is called, and which of them say what a row is about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from data.returns.reader.parts import LOOKED_AT
from data.returns.spelling import folded
from data.returns.workbook.grids import Cell, Grid, letter
from geo import lookups
from geo.names import LEVELS, OTHER_NAMES, code_column, code_of, name_column, plain

TRIED = 200
"""Cells of a column that are looked at to tell what it holds."""
MOSTLY = 0.5
PERIODS = ("time period", "time", "period", "date name", "calendar years", "reference period", "year", "date")
"""What columns of periods are called, the likelier first; titles say it so, too."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, unique in its table, and of a header of two rows the lower word and the upper one."""

    place: int
    name: str
    short: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns, the place of the first row below them, and the columns of authorities.

    `area` has their codes, or else their names; `label` their names where `area` has codes. `period` is what the titles
    above say of all rows ("" if nothing).
    """

    columns: tuple[Column, ...]
    below: int
    area: Column | None
    label: Column | None = None
    period: str = ""

    def called(self, said: str) -> list[Column]:
        """The columns of a name: the one that is written so, else those whose whole name or lower word it is."""
        ways = (
            [one for one in self.columns if one.name == said],
            [one for one in self.columns if folded(one.name) == folded(said)],
            [one for one in self.columns if folded(one.short) == folded(said)],
        )
        return next((found for found in ways if found), [])

    @property
    def names(self) -> list[str]:
        """What its columns are called."""
        return [one.name for one in self.columns]


def headers(grid: Grid, *, asked: Iterable[str], area: str | None, year: int) -> Iterator[Header]:
    """Each header that has the columns asked for, the likeliest first: those whose words say what a row is about, then
    those where the cells below do, and last those of which nobody can tell.
    """
    fitting = [
        found
        for place in range(min(LOOKED_AT, len(grid.rows)))
        for found in _at(grid, place)
        if all(found.called(name) for name in (*asked, *([area] if area else [])))
    ]
    if area:
        yield from (_with(grid, one, one.called(area)[0], year) for one in fitting)
        return
    by_words = [(one, _by_words(grid, one, year)) for one in fitting]
    yield from (_with(grid, one, found, year) for one, found in by_words if found)
    by_cells = [(one, found) for one in fitting if (found := _by_cells(grid, one))]
    by_cells.sort(key=lambda each: not _begins(grid, *each))
    yield from (_with(grid, one, found, year) for one, found in by_cells)
    yield from fitting


def is_area(cell: Cell) -> bool:
    """Whether a cell is written like a code, or is the name of an authority or county that there ever was."""
    return code_of(cell) is not None or (isinstance(cell, str) and plain(cell) in _names())


def words_of(cells: Iterable[Cell]) -> list[str]:
    """The cells that hold words, each on one line."""
    return [" ".join(cell.split()) for cell in cells if isinstance(cell, str) and cell.strip()]


@cache
def _names() -> frozenset[str]:
    written = (*lookups.read_areas()["name"], *(name for pair in OTHER_NAMES for name in pair))
    counties = lookups.read_groupings().query("grouping == 'county'")["group_name"].unique()
    return frozenset(plain(str(name)) for name in (*written, *counties))


def _at(grid: Grid, place: int) -> Iterator[Header]:
    """The header of two rows that begins at a place, if there is one; then the header of this row alone."""
    upper = list(grid.rows[place][1])
    period = _period(grid, place)
    if place + 1 < len(grid.rows) and _are_two(upper, lower := list(grid.rows[place + 1][1])):
        groups = _carried(upper, lower)
        yield Header(tuple(_columns(groups, lower)), place + 2, None, period=period)
    if words_of(upper):
        yield Header(tuple(_columns([], upper)), place + 1, None, period=period)


def _are_two(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether the lower row names what the upper one groups: words only, none under the first word of the upper."""
    first = next((place for place, cell in enumerate(upper) if text_of(cell)), -1)
    several = sum(1 for cell in upper if text_of(cell)) > 1
    under = text_of(lower[first]) if 0 <= first < len(lower) else ""
    said = [cell for cell in lower if text_of(cell)]
    are_words = all(isinstance(cell, str) and not is_area(cell) and not _is_number(cell) for cell in said)
    return several and bool(said) and not under and are_words


def _carried(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[str]:
    """The upper words, each carried on over the columns to its right that have only a lower one."""
    groups: list[str] = []
    for place, cell in enumerate(lower):
        here = text_of(upper[place]) if place < len(upper) else ""
        groups.append(here or (groups[-1] if groups and text_of(cell) else ""))
    return [*groups, *(text_of(cell) for cell in upper[len(lower) :])]


def _columns(groups: Sequence[str], lower: Sequence[Cell]) -> Iterator[Column]:
    seen: set[str] = set()
    for place in range(max(len(groups), len(lower))):
        short = text_of(lower[place]) if place < len(lower) else ""
        group = groups[place] if place < len(groups) else ""
        name = " ".join(filter(None, (group, short))) or f"column {letter(place)}"
        unique = name if name not in seen else f"{name} (column {letter(place)})"
        seen.add(unique)
        yield Column(place, unique, short or group, group if short else "")


def _period(grid: Grid, header: int) -> str:
    """What a title line says is the period: “date”, “2022”."""
    for _, cells in grid.rows[:header]:
        said = [text_of(cell) for cell in cells if text_of(cell)]
        if len(said) == 2 and folded(said[0]) in map(folded, PERIODS):  # noqa: PLR2004 - a name and what it is
            return said[1]
    return ""


def _by_words(grid: Grid, header: Header, year: int) -> Column | None:
    """The column whose heading says that it holds codes, else names, of authorities, and which does hold such."""
    level, names = LEVELS["lad"], header.names
    found = (code_column(names, level, year=year), name_column(names, level, year=year))
    columns = (header.called(name)[0] for name in found if name)
    return next((one for one in columns if _share(grid, header, one) >= MOSTLY), None)


def _by_cells(grid: Grid, header: Header) -> Column | None:
    """The one column with a heading that holds codes of authorities, else the one that holds names."""
    headed = [one for one in header.columns if one.short and not is_area(one.name)]
    codes = [one for one in headed if _share(grid, header, one, codes=True) >= MOSTLY]
    held = codes or [one for one in headed if _share(grid, header, one) >= MOSTLY]
    return held[0] if len(held) == 1 else None


def _begins(grid: Grid, header: Header, area: Column) -> bool:
    """Whether areas stand right below the header, with no other row of words between."""
    first = grid.rows[header.below][1] if header.below < len(grid.rows) else []
    return area.place < len(first) and is_area(first[area.place])


def _with(grid: Grid, header: Header, area: Column, year: int) -> Header:
    """The header with its column of areas and, beside codes, that of their names."""
    named = name_column(header.names, LEVELS["lad"], year=year)
    likely = header.called(named) if named else []
    others = [one for one in (*likely, *header.columns) if one != area]
    is_coded = _share(grid, header, area, codes=True) >= MOSTLY
    label = next(
        (one for one in others if is_coded and _share(grid, header, one, named=True) >= MOSTLY), None
    )
    return Header(header.columns, header.below, area, label, header.period)


def _share(grid: Grid, header: Header, column: Column, *, codes: bool = False, named: bool = False) -> float:
    """The share of the first cells of a column that are about areas; `codes` of authorities, or `named` ones."""
    cells = (
        cells[column.place] for _, cells in islice(grid.rows, header.below, None) if column.place < len(cells)
    )
    tried = list(islice((cell for cell in cells if text_of(cell)), TRIED))
    prefixes = LEVELS["lad"].prefixes

    def fits(cell: Cell) -> bool:
        if codes:
            return (code_of(cell) or "").startswith(prefixes)
        return is_area(cell) and not (named and code_of(cell))

    return sum(map(fits, tried)) / len(tried) if tried else 0.0


def text_of(cell: Cell) -> str:
    """What a cell says, on one line; whole numbers as they are written."""
    return "" if cell is None else f"{cell:.15g}" if isinstance(cell, float) else " ".join(str(cell).split())


def _is_number(cell: str) -> bool:
    return cell.strip().removesuffix("%").replace(",", "").replace(".", "", 1).lstrip("-").isdigit()
