"""The layouts of our slides: which placeholders there are, where, and how their text looks."""

from dataclasses import dataclass
from typing import Final, Literal

from dashboard.exports.native.model import CM, Box, Size
from dashboard.theme import INK, NAVY, QUIET

SLIDE: Final = Size(12_192_000, 6_858_000)
EDGE: Final = round(1.3 * CM)
WIDTH: Final = SLIDE.width - 2 * EDGE


def box(top: float, height: float, *, left: int = EDGE, width: int = WIDTH) -> Box:
    """Return a box whose top and height are in centimetres."""
    return Box(left, round(top * CM), width, round(height * CM))


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder. `kind` is its type in the format; `says` is what an empty one asks for."""

    kind: Literal["title", "ctrTitle", "subTitle", "body", "ftr", "sldNum"]
    idx: int
    name: str
    box: Box
    points: float
    says: str
    ink: str = INK
    bold: bool = False
    anchor: Literal["t", "ctr", "b"] = "t"
    align: Literal["l", "r"] = "l"
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout by its name, in the order in which its placeholders are read."""

    name: str
    kind: str
    holders: tuple[Holder, ...]

    def holder(self, name: str) -> Holder:
        """Return a placeholder by name."""
        return next(one for one in self.holders if one.name == name)


TITLE: Final = Holder(
    "title",
    0,
    "Title",
    box(0.75, 1.95),
    24,
    "Headline: the finding in ten words",
    NAVY,
    bold=True,
    anchor="b",
)
FOOT: Final = Holder("ftr", 20, "Foot line", box(17.85, 0.8, width=round(28.6 * CM)), 8, "Foot line", QUIET)
NUMBER: Final = Holder(
    "sldNum", 21, "Slide number", box(17.85, 0.8, left=SLIDE.width - EDGE - 2 * CM, width=2 * CM), 10, "",
    QUIET, align="r",
)  # fmt: skip
SUBTITLE: Final = Holder("body", 10, "Subtitle", box(2.8, 1.15), 13, "What is measured, where, when", QUIET)
SOURCE: Final = Holder(
    "body", 12, "Source line", box(16.15, 1.5), 9.5, "Source, date, counting rule", QUIET, anchor="b"
)
SOURCES: Final = (9.5, 9, 8.5, 8, 7.5)
"""The sizes in which a source line is tried."""
FIGURE_BOX: Final = box(4.1, 11.9)
"""Where a chart, a map or a table stands."""
WORDS: Final = Holder("body", 11, "Text", box(3.1, 14.4), 14, "Text", bullet=True)
MESSAGE: Final = Holder("body", 11, "Text", box(5, 9), 18, "Why there is nothing to show")

COVER: Final = Layout(
    "Title slide",
    "title",
    (
        Holder("ctrTitle", 0, "Title", box(2.6, 4.2), 36, "Title of the paper", NAVY, bold=True, anchor="b"),
        Holder("subTitle", 1, "Purpose", box(7.2, 2.9), 18, "What the paper is for"),
        Holder(
            "body", 10, "About this paper", box(10.6, 6.4), 13, "Date, selection, store", QUIET, anchor="b"
        ),
        FOOT,
        NUMBER,
    ),
)
FIGURE: Final = Layout("Figure", "titleOnly", (TITLE, SUBTITLE, SOURCE, FOOT, NUMBER))
IN_WORDS: Final = Layout("Figure without a chart", "obj", (TITLE, SUBTITLE, MESSAGE, SOURCE, FOOT, NUMBER))
TEXT: Final = Layout("Text", "obj", (TITLE, WORDS, FOOT, NUMBER))
LAYOUTS: Final = (COVER, FIGURE, IN_WORDS, TEXT)
