"""Can the records be relied on? What the rules of `data.quality` find, of the partnerships asked for."""

import numpy as np
import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard.cache import cached, cached_frame
from dashboard.indicators.returns import completeness, returns
from dashboard.indicators.shared import records, selection
from dashboard.indicators.shared.complete import as_complete
from dashboard.indicators.shared.intervals import Flags
from dashboard.question import Question
from data import quality
from data.programme.programme import COLUMNS, Programme
from data.taxonomy import GRADES


@cached_frame
def findings(question: Question) -> DataFrame:
    """Everything the rules find, errors first, then by name. What is missing or late is looked for in the period.

    Columns: those of `data.quality.findings`, and name, bridge (label), kind (severity in words), says (the rule),
    label (the rule in a few words).
    """
    visible, (since, on) = question.visible, question.window
    frame = _findings(visible, on, since)
    position = pd.Index(visible.partnerships["partnership"]).get_indexer(pd.Index(frame["partnership"]))
    is_asked = (position >= 0) & selection.is_selected(question)[position]
    labels = selection.partnership_labels(question, position[is_asked])
    frame = frame[is_asked].reset_index(drop=True).assign(name=labels["name"], bridge=labels["bridge"])
    frame = frame.assign(
        kind=frame["severity"].map(dict(quality.SEVERITIES)),
        says=frame["rule"].map({rule.key: rule.says for rule in quality.RULES}),
        label=frame["rule"].map({rule.key: rule.label for rule in quality.RULES}),
    )
    return _errors_first(frame, frame["severity"] != "error", "name")


def has_any(question: Question) -> Flags:
    """Of which partnerships of the store any of the rules of quality that the filters ask for finds something."""
    visible, (since, on) = question.visible, question.window
    found = _findings(visible, on, since)
    named = found["partnership"][found["rule"].isin(question.filters.quality)]
    return visible.partnerships["partnership"].isin(named).to_numpy(dtype=bool)


def by_rule(question: Question) -> DataFrame:
    """How much each rule finds, those that find something, errors first, then the most.

    Columns: rule (key), kind (severity in words), sheet, label (in a few words), says (the rule), mend, findings,
    partnerships, error, warning (findings of that severity; the other is 0).
    """
    found = findings(question).groupby("rule")["partnership"]
    times, partnerships = found.size().to_dict(), found.nunique().to_dict()
    rules = [rule for rule in quality.RULES if rule.key in times]
    texts = {
        "rule": [rule.key for rule in rules],
        "kind": [quality.SEVERITIES[rule.severity] for rule in rules],
        "sheet": [rule.sheet for rule in rules],
        "label": [rule.label for rule in rules],
        "says": [rule.says for rule in rules],
        "mend": [rule.mend for rule in rules],
    }
    frame = DataFrame(texts, dtype="str").assign(
        findings=np.array([times[rule.key] for rule in rules], dtype=np.int64),
        partnerships=np.array([partnerships[rule.key] for rule in rules], dtype=np.int64),
    )
    for severity, label in quality.SEVERITIES.items():
        frame[severity] = frame["findings"].where(frame["kind"] == label, 0)
    return _errors_first(frame, frame["kind"] != quality.SEVERITIES["error"], "findings", ascending=False)


def count(question: Question) -> tuple[int, int]:
    """Errors found, and warnings."""
    severity = findings(question)["severity"]
    return int((severity == "error").sum()), int((severity == "warning").sum())


