"""What the reader asked for: read from the address, written back to it, and said in English."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, quote_plus

import pandas as pd

from dashboard import words
from dashboard.vocabulary import Vocabulary
from data.norms import ago
from data.programme.programme import Programme
from data.taxonomy import INCOME

GEOGRAPHY = ("region", "ace_area", "bridge", "county", "area")
"""The keys that ask where, the widest first."""
ACTIVITY = ("lever", "approach", "agenda")
"""The keys that ask for activities: a partnership is chosen that began one which fits all of them."""
WHO = ("status", "sector", "has", "lacks", *ACTIVITY, "reason", "call", "quality", "completed")
"""The keys that choose partnerships, wherever they are."""
UNPUBLISHED = ("sector", "has", "lacks", *ACTIVITY, "reason")
"""Those of them that rest on what nobody publishes: who is not found by them may fit all the same."""
REPEATABLE = tuple(sorted((*GEOGRAPHY, *WHO)))
DATES = ("as_at", "since")
INCLUDED = {"emerging": "emerging counted too", "existing": "named, status not stated, counted too"}
"""Value of `include` -> what it adds to the count, as the words of the filters say it."""
NAMED_ONLY = "named, status not stated"
SWITCHES = {
    "illustrative": ("hide", "show"),
    "method": ("primary", "weighted"),
    "provisional": ("hide", "show"),
}
KEYS = tuple(sorted((*REPEATABLE, *DATES, *SWITCHES, "include", "need")))
"""Every key that a query of filters may have."""
DEFAULT_NEED = INCOME
"""Need is what people have; how many children there are is size, which is offered last."""
YEARS = (1900, 2100)
PLACES_NAMED = 3
"""Places that a title names before it counts the rest; the words of the filters name them all."""
USUAL = "{statuses}"
"""Stands for the statuses that are counted, in what a figure says it counts."""
SPANNING = "a partnership that spans {places} is counted in each of them, and once in all"
SPANNED = {"ace_area": "Arts Council areas", "county": "counties", "area": "authorities"}
"""The places of which a partnership may lie in several."""
MOST_PARTS: Final = 1_000
"""Parts of a query that are read: three times as many as there are authorities to choose one by one."""
TOO_MANY: Final = f"The address has more than {MOST_PARTS:,} parts; what comes after them is not read."
MOST_NAMED = 30
"""Values that a sentence names where one is not known; there are over 300 authorities."""
PREFIXES = {
    "region": "",
    "ace_area": "Arts Council area: ",
    "bridge": "bridge: ",
    "county": "county: ",
    "area": "authority: ",
    "status": "status: ",
    "sector": "sector: ",
    "has": "at the table: ",
    "lacks": "missing at the table: ",
    "lever": "lever: ",
    "approach": "approach: ",
    "agenda": "agenda: ",
    "reason": "reason to call: ",
    "call": "call: ",
    "quality": "finding: ",
    "completed": "required fields: ",
}


def pairs_of(query: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The keys and values of a query, and a sentence where it has more parts than are read; never raises."""
    whole = query.encode("utf-8", "replace").decode()  # a half of a character may come in JSON
    parts = whole.removeprefix("?").split("&", MOST_PARTS)
    read = parse_qsl("&".join(parts[:MOST_PARTS]), keep_blank_values=True, errors="replace")
    return read, [TOO_MANY] if len(parts) > MOST_PARTS else []


