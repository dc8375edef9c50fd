"""Where returns are handed in, and what was loaded before; assets/25-intake.js fills both places."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components import ids
from dashboard.components.markup import attributes


def desk() -> Component:
    """Return the section in which files are sent, checked and loaded."""
    return html.Section(
        [
            html.H2("Load returns", id="intake-title"),
            html.P(
                "Send a filled-in template, or any workbook or CSV with its sheets. You see what is wrong in which "
                "cell and what would change; then you load it in one step, and can take it back.",
                className="card-subtitle",
            ),
            html.Div(id=ids.DESK, className="intake-desk"),
            dcc.Store(id=ids.DESK_OPEN, data=True),
        ],
        className="chart-card intake",
        id="intake",
        **attributes(aria_labelledby="intake-title"),
    )


def history() -> Component:
    """Return the section that lists every batch."""
    return html.Section(
        [
            html.H2("What was loaded"),
            html.P(
                "Every loading is one batch: which files, when, how many rows. Undoing restores the state before, "
                "unless later changes stand on it.",
                className="card-subtitle",
            ),
            html.Div(id=ids.HISTORY),
        ],
        className="chart-card size-full",
    )
