"""Which authority each line of a table is about, and which value it has; everything that is left out is said."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data.errors import LoadRefusedError
from data.returns.workbook.grids import Cell
from data.statistics.tables import Line, Table
from geo.names import code_of, is_code, listed, plain

_SHORTHAND = re.compile(
    r"|\[[a-z0-9 ]{1,12}\]|\.{1,3}|[-–—:*~#]|n/?a|x|z|c|none|null|nan|suppressed|not available|not applicable",
    re.IGNORECASE,
)
"""How tables say that there is no value: [x], .., -, n/a and blank."""
_NUMBER = re.compile(
    r"[-+−]?((\d{1,3}(,\d{3})+|\d+)(\.\d*)?|\.\d+)(e[-+]?\d{1,3})?", re.IGNORECASE | re.ASCII
)


_OTHERS = {
    "E92": "England", "E12": "regions", "E10": "counties", "E11": "metropolitan counties", "E13": "parts of London",
    "E47": "combined authorities", "E05": "wards", "E14": "constituencies", "E01": "neighbourhoods",
    "E02": "neighbourhoods", "W": "Wales", "S": "Scotland", "N": "Northern Ireland", "K": "whole countries",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellValue:
    """One cell: its `number`, or why there is none: the shorthand that says so, or the words instead."""

    number: float | None = None
    missing: str = ""
    words: str = ""
    is_per_cent: bool = False


def read_cell(cell: Cell) -> CellValue:
    """What a cell says; "1,234", "£1,234" and "36.2%" are numbers."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return CellValue(number=float(cell)) if math.isfinite(cell) else CellValue(missing="blank")
    text = "" if cell is None else " ".join(str(cell).split())
    if _SHORTHAND.fullmatch(text):
        return CellValue(missing=text or "blank")
    plain = text.removeprefix("£").removesuffix("%").strip()
    number = float(plain.replace(",", "").replace("−", "-")) if _NUMBER.fullmatch(plain) else math.inf
    return (
        CellValue(number=number, is_per_cent=text.endswith("%"))
        if math.isfinite(number)
        else CellValue(words=text)
    )


@dataclass(frozen=True, slots=True)
class Known:
    """The authorities of the store: every code there has been, and the code each plain name means at the date.

    `counties` are the plain names of the counties whose districts are authorities of their own, `ended` the codes of
    authorities that were no more at the date.
    """

    codes: frozenset[str]
    names: Mapping[str, str]
    counties: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()


@dataclass(slots=True)
class Matches:
    """Code -> the line it was taken from and its value, and sentences about the rest."""

    values: dict[str, tuple[Line, float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def match(table: Table, known: Known, *, counted: bool) -> Matches:
    """The value of each authority; with `counted`, how many lines it has.

    Raises `LoadRefusedError` where no line is about an authority, no value is a number, or two values disagree.
    """
    placed, unknown = _placed(table.lines, known)
    if not placed:
        raise LoadRefusedError(
            f"No row of {table.source.name} is about an authority that is known: {table.area_column} holds "
            f"{listed(sorted(unknown))}. Say another column with --code-column."
        )
    found = _counted(placed) if counted else _valued(placed, table)
    found.notes += _without_ended(found, known.ended)
    return Matches(found.values, [*_about_names(placed), *_about_unknown(unknown, known), *found.notes])


def _placed(lines: Sequence[Line], known: Known) -> tuple[list[tuple[str, Line]], Counter[str]]:
    """The lines with their codes, and how often each code or name that is no authority's occurs."""
    placed: list[tuple[str, Line]] = []
    unknown: Counter[str] = Counter()
    for line in lines:
        said_of = " ".join(str(line.area).split())
        code = code_of(said_of) or known.names.get(plain(said_of), "")
        if code in known.codes:
            placed.append((code, line))
        else:
            unknown[said_of] += 1
    return placed, unknown


def _about_names(placed: Sequence[tuple[str, Line]]) -> Iterator[str]:
    by_name = {code for code, line in placed if not is_code(str(line.area).strip())}
    if by_name:
        yield f"{_number(len(by_name), 'authority', 'was/were')} found by name."


def _about_unknown(unknown: Counter[str], known: Known) -> Iterator[str]:
    """What is no authority of England: codes by what they are, names one by one."""
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


def _valued(placed: Sequence[tuple[str, Line]], table: Table) -> Matches:
    found = Matches()
    missing: Counter[str] = Counter()
    words: list[str] = []
    every: dict[str, list[tuple[Line, float]]] = {}
    shares: dict[bool, Line] = {}
    for code, line in placed:
        what = read_cell(line.value)
        if what.number is not None:
            every.setdefault(code, []).append((line, what.number))
            shares.setdefault(what.is_per_cent, line)
        elif what.words:
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
    found.notes += _about_repeated(every, table)
    found.values = {code: lines[0] for code, lines in every.items()}
    return found


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
            f"Keep one row of each, or count the rows with --count-rows if each is one of something."
        )
    if twice:
        yield f"{_number(len(twice), 'authority', 'is/are')} there twice with the same value, taken once."


def _number(count: int, noun: str, verb: str = "") -> str:
    """1 authority, 3 authorities; and with a verb ("is/are") 3 authorities are."""
    one, many = verb.split("/") if verb else ("", "")
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun} {one}".rstrip() if count == 1 else f"{count:,} {plural} {many}".rstrip()
