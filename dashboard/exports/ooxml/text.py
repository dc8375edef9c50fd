"""Text in DrawingML: our typeface, our language, our ink."""

from dashboard.exports.native.model import Text
from dashboard.exports.ooxml.shapes import solid
from dashboard.exports.ooxml.xml import LANGUAGE, tag, written
from dashboard.theme import INK

TYPEFACE = "Arial"
"""A typeface that every office program has, or has one of the same widths for."""
HUNDREDTHS = 100
"""DrawingML counts sizes in hundredths of a point."""


def run_properties(name: str, points: float, *, ink: str = INK, bold: bool = False) -> str:
    """Return the properties of characters, under the name they have at this place."""
    face = tag("a:latin", typeface=TYPEFACE)
    return tag(name, solid(ink), face, lang=LANGUAGE, sz=round(points * HUNDREDTHS), b=bold)


def text_properties(points: float, *, ink: str = INK, turned: bool = False) -> str:
    """Return the properties of the text of a part of a chart."""
    body = tag("a:bodyPr", rot=-5_400_000, vert="horz") if turned else tag("a:bodyPr")
    paragraph = tag("a:p", tag("a:pPr", run_properties("a:defRPr", points, ink=ink)), _end())
    return tag("c:txPr", body, tag("a:lstStyle"), paragraph)


def rich(words: str, points: float, *, ink: str = INK, turned: bool = False) -> str:
    """Return words of a chart's own."""
    body = tag("a:bodyPr", rot=-5_400_000, vert="horz") if turned else tag("a:bodyPr", wrap="none")
    return tag("c:rich", body, tag("a:lstStyle"), tag("a:p", _run(words, points, ink=ink)))


def body(text: Text, *, name: str) -> str:
    """Return the words of a shape, a paragraph a line."""
    properties = tag(
        "a:bodyPr",
        tag("a:noAutofit"),
        wrap="square",
        lIns=0,
        tIns=0,
        rIns=0,
        bIns=0,
        rtlCol=0,
        anchor=text.anchor,
    )
    paragraphs = (
        tag(
            "a:p",
            tag("a:pPr", algn=text.align),
            _run(words, text.points, ink=text.colour, bold=text.bold),
        )
        for words in text.words.split("\n")
    )
    return tag(name, properties, tag("a:lstStyle"), *paragraphs)


def _run(words: str, points: float, *, ink: str, bold: bool = False) -> str:
    return tag("a:r", run_properties("a:rPr", points, ink=ink, bold=bold), tag("a:t", written(words)))


def _end() -> str:
    return tag("a:endParaRPr", lang=LANGUAGE)
