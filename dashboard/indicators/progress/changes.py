"""What changed since a date: partnerships, statuses, members, returns."""

from datetime import date

import numpy as np
import pandas as pd
from pandas import DataFrame, Series, Timestamp
from pandas.api.extensions import ExtensionArray

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.returns import returns
from dashboard.indicators.shared import members, selection, statuses
from dashboard.indicators.shared.intervals import (
    ALWAYS,
    Flags,
    IntArray,
    Positions,
    day_number,
    day_numbers,
    stamps,
)
from dashboard.indicators.shared.periods import stamp
from dashboard.indicators.shared.records import columns_of, name_ranks, taken
from dashboard.indicators.shared.statuses import NAMES
from dashboard.question import Question
from data.names import by_name
from data.norms import ago
from data.programme.programme import Programme
from data.taxonomy import SECTORS

KINDS = {
    "new": "New partnership",
    "status": "Status changed",
    "joined": "Member joined",
    "left": "Member left",
    "return": "Return arrived",
}
BECAME = {
    "prospective": "became a prospective place",
    "emerging": "became emerging",
    "existing": "is named by a source",
    "established": "became established",
    "delivering": "began delivering",
    "dormant": "became dormant",
    "merged": "merged into another partnership",
    "closed": "closed",
}
GONE = "has no status any more"
BY_THEN = "is {} by this date; since when is not published"


