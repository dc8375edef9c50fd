"""What Chrome leaves undone in a tagged PDF: who it is, in words that machines read, and pictures kept only once."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Dictionary, Object, Pdf, Stream

from dashboard.exports.pdf import tagging

LANGUAGE: Final = "en-GB"


def finished(pressed: bytes, *, title: str, description: str) -> bytes:
    """Return the PDF with title, language and what PDF/UA asks for; equal pages give equal files.

    Neither date nor program is kept: the foot of the paper says which store, date and version made it.
    """
    with pikepdf.open(BytesIO(pressed)) as pdf:
        _describe(pdf, title, description)
        tagging.complete(pdf)
        _keep_once(pdf)
        written = BytesIO()
        pdf.save(
            written,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
        )
    return written.getvalue()


def _describe(pdf: Pdf, title: str, description: str) -> None:
    pdf.Root.Lang = LANGUAGE
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    del pdf.docinfo
    pdf.docinfo["/Title"] = title
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as described:
        described["dc:title"] = title
        described["dc:description"] = description
        described["dc:language"] = {LANGUAGE}
        described["pdfuaid:part"] = "1"


def _keep_once(pdf: Pdf) -> None:
    """Chrome writes a hatched area's picture again for every bar; each is kept once."""
    kept: dict[str, Object] = {}
    for resources in _resources(pdf):
        named = resources.get("/XObject", Dictionary())
        for name, one in list(named.items()):
            if isinstance(one, Stream) and one.get("/Subtype") == "/Image" and "/SMask" not in one:
                named[name] = kept.setdefault(_content(one), one)


def _resources(pdf: Pdf) -> Iterator[Object]:
    for one in pdf.objects:
        if isinstance(one, Dictionary | Stream) and isinstance(one.get("/Resources"), Dictionary):
            yield one.Resources


def _content(image: Stream) -> str:
    facts = f"{image.get('/Width')} {image.get('/Height')} {image.get('/ColorSpace')} {image.get('/Filter')}"
    return sha256(facts.encode() + image.read_raw_bytes()).hexdigest()
