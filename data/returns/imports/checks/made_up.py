"""What is made up beside what is real: neither takes the other's place in silence."""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from data.programme.visibility import MILESTONES
from data.returns.columns import Places, is_in, is_yes
from data.returns.imports.changes import error, warning
from data.returns.imports.compare import MARK, MILESTONES_MARK, Comparison
from data.returns.problems import Problem
from data.returns.sheets import SHEETS
from data.returns.sheets.records import Origin

MOST_NAMED = 5
"""Partnerships that a warning names; of more it says how many."""


def made_up_over_real(comparison: Comparison) -> Iterator[Problem]:
    """An illustrative row, or illustrative milestones, in the place of what was returned or published."""
    for name in comparison.sent:
        marks = comparison.sent[name].joined((MARK, MILESTONES_MARK))
        marked, milestones = is_yes(marks[MARK]), is_yes(marks[MILESTONES_MARK])
        if not (marked | milestones).any():
            continue
        sent, held, at = comparison.held_of(name)
        for place in np.flatnonzero((at >= 0) & (marked | milestones)).tolist():
            now = held.row(int(at[place]))
            if marked[place] and not now.get(MARK):
                yield error(
                    sent.origin(place),
                    "illustrative",
                    True,
                    wrong="The store has this row as a real one; what is made up must not take its place.",
                    right="Say no, leave the cell blank, or take the row out.",
                )
            elif milestones[place] and _has_real_milestones(now):
                yield error(
                    sent.origin(place),
                    MILESTONES_MARK,
                    True,
                    wrong="The store has real days for this partnership; what is made up must not take their place.",
                    right="Say no, or leave the cell blank.",
                )


def _has_real_milestones(row: dict[str, object]) -> bool:
    return not row[MILESTONES_MARK] and any(row[name] is not None for name in MILESTONES)


def illustrative_beside_real(comparison: Comparison) -> Iterator[Problem]:
    """A warning for each sheet that brings real rows of partnerships with illustrative ones."""
    for name, sheet in SHEETS.items():
        touched = comparison.touched(name)
        if "partnership" not in sheet.owner or not len(touched):
            continue
        owners = touched.rows["partnership"]
        real = set(owners[~is_yes(touched.rows[MARK])].tolist())
        rows = comparison.after.where(name, "partnership", real).rows
        left = Counter(rows["partnership"][is_yes(rows[MARK])].tolist())
        if left:
            own = is_in(owners, {next(iter(left))}) & ~is_yes(touched.rows[MARK])
            yield _staying(name, left, touched.origin(int(np.argmax(own))))


def _staying(sheet: str, left: Mapping[object, int], origin: Origin) -> Problem:
    names = sorted(map(str, left))
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    count = sum(left.values())
    rows, stay = ("1 illustrative row", "stays") if count == 1 else (f"{count:,} illustrative rows", "stay")
    return warning(
        origin._replace(row=0),
        "illustrative",
        None,
        wrong=f"{rows} of {', '.join(names[:MOST_NAMED])}{more} {stay} in {sheet}, marked.",
        right="Hide them with the switch, or load with --replace to end what the file does not list.",
    )


def milestones_giving_way(comparison: Comparison) -> Iterator[Problem]:
    """A warning where a first real milestone clears the generated ones."""
    for block in comparison.after.changes.of("partnerships", "changed"):
        for change in block if MILESTONES_MARK in block.differs else ():
            old, new = change.old or {}, change.new or {}
            cleared = [name for name in MILESTONES if name in old and new[name] is None]
            if change.origin is not None and old.get(MILESTONES_MARK) and cleared:
                yield warning(
                    change.origin,
                    MILESTONES_MARK,
                    False,
                    wrong=f"The illustrative {', '.join(cleared)} of {change.key[0]} give way to what was reported.",
                    right="Fill them in when they are known.",
                )


def marked_as_made_up(comparison: Comparison) -> Iterator[Problem]:
    """A warning for each sheet whose rows are new or changed, and say all the same that they are made up.

    Who corrects a filled-in template and leaves the mark there would see the real row go with the made-up ones. One
    that only ends gives way to what is real.
    """
    for name in SHEETS:
        for mark, noun in ((MARK, "row"), (MILESTONES_MARK, "partnership")):
            touched = comparison.touched(name)
            marked = np.flatnonzero(is_yes(touched.rows.column(mark)))
            if mark == MILESTONES_MARK and len(marked):
                marked = np.intersect1d(marked, _with_new_milestones(comparison))
            if len(marked):
                marked = np.setdiff1d(marked, _onlyending(comparison, name))
            if len(marked):
                count = f"1 {noun} is" if len(marked) == 1 else f"{len(marked):,} {noun}s are"
                yield warning(
                    min(map(touched.origin, marked.tolist()), key=lambda origin: origin.row),
                    mark.removeprefix("is_"),
                    True,
                    wrong=f"{count} new or changed here, and marked as made up.",
                    right="Write no where it was reported; what is made up is hidden with the switch.",
                )


def _onlyending(comparison: Comparison, name: str) -> Places:
    """The places among the rows touched of those of which only the end changes."""
    blocks = comparison.after.changes.of(name, "changed")
    ending = {change.key for block in blocks for change in block if set(change.new or {}) == {"to_date"}}
    return comparison.places_of(name, ending)


def _with_new_milestones(comparison: Comparison) -> Places:
    """The places of partnerships touched to which the files bring a milestone."""
    given = {
        change.key
        for block in comparison.after.changes.of("partnerships", "new", "changed")
        for change in block
        if any((change.new or {}).get(name) is not None for name in MILESTONES)
    }
    return comparison.places_of("partnerships", given)
