"""What a cell means that names an area, a partnership, an organisation or a bridge by its name and not its key."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy import Connection

from data.programme.visibility import Scope
from data.returns.columns import Columns
from data.returns.imports.known_places import Places
from data.returns.imports.stored_rows import EVERYTHING, StoredRows
from data.returns.matches import LEFT_OUT, LOCAL_SECTORS, NEW, Organisations, Partnerships, core
from data.returns.places import Covered, Gazetteer, Named, Unknown, Wider
from data.returns.readings import Choice, Doubt, Meaning, Meant
from data.returns.sheets import SHEETS, Column, Sheet
from data.returns.sheets.kinds import AreaCodeKind, KeyKind, quoted
from data.returns.spelling import likened, says_nothing, slips_of
from data.returns.workbook.grids import Cell
from data.store.rows import Row

_CODE = re.compile(r"[EKNSW]\d{8}(?!.*[EKNSW]\d{8})", re.ASCII | re.IGNORECASE)
COVERED = "partnership_areas"
"""The sheet that has a row for each of several areas."""


class KnownNames:
    """The names in a store, as far as `scope` sees them, and in the files that are read; looked up when first asked."""

    def __init__(self, connection: Connection, scope: Scope = EVERYTHING) -> None:
        self._held, self._connection = StoredRows(connection, scope), connection
        self._sent: dict[str, list[Columns]] = {}

    def learn(self, sheet: Sheet, columns: Columns) -> None:
        """Take note of rows that others of the same files may name."""
        if sheet.name in {"partnerships", "organisations"}:
            self._sent.setdefault(sheet.name, []).append(columns)
            self.__dict__.pop(f"_{sheet.name}", None)

    def meant(self, sheet: Sheet, column: Column, cell: Cell) -> Meaning | None:
        """What a cell means in a column of codes or keys; None where nothing that is known is called so."""
        text = cell.strip() if isinstance(cell, str) else ""
        if not text or says_nothing(text):
            return None
        if isinstance(column.kind, AreaCodeKind):
            return self._area(text, several=sheet.name == COVERED)
        if not isinstance(column.kind, KeyKind):
            return None
        if column.name == "bridge":
            key = self._places.bridge(text)
            return Meant(key, key) if key else None
        parent = sheet.parents.get(column.name)
        if parent == "partnerships":
            return self._partnership(text)
        return self._organisation(text) if parent == "organisations" else None

    def is_strange(self, sheet: Sheet, column: Column, key: object) -> bool:
        """Whether a key that its column takes is of no partnership or bridge that is known."""
        if column.name == "bridge":
            return str(key) not in self._bridges
        if sheet.parents.get(column.name) != "partnerships":
            return False
        return str(key) not in self._partnerships.names

    @cached_property
    def _places(self) -> Gazetteer:
        return Gazetteer(self._connection, on=datetime.now(tz=UTC).date())

    @cached_property
    def _bridges(self) -> frozenset[str]:
        return Places(self._connection).bridges

    @cached_property
    def _partnerships(self) -> Partnerships:
        rows = [*self._held.all("partnerships").rows(), *self._rows_sent("partnerships")]
        return Partnerships.of(rows, self._held.all(COVERED).rows())

    @cached_property
    def _organisations(self) -> Organisations:
        rows = [*self._held.all("organisations").rows(), *self._rows_sent("organisations")]
        return Organisations.of(rows, [])

    def _rows_sent(self, sheet: str) -> Iterator[Row]:
        """The rows that the files have of a sheet, whole."""
        blank = SHEETS[sheet].blank
        return ({**blank, **row} for columns in self._sent.get(sheet, []) for row in columns.rows())

    def _partnership(self, text: str) -> Meaning | None:
        """By name and former name; by its place; a slip of the keys. Rather nothing than a wrong one."""
        found = self._partnerships.find(text, ())
        if found.key == NEW:
            codes = next(self._codes_in(text), frozenset())
            found = self._partnerships.find(text, codes) if codes else found
        if found.key not in {None, NEW}:
            return Meant(found.key, str(found.key))
        choices = tuple(one for one in found.choices if one.write != NEW) or self._slips(text)
        if not choices:
            return None
        proposed = None if found.proposed in {NEW, LEFT_OUT} else found.proposed
        return Doubt(f"{quoted(text)} is no key. Which partnership is meant?", choices, proposed)

    def _slips(self, text: str) -> tuple[Choice, ...]:
        names = self._partnerships.by_name
        close = slips_of(likened(text), names)
        return tuple(
            Choice(key, self._partnerships.names[key]) for name in close for key in sorted(names[name])
        )

    def _codes_in(self, text: str) -> Iterator[frozenset[str]]:
        """The authorities of the places that a name has in it, the longest first."""
        words = core(text).split()
        for length in range(len(words), 0, -1):
            for first in range(len(words) - length + 1):
                for one in self._places.named(" ".join(words[first : first + length])):
                    if isinstance(one, Covered):
                        yield frozenset({one.code})
                    elif isinstance(one, Wider):
                        yield frozenset(one.codes)

    def _organisation(self, text: str) -> Meaning | None:
        """By name; one in the store of a kind that many places have is asked, for there may be two of one name."""
        keys = sorted(self._organisations.by_name.get(likened(text), ()))
        if not keys:
            return None
        sent = {str(row["organisation"]) for row in self._rows_sent("organisations")} & set(keys)
        certain = sent or set(keys)
        sector = str(self._organisations.rows[keys[0]]["sector"])
        if len(certain) == 1 and (sent or sector not in LOCAL_SECTORS):
            key = certain.pop()
            return Meant(key, key)
        choices = tuple(Choice(key, self._where(key)) for key in keys)
        proposed = keys[0] if len(keys) == 1 else None
        return Doubt(f"{quoted(text)} is no key. Which organisation is meant?", choices, proposed)

    def _where(self, key: str) -> str:
        row = self._organisations.rows[key]
        code = row["area_code"]
        return f"{row['name']}, {self._places.called(str(code))}" if code else str(row["name"])

    def _area(self, text: str, *, several: bool) -> Meaning | None:
        """By name, also one of former days; a county or region is asked for the authorities that are meant."""
        if (inside := _CODE.search(text)) and inside.group().upper() in self._places.names:
            return Meant(inside.group().upper(), inside.group().upper())
        named = self._places.named(text)
        if not named or any(isinstance(one, Unknown) for one in named):
            return None
        if len(named) == 1 and isinstance(named[0], Covered):
            one = named[0]
            beside = {"coverage": one.coverage} if several and one.coverage == "part" else {}
            beside |= {"locality": one.locality} if several and one.locality else {}
            return Meant(one.code, one.code, beside)
        codes = tuple(dict.fromkeys(_codes(named)))
        if several and all(isinstance(one, Covered) for one in named):
            return Meant(codes, ";".join(codes))
        choices = tuple(Choice(code, self._places.called(code)) for code in codes)
        if several:
            choices = (Choice(";".join(codes), f"all {len(codes)}"), *choices)
        wider = next((f"a {one.kind}" for one in named if isinstance(one, Wider)), "more than one authority")
        return Doubt(f"{quoted(text)} is {wider}. Which of its authorities are meant?", choices)


def _codes(named: list[Named]) -> Iterator[str]:
    for one in named:
        if isinstance(one, Covered):
            yield one.code
        elif isinstance(one, Wider):
            yield from one.codes
