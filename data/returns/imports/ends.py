"""Which rows of the store end when a file replaces what it speaks of.

A sheet speaks for an owner (a partnership, a meeting, a measure) as soon as it lists one row of theirs; of an owner
that it does not mention, and of a sheet that is empty or missing, nothing ends. Partnerships, organisations and
published counts never end. With a row go its parts (a meeting's attendance, an activity's links), and what is
illustrative and refers to it.
"""

from collections.abc import Iterator, Mapping

from data.returns.imports.entities import ENTITIES, Entity, Key
from data.returns.imports.merge import MARK
from data.returns.imports.records import Change, Held, Sending, number_of
from data.store.rows import Row


def ended(sending: Sending, held: Held) -> list[Change]:
    """The rows that end, sheet by sheet, whole, each once."""
    keys = {
        sheet: {entity.key_of(one.values) for one in sending.get(sheet, ())}
        for sheet, entity in ENTITIES.items()
    }
    gone: dict[str, dict[Key, Row]] = {}
    for sheet, entity in ENTITIES.items():
        missing = dict(_unlisted(entity, sending, held, keys[sheet]))
        missing |= dict(_left_without(entity, held, keys[sheet], gone))
        gone[sheet] = missing
    return [
        Change(sheet, key, row, None, number_of(row))
        for sheet, rows in gone.items()
        for key, row in rows.items()
    ]


def _unlisted(entity: Entity, sending: Sending, held: Held, listed: set[Key]) -> Iterator[tuple[Key, Row]]:
    """Held rows of owners that the sheet speaks for, which it does not list."""
    if not entity.owner:
        return
    owners = {entity.owner_of(one.values) for one in sending.get(entity.name, ())}
    for key, row in held.get(entity.name, {}).items():
        if key not in listed and entity.owner_of(row) in owners:
            yield key, row


def _left_without(
    entity: Entity, held: Held, listed: set[Key], gone: Mapping[str, Mapping[Key, Row]]
) -> Iterator[tuple[Key, Row]]:
    """Held rows that go with a row that ends: its parts, and illustrative rows that refer to it."""
    parents = {
        column: {key[0] for key in gone.get(sheet, ())}
        for column, sheet in entity.parents.items()
        if gone.get(sheet)
    }
    if not parents:
        return
    for key, row in held.get(entity.name, {}).items():
        if key in listed:
            continue
        if any(
            row[column] in keys and (column in entity.part_of or row.get(MARK))
            for column, keys in parents.items()
        ):
            yield key, row
