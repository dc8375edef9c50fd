"""Keys: each its own partnership's, and never made up where the store has it for real."""

from collections.abc import Iterator

from data.programme.visibility import MILESTONES
from data.returns.imports.checks.result import Checked, error
from data.returns.imports.entities import ENTITIES
from data.returns.imports.merge import MARK, MILESTONES_MARK
from data.returns.problems import Problem

OWNED = ("activities", "meetings", "actions", "support")
"""Sheets whose keys are anybody's to choose, so that two partnerships can choose the same."""


def owned_by_another(checked: Checked) -> Iterator[Problem]:
    """A key that the store has for another partnership: most likely two that chose the same."""
    for name in OWNED:
        for sent in checked.sending.get(name, ()):
            key = ENTITIES[name].key_of(sent.values)
            now = checked.held.get(name, {}).get(key)
            said = sent.values.get("partnership")
            if now is None or "partnership" not in sent.values or now["partnership"] in {None, said}:
                continue
            yield error(
                sent.origin,
                ENTITIES[name].key[0],
                key[0],
                wrong=f"The store has this key for {now['partnership']}, the file for {said or 'no partnership'}.",
                right=f"Choose another key, for example {said}-{key[0]}."
                if said
                else "Name the partnership.",
            )


def made_up_over_real(checked: Checked) -> Iterator[Problem]:
    """An illustrative row, or illustrative milestones, in the place of what was returned or published."""
    for name, entity in ENTITIES.items():
        for sent in checked.sending.get(name, ()):
            now = checked.held.get(name, {}).get(entity.key_of(sent.values))
            if now is not None and sent.values.get(MARK) and not now.get(MARK):
                yield error(
                    sent.origin,
                    "illustrative",
                    True,
                    wrong="The store has this row as a real one; what is made up must not take its place.",
                    right="Say no, leave the cell blank, or take the row out.",
                )
            elif now is not None and sent.values.get(MILESTONES_MARK) and _has_real_milestones(now):
                yield error(
                    sent.origin,
                    MILESTONES_MARK,
                    True,
                    wrong="The store has real days for this partnership; what is made up must not take their place.",
                    right="Say no, or leave the cell blank.",
                )


def _has_real_milestones(row: dict[str, object]) -> bool:
    return not row[MILESTONES_MARK] and any(row[name] is not None for name in MILESTONES)
