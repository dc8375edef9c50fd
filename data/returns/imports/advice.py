"""What would be right in cells that name something by its name and not its key: only the store knows its key."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from data.returns.imports.check import Suggestions
from data.returns.imports.known_places import Places
from data.returns.imports.stored_rows import StoreAfter
from data.returns.problems import Problem
from data.returns.sheets import SHEETS, Sheet
from data.returns.sheets.kinds import CellError, slug
from data.returns.spelling import folded, likened, says_nothing
from geo.names import plain

_CODE = re.compile(r"[EKNSW]\d{8}", re.ASCII | re.IGNORECASE)


def advised(problems: Iterable[Problem], after: StoreAfter, places: Places) -> list[Problem]:
    """The problems of reading; of a cell that should name something that is known, with what it is called."""
    advice = _Advice(after, places)
    return [replace(one, right=right) if (right := advice.on(one)) else one for one in problems]


class _Advice:
    """Finds the keys of what is known by name, each sheet's when the first problem asks for them."""

    def __init__(self, after: StoreAfter, places: Places) -> None:
        self._after, self._places = after, places
        self._names: dict[str, Mapping[str, str]] = {}
        self._near: dict[str, Suggestions] = {}

    def on(self, problem: Problem) -> str:
        """What would be right there; nothing where the reading knows it as well."""
        sheet = SHEETS.get(folded(problem.sheet))
        if sheet is None or not _is_unreadable(problem, sheet):
            return ""
        if problem.column == "area_code":
            return self._code(problem.value)
        if problem.column == "bridge":
            return self._key(problem.value, "bridges", self._bridges(), otherwise=self._every_bridge())
        parent = sheet.parents.get(problem.column or "")
        if parent is None:
            return ""
        return self._key(
            problem.value, parent, self._of(parent), otherwise=f"Write its key, as on the sheet {parent}."
        )

    def _key(self, said: str, sheet: str, names: Mapping[str, str], *, otherwise: str) -> str:
        if key := names.get(likened(said)):
            return f"Did you mean {key}?"
        near = self._near.setdefault(sheet, Suggestions(dict.fromkeys(names.values())))
        return near.advice(slug(said), otherwise=otherwise)

    def _of(self, sheet: str) -> Mapping[str, str]:
        """Likened name -> key of what is on a sheet; of two with one name neither."""
        if sheet not in self._names:
            key = SHEETS[sheet].key[0]
            pairs = [
                (likened(str(name)), str(row[key]))
                for row in self._after.all(sheet).rows.rows()
                for name in {row.get("name"), row.get("former_name"), row.get("title"), row[key]} - {None}
            ]
            self._names[sheet] = _certain(pairs)
        return self._names[sheet]

    def _bridges(self) -> Mapping[str, str]:
        return {likened(key): key for key in self._places.bridges}

    def _every_bridge(self) -> str:
        return f"The bridges are {', '.join(sorted(self._places.bridges))}." if self._places.bridges else ""

    def _code(self, said: str) -> str:
        """The authority that is named beside its code, or without one."""
        if "areas" not in self._names:
            every = self._places.authorities.values()
            now = [(plain(one.name), one.code) for one in every if one.to_date is None]
            self._names["areas"] = _certain(now)
        inside = _CODE.search(said)
        code = inside.group().upper() if inside else self._names["areas"].get(plain(said), "")
        return f"Did you mean {self._places.called(code)}?" if code in self._places.authorities else ""


def _is_unreadable(problem: Problem, sheet: Sheet) -> bool:
    """Whether it is about a cell that says something, but nothing that its column takes."""
    column = sheet.columns.get(problem.column or "")
    if column is None or not problem.row or not problem.value or says_nothing(problem.value):
        return False
    try:
        column.kind.read(problem.value)
    except CellError:
        return True
    return False


def _certain(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Name -> key of those that only one key has."""
    keys: dict[str, set[str]] = {}
    for name, key in pairs:
        keys.setdefault(name, set()).add(key)
    return {name: next(iter(found)) for name, found in keys.items() if len(found) == 1}
