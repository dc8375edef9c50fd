"""What an author chooses for a board paper, as a query and back; and the command line that makes a file again."""

import shlex
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlencode

from dashboard.filters import YEARS
from dashboard.narrowed import COMPARE
from dashboard.question import PARTNERSHIP, Question
from dashboard.words import listing, shortened

Pairs = list[tuple[str, str]]

CHART: Final = "chart"
LENGTHS: Final = {
    "title": 150,
    "meeting": 150,
    "author": 150,
    "audience": 150,
    "purpose": 400,
    "summary": 2000,
    "recommendation": 400,
    "next_step": 400,
    "commentary": 1000,
}
"""The author's own words, and how many characters of each a paper has room for; of those in lines see `LINES`."""
LINES: Final = {"summary": 6, "recommendation": 10, "next_step": 10}
"""Words that are a list, and how many lines it may have: a summary is the answer and five findings at most."""
NONE: Final = "none"
"""What is said instead of a summary or purpose by an author who wants none, not even the computed one."""
ASKS: Final = ("decision", "information")
"""What a paper may ask of those who read it."""
YES: Final = "yes"
MOST_CHARTS: Final = 30
MOST_NAMED: Final = 5
OWN: Final = "?"
"""What stands between a chart and the filters that are its own: "cold-spots?region=E12000007"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which charts in which order, and the author's own words; empty means what the product would say.

    A chart is its key, with its own filters behind "?" where these are not the paper's. `summary` are the answer and
    the findings, `commentary` pairs of a chart (as it is in `charts`) and a line about it. Equal choices are equal
    values: stray spaces and repeats are gone. `template` are files, of which a form takes the one of its ending.
    """

    charts: tuple[str, ...] = ()
    title: str = ""
    purpose: str = ""
    summary: tuple[str, ...] = ()
    meeting: str = ""
    meeting_on: date | None = None
    author: str = ""
    audience: str = ""
    ask: str = ""
    recommendation: tuple[str, ...] = ()
    next_step: tuple[str, ...] = ()
    commentary: tuple[tuple[str, str], ...] = ()
    annex: bool = False
    template: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: str, *, known: Collection[str]) -> "Chosen":
        """Read the choice of a query string; never raises. `known` are the keys of the charts there are."""
        pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True, errors="replace")
        given = {key: [value for one, value in pairs if one == key] for key in KEYS}
        ignored: list[str] = []
        choice = cls(
            charts=_charts(given[CHART], known, ignored),
            title=_words("title", given, ignored),
            purpose=_words("purpose", given, ignored),
            summary=_list("summary", given, ignored),
            meeting=_words("meeting", given, ignored),
            meeting_on=_day(given["meeting_on"], ignored),
            author=_words("author", given, ignored),
            audience=_words("audience", given, ignored),
            ask=_one_of("ask", given["ask"], ASKS, ignored),
            recommendation=_list("recommendation", given, ignored),
            next_step=_list("next_step", given, ignored),
            commentary=_commentary(given["commentary"], known, ignored),
            annex=_one_of("annex", given["annex"], (YES,), ignored) == YES,
            template=tuple(dict.fromkeys(name for one in given["template"] for name in _lines(one))),
        )
        rest = urlencode([(key, value) for key, value in pairs if key not in KEYS])
        return Chosen(choice, tuple(dict.fromkeys(ignored)), rest)

    def pairs(self) -> Pairs:
        """The choice as keys and values: charts in their order, then what else was given, by its key."""
        given = {key: getattr(self, key) for key in sorted(KEYS) if key != CHART}
        return [
            *((CHART, chart) for chart in self.charts),
            *((key, text) for key, value in given.items() for text in _said(value)),
        ]

    def to_query(self) -> str:
        """The canonical query string, defaults left out, no leading "?"."""
        return urlencode(self.pairs())


KEYS: Final = (CHART, *(one.name for one in fields(Choice) if one.name != "charts"))
"""The keys of an address that are a choice."""


class Chosen(NamedTuple):
    """A choice as read, a sentence for each part that was ignored, and what of the query is not about the choice."""

    choice: Choice
    ignored: tuple[str, ...]
    rest: str


def chart_and_filters(chart: str) -> tuple[str, str | None]:
    """Return the key of a chosen chart, and the query of its own filters; None where it has the paper's."""
    key, own, query = chart.partition(OWN)
    return key, query if own else None


def command(question: Question, *words: str, more: Sequence[tuple[str, str]] = (), dated: bool = True) -> str:
    """Return `cep` with these words, and every filter as an option; the store's own date too unless not `dated`.

    Nothing for whoever sees some bridges alone: a command sees the whole store.
    """
    if question.whose:
        return ""
    return shlex.join(["cep", *words, *_options([*asked_pairs(question, dated=dated), *more])])


