"""What an xlsx workbook checks, and offers in a list, while a cell is filled in."""

from collections.abc import Mapping

from data.returns.sheets import Column, Sheet
from data.returns.sheets.days import EARLIEST, LATEST, DayKind
from data.returns.sheets.kinds import FlagKind, NumberKind
from data.returns.sheets.vocabularies import WordKind
from data.returns.templates import pages
from data.returns.templates.pages import LISTS
from data.returns.workbook.grids import letter

Rule = dict[str, object]
_LOWEST = -1e15
"""Stands for no lower limit; a spreadsheet's rule needs one."""
_LAST_ROW = 10_000


def list_places() -> dict[str, str]:
    """Noun -> the cells of the sheet of lists that hold its codes."""
    return {
        noun: f"={LISTS}!${letter(place * 2)}$2:${letter(place * 2)}${len(vocabulary) + 1}"
        for place, (noun, vocabulary) in enumerate(pages.lists().items())
    }


def rule(sheet: Sheet, column: Column, places: Mapping[str, str]) -> Rule | None:
    """The rule for the cells of a column; None where anything may be written."""
    if isinstance(column.kind, FlagKind):
        return {"validate": "list", "source": ["yes", "no"], **_said("Write yes or no.")}
    if isinstance(column.kind, WordKind):
        return {"validate": "list", "source": places[pages.noun(column)], **_said("Choose from the list.")}
    if isinstance(column.kind, DayKind):
        between = {"criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
        return {"validate": "date", **between, **_said("Write a day, such as 2019-03-31.")}
    if isinstance(column.kind, NumberKind):
        return _of_number(column.kind)
    return _of_key(sheet, column, places)


def _of_number(kind: NumberKind) -> Rule:
    validate: Rule = {"validate": "integer" if kind.whole else "decimal", **_said(f"Write {kind.words}.")}
    if kind.most is not None:
        return {**validate, "criteria": "between", "minimum": kind.least or 0, "maximum": kind.most}
    return {**validate, "criteria": ">=", "value": _LOWEST if kind.least is None else kind.least}


def _of_key(sheet: Sheet, column: Column, places: Mapping[str, str]) -> Rule | None:
    """The keys that there are; others may be written, since the store can have them."""
    if column.name == "bridge":
        return {"validate": "list", "source": places["bridge"], **_said("Choose from the list.", stop=False)}
    other = pages.referred_to(sheet, column)
    if other is None:
        return None
    at = letter(list(other.columns).index(other.key[0]))
    words = f"The sheet {other.name} has no such key."
    return {
        "validate": "list",
        "source": f"={other.name}!${at}$2:${at}${_LAST_ROW}",
        **_said(words, stop=False),
    }


def _said(words: str, *, stop: bool = True) -> Rule:
    return {"error_title": "Return", "error_message": words, "error_type": "stop" if stop else "warning"}
