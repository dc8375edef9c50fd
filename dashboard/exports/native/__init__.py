"""A chart as an office program draws it by itself: the one reading of a figure that slides and documents share."""

from dataclasses import replace
from typing import Final

from dashboard.boundaries import boundary_url, packed
from dashboard.charts.chart import Rendered
from dashboard.charts.render import IS_ILLUSTRATIVE
from dashboard.exports.native import flows, maps, plots, timeline
from dashboard.exports.native.model import UNNAMED, Native, Plot, Size
from dashboard.exports.native.outlines import outlines
from dashboard.exports.native.tables import numbers, signs, table_of
from dashboard.figures.plain import Figure

__all__ = ["native"]

PER_CENT: Final = "%"


def native(rendered: Rendered, *, size: Size, most: int = 12) -> Native:
    """Return the chart, drawing or table that shows a figure; `most` rows of a table, and a drawing of a size.

    A chart that is a table by nature stays one. What has nothing to show (`rendered.reason_empty`) has no native form:
    ask for none.
    """
    figure = rendered.figure
    drawn = None if figure is None else _drawn(rendered, figure, size, most)
    if drawn is None or (isinstance(drawn, Plot) and not drawn.has_points):
        return table_of(rendered, most=most)
    return _with_unit(_named(drawn, rendered)) if isinstance(drawn, Plot) else drawn


def _drawn(  # noqa: PLR0911  (a return for each form)
    rendered: Rendered, figure: Figure, size: Size, most: int
) -> Native | None:
    """The form that a figure's first trace asks for; None for a map without areas."""
    trace, across = figure["data"][0], figure["layout"].get("xaxis", {}).get("type")
    match trace["type"]:
        case "bar" if "base" in trace:  # where each bar begins is said: spells of time, or tiles
            form = timeline.spells if across == "date" else maps.grid
            return form(figure, size=size)
        case "bar":
            return plots.bars(figure) if trace.get("orientation") == "h" else plots.columns(figure)
        case "scatter":  # points on two axes of names are signs in a table
            if across == "category":
                return signs(figure, most=most)
            return plots.quadrants(figure) if trace["mode"] == "markers" else plots.lines(figure)
        case "scatterternary":
            return plots.points(figure)
        case "heatmap":
            return numbers(figure)
        case "sankey":
            return flows.sankey(figure, size=size)
        case _:
            return _map(rendered, figure, size)


def _named(plot: Plot, rendered: Rendered) -> Plot:
    """A lone series without a name is named after its axis, or after the last column of the table."""
    first = plot.series[0]
    if len(plot.series) > 1 or first.name != UNNAMED:
        return plot
    *_, last = (label for key, label in rendered.columns.items() if key != IS_ILLUSTRATIVE)
    name = plot.value_title or last
    return replace(plot, series=(replace(first, name=name),))


def _with_unit(plot: Plot) -> Plot:
    """Numbers that the title of their axis calls a share carry the sign for it."""
    return replace(plot, unit=PER_CENT) if PER_CENT in plot.value_title else plot


def _map(rendered: Rendered, figure: Figure, size: Size) -> Native | None:
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
    return drawn if drawn.groups else None
