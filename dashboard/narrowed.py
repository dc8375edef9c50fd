"""How the rows of a list are narrowed: keys of the address that choose among its rows, and say so in words.

A filter chooses partnerships and places, on every page alike; what narrows a list stands in its address alone.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import quote_plus

from dashboard import words
from dashboard.filters import YEARS, pairs_of
from dashboard.vocabulary import Vocabulary
from data.norms import quarter_end

QUARTER = "quarter"
"""The key of the quarter that a row belongs to; who asks for one looks at all years."""


COMPARE = "compare"
"""The key of what a page is compared with: an earlier or later day, or a region."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that narrows a list: what a value of it is called, its values with their words, and what stands before.

    `column` of the list's frame holds the value of each row, or several of them joined by "; ". Without `values` these
    are the `known` ones of the store by that name, which keep their capitals; without both it is the last day of a
    quarter. One that `may_be_day` is any day or one of its values, said as they are, one alone. Without `column` it
    chooses no rows: all that is asked depends on it.
    """

    column: str
    noun: str
    values: Mapping[str, str] | None = None
    prefix: str = ""
    may_be_day: bool = False
    known: str = ""


OF_ONE: Mapping[str, Key] = {
    "partnership": Key("partnership", "partnership", prefix="partnership: ", known="partnership")
}
"""The key of one partnership, in every list of rows that have one each."""


class Narrowed(NamedTuple):
    """One value that a list is narrowed by; `label` is what a reader reads."""

    key: str
    value: str
    label: str


class Read(NamedTuple):
    """What narrows a list, in canonical order; the pairs that are left for others; a sentence for what was ignored."""

    by: tuple[Narrowed, ...]
    rest: list[tuple[str, str]]
    ignored: list[str]


def read(pairs: Iterable[tuple[str, str]], keys: Mapping[str, Key], known: Vocabulary) -> Read:
    """Take from the pairs of a query those that narrow a list; never raises. `known` are the values of the store."""
    by: set[Narrowed] = set()
    rest, ignored = [], []
    for key, value in pairs:
        if key not in keys:
            rest.append((key, value))
        elif keys[key].may_be_day and any(one.key == key for one in by):
            ignored.append(
                f"Only one {keys[key].noun} can be given; “{words.shortened(value)}” is one too many."
            )
        elif found := _value(key, value, keys[key], known):
            by.add(found)
        else:
            ignored.append(_not_known(value, keys[key]))
    return Read(tuple(sorted(by)), rest, ignored)


def query(by: Iterable[Narrowed]) -> str:
    """The part of a query that narrows a list, keys and values sorted."""
    return "&".join(f"{one.key}={quote_plus(one.value)}" for one in by)


def chosen(by: Collection[Narrowed], key: str) -> tuple[str, ...]:
    """The values of one key."""
    return tuple(one.value for one in by if one.key == key)


def place_of(path: str, search: str) -> str:
    """The page that an address means: its path, and whether it compares; assets/10-address.js says the same."""
    return f"{path}?{COMPARE}" if asks_to_compare(search) else path


def asks_to_compare(search: str) -> bool:
    """Whether an address asks for a comparison."""
    return any(key == COMPARE for key, _ in pairs_of(search)[0])


def _value(key: str, value: str, kind: Key, known: Vocabulary) -> Narrowed | None:
    if kind.may_be_day:
        return _day_or(key, value, kind)
    if kind.known:
        name = known[kind.known].get(value)
        return None if name is None else Narrowed(key, value, f"{kind.prefix}{name}")
    if kind.values is not None:
        label = kind.values.get(value)
        return None if label is None else Narrowed(key, value, f"{kind.prefix}{label[0].lower()}{label[1:]}")
    on = _day(value)
    if on is None:
        return None
    ends = quarter_end(on)
    return Narrowed(key, ends.isoformat(), f"{kind.prefix}{words.quarter(ends)}")


def _day_or(key: str, value: str, kind: Key) -> Narrowed | None:
    """A value of the vocabulary, or a day, of the years that a filter takes."""
    if label := (kind.values or {}).get(value):
        return Narrowed(key, value, f"{kind.prefix}{label}")
    on = _day(value)
    return None if on is None else Narrowed(key, value, f"{kind.prefix}{words.day(on)}")


def _day(value: str) -> date | None:
    """The day that a value is, of the years that a filter takes; None where it is none."""
    first, last = YEARS
    try:
        on = date.fromisoformat(value)
    except ValueError:
        return None
    return on if first <= on.year <= last else None


def _not_known(value: str, kind: Key) -> str:
    said = f"“{words.shortened(value)}” is no {kind.noun}" if value else f"The {kind.noun} is empty"
    a_day = ["a day like 2020-03-31"] if kind.may_be_day or not kind.values else []
    named = (
        f"the key of a {kind.known}"
        if kind.known
        else words.listing([*(kind.values or {}), *a_day], conjunction="or")
    )
    return f"{said}; it can be {named}."
