"""Where the store is taken away: all of it, or what the filters show."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.markup import attributes
from dashboard.exports.tables.whole_store import WHOLE, why_none
from dashboard.question import Question

FORMS = {
    "xlsx": "Excel workbook",
    "ods": "OpenDocument workbook",
    "zip": "CSV files, described for programs (CSVW, data package)",
}


def downloads(question: Question) -> Component:
    """Return the section with the links; with filters there are two of each."""
    chosen = [("What the filters show", question.query)] if question.query and not why_none(question) else []
    return html.Section(
        [
            html.H2("Take the data away", id="downloads-title"),
            html.P(
                "One table a sheet, with every row and whether it is illustrative. Both workbooks, and the CSV files, "
                "can be loaded again as they are.",
                className="card-subtitle",
            ),
            *(_line(label, query) for label, query in [("The whole store", ""), *chosen]),
        ],
        className="chart-card size-full",
        id="downloads",
        **attributes(aria_labelledby="downloads-title"),
    )


def _line(label: str, query: str) -> Component:
    links = [
        html.Li(
            html.A(
                FORMS[form],
                href=f"/export/store.{form}{query}",
                download="",
                **attributes(aria_label=f"{FORMS[form]}: {label.lower()}"),
            )
        )
        for form in WHOLE
    ]
    return html.Div([html.H3(label, className="h6"), html.Ul(links)])
