"""Rules with severity over the whole store: what contradicts itself, what is missing, what is late or old.

An error makes figures wrong; a warning makes them incomplete or old. Nothing here changes anything.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd
from pandas import DataFrame, Timestamp

from data.norms import ago
from data.programme.programme import Programme, last_complete_day
from data.quality import people, places, returns, work
from data.quality.rule import Records, Rule, Severity

__all__ = ["COLUMNS", "RULES", "SEVERITIES", "Rule", "Severity", "findings", "in_order"]

SEVERITIES: Mapping[Severity, str] = MappingProxyType({"error": "Error", "warning": "Warning"})
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*places.RULES, *people.RULES, *work.RULES, *returns.RULES),
        key=lambda rule: list(SEVERITIES).index(rule.severity),
    )
)
"""Errors first, then in the order of the sheets."""

COLUMNS = (
    "rule", "severity", "partnership", "sheet", "what", "mend", "anchor", "is_illustrative",
)  # fmt: skip


def findings(
    programme: Programme, on: Timestamp, *, since: Timestamp | None = None, rules: Sequence[Rule] = RULES
) -> DataFrame:
    """Everything that the rules find in a programme on a day, errors first, then by partnership.

    Columns: rule (key), severity ("error" or "warning"), partnership (slug), sheet (to mend it on), what (in a
    sentence), mend (what to do), anchor (where in the profile to look), is_illustrative. Contradictions are found
    whatever their date; what is missing or late is looked for in the period (since, on], twelve months if not said.
    """
    days = {sheet: _last_day(programme, on, sheet) for sheet in {rule.sheet for rule in rules}}
    records = {
        day: Records(programme, day, ago(day, 12) if since is None else min(since, day))
        for day in {*days.values()}
    }
    parts = [(rule, rule.find(records[days[rule.sheet]])) for rule in rules]
    some = [_of(rule, found) for rule, found in parts if len(found)]
    return in_order(pd.concat(some, ignore_index=True) if some else _of(*parts[0]))


def _last_day(programme: Programme, on: Timestamp, sheet: str) -> Timestamp:
    """The day, or the last one to which the records of a sheet are complete: what has not been returned yet is neither
    missing nor late.
    """
    return min(on, last_complete_day(programme, [sheet]) or on)


def in_order(frame: DataFrame) -> DataFrame:
    """Findings with errors first, then by partnership, then in the order of the rules."""
    place = frame["rule"].map({rule.key: place for place, rule in enumerate(RULES)})
    order = frame.assign(place=place, worst=frame["severity"].ne("error"))
    order = order.sort_values(["worst", "partnership", "place"], kind="stable")
    return order.loc[:, list(COLUMNS)].reset_index(drop=True)


def _of(rule: Rule, found: DataFrame) -> DataFrame:
    return found.assign(
        rule=rule.key, severity=rule.severity, sheet=rule.sheet, mend=rule.mend, anchor=rule.anchor
    )
