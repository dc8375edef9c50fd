"""How the partnerships stand, how they got there, and where they are heading: the frames of the overview."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.progress import proof
from dashboard.indicators.progress.held_of_published import ENGLAND
from dashboard.indicators.progress.target import DAYS_A_QUARTER, target
from dashboard.indicators.shared import places, selection, statuses
from dashboard.indicators.shared.periods import steps_back
from dashboard.indicators.shared.statuses import NAMES
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import COUNT_KINDS, ENDED_STATUSES

FIRST_QUARTER = Timestamp("2012-12-31")
NOWHERE = {
    "region": "Not placed in a region",
    "ace_area": "Not placed in an Arts Council area",
    "bridge": "No bridge named",
}
QUARTERS = 8
LEAST, MOST = 10, 90
"""The per cent of past quarters below and above which the range of a forecast leaves them out: it holds 80 of 100."""
PUBLISHED = [
    "date", "first_day", "precision", "partnerships", "kind", "label", "wording", "source", "address", "grade",
]  # fmt: skip
AMBER_FROM, GREEN_FROM = 0.9, 1.0


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the count stands, and how it changed in each of the last eight quarters (oldest first)."""

    now: int
    changes: tuple[int, ...]

    @property
    def mean(self) -> float:
        """Net openings a quarter over the last eight."""
        return float(np.mean(self.changes))

    def after(self, quarters: float) -> tuple[float, float, float]:
        """Low, mid and high count after so many quarters, if each brings the mean of the eight, or what ends the range
        that holds 80 % of them (quantiles between neighbours, linear); never below 0.
        """
        least, most = np.percentile(self.changes, (LEAST, MOST))
        rates = (float(least), self.mean, float(most))
        low, mid, high = (max(0.0, self.now + quarters * rate) for rate in rates)
        return low, mid, high


@cached(most=256)
def outlook(question: Question) -> Outlook:
    """The count at the as-at date and its change in each of the eight quarters that end there.

    One that a source of a quarter says to be counted, since when is not published, has not opened in it.
    """
    dates = steps_back(question.on, months=3, steps=QUARTERS)
    counted, names = selection.was_counted(question, dates), selection.counted_statuses(question.filters)
    chosen = selection.is_selected(question)
    said = [statuses.is_only_proved(question.visible, names, *days)[chosen] for days in pairwise(dates)]
    known = counted[:, 1:] & ~counted[:, :-1] & np.column_stack(said)
    changes = np.diff(counted.sum(axis=0)) - known.sum(axis=0)
    return Outlook(int(counted[:, -1].sum()), tuple(changes.tolist()))


def trajectory(question: Question) -> DataFrame:
    """The counts at each quarter's end from 2012 to the as-at date (which is the last row whatever day it
    is).

    Columns: quarter (date), established (with delivering), emerging, counted (by the counting rule),
    illustrative (how many of the counted rest on an illustrative status row), low and high (proved, and possible at
    most, by published evidence and real returns).
    """
    dates = [*pd.date_range(FIRST_QUARTER, question.on, freq="QE", inclusive="left"), question.on]
    line = statuses.timeline(question.visible)
    rows = line.at(dates)[selection.is_selected(question)]
    names, counted = line.named(rows), selection.was_counted(question, dates)
    proved = proof.bounds(question, dates)
    return DataFrame(
        {
            "quarter": pd.DatetimeIndex(dates).as_unit("us"),
            "established": np.isin(names, statuses.indices(("established", "delivering"))).sum(axis=0),
            "emerging": (names == NAMES.index("emerging")).sum(axis=0),
            "counted": counted.sum(axis=0),
            "illustrative": (counted & line.generated(rows)).sum(axis=0),
            "low": proved.low,
            "high": proved.high,
        }
    )


def forecast_line(question: Question) -> DataFrame:
    """The forecast from the as-at date to the due date, at each quarter's end: date, low, mid, high (CEPs).

    No rows once the due date has passed or where no target was set.
    """
    on, aim = question.on, target(question.programme, question.on)
    ahead = outlook(question)
    dates: list[Timestamp] = []
    if aim is not None and aim.due_on > on:
        quarters = pd.date_range(on, aim.due_on, freq="QE", inclusive="neither")
        dates = [on, *(quarter for quarter in quarters if on < quarter < aim.due_on), aim.due_on]
    points = [ahead.after((date - on).days / DAYS_A_QUARTER) for date in dates]
    frame = DataFrame(points, columns=["low", "mid", "high"], dtype="float64")
    frame.insert(0, "date", pd.DatetimeIndex(dates, dtype="datetime64[us]"))
    return frame


