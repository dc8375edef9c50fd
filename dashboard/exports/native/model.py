"""What an office program can draw by itself: a chart, a group of shapes, or a table. No file format is known here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from dashboard.theme import INK, NAVY, PAPER
from dashboard.words import NO_BREAK

Point = tuple[int, int]
Align = Literal["l", "ctr", "r"]
Side = Literal["t", "tl", "b", "r"]
Ring = tuple[Point, ...]
CM = 360_000
"""English metric units, the length of all office formats, in a centimetre."""
PT = 12_700
"""And in a point."""
UNNAMED = "Value"
"""The name of a series whose trace has none."""


@dataclass(frozen=True, slots=True)
class Size:
    """Room for a figure, in English metric units."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a point of a line: above it, above it and to its left, below it, or to its right."""

    words: str
    side: Side = "r"


@dataclass(frozen=True, slots=True)
class Series:
    """One named series of a chart.

    `pattern` is a preset of DrawingML, laid over the colour in `back`. A line without `dash` has only its markers.
    `labels` stand beside single points, by place; `shown` says which values are printed, by their place.
    `xs` are for scatter charts, whose points have places of their own.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str = NAVY
    pattern: str = ""
    back: str = PAPER
    dash: str = ""
    width: float = 2.25
    marker: str = ""
    labels: Mapping[int, Label] = field(default_factory=dict)
    shown: tuple[bool, ...] = ()
    ink: str = INK
    in_legend: bool = True
    xs: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart on axes. `form` is the number format of its values as spreadsheets write it, `unit` what stands behind
    each; along the axis below, equal steps are equal ratios where it is logarithmic.
    """

    kind: Literal["bar", "column", "line", "scatter"]
    categories: tuple[str, ...] | tuple[float, ...]
    series: tuple[Series, ...]
    category_kind: Literal["text", "date", "number"] = "text"
    category_title: str = ""
    value_title: str = ""
    form: str = "#,##0"
    unit: str = ""
    stacked: bool = False
    legend: bool = False
    axes: Literal["both", "category", "none"] = "both"
    is_logarithmic: bool = False

    @property
    def form_with_unit(self) -> str:
        """The number format with its unit behind it."""
        return f'{self.form}"{NO_BREAK}{self.unit}"' if self.unit else self.form

    @property
    def is_numeric(self) -> bool:
        """Whether its lines go along an axis of numbers."""
        return self.kind == "line" and self.category_kind == "number"

    @property
    def has_points(self) -> bool:
        """Whether there is any number to draw."""
        return any(value is not None for series in self.series for value in series.values)


@dataclass(frozen=True, slots=True)
class Box:
    """A place within a drawing."""

    x: int
    y: int
    width: int
    height: int

    @property
    def size(self) -> Size:
        """How large it is."""
        return Size(self.width, self.height)


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a shape."""

    words: str
    points: float = 11
    colour: str = INK
    bold: bool = False
    align: Align = "ctr"
    anchor: Literal["t", "ctr", "b"] = "ctr"


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with a name and what it says to those who do not see it; a rectangle unless it has rings."""

    name: str
    says: str
    box: Box
    rings: tuple[Ring, ...] = ()
    fill: str = ""
    pattern: str = ""
    back: str = PAPER
    line: str = ""
    line_width: float = 0.5
    text: Text | None = None
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together, by name."""

    name: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Groups of shapes, in a room of `size`. `counts` says how many areas there are of each kind, by label."""

    size: Size
    groups: tuple[Group, ...]
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def shapes(self) -> Iterator[Shape]:
        """Every shape, in the order of drawing."""
        return (shape for group in self.groups for shape in group.shapes)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `fill` and `ink` where colour says something that the text says too."""

    text: str
    fill: str = ""
    ink: str = INK


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its label, and whether it holds numbers.

    Columns that are `even` are those of a grid: they are equally wide, and what they hold stands in their middle.
    """

    label: str
    is_number: bool = False
    even: bool = False

    @property
    def align(self) -> Align:
        """Where its cells have their words."""
        return "ctr" if self.even else "r" if self.is_number else "l"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a paper prints it: `left_out` rows are elsewhere; `note` explains signs.

    Of a table along time the `latest` rows are kept, of others the first. `rest` is a sentence on what numbers in fewer
    words than those of the page leave out, with `{where}` for the place that has them.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int = 0
    note: str = ""
    latest: bool = False
    rest: str = ""


@dataclass(frozen=True, slots=True)
class AltText:
    """How an object of a file is called, and what it says to those who do not see it."""

    name: str
    says: str


Native = Plot | Drawing | Table
