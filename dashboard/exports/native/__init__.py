"""A chart as an office program draws it by itself: the one reading of a figure that slides and documents share."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from dashboard.boundaries import boundary_url, packed
from dashboard.charts.chart import Rendered
from dashboard.exports.native import bars, flows, lines, maps, matrix, ternary, tiles, timeline
from dashboard.exports.native.geometry import outlines
from dashboard.exports.native.model import UNNAMED, Native, Plot, Size
from dashboard.exports.native.tables import table_of
from dashboard.figures.plain import Figure

__all__ = ["native"]


def native(rendered: Rendered, *, size: Size, most: int = 12) -> Native:
    """Return the chart, drawing or table that shows a figure; `most` rows of a table, and a drawing of a size.

    A chart that is a table by nature stays one. What has nothing to show (`rendered.reason_empty`) has no native form:
    ask for none.
    """
    figure = rendered.figure
    if figure is None:
        return table_of(rendered, most=most)
    drawn = FORMS[figure["data"][0]["type"]](rendered, figure, size, most)
    if not isinstance(drawn, Plot):
        return drawn
    return _named(drawn, rendered) if drawn.has_points else table_of(rendered, most=most)


def _named(plot: Plot, rendered: Rendered) -> Plot:
    """A lone series without a name is named after its axis, or after the last column of the table."""
    first = plot.series[0]
    if len(plot.series) > 1 or first.name != UNNAMED:
        return plot
    name = plot.value_title or list(rendered.columns.values())[-1]
    return replace(plot, series=(replace(first, name=name),))


def _mapped(rendered: Rendered, figure: Figure, size: Size, most: int) -> Native:
    """The map, from the very boundaries that the browser draws."""
    programme, on = (
        rendered.question.programme,
        rendered.question.filters.on(rendered.question.programme).date(),
    )
    addresses = {trace["geojson"] for trace in figure["data"] if "geojson" in trace}
    enlarged = boundary_url(programme, "london", on)
    shapes = {
        address: outlines(content)
        for address in {*addresses, enlarged}
        if (content := packed(programme, address)) is not None
    }
    drawn = maps.coverage(figure, size=size, shapes=shapes, enlarged=shapes.get(enlarged, {}))
    return drawn if drawn.groups else table_of(rendered, most=most)


def _barred(figure: Figure, size: Size) -> Native:
    """Bars are bars, unless each begins where the figure says: then they are tiles, or spells of time."""
    if "base" not in figure["data"][0]:
        return bars.bars(figure) if figure["data"][0].get("orientation") == "h" else bars.columns(figure)
    is_dated = figure["layout"]["xaxis"].get("type") == "date"
    return timeline.spells(figure, size=size) if is_dated else tiles.grid(figure, size=size)


def _scattered(figure: Figure, most: int) -> Native:
    """Points on two axes of names are signs in a table; all others are lines."""
    is_matrix = figure["layout"]["xaxis"].get("type") == "category"
    return matrix.signs(figure, most=most) if is_matrix else lines.lines(figure)


FORMS: Final[Mapping[str, Callable[[Rendered, Figure, Size, int], Native]]] = {
    "bar": lambda rendered, figure, size, most: _barred(figure, size),  # noqa: ARG005
    "scatter": lambda rendered, figure, size, most: _scattered(figure, most),  # noqa: ARG005
    "choropleth": _mapped,
    "heatmap": lambda rendered, figure, size, most: matrix.numbers(figure),  # noqa: ARG005
    "sankey": lambda rendered, figure, size, most: flows.sankey(figure, size=size),  # noqa: ARG005
    "scatterternary": lambda rendered, figure, size, most: ternary.points(figure),  # noqa: ARG005
}
"""The first trace of a figure says what shape it has."""
