"""The forms a paper comes in; each brings the libraries it needs only when it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.exports.paper import Paper


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One form: what people call it, its media type, and how it is made."""

    name: str
    media_type: str
    make: Callable[[Paper], bytes]


PAPER_FORMS: Final[Mapping[str, PaperForm]] = {}
"""The ending of the file -> its form."""
