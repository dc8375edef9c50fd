"""What is looked at across rows, sheets, files and the store, before anything is written: `CHECKS`, one list.

Each check is a function from `Comparison` to problems. A problem is located at a row of the files, and only what the
files bring about is one: contradictions that the store holds already are for `cep check`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set

import numpy as np

from data.programme.visibility import MILESTONES
from data.returns.columns import Places, differ, is_in, is_there, is_yes, places
from data.returns.imports import check_times
from data.returns.imports.changes import called, error, warning
from data.returns.imports.compare import MARK, MILESTONES_MARK, Comparison
from data.returns.problems import Problem, listed
from data.returns.readings import first_of
from data.returns.sheets import DELETE, RECORDS, SHEETS, Key
from data.returns.sheets.records import Origin, Sent
from data.returns.spelling import likened, looks_personal, slips_of

Check = Callable[[Comparison], Iterator[Problem]]
NOUNS = {
    "partnerships": "partnership",
    "organisations": "organisation",
    "activities": "activity",
    "meetings": "meeting",
}
"""Sheets whose rows others name, and what such a row is."""
OWNED = ("activities", "meetings", "actions", "support")
"""Sheets whose keys are anybody's to choose, so that two partnerships can choose the same."""
NAMED = ("partnerships", "organisations")
"""Sheets whose rows go by a name."""
MOST_NAMED = 5
"""Partnerships or rows that a problem names; of more it says how many."""
MOST = 100
"""Suggestions for one sheet and column: finding one takes a while, and a file full of strangers has another fault."""


def problems_of(comparison: Comparison) -> list[Problem]:
    """Everything that is wrong, check by check; of very many alike enough are listed, and the others counted."""
    return [problem for check in CHECKS for problem in listed(check(comparison))]


def owned_by_another(comparison: Comparison) -> Iterator[Problem]:
    """A key that the store has for another partnership: most likely two that chose the same."""
    for name in OWNED:
        if not len(comparison.sent.get(name, Sent())):
            continue
        column = SHEETS[name].key[0]
        sent, held, at = comparison.held_of(name)
        if not held.length:
            continue
        given = sent.joined((column, "partnership"))
        said, now = given["partnership"], held["partnership"][at]
        other = (at >= 0) & sent.has("partnership") & is_there(now) & differ(said, now)
        for place in np.flatnonzero(other).tolist():
            key, partnership = given[column][place], said[place]
            yield error(
                sent.origin(place),
                column,
                key,
                wrong=f"The store has this key for {now[place]}, the file for {partnership or 'no partnership'}.",
                right=f"Choose another key, for example {partnership}-{key}."
                if partnership
                else "Name the partnership.",
            )


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


def unknown_rows(comparison: Comparison) -> Iterator[Problem]:
    """A partnership, organisation, activity or meeting that is neither in the store nor in the files."""
    for name in comparison.sent:
        for column, sheet in SHEETS[name].parents.items():
            if sheet not in comparison.not_all_read:
                yield from _unknown(comparison, name, column, sheet)


def _unknown(comparison: Comparison, name: str, column: str, sheet: str) -> Iterator[Problem]:
    touched = comparison.touched(name)
    named = set(touched.rows[column].tolist()) - {None}
    missing = named - comparison.after.known(sheet, named) if named else set()
    if not missing:
        return
    key = SHEETS[sheet].key[0]
    suggestions = Suggestions(comparison.after.all(sheet).rows[key].tolist())
    ending = comparison.after.ended(sheet)
    for place in np.flatnonzero(is_in(touched.rows[column], missing)).tolist():
        stranger = touched.rows[column][place]
        yield error(
            touched.origin(place),
            column,
            stranger,
            wrong=_ending(comparison, sheet, stranger)
            if stranger in ending
            else f"There is no {NOUNS[sheet]} “{stranger}” in the store or in the files.",
            right=suggestions.advice(
                str(stranger), otherwise=f"Add it to the sheet {sheet}, or correct the key."
            ),
        )


