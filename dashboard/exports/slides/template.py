"""An empty presentation of our own: 16:9, one master, four layouts, our palette and typeface."""

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Slides
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Emu

from dashboard.exports.native.model import PT
from dashboard.exports.ooxml.shapes import placed, solid
from dashboard.exports.ooxml.text import TYPEFACE, run_properties
from dashboard.exports.ooxml.xml import LANGUAGE, NAMESPACES, colour, declared, tag, value, written
from dashboard.exports.slides.layouts import FOOT, LAYOUTS, NUMBER, SLIDE, TITLE, WORDS, Holder, Layout
from dashboard.theme import CATEGORICAL, INK, NAVY, PALE, PAPER, PLUM, SEQUENTIAL

STRIP = 90_000
"""The height of the coloured strip at the top of every slide."""
INDENT = 18 * PT
FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
"""Any fixed number: the format wants one on a field."""


def empty_presentation() -> Slides:
    """Return a presentation without slides."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = Emu(SLIDE.width), Emu(SLIDE.height)
    _without_leftovers(slides)
    master = slides.slide_master
    kept = [master.slide_layouts[place] for place in range(len(LAYOUTS))]
    for layout in list(master.slide_layouts)[len(LAYOUTS) :]:
        master.slide_layouts.remove(layout)
    _themed(master)
    _tree(master, (TITLE, WORDS, FOOT, NUMBER), strip=True)
    _styled(master)
    for layout, ours in zip(kept, LAYOUTS, strict=True):
        _laid_out(layout, ours)
    return slides


def footers(layout: Layout, *, foot: str, number: int) -> list[str]:
    """Return foot line and slide number of a slide, which take everything else from the layout."""
    holders = [layout.holder(FOOT.name), layout.holder(NUMBER.name)]
    words = [
        tag("a:r", tag("a:rPr", lang=LANGUAGE), tag("a:t", written(foot))),
        tag("a:fld", tag("a:rPr", lang=LANGUAGE), tag("a:t", str(number)), id=FIELD, type="slidenum"),
    ]
    return [
        _sp(holder, 900 + place, "", tag("a:p", run))
        for place, (holder, run) in enumerate(zip(holders, words, strict=True))
    ]


def _without_leftovers(slides: Slides) -> None:
    """Drop what the library's own template carries along: a picture of it, and the settings of a printer."""
    part, package = slides.part, slides.part.package
    for owner, kinds in ((part.rels, ("printerSettings",)), (package._rels, ("thumbnail",))):
        for rid in [rid for rid, rel in owner.items() if rel.reltype.endswith(kinds)]:
            owner.pop(rid)


def _themed(master: SlideMaster) -> None:
    part = master.part.part_related_by(RT.THEME)
    theme = etree.fromstring(part.blob)
    named = {
        "dk1": INK,
        "lt1": PAPER,
        "dk2": NAVY,
        "lt2": PALE,
        **{f"accent{place}": code for place, code in enumerate(CATEGORICAL, start=1)},
        "hlink": SEQUENTIAL[1],
        "folHlink": PLUM,
    }
    for name, code in named.items():
        (slot,) = theme.iter(f"{{{NAMESPACES['a']}}}{name}")
        slot[:] = [parse_xml(_alone(colour(code)))]
    for kind in ("majorFont", "minorFont"):
        for face in theme.iter(f"{{{NAMESPACES['a']}}}{kind}"):
            face[0].set("typeface", TYPEFACE)
    theme.set("name", "CEP Monitor")
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _alone(element: str) -> str:
    """An element of DrawingML that says its namespace itself."""
    return element.replace(" ", f' xmlns:a="{NAMESPACES["a"]}" ', 1)


def _laid_out(layout: SlideLayout, ours: Layout) -> None:
    element = layout._element
    element.set("type", ours.kind)
    element.set("preserve", "1")
    element.cSld.set("name", ours.name)
    _tree(layout, ours.holders)


def _tree(part: SlideLayout | SlideMaster, holders: tuple[Holder, ...], *, strip: bool = False) -> None:
    """Give a master or a layout its placeholders, and nothing else but the strip."""
    head = tag("p:nvGrpSpPr", tag("p:cNvPr", id=1, name=""), tag("p:cNvGrpSpPr"), tag("p:nvPr")) + tag(
        "p:grpSpPr"
    )
    shapes = [
        _sp(holder, place, properties(holder), _prompt(holder))
        for place, holder in enumerate(holders, start=3)
    ]
    tree = tag("p:spTree", head, _strip() if strip else "", *shapes, **declared("p", "a", "r"))
    slide = part._element.cSld
    slide.replace(slide.spTree, parse_xml(tree))


