"""The store as it would be after the changes, to be checked before they are written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from data.returns.imports.entities import ENTITIES, Entity, Key
from data.returns.imports.records import Change, Held
from data.store.rows import Row


@dataclass(frozen=True, slots=True)
class Outcome:
    """Sheet -> key -> row, as it would be; `touched` has the changes themselves by sheet and key."""

    rows: Mapping[str, Mapping[Key, Row]]
    touched: Mapping[str, Mapping[Key, Change]]

    def has(self, sheet: str, key: object) -> bool:
        """Whether a row with this key of one column would be there."""
        return (key,) in self.rows.get(sheet, {})

    def without_parent(self, entity: Entity) -> Iterator[tuple[Key, str, object]]:
        """Key, column and value wherever a row names another that would not be there."""
        for key, row in self.rows.get(entity.name, {}).items():
            for column, sheet in entity.parents.items():
                if row[column] is not None and not self.has(sheet, row[column]):
                    yield key, column, row[column]


def outcome(held: Held, changes: Iterable[Change]) -> Outcome:
    """Lay the changes over what is held."""
    touched: dict[str, dict[Key, Change]] = {sheet: {} for sheet in ENTITIES}
    for change in changes:
        touched[change.sheet][change.key] = change
    rows = {sheet: _laid_over(held.get(sheet, {}), touched[sheet]) for sheet in ENTITIES}
    return Outcome(rows, touched)


def _laid_over(held: Mapping[Key, Row], touched: Mapping[Key, Change]) -> Mapping[Key, Row]:
    if not touched:
        return held
    rows = dict(held)
    for key, change in touched.items():
        if change.new is None:
            rows.pop(key, None)
        else:
            rows[key] = {**rows.get(key, {}), **change.new}
    return rows
