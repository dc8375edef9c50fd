"""A plain Dash application with the charts of our page of levers: what a good engineer would write with pandas.

It is what our speed is held against. It reads the store once, answers a filter change in one callback with plain
dictionaries, compresses, and keeps nothing between requests. `gunicorn tests.bench.plain.app:server` serves it over
the store that STORE names.
"""

import os

import pandas as pd
from dash import Dash, Input, Output, dcc, html

from tests.bench.plain.charts import Figure, figures
from tests.bench.plain.tables import Tables, read

QUESTIONS = (
    "Which levers are pulled?",
    "Was a secondary lever considered?",
    "How do partnerships balance the three levers?",
    "Which other agendas are joined?",
    "What leads to what?",
    "How often does one lever lead to another?",
    "In which partnerships did one thing lead to another?",
    "Which approaches are taken?",
)
GRAPHS = [f"chart-{number}" for number in range(len(QUESTIONS))]


def create_app(store: str) -> Dash:
    """Return the application over a store."""
    tables = read(store)
    app = Dash(__name__, title="Levers", compress=True)
    app.layout = layout(tables)

    @app.callback(
        [Output(graph, "figure") for graph in GRAPHS],
        Input("as-at", "date"),
        Input("region", "value"),
        Input("sector", "value"),
    )
    def redraw(as_at: str | None, regions: list[str] | None, sectors: list[str] | None) -> list[Figure]:
        return figures(tables, pd.Timestamp(as_at or tables.as_at), regions or [], sectors or [])

    app.server.test_client().get(
        "/"
    )  # the first request registers Dash's bundles: not in two threads at once
    return app


def layout(tables: Tables) -> html.Main:
    """Return the filter bar, and a card for each chart."""
    bar = [
        html.Label(
            ["As at", dcc.DatePickerSingle(id="as-at", date=tables.as_at.date(), display_format="D MMM YYYY")]
        ),
        html.Label(["Region", dcc.Dropdown(id="region", options=tables.regions, multi=True)]),
        html.Label(["Sector at the table", dcc.Dropdown(id="sector", options=tables.sectors, multi=True)]),
    ]
    columns = {"display": "grid", "gap": "1rem"}
    cards = [
        html.Section([html.H2(question), dcc.Graph(id=graph, config={"displayModeBar": False})])
        for graph, question in zip(GRAPHS, QUESTIONS, strict=True)
    ]
    return html.Main(
        [
            html.H1("Which levers are pulled, and what leads to what?"),
            html.Div(bar, style={**columns, "gridTemplateColumns": "12rem 1fr 1fr"}),
            html.Div(cards, style={**columns, "gridTemplateColumns": "1fr 1fr"}),
        ],
        style={"fontFamily": "system-ui, sans-serif", "maxWidth": "80rem", "margin": "auto"},
    )


server = create_app(os.environ["STORE"]).server if "STORE" in os.environ else None
