"""A workbook as ods, with what it checks, and offers in a list, while a cell is filled in."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

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
from data.returns.sheets import SHEETS, Column, Sheet
from data.returns.sheets.days import DayKind
from data.returns.sheets.kinds import AreaCodeKind, FlagKind, NumberKind
from data.returns.sheets.vocabularies import WordKind
from data.returns.templates import pages
from data.returns.templates.pages import (
    AREA,
    GUIDE,
    GUIDE_WIDTHS,
    LIST_WIDTHS,
    LISTS,
    SPARE_ROWS,
    Book,
    width,
)
from data.returns.workbook.grids import letter

_CENTIMETRES = 0.22
"""How wide a character is."""
_FROZEN = {
    "HorizontalSplitMode": 2, "VerticalSplitMode": 2, "HorizontalSplitPosition": 1, "VerticalSplitPosition": 1,
    "ActiveSplitRange": 3, "PositionRight": 1, "PositionBottom": 1,
}  # fmt: skip


def written(book: Book) -> bytes:
    """The workbook's bytes."""
    return package(
        {
            "content.xml": _content(book),
            "meta.xml": root("document-meta", el("office:meta", el("dc:language", LANGUAGE))),
            "settings.xml": _settings(),
            "styles.xml": root("document-styles", *landscape()),
        }
    )


def _content(book: Book) -> Element:
    widths = {width(column) for sheet in SHEETS.values() for column in sheet.columns.values()}
    styles = [*_styles(), *column_styles({*widths, *GUIDE_WIDTHS, *LIST_WIDTHS}, centimetres=_CENTIMETRES)]
    rules = [
        *_rules_of_lists(),
        *_rule_of_areas(book),
        *(_rule_of_keys(sheet) for sheet in SHEETS.values() if len(sheet.key) == 1),
    ]
    tables = [_guide(book), *(_sheet(sheet, book) for sheet in SHEETS.values()), _lists(book)]
    held = el("office:spreadsheet", el("table:content-validations", *rules), *tables)
    return root("document-content", el("office:automatic-styles", *styles), el("office:body", held))


def _styles() -> Iterator[Element]:
    """The styles of cells, by what they hold, and of the page."""
    day = ("year", "month", "day")
    dashed = [
        part for name in day for part in (el("number:text", "-"), el(f"number:{name}", number_style="long"))
    ]
    yield sheet_style()
    yield el("number:text-style", el("number:text-content"), style_name="N-text")
    yield el("number:date-style", *dashed[1:], style_name="N-day")
    yield _style("text", form="N-text")
    yield _style("day", el("style:paragraph-properties", fo_text_align="start"), form="N-day")
    yield _style("number")
    wrapped = el("style:table-cell-properties", fo_wrap_option="wrap", style_vertical_align="top")
    yield _style("wrapped", wrapped, form="N-text")
    yield _style("title", el("style:text-properties", fo_font_weight="bold", fo_font_size="14pt"))
    filled = el("style:table-cell-properties", fo_background_color="#12436D")
    yield _style("optional", filled, el("style:text-properties", fo_color="#FFFFFF"))
    yield _style("required", filled, el("style:text-properties", fo_color="#FFFFFF", fo_font_weight="bold"))


def _style(name: str, *properties: Element, form: str = "") -> Element:
    formed = {"style_data_style_name": form} if form else {}
    return el("style:style", *properties, style_name=name, style_family="table-cell", **formed)


def _guide(book: Book) -> Element:
    title, *lines = pages.guide_lines(book)
    rows = [
        row([text_cell(title, table_style_name="title")]),
        *(row([text_cell(line)]) for line in lines),
        row([blank_cell()]),
        row([text_cell(words, table_style_name="required") for words in pages.HEAD]),
        *(
            row([text_cell(words, table_style_name="wrapped") for words in cells])
            for cells in pages.guide_rows()
        ),
    ]
    return _table(GUIDE, [(wide, "text") for wide in GUIDE_WIDTHS], rows)


def _sheet(sheet: Sheet, book: Book) -> Element:
    columns = list(sheet.columns.values())
    looks = [_look(sheet, column) for column in columns]
    head = [
        text_cell(
            column.name,
            note=pages.note(column),
            table_style_name="required" if column.required else "optional",
        )
        for column in columns
    ]
    filled = (
        row([_cell(held.get(column.name), look) for column, look in zip(columns, looks, strict=True)])
        for held in book.rows[sheet.name]
    )
    spare = row([blank_cell(**look) for look in looks], times=SPARE_ROWS)
    shapes = [(width(column), _style_of(column)) for column in columns]
    return _table(sheet.name, shapes, [row(head), *filled, spare])


