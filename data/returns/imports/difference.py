"""The difference between what was sent in and what is held, before anything is written."""

from collections.abc import Iterable, Iterator, Mapping

from data.returns.imports.ends import ended
from data.returns.imports.entities import ENTITIES, Entity, Key
from data.returns.imports.merge import merged
from data.returns.imports.records import Change, Difference, Held, Sending, Sent, number_of
from data.store.rows import Row


def difference(sending: Sending, held: Held, *, replace: bool = False) -> Difference:
    """What loading would do. Of two rows with one key the first counts.

    With `replace`, held rows end that are missing from a sheet which lists others of the same owner.
    """
    changes: list[Change] = []
    unchanged: dict[str, int] = {}
    for sheet, entity in ENTITIES.items():
        sent = by_key(entity, sending.get(sheet, ()))
        differing = list(_changes(entity, sent, held.get(sheet, {})))
        changes += differing
        if sent:
            unchanged[sheet] = len(sent) - len(differing)
    if replace:
        changes += ended(sending, held)
    return Difference(tuple(changes), unchanged)


def by_key(entity: Entity, sent: Iterable[Sent]) -> dict[Key, Sent]:
    """The rows of one sheet by their key; the first of those with the same."""
    found: dict[Key, Sent] = {}
    for one in sent:
        found.setdefault(entity.key_of(one.values), one)
    return found


def _changes(entity: Entity, sent: Mapping[Key, Sent], held: Mapping[Key, Row]) -> Iterator[Change]:
    for key, one in sent.items():
        now = held.get(key)
        row = merged(entity, one.values, now)
        if now is None:
            yield Change(entity.name, key, None, row, origin=one.origin)
        elif differing := [name for name in entity.fields if row[name] != now[name]]:
            yield Change(
                entity.name,
                key,
                {name: now[name] for name in differing},
                {name: row[name] for name in differing},
                number_of(now),
                one.origin,
            )
