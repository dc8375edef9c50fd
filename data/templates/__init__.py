"""Workbooks that we send out: blank, filled for one partnership, or the whole store; each reads back as it was written.

`template(form)` needs no store. `workbook_of(programme, partnership=...)` holds what the programme knows.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from data.programme import Programme
from data.templates import excel, opendocument, texts
from data.templates.filling import UnknownPartnershipError, about, filled
from data.templates.pages import Book, blank

__all__ = ["BUNDLES", "FORMS", "UnknownPartnershipError", "template", "workbook_of"]

FORMS: Mapping[str, Callable[[Book], bytes]] = MappingProxyType(
    {"xlsx": excel.written, "ods": opendocument.written}
)
"""Form -> how a workbook is written in it."""
BUNDLES: Mapping[str, Callable[[Book], bytes]] = MappingProxyType({**FORMS, "zip": texts.written})
"""Form -> how everything is written in it: the workbooks, and a zip of one text file (csv) a sheet."""


def template(form: str = "xlsx") -> bytes:
    """A blank workbook with every sheet of a return."""
    return FORMS[form](blank())


def workbook_of(programme: Programme, *, partnership: str | None = None, form: str = "xlsx") -> bytes:
    """A workbook of all that a programme knows, or of what concerns one partnership; `form` is one of `BUNDLES`.

    Raises `UnknownPartnershipError` for a key that the programme does not have.
    """
    rows = filled(programme, partnership)
    return BUNDLES[form](Book(rows=rows, about=about(programme, partnership)))
