"""The areas that a cell of a list names: authorities of its day, split; counties and regions are asked about."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from data.names import in_order
from data.returns.spelling import folded, likened, says_nothing
from data.store.schema import area, area_grouping
from geo.names import OTHER_NAMES, code_of, plain

_HARD, _SOFT = r"\s*[;\n/|•]\s*", r"\s*,\s*(?:and\s+|&\s+)?|\s+and\s+|\s*&\s*|\s*\+\s*"
"""What stands between two areas, and what may stand within the name of one too."""
MOST_WORDS = 6
_PART = re.compile(
    r"\(\s*(?:in )?parts?(?: of)?\s*\)|^parts? of\b|[-–,]\s*parts?$|\bparts?$|^parts?\b", re.IGNORECASE
)
_INSIDE = re.compile(r"\(([^)]*)\)")
_STYLES = frozenset(
    {
        "unitary",
        "borough",
        "county",
        "council",
        "district",
        "city",
        "whole",
        "all",
        "la",
        "london_borough",
        "met",
    }
)
_AUTHORITY = "lad"
_GROUPS = ("county", "region")


@dataclass(frozen=True, slots=True)
class Covered:
    """An authority that a list names, `whole` or in `part`, with the name of the part where it says one."""

    code: str
    coverage: str = "whole"
    locality: str | None = None


@dataclass(frozen=True, slots=True)
class Wider:
    """A county or region that a list names: its authorities on the list's day, and whether only a part is meant."""

    name: str
    kind: str
    codes: tuple[str, ...]
    is_part: bool


@dataclass(frozen=True, slots=True)
class Unknown:
    """A part of a cell that names no area that is known."""

    text: str


Named = Covered | Wider | Unknown


class Gazetteer:
    """Authorities, counties and regions by name on a day; a name of another day where none of the day has it."""

    def __init__(self, connection: Connection, *, on: date) -> None:
        columns = (area.c.area_code, area.c.name, area.c.from_date, area.c.to_date)
        rows = connection.execute(select(*columns).where(area.c.level == _AUTHORITY)).all()
        self.names: dict[str, str] = {row[0]: row[1] for row in rows}
        self.on = on
        self._now = {code for code, _, begin, end in rows if _holds(begin, end, on)}
        self._codes: dict[str, str] = {}
        # The last that had a name counts, those of the day before all.
        ordered = sorted(rows, key=lambda row: (row[0] in self._now, row[3] or date.max))
        for code, name, *_ in ordered:
            self._codes[plain(name)] = code
        for first, other in OTHER_NAMES:
            for one, another in ((first, other), (other, first)):
                if plain(one) in self._codes:
                    self._codes.setdefault(plain(another), self._codes[plain(one)])
        self._groups, names = _groups(connection, on, self._now)
        self.bridges = {key: name for name, key in names}
        called: dict[str, set[str]] = defaultdict(set)
        for name, key in names:
            called[likened(name)].add(key)
        # A name that two of them have is asked about.
        self._bridge_names = {name: next(iter(keys)) for name, keys in called.items() if len(keys) == 1}
        self._bridge_names |= {likened(key): key for key in self.bridges}

    @property
    def every(self) -> list[tuple[str, str]]:
        """Code and name of each authority of the day, by name."""
        return sorted(((code, self.names[code]) for code in self._now), key=lambda one: in_order(one[1]))

    def called(self, code: str) -> str:
        """The name of an authority."""
        return self.names.get(code, code)

    def bridge(self, text: str) -> str | None:
        """The key of the bridge that a text names."""
        words = likened(text)
        said = (words, words.removesuffix(" bridge"), f"{words} bridge")
        return next((self._bridge_names[name] for name in said if name in self._bridge_names), None)

    def is_heading(self, text: str) -> bool:
        """Whether a text that stands alone in a row names a bridge, a region or a county."""
        return bool(self.bridge(text)) or plain(text) in self._groups

    def is_area(self, text: str) -> bool:
        """Whether a cell names areas, most of them known."""
        found = self.named(text)
        return bool(found) and sum(not isinstance(one, Unknown) for one in found) * 2 > len(found)

    def named(self, text: str) -> list[Named]:
        """What a cell names, split; nothing where it says that there is nothing to say."""
        if says_nothing(text):
            return []
        return [one for part in re.split(_HARD, text) if part.strip() for one in self._in_part(part)]

    def answered(self, answer: str) -> list[Covered]:
        """The areas of an answer: codes, each with `:part` where only a part is meant. Raises `ValueError`."""
        found = []
        for said in filter(None, re.split(r"[;,\s]+", answer)):
            code, _, coverage = said.partition(":")
            if code_of(code) not in self.names or coverage not in {"", "whole", "part"}:
                raise ValueError(said)
            found.append(Covered(str(code_of(code)), coverage or "whole"))
        return found

    def _in_part(self, text: str) -> Iterator[Named]:
        """The longest names that are known, from left to right: a comma or `and` can be a part of one."""
        atoms = re.split(f"({_SOFT})", text.strip())
        words, place = atoms[::2], 0
        while place < len(words):
            longest = min(len(words), place + MOST_WORDS)
            ends = range(longest, place, -1)
            found = (
                (end, one) for end in ends if (one := self._one("".join(atoms[2 * place : 2 * end - 1])))
            )
            end, named = next(found, (place + 1, Unknown(words[place].strip())))
            if not isinstance(named, Unknown) or not says_nothing(named.text):
                yield named
            place = end

    def _one(self, text: str) -> Named | None:
        """What one name means; None where nothing is called so."""
        said = text.strip(" .")
        is_part = bool(_PART.search(said))
        said = _PART.sub(" ", said).strip()
        inside = [word.strip() for word in _INSIDE.findall(said)]
        locality = next((word for word in inside if folded(word) not in _STYLES and word), None)
        is_part = is_part or locality is not None
        name = plain(said)
        code = self._codes.get(name)
        wider = self._groups.get(name)
        if code_of(said) in self.names:
            code = code_of(said)
        elif wider and code not in self._now:
            return Wider(wider[0], wider[1], wider[2], is_part)
        if code is None:
            return None
        return Covered(code, "part" if is_part else "whole", locality)


