"""What happens when the address changes, and what the browser does alone. Verbs, under ten lines, Dash only.

A changed page brings the page. A changed filter brings one answer: figures, words and numbers, which assets/20-cards.js
puts where they belong; elements come only where a page has blocks of its own, and for the words of the filters.
"""

from collections.abc import Sequence
from typing import Any

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from dashboard.components import ids
from dashboard.components.filter_bar import MANY
from dashboard.narrowed import place_of
from dashboard.pages import QuestionReader
from dashboard.pages.page import Page, arrived, block, body, changed
from dashboard.pages.shell import around, filter_words
from dashboard.question import Question


def _every(kind: str) -> dict[str, Any]:
    """The id that matches this part of every card on the page."""
    return {"part": kind, "key": ALL}


def _same(kind: str) -> dict[str, Any]:
    """The id that matches this part of the card the callback is about."""
    return {"part": kind, "key": MATCH}


OUTPUTS = {
    "main": Output(ids.MAIN, "children"),
    "shown": Output(ids.SHOWN, "data"),
    "words": Output(ids.WORDS, "children"),
    "answer": Output(ids.ANSWER, "data"),
    "blocks": Output(_every(ids.BLOCK), "children"),
}

CONTROLS = ("as_at", "since", *MANY, "switches", "need")
"""In the order in which assets/10-address.js takes and gives them."""


def register(app: Dash, reader: QuestionReader) -> None:
    """Attach the callback that answers the address, and those whose bodies are in assets."""

    def answer_address(path: str, search: str | None, shown: str | None) -> dict[str, Any]:
        blocks = [output["id"]["key"] for output in ctx.outputs_grouping["blocks"]]
        return answered(reader, path, search or "", shown, blocks)

    app.callback(
        output=OUTPUTS,
        inputs=[Input(ids.URL, "pathname"), Input(ids.URL, "query"), State(ids.SHOWN, "data")],
        prevent_initial_call=True,
    )(answer_address)
    register_scripts(app)


def register_scripts(app: Dash) -> None:
    """Attach what happens in the browser alone: filter bar and address kept alike, answers put in place."""
    controls = [(ids.control(key), "value") for key in CONTROLS]
    app.clientside_callback(
        ClientsideFunction("address", "sync"),
        [Output(*control) for control in controls],
        [Input(ids.URL, "search"), *(Input(*control) for control in controls)],
        State(ids.DEFAULTS, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("address", "arrived"),
        Output(ids.MAIN, "data-arrived"),
        Input(ids.MAIN, "children"),
        State(ids.SHOWN, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("cards", "place"),
        Output(ids.MAIN, "data-placed"),
        Input(ids.ANSWER, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("composer", "fill"),
        Output(_same(ids.COMPOSER), "data-filled"),
        Input(_same(ids.COMPOSED), "data"),
    )
    app.clientside_callback(
        ClientsideFunction("intake", "open"),
        Output(ids.DESK, "data-open"),
        Input(ids.DESK_OPEN, "data"),
    )


def answered(
    reader: QuestionReader, path: str, search: str, shown: str | None, blocks: Sequence[str]
) -> dict[str, Any]:
    """Return the answer to an address, by the names of `OUTPUTS`, for a browser that shows a page with these blocks."""
    page, question = reader.question_for(path, search)
    here = place_of(path, search)
    made = _changed(page, question, blocks) if here == shown else _arrived(page, question, here, blocks)
    return {"words": filter_words(question), **made}


def _arrived(page: Page, question: Question, here: str, blocks: Sequence[str]) -> dict[str, Any]:
    """The page, and what its cards need beside it; a block of the page just left is not touched."""
    return {
        "main": body(page, question),
        "shown": here,
        "answer": {**around(question), **arrived(page, question)},
        "blocks": [no_update] * len(blocks),
    }


def _changed(page: Page, question: Question, blocks: Sequence[str]) -> dict[str, Any]:
    """The answer of the page that is shown, and the elements of its blocks."""
    return {
        "main": no_update,
        "shown": no_update,
        "answer": {**around(question), **changed(page, question)},
        "blocks": [block(page, question, key) for key in blocks],
    }
