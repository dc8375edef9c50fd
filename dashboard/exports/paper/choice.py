"""What an author chooses for a board paper, as a query and back; and the command line that makes a file again."""

import shlex
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlencode

from dashboard.narrowed import COMPARE
from dashboard.question import PARTNERSHIP, Question
from dashboard.words import listing, shortened

Pairs = list[tuple[str, str]]

CHART: Final = "chart"
LENGTHS: Final = {"title": 150, "purpose": 400, "summary": 2000}
"""The author's own words, and how many characters of each a paper has room for."""
KEYS: Final = (CHART, *LENGTHS)
MOST_CHARTS: Final = 30
MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """Which charts in which order, and the author's own words; empty means what the product would say.

    `summary` are the lines of the author's summary. Equal choices are equal values: stray spaces and repeats are gone.
    """

    charts: tuple[str, ...] = ()
    title: str = ""
    purpose: str = ""
    summary: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: str, *, known: Collection[str]) -> "Chosen":
        """Read the choice of a query string; never raises. `known` are the keys of the charts there are."""
        pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True, errors="replace")
        given = {key: [value for one, value in pairs if one == key] for key in KEYS}
        charts, misread = _charts(given[CHART], known)
        title, long_title = _words("title", given["title"])
        purpose, long_purpose = _words("purpose", given["purpose"])
        summary, long_summary = _summary(given["summary"])
        rest = urlencode([(key, value) for key, value in pairs if key not in KEYS])
        ignored = tuple(dict.fromkeys([*misread, *long_title, *long_purpose, *long_summary]))
        return Chosen(cls(charts, title, purpose, summary), ignored, rest)

    def pairs(self) -> Pairs:
        """The choice as keys and values: charts in their order, then the words that were given."""
        return [
            *((CHART, key) for key in self.charts),
            *(("purpose", text) for text in (self.purpose,) if text),
            *(("summary", line) for line in self.summary),
            *(("title", text) for text in (self.title,) if text),
        ]

    def to_query(self) -> str:
        """The canonical query string, defaults left out, no leading "?"."""
        return urlencode(self.pairs())


class Chosen(NamedTuple):
    """A choice as read, a sentence for each part that was ignored, and what of the query is not about the choice."""

    choice: Choice
    ignored: tuple[str, ...]
    rest: str


def command(question: Question, *words: str, more: Sequence[tuple[str, str]] = (), dated: bool = True) -> str:
    """Return `cep` with these words, and every filter as an option; the store's own date too unless not `dated`."""
    return shlex.join(["cep", *words, *_options([*asked_pairs(question, dated=dated), *more])])


def asked_pairs(question: Question, *, dated: bool = True) -> Pairs:
    """Return what is asked as keys and values: the filters with their date, what is compared with, the partnership."""
    filters = dict.fromkeys(parse_qsl(question.filters.to_query()))
    if dated:
        filters |= {("as_at", question.on.date().isoformat()): None}
    about = [(PARTNERSHIP, question.partnership)] if question.partnership else []
    compared = [(one.key, one.value) for one in question.narrowed if one.key == COMPARE]
    return [*sorted(filters), *compared, *about]


def _charts(keys: list[str], known: Collection[str]) -> tuple[tuple[str, ...], list[str]]:
    wanted = list(dict.fromkeys(keys))
    unknown = [f"“{shortened(key)}”" for key in wanted if key not in known]
    found = [key for key in wanted if key in known]
    ignored = []
    if unknown:
        named = listing(unknown, conjunction="or", most=MOST_NAMED)
        ignored.append(f"There is no chart called {named}. Charts: {', '.join(sorted(known))}.")
    if len(found) > MOST_CHARTS:
        ignored.append(f"A paper holds {MOST_CHARTS} charts at most, and these are {len(found)}.")
    return tuple(found[:MOST_CHARTS]), ignored


def _words(key: str, given: list[str]) -> tuple[str, list[str]]:
    """The author's words of one key on one line."""
    texts = [text for text in (" ".join(_lines(one)) for one in given) if text]
    text, most = (texts or [""])[0], LENGTHS[key]
    ignored = [f"The {key} is given more than once; only the first counts."] if len(texts) > 1 else []
    if len(text) > most:
        ignored.append(f"There is room for {most:,} characters of {key}, and this is longer.")
    return text[:most].strip(), ignored


def _summary(given: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """The lines of the author's summary, however many keys or lines they came in."""
    text, most = "\n".join(line for one in given for line in _lines(one)), LENGTHS["summary"]
    ignored = (
        [f"There is room for {most:,} characters of summary, and this is longer."] if len(text) > most else []
    )
    return tuple(_lines(text[:most])), ignored


def _lines(text: str) -> list[str]:
    """Lines that every form of a paper can hold: no control characters, no halves of characters, no stray spaces."""
    plain = ("".join(one if one.isprintable() else " " for one in line) for line in text.splitlines())
    return [tidy for tidy in (" ".join(line.split()) for line in plain) if tidy]


def _options(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Options of the command line; a value that looks like an option itself is tied to its name."""
    named = [(f"--{key.replace('_', '-')}", value) for key, value in pairs]
    return [
        part
        for name, value in named
        for part in ((f"{name}={value}",) if value.startswith("-") else (name, value))
    ]
