"""What a changed filter brings: figures, words and numbers, of everything that the page shows, and no elements."""

from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.filters import Filters
from dashboard.pages import PAGES
from dashboard.pages.page import Page, arrived, body, changed
from dashboard.question import Question
from data.programme.programme import Programme

LONDON = "E12000007"


def texts(node: Any) -> Iterator[str]:
    """Every text in plain values or elements."""
    if isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


def elements(node: Any) -> Iterator[dict[str, Any]]:
    """Every element in plain values."""
    if isinstance(node, dict):
        if {"type", "props"} <= node.keys():
            yield node
        for value in node.values():
            yield from elements(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from elements(value)


def read(node: Any) -> str:
    """What an element says to whoever reads it."""
    if isinstance(node, dict):
        return read(node["props"].get("children"))
    return "".join(map(read, node)) if isinstance(node, list | tuple) else str(node or "")


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(region=(LONDON,)), Filters(illustrative=False)], ids=str
)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_answer_has_no_elements_and_says_what_the_page_would_say(
    demo_programme: Programme, page: Page, filters: Filters
) -> None:
    question = Question(demo_programme, filters)
    answer = changed(page, question)
    assert list(elements(answer)) == []
    shown = body(page, question)
    on_page = set(texts(shown)) | {read(one) for one in elements(shown)}
    said = {answer["title"], answer["sentence"], answer["mark"]}
    for tile in answer["tiles"]:
        said |= {tile[part] for part in ("name", "mark", "number", "unit", "rated", "rule", "note", "more")}
    for card in answer["cards"].values():
        said |= {card[part] for part in ("headline", "subtitle", "mark", "message", "text", "from", "source")}
    assert {text.strip() for text in said - {""}} <= {text.strip() for text in on_page}
    beside = arrived(page, question)["cards"]
    assert {
        key: {part: card[part] for part in beside[key]} for key, card in answer["cards"].items()
    } == beside
