"""How the partnerships stand and how they got there: the frames of the overview."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard.cache import cached
from dashboard.indicators.progress import targets
from dashboard.indicators.shared import places, selection, statuses
from dashboard.indicators.shared.periods import steps_back
from dashboard.indicators.shared.statuses import NAMES
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import COUNT_KINDS, ENDED_STATUSES

Counts = npt.NDArray[np.intp]

FIRST_QUARTER = Timestamp("2012-12-31")
NO_STATUS = "No status in view"
BECAME = {
    "prospective": "became a prospective place",
    "emerging": "became emerging",
    "established": "became established",
    "delivering": "began delivering",
    "dormant": "became dormant",
    "merged": "merged into another partnership",
    "closed": "closed",
}
GONE = "has no status any more"
NOWHERE = {
    "region": "Not placed in a region",
    "ace_area": "Not placed in an Arts Council area",
    "bridge": "No bridge named",
}
reached_on = targets.reached_on


def trajectory(question: Question) -> DataFrame:
    """The counts at each quarter's end from 2012 to the as-at date (which is the last row whatever day it
    is).

    Columns: quarter (date), established (with delivering), emerging, counted (by the counting rule),
    illustrative (how many of the counted rest on an illustrative status row).
    """
    on = question.on
    dates = [*pd.date_range(FIRST_QUARTER, on, freq="QE", inclusive="left"), on]
    line = statuses.timeline(question.visible)
    rows = line.at(dates)[selection.is_selected(question)]
    names = line.named(rows)
    counted = np.isin(names, statuses.indices(selection.counted_statuses(question.filters)))
    return DataFrame(
        {
            "quarter": pd.DatetimeIndex(dates).as_unit("us"),
            "established": np.isin(names, statuses.indices(("established", "delivering"))).sum(axis=0),
            "emerging": (names == NAMES.index("emerging")).sum(axis=0),
            "counted": counted.sum(axis=0),
            "illustrative": (counted & line.generated(rows)).sum(axis=0),
        }
    )


def forecast_line(question: Question) -> DataFrame:
    """The forecast from the as-at date to the due date, at each quarter's end: date, low, mid, high (CEPs).

    No rows once the due date has passed or where no target was set.
    """
    on, aim = question.on, targets.target(question.programme, question.on)
    ahead = targets.outlook(question)
    dates: list[Timestamp] = []
    if aim is not None and aim.due_on > on:
        quarters = pd.date_range(on, aim.due_on, freq="QE", inclusive="neither")
        dates = [on, *(quarter for quarter in quarters if on < quarter < aim.due_on), aim.due_on]
    points = [ahead.after((date - on).days / targets.DAYS_A_QUARTER) for date in dates]
    frame = DataFrame(points, columns=["low", "mid", "high"], dtype="float64")
    frame.insert(0, "date", pd.DatetimeIndex(dates, dtype="datetime64[us]"))
    return frame


def target_points(question: Question) -> DataFrame:
    """Every target set by the as-at date: date (due), value, official, set_on, source; none for a part of
    England.
    """
    rows = _target_points(question.programme)
    if not selection.is_whole_programme(question.filters):
        return rows.iloc[:0]
    return rows[(rows["set_on"] <= question.on).to_numpy()].reset_index(drop=True)


@cached(most=8)
def _target_points(programme: Programme) -> DataFrame:
    rows = programme.targets[programme.targets["indicator"] == "established"]
    rows = rows.rename(columns={"due_on": "date"}).sort_values("date", ignore_index=True)
    return rows[["date", "value", "official", "set_on", "source"]]


def published(question: Question) -> DataFrame:
    """The national counts that were published, targets left out; none for a part of England.

    Columns: date, precision, partnerships, kind, label (of the kind), wording, source, is_after (the as-at
    date).
    """
    rows = _published(question.programme)
    rows = rows if selection.is_whole_programme(question.filters) else rows.iloc[:0]
    return rows.assign(is_after=(rows["date"] > question.on).to_numpy())


@cached(most=8)
def _published(programme: Programme) -> DataFrame:
    rows = programme.published_counts[programme.published_counts["kind"] != "target"]
    rows = rows.rename(columns={"as_at": "date"}).sort_values(["date", "partnerships"], ignore_index=True)
    rows = rows.assign(label=rows["kind"].map(COUNT_KINDS))
    return rows[["date", "precision", "partnerships", "kind", "label", "wording", "source"]]


def by_region(question: Question, *, grouping: str = "region") -> DataFrame:
    """Partnerships by status in each group of a grouping (region, ace_area, bridge), each counted in one
    group only.

    Columns: <grouping>_code, <grouping> (label), established, delivering, emerging, prospective,
    dormant_or_ended, no_status, counted, total. Groups with none are there; those that lie in no one group
    come last, if there are any.
    """
    frame = selection.selected(question)
    home = frame["bridge" if grouping == "bridge" else f"{grouping}_code"]
    groups = _groups(question, grouping=grouping, present=set(home.dropna()))
    group, state = _position(home, list(groups)), _position(frame["status"], NAMES)
    width = len(NAMES) + 1
    cells = np.bincount(group * width + state, minlength=(len(groups) + 1) * width).reshape(-1, width)
    counted = np.bincount(group[frame["is_counted"].to_numpy()], minlength=len(groups) + 1)
    return _standing(
        dict(zip((*NAMES, "no_status"), cells.T, strict=True)), counted, groups, grouping=grouping
    )


def changes(question: Question, *, since: Timestamp | None = None) -> DataFrame:
    """What changed after `since` (default: three months before the as-at date), latest first.

    Columns: date, precision, partnership, name, what (in words), from_status (NaN if there was none),
    to_status (NaN if none follows), is_illustrative (the row that brought the change).
    """
    visible, on = question.visible, question.on
    line = statuses.timeline(visible)
    start = since if since is not None else steps_back(on, months=3, steps=1)[0]
    days = pd.DatetimeIndex(line.events)
    days = days[(days > start) & (days <= on)]
    positions = np.flatnonzero(selection.is_selected(question))
    rows = line.at([start, *days])[positions]
    names = line.named(rows)
    who, when = np.nonzero(np.diff(names, axis=1))
    labels = np.array([*NAMES, None], dtype=object)
    to_row = line.statuses.reindex(rows[who, when + 1])
    frame = DataFrame(
        {
            "date": days[when],
            "precision": to_row["precision"].to_numpy(),
            "partnership": visible.partnerships["partnership"].to_numpy()[positions[who]],
            "name": visible.partnerships["name"].to_numpy()[positions[who]],
            "what": [BECAME.get(name, GONE) for name in labels[names[who, when + 1]]],
            "from_status": labels[names[who, when]],
            "to_status": labels[names[who, when + 1]],
            "is_illustrative": line.generated(rows[who, when + 1]),
        }
    )
    return frame.sort_values(["date", "name"], ascending=[False, True], ignore_index=True)


def _groups(question: Question, *, grouping: str, present: set[str]) -> dict[str, str]:
    """Code -> label of the groups that the filters' authorities lie in or that have a partnership."""
    labels = places.labels(question.visible, question.on, grouping)
    asked = present | set(selection.authorities(question)[f"{grouping}_code"])
    return {code: label for code, label in labels.items() if code in asked}


def _position(values: "pd.Series[str]", known: Sequence[str]) -> npt.NDArray[np.intp]:
    """Where each value stands among the known ones; the place after the last if it is not there."""
    return pd.Index(known).get_indexer(pd.Index(values)) % (len(known) + 1)


def _standing(
    counts: Mapping[str, Counts], counted: Counts, groups: Mapping[str, str], *, grouping: str
) -> DataFrame:
    """The counts in the reader's columns; the last row, those in no one group, only if there are any."""
    shown = DataFrame(
        {
            f"{grouping}_code": [*groups, None],
            grouping: [*groups.values(), NOWHERE[grouping]],
            **{name: counts[name] for name in ("established", "delivering", "emerging", "prospective")},
            "dormant_or_ended": sum(counts[name] for name in ENDED_STATUSES),
            "no_status": counts["no_status"],
            "counted": counted,
            "total": sum(counts.values()),
        }
    )
    return shown if shown["total"].iloc[-1] else shown.iloc[:-1]
