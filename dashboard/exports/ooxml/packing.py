"""The same content, the same bytes: a package without the time of its making."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from pptx.presentation import Presentation as Slides

from dashboard.exports.ooxml.xml import LANGUAGE, one_line, tag
from dashboard.exports.paper.paper import Paper

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file can say."""
MOST = 255
"""Characters that a property of a file holds."""
APP = tag(
    "Properties",
    tag("Application", "CEP Monitor"),
    xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
)


def repacked(package: bytes) -> bytes:
    """Return a zip package with every time in it set to the earliest; content and order stay."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as new:
        for entry in old.infolist():
            stamped = ZipInfo(entry.filename, EARLIEST)
            stamped.compress_type = ZIP_DEFLATED
            stamped.external_attr = 0o600 << 16
            new.writestr(stamped, old.read(entry))
    return out.getvalue()


def described(document: Slides | Document, paper: Paper) -> None:
    """Say of a file what it is: title, subject, keywords, language; its author is the store, and no person."""
    about, on = document.core_properties, paper.asked.filters.on(paper.asked.programme).to_pydatetime()
    about.title, about.subject = one_line(paper.title)[:MOST], one_line(paper.purpose)[:MOST]
    about.author = about.last_modified_by = one_line(paper.asked.programme.store_name)[:MOST]
    about.keywords = one_line("; ".join(("Cultural Education Partnerships", paper.as_at, paper.selection)))[
        :MOST
    ]
    about.comments, about.category = one_line(paper.counting_rule), "Board paper"
    about.language, about.revision = LANGUAGE, 1
    about.created = about.modified = on
    _says_its_program(document)


def _says_its_program(document: Slides | Document) -> None:
    """The library's template says of which program, company and person it is; ours says the product."""
    for part in document.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = APP.encode()
