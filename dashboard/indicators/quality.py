"""Can the records be relied on? What the rules of `data.quality` find, of the partnerships asked for."""

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard.filters import Filters
from dashboard.indicators import completeness, naming, returns, selection
from dashboard.indicators.keeping import kept, remembered
from data import quality
from data.norms import FIELDS
from data.programme import COLUMNS, Programme

PLACES = ("areas", "area_groupings", "area_succession", "boundary_sets")
"""Frames about places, which no return brings."""


@kept
def findings(programme: Programme, filters: Filters) -> DataFrame:
    """Everything the rules find, errors first, then by name. What is missing or late is looked for in the period.

    Columns: those of `data.quality.findings`, and name, bridge (label), kind (severity in words), says (the rule).
    """
    visible, (since, on) = selection.seen(programme, filters), filters.window(programme)
    found = _found(visible, on, since)
    position = pd.Index(visible.partnerships["partnership"]).get_indexer(pd.Index(found["partnership"]))
    mine = (position >= 0) & selection.chosen(programme, filters)[position]
    named = naming.named(programme, filters, position[mine])
    frame = found[mine].reset_index(drop=True).assign(name=named["name"], bridge=named["bridge"])
    frame = frame.assign(kind=frame["severity"].map(dict(quality.SEVERITIES)), says=frame["rule"].map(_SAYS))
    worst = frame.assign(worst=frame["severity"] != "error")
    return worst.sort_values(["worst", "name"], kind="stable", ignore_index=True).drop(columns="worst")


def by_rule(programme: Programme, filters: Filters) -> DataFrame:
    """How much each rule finds, those that find something, errors first, then the most.

    Columns: rule (key), kind (severity in words), sheet, says (the rule in words), mend, findings, partnerships,
    error, warning (findings of that severity; the other is 0).
    """
    found = findings(programme, filters)
    counts = found.groupby("rule")["partnership"].agg(["size", "nunique"])
    rules = [rule for rule in quality.RULES if rule.key in counts.index]
    frame = DataFrame(
        {
            "rule": [rule.key for rule in rules],
            "kind": [quality.SEVERITIES[rule.severity] for rule in rules],
            "sheet": [rule.sheet for rule in rules],
            "says": [rule.says for rule in rules],
            "mend": [rule.mend for rule in rules],
            "findings": [int(counts.loc[rule.key, "size"]) for rule in rules],
            "partnerships": [int(counts.loc[rule.key, "nunique"]) for rule in rules],
        }
    ).astype({"rule": "str", "kind": "str", "sheet": "str", "says": "str", "mend": "str"})
    for severity, label in quality.SEVERITIES.items():
        frame[severity] = frame["findings"].where(frame["kind"] == label, 0)
    order = frame.assign(worst=frame["kind"] != quality.SEVERITIES["error"])
    order = order.sort_values(["worst", "findings"], ascending=[True, False], kind="stable", ignore_index=True)
    return order.drop(columns="worst")


def count(programme: Programme, filters: Filters) -> tuple[int, int]:
    """Errors found, and warnings."""
    severity = findings(programme, filters)["severity"]
    return int((severity == "error").sum()), int((severity == "warning").sum())


def by_partnership(programme: Programme, filters: Filters) -> DataFrame:
    """How complete and how timely the records of each partnership asked for are, by name.

    Columns: partnership, name, bridge, one for each sheet with required fields (filled / required in the period, 0
    to 1; NaN where none was), on_time (returns received on time / due, 0 to 1; NaN where none was due),
    last_received, errors, warnings, is_illustrative.
    """
    visible = selection.seen(programme, filters)
    mine = np.flatnonzero(selection.chosen(programme, filters))
    frame = naming.named(programme, filters, naming.by_name(programme, filters, mine)).drop(columns="region")
    slugs = frame["partnership"]
    cells = completeness.by_sheet(programme, filters)
    for sheet in SHEETS:
        frame[sheet] = slugs.map(cells[sheet])
    returned = returns.by_partnership(programme, filters).set_index("partnership")
    found = findings(programme, filters)
    counts = found.groupby(["partnership", "severity"]).size().unstack(fill_value=0)
    generated = visible.returns.groupby("partnership")["is_illustrative"].any()
    return frame.assign(
        on_time=slugs.map(returned["share"]),
        last_received=slugs.map(returned["last_received"]).astype("datetime64[us]"),
        errors=slugs.map(counts.get("error", pd.Series(dtype="int64"))).fillna(0).astype("int64"),
        warnings=slugs.map(counts.get("warning", pd.Series(dtype="int64"))).fillna(0).astype("int64"),
        is_illustrative=slugs.map(generated).eq(True),
    )


def holdings(programme: Programme, filters: Filters) -> DataFrame:
    """What the store holds: a row a frame of the read model that has rows.

    Columns: table (key), rows, real, illustrative (rows; NaN where a table cannot hold any).
    """
    visible = selection.seen(programme, filters)
    rows = [(name, frame, "is_illustrative" in frame) for name in COLUMNS for frame in [getattr(visible, name)]]
    made_up = [float(frame["is_illustrative"].sum()) if may else np.nan for _, frame, may in rows]
    sizes = [len(frame) for _, frame, _ in rows]
    frame = DataFrame({"table": [name for name, _, _ in rows], "rows": sizes, "illustrative": made_up})
    frame = frame.assign(real=frame["rows"] - frame["illustrative"].fillna(0))
    return frame[frame["rows"] > 0].reset_index(drop=True)


SHEETS = tuple(dict.fromkeys(field.table for field in FIELDS))
"""The sheets with required fields."""
_SAYS = {rule.key: rule.says for rule in quality.RULES}


@remembered(most=8)
def _found(programme: Programme, on: Timestamp, since: Timestamp) -> DataFrame:
    return quality.findings(programme, on, since=since)