def _groups(
    connection: Connection, on: date, now: set[str]
) -> tuple[dict[str, tuple[str, str, tuple[str, ...]]], list[tuple[str, str]]]:
    """Plain name -> name, kind and authorities `now` of each county and region; each name of a bridge, and its key.

    Of the names of one bridge, that of the day comes last.
    """
    found = area_grouping.c
    columns = (
        found.grouping,
        found.group_code,
        found.group_name,
        found.area_code,
        found.from_date,
        found.to_date,
    )
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    bridges: dict[tuple[str, str], bool] = {}
    for grouping, key, name, code, begin, end in connection.execute(select(*columns)):
        if grouping == "bridge":
            bridges[name, key] = bridges.get((name, key), False) or _holds(begin, end, on)
        elif grouping in _GROUPS and _holds(begin, end, on):
            members[grouping, name].append(code)
    groups = {
        plain(name): (name, grouping, tuple(sorted(now & set(codes))))
        for (grouping, name), codes in sorted(members.items(), reverse=True)
        if now & set(codes)
    }
    if london := groups.get(plain("London")):
        groups[plain("Greater London")] = london
    return groups, sorted(bridges, key=lambda one: bridges[one])


def _holds(begin: date | None, end: date | None, on: date) -> bool:
    return (begin is None or begin <= on) and (end is None or end > on)


def once(covered: Sequence[Covered]) -> list[Covered]:
    """Each authority once: whole where it is whole anywhere; parts with a locality of their own stay apart."""
    found: dict[tuple[str, str | None], Covered] = {}
    whole = {one.code for one in covered if one.coverage == "whole"}
    for one in covered:
        key = (one.code, None) if one.code in whole else (one.code, one.locality)
        found.setdefault(key, Covered(one.code) if one.code in whole else one)
    return list(found.values())
