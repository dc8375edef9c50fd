"""The store as files, all of it or what the filters show: a workbook that can be imported again, or text files."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dashboard import words
from dashboard.exports.paper.command import command
from dashboard.filters import DEFAULT_NEED
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.answerable import why_not
from dashboard.question import Asked
from dashboard.settings import product_version
from data.programme.programme import Programme, Scope
from data.returns.templates import files_of, workbook_of

WHOLE: Final[Mapping[str, str]] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "zip": "application/zip",
}
"""Form -> its media type."""


def shown(asked: Asked) -> Programme:
    """Return the programme as far as the filters show it.

    Place, sector and lever choose partnerships, and what belongs to them comes along; illustrative rows are left out
    when they are hidden, and what began after an as-at date that is said. How things are counted changes no row.
    """
    filters = asked.filters
    everything = replace(filters, illustrative=True)
    picked = None
    if not selection.is_whole_programme(filters):
        partnerships = selection.selected(asked.programme, everything)["partnership"]
        picked = frozenset(partnerships)
    scope = Scope(illustrative=filters.illustrative, partnerships=picked, until=filters.as_at)
    return asked.programme.visible_to(scope)


def why_none(asked: Asked) -> str:
    """Say why the filters choose nothing that is known, and so no file; nothing where they can be answered."""
    return why_not(asked.programme, asked.filters)


def whole(asked: Asked, form: str) -> bytes:
    """Return one file in a form of `WHOLE`: what the filters show, with a line that says so."""
    return workbook_of(shown(asked), form=form, said=_said(asked, file_name(asked, form)))


def folder(asked: Asked) -> dict[str, bytes]:
    """Return text files by name: one a sheet, and what describes them to programs."""
    return files_of(shown(asked), said=_said(asked, _stem(asked)))


def file_name(asked: Asked, form: str) -> str:
    """Return the name of the one file."""
    return f"{_stem(asked)}.{form}"


def _stem(asked: Asked) -> str:
    return f"cep-store-{asked.filters.on(asked.programme):%Y-%m-%d}"


def _said(asked: Asked, name: str) -> tuple[str, ...]:
    """What a file (or folder) of this name says of itself: what chose its rows, and the command that makes it again."""
    filters = asked.filters
    chose = replace(asked, filters=replace(filters, need=DEFAULT_NEED, method="primary", emerging=False))
    until = f" What began after {words.day(filters.as_at)} is left out." if filters.as_at else ""
    remade = command(chose, "export", name, dated=False)
    return (
        f"Filters: {chose.filters.describe(asked.known)}.{until}",
        f"Made with CEP Monitor {product_version()} by the command “{remade}”.",
    )
