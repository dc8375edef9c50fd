"""The file of a paper: the same content, the same bytes, and what it says of itself."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from pptx.presentation import Presentation as Slides

from dashboard.exports.native.drawingml import LANGUAGE, one_line
from dashboard.exports.paper.paper import Paper

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file can say."""
MOST = 255
"""Characters that a property of a file holds."""


def file_of(document: Slides | Document, paper: Paper) -> bytes:
    """Return a finished paper as the bytes of its file; every time in the zip package is the earliest."""
    _describe(document, paper)
    saved, out = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as new:
        for entry in old.infolist():
            stamped = ZipInfo(entry.filename, EARLIEST)
            stamped.compress_type = ZIP_DEFLATED
            stamped.external_attr = 0o600 << 16
            new.writestr(stamped, old.read(entry))
    return out.getvalue()


def _describe(document: Slides | Document, paper: Paper) -> None:
    """Say of a file what it is: title, subject, keywords, language; its author is the store, and no person."""
    about, on = document.core_properties, paper.question.filters.on(paper.question.programme).to_pydatetime()
    about.title, about.subject = one_line(paper.title)[:MOST], one_line(paper.purpose)[:MOST]
    about.author = about.last_modified_by = one_line(paper.question.programme.store_name)[:MOST]
    keywords = ("Cultural Education Partnerships", paper.as_at, paper.selection)
    about.keywords = one_line("; ".join(keywords))[:MOST]
    about.comments, about.category = one_line(paper.counting_rule), "Board paper"
    about.language, about.revision = LANGUAGE, 1
    about.created = about.modified = on
