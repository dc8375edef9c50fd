"""What a presentation has to write into: layouts and placeholders, found by their types and by where they stand.

So a paper takes the master of whoever sends it, and `lacking` says in sentences what such a master has no place for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation as Slides

from dashboard.exports.native.drawingml import NAMESPACES
from dashboard.exports.native.model import CM, Box, Size

TITLES: Final = (KIND.TITLE, KIND.CENTER_TITLE)
FIGURES: Final = (KIND.OBJECT, KIND.CHART, KIND.PICTURE, KIND.TABLE)
TEXTS: Final = (KIND.BODY, KIND.OBJECT)
FOOTERS: Final = {KIND.FOOTER: "foot", KIND.SLIDE_NUMBER: "slide number"}
LEAST: Final = {
    "Figure": ("a chart", Size(15 * CM, 7 * CM)),
    "Text": ("text of 16 points", Size(12 * CM, 6 * CM)),
}
"""What the main place of a layout is for, and the smallest in which that can be read."""
USUAL: Final = 18.0
"""The size of text in points where a master says none, as the format has it."""
INSETS: Final = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}
"""The room between a placeholder and its text, where nothing is said."""
DARK: Final = 0.4
"""Below this share of light, dark words cannot be read on a ground."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a layout: its placeholder, the box of its text, the size of its letters, the room for their mark."""

    holder: Any
    box: Box
    points: float
    indent: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout with its places by what they are for: "Title", "Subtitle", "Text", "Figure", "Source line"."""

    found: Any
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Layouts:
    """The layouts that the slides of a paper take."""

    cover: Layout
    figure: Layout
    text: Layout


def layouts_of(slides: Slides) -> Layouts:
    """Return the layouts of a presentation that serve best; of one that lacks much, whatever it has."""
    known = list(slides.slide_layouts)
    covers = [one for kind in (KIND.CENTER_TITLE, KIND.SUBTITLE) for one in known if _holders(one, (kind,))]
    cover = (covers or known)[0]
    others = [one for one in known if one is not cover and _holders(one, TITLES)] or known
    figure = max(others, key=lambda one: (_room(one, FIGURES), _room(one, TEXTS)))
    text = max(others, key=lambda one: _room(one, TEXTS))
    return Layouts(
        _layout(cover, "Text", (KIND.BODY,)),
        _layout(figure, "Figure", FIGURES if _room(figure, FIGURES) else TEXTS),
        _layout(text, "Text", TEXTS),
    )


def lacking(slides: Slides) -> list[str]:
    """Return a sentence for everything that the slides of a paper would miss; none if a presentation has it all."""
    found = layouts_of(slides)
    said = []
    if "Subtitle" not in found.cover.places:
        said.append(
            "No layout has a title and a subtitle; what is asked of the readers stands in a subtitle."
        )
    for layout, main in ((found.figure, "Figure"), (found.text, "Text")):
        name, (use, least) = layout.found.name, LEAST[main]
        if "Title" not in layout.places:
            said.append(f"The layout “{name}” has no title; the finding of a figure stands in the title.")
        place = layout.places.get(main)
        if place is None:
            said.append(f"No layout has a title and a place for {use}.")
        elif place.box.width < least.width or place.box.height < least.height:
            room = f"{_in_cm(place.box.size)}, too little for {use}; it needs {_in_cm(least)}"
            said.append(f"The place on the layout “{name}” has {room}.")
        said += [
            f"The layout “{name}” has no place for the {called}; its slides will have none."
            for kind, called in FOOTERS.items()
            if not _holders(layout.found, (kind,))
        ]
    if _light(slides.slide_masters[0]) < DARK:
        said.append("The ground of its master is dark; charts and tables are drawn in dark ink.")
    return list(dict.fromkeys(said))


def _holders(layout: Any, kinds: tuple[Any, ...]) -> list[Any]:
    """The placeholders of some kinds, the largest first; none whose words run downward."""
    level = (
        one for one in layout.placeholders if not _at(one._element, "p:nvSpPr/p:nvPr/p:ph[@orient='vert']")
    )
    found = [one for one in level if one.placeholder_format.type in kinds]
    return sorted(found, key=lambda one: -_area(one))


def _area(holder: Any) -> int:
    box = _box(holder)
    return box.width * box.height


def _room(layout: Any, kinds: tuple[Any, ...]) -> int:
    """How large the largest place of some kinds is; nothing where another of these is half as large, or where it does
    not stand below the title.
    """
    holders, titles = _holders(layout, kinds), _holders(layout, TITLES)
    first, second = (*map(_area, holders), 0, 0)[:2]
    below = not holders or not titles or _box(holders[0]).y > _box(titles[0]).y + _box(titles[0]).height // 2
    return first if below and second < first / 2 else 0


def _layout(found: Any, main: str, kinds: tuple[Any, ...]) -> Layout:
    """The places of a layout by what they are for; texts beside a figure are told apart by where they stand."""
    named = {"Title": _holders(found, TITLES), "Subtitle": _holders(found, (KIND.SUBTITLE,))}
    named[main] = _holders(found, kinds)
    if main == "Figure" and named[main]:
        figure = named[main][0]
        texts = [one for one in _holders(found, (KIND.BODY,)) if one is not figure]
        named["Subtitle"] = [one for one in texts if _box(one).y < _box(figure).y]
        named["Source line"] = [one for one in texts if one not in named["Subtitle"]]
    return Layout(found, {name: _place(holders[0]) for name, holders in named.items() if holders})


def _place(holder: Any) -> Place:
    """A place as its layout has it, and its master where that is silent."""
    is_title, master = holder.placeholder_format.type in TITLES, holder.part.slide_layout.slide_master
    above = _holders(master, TITLES if is_title else (KIND.BODY,))[:1]
    elements = [one._element for one in (holder, *above)]
    styles = _at(master._element, f"p:txStyles/p:{'titleStyle' if is_title else 'bodyStyle'}/a:lvl1pPr")
    levels = [one for element in elements for one in _at(element, "p:txBody/a:lstStyle/a:lvl1pPr")] + styles
    letters = [one for level in levels for one in _at(level, "a:defRPr")]
    bodies = [one for element in elements for one in _at(element, "p:txBody/a:bodyPr")]
    left, top, right, bottom = (_said(bodies, side, usual) for side, usual in INSETS.items())
    box = _box(holder)
    inner = Box(box.x + left, box.y + top, box.width - left - right, box.height - top - bottom)
    return Place(holder, inner, _said(letters, "sz", round(USUAL * 100)) / 100, _said(levels, "marL", 0))


def _at(element: Any, path: str) -> list[Any]:
    """The elements at a path."""
    found: Any = etree._Element.xpath(element, path, namespaces=NAMESPACES)
    return list(found)


def _said(elements: list[Any], name: str, usual: int) -> int:
    """The first number that elements say under a name."""
    return next((int(one.get(name)) for one in elements if one.get(name)), usual)


def _box(holder: Any) -> Box:
    """Where a placeholder is; one without a place of its own or of its master's takes none."""
    x, y, width, height = (int(one or 0) for one in (holder.left, holder.top, holder.width, holder.height))
    return Box(x, y, width, height)


def _in_cm(size: Size) -> str:
    return f"{size.width / CM:.0f} by {size.height / CM:.0f} cm"


def _light(master: Any) -> float:
    """How light the ground of a master is, from 0 to 1; a picture or pattern counts as light."""
    ground = _at(master._element, "p:cSld/p:bg//*[self::a:srgbClr or self::a:schemeClr]")
    if not ground:
        return 1.0
    code = ground[0].get("val")
    if ground[0].tag.endswith("schemeClr"):
        named = _at(master._element, "p:clrMap")[0].get(code, code)
        theme = etree.fromstring(master.part.part_related_by(RT.THEME).blob)
        colour = theme.find(f".//{{*}}{named}/*")
        code = "" if colour is None else colour.get("lastClr") or colour.get("val")
    try:
        red, green, blue = bytes.fromhex(code)
    except ValueError:
        return 1.0
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
