"""What was generated and what becomes of it when real rows come; nothing generated goes unless it is said.

Illustrative rows stay beside real ones, each marked: they go when `--replace` lists the partnership anew, when a
real row with the same key takes their place, or from sight with the switch that hides them all.
"""

from collections import defaultdict
from collections.abc import Iterator

from data.programme.visibility import MILESTONES
from data.returns.imports.checks.result import Checked, warning
from data.returns.imports.entities import ENTITIES, Key
from data.returns.imports.merge import MARK, MILESTONES_MARK
from data.returns.problems import Problem
from data.returns.sheets.records import Origin
from data.store.rows import Row

NAMED = 5
"""Partnerships that a warning names; of more it says how many."""


def illustrative_beside_real(checked: Checked) -> Iterator[Problem]:
    """A warning for each sheet that brings real rows of partnerships with illustrative ones."""
    for name, entity in ENTITIES.items():
        if "partnership" not in entity.owner:
            continue
        real: dict[object, Origin] = {}
        for _, row, origin in checked.touched(name):
            if not row[MARK]:
                real.setdefault(row["partnership"], origin)
        left: dict[object, int] = defaultdict(int)
        for row in checked.after.rows[name].values() if real else ():
            if row[MARK] and row["partnership"] in real:
                left[row["partnership"]] += 1
        if left:
            yield _staying(name, left, real[next(iter(left))])


def _staying(sheet: str, left: dict[object, int], origin: Origin) -> Problem:
    names = sorted(map(str, left))
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    count = sum(left.values())
    rows, stay = ("1 illustrative row", "stays") if count == 1 else (f"{count:,} illustrative rows", "stay")
    return warning(
        origin._replace(row=0),
        "illustrative",
        None,
        wrong=f"{rows} of {', '.join(names[:NAMED])}{more} {stay} in {sheet}, marked.",
        right="Hide them with the switch, or load with --replace to end what the file does not list.",
    )


def milestones_giving_way(checked: Checked) -> Iterator[Problem]:
    """A warning where a first real milestone clears the generated ones."""
    for key, change in checked.after.touched["partnerships"].items():
        if change.origin is None or not (change.old or {}).get(MILESTONES_MARK):
            continue
        now = checked.after.rows["partnerships"][key]
        cleared = [name for name in MILESTONES if name in (change.old or {}) and now[name] is None]
        if cleared:
            yield warning(
                change.origin,
                MILESTONES_MARK,
                False,
                wrong=f"The illustrative {', '.join(cleared)} of {key[0]} give way to what was reported.",
                right="Fill them in when they are known.",
            )


def marked_as_made_up(checked: Checked) -> Iterator[Problem]:
    """A warning for each sheet whose rows are new or changed, and say all the same that they are made up.

    Who corrects a filled-in template and leaves the mark there would see the real row go with the made-up ones.
    """
    for name in ENTITIES:
        for mark, noun in ((MARK, "row"), (MILESTONES_MARK, "partnership")):
            marked = [
                origin
                for key, row, origin in checked.touched(name)
                if _is_marked(checked, name, key, row, mark)
            ]
            if marked:
                count = f"1 {noun} is" if len(marked) == 1 else f"{len(marked):,} {noun}s are"
                yield warning(
                    min(marked, key=lambda origin: origin.row),
                    mark.removeprefix("is_"),
                    True,
                    wrong=f"{count} new or changed here, and marked as made up.",
                    right="Write no where it was reported; what is made up is hidden with the switch.",
                )


def _is_marked(checked: Checked, sheet: str, key: Key, row: Row, mark: str) -> bool:
    """Whether a mark stands over what the files bring: the row itself, or milestones of a partnership."""
    if mark == MARK:
        return bool(row[MARK])
    changed = checked.after.touched[sheet][key].new or {}
    return bool(row.get(mark)) and any(changed.get(name) is not None for name in MILESTONES)
