"""The reference pages of the documentation, made from the registries: `python -m dashboard.text_reports.reference`."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from dashboard.charts.chart import Chart
from dashboard.charts.render import CHARTS, with_ends
from dashboard.filters import DATES, INCLUDED, REPEATABLE, SWITCHES
from dashboard.indicators import INDICATORS
from dashboard.pages import PAGES, profile
from dashboard.vocabulary import FIXED, MEANINGS
from data.quality import RULES
from data.returns.sheets import SHEETS, Sheet

FOLDER: Final = Path(__file__).parents[2] / "docs" / "reference"


def charts() -> str:
    """Return the page on charts: key, question, indicator, pages, columns."""
    return _page(
        "Charts",
        "Each is at `/export/<key>.<form>` with the pages’ filters; `cep chart <key> -o FILE` writes it. The forms "
        "are csv, xlsx, ods and json, and png and svg of a chart that draws something.",
        ("key", "question", "indicator", "pages", "columns"),
        [
            (f"`{chart.key}`", chart.question, f"`{chart.indicator}`", _pages(chart.key), _columns(chart))
            for chart in CHARTS.values()
        ],
    )


def indicators() -> str:
    """Return the page on indicators: number, key, definition, unit, rating rule."""
    return _page(
        "Indicators",
        "All at `/api/indicators` and `cep indicators`, each with value, numerator, denominator, n, rating and note.",
        ("no.", "key", "name", "definition", "unit", "rating"),
        [
            (str(one.number), f"`{one.key}`", one.name, one.definition, one.unit, one.rule or "unrated")
            for one in INDICATORS
        ],
    )


def filters() -> str:
    """Return the page on filters: key, what it asks for, values."""
    return _page(
        "Filters",
        "Every page, file and command takes them: `/partnerships?region=E12000007&lacks=school&reason=dormant` in an "
        "address, `--region E12000007 --lacks school` on the command line. Different keys narrow one another; of "
        "several values of one key any is enough, where nothing else is said. What is not known is ignored by pages, "
        "which say so, and refused by files, `/api/indicators` and commands. `compare`, a day or the code of a region, "
        "is asked of Coverage, of the charts that compare and of papers alone: `/coverage?compare=2019-12-31`.",
        ("key", "repeatable", "asks for", "values"),
        [
            (f"`{key}`", "yes" if key in (*REPEATABLE, "include") else "no", meaning, _values(key))
            for key, meaning in MEANINGS.items()
        ],
    )


def sheets() -> str:
    """Return the page on the sheets of a return: each with its key and its columns."""
    head = [
        "# Sheets of a return",
        "",
        "One workbook (xlsx, xls, ods) with these sheets, or one text file (csv) a sheet, called like it. "
        "`cep template FILE` writes a workbook that is ready to be filled in. A column is found in spite of case and "
        "spaces, and may be missing unless it is required. Days are spreadsheet dates, `2019-03-31` or `31/03/2019`. "
        "A row whose key is known corrects that row; only columns that the file has are changed. "
        "A row with yes under `delete` goes.",
    ]
    return "\n".join([*head, *(line for sheet in SHEETS.values() for line in _sheet(sheet)), ""])


def quality() -> str:
    """Return the page on the rules of quality: key, severity, sheet, rule, what to do."""
    return _page(
        "Rules of quality",
        "`cep check` and the page `/data` look for what breaks them. An error makes figures wrong, a warning makes "
        "them incomplete or old. Each finding leads to its place in the partnership’s profile.",
        ("key", "severity", "sheet", "rule", "how to mend it"),
        [(f"`{rule.key}`", rule.severity, f"`{rule.sheet}`", rule.says, rule.mend) for rule in RULES],
    )


REFERENCE: Final = {
    "charts.md": charts,
    "filters.md": filters,
    "indicators.md": indicators,
    "quality.md": quality,
    "sheets.md": sheets,
}


def _page(title: str, text: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([f"# {title}", "", text, "", *_table(headings, rows), ""])


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = (f"| {' | '.join(row)} |" for row in rows)
    return [f"| {' | '.join(headings)} |", f"|{'---|' * len(headings)}", *lines]


def _sheet(sheet: Sheet) -> list[str]:
    key = ", ".join(f"`{name}`" for name in sheet.key)
    rows = [
        (f"`{column.name}`", "yes" if column.required else "no", column.says, column.kind.words)
        for column in sheet.columns.values()
    ]
    table = _table(("column", "required", "what it holds", "what a cell takes"), rows)
    return ["", f"## {sheet.name}", "", f"{sheet.says} Key: {key}.", "", *table]


def _values(key: str) -> str:
    """What a filter can be: its codes, or where they are told."""
    if key in DATES:
        return "a day: `2019-03-31`"
    if key == "need":
        return "a measure of the store"
    codes = {**FIXED, "include": INCLUDED, **SWITCHES}.get(key)
    return (
        ", ".join(f"`{code}`" for code in codes)
        if codes
        else "codes of the store: `/choices.json?of=" + key + "`"
    )


def _pages(key: str) -> str:
    shown = [page.path for page in PAGES if key in dict(page.charts)]
    shown += ["/partnerships/<slug>"] if key in dict(profile.PAGE.charts) else []
    return ", ".join(f"`{path}`" for path in shown)


def _columns(chart: Chart) -> str:
    if callable(chart.columns):
        return " ".join(str(chart.columns.__doc__).split()).rstrip(".")
    return ", ".join(f"`{column}`" for column in with_ends(chart, chart.columns))


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in REFERENCE.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")