@dataclass(frozen=True, slots=True)
class Filters:
    """Which partnerships, when, counted how; frozen and hashable, so that it can key a cache.

    `as_at` None means the store's own date, `since` None twelve months before it. Values of the repeatable
    keys are kept sorted and without repeats, so that equal questions are equal values. Of several values of a key one
    is enough, but all of `has` must be at the table and none of `lacks`. `method` is how levers are counted: "primary"
    alone, or "weighted" with each secondary lever as a half. `provisional` is whether returns that wait for a decision
    are shown as if they were accepted.
    """

    as_at: date | None = None
    since: date | None = None
    region: tuple[str, ...] = ()
    ace_area: tuple[str, ...] = ()
    bridge: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    lever: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    approach: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    call: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()
    completed: tuple[str, ...] = ()
    emerging: bool = False
    existing: bool = False
    illustrative: bool = True
    need: str = DEFAULT_NEED
    method: str = "primary"
    provisional: bool = False

    def __post_init__(self) -> None:
        for key in REPEATABLE:
            if values := getattr(self, key):
                object.__setattr__(self, key, tuple(sorted(set(values))))

    @classmethod
    def from_query(cls, query: str, *, known: Vocabulary, store_as_at: date | None = None) -> "Parsed":
        """The filters of a query string, and a sentence for each part that was ignored; never raises.

        `store_as_at` is the store's own date; with it, a `since` after it is reported too.
        """
        return _Reading(known, store_as_at).read(query)

    def to_query(self) -> str:
        """The canonical query string: keys and values sorted, defaults left out, no leading "?"."""
        pairs = [(key, value) for key in REPEATABLE for value in getattr(self, key)]
        pairs += [(key, getattr(self, key).isoformat()) for key in DATES if getattr(self, key)]
        pairs += [("include", name) for name in INCLUDED if getattr(self, name)]
        pairs += [("illustrative", "hide")] * (not self.illustrative)
        pairs += [("need", self.need)] * (self.need != DEFAULT_NEED)
        pairs += [("method", self.method)] * (self.method != "primary")
        pairs += [("provisional", "show")] * self.provisional
        return "&".join(f"{key}={_quoted(value)}" for key, value in sorted(pairs))

    def describe(self, known: Vocabulary, *, whole: str = "") -> str:
        """The filters in English without the as-at date: "London; sector: Health", or "All of England"; after the
        `whole` that is seen, where that is less.
        """
        active = self.words(known)
        places = [whole] if whole else []
        places = [*places, *(word.label for word in active if word.key in GEOGRAPHY)] or ["All of England"]
        others = [word.label for word in active if word.key not in {*GEOGRAPHY, "as_at"}]
        text = "; ".join([*places, *others])
        return words.capital(text)

    @property
    def counting_rule(self) -> str:
        """The rule printed beside every headline: which statuses are counted, what is named and is not, and what
        spans Arts Council areas.
        """
        return self.counts(USUAL)

    def counts(self, what: str) -> str:
        """What a figure counts, as its source line says it; `USUAL` within it are the statuses counted."""
        counted = ["established", "delivering", *(["emerging"] if self.emerging else [])]
        statuses = (
            f"{', '.join(counted)}, and those {NAMED_ONLY}"
            if self.existing
            else f"{words.listing(counted)}; not counted: {NAMED_ONLY}"
        )
        spanned = [places for key, places in SPANNED.items() if getattr(self, key)]
        several = f"; {SPANNING.format(places=words.listing(spanned))}" if spanned else ""
        return f"Counted: {what.replace(USUAL, statuses)}{several}"

    def place(self, known: Vocabulary) -> str:
        """The geography of a title: "England", "London", "London within the patch of Artswork"; many are counted."""
        parts = [
            self._places("area", known, one="", many=""),
            self._places("county", known, one="", many=""),
            self._places("region", known, one="", many=""),
            self._places("ace_area", known, one="Arts Council area ", many="the Arts Council areas "),
            self._places("bridge", known, one="the patch of ", many="the patches of "),
        ]
        return " within ".join(part for part in parts if part) or "England"

    def _places(self, key: str, known: Vocabulary, *, one: str, many: str) -> str:
        values = getattr(self, key)
        if not values:
            return ""
        labels = words.listing([known.get(key, {}).get(value, value) for value in values], most=PLACES_NAMED)
        return f"{one if len(values) == 1 else many}{labels}"

    def words(self, known: Vocabulary) -> "tuple[Word, ...]":
        """One word for each active filter value, with the filters as they are without it."""
        chosen = [
            Word(
                key,
                prefix + known.get(key, {}).get(value, value),
                replace(self, **{key: tuple(other for other in getattr(self, key) if other != value)}),  # type: ignore[arg-type]
            )
            for key, prefix in PREFIXES.items()
            for value in getattr(self, key)
        ]
        need = known.get("need", {}).get(self.need, self.need)
        single = (
            ("as_at", "as_at", f"as at {words.day(self.as_at)}"),
            ("since", "since", f"activity since {words.day(self.since)}"),
            *(("include", name, label) for name, label in INCLUDED.items()),
            ("illustrative", "illustrative", "illustrative rows hidden"),
            ("method", "method", "secondary levers counted as a half"),
            ("need", "need", f"ranked by: {need}"),
            ("provisional", "provisional", "returns that wait for a decision counted too [p]"),
        )
        usual = Filters()
        chosen += [
            Word(key, label, replace(self, **{field: getattr(usual, field)}))
            for key, field, label in single
            if getattr(self, field) != getattr(usual, field)
        ]
        return tuple(chosen)

    def on(self, programme: Programme) -> pd.Timestamp:
        """The as-at date: the reader's, else the store's own."""
        return pd.Timestamp(self.as_at or programme.as_at)

    def window(self, programme: Programme) -> tuple[pd.Timestamp, pd.Timestamp]:
        """The activity window (after, as at]: after the first date, up to and including the second.

        Activity "since" a day includes that day, so the window then begins after the day before. Without one it is
        twelve months, and those to the end of a month begin with a month.
        """
        until = self.on(programme)
        since = pd.Timestamp(self.since) - pd.Timedelta(days=1) if self.since else ago(until, 12)
        return min(since, until), until


@lru_cache(maxsize=1024)
def _quoted(value: str) -> str:
    """A value of a query; there are few, and each word of the filters says them all."""
    return quote_plus(value)