def _cell(value: object, look: Mapping[str, str]) -> Element:
    """A cell with a value of the store."""
    held = pages.plain(value)
    if held is None:
        return blank_cell(**look)
    if isinstance(held, date):
        return day_cell(held, **look)
    return number_cell(held, **look) if isinstance(held, float) else text_cell(str(held), **look)


def _lists(book: Book) -> Element:
    lists = pages.lists_of(book)
    head = [
        text_cell(words, table_style_name="required")
        for noun in lists
        for words in (noun, f"{noun}: meaning")
    ]
    longest = max(len(words) for words in lists.values())
    rows = [row([part for words in lists.values() for part in _listed(words, at)]) for at in range(longest)]
    return _table(LISTS, [(wide, "text") for wide in LIST_WIDTHS] * len(lists), [row(head), *rows])


def _listed(words: Mapping[str, str], at: int) -> list[Element]:
    pairs = list(words.items())
    return [text_cell(part) for part in pairs[at]] if at < len(pairs) else [blank_cell()] * 2


def _table(name: str, columns: Iterable[tuple[int, str]], rows: Iterable[Element]) -> Element:
    shapes = (
        el("table:table-column", table_style_name=f"w{wide}", table_default_cell_style_name=style)
        for wide, style in columns
    )
    return el("table:table", *shapes, *rows, table_name=name, table_style_name="page")


def _style_of(column: Column) -> str:
    if isinstance(column.kind, DayKind):
        return "day"
    return "number" if isinstance(column.kind, NumberKind) else "text"


def _look(sheet: Sheet, column: Column) -> dict[str, str]:
    """The attributes of a cell of the column: how it looks, and which rule it is under."""
    other = pages.referred_to(sheet, column)
    rule = ""
    if isinstance(column.kind, FlagKind):
        rule = "flag"
    elif isinstance(column.kind, WordKind) or column.name == "bridge":
        rule = pages.noun(column)
    elif isinstance(column.kind, AreaCodeKind):
        rule = AREA
    elif other and len(other.key) == 1:
        rule = f"key of {other.name}"
    named = {"table_content_validation_name": rule} if rule else {}
    return {"table_style_name": _style_of(column), **named}


def _rules_of_lists() -> Iterator[Element]:
    lists: dict[str, Iterable[str]] = {**pages.lists(), "flag": ("yes", "no")}
    for name, words in lists.items():
        listed = ";".join(f'"{word}"' for word in words)
        kind = "warning" if name == "bridge" else "stop"
        yield _rule(name, listed, "Choose from the list.", kind)


def _rule_of_areas(book: Book) -> Iterator[Element]:
    """The names of the authorities are offered; codes and other spellings may be written all the same."""
    at, last = pages.list_columns(book).get(AREA, ("A", 1))
    yield _rule(AREA, f"[${LISTS}.${at}$2:.${at}${last}]", "", "")


def _rule_of_keys(sheet: Sheet) -> Element:
    at = letter(list(sheet.columns).index(sheet.key[0]))
    keys = f"[${sheet.name}.${at}$2:.${at}$10000]"
    return _rule(f"key of {sheet.name}", keys, f"The sheet {sheet.name} has no such key.", "warning")


def _rule(name: str, listed: str, words: str, kind: str) -> Element:
    told = [el("text:p", words)] if words else []
    shown = {"table_message_type": kind, "table_display": "true"} if words else {"table_display": "false"}
    message = el("table:error-message", *told, **shown)
    return el(
        "table:content-validation",
        message,
        table_name=name,
        table_condition=f"of:cell-content-is-in-list({listed})",
        table_allow_empty_cell="true",
        table_display_list="unsorted",
    )


def _settings() -> Element:
    """The first row and column of each sheet stay in view."""
    frozen = [
        _item(name, value, "short" if "Mode" in name or "Active" in name else "int")
        for name, value in _FROZEN.items()
    ]
    tables = [el("config:config-item-map-entry", *frozen, config_name=name) for name in SHEETS]
    view = el(
        "config:config-item-map-entry",
        _item("ViewId", "view1", "string"),
        el("config:config-item-map-named", *tables, config_name="Tables"),
        _item("ActiveTable", GUIDE, "string"),
    )
    views = el("config:config-item-map-indexed", view, config_name="Views")
    held = el("config:config-item-set", views, config_name="ooo:view-settings")
    return root("document-settings", el("office:settings", held))


def _item(name: str, value: str | int, kind: str) -> Element:
    return el("config:config-item", str(value), config_name=name, config_type=kind)