def changes(question: Question, *, since: date) -> DataFrame:
    """What changed after a date, up to the as-at date, for the partnerships asked for; the newest first.

    Columns: date, precision (of the date: day, unless a status was published less sharply), partnership,
    name, kind (of `KINDS`), what (in words), is_illustrative. A member joins with its first role and leaves
    with its last; the first day on which it is no longer a member is the day it left. A partnership is new
    with its first status.
    """
    start, visible = pd.Timestamp(since), question.visible
    parts = [
        _statuses(question, start),
        _members(question, start, kind="joined"),
        _members(question, start, kind="left"),
        _returns(question, start),
    ]
    frame = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    order = frame["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    frame = frame.assign(rank=name_ranks(visible)[frame["position"]], order=order)
    frame = frame.sort_values(
        ["date", "rank", "order", "what"],
        ascending=[False, True, True, True],
        kind="stable",
        ignore_index=True,
    )
    facts = visible.partnerships[["partnership", "name"]].iloc[frame["position"]].reset_index(drop=True)
    frame = pd.concat([frame, facts], axis=1)
    return frame[["date", "precision", "partnership", "name", "kind", "what", "is_illustrative"]]


def status_changes(question: Question, *, since: Timestamp | None = None) -> DataFrame:
    """What status changed after `since` (default: three months before the as-at date), latest first.

    Columns: date, precision, when and iso (the date as said and for programs), partnership, name, what (in words),
    from_status (NaN if there was none), to_status (NaN if none follows), is_illustrative (the row that brought the
    change).
    """
    start = since if since is not None else ago(question.on, 3)
    every = _status_changes(question.visible)
    return taken(every, _changed(question, start), [column for column in every if column != "position"])


def _changed(question: Question, start: Timestamp) -> Positions:
    """Which of `_status_changes` are of the partnerships asked for and came after a day, up to the as-at date."""
    every = _status_changes(question.visible)
    days = np.asarray(every["date"])
    inside = (days > stamp(start)) & (days <= stamp(question.on))
    return np.flatnonzero(inside & selection.is_selected(question)[np.asarray(every["position"])])


@cached()
def _status_changes(programme: Programme) -> dict[str, ExtensionArray]:
    """The columns of `status_changes` of every partnership at any time, with its position in the store."""
    line, facts = statuses.timeline(programme), programme.partnerships
    names = line.named(line.rows)
    who, when = np.nonzero(np.diff(names, axis=1))
    rows = line.rows[who, when + 1]
    labels = np.array([*NAMES, None], dtype=object)
    after = line.statuses.reindex(rows)
    frame = DataFrame(
        {
            "position": who,
            "date": line.events[when + 1],
            "precision": after["precision"].to_numpy(),
            "partnership": facts["partnership"].array.take(who),
            "name": facts["name"].array.take(who),
            "what": [
                BY_THEN.format(name) if begins == "by" and name != "existing" else BECAME.get(name, GONE)
                for name, begins in zip(labels[names[who, when + 1]], after["begins"], strict=True)
            ],
            "from_status": labels[names[who, when]],
            "to_status": labels[names[who, when + 1]],
            "is_illustrative": line.generated(rows),
        }
    )
    days = [*zip(frame["date"], frame["precision"], strict=True)]
    frame = frame.assign(
        when=Series([words.dated(*day) for day in days], dtype="str"),
        iso=Series([words.iso(*day) for day in days], dtype="str"),
    )
    return columns_of(
        frame.sort_values(["date", "name"], key=by_name, ascending=[False, True], ignore_index=True)
    )


def _statuses(question: Question, start: Timestamp) -> DataFrame:
    every = _status_changes(question.visible)
    frame = taken(every, _changed(question, start), every)
    return DataFrame(
        {
            "date": frame["date"].astype("datetime64[us]"),
            "precision": frame["precision"].astype("str").fillna("day"),
            "position": frame["position"],
            "kind": Series(np.where(frame["from_status"].isna(), "new", "status"), dtype="str"),
            "what": Series([words.sentence(what) for what in frame["what"]], dtype="str"),
            "is_illustrative": frame["is_illustrative"],
        }
    )


def _members(question: Question, start: Timestamp, *, kind: str) -> DataFrame:
    visible = question.visible
    seats = members.seats(visible)
    days = seats.stays.begin if kind == "joined" else seats.stays.end
    is_known = seats.has_joined if kind == "joined" else True
    rows = np.flatnonzero(
        _within(days, question, start) & is_known & selection.is_selected(question)[seats.partnership]
    )
    what = _organisations(visible).iloc[seats.organisation[rows]].reset_index(drop=True) + f" {kind}."
    return _events(days[rows], seats.partnership[rows], kind, what, seats.is_illustrative[rows])


def _returns(question: Question, start: Timestamp) -> DataFrame:
    frame = returns.of_selected(question)
    days = day_numbers(frame["received_on"].to_numpy(), missing=ALWAYS)
    is_inside = _within(days, question, start) & frame["due_on"].notna().to_numpy()
    frame, days = frame[is_inside], days[is_inside]
    late = (frame["received_on"] - frame["due_on"]).dt.days
    when = [f"{words.count_of(days, 'day')} late" if days > 0 else "on time" for days in late]
    quarters = [words.quarter(quarter) for quarter in frame["period_end"]]
    what = [f"Return for {quarter} arrived, {how}." for quarter, how in zip(quarters, when, strict=True)]
    return _events(
        days,
        frame["position"].to_numpy(),
        "return",
        Series(what, dtype="str"),
        frame["is_illustrative"].to_numpy(),
    )


def _events(
    days: IntArray, positions: IntArray, kind: str, what: "Series[str]", is_illustrative: Flags
) -> DataFrame:
    """Changes of one kind, each dated to the day."""
    frame = DataFrame({"date": stamps(days), "position": positions, "what": what})
    return frame.assign(precision="day", kind=kind, is_illustrative=is_illustrative)


@cached()
def _organisations(programme: Programme) -> "Series[str]":
    """Each organisation of the store with its sector."""
    known = programme.organisations
    labels = known["sector"].map({code: sector.label for code, sector in SECTORS.items()})
    named: Series[str] = known["name"] + " (" + labels + ")"
    return named


def _within(days: IntArray, question: Question, start: Timestamp) -> Flags:
    until = day_number(question.on.to_datetime64())
    return (days > day_number(start.to_datetime64())) & (days <= until)
