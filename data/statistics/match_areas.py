"""Which authority each line of a table is about, and which value it has; everything that is left out is said."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import fsum
from typing import Literal

from data.errors import LoadRefusedError
from data.statistics.numbers import read_cell
from data.statistics.tables import Line, Table
from geo.names import code_of, is_code, listed, plain

_OTHERS = {
    "E92": "England", "E12": "regions", "E10": "counties", "E11": "metropolitan counties", "E13": "parts of London",
    "E47": "combined authorities", "E05": "wards", "E14": "constituencies", "E01": "neighbourhoods",
    "E02": "neighbourhoods", "E41": "merged authorities of a census",
    "W": "Wales", "S": "Scotland", "N": "Northern Ireland", "K": "whole countries",
}  # fmt: skip


Taken = Literal["one", "sum", "rows"]
"""What is taken of the lines of an authority: their one value, the sum of their values, or how many they are."""
_JOINTS = re.compile(r"\s*(?:[&/;,+]|\band\b|\bwith\b)\s*", re.IGNORECASE)
"""What stands between the names of authorities that are given together."""


@dataclass(frozen=True, slots=True)
class Known:
    """The authorities of the store: every code there has been, and the code each plain name means at the date.

    `counties` has the code of each plain name of a county whose districts are authorities of their own, `districts` the
    districts that each has at the date, and `ended` the codes of authorities that were no more at the date.
    """

    codes: frozenset[str]
    names: Mapping[str, str]
    counties: Mapping[str, str] = field(default_factory=dict)
    districts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ended: frozenset[str] = frozenset()

    def code_of(self, said: str) -> str:
        """The code of the authority that is meant; "" where none is."""
        code = code_of(said) or self.names.get(plain(said), "")
        return code if code in self.codes else ""

    def county_of(self, said: str) -> str:
        """The code of the county that is meant; "" where none is."""
        code = code_of(said) or self.counties.get(plain(said), "")
        return code if code in self.districts else ""

    def joint(self, said: str) -> Sequence[str]:
        """The codes of the authorities that are named together: Cornwall and Isles of Scilly; nothing if it is one."""
        if self.code_of(said):
            return ()
        parts = _JOINTS.split(said.strip())
        return next((found for found in map(self._all, _groupings(tuple(parts))) if len(set(found)) > 1), ())

    def _all(self, names: Sequence[str]) -> Sequence[str]:
        found = [self.code_of(name) for name in names]
        return found if all(found) else ()


@dataclass(slots=True)
class Matches:
    """Code -> the line it was taken from and its value, and sentences about the rest."""

    values: dict[str, tuple[Line, float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Placed:
    """The lines with their codes, those of several authorities together, those of counties with their codes, and how
    often each code or name that is no authority's occurs."""

    lines: list[tuple[str, Line]] = field(default_factory=list)
    joint: list[Line] = field(default_factory=list)
    counties: list[tuple[str, Line]] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)


def match(table: Table, known: Known, *, taken: Taken = "one", is_rate: bool = False) -> Matches:
    """The value of each authority; of a rate, that of a county holds for each of its districts.

    Raises `LoadRefusedError` where no line is about an authority, no value is a number, or two values disagree.
    """
    placed = _placed(table.lines, known)
    if not placed.lines and not (is_rate and placed.counties):
        raise LoadRefusedError(
            f"No row of {table.source.name} is about an authority that is known: {table.area_column} holds "
            f"{listed(sorted(placed.unknown))}. Say another column with --code-column."
        )
    shared = list(_shared(placed, known)) if is_rate and taken == "one" else []
    lines = [*placed.lines, *((code, line) for _, code, line in shared)]
    found = _counted(lines) if taken == "rows" else _valued(lines, table, adds_up=taken == "sum")
    found.notes += _without_ended(found, known.ended)
    notes = (
        *_about_names(placed.lines),
        *_about_joint(placed.joint),
        *_about_shared(shared),
        *_about_unknown(placed.unknown, known, without={said for said, _, _ in shared}),
    )
    return Matches(found.values, [*notes, *found.notes])


