"""Workbooks that we send out: blank, filled for one partnership, or the whole store; each reads back as it was written.

`template(form)` needs no store. `workbook_of(programme, partnership=...)` holds what the programme knows.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from data.programme.programme import Programme, Scope
from data.returns.templates import excel, opendocument, texts
from data.returns.templates.pages import (
    Book,
    UnknownBridgeError,
    UnknownPartnershipError,
    about,
    blank,
    filled,
    known_to,
)

__all__ = [
    "BUNDLES",
    "FORMS",
    "UnknownBridgeError",
    "UnknownPartnershipError",
    "files_of",
    "template",
    "workbook_of",
]

FORMS: Mapping[str, Callable[[Book], bytes]] = MappingProxyType(
    {"xlsx": excel.written, "ods": opendocument.written}
)
"""Form -> how a workbook is written in it."""
BUNDLES: Mapping[str, Callable[[Book], bytes]] = MappingProxyType({**FORMS, "zip": texts.written})
"""Form -> how everything is written in it: the workbooks, and a zip of a described text file (csv) for each sheet."""


def template(form: str = "xlsx") -> bytes:
    """A blank workbook with every sheet of a return."""
    return FORMS[form](blank())


def workbook_of(
    programme: Programme,
    *,
    partnership: str | None = None,
    bridge: str | None = None,
    form: str = "xlsx",
    said: Sequence[str] = (),
) -> bytes:
    """A workbook of all that a programme knows, of what concerns one partnership, or all partnerships of one bridge.

    That of a bridge names no partnership, activity or organisation that is not its own, in its lists neither.
    `form` is one of `BUNDLES`, `said` are further lines about what it holds. Raises `UnknownPartnershipError` and
    `UnknownBridgeError` for a key that the programme does not have.
    """
    return BUNDLES[form](_book(programme, partnership, bridge, said))


def files_of(programme: Programme, *, said: Sequence[str] = ()) -> dict[str, bytes]:
    """All that a programme knows as text files, one a sheet, and the two files that describe them, by name."""
    return texts.files(_book(programme, None, None, said))


def _book(programme: Programme, partnership: str | None, bridge: str | None, said: Sequence[str]) -> Book:
    if bridge is not None and bridge in set(programme.partnerships["bridge"]):
        programme = programme.visible_to(Scope(bridges=frozenset({bridge})))
    rows = filled(programme, partnership, bridge)
    about_it = (*about(programme, partnership, bridge), *said)
    return Book(rows=rows, about=about_it, known=known_to(programme))