def _ending(comparison: Comparison, sheet: str, key: object) -> str:
    why = "does not list it" if _deleting(comparison, sheet, key) is None else "deletes it"
    return f"The {NOUNS[sheet]} “{key}” ends, because the sheet {sheet} {why}."


def _deleting(comparison: Comparison, sheet: str, key: object) -> Origin | None:
    """The row of a file that says that a row is to be deleted; None where none does."""
    sent, column = comparison.deleted.get(sheet, Sent()), SHEETS[sheet].key[0]
    at = np.flatnonzero(is_in(sent.joined((column,))[column], {key}))
    return sent.origin(int(at[0])) if len(at) else None


def nothing_to_delete(comparison: Comparison) -> Iterator[Problem]:
    """A warning for each row that is to be deleted and that the store does not have."""
    for name, sent in comparison.deleted.items():
        key = SHEETS[name].key
        keys = sent.joined(key)
        held = comparison.held.of_keys(name, keys)
        for place in np.flatnonzero(places(keys.key(key), held.key(key)) < 0).tolist():
            row = called(name, tuple(keys[one][place] for one in key))
            yield warning(
                sent.origin(place),
                DELETE,
                True,
                wrong=f"The store has no row {row}: there is nothing to delete.",
                right="Correct the key, or take the row out.",
            )


def unknown_bridges(comparison: Comparison) -> Iterator[Problem]:
    """A bridge that has no patch; nothing is said where the store knows no bridges."""
    for name, sheet in SHEETS.items():
        sent = comparison.sent.get(name, Sent())
        if "bridge" not in sheet.columns or not len(sent):
            continue
        bridges = sorted(comparison.places.bridges)
        named = sent.joined(("bridge",))["bridge"]
        missing = set(named.tolist()) - {None, *bridges}
        suggestions = Suggestions(bridges)
        for place in np.flatnonzero(is_in(named, missing)).tolist() if bridges and missing else ():
            stranger = str(named[place])
            advice = suggestions.advice(stranger, otherwise=f"The bridges are {', '.join(bridges)}.")
            wrong = f"There is no bridge “{stranger}”."
            yield error(sent.origin(place), "bridge", stranger, wrong=wrong, right=advice)


def unknown_indicators(comparison: Comparison) -> Iterator[Problem]:
    """A warning for a target that no page will ever show, because no indicator is called so."""
    known = comparison.indicators
    suggestions = Suggestions(known)
    for _, row, origin in comparison.touched_rows("targets"):
        named = str(row["indicator"])
        if known and named not in known:
            yield warning(
                origin,
                "indicator",
                named,
                wrong=f"There is no indicator “{named}”, so no page shows this target.",
                right=suggestions.advice(
                    named, otherwise="The page Method has the indicators and their keys."
                ),
            )


def still_named(comparison: Comparison) -> Iterator[Problem]:
    """Rows that would end although rows that nobody sent go on naming them: deleted, or not listed with `--replace`."""
    hanging: dict[tuple[str, object], list[str]] = defaultdict(list)
    for name, parents in ((name, sheet.parents) for name, sheet in RECORDS.items()):
        if not any(comparison.after.ended(sheet) for sheet in parents.values()):
            continue
        brought = set(comparison.touched(name).rows.tuples(RECORDS[name].key))
        for key, column, value in comparison.after.without_parent(name):
            sheet = parents[column]
            if key in brought:
                continue
            if _deleting(comparison, sheet, value):
                hanging[sheet, value].append(called(name, key))
            else:
                yield error(
                    Origin(_file_of(comparison, sheet), sheet, 0),
                    SHEETS[sheet].key[0],
                    value,
                    wrong=f"“{value}” is not in the file and would end, but {called(name, key)} names it.",
                    right=f"Put it back, or send the sheet {name} too.",
                )
    for (sheet, value), named in hanging.items():
        origin = _deleting(comparison, sheet, value)
        rows = "1 row names" if len(named) == 1 else f"{len(named):,} rows name"
        if origin is not None:
            yield error(
                origin,
                DELETE,
                True,
                wrong=f"{rows} “{value}”, which would be gone: {first_of(named, most=MOST_NAMED)}.",
                right="Delete what names it too, or keep the row.",
            )


