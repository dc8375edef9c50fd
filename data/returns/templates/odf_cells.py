"""Cells and rows of a table in the XML of the open document standard."""

import re
from collections.abc import Iterable
from datetime import date
from html import escape

from data.returns.templates.pages import plain

_SPACES = re.compile(r" {2,}")


def cell(value: object, attributes: str) -> str:
    """A cell with a value of the store; `attributes` say how it looks."""
    held = plain(value)
    if held is None:
        return f"<table:table-cell{attributes}/>"
    if isinstance(held, date):
        day = held.isoformat()
        return _cell(f'{attributes} office:value-type="date" office:date-value="{day}"', day)
    if isinstance(held, float):
        number = repr(held).removesuffix(".0")
        return _cell(f'{attributes} office:value-type="float" office:value="{number}"', number)
    return _cell(f'{attributes} office:value-type="string"', str(held))


def text_cell(words: str, style: str = "") -> str:
    """A cell of words."""
    named = f' table:style-name="{style}"' if style else ""
    return _cell(f'{named} office:value-type="string"', words)


def annotated(words: str, note: str, style: str) -> str:
    """A cell of words with a note on it."""
    said = f"<office:annotation>{_paragraphs(note)}</office:annotation>"
    start = f'<table:table-cell table:style-name="{style}" office:value-type="string">'
    return f"{start}{said}{_paragraphs(words)}</table:table-cell>"


def row(cells: Iterable[str], *, times: int = 1) -> str:
    """A row of cells, `times` over."""
    again = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{again}>{''.join(cells)}</table:table-row>"


def _cell(attributes: str, words: str) -> str:
    return f"<table:table-cell{attributes}>{_paragraphs(words)}</table:table-cell>"


def _paragraphs(words: str) -> str:
    """Words as paragraphs, one a line; the standard takes several spaces for one, unless they are counted."""
    lines = (
        _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(line))
        for line in words.split("\n")
    )
    return "".join(f"<text:p>{line}</text:p>" for line in lines)