def _placed(lines: Sequence[Line], known: Known) -> _Placed:
    found = _Placed()
    for line in lines:
        said_of = " ".join(str(line.area).split())
        code = known.code_of(said_of)
        if _is_joint(code, said_of, line.label, known):
            found.joint.append(line)
        elif code:
            found.lines.append((code, line))
        else:
            found.unknown[said_of] += 1
            if county := known.county_of(said_of):
                found.counties.append((county, line))
    return found


def _is_joint(code: str, said_of: str, label: str, known: Known) -> bool:
    """Whether a line is about several authorities: what names it says so, or the name beside its code does."""
    named = label if code and is_code(said_of) else said_of
    return len(known.joint(named)) > 1


@cache
def _groupings(parts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Every way to read parts as names, each of one part or of several with “and” between: the finest first."""
    if len(parts) > 6:  # noqa: PLR2004 - nobody names more together, and the ways would be many
        return ()
    if len(parts) <= 1:
        return (parts,)
    ways = [
        (" and ".join(parts[:size]), *rest)
        for size in range(1, len(parts) + 1)
        for rest in (_groupings(parts[size:]) if size < len(parts) else ((),))
    ]
    return tuple(ways)


def _shared(placed: _Placed, known: Known) -> Iterator[tuple[str, str, Line]]:
    """The county as it is called, the code of each of its districts that has no line of its own, and the line."""
    own = {code for code, _ in placed.lines}
    for county, line in placed.counties:
        said = " ".join(str(line.area).split())
        yield from ((said, code, line) for code in known.districts[county] if code not in own)


def _about_shared(shared: Sequence[tuple[str, str, Line]]) -> Iterator[str]:
    if shared:
        counties = dict.fromkeys(line.label or said for said, _, line in shared)
        yield (
            f"As the measure is a rate, {_number(len({code for _, code, _ in shared}), 'district', 'has/have')} the "
            f"value of the county: {listed(counties)}."
        )


def _about_joint(joint: Sequence[Line]) -> Iterator[str]:
    if joint:
        named = sorted({line.label or " ".join(str(line.area).split()) for line in joint})
        rows = _number(len(joint), "row", "is/are")
        yield f"{rows} of several authorities together, and given to none of them alone: {listed(named)}."


def _about_names(placed: Sequence[tuple[str, Line]]) -> Iterator[str]:
    by_name = {code for code, line in placed if not is_code(str(line.area).strip())}
    if by_name:
        yield f"{_number(len(by_name), 'authority', 'was/were')} found by name."


def _about_unknown(unknown: Counter[str], known: Known, *, without: set[str]) -> Iterator[str]:
    """What is no authority of England: codes by what they are, names one by one; `without` counties that were used."""
    unknown = Counter({one: number for one, number in unknown.items() if one not in without})
    kinds = Counter(_kind_of(one) for one in unknown if is_code(one))
    if kinds:
        each = [f"{kind} ({number})" for kind, number in sorted(kinds.items())]
        yield f"Left out, as they are no authorities of England: {', '.join(each)}."
    names = sorted(one for one in unknown if not is_code(one))
    counties = [name for name in names if plain(name) in known.counties]
    if counties:
        rows = _number(sum(unknown[name] for name in counties), "row")
        yield f"Left out ({rows}), as these are counties and their districts are the authorities: {listed(counties)}."
    if others := [name for name in names if name not in counties]:
        rows = _number(sum(unknown[name] for name in others), "row")
        yield f"No authority is known by these names, which are left out ({rows}): {listed(others)}."


def _kind_of(code: str) -> str:
    known = str(code_of(code))
    return _OTHERS.get(known[:3]) or _OTHERS.get(known[0]) or f"the unknown code {code}"


def _counted(placed: Sequence[tuple[str, Line]]) -> Matches:
    first = dict(reversed(placed))
    numbers = Counter(code for code, _ in placed)
    return Matches(
        {code: (first[code], float(number)) for code, number in numbers.items()},
        [
            f"Rows were counted: {len(placed):,} in {_number(len(numbers), 'authority')}. "
            f"An authority without a row stays unknown: the file does not say that it has none."
        ],
    )


def _valued(placed: Sequence[tuple[str, Line]], table: Table, *, adds_up: bool) -> Matches:
    found = Matches()
    missing: Counter[str] = Counter()
    words: list[str] = []
    lacking: set[str] = set()
    every: dict[str, list[tuple[Line, float]]] = {}
    shares: dict[bool, Line] = {}
    for code, line in placed:
        what = read_cell(line.value)
        if what.number is not None:
            every.setdefault(code, []).append((line, what.number))
            shares.setdefault(what.is_per_cent, line)
            continue
        lacking.add(code)
        if what.words:
            words.append(f"“{what.words[:40]}” (row {line.number})")
        else:
            missing[what.missing] += 1
    if not every:
        holds = listed(words, most=5) or "no values at all"
        raise LoadRefusedError(
            f"The column {table.value_column} of {table.source.name} holds no numbers: {holds}."
        )
    found.notes += _about_per_cent(shares, table)
    found.notes += _about_missing(missing, words)
    if adds_up:
        found.notes += _added(every, lacking)
        found.values = {
            code: (lines[0][0], fsum(value for _, value in lines)) for code, lines in every.items()
        }
        return found
    found.notes += _about_repeated(every, table)
    found.values = {code: lines[0] for code, lines in every.items()}
    return found


def _added(every: dict[str, list[tuple[Line, float]]], lacking: set[str]) -> Iterator[str]:
    """Leave out the authorities of which a row has no number: their sum is not known."""
    partial = sorted(lacking & set(every))
    for code in partial:
        del every[code]
    rows = sum(map(len, every.values()))
    yield f"The values of {_number(rows, 'row')} were added up, for {_number(len(every), 'authority')}."
    if partial:
        who = _number(len(partial), "authority", "has/have")
        yield f"{who} a row without a number, so that the sum is not known: left out, {listed(partial)}."


def _without_ended(found: Matches, ended: frozenset[str]) -> Iterator[str]:
    """Leave out the zeros of authorities that were no more: some services give them 0 instead of no row."""
    gone = [code for code, (_, value) in found.values.items() if value == 0 and code in ended]
    for code in gone:
        del found.values[code]
    if gone:
        who = _number(len(gone), "authority", "has/have")
        yield f"{who} the value 0 at a date when there was no such authority any more: left out, {listed(gone)}."


def _about_per_cent(shares: Mapping[bool, Line], table: Table) -> Iterator[str]:
    """What is said of values with a per cent sign; beside others without one nobody can tell what these mean."""
    if len(shares) > 1:
        with_sign, without = shares[True], shares[False]
        raise LoadRefusedError(
            f"Some values in {table.value_column} have a per cent sign (“{with_sign.value}” in row {with_sign.number}) "
            f"and others have none ({without.value} in row {without.number}). Write them all alike."
        )
    if True in shares:
        yield "The values are written in per cent, and kept as such: 36.2 for 36.2%."


def _about_missing(missing: Counter[str], words: Sequence[str]) -> Iterator[str]:
    if missing:
        each = ", ".join(f"{number} {sign}" for sign, number in missing.most_common())
        who = _number(missing.total(), "authority", "has/have")
        yield f"{who} no value ({each}): not known, never zero."
    if words:
        yield f"{_number(len(words), 'value', 'is/are')} no number and left out: {listed(words, most=5)}."


def _about_repeated(every: Mapping[str, Sequence[tuple[Line, float]]], table: Table) -> Iterator[str]:
    """Rows that say the same twice are counted once; rows that disagree refuse the file."""
    twice = {code: lines for code, lines in every.items() if len(lines) > 1}
    odd = [
        f"{code} has {' and '.join(f'{value:,.15g} (row {line.number})' for line, value in lines[:3])}"
        for code, lines in twice.items()
        if len({value for _, value in lines}) > 1
    ]
    if odd:
        raise LoadRefusedError(
            f"Some authorities have several values in {table.value_column}: {listed(odd, most=5)}. "
            f"Keep one row of each, add them up with --sum, or count the rows with --count-rows if each is one of "
            "something."
        )
    if twice:
        yield f"{_number(len(twice), 'authority', 'is/are')} there twice with the same value, taken once."


def _number(count: int, noun: str, verb: str = "") -> str:
    """1 authority, 3 authorities; and with a verb ("is/are") 3 authorities are."""
    one, many = verb.split("/") if verb else ("", "")
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun} {one}".rstrip() if count == 1 else f"{count:,} {plural} {many}".rstrip()
