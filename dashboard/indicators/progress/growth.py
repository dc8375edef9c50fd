"""How the partnerships stand, how they got there, and where they are heading: the target and the frames of the
overview.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard.cache import cached
from dashboard.indicators.progress.held_of_published import ENGLAND
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
DAYS_A_QUARTER = 365.25 / 4
QUARTERS = 4
AMBER_FROM, GREEN_FROM = 0.9, 1.0


@dataclass(frozen=True, slots=True)
class Target:
    """How many counted partnerships, by when, and who said so on which day."""

    value: float
    due_on: Timestamp
    set_on: Timestamp
    source: str

    def quarters_left(self, on: Timestamp) -> float:
        """Quarters (a fourth of 365.25 days) from a day to the due date; 0 once it has passed."""
        return max(0.0, (self.due_on - on).days / DAYS_A_QUARTER)


@dataclass(frozen=True, slots=True)
class Reached:
    """The first day on which the target was met, and whether it is still met at the as-at date."""

    on: Timestamp
    still: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the count stands, and how it changed in each of the last four quarters (oldest first)."""

    now: int
    changes: tuple[int, ...]

    @property
    def mean(self) -> float:
        """Net openings a quarter over the last four."""
        return float(np.mean(self.changes))

    def after(self, quarters: float) -> tuple[float, float, float]:
        """Low, mid and high count after so many quarters: at the least, mean and greatest change seen;
        never below 0.
        """
        rates = (min(self.changes), self.mean, max(self.changes))
        low, mid, high = (max(0.0, self.now + quarters * rate) for rate in rates)
        return low, mid, high


def target(programme: Programme, on: Timestamp) -> Target | None:
    """The official target for established partnerships as it stood on a day; None before any was set."""
    return max(
        (aim for aim in _official(programme) if aim.set_on <= on),
        key=lambda aim: (aim.set_on, aim.due_on),
        default=None,
    )


@cached(most=8)
def _official(programme: Programme) -> tuple[Target, ...]:
    rows = programme.targets
    rows = rows[(rows["indicator"] == "established") & rows["official"]]
    columns = rows[["value", "due_on", "set_on", "source"]]
    return tuple(Target(*values) for values in columns.itertuples(index=False, name=None))


def target_for(question: Question) -> Target | None:
    """The official target if all partnerships are asked for; a part of the country has none of its own."""
    if not selection.is_whole_programme(question.filters):
        return None
    return target(question.programme, question.on)


def reached_on(question: Question) -> Reached | None:
    """The first day on which the target was met, whether or not it had been set by then; None if it never
    was.
    """
    aim, on = target_for(question), question.on
    if aim is None:
        return None
    events = statuses.timeline(question.visible).events
    days = [*pd.DatetimeIndex(events[events <= np.datetime64(on)]), on]
    counts = selection.was_counted(question, days).sum(axis=0)
    met = np.flatnonzero(counts >= aim.value)
    return Reached(on=days[met[0]], still=bool(counts[-1] >= aim.value)) if len(met) else None


def outlook(question: Question) -> Outlook:
    """The count at the as-at date and its change in each of the four quarters that end there."""
    dates = steps_back(question.on, months=3, steps=QUARTERS)
    counts = selection.was_counted(question, dates).sum(axis=0).tolist()
    return Outlook(counts[-1], tuple(int(change) for change in np.diff(counts)))


def trajectory(question: Question) -> DataFrame:
    """The counts at each quarter's end from 2012 to the as-at date (which is the last row whatever day it
    is).

    Columns: quarter (date), established (with delivering), emerging, counted (by the counting rule),
    illustrative (how many of the counted rest on an illustrative status row).
    """
    dates = [*pd.date_range(FIRST_QUARTER, question.on, freq="QE", inclusive="left"), question.on]
    line = statuses.timeline(question.visible)
    rows = line.at(dates)[selection.is_selected(question)]
    names, counted = line.named(rows), selection.was_counted(question, dates)
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
    """The national counts that were published with a date, targets left out; none for a part of England.

    Columns: date, precision, partnerships, kind, label (of the kind), wording, source, is_after (the as-at
    date).
    """
    rows = _published(question.programme)
    rows = rows if selection.is_whole_programme(question.filters) else rows.iloc[:0]
    return rows.assign(is_after=(rows["date"] > question.on).to_numpy())


@cached(most=8)
def _published(programme: Programme) -> DataFrame:
    rows = programme.published_counts
    rows = rows[(rows["kind"] != "target") & rows["bridge"].isna() & rows["as_at"].notna()]
    rows = rows[rows["place"].isna() | (rows["place"] == ENGLAND)]
    rows = rows.rename(columns={"as_at": "date"}).sort_values(["date", "partnerships"], ignore_index=True)
    rows = rows.assign(label=rows["kind"].map(COUNT_KINDS))
    return rows[["date", "precision", "partnerships", "kind", "label", "wording", "source"]]


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
