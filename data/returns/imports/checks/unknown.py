"""What a row names that is neither in the store nor in the files: a partnership, a bridge, an indicator."""

from collections.abc import Iterable, Iterator

import numpy as np

from data.returns.columns import is_in
from data.returns.imports.changes import error, warning
from data.returns.imports.checks.ends import why_ending
from data.returns.imports.compare import Comparison
from data.returns.problems import Problem
from data.returns.sheets import NOUNS, SHEETS
from data.returns.sheets.records import Sent
from data.returns.spelling import slips_of

MOST = 100
"""Suggestions for one sheet and column: finding one takes a while, and a file full of strangers has another fault."""


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
    gone = comparison.after.ended(sheet)
    yours = "" if comparison.held.scope.sees_every_partnership else " of yours"
    for place in np.flatnonzero(is_in(touched.rows[column], missing)).tolist():
        stranger = touched.rows[column][place]
        yield error(
            touched.origin(place),
            column,
            stranger,
            wrong=why_ending(comparison, sheet, stranger)
            if stranger in gone
            else f"There is no {NOUNS[sheet]} “{stranger}”{yours} in the store or in the files.",
            right=suggestions.advice(
                str(stranger), otherwise=f"Add it to the sheet {sheet}, or correct the key."
            ),
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
