"""What happens when the address changes, and what the browser does alone. Verbs, under ten lines, Dash only.

A changed page brings the page, a changed filter brings every chart at once, in one answer.
"""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from dashboard.components import card, ids
from dashboard.components.filter_bar import MANY
from dashboard.pages import PAGES, QuestionReader
from dashboard.pages.page import Page, answer, beneath, body, rendered
from dashboard.pages.shell import filter_words, navigation, store_line
from dashboard.question import Question

OUTPUTS = {
    "nav": Output(ids.NAV, "children"),
    "words": Output(ids.WORDS, "children"),
    "line": Output(ids.STORE_LINE, "children"),
    "shown": Output(ids.SHOWN, "data"),
    "main": Output(ids.MAIN, "children"),
    ids.HEAD: Output(ids.every(ids.HEAD), "children"),
    ids.BOX: Output(ids.every(ids.BOX), "style"),
    ids.FIGURE: Output(ids.every(ids.FIGURE), "figure"),
    ids.FOOT: Output(ids.every(ids.FOOT), "children"),
    ids.EXTRA: Output(ids.every(ids.EXTRA), "data"),
    ids.BLOCK: Output(ids.every(ids.BLOCK), "children"),
}

PARTS = {
    ids.HEAD: card.head,
    ids.BOX: card.box_style,
    ids.FIGURE: card.figure,
    ids.FOOT: card.foot,
    ids.EXTRA: card.extra,
}
BLOCKS = {"answer": answer, "beneath": beneath}

CONTROLS = ("as_at", "since", *MANY, "switches", "need")
"""In the order in which assets/10-address.js takes and gives them."""


def register(app: Dash, reader: QuestionReader) -> None:
    """Attach the callback that answers the address, and those whose bodies are in assets."""

    def answer_address(path: str, search: str, shown: str) -> dict[str, Any]:
        page, question = reader.question_for(path, search or "")
        surroundings = around(question, path)
        if path != shown:
            return {**surroundings, "main": body(page, question), **_nothing(ctx.outputs_grouping)}
        return {**surroundings, "main": no_update, **_changed(page, question, ctx.outputs_grouping)}

    app.callback(
        output=OUTPUTS,
        inputs=[Input(ids.URL, "pathname"), Input(ids.URL, "search"), State(ids.SHOWN, "data")],
        prevent_initial_call=True,
    )(answer_address)
    register_scripts(app)


def register_scripts(app: Dash) -> None:
    """Attach what happens in the browser alone: filter bar and address kept alike, cards filled, arrivals announced."""
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


def around(question: Question, path: str) -> dict[str, Any]:
    """Return what changes in the shell: links that keep the filters, their words, the data line."""
    return {
        "nav": navigation(PAGES, path, question.query),
        "words": filter_words(question),
        "line": store_line(question),
        "shown": path,
    }


def _nothing(asked_for: dict[str, Any]) -> dict[str, Any]:
    return {kind: [no_update] * len(asked_for[kind]) for kind in (*PARTS, ids.BLOCK)}


def _changed(page: Page, question: Question, asked_for: dict[str, Any]) -> dict[str, Any]:
    """Every part of every card on the page; a part of a page just left is not touched."""
    answered = rendered(page, question)
    parts = {
        kind: [make(answered[key]) if key in answered else no_update for key in _keys(asked_for[kind])]
        for kind, make in PARTS.items()
    }
    blocks = [
        BLOCKS[key](page, question) if key in BLOCKS else no_update for key in _keys(asked_for[ids.BLOCK])
    ]
    return {**parts, ids.BLOCK: blocks}


def _keys(outputs: list[dict[str, Any]]) -> list[str]:
    return [output["id"]["key"] for output in outputs]
