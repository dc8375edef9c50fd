"""What a check looks at, and how it says what it finds."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property

from data.returns.imports.entities import ENTITIES, Key
from data.returns.imports.outcome import Outcome
from data.returns.imports.places import Places
from data.returns.imports.records import Difference, Held, Sending
from data.returns.imports.words import value as worded
from data.returns.problems import Problem
from data.returns.sheets.records import Origin
from data.store.rows import Row


@dataclass(frozen=True)
class Checked:
    """What was sent, what is held, what would change, and the store as it would be then."""

    sending: Sending
    held: Held
    difference: Difference
    after: Outcome
    places: Places
    not_all_read: frozenset[str] = frozenset()
    """Sheets of which rows could not be read: what seems to be missing from them may be there."""

    @cached_property
    def origins(self) -> Mapping[str, Mapping[Key, Origin]]:
        """Sheet -> key -> the row of a file that changes the store's; rows that stay as they are have none."""
        return {
            name: {key: change.origin for key, change in changes.items() if change.origin is not None}
            for name, changes in self.after.touched.items()
        }

    @cached_property
    def _fields(self) -> Mapping[str, Mapping[Key, Set[str]]]:
        return {
            name: {entity.key_of(one.values): one.values.keys() for one in self.sending.get(name, ())}
            for name, entity in ENTITIES.items()
        }

    def says(self, sheet: str, key: Key, *fields: str) -> bool:
        """Whether a row of the files has all of these fields itself."""
        return self._fields[sheet].get(key, frozenset()) >= set(fields)

    def touched(self, sheet: str) -> Iterator[tuple[Key, Row, Origin]]:
        """The rows of a sheet that the files make or change, whole, as they would be."""
        rows = self.after.rows[sheet]
        for key, origin in self.origins[sheet].items():
            yield key, rows[key], origin

    def rows(self, sheet: str) -> Iterator[tuple[Key, Row, Origin | None]]:
        """Every row of a sheet as it would be; without an origin where no file changes it."""
        origins = self.origins[sheet]
        for key, row in self.after.rows[sheet].items():
            yield key, row, origins.get(key)


def error(origin: Origin, column: str, value: object, *, wrong: str, right: str) -> Problem:
    """What refuses the load, at one cell of a file."""
    return _at(origin, column, value, wrong=wrong, right=right)


def warning(origin: Origin, column: str, value: object, *, wrong: str, right: str) -> Problem:
    """What is said and kept, at one cell of a file."""
    return replace(_at(origin, column, value, wrong=wrong, right=right), severity="warning")


def _at(origin: Origin, column: str, value: object, *, wrong: str, right: str) -> Problem:
    shown = "" if value is None else worded(value)
    return Problem("error", origin.file, origin.sheet, origin.row or None, column, shown, wrong, right)