def published(question: Question) -> DataFrame:
    """The national counts that were published with a date, targets left out; none for a part of England.

    Columns: date (last day of the period it speaks of; NaT where the page is undated, these last), first_day (of that
    period), precision, partnerships, kind, label (of the kind), wording, source, address, grade, is_after (the as-at
    date).
    """
    rows = _published(question.programme)
    rows = rows if selection.asks_for_all(question) else rows.iloc[:0]
    return rows.assign(is_after=(rows["date"] > question.on).to_numpy())


def published_said(question: Question) -> str:
    """The last number of partnerships that was published by the as-at date: "50 were published for 19 December 2018
    (“currently 50”, evidence grade 1)"; nothing where none was.
    """
    rows = published(question)
    rows = rows[(~rows["is_after"] & rows["date"].notna() & (rows["kind"] == "stock")).to_numpy()]
    if rows.empty:
        return ""
    last = rows.iloc[-1]
    grade = "" if pd.isna(last["grade"]) else f", evidence grade {last['grade']:.0f}"
    were = f"{words.number(last['partnerships'])} {words.agree(last['partnerships'], 'was')}"
    return f"{were} published for {words.dated(last['date'], last['precision'])} (“{last['wording']}”{grade})"


@cached(most=8)
def _published(programme: Programme) -> DataFrame:
    rows = programme.published_counts
    rows = rows[(rows["kind"] != "target") & rows["bridge"].isna()]
    rows = rows[rows["place"].isna() | (rows["place"] == ENGLAND)]
    rows = rows.rename(columns={"as_at": "date"}).sort_values(["date", "partnerships"], ignore_index=True)
    first = [
        day if pd.isna(day) else statuses.first_day(day, precision)
        for day, precision in zip(rows["date"], rows["precision"], strict=True)
    ]
    first_day = pd.DatetimeIndex(first, dtype="datetime64[us]")
    rows = rows.assign(label=rows["kind"].map(COUNT_KINDS), first_day=first_day)
    return rows[PUBLISHED]


def by_region(question: Question, *, grouping: str = "region") -> DataFrame:
    """Partnerships by status in each group of a grouping (region, ace_area, bridge).

    Each is counted in one region and one bridge only, but in every ACE area that it has an authority in: the rows of
    ACE areas may add up to more than all.

    Columns: <grouping>_code, <grouping> (label), established, delivering, existing, emerging, prospective,
    dormant_or_ended, no_status, counted, total. Groups with none are there; those that lie in no one group
    come last, if there are any.
    """
    frame, code = _grouped(question, grouping), f"{grouping}_code"
    asked = {*frame["group"], *selection.authorities(question)[code]}
    labels = places.labels(question.visible, question.on, grouping)
    groups = [group for group in labels if group in asked]
    counts = frame.groupby(["group", frame["status"].fillna("no_status")]).size().unstack(fill_value=0)
    counts = counts.reindex(index=[*groups, ""], columns=[*NAMES, "no_status"], fill_value=0)
    standing = DataFrame(
        {
            code: [*groups, None],
            grouping: [*(labels[group] for group in groups), NOWHERE[grouping]],
            **{
                name: counts[name].to_numpy()
                for name in ("established", "delivering", "existing", "emerging", "prospective")
            },
            "dormant_or_ended": counts[list(ENDED_STATUSES)].sum(axis=1).to_numpy(),
            "no_status": counts["no_status"].to_numpy(),
            "counted": frame.groupby("group")["is_counted"]
            .sum()
            .reindex(counts.index, fill_value=0)
            .to_numpy(),
            "total": counts.sum(axis=1).to_numpy(),
        }
    )
    return standing if standing["total"].iloc[-1] else standing.iloc[:-1]


def _grouped(question: Question, grouping: str) -> DataFrame:
    """The partnerships asked for with their group ("" in none), a row for each of several ACE areas."""
    frame, visible, on = selection.selected(question), question.visible, question.on
    labels = places.labels(visible, on, grouping)
    if grouping != "ace_area":
        home = frame["bridge" if grouping == "bridge" else f"{grouping}_code"]
        return frame.assign(group=home.where(home.isin(list(labels)), ""))
    asked = [code for code in labels if code in (question.filters.ace_area or labels)]
    lying = [
        frame[places.lies_in(visible, on, grouping, (code,))[frame["position"]]].assign(group=code)
        for code in asked
    ]
    placed = pd.concat([part["position"] for part in lying]) if lying else []
    return pd.concat([*lying, frame[~frame["position"].isin(placed)].assign(group="")], ignore_index=True)
