"""Names that are given twice, and names that may be a person's."""

from collections import defaultdict
from collections.abc import Iterator

from data.returns.columns import Places
from data.returns.imports.changes import warning
from data.returns.imports.compare import Comparison
from data.returns.problems import Problem
from data.returns.sheets import NOUNS, SHEETS, Key
from data.returns.spelling import likened, looks_personal

NAMED = ("partnerships", "organisations")
"""Sheets whose rows go by a name."""


def called_the_same(comparison: Comparison) -> Iterator[Problem]:
    """A warning for each name that the files bring in and that another key has already, in whichever spelling."""
    for sheet in NAMED:
        touched, key = comparison.touched(sheet), SHEETS[sheet].key[0]
        renamed = _renamed(comparison, sheet)
        if not len(renamed):
            continue
        keys: dict[str, list[str]] = defaultdict(list)
        for other, name in comparison.after.all(sheet).rows.tuples((key, "name")):
            keys[likened(str(name))].append(str(other))
        for place in renamed.tolist():
            own, name = touched.rows[key][place], touched.rows["name"][place]
            others = [other for other in keys[likened(str(name))] if other != own]
            if others:
                yield warning(
                    touched.origin(place),
                    "name",
                    name,
                    wrong=f"“{name}” is what {others[0]} is called too.",
                    right=f"Use the key {others[0]} if it is the same {NOUNS[sheet]}; leave it so if there are two.",
                )


def _renamed(comparison: Comparison, sheet: str) -> Places:
    """The places among the rows touched of those that are new, or whose name changes."""
    keys: set[Key] = set()
    for block in comparison.after.changes.of(sheet, "new", "changed"):
        if block.new is not None and "name" in block.new.fields:
            key = block.key.only(block.differs["name"]) if "name" in block.differs else block.key
            keys |= set(key.tuples(SHEETS[sheet].key))
    return comparison.places_of(sheet, keys)


def persons_as_owners(comparison: Comparison) -> Iterator[Problem]:
    """A warning for each action whose owner looks like a person: the name of no organisation that is known."""
    touched = comparison.touched("actions")
    owners = touched.rows.column("owner").tolist()
    persons = {owner for owner in set(owners) if isinstance(owner, str) and looks_personal(owner)}
    if not persons:
        return
    names = comparison.after.all("organisations").rows["name"].tolist()
    known = {likened(str(name)) for name in names}
    for place, owner in enumerate(owners):
        if owner in persons and likened(owner) not in known:
            yield warning(
                touched.origin(place),
                "owner",
                None,
                wrong="The cell looks like the name of a person, or holds a way to reach one.",
                right="Name the organisation or the role; take the person out before the return is loaded.",
            )
