"""The members that a list names, split: organisations that are known, new ones, and what is no organisation."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.returns.lists.columns import ListColumn
from data.returns.lists.said import Said
from data.returns.lists.tables import shown
from data.returns.matches import EACH, LEFT_OUT, NEW, Organisations, sector_in
from data.returns.spelling import likened, looks_personal, says_nothing

_HARD = re.compile(r"\s*[;\n|•]\s*")
_COMMAS = re.compile(r"\s*,\s*(?![^(]*\))")
_TWO = re.compile(r"\s+and\s+|\s*&\s*")
_ROLES = (
    ("vice_chair", r"vice[ -]chair|deputy chair"), ("chair", r"chair"), ("lead_organisation", r"lead"),
    ("host", r"host"), ("steering_group", r"steering(?: group)?"), ("observer", r"observer"),
)  # fmt: skip
_REMARK = re.compile(r"\s*\(([^)]*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation at a table: its key in the store, or the sector that a new one has; `is_each` has one a place."""

    name: str
    role: str
    key: str | None = None
    sector: str | None = None
    is_each: bool = False


def members_of(
    said: Said,
    known: Organisations,
    columns: Mapping[str, Sequence[ListColumn]],
    owner: Mapping[int, tuple[int, str]],
) -> dict[int, tuple[Member, ...]]:
    """The members of each partnership by the first of its rows; equal names are asked about once.

    `owner` has the first row and the key of the partnership of each row.
    """
    named = list(_named(columns, known))
    spots: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, _, row, position in named:
        spots[name].append((row, position))
    meant = {
        name: _meaning(
            said, known, name, places, [owner[row][1] or f"row {row}" for row, _ in places if row in owner]
        )
        for name, places in spots.items()
    }
    found: dict[int, dict[tuple[str, str], Member]] = defaultdict(dict)
    for name, role, row, _ in named:
        answer = meant[name]
        if row in owner and answer:
            kind, _, sector = answer.partition(":")
            is_new = kind in {NEW, EACH}
            member = Member(name, role, None if is_new else answer, sector if is_new else None, kind == EACH)
            found[owner[row][0]].setdefault((name, role), member)
    return {row: tuple(held.values()) for row, held in found.items()}


def _named(
    columns: Mapping[str, Sequence[ListColumn]], known: Organisations
) -> Iterable[tuple[str, str, int, int]]:
    """Name, role, row and column of every member that a list names."""
    cells = [
        (role, row, column.position, shown(cell))
        for role, column in ((role, one) for role in ("lead", "members") for one in columns[role])
        for row, cell in column.cells
    ]
    whole = {likened(part) for *_, text in cells for part in split(text)} | set(known.by_name)
    for role, row, position, text in cells:
        for part in split(text):
            for name in _halves(part, whole):
                plain, remark = _REMARK.sub("", name).strip(), _REMARK.search(name)
                said = next(
                    (
                        code
                        for code, words in _ROLES
                        if remark and re.fullmatch(words, remark[1].strip().lower())
                    ),
                    None,
                )
                if plain and not says_nothing(plain):
                    yield (
                        plain if said else name,
                        said or ("lead_organisation" if role == "lead" else "member"),
                        row,
                        position,
                    )


def split(text: str) -> list[str]:
    """The parts of a list of names: at semicolons and lines where there are any, else at commas."""
    parts = _HARD.split(text)
    found = parts if len(parts) > 1 else _COMMAS.split(text)
    return [part.strip() for part in found if part.strip() and not says_nothing(part)]


def _halves(name: str, whole: set[str]) -> list[str]:
    """Two names that `and` joins, where each of them stands alone elsewhere and both together nowhere."""
    halves = _TWO.split(name)
    alone = all(likened(half) in whole for half in halves)
    return halves if len(halves) > 1 and alone else [name]


def _meaning(
    said: Said, known: Organisations, name: str, spots: Sequence[tuple[int, int]], partnerships: Sequence[str]
) -> str | None:
    """The answer that a name has; None where it is asked, or left out."""
    if looks_personal(name) and sector_in(name) is None:
        said.read_as("members", "the name of a person", spots, "")
        return None
    tables = sorted(set(filter(None, partnerships)))
    match = known.find(name, tables)
    if match.key is not None:
        kind, _, sector = match.key.partition(":")
        meaning = f"a new organisation ({sector})" if kind == NEW else match.key
        said.read_as("members", name, spots, meaning)
        return match.key
    number = len(set(partnerships))
    named = "one partnership" if number == 1 else f"{number:,} partnerships"
    asks = f"Which organisation is “{name}”, named for {named}?"
    answer = said.ask("members", name, spots, asks=asks, choices=match.choices, proposed=match.proposed)
    return None if answer in {None, LEFT_OUT} else answer
