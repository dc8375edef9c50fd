"""Everything that a paper says and shows, as the template of its pages takes it; charts as large as pages have room."""

from collections.abc import Mapping, Sequence
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
from dashboard.exports.pdf import plots, svg
from dashboard.exports.pdf.svg import Picture
from dashboard.theme import INK, NAVY, QUIET, RULE

WIDTH: Final = round(17.4 * CM)
ROOM: Final = 740.0
"""The points from the first line of a page to its last."""
MAP: Final = 340.0
"""The height of a map, in points; with its words it takes more than half a page."""
LEAST, MOST = 160.0, 290.0
"""The height of another chart, and where its page has room for more."""
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
KINDS: Final = {texts.RECOMMENDATIONS: "numbers", texts.FINDINGS: "points"}


def said_by(paper: Paper, ignored: Sequence[str] = ()) -> str:
    """Return a paper as JSON; `ignored` are sentences for who reads it on a screen."""
    lead, rest = _laid_out(paper)
    said = {
        "title": paper.title,
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
        "steps": paper.next_steps,
        "method": [_part(heading, lines) for heading, lines in texts.method(paper)],
        "annex": [_whole(figure) for figure in paper.figures] if paper.choice.annex else [],
    }
    return orjson.dumps(_cleaned(said)).decode()


def _cleaned(value: object) -> object:
    """The same without letters that are none: every text on its way to paper goes through here."""
    match value:
        case str():
            return clean(value)
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
    def said(self) -> dict[str, Any]:
        """Everything of it."""
        figure, drawn = self.figure, self.drawn
        table = drawn if isinstance(drawn, Table) else None
        return {
            "number": figure.number,
            "headline": figure.headline,
            "subtitle": figure.subtitle,
            "caption": figure.caption,
            "message": figure.reason_empty,
            "svg": _picture(drawn, self.high).content if isinstance(drawn, Plot | Drawing) else "",
            "alt": texts.alt_text(figure).says,
            "table": _table(table) if table else None,
            "note": _note(table, figure) if table else "",
            "commentary": figure.commentary,
            "source": figure.source,
            "definition": texts.defined(figure),
            "whole": self.height < ROOM,
        }


def _laid_out(paper: Paper) -> tuple[list[Section], list[Section]]:
    """The figure of the first page, if it has room there, and the others.

    As many of them as fit stand on a page, in their order, and its charts share what is left of it.
    """
    sections = [_section(figure) for figure in paper.figures]
    left = ROOM - _front(paper)
    count = 1 if paper.lead is not None and sections[0].height <= left else 0
    lead = _filled(sections[:count], left)
    made: list[Section] = []
    page: list[Section] = []
    left = ROOM - HEADING
    for section in sections[count:]:
        if page and section.height > left - sum(one.height for one in page):
            made, page, left = [*made, *_filled(page, left)], [], ROOM
        page.append(section)
    return lead, [*made, *_filled(page, left)]


def _filled(page: list[Section], room: float) -> list[Section]:
    """The sections of a page, those with a chart on axes as much higher as there is room.

    Bars grow only so far, so that others take twice what is left.
    """
    for _ in range(2):
        spare = max(room - sum(one.height for one in page), 0)
        growing = sum(isinstance(one.drawn, Plot) for one in page)
        page = [
            replace(one, high=_picture(one.drawn, min(one.high + spare / growing, MOST)).height)
            if isinstance(one.drawn, Plot)
            else one
            for one in page
        ]
    return page


def _section(figure: Figure) -> Section:
    high = MAP if "area_code" in figure.frame else LEAST
    size = Size(WIDTH, round(high * PT))
    drawn = None if figure.reason_empty else native(figure, size=size, most=MOST_ROWS)
    if isinstance(drawn, Plot) and drawn.kind == "bar":
        high = 0  # what its bars need, and no more
    if isinstance(drawn, Table):
        layout = table_layout(drawn, room=THIRD, sizes=(CELL,))
        drawn, high = layout.table, sum(layout.heights) / PT
    elif drawn is None:
        high = 0
    else:
        high = _picture(drawn, high).height
    parts = (
        (f"{figure.number}. {figure.headline}", 11),
        (figure.subtitle, 8.5),
        (f"Figure {figure.number}: {figure.caption}", 8.5),
        *((line, 10) for line in figure.commentary),
        (figure.reason_empty, 10),
        (_note(drawn, figure) if isinstance(drawn, Table) else "", 7.5),
        (figure.source, 7.5),
        (f"Definition: {texts.defined(figure)}", 7.5),
    )
    return Section(figure, drawn, sum(_high(text, points) for text, points in parts) + APART, high)


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


def _picture(drawn: Plot | Drawing, high: float) -> Picture:
    return plots.plot(drawn, Size(WIDTH, round(high * PT))) if isinstance(drawn, Plot) else svg.drawing(drawn)


def _note(table: Table, figure: Figure) -> str:
    """What is said below a table: its signs, and where the rows and columns are that it leaves out."""
    where = texts.in_workbook(figure)
    is_said = shows_all(table, figure) or table.left_out or table.rest
    return words.sentences(
        texts.below(table, where=where), "" if is_said else f"Every row and column is in {where}."
    )


def _whole(figure: Figure) -> dict[str, Any]:
    return {"heading": f"Table {figure.number}. {figure.headline}", "table": _table(whole_table(figure))}


def _table(table: Table) -> Mapping[str, Any]:
    return {
        "columns": [{"label": one.label, "upright": one.upright} for one in table.columns],
        "aligns": [ALIGNS[one.align] for one in table.columns],
        "rows": [
            [
                {"text": cell.text, "fill": cell.fill, "ink": "" if cell.ink == INK else cell.ink}
                for cell in row
            ]
            for row in table.rows
        ],
    }
