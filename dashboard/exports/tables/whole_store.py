"""The store as files, all of it or what the filters show: a workbook that can be imported again, or text files."""

from dataclasses import replace
from typing import Final

from dashboard import release, words
from dashboard.exports.paper.choice import command
from dashboard.file_names import file_stem
from dashboard.filters import DEFAULT_NEED
from dashboard.indicators.shared import places, selection
from dashboard.question import Question
from dashboard.settings import product_version
from data.programme.programme import Programme, Scope
from data.returns.templates import files_of, workbook_of

FOLDER: Final = "cep-store"
"""The folder of text files that the command that makes them again names."""


def filtered_programme(question: Question) -> Programme:
    """Return the programme as far as the filters show it.

    Place, sector and lever choose partnerships, and what belongs to them comes along; illustrative rows are left out
    when they are hidden, and what began after an as-at date that is said. Statistics are those of the places asked for,
    by whatever code an authority had or has. How things are counted changes no row.
    """
    filters = question.filters
    picked = None
    if not selection.is_whole_programme(filters):
        partnerships = selection.selected(question)["partnership"]
        picked = frozenset(partnerships)
    scope = Scope(illustrative=filters.illustrative, partnerships=picked, until=filters.as_at)
    shown = question.programme.visible_to(scope)
    if not selection.asks_where(filters):
        return shown
    authorities = places.authorities(question.programme, question.on)["area_code"]
    codes = places.codes_of(
        question.programme, question.on, authorities[selection.in_places(question, question.on)]
    )
    counted = shown.area_statistics
    return replace(shown, area_statistics=counted[counted["area_code"].isin(codes)].reset_index(drop=True))


def store_file(question: Question, form: str) -> bytes:
    """Return one file in a form of `STORE_FORMS`: what the filters show, with a line that says so."""
    return workbook_of(filtered_programme(question), form=form, said=_provenance(question, "--format", form))


def text_files(question: Question) -> dict[str, bytes]:
    """Return text files by name: one a sheet, and what describes them to programs."""
    return files_of(filtered_programme(question), said=_provenance(question, FOLDER))


def file_name(question: Question, form: str, *, what: str = "cep-store") -> str:
    """Return the name of the one file; with an as-at date it says that what began later is left out."""
    what = f"{what}-until" if question.filters.as_at else what
    return f"{file_stem(_choosing(question), what)}.{form}"


def _choosing(question: Question) -> Question:
    """The question with what chooses rows alone: how things are counted changes none."""
    return question.with_filters(need=DEFAULT_NEED, method="primary", emerging=False, existing=False)


def _provenance(question: Question, *target: str) -> tuple[str, ...]:
    """What a file or folder says of itself: what chose its rows, and the command that makes it again."""
    chose, filters = _choosing(question), question.filters
    until = f" What began after {words.day(filters.as_at)} is left out." if filters.as_at else ""
    remade = command(chose, "export", *target, dated=False)
    return (
        f"Filters: {chose.filters.describe(question.known, whole=question.whose)}.{until}",
        release.in_short(),
        f"Made with CEP Monitor {product_version()}{f' by the command “{remade}”' if remade else ''}.",
    )
