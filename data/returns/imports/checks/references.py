"""What a row names must be there: in the store or in the files."""

from collections.abc import Iterator

from data.norms import TARGETED
from data.returns.imports.checks.result import Checked, error, warning
from data.returns.imports.checks.suggestions import Suggestions
from data.returns.imports.entities import ENTITIES, Entity
from data.returns.imports.words import called
from data.returns.problems import Problem
from data.returns.sheets.records import Origin

NOUNS = {
    "partnerships": "partnership",
    "organisations": "organisation",
    "activities": "activity",
    "meetings": "meeting",
}


def unknown_rows(checked: Checked) -> Iterator[Problem]:
    """A partnership, organisation, activity or meeting that is neither in the store nor in the files."""
    for entity in ENTITIES.values():
        for column, sheet in entity.parents.items():
            if sheet not in checked.not_all_read:
                yield from _unknown(checked, entity, column, sheet)


def _unknown(checked: Checked, entity: Entity, column: str, sheet: str) -> Iterator[Problem]:
    known = checked.after.rows[sheet]
    suggestions = Suggestions(key[0] for key in known)
    for _, row, origin in checked.touched(entity.name):
        named = row[column]
        if named is None or (named,) in known:
            continue
        ending = checked.after.touched[sheet].get((named,))
        yield error(
            origin,
            column,
            named,
            wrong=f"There is no {NOUNS[sheet]} “{named}” in the store or in the files."
            if ending is None
            else f"The {NOUNS[sheet]} “{named}” ends, because the sheet {sheet} does not list it.",
            right=suggestions.advice(
                str(named), otherwise=f"Add it to the sheet {sheet}, or correct the key."
            ),
        )


def unknown_bridges(checked: Checked) -> Iterator[Problem]:
    """A bridge that has no patch; nothing is said where the store knows no bridges."""
    bridges = checked.places.bridges
    suggestions = Suggestions(sorted(bridges))
    for sheet in ("partnerships", "support"):
        for sent in checked.sending.get(sheet, ()):
            named = sent.values.get("bridge")
            if bridges and named is not None and named not in bridges:
                yield error(
                    sent.origin,
                    "bridge",
                    named,
                    wrong=f"There is no bridge “{named}”.",
                    right=suggestions.advice(
                        str(named), otherwise=f"The bridges are {', '.join(sorted(bridges))}."
                    ),
                )


def unknown_indicators(checked: Checked) -> Iterator[Problem]:
    """A warning for a target that no page will ever show, because no indicator is called so."""
    suggestions = Suggestions(TARGETED)
    for _, row, origin in checked.touched("targets"):
        named = str(row["indicator"])
        if named not in TARGETED:
            yield warning(
                origin,
                "indicator",
                named,
                wrong=f"There is no indicator “{named}”, so no page shows this target.",
                right=suggestions.advice(
                    named, otherwise="The page Method has the indicators and their keys."
                ),
            )


def still_named(checked: Checked) -> Iterator[Problem]:
    """Rows that `--replace` would end although rows that nobody sent go on naming them."""
    for name, entity in ENTITIES.items():
        if not any(checked.after.touched[sheet] for sheet in entity.parents.values()):
            continue
        for key, column, value in checked.after.without_parent(entity):
            sheet = entity.parents[column]
            if key not in checked.origins[name]:
                yield error(
                    Origin(_file_of(checked, sheet), sheet, 0),
                    ENTITIES[sheet].key[0],
                    value,
                    wrong=f"“{value}” is not in the file and would end, but {called(name, key)} names it.",
                    right=f"Put it back, or send the sheet {name} too.",
                )


def _file_of(checked: Checked, sheet: str) -> str:
    """The first file that has the sheet."""
    return next((sent.origin.file for sent in checked.sending.get(sheet, ())), "")
