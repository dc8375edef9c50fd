"""The numbers of a chart: as a workbook in which they can be edited, and as python-pptx wants to be given them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from pptx.chart.data import CategoryChartData, XyChartData
from xlsxwriter import Workbook

from dashboard.exports.native.drawingml import one_line
from dashboard.exports.native.model import Plot
from dashboard.exports.native.plotly_values import from_serial

SHEET: Final = "Chart"
DAY: Final = "d mmmm yyyy"
AS_TEXT: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""Whatever a name begins with, it stays a name."""
ONE_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A date of making that is always the same, so that the same chart gives the same bytes."""


class _Cells:
    """Where a chart finds its numbers: in the columns of our workbook, not where python-pptx would put them."""

    plot: Plot

    def series_name_ref(self, series: Any) -> str:
        return f"{SHEET}!${_letters(self._column(series))}$1"

    def values_ref(self, series: Any) -> str:
        return _reference(self._column(series), len(series))

    def _column(self, series: Any) -> int:
        return int(2 * series.index + 1 if self.plot.kind == "scatter" else series.index + 1)


class _Columns(_Cells, CategoryChartData):
    def __init__(self, plot: Plot) -> None:
        CategoryChartData.__init__(self, plot.form_with_unit)
        self.plot = plot

    @property
    def categories_ref(self) -> str:
        return _reference(0, len(self.plot.categories))


class _Points(_Cells, XyChartData):
    def __init__(self, plot: Plot) -> None:
        XyChartData.__init__(self, plot.form_with_unit)
        self.plot = plot

    y_values_ref = _Cells.values_ref

    def x_values_ref(self, series: Any) -> str:
        column = self._column(series) - 1 if self.plot.kind == "scatter" else 0
        return _reference(column, len(series))


def chart_columns(plot: Plot) -> Any:
    """Return the chart data of series over categories, which are names or dates."""
    values: Any = _Columns(plot)
    is_dated = plot.category_kind == "date"
    values.categories = [
        from_serial(float(one)) if is_dated else one_line(str(one)) for one in plot.categories
    ]
    for series in plot.series:
        values.add_series(one_line(series.name), series.values)
    return values


def chart_points(plot: Plot) -> Any:
    """Return the chart data of series of points, each with its place across and up."""
    values: Any = _Points(plot)
    for series in plot.series:
        added = values.add_series(one_line(series.name))
        for x, y in zip(series.xs or plot.categories, series.values, strict=True):
            added.add_data_point(x, y)
    return values


def workbook_of(plot: Plot) -> bytes:
    """Return a workbook with the categories in the first column and a series in each of the next.

    A scatter chart has two columns a series: where its points are across, and up.
    """
    out = BytesIO()
    with Workbook(out, AS_TEXT) as book:
        book.set_properties({"created": ONE_DAY, "title": "Numbers of a chart"})
        sheet = book.add_worksheet(SHEET)
        form, dated = (
            book.add_format({"num_format": plot.form_with_unit}),
            book.add_format({"num_format": DAY}),
        )
        for column, (name, values) in enumerate(_columns_of(plot)):
            looks = (
                form if column or plot.kind == "scatter" else dated if plot.category_kind == "date" else None
            )
            sheet.write_string(0, column, one_line(name))
            sheet.set_column(column, column, 28 if column == 0 else 18)
            for row, value in enumerate(values, start=1):
                if isinstance(value, str):
                    sheet.write_string(row, column, one_line(value))
                elif value is not None:
                    sheet.write_number(row, column, value, looks)
    return out.getvalue()


def _columns_of(plot: Plot) -> list[tuple[str, Sequence[str | float | None]]]:
    """The columns of the workbook: heading and values."""
    if plot.kind == "scatter":
        pairs = ((f"{one.name}, across", one.name, one) for one in plot.series)
        return [column for across, up, one in pairs for column in ((across, one.xs), (up, one.values))]
    first = (one_line(plot.category_title) or "Category", plot.categories)
    return [first, *((series.name, series.values) for series in plot.series)]


def _reference(column: int, rows: int) -> str:
    letters = _letters(column)
    return f"{SHEET}!${letters}$2:${letters}${rows + 1}"


def _letters(column: int) -> str:
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
