"""What is looked at across rows, sheets, files and the store, before anything is written: `CHECKS`, one list.

Each check is a function from `Comparison` to problems. A problem is located at a row of the files, and only what the
files bring about is one: contradictions that the store holds already are for `cep check`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from data.programme.visibility import MILESTONES
from data.returns.imports import check_times
from data.returns.imports.changes import called, error, warning
from data.returns.imports.compare import MARK, MILESTONES_MARK, Comparison
from data.returns.problems import Problem
from data.returns.sheets import SHEETS, Key
from data.returns.sheets.records import Origin
from data.returns.spelling import likened
from data.store.rows import Row

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
"""Partnerships that a warning names; of more it says how many."""
MOST = 100
"""Suggestions for one sheet and column: finding one takes a while, and a file full of strangers has another fault."""
_ALIKE = 0.6
"""How alike two keys are at least, from 0 to 1."""


def problems_of(comparison: Comparison) -> list[Problem]:
    """Everything that is wrong, check by check."""
    return [problem for check in CHECKS for problem in check(comparison)]


def owned_by_another(comparison: Comparison) -> Iterator[Problem]:
    """A key that the store has for another partnership: most likely two that chose the same."""
    for name in OWNED:
        for sent, now in comparison.held_of(name):
            said = sent.get("partnership")
            if "partnership" not in sent or now["partnership"] in {None, said}:
                continue
            column = SHEETS[name].key[0]
            key = sent[column]
            yield error(
                sent.origin,
                column,
                key,
                wrong=f"The store has this key for {now['partnership']}, the file for {said or 'no partnership'}.",
                right=f"Choose another key, for example {said}-{key}." if said else "Name the partnership.",
            )


def made_up_over_real(comparison: Comparison) -> Iterator[Problem]:
    """An illustrative row, or illustrative milestones, in the place of what was returned or published."""
    for name in comparison.sent:
        for sent, now in comparison.held_of(name):
            if sent.get(MARK) and not now.get(MARK):
                yield error(
                    sent.origin,
                    "illustrative",
                    True,
                    wrong="The store has this row as a real one; what is made up must not take its place.",
                    right="Say no, leave the cell blank, or take the row out.",
                )
            elif sent.get(MILESTONES_MARK) and _has_real_milestones(now):
                yield error(
                    sent.origin,
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
    rows = [(row[column], origin) for _, row, origin in comparison.touched(name)]
    known = comparison.after.known(sheet, {named for named, _ in rows})
    strangers = [one for one in rows if one[0] is not None and one[0] not in known]
    suggestions = Suggestions(key[0] for key in comparison.after.all(sheet)) if strangers else Suggestions(())
    for named, origin in strangers:
        ending = comparison.after.touched[sheet].get((named,))
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


def unknown_bridges(comparison: Comparison) -> Iterator[Problem]:
    """A bridge that has no patch; nothing is said where the store knows no bridges."""
    sent = [
        one
        for name, sheet in SHEETS.items()
        if "bridge" in sheet.columns
        for one in comparison.sent.get(name, ())
    ]
    bridges = sorted(comparison.places.bridges) if sent else []
    suggestions = Suggestions(bridges)
    for one in sent:
        named = one.get("bridge")
        if bridges and named is not None and named not in bridges:
            advice = suggestions.advice(str(named), otherwise=f"The bridges are {', '.join(bridges)}.")
            yield error(one.origin, "bridge", named, wrong=f"There is no bridge “{named}”.", right=advice)


def unknown_indicators(comparison: Comparison) -> Iterator[Problem]:
    """A warning for a target that no page will ever show, because no indicator is called so."""
    known = comparison.indicators
    suggestions = Suggestions(known)
    for _, row, origin in comparison.touched("targets"):
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
    """Rows that `--replace` would end although rows that nobody sent go on naming them."""
    for name, parents in ((name, sheet.parents) for name, sheet in SHEETS.items()):
        if not any(comparison.after.ended(sheet) for sheet in parents.values()):
            continue
        for key, column, value in comparison.after.without_parent(name):
            sheet = parents[column]
            if key not in comparison.origins[name]:
                yield error(
                    Origin(_file_of(comparison, sheet), sheet, 0),
                    SHEETS[sheet].key[0],
                    value,
                    wrong=f"“{value}” is not in the file and would end, but {called(name, key)} names it.",
                    right=f"Put it back, or send the sheet {name} too.",
                )


def _file_of(comparison: Comparison, sheet: str) -> str:
    """The first file that has the sheet."""
    return next((sent.origin.file for sent in comparison.sent.get(sheet, ())), "")


def called_the_same(comparison: Comparison) -> Iterator[Problem]:
    """A warning for each name that the files bring in and that another key has already, in whichever spelling."""
    for sheet in NAMED:
        changes = comparison.after.touched[sheet]
        named = [one for one in comparison.touched(sheet) if "name" in (changes[one[0]].new or {})]
        keys: dict[str, list[str]] = defaultdict(list)
        for key, row in comparison.after.all(sheet).items() if named else ():
            keys[likened(str(row["name"]))].append(str(key[0]))
        for key, row, origin in named:
            others = [other for other in keys[likened(str(row["name"]))] if other != key[0]]
            if others:
                yield warning(
                    origin,
                    "name",
                    row["name"],
                    wrong=f"“{row['name']}” is what {others[0]} is called too.",
                    right=f"Use the key {others[0]} if it is the same {NOUNS[sheet]}; leave it so if there are two.",
                )


def illustrative_beside_real(comparison: Comparison) -> Iterator[Problem]:
    """A warning for each sheet that brings real rows of partnerships with illustrative ones."""
    for name, sheet in SHEETS.items():
        if "partnership" not in sheet.owner:
            continue
        real: dict[object, Origin] = {}
        for _, row, origin in comparison.touched(name):
            if not row[MARK]:
                real.setdefault(row["partnership"], origin)
        left: dict[object, int] = defaultdict(int)
        for row in comparison.after.where(name, "partnership", real).values():
            if row[MARK]:
                left[row["partnership"]] += 1
        if left:
            yield _staying(name, left, real[next(iter(left))])


def _staying(sheet: str, left: dict[object, int], origin: Origin) -> Problem:
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
    for key, change in comparison.after.touched["partnerships"].items():
        if change.origin is None or not (change.old or {}).get(MILESTONES_MARK):
            continue
        now = comparison.after.new_rows["partnerships"][key]
        cleared = [name for name in MILESTONES if name in (change.old or {}) and now[name] is None]
        if cleared:
            yield warning(
                change.origin,
                MILESTONES_MARK,
                False,
                wrong=f"The illustrative {', '.join(cleared)} of {key[0]} give way to what was reported.",
                right="Fill them in when they are known.",
            )


def marked_as_made_up(comparison: Comparison) -> Iterator[Problem]:
    """A warning for each sheet whose rows are new or changed, and say all the same that they are made up.

    Who corrects a filled-in template and leaves the mark there would see the real row go with the made-up ones.
    """
    for name in SHEETS:
        for mark, noun in ((MARK, "row"), (MILESTONES_MARK, "partnership")):
            marked = [
                origin
                for key, row, origin in comparison.touched(name)
                if _is_marked(comparison, name, key, row, mark)
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


def _is_marked(comparison: Comparison, sheet: str, key: Key, row: Row, mark: str) -> bool:
    """Whether a mark stands over what the files bring: the row itself, or milestones of a partnership."""
    if mark == MARK:
        return bool(row[MARK])
    changed = comparison.after.touched[sheet][key].new or {}
    return bool(row.get(mark)) and any(changed.get(name) is not None for name in MILESTONES)


class Suggestions:
    """Finds the nearest of the known keys; remembers, and stops after `MOST` different strangers."""

    def __init__(self, known: Iterable[object]) -> None:
        self._known = [str(key) for key in known]
        self._found: dict[str, str] = {}

    def advice(self, stranger: str, *, otherwise: str) -> str:
        """`Did you mean barnet-cep?`, else `otherwise`."""
        if stranger not in self._found and len(self._found) < MOST:
            close = get_close_matches(stranger, self._known, n=1, cutoff=_ALIKE)
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
    called_the_same,
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
