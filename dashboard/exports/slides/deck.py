"""The slides of a paper in their order: cover, summary, a slide a figure, next steps, method; long text flows on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

from pptx.enum.shapes import PROG_ID
from pptx.presentation import Presentation as Slides
from pptx.util import Emu

from dashboard import release, words
from dashboard.charts.render import rule_beside_name
from dashboard.exports.native import native
from dashboard.exports.native.model import CM, Box, Plot, Size, Table
from dashboard.exports.native.text_widths import height_of, table_layout, with_columns, with_whole_words
from dashboard.exports.paper import texts
from dashboard.exports.paper.office_file import file_of
from dashboard.exports.paper.paper import Figure, Paper
from dashboard.exports.paper.qr_code import qr_code
from dashboard.exports.rows import NOTHING
from dashboard.exports.slides import objects
from dashboard.exports.slides.layouts import Layout, Layouts, layouts_of
from dashboard.exports.slides.page import LEAST, Page, empty_presentation, height, new_page, parted, sized
from dashboard.exports.tables.workbook import paper_book
from dashboard.exports.tables.workbook.xlsx import as_xlsx

ABOUT: Final = "About this paper"
SUMMARY: Final = "Summary"
MOST_USUAL: Final = 7
"""Figures of a deck whose author chose none, so that it has ten slides."""
TABLES: Final = (16, 14)
MOST_ROWS: Final = 20
"""More rows than a slide ever has room for."""
SOURCES: Final = (12, 10)
"""The most and the least size of a source line, in points."""
LARGEST: Final = 24
"""The largest size of text below a title, whatever a master says."""
ASIDE: Final = 0.2
"""The share of a figure's place that commentary below it may take; longer commentary has a slide of its own."""
UNTOLD: Final = ("", NOTHING)
LONGEST_LINE: Final = 400
"""Characters of one line of method that a slide has room for."""
IN_NOTES: Final = "In the notes of this slide."
GAP: Final = round(0.3 * CM)
WORKBOOK: Final = "the workbook on the last slide"
LONGEST: Final = f"The latest 00 of 0,000 rows; all of them are in {WORKBOOK}."
OPENED: Final = "Opens in Excel with a double click: every row and column behind the figures."
ICON: Final = Size(round(4 * CM), round(2.6 * CM))


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides of a paper as they grow: each is added by `page` and ended by `finish`."""

    paper: Paper
    slides: Slides
    layouts: Layouts

    def page(self, layout: Layout) -> Page:
        """Add a slide of a layout."""
        return new_page(self.slides, layout)

    def finish(self, page: Page, title: str, said: texts.Lines = (), notes: str = "") -> None:
        """End a slide; unless told otherwise, the speaker sees what it says."""
        told = (title, *(": ".join(part for part in line if part) for line in said))
        page.finish(foot=self.paper.foot, notes=notes or "\n\n".join(told))

    def flow(
        self,
        title: str,
        lines: texts.Lines,
        *,
        aside: Callable[[Page, Box], list[Any]] | None = None,
        notes: str = "",
    ) -> None:
        """Add as many slides as lines need in letters that can be read from afar; none without lines.

        `aside` puts something into a column kept free at the right of the last of them, whose notes have `notes` too.
        """
        if not lines:
            return
        page = self.page(self.layouts.text)
        box = page.box("Text")
        free = ICON.width + 2 * GAP if aside else 0
        text = Box(box.x, box.y, box.width - free, box.height)
        room = Size(text.width - page.indent("Text"), text.height)
        points = sized(lines, page.points("Text", most=LARGEST), room)
        parts = parted(lines, points, room)
        for number, part in enumerate(parts, start=1):
            page = page if number == 1 else self.page(self.layouts.text)
            named = title if len(parts) == 1 else f"{title} ({number} of {len(parts)})"
            page.title(named)
            page.write("Text", part, points=points, box=text, is_list=True)
            is_last = number == len(parts)
            if aside and is_last:
                page.put(*aside(page, box))
            self.finish(page, named, (*part, ("", notes)) if notes and is_last else part)


def as_pptx(paper: Paper) -> bytes:
    """Return the paper as a PowerPoint file in its template or ours; the same paper gives the same bytes."""
    slides = empty_presentation(paper.template)
    deck = Deck(paper, slides, layouts_of(slides))
    _cover(deck)
    _summary(deck)
    having = shown(paper)
    for figure in having:
        _figure(deck, figure)
    steps = tuple((f"Step {number}", line) for number, line in enumerate(paper.next_steps, start=1))
    deck.flow(texts.NEXT_STEPS, steps)
    parts = texts.method(paper)
    notes = "\n\n".join(f"{heading}. {term}: {said}" for heading, lines in parts for term, said in lines)
    deck.flow(texts.METHOD, _method(paper, having), aside=_workbook(paper), notes=notes)
    return file_of(slides, paper)


def shown(paper: Paper) -> Sequence[Figure]:
    """The figures that have a slide: those that were chosen, else a few, of each kind of record one first."""
    if paper.choice.charts or len(paper.figures) <= MOST_USUAL:
        return paper.figures
    first = {figure.chart.draws_on[-1]: figure for figure in reversed(paper.figures)}.values()
    wanted = [*first, *(figure for figure in reversed(paper.figures) if figure not in first)][:MOST_USUAL]
    return [figure for figure in paper.figures if figure in wanted]


def _cover(deck: Deck) -> None:
    """Title, what is asked and the answer; what has no room on the cover has a slide behind it."""
    paper, page = deck.paper, deck.page(deck.layouts.cover)
    page.title(paper.title)
    asked = (paper.asked, (texts.ANSWER, paper.answer), (texts.PURPOSE, paper.purpose))
    about = tuple(line for line in texts.cover(paper) if line != paper.asked)
    left: texts.Lines = ()
    for name, lines, least in (("Subtitle", asked, LEAST), ("Text", about, LEAST - 2)):
        told, box = tuple(line for line in lines if line[1]), page.box(name)
        if not page.has(name):
            left += told
            continue
        points = sized(told, page.points(name, most=LARGEST, least=least), box.size)
        part, *rest = parted(told, points, box.size)
        page.write(name, part, points=points)
        left += tuple(line for one in rest for line in one)
    deck.finish(page, paper.title, (*asked, *about))
    deck.flow(ABOUT, left)


def _summary(deck: Deck) -> None:
    """What was found and what is recommended: on one slide if there is room, else each on its own."""
    paper = deck.paper
    found = tuple(("", line) for line in paper.summary)
    advised = tuple(
        (f"Recommendation {number}", line) for number, line in enumerate(paper.recommendations, start=1)
    )
    place = deck.layouts.text.places.get("Text")
    if place and height((*found, *advised), LEAST, place.box.width - place.indent) <= place.box.height:
        deck.flow(SUMMARY, (*found, *advised))
    else:
        deck.flow(SUMMARY, found)
        deck.flow(texts.RECOMMENDATIONS, advised)


def _figure(deck: Deck, figure: Figure) -> None:
    """The slide of a figure: its finding, what is shown, itself, what is said of it, its source."""
    page, title = deck.page(deck.layouts.figure), f"{figure.number}. {figure.headline}"
    page.title(title)
    points = page.points("Source line", most=SOURCES[0], least=SOURCES[1])[0]
    source = f"Figure {figure.number}: {figure.caption} {figure.source}"
    said = tuple(("", line) for line in figure.commentary)
    aside = said if height(said, LEAST, page.box("Figure").width) <= ASIDE * page.box("Figure").height else ()
    boxes = _boxes(page, figure.subtitle, aside, source, points)
    page.write("Subtitle", (("", figure.subtitle),), points=LEAST, box=boxes["Subtitle"])
    if figure.reason_empty:
        page.write("Figure", (("", figure.reason_empty),), points=LEAST, box=boxes["Figure"])
    elif below := _draw(page, figure, boxes["Figure"], points):
        source = f"{below} {source}"
        boxes = _boxes(page, figure.subtitle, aside, source, points)
    if aside:
        page.write("Commentary", aside, points=LEAST, box=boxes["Commentary"])
    page.write("Source line", (("", source),), points=points, box=boxes["Source line"])
    deck.finish(page, title, notes="\n\n".join((title, texts.notes(figure))))
    if not aside:
        deck.flow(f"{figure.number}. {figure.caption}", said)


def _boxes(page: Page, subtitle: str, aside: texts.Lines, source: str, points: float) -> dict[str, Box]:
    """Where everything around a figure goes: the places of the layout, larger where a text needs more; the figure has
    what is left of its own.
    """
    free = page.box("Figure")
    boxes = {}
    for name, text, size in (("Subtitle", subtitle, LEAST), ("Source line", source, points)):
        place = page.box(name) if page.has(name) else Box(free.x, free.y, free.width, -GAP)
        needed = height_of(text, size, place.width)
        more = max(needed - place.height, 0)
        if name == "Subtitle":
            boxes[name] = Box(place.x, place.y, place.width, max(needed, place.height))
            free = Box(free.x, free.y + more, free.width, free.height - more)
        else:
            bottom = place.y + place.height if page.has(name) else free.y + free.height
            boxes[name] = Box(
                place.x, bottom - max(needed, place.height), place.width, max(needed, place.height)
            )
            free = Box(free.x, free.y, free.width, free.height - more)
    if aside:
        needed = height(aside, LEAST, free.width)
        free = Box(free.x, free.y, free.width, free.height - needed - GAP)
        boxes["Commentary"] = Box(free.x, free.y + free.height + GAP, free.width, needed)
    return {**boxes, "Figure": free}


def _draw(page: Page, figure: Figure, box: Box, points: float) -> str:
    """Put the figure on its slide; return what must be said below it, for which a table leaves room."""
    match native(figure, size=box.size, most=MOST_ROWS):
        case Plot() as plot:
            page.put(objects.chart(page.slide, plot, box=box, alt=texts.alt_text(figure)))
        case Table() as table:
            longest = words.sentences(table.note, table.rest, LONGEST, LONGEST)
            room = Size(box.width, box.height - height_of(longest, points, box.width))
            kept = with_whole_words(table, room.width, TABLES[-1])
            rows = table_layout(kept, room=room, sizes=TABLES).table.rows
            told = [
                one for one in range(len(kept.columns)) if any(row[one].text not in UNTOLD for row in rows)
            ]
            kept = with_columns(kept, told or range(1))  # a column of dashes tells nothing
            layout = table_layout(kept, room=room, sizes=TABLES)
            page.put(objects.table(layout, box=box, alt=texts.table_alt_text(figure)))
            without = "" if kept is table else f"All columns are in {WORKBOOK}."
            return words.sentences(texts.below(layout.table, where=WORKBOOK), without)
        case drawing:
            page.put(objects.drawing(drawing, box=box, alt=texts.alt_text(figure)))
    return ""


def _method(paper: Paper, shown: Sequence[Figure]) -> texts.Lines:
    """What the figures rest on, in short: definitions, rules and sources in full are in the workbook and the notes."""
    counted = words.sentences(rule_beside_name(paper.counting_rule), paper.mark)
    without = [str(figure.number) for figure in paper.figures if figure not in shown]
    left_out = f"Figure{'s' * (len(without) > 1)} {words.listing(without)}, without a slide, with all rows"
    told = (
        ("Counted", counted),
        (
            "Definitions",
            "In the notes of each slide; rules and sources in full are in the workbook.",
        ),
        ("Sources", words.sentence(words.listing([one.short for one in paper.sources]))),
        ("Status", release.in_short()),
        ("In the workbook", words.sentence(left_out) if without else ""),
        *((term, said if len(said) <= LONGEST_LINE else IN_NOTES) for term, said in texts.remade(paper)),
    )
    return tuple((term, said) for term, said in told if said)


def _workbook(paper: Paper) -> Callable[[Page, Box], list[Any]]:
    """What puts a symbol of the workbook with every row at the right of a box, and below it the address as a code."""
    held = as_xlsx(paper_book(paper))

    def put(page: Page, box: Box) -> list[Any]:
        symbol = page.slide.shapes.add_ole_object(
            BytesIO(held),
            PROG_ID.XLSX,  # type: ignore[arg-type]
            *(Emu(box.x + box.width - ICON.width), Emu(box.y), Emu(ICON.width), Emu(ICON.height)),
            icon_file=str(files(__package__) / "workbook.png"),
            icon_width=Emu(ICON.width),
            icon_height=Emu(ICON.height),
        )
        symbol.name = "Workbook"
        symbol._element.xpath("p:nvGraphicFramePr/p:cNvPr")[0].set("descr", OPENED)
        if not paper.address:
            return [symbol._element]
        x, y = box.x + box.width - ICON.width, box.y + ICON.height + 2 * GAP
        code: Any = page.slide.shapes.add_picture(
            BytesIO(qr_code(paper.address)), Emu(x), Emu(y), Emu(ICON.width), Emu(ICON.width)
        )
        code.name, code.click_action.hyperlink.address = "QR code", paper.address
        code._element.nvPicPr.cNvPr.set("descr", f"The address of this paper: {paper.address}")
        return [symbol._element, code._element]

    return put