def properties(holder: Holder) -> str:
    """Return where a placeholder is, which a slide inherits."""
    return placed(holder.box) + tag("a:prstGeom", tag("a:avLst"), prst="rect")


def _sp(holder: Holder, place: int, shape: str, paragraph: str) -> str:
    """A placeholder; with a shape of its own on a layout, without on a slide."""
    size = {"sz": "quarter"} if holder.kind in {"ftr", "sldNum"} else {}
    ph = tag("p:ph", type=holder.kind, **size, **({"idx": holder.idx} if holder.idx else {}))
    body = (
        (tag("a:bodyPr", tag("a:normAutofit"), **_inside(holder)) + _level(holder))
        if shape
        else (tag("a:bodyPr") + tag("a:lstStyle"))
    )
    return tag(
        "p:sp",
        tag(
            "p:nvSpPr",
            tag("p:cNvPr", id=place, name=holder.name),
            tag("p:cNvSpPr", tag("a:spLocks", noGrp=1)),
            tag("p:nvPr", ph),
        ),
        tag("p:spPr", shape),
        tag("p:txBody", body, paragraph),
        **declared("p", "a", "r"),
    )


def _inside(holder: Holder) -> dict[str, object]:
    return {
        "lIns": 0,
        "tIns": 0,
        "rIns": 0,
        "bIns": 0,
        "anchor": holder.anchor,
        "vert": "horz",
        "wrap": "square",
    }


def _level(holder: Holder) -> str:
    """The text of a placeholder: one level, with or without a mark before each paragraph."""
    marked = (
        tag("a:buFont", typeface=TYPEFACE) + tag("a:buChar", char="•") if holder.bullet else tag("a:buNone")
    )
    indent = {"marL": INDENT, "indent": -INDENT} if holder.bullet else {"marL": 0, "indent": 0}
    spaced = tag("a:spcBef", value("a:spcPts", 600 if holder.bullet else 200))
    characters = run_properties("a:defRPr", holder.points, ink=holder.ink, bold=holder.bold)
    return tag("a:lstStyle", tag("a:lvl1pPr", spaced, marked, characters, algn=holder.align, **indent))


def _prompt(holder: Holder) -> str:
    if holder.kind == "sldNum":
        return tag(
            "a:p", tag("a:fld", tag("a:rPr", lang=LANGUAGE), tag("a:t", "‹#›"), id=FIELD, type="slidenum")
        )
    return tag("a:p", tag("a:r", tag("a:rPr", lang=LANGUAGE), tag("a:t", written(holder.says))))


def _strip() -> str:
    return tag(
        "p:sp",
        tag(
            "p:nvSpPr",
            tag("p:cNvPr", id=2, name="Strip", descr=""),
            tag("p:cNvSpPr"),
            tag("p:nvPr", userDrawn=1),
        ),
        tag(
            "p:spPr",
            tag("a:xfrm", tag("a:off", x=0, y=0), tag("a:ext", cx=SLIDE.width, cy=STRIP)),
            tag("a:prstGeom", tag("a:avLst"), prst="rect"),
            solid(NAVY),
            tag("a:ln", tag("a:noFill")),
        ),
    )


def _styled(master: SlideMaster) -> None:
    """The text of titles, of bodies and of everything else, where a layout says nothing."""
    levels = {"p:titleStyle": (TITLE, 1), "p:bodyStyle": (WORDS, 5), "p:otherStyle": (FOOT, 1)}
    styles = tag(
        "p:txStyles",
        *(
            tag(
                name,
                *(
                    tag(
                        f"a:lvl{level}pPr",
                        tag("a:buNone"),
                        run_properties("a:defRPr", holder.points, ink=holder.ink, bold=holder.bold),
                        algn="l",
                    )
                    for level in range(1, count + 1)
                ),
            )
            for name, (holder, count) in levels.items()
        ),
        **declared("p", "a", "r"),
    )
    element = master._element
    (old,) = element.xpath("p:txStyles")
    element.replace(old, parse_xml(styles))
