"""A workbook as an OpenDocument spreadsheet."""

from collections.abc import Iterator, Mapping
from datetime import date

from dashboard.exports.tables.workbook.model import (
    WHOLE,
    Book,
    Cell,
    Sheet,
    filled,
    number_form,
    tidy_text,
    widths,
)
from dashboard.exports.tables.workbook.ods_chart import CHART_TYPE, LETTER_CM, chart_parts, frame
from dashboard.words import PROVISIONAL
from data.opendocument import (
    LANGUAGE,
    Element,
    blank_cell,
    column_styles,
    day_cell,
    el,
    landscape,
    number_cell,
    package,
    root,
    row,
    sheet_style,
    text_cell,
)
from data.returns.workbook.grids import letter


def as_ods(book: Book) -> bytes:
    """Return the file. The same book gives the same bytes; no text becomes a formula, a link or a number."""
    charts = {sheet.name: f"Chart {place}" for place, sheet in enumerate(book.sheets) if sheet.chart}
    styles = el("office:styles", *_styles())
    parts = {
        "content.xml": _content(book, charts),
        "styles.xml": root("document-styles", styles, *landscape(fo_margin="1.5cm")),
        "meta.xml": root("document-meta", _meta(book)),
    }
    for sheet in book.sheets:
        if sheet.chart:
            parts |= chart_parts(sheet, sheet.chart, charts[sheet.name])
    return package(parts, folders={f"{chart}/": CHART_TYPE for chart in charts.values()})


def _content(book: Book, charts: Mapping[str, str]) -> Element:
    ranges = [_range(sheet) for sheet in book.sheets if sheet.rows]
    tables = [_sheet(sheet, charts.get(sheet.name)) for sheet in book.sheets]
    held = el("office:spreadsheet", *tables, el("table:database-ranges", *ranges))
    plain = el("style:graphic-properties", draw_stroke="none", draw_fill="none")
    chart = el("style:style", plain, style_name="chart", style_family="graphic")
    columns = column_styles(
        (width for sheet in book.sheets for width in widths(sheet)), centimetres=LETTER_CM
    )
    styles = el("office:automatic-styles", sheet_style(), chart, *columns)
    return root("document-content", styles, el("office:body", held))


def _sheet(sheet: Sheet, chart: str | None) -> Element:
    heading = "Heading_20_1" if sheet.heading else "line"
    forms = [
        "whole" if number_form(sheet, place) == WHOLE else "decimal" for place in range(len(sheet.columns))
    ]
    labels = (
        _text(column.label, style="number-header" if sheet.is_number(place) else "header")
        for place, column in enumerate(sheet.columns)
    )
    return el(
        "table:table",
        *([frame(sheet, sheet.chart, chart)] if sheet.chart and chart else []),
        *(el("table:table-column", table_style_name=f"w{width}") for width in widths(sheet)),
        *(row([_text(line, style="line" if place else heading)]) for place, line in enumerate(sheet.text)),
        el("table:table-header-rows", row(labels)),
        *(row(_cells(cells, sheet, forms, at)) for at, cells in enumerate(sheet.rows)),
        table_name=sheet.name,
        table_style_name="page",
    )


def _cells(cells: tuple[Cell, ...], sheet: Sheet, forms: list[str], at: int) -> Iterator[Element]:
    for place, (cell, column, form) in enumerate(zip(cells, sheet.columns, forms, strict=True)):
        value = filled(cell, column)
        waits = "-provisional" if (at, place) in sheet.provisional else ""
        if isinstance(value, date):
            shown = f"{value.day} {value:%b %Y}{f' {PROVISIONAL}' if waits else ''}"
            yield day_cell(value, shown=shown, table_style_name=f"day{waits}")
        elif isinstance(value, int | float):
            yield number_cell(value, table_style_name=f"{form}{waits}")
        elif value is None or value == "":
            yield blank_cell()
        else:
            yield _text(value, style="cell", to=value if sheet.links and place == 0 else "")


def _text(text: str, *, style: str, to: str = "") -> Element:
    return text_cell(tidy_text(text), to=to, table_style_name=style)


def _range(sheet: Sheet) -> Element:
    """The table by its name: what Excel calls a table, OpenDocument calls a database range."""
    first, last = sheet.first_row + 1, sheet.first_row + 1 + len(sheet.rows)
    address = f"'{sheet.name}'.A{first}:'{sheet.name}'.{letter(len(sheet.columns) - 1)}{last}"
    return el("table:database-range", table_name=sheet.table, table_target_range_address=address)


def _styles() -> Iterator[Element]:
    yield el(
        "style:default-style",
        el("style:table-cell-properties", style_vertical_align="top"),
        el(
            "style:text-properties",
            fo_font_family="Arial",
            fo_font_size="11pt",
            fo_language="en",
            fo_country="GB",
        ),
        style_family="table-cell",
    )
    mark = el("number:text", f" {PROVISIONAL}")
    day = (
        el("number:day"),
        el("number:text", " "),
        el("number:month", number_textual="true"),
        el("number:text", " "),
        el("number:year", number_style="long"),
    )
    for waits, marks in (("", ()), ("-provisional", (mark,))):
        yield el("number:number-style", _digits(0), *marks, style_name=f"whole-number{waits}")
        yield el("number:number-style", _digits(1), *marks, style_name=f"decimal-number{waits}")
        yield el("number:date-style", *day, *marks, style_name=f"day-date{waits}")
    ruled = {"fo_border_bottom": "0.5pt solid #0b0c0c"}
    for waits in ("", "-provisional"):
        yield _style(f"whole{waits}", form=f"whole-number{waits}")
        yield _style(f"decimal{waits}", form=f"decimal-number{waits}")
        yield _style(f"day{waits}", form=f"day-date{waits}", side="start")
    yield _style("line", wrap="no-wrap")
    yield _style("cell")
    yield _style("header", weight="bold", **ruled)
    yield _style("number-header", weight="bold", side="end", **ruled)
    yield _style("Heading_20_1", weight="bold", size="16pt", wrap="no-wrap")


def _style(  # noqa: PLR0913
    name: str,
    *,
    form: str = "",
    side: str = "",
    weight: str = "normal",
    size: str = "11pt",
    wrap: str = "wrap",
    **cell: str,
) -> Element:
    shown = {"style_display_name": name.replace("_20_", " ")} | (
        {"style_data_style_name": form} if form else {}
    )
    sides = [el("style:paragraph-properties", fo_text_align=side)] if side else []
    return el(
        "style:style",
        el("style:table-cell-properties", style_vertical_align="top", fo_wrap_option=wrap, **cell),
        *sides,
        el("style:text-properties", fo_font_weight=weight, fo_font_size=size),
        style_name=name,
        style_family="table-cell",
        **shown,
    )


def _digits(decimals: int) -> Element:
    return el(
        "number:number",
        number_decimal_places=decimals,
        number_min_integer_digits=1,
        number_grouping="true",
    )


def _meta(book: Book) -> Element:
    return el(
        "office:meta",
        el("meta:generator", "CEP Monitor"),
        el("meta:creation-date", f"{book.on.isoformat()}T00:00:00"),
        el("dc:title", tidy_text(book.title)),
        el("dc:subject", tidy_text(book.subject)),
        el("dc:language", LANGUAGE),
    )