def asked_pairs(question: Question, *, dated: bool = True) -> Pairs:
    """Return what is asked as keys and values: the filters with their date, what is compared with, the partnership."""
    filters = dict.fromkeys(parse_qsl(question.filters.to_query()))
    if dated:
        filters |= {("as_at", question.on.date().isoformat()): None}
    about = [(PARTNERSHIP, question.partnership)] if question.partnership else []
    compared = [(one.key, one.value) for one in question.narrowed if one.key == COMPARE]
    return [*sorted(filters), *compared, *about]


def _charts(given: list[str], known: Collection[str], ignored: list[str]) -> tuple[str, ...]:
    wanted = list(dict.fromkeys(_chart(one) for one in given))
    unknown = [f"“{shortened(one)}”" for one in wanted if chart_and_filters(one)[0] not in known]
    found = [one for one in wanted if chart_and_filters(one)[0] in known]
    if unknown:
        named = listing(unknown, conjunction="or", most=MOST_NAMED)
        ignored.append(f"There is no chart called {named}. Charts: {', '.join(sorted(known))}.")
    if len(found) > MOST_CHARTS:
        ignored.append(f"A paper holds {MOST_CHARTS} charts at most, and these are {len(found)}.")
    return tuple(found[:MOST_CHARTS])


def _chart(given: str) -> str:
    """A chart with its own filters, if it has any, as `urlencode` writes them."""
    key, own = chart_and_filters(given)
    pairs = parse_qsl(own or "", keep_blank_values=True, errors="replace")
    return key if own is None else f"{key}{OWN}{urlencode(pairs)}"


def _words(key: str, given: dict[str, list[str]], ignored: list[str]) -> str:
    """The author's words of one key on one line."""
    texts = [text for text in (" ".join(_lines(one)) for one in given[key]) if text]
    if len(texts) > 1:
        ignored.append(f"The {key} is given more than once; only the first counts.")
    text = _fitting(f"The {key}", (texts or [""])[0], LENGTHS[key], ignored)
    return NONE if key == "purpose" and text.casefold() == NONE else text


def _list(key: str, given: dict[str, list[str]], ignored: list[str]) -> tuple[str, ...]:
    """The lines of a list of the author's, however many keys or lines they came in; a summary fits as a whole."""
    lines, noun, most = (
        [line for one in given[key] for line in _lines(one)],
        key.replace("_", " "),
        LINES[key],
    )
    if len(lines) > most:
        ignored.append(f"There is room for {most} lines of {noun}, and these are {len(lines)}.")
    if key != "summary":
        numbered = enumerate(lines[:most], start=1)
        return tuple(
            _fitting(f"Line {place} of {noun}", one, LENGTHS[key], ignored) for place, one in numbered
        )
    text = _fitting("The summary", "\n".join(lines[:most]), LENGTHS[key], ignored)
    return (NONE,) if text.casefold() == NONE else tuple(_lines(text))


def _commentary(given: list[str], known: Collection[str], ignored: list[str]) -> tuple[tuple[str, str], ...]:
    """Charts and what the author says of them: "cold-spots: Kent is being talked to"."""
    found: list[tuple[str, str]] = []
    for one in given:
        named, _, text = one.partition(":")
        chart = _chart(" ".join(_lines(named)))
        if chart_and_filters(chart)[0] not in known:
            ignored.append(
                "Commentary begins with the chart that it is about and a colon, as “cold-spots: …”; "
                f"“{shortened(' '.join(_lines(one)))}” does not."
            )
            continue
        whole = _fitting(
            f"The commentary on {chart}", "\n".join(_lines(text)), LENGTHS["commentary"], ignored
        )
        found += [(chart, line) for line in _lines(whole)]
    return tuple(dict.fromkeys(found))


def _fitting(name: str, text: str, most: int, ignored: list[str]) -> str:
    """As much of a text as there is room for; what is too long is said with its length."""
    if len(text) > most:
        ignored.append(f"{name} has {len(text):,} characters; there is room for {most:,}.")
    return text[:most].strip()


def _day(given: list[str], ignored: list[str]) -> date | None:
    """The day of the meeting."""
    said = next((one.strip() for one in given if one.strip()), "")
    first, last = YEARS
    try:
        on = date.fromisoformat(said) if said else None
    except ValueError:
        on = None
    if said and (on is None or not first <= on.year <= last):
        ignored.append(f"“{shortened(said)}” is not the day of a meeting; write it like 2020-05-12.")
        return None
    return on


def _one_of(key: str, given: list[str], values: Sequence[str], ignored: list[str]) -> str:
    """One of a few values, or nothing."""
    said = next((one.strip() for one in given if one.strip()), "")
    if said and said not in values:
        can_be = listing(list(values), conjunction="or")
        ignored.append(f"“{shortened(said)}” is not known as {key}; it can be {can_be}.")
    return said if said in values else ""


def _said(value: object) -> Iterable[str]:
    """What an address says of one field: nothing where it is empty."""
    if isinstance(value, tuple):
        return [": ".join(one) if isinstance(one, tuple) else one for one in value]
    if value is True:
        return [YES]
    return [value.isoformat() if isinstance(value, date) else str(value)] if value else []


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
