"""The forms a paper comes in; each brings the libraries it needs only when it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.exports.paper import Paper


@dataclass(frozen=True, slots=True)
class Wait:
    """How whoever wants a paper waits: whether they stand in line, and what says that they have gone."""

    patient: bool = True
    gone: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One form: what people call it, its media type, and how it is made."""

    name: str
    media_type: str
    make: Callable[[Paper, Wait], bytes]


def _pdf(paper: Paper, wait: Wait) -> bytes:
    from dashboard.exports.pdf import as_pdf

    return as_pdf(paper, patient=wait.patient, gone=wait.gone)


PAPER_FORMS: Final[Mapping[str, PaperForm]] = {"pdf": PaperForm("PDF", "application/pdf", _pdf)}
"""The ending of the file -> its form."""


def written(paper: Paper, form: str, *, wait: Wait | None = None) -> bytes:
    """Return a paper in one of `PAPER_FORMS`. A PDF raises what `as_pdf` raises; the other forms need no Chrome."""
    return PAPER_FORMS[form].make(paper, wait or Wait())