def _file_of(comparison: Comparison, sheet: str) -> str:
    """The first file that has the sheet."""
    return next((part.file for part in comparison.sent.get(sheet, Sent()).parts if part.columns.length), "")


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


def _renamed(comparison: Comparison, sheet: str) -> Places:
    """The places among the rows touched of those that are new, or whose name changes."""
    keys: set[Key] = set()
    for block in comparison.after.changes.of(sheet, "new", "changed"):
        if block.new is not None and "name" in block.new.fields:
            key = block.key.only(block.differs["name"]) if "name" in block.differs else block.key
            keys |= set(key.tuples(SHEETS[sheet].key))
    return _touched_at(comparison, sheet, keys)


def _touched_at(comparison: Comparison, sheet: str, keys: Set[Key]) -> Places:
    """The places of some keys among the rows touched."""
    every = comparison.touched(sheet).rows.tuples(SHEETS[sheet].key)
    return np.array([place for place, key in enumerate(every) if key in keys], dtype=np.intp)


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
                marked = np.setdiff1d(marked, _only_ending(comparison, name))
            if len(marked):
                count = f"1 {noun} is" if len(marked) == 1 else f"{len(marked):,} {noun}s are"
                yield warning(
                    min(map(touched.origin, marked.tolist()), key=lambda origin: origin.row),
                    mark.removeprefix("is_"),
                    True,
                    wrong=f"{count} new or changed here, and marked as made up.",
                    right="Write no where it was reported; what is made up is hidden with the switch.",
                )


def _only_ending(comparison: Comparison, name: str) -> Places:
    """The places among the rows touched of those of which only the end changes."""
    blocks = comparison.after.changes.of(name, "changed")
    ending = {change.key for block in blocks for change in block if set(change.new or {}) == {"to_date"}}
    return _touched_at(comparison, name, ending)


def _with_new_milestones(comparison: Comparison) -> Places:
    """The places of partnerships touched to which the files bring a milestone."""
    given = {
        change.key
        for block in comparison.after.changes.of("partnerships", "new", "changed")
        for change in block
        if any((change.new or {}).get(name) is not None for name in MILESTONES)
    }
    return _touched_at(comparison, "partnerships", given)


class Suggestions:
    """Finds the known key that a slip made another; remembers, and stops after `MOST` different strangers."""

    def __init__(self, known: Iterable[object]) -> None:
        self._known = [str(key) for key in known]
        self._found: dict[str, str] = {}

    def advice(self, stranger: str, *, otherwise: str) -> str:
        """`Did you mean barnet-cep?`, else `otherwise`."""
        if stranger not in self._found and len(self._found) < MOST:
            close = slips_of(stranger, self._known)
            self._found[stranger] = close[0] if close else ""
        likely = self._found.get(stranger, "")
        return f"Did you mean {likely}?" if likely else otherwise


CHECKS: tuple[Check, ...] = (
    owned_by_another,
    made_up_over_real,
    unknown_rows,
    unknown_bridges,
    unknown_indicators,
    still_named,
    nothing_to_delete,
    called_the_same,
    persons_as_owners,
    check_times.ending_before_beginning,
    check_times.overlapping_statuses,
    check_times.listed_twice,
    check_times.shared_beyond_the_whole,
    check_times.members_after_closure,
    check_times.guests_at_meetings,
    check_times.actions_of_other_meetings,
    check_times.links_back_in_time,
    illustrative_beside_real,
    milestones_giving_way,
    marked_as_made_up,
)
"""In the order in which they are reported."""
