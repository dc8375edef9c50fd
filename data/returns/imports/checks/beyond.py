"""What is not theirs to change who send a return, where they do not see every partnership.

Rows of other partnerships are not there for them, so what names one is unknown (`unknown.py`). Here is what would be
written beyond their scope all the same. What is said is only what the files say: never whose a key is, nor what is
known of it.
"""

from collections.abc import Iterator, Set

import numpy as np

from data.returns.columns import Columns, any_of, is_in
from data.returns.imports.changes import error
from data.returns.imports.checks.ends import deleting, file_of
from data.returns.imports.compare import MARK, Comparison
from data.returns.imports.organisations import KEY, NAMING, ORGANISATIONS
from data.returns.problems import Problem
from data.returns.sheets import NOUNS, RECORDS, SHEETS
from data.returns.sheets.records import Origin

WHOLE = tuple(name for name, sheet in SHEETS.items() if not sheet.parents and name not in NOUNS)
"""Sheets whose rows are of the whole programme and of no partnership."""
OF_A_BRIDGE = tuple(name for name, sheet in SHEETS.items() if "bridge" in sheet.columns and name in NOUNS)
"""Sheets whose rows say of which bridge they are."""
_ASK = "or ask the national team"


def of_the_whole_programme(comparison: Comparison) -> Iterator[Problem]:
    """An error for each sheet with rows that are of no partnership."""
    for name in WHOLE:
        sent = [rows for rows in (comparison.sent.get(name), comparison.deleted.get(name)) if rows]
        count = sum(map(len, sent))
        if count:
            rows = "1 row" if count == 1 else f"{count:,} rows"
            yield error(
                sent[0].origin(0),
                SHEETS[name].key[0],
                None,
                wrong=f"The sheet {name} is of the whole programme, and is not yours to change: it has {rows}.",
                right="Take the sheet out; the national team loads it.",
            )


def of_others(comparison: Comparison) -> Iterator[Problem]:
    """An error for each partnership and support that would be of another bridge, or of none."""
    scope = comparison.held.scope
    for name in OF_A_BRIDGE:
        touched, (column,), noun = comparison.touched(name), SHEETS[name].key, NOUNS[name]
        keys = touched.rows[column]
        others = (
            ~is_in(touched.rows["bridge"], scope.bridges) if scope.bridges is not None else is_in(keys, set())
        )
        if name == "partnerships" and scope.partnerships is not None:
            others = others | ~is_in(keys, scope.partnerships)
        for place in np.flatnonzero(others).tolist():
            bridge = touched.rows["bridge"][place]
            yield error(
                touched.origin(place),
                "bridge",
                bridge,
                wrong=f"The {noun} “{keys[place]}” would be of {bridge or 'no bridge'}, and that is not yours to say.",
                right=f"Write {' or '.join(sorted(scope.bridges or ())) or 'a bridge that is yours'}, {_ASK}.",
            )


def partnerships_elsewhere(comparison: Comparison) -> Iterator[Problem]:
    """An error for each partnership that would be new and has a key that is used by one that is not theirs."""
    touched = comparison.touched("partnerships")
    keys = touched.rows["partnership"]
    used = comparison.held.elsewhere("partnerships", "partnership", keys.tolist())
    for place in np.flatnonzero(is_in(keys, used)).tolist():
        yield error(
            touched.origin(place),
            "partnership",
            keys[place],
            wrong=f"The key “{keys[place]}” is used already, for a partnership that is not yours.",
            right=f"Correct the key, choose another one, {_ASK}.",
        )


def organisations_of_others(comparison: Comparison) -> Iterator[Problem]:
    """An error for each organisation that would change and sits at tables that are not theirs, too.

    That it is real, and not made up, may be said of it by anybody.
    """
    touched = comparison.touched(ORGANISATIONS)
    changed: Set[object] = set()
    for block in comparison.after.changes.of(ORGANISATIONS, "changed"):
        differs = any_of((mask for name, mask in block.differs.items() if name != MARK), block.length)
        changed |= set(block.key[KEY][differs].tolist())
    shared = {one for name in NAMING for one in comparison.held.elsewhere(name, KEY, changed)}
    for place in np.flatnonzero(is_in(touched.rows[KEY], shared)).tolist():
        key = touched.rows[KEY][place]
        yield error(
            touched.origin(place),
            KEY,
            key,
            wrong=f"“{key}” sits at tables that are not yours, too, so its row is not yours alone to change.",
            right=f"Leave the row out, {_ASK}.",
        )


def organisations_of_nobody(comparison: Comparison) -> Iterator[Problem]:
    """An error for each new organisation that would sit nowhere: nobody of the bridge would see it afterwards."""
    if comparison.not_all_read & NAMING.keys():
        return
    blocks = comparison.after.changes.of(ORGANISATIONS, "new")
    new = set(Columns.joined([block.key for block in blocks], (KEY,))[KEY].tolist())
    seated = {one for name in NAMING for one in comparison.after.where(name, KEY, new).rows[KEY].tolist()}
    touched = comparison.touched(ORGANISATIONS)
    for place in np.flatnonzero(is_in(touched.rows[KEY], new - seated)).tolist():
        key = touched.rows[KEY][place]
        yield error(
            touched.origin(place),
            KEY,
            key,
            wrong=f"“{key}” is new, and sits at no table.",
            right="Give it a row in memberships or attendance, or take it out.",
        )


def ending_what_others_name(comparison: Comparison) -> Iterator[Problem]:
    """An error for each row that would end although a row that is not theirs, and that they cannot send, names it."""
    named = {
        (parent, value)
        for name, sheet in RECORDS.items()
        for column, parent in sheet.parents.items()
        for value in comparison.held.elsewhere(name, column, comparison.after.ended(parent))
    }
    for parent, value in sorted(named, key=str):
        yield error(
            deleting(comparison, parent, value) or Origin(file_of(comparison, parent), parent, 0),
            SHEETS[parent].key[0],
            value,
            wrong=f"“{value}” would end, but rows that are not yours name it.",
            right=f"Keep the row, {_ASK}.",
        )
