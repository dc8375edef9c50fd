"""Everything that a paper says and shows, as the template of its pages takes it; charts as large as pages have room."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import orjson

from dashboard import words
from dashboard.exports.native import native
from dashboard.exports.native.drawingml import clean
from dashboard.exports.native.model import CM, PT, Drawing, Plot, Size, Table
from dashboard.exports.native.tables import shows_all, whole_table
from dashboard.exports.native.text_widths import lines_of, table_layout
from dashboard.exports.paper import texts
from dashboard.exports.paper.paper import Figure, Paper
from dashboard.exports.paper.qr_code import qr_code
from dashboard.exports.pdf import svg
from dashboard.exports.pdf.bars import bars, columns
from dashboard.exports.pdf.lines import lines, points
from dashboard.exports.pdf.svg import Picture
from dashboard.theme import INK, NAVY, QUIET, RULE

WIDTH: Final = round(17.4 * CM)
ROOM: Final = 744.0
"""The points from the first line of a page to its last."""
MAP, MOST_MAP = 310.0, 400.0
"""The least height of a map, in points, and the most; with its words it takes more than half a page."""
LEAST, MOST = 160.0, 290.0
"""The same of charts on axes; one of bars may be as low as they let it."""
DRAWING: Final = 220.0
"""The height of any other drawing: tiles, spans of time, flows."""
THIRD: Final = Size(WIDTH, round(ROOM / 3 * PT))
"""The room for a table."""
MOST_ROWS: Final = 40
CELL: Final = 7.5
PLAIN: Final = 10
"""The size of what is said, in points; what is larger is bold."""
LINE, LETTER = 1.27, 0.75
"""From one line to the next, and the height of the first, in sizes of the text."""
BETWEEN, APART = 5.2, 20.0
"""The points between two paragraphs, and between two figures."""
HEADING: Final = 24.0
"""The height of a heading with what is around it."""
COLOURS: Final = {"ink": INK, "navy": NAVY, "quiet": QUIET, "rule": RULE}
ALIGNS: Final = {"l": "left", "ctr": "center", "r": "right"}
DRAWN: Final[Mapping[str, Callable[[Plot, Size], Picture]]] = {
    "bar": bars,
    "column": columns,
    "line": lines,
    "scatter": points,
}
UNKNOWN: Final = "\N{WHITE SQUARE}"
"""What stands for a sign that no font of this machine has, and for a title of signs that are none."""
NOT_SET: Final = str.maketrans({"\t": " ", "\N{ZERO WIDTH NO-BREAK SPACE}": None})
"""What typst or PDF/UA-1 refuses, and what stands for it."""
KINDS: Final = {texts.RECOMMENDATIONS: "numbers", texts.FINDINGS: "points"}


def said_by(paper: Paper, ignored: Sequence[str] = ()) -> str:
    """Return a paper as JSON; `ignored` are sentences for who reads it on a screen."""
    lead, rest = _laid_out(paper)
    said = {
        "title": _cleaned(paper.title) or UNKNOWN,
        "author": paper.choice.author or paper.question.programme.store_name,
        "description": paper.purpose or paper.answer or paper.title,
        "keywords": ["Cultural Education Partnerships", paper.as_at, paper.selection],
        "colours": COLOURS,
        "foot": paper.foot,
        "ignored": ignored,
        "headings": {
            "figures": texts.FIGURES,
            "steps": texts.NEXT_STEPS,
            "method": texts.METHOD,
            "annex": texts.ANNEX,
        },
        "cover": texts.cover(paper),
        "opening": [_part(heading, lines) for heading, lines in texts.opening(paper)],
        "lead": [one.said for one in lead],
        "figures": [one.said for one in rest],
        "flows": _front(paper) > ROOM,
        "steps": paper.next_steps,
        "method": [
            *(_part(heading, lines) for heading, lines in texts.method(paper)),
            _part(texts.WORKBOOK, (("", texts.HELD),)),
        ],
        "address": paper.address,
        "code": qr_code(paper.address, "svg").decode() if paper.address else "",
        "code_alt": texts.found_by(paper).says,
        "annex": [_whole(figure) for figure in paper.figures] if paper.choice.annex else [],
    }
    return orjson.dumps(_cleaned(said)).decode()


def _cleaned(value: object) -> object:
    """The same without letters that are none: every text on its way to paper goes through here."""
    match value:
        case str():
            return clean(value).translate(NOT_SET)
        case Mapping():
            return {key: _cleaned(one) for key, one in value.items()}
        case list() | tuple():
            return [_cleaned(one) for one in value]
        case _:
            return value


def _part(heading: str, lines: texts.Lines) -> dict[str, Any]:
    return {"heading": heading, "lines": lines, "kind": KINDS.get(heading, "text")}


@dataclass(frozen=True, slots=True)
class Section:
    """A figure, what is drawn of it and how high, and what its words take; all in points."""

    figure: Figure
    drawn: Plot | Drawing | Table | None
    words: float
    high: float

    @property
    def height(self) -> float:
        """How much of a page it takes."""
        return self.words + self.high

    @property
    def is_map(self) -> bool:
        """Whether it is a map of areas, which is drawn once its height is known."""
        return _is_map(self.figure)

    def grown(self, by: float) -> "Section":
        """Return the same with a chart that is so much higher, as far as it can be."""
        if isinstance(self.drawn, Plot):
            return replace(self, high=picture(self.drawn, min(self.high + by, MOST)).height)
        return replace(self, high=min(self.high + by, MOST_MAP)) if self.is_map else self

    @property
    def said(self) -> dict[str, Any]:
        """Everything of it."""
        figure, drawn = self.figure, self.drawn
        table = drawn if isinstance(drawn, Table) else None
        if self.is_map or isinstance(drawn, Drawing):
            drawn = native(figure, size=Size(WIDTH, round(self.high * PT)))
        return {
            "number": figure.number,
            "headline": figure.headline,
            "subtitle": figure.subtitle,
            "caption": figure.caption,
            "message": figure.reason_empty,
            "svg": picture(drawn, self.high).content if isinstance(drawn, Plot | Drawing) else "",
            "alt": texts.alt_text(figure).says,
            "table": _table(table) if table else None,
            "note": _where(figure, drawn) if table else "",
            "commentary": figure.commentary,
            "source": figure.source if table else words.sentences(figure.source, _where(figure, drawn)),
            "whole": self.height < ROOM,
        }


def _laid_out(paper: Paper) -> tuple[list[Section], list[Section]]:
    """The figure of the first page, if it has room there, and the others.

    As many of them as fit stand on a page, in their order, and its charts share what is left of it. Behind words that
    take more than the first page, figures begin where those end.
    """
    sections, front = [_section(figure) for figure in paper.figures], _front(paper)
    left = ROOM - front
    count = 1 if paper.lead is not None and sections[0].height <= left else 0
    lead = _filled(sections[:count], left)
    made: list[Section] = []
    page: list[Section] = []
    left = ROOM - HEADING - (front % ROOM if front > ROOM else 0)
    for section in sections[count:]:
        if page and section.height > left - sum(one.height for one in page):
            made, page, left = [*made, *_filled(page, left)], [], ROOM
        page.append(section)
    return lead, [*made, *_filled(page, left)]


def _filled(page: list[Section], room: float) -> list[Section]:
    """The sections of a page, their charts as much higher as there is room.

    Bars grow only so far, so that others take twice what is left.
    """
    for _ in range(2):
        spare = max(room - sum(one.height for one in page), 0)
        growing = sum(isinstance(one.drawn, Plot) or one.is_map for one in page)
        page = [one.grown(spare / max(growing, 1)) for one in page]
    return page


def _section(figure: Figure) -> Section:
    high, drawn = 0.0, None
    if _is_map(figure):
        high = MAP
    elif not figure.reason_empty:
        high, drawn = LEAST, native(figure, size=Size(WIDTH, round(LEAST * PT)), most=MOST_ROWS)
    if isinstance(drawn, Table):
        layout = table_layout(drawn, room=THIRD, sizes=(CELL,))
        drawn, high = layout.table, sum(layout.heights) / PT
    elif isinstance(drawn, Drawing):
        high = DRAWING
    elif isinstance(drawn, Plot):
        high = picture(drawn, 0 if drawn.kind == "bar" else LEAST).height
    parts = (
        (f"{figure.number}. {figure.headline}", 11),
        (figure.subtitle, 8.5),
        (f"Figure {figure.number}: {figure.caption}", 8.5),
        *((line, 10) for line in figure.commentary),
        (figure.reason_empty, 10),
        (words.sentences(figure.source, _where(figure, drawn)), 7.5),
    )
    return Section(figure, drawn, sum(_high(text, points) for text, points in parts) + APART, high)


def _is_map(figure: Figure) -> bool:
    return figure.figure is not None and any("geojson" in trace for trace in figure.figure["data"])


def _front(paper: Paper) -> float:
    """What the words of the first page take."""
    said = [
        (paper.title, 19),
        *((f"{term}: {line}", 9) for term, line in texts.cover(paper)),
        *((line, 10) for _, lines in texts.opening(paper) for _, line in lines),
    ]
    return sum(_high(text, points) for text, points in said) + HEADING * len(texts.opening(paper))


def _high(text: str, points: float) -> float:
    """The height of a paragraph, with what parts it from the next; of no text it is nothing."""
    if not text:
        return 0
    lines = lines_of(text, points, WIDTH, bold=points > PLAIN)
    return (LINE * (lines - 1) + LETTER) * points + BETWEEN


def picture(drawn: Plot | Drawing, high: float) -> Picture:
    """Return what is drawn of a figure, so many points high; drawings have their own height."""
    if isinstance(drawn, Drawing):
        return svg.drawing(drawn)
    return DRAWN[drawn.kind](drawn, Size(WIDTH, round(high * PT)))


def _where(figure: Figure, drawn: object) -> str:
    """Where the numbers are that a figure does not write out: every one of a chart, what a table leaves out."""
    where = texts.in_workbook(figure)
    if not isinstance(drawn, Table):
        return "" if figure.reason_empty else f"Every number is in {where}."
    is_said = shows_all(drawn, figure) or drawn.left_out or drawn.rest
    return words.sentences(
        texts.below(drawn, where=where), "" if is_said else f"Every row and column is in {where}."
    )


def _whole(figure: Figure) -> dict[str, Any]:
    return {"heading": f"Table {figure.number}. {figure.headline}", "table": _table(whole_table(figure))}


def _table(table: Table) -> Mapping[str, Any]:
    return {
        "columns": [one.label for one in table.columns],
        "aligns": [ALIGNS[one.align] for one in table.columns],
        "rows": [
            [
                {"text": cell.text, "fill": cell.fill, "ink": "" if cell.ink == INK else cell.ink}
                for cell in row
            ]
            for row in table.rows
        ],
    }
