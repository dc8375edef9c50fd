"""What a row becomes when a file speaks of it: the file's fields, and the store's where the file has none.

What was generated never passes for real. A generated row that somebody reports becomes real with what the file
says and nothing else; so do the generated milestones of a partnership once one of them is reported.
"""

from collections.abc import Mapping

from data.programme.visibility import MILESTONES
from data.returns.imports.entities import Entity
from data.store.rows import Row

MARK, MILESTONES_MARK = "is_illustrative", "milestones_illustrative"


def merged(entity: Entity, given: Row, held: Row | None) -> Row:
    """The whole row as it will be; `held` is None for a new one."""
    if held is None:
        return entity.blank | given
    if becomes_real(given, held):
        return entity.blank | given
    row = {name: held[name] for name in entity.fields} | given
    return row | _milestones(given, held) if held.get(MILESTONES_MARK) else row


def becomes_real(given: Mapping[str, object], held: Mapping[str, object]) -> bool:
    """Whether a generated row is now reported."""
    return bool(held.get(MARK)) and not given.get(MARK)


def reported_milestones(given: Mapping[str, object], held: Mapping[str, object]) -> Row:
    """The milestones that a file knows better than the generator; all it has where it says that they are real."""
    if not held.get(MILESTONES_MARK) or given.get(MILESTONES_MARK):
        return {}
    said_so = given.get(MILESTONES_MARK) is False
    return {
        name: given[name]
        for name in MILESTONES
        if given.get(name) is not None and (said_so or given[name] != held.get(name))
    }


def _milestones(given: Mapping[str, object], held: Mapping[str, object]) -> Row:
    """All generated while the file repeats or leaves them out; only what it reports once it reports any.

    A file that says they are generated and has none of them was taken out of the store with these hidden.
    """
    if given.get(MILESTONES_MARK):
        left_out = all(given.get(name) is None for name in MILESTONES)
        return {name: held[name] for name in MILESTONES} if left_out else {}
    reported = reported_milestones(given, held)
    if reported or given.get(MILESTONES_MARK) is False:
        return dict.fromkeys(MILESTONES) | reported | {MILESTONES_MARK: False}
    return {name: held[name] for name in MILESTONES}
