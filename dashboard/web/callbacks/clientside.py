"""What happens in the browser alone: filter bar and address kept alike, cards filled, arrivals announced."""

from dash import ClientsideFunction, Dash, Input, Output, State

from dashboard.components import ids
from dashboard.components.filter_bar import MANY

CONTROLS = ("as_at", "since", *MANY, "switches", "need")
"""In the order in which assets/10-address.js takes and gives them."""


def register(app: Dash) -> None:
    """Attach the callbacks whose bodies are in assets."""
    controls = [(ids.control(key), "value") for key in CONTROLS]
    app.clientside_callback(
        ClientsideFunction("address", "sync"),
        [Output(ids.URL, "search"), *(Output(*control) for control in controls)],
        [Input(ids.URL, "search"), *(Input(*control) for control in controls)],
        State(ids.DEFAULTS, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("address", "arrived"),
        Output(ids.MAIN, "data-arrived"),
        Input(ids.MAIN, "children"),
    )
    app.clientside_callback(
        ClientsideFunction("cards", "fill"),
        Output(ids.same(ids.SLOT), "data-filled"),
        Input(ids.same(ids.EXTRA), "data"),
    )
    app.clientside_callback(
        ClientsideFunction("composer", "fill"),
        Output(ids.same(ids.COMPOSER), "data-filled"),
        Input(ids.same(ids.COMPOSED), "data"),
    )
    app.clientside_callback(
        ClientsideFunction("cards", "choose"),
        Output(ids.same(ids.BOX), "data-chosen"),
        Input(ids.same(ids.FIGURE), "clickData"),
        State(ids.same(ids.FIGURE), "id"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("intake", "open"),
        Output(ids.DESK, "data-open"),
        Input(ids.DESK_OPEN, "data"),
    )