def by_partnership(question: Question) -> DataFrame:
    """How complete and how timely the records of each partnership asked for are, by name.

    Columns: partnership, name, bridge, one for each sheet with required fields (filled / required in the period, 0
    to 1; NaN where none was), due, on_time (returns; NaN where none was due),
    last_received, errors, warnings, is_illustrative.
    """
    visible = question.visible
    positions = selection.sorted_by_name(question, np.flatnonzero(selection.is_selected(question)))
    frame = selection.partnership_labels(question, positions).drop(columns="region")
    asked = as_complete(question, ["returns"])
    counts = returns.counted(asked)
    due = counts[:, : returns.NOT_DUE].sum(axis=1)
    last = records.latest(visible, "returns", "received_on", on=asked.on).to_numpy()
    found = findings(question)
    place = pd.Index(visible.partnerships["partnership"]).get_indexer(pd.Index(found["partnership"]))
    errors = (found["severity"] == "error").to_numpy()
    columns = {
        **completeness.by_sheet(question),
        "due": due,
        "on_time": counts[:, 0],
        "last_received": last,
        "errors": np.bincount(place[errors], minlength=len(due)),
        "warnings": np.bincount(place[~errors], minlength=len(due)),
        "is_illustrative": _returned_made_up(visible),
    }
    frame = frame.assign(**{column: values[positions] for column, values in columns.items()})
    none_due = frame["due"] == 0
    if none_due.any():
        of_returns = ["due", "on_time", "last_received"]
        frame[of_returns] = frame[of_returns].mask(none_due)
    return frame


def holdings(question: Question) -> DataFrame:
    """What the store holds: a row a frame of the read model that has rows.

    Columns: table (key), rows, real, illustrative (rows; what hangs on an illustrative activity is illustrative).
    """
    return _holdings(question.visible)


@cached_frame
def _holdings(programme: Programme) -> DataFrame:
    counts = [(name, len(getattr(programme, name)), _made_up(programme, name)) for name in COLUMNS]
    frame = DataFrame(counts, columns=["table", "rows", "illustrative"])
    frame = frame.assign(real=frame["rows"] - frame["illustrative"])
    return frame[frame["rows"] > 0].reset_index(drop=True)


def by_grade(question: Question) -> DataFrame:
    """How strong the evidence of what is held is, the strongest grade first.

    Columns: grade (1 to 6), evidence (published facts), statuses, counts (published numbers of partnerships): rows of
    that grade.
    """
    visible = question.visible
    frames = {"evidence": visible.evidence, "statuses": visible.statuses, "counts": visible.published_counts}
    numbers = {
        name: frame["grade"].value_counts().reindex(list(GRADES), fill_value=0).to_numpy()
        for name, frame in frames.items()
    }
    return DataFrame({"grade": list(GRADES), **numbers})


def _errors_first(
    frame: DataFrame, is_warning: "Series[bool]", column: str, *, ascending: bool = True
) -> DataFrame:
    """The frame with its errors before its warnings, each ordered by a column."""
    order = frame.assign(is_warning=is_warning)
    order = order.sort_values(
        ["is_warning", column], ascending=[True, ascending], kind="stable", ignore_index=True
    )
    return order.drop(columns="is_warning")


def _made_up(programme: Programme, name: str) -> int:
    frame: DataFrame = getattr(programme, name)
    if "is_illustrative" in frame:
        return int(frame["is_illustrative"].sum())
    if "activity" not in frame:
        return 0
    activities = programme.activities
    return int(frame["activity"].isin(activities.loc[activities["is_illustrative"], "activity"]).sum())


@cached()
def _returned_made_up(programme: Programme) -> Flags:
    """Which partnerships of the store have an illustrative return."""
    rows = programme.returns.loc[programme.returns["is_illustrative"], "partnership"]
    return programme.partnerships["partnership"].isin(rows).to_numpy(dtype=bool)


@cached(most=16)
def _findings(programme: Programme, on: Timestamp, since: Timestamp) -> DataFrame:
    dated = quality.findings(programme, on, since=since, rules=[rule for rule in quality.RULES if rule.dated])
    return quality.in_order(pd.concat([_standing(programme), dated], ignore_index=True))


@cached()
def _standing(programme: Programme) -> DataFrame:
    """What is found whatever the day."""
    always = [rule for rule in quality.RULES if not rule.dated]
    return quality.findings(programme, Timestamp(programme.as_at), rules=always)
