"""One question to the dashboard: which store, which filters, about whom."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from dashboard import words
from dashboard.filters import Filters, Vocabulary, vocabulary
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.cache import remembered
from data.programme.programme import Programme

PARTNERSHIP = "partnership"
"""The one query key that is no filter: which partnership a chart about one partnership is about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants to know; hashable, so that an answer can be kept.

    `ignored` are sentences. `about` is the partnership that the path names, `added` the one that the query adds.
    """

    programme: Programme
    filters: Filters
    ignored: tuple[str, ...] = ()
    about: str | None = None
    added: str | None = None

    @classmethod
    def from_query(cls, programme: Programme, query: str, *, about: str | None = None) -> "Asked":
        """Read a query string against what this store knows; never raises."""
        pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True, errors="replace")
        named = [value for key, value in pairs if key == PARTNERSHIP]
        rest = urlencode([(key, value) for key, value in pairs if key != PARTNERSHIP])
        parsed = Filters.from_query(rest, known=known_words(programme), store_as_at=programme.as_at)
        return cls(programme, parsed.filters, parsed.ignored, about, None if about or not named else named[0])

    @property
    def known(self) -> Vocabulary:
        """The values that the filters may take in this store, with their labels."""
        return known_words(self.programme)

    @property
    def seen(self) -> Programme:
        """The programme as these filters show it: without its illustrative rows when they are hidden."""
        return selection.seen(self.programme, self.filters)

    @property
    def place(self) -> str:
        """Where the question is about: "England", "London", "the patch of Artswork"."""
        return self.filters.place(self.known)

    @property
    def where(self) -> str:
        """The selection as it ends a sentence: "" for all of England, else its place and what else is chosen."""
        return f"{self.inside}{self.chosen}"

    @property
    def chosen(self) -> str:
        """What is chosen beside the place as it ends a sentence: "" or " with the chosen sectors and levers"."""
        kinds = [kind for kind in ("sector", "lever") if getattr(self.filters, kind)]
        said = [words.plural(kind) if len(getattr(self.filters, kind)) > 1 else kind for kind in kinds]
        return f" with the chosen {words.listing(said)}" if said else ""

    @property
    def inside(self) -> str:
        """The place as it ends a sentence: "" for all of England, else " in London"."""
        return "" if self.place == "England" else f" in {self.place}"

    @property
    def beyond(self) -> str:
        """That the as-at date lies past what the store is complete to; nothing where it does not."""
        complete = self.programme.as_at
        if self.filters.as_at is None or self.filters.as_at <= complete:
            return ""
        return f"complete to {words.day(complete)} only"

    @property
    def subject(self) -> str | None:
        """The partnership that is asked about, however it was named."""
        return self.about or self.added

    @property
    def query(self) -> str:
        """The canonical query of the filters with its question mark, or nothing."""
        return self.query_of(self.filters, added=None)

    def query_of(self, filters: Filters, *, added: str | None) -> str:
        """The canonical query of other filters, with the partnership that is added to the page, if any."""
        parts = [filters.to_query(), urlencode({PARTNERSHIP: added}) if added else ""]
        text = "&".join(part for part in parts if part)
        return f"?{text}" if text else ""


@remembered(most=4)
def known_words(programme: Programme) -> Vocabulary:
    """Return the vocabulary of a programme, worked out once."""
    return vocabulary(programme)
