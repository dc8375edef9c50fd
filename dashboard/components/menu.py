"""The menu of a card: show the table, and take the chart away as picture, data or copy."""

from dash import html
from dash.development.base_component import Component

from dashboard.charts.chart import Rendered
from dashboard.components.markup import attributes
from dashboard.exports.rows import export_address

DATA = ("xlsx", "ods", "csv", "json")
"""The forms of a table, those for people first."""


def menu(rendered: Rendered) -> Component:
    """Return the menu: a native disclosure with a line for each kind of taking away; what is not there is left out."""
    drawn, told = rendered.figure is not None, not rendered.reason_empty
    pictures = [_button(form.upper(), form, named=f"Picture ({form.upper()})") for form in ("png", "svg")]
    files = [_download(rendered, form) for form in DATA]
    copies = [
        *([_copy("picture")] if drawn else []),
        *([_copy("table")] if told else []),
        _copy("sentence"),
        _copy("link"),
    ]
    return html.Details(
        [
            html.Summary("Export", **attributes(aria_label=f"Export: {rendered.chart.question}")),
            html.Div(
                [
                    *([_button("Show table", "table")] if drawn else []),
                    *([_line("Picture", pictures)] if drawn else []),
                    *([_line("Data", files)] if told else []),
                    _line("Copy", copies),
                ],
                className="menu-items",
            ),
        ],
        className="card-menu",
    )


def _line(label: str, items: list[Component]) -> Component:
    """One line: what kind, then the choices; the group is named for those who do not see the line."""
    return html.Div(
        [html.Span(label, className="menu-label"), html.Div(items, className="menu-choices")],
        className="menu-line",
        role="group",
        **attributes(aria_label=label),
    )


def _button(words: str, does: str, *, named: str = "") -> Component:
    name = attributes(aria_label=named) if named else {}
    return html.Button(words, className="menu-item", type="button", **attributes(data_does=does), **name)


def _copy(what: str) -> Component:
    return _button(what.capitalize(), f"copy-{what}", named=f"Copy {what}")


def _download(rendered: Rendered, form: str) -> Component:
    name = form.upper()
    return html.A(
        name,
        href=export_address(rendered, form),
        className="menu-item",
        download="",
        **attributes(aria_label=f"Data ({name})"),
    )