class Parsed(NamedTuple):
    """Filters as read, and an English sentence for every part of the query that was ignored."""

    filters: Filters
    ignored: tuple[str, ...]


class Word(NamedTuple):
    """One active filter value as a reader reads it; `without` are the filters once it is removed."""

    key: str
    label: str
    without: Filters


class _Reading:
    """Reads one query string; collects what it understands and what it ignores."""

    def __init__(self, known: Vocabulary, store_as_at: date | None) -> None:
        self.known, self.store_as_at = known, store_as_at
        self.many: dict[str, list[str]] = {key: [] for key in REPEATABLE}
        self.one: dict[str, str] = {}
        self.included: set[str] = set()
        self.dates: dict[str, date] = {}
        self.ignored: list[str] = []

    def read(self, query: str) -> Parsed:
        pairs, self.ignored = pairs_of(query)
        for key, value in pairs:
            self._pair(key, value)
        self._check_since()
        chosen: dict[str, Any] = {key: tuple(values) for key, values in self.many.items()} | self.dates
        filters = Filters(
            **chosen,
            emerging="emerging" in self.included,
            existing="existing" in self.included,
            illustrative=self.one.get("illustrative") != "hide",
            need=self.one.get("need", DEFAULT_NEED),
            method=self.one.get("method", "primary"),
            provisional=self.one.get("provisional") == "show",
        )
        return Parsed(filters, tuple(dict.fromkeys(self.ignored)))

    def _pair(self, key: str, value: str) -> None:
        if key in REPEATABLE:
            self._keep_known(key, value)
        elif key == "include":
            self._include(value)
        elif key in DATES or key in SWITCHES or key == "need":
            self._keep_single(key, value)
        else:
            self.ignored.append(
                f"There is no filter called “{words.shortened(key)}”. The filters are {words.listing(KEYS)}."
            )

    def _keep_known(self, key: str, value: str) -> None:
        if value in self.known.get(key, {}):
            self.many[key].append(value)
        else:
            self._not_known(key, value)

    def _not_known(self, key: str, value: str) -> None:
        """Say that this is no value of the key, and which there are."""
        switches = {name: {one: one for one in values} for name, values in SWITCHES.items()}
        known = {**self.known, **switches, "include": INCLUDED}.get(key, {})
        named = [one if one == label else f"{one} ({label})" for one, label in known.items()]
        said = f"“{words.shortened(value)}” is not a known" if value else "Nothing is said as"
        listed = words.listing(named, conjunction="or", most=MOST_NAMED)
        what = f"it can be {listed}" if named else "this store has none"
        self.ignored.append(f"{said} {_NOUNS[key]}; {what}.")

    def _include(self, value: str) -> None:
        if value in INCLUDED:
            self.included.add(value)
        else:
            self._not_known("include", value)

    def _keep_single(self, key: str, value: str) -> None:
        if key in self.one or key in self.dates:
            self.ignored.append(
                f"The {_NOUNS[key]} is given more than once; only the first counts, not “{words.shortened(value)}”."
            )
        elif key in DATES:
            self._keep_date(key, value)
        elif value in (SWITCHES.get(key) or {DEFAULT_NEED, *self.known.get("need", {})}):
            self.one[key] = value
        else:
            self._not_known(key, value)

    def _keep_date(self, key: str, value: str) -> None:
        first, last = YEARS
        try:
            on = date.fromisoformat(value)
        except ValueError:
            said = f"“{words.shortened(value)}” is not a date" if value else f"The {_NOUNS[key]} is empty"
            self.ignored.append(f"{said}; write the {_NOUNS[key]} like 2020-03-31.")
            return
        if first <= on.year <= last:
            self.dates[key] = on
        else:
            self.ignored.append(f"The {_NOUNS[key]} must lie between {first} and {last}, not in {on.year}.")

    def _check_since(self) -> None:
        since, as_at = self.dates.get("since"), self.dates.get("as_at", self.store_as_at)
        if since and as_at and since > as_at:
            del self.dates["since"]
            self.ignored.append(
                f"The start of the period, {words.day(since)}, lies after the as-at date, {words.day(as_at)}."
            )


_NOUNS = {
    "region": "region",
    "ace_area": "Arts Council area",
    "bridge": "bridge",
    "sector": "sector",
    "lever": "lever",
    "county": "county",
    "area": "authority",
    "status": "status",
    "has": "sector",
    "lacks": "sector",
    "approach": "approach",
    "agenda": "agenda",
    "reason": "reason to call",
    "call": "state of a call",
    "quality": "rule of quality",
    "completed": "value of “completed”",
    "as_at": "as-at date",
    "since": "start of the period",
    "include": "value of “include”",
    "illustrative": "value of “illustrative”",
    "need": "measure of need",
    "method": "value of “method”",
    "provisional": "value of “provisional”",
}
