"""The forms a paper comes in; each brings the libraries it needs only when it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.exports.paper.paper import Paper


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One form: what people call it, its media type, and how it is made."""

    name: str
    media_type: str
    make: "Callable[[Paper], bytes]"


def _pdf(paper: "Paper") -> bytes:
    from dashboard.exports.pdf.pdf import as_pdf

    return as_pdf(paper)


def _docx(paper: "Paper") -> bytes:
    from dashboard.exports.word import as_docx

    return as_docx(paper)


def _pptx(paper: "Paper") -> bytes:
    from dashboard.exports.slides import as_pptx

    return as_pptx(paper)


def _xlsx(paper: "Paper") -> bytes:
    from dashboard.exports.tables.workbook import paper_book
    from dashboard.exports.tables.workbook.xlsx import as_xlsx

    return as_xlsx(paper_book(paper))


def _ods(paper: "Paper") -> bytes:
    from dashboard.exports.tables.workbook import paper_book
    from dashboard.exports.tables.workbook.ods import as_ods

    return as_ods(paper_book(paper))


OFFICE: Final = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Final[Mapping[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""The ending of any file that is taken away -> its media type."""
STORE_FORMS: Final = ("xlsx", "ods", "zip")
"""The endings of a file that holds the whole store."""
PAPER_FORMS: Final[Mapping[str, PaperForm]] = {
    "docx": PaperForm("Word", MEDIA_TYPES["docx"], _docx),
    "pptx": PaperForm("PowerPoint", MEDIA_TYPES["pptx"], _pptx),
    "pdf": PaperForm("PDF", MEDIA_TYPES["pdf"], _pdf),
    "xlsx": PaperForm("Excel", MEDIA_TYPES["xlsx"], _xlsx),
    "ods": PaperForm("OpenDocument sheet", MEDIA_TYPES["ods"], _ods),
}
"""The ending of the file -> its form."""


def render_paper(paper: "Paper", form: str, *, anywhere: bool = False) -> bytes:
    """Return a paper in one of `PAPER_FORMS`, in the template that its author chose for this form.

    That is a file of the folder of templates, or `anywhere`; raises `TemplateError` for one that is not there or cannot
    be used. None of the forms needs a browser.
    """
    from dashboard.exports.paper.templates import template_for

    template = template_for(form, paper.choice.template, anywhere=anywhere)
    return PAPER_FORMS[form].make(replace(paper, form=form, template=template))


def lacking_in(template: "Path") -> list[str]:
    """Return a sentence for everything that a paper would miss in a template; none if it has all."""
    from dashboard.exports.paper.templates import PROGRAMS, TemplateError
    from dashboard.exports.slides.layouts import lacking
    from dashboard.exports.slides.page import empty_presentation
    from dashboard.exports.word.styles import lacking as lacking_of_document

    match template.suffix.lower():
        case ".pptx":
            return lacking(empty_presentation(template))
        case ".docx":
            return lacking_of_document(template)
        case _:
            endings = " or ".join(f".{ending}" for ending in PROGRAMS)
            raise TemplateError(f"{template.name} is no template; one ends in {endings}.")
