"""How the partnerships stand, how they got there, and where they are heading: the frames of the overview."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.cache import cached, cached_frame
from dashboard.indicators.progress import proof
from dashboard.indicators.progress.target import DAYS_A_QUARTER, target
from dashboard.indicators.shared import places, possible, selection, statuses
from dashboard.indicators.shared.intervals import Flags, IntArray
from dashboard.indicators.shared.periods import quarters_before, quarters_since, stamp, stamps_of, steps_back
from dashboard.indicators.shared.statuses import NAMES
from dashboard.question import Question
from data.programme.programme import Programme
from data.programme.visibility import ENGLAND
from data.taxonomy import COUNT_KINDS, COUNTED_STATUSES, ENDED_STATUSES

FIRST_QUARTER = Timestamp("2012-12-31")
NOWHERE = {
    "region": "Not placed in a region",
    "ace_area": "Not placed in an Arts Council area",
    "bridge": "No bridge named",
}
QUARTERS = 8
LEAST, MOST = 10, 90
"""The per cent of past quarters below and above which the range of a forecast leaves them out: it holds 80 of 100."""
COUNTS = ("established", "emerging", "counted", "illustrative", "low", "high")
PUBLISHED = [
    "date", "first_day", "precision", "partnerships", "kind", "label", "wording", "source", "address", "grade",
]  # fmt: skip
AMBER_FROM, GREEN_FROM = 0.9, 1.0


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the count stands, how it changed in each of the last eight quarters (oldest first), and what a quarter
    brings: at the low end of the range that holds 80 % of them (quantiles between neighbours, linear), on average, and
    at its high end.
    """

    now: int
    changes: tuple[int, ...]
    rates: tuple[float, float, float]

    @property
    def mean(self) -> float:
        """Net openings a quarter over the last eight."""
        return self.rates[1]

    def after(self, quarters: float) -> tuple[float, float, float]:
        """Low, mid and high count after so many quarters of the same; never below 0."""
        low, mid, high = (max(0.0, self.now + quarters * rate) for rate in self.rates)
        return low, mid, high


@cached(most=256)
def outlook(question: Question) -> Outlook:
    """The count at the as-at date and its change in each of the eight quarters that end there.

    One that a source of a quarter says to be counted, since when is not published, has not opened in it.
    """
    dates = steps_back(question.on, months=3, steps=QUARTERS)
    names, chosen = selection.counted_statuses(question.filters), selection.is_selected(question)
    counted, said = (
        selection.was_counted(question, dates),
        _said_in_quarters(question.visible, question.on, names),
    )
    known = counted[:, 1:] & ~counted[:, :-1] & said[chosen]
    changes = np.diff(counted.sum(axis=0)) - known.sum(axis=0)
    least, most = np.percentile(changes, (LEAST, MOST)).tolist()
    rates = (least, float(np.mean(changes)), most)
    return Outlook(int(counted[:, -1].sum()), tuple(changes.tolist()), rates)


@cached(most=64)
def _said_in_quarters(programme: Programme, on: Timestamp, names: tuple[str, ...]) -> Flags:
    """Which partnerships (down) are first said to have one of the statuses in each of the last quarters (across)."""
    dates = steps_back(on, months=3, steps=QUARTERS)
    return np.column_stack([possible.is_only_proved(programme, names, *days) for days in pairwise(dates)])


def trajectory(question: Question) -> DataFrame:
    """The counts at each quarter's end from 2012 to the as-at date (which is the last row whatever day it
    is).

    Columns: quarter (date), established (with delivering), emerging, counted (by the counting rule),
    illustrative (how many of the counted rest on an illustrative status row), low and high (proved, and possible at
    most, by published evidence and real returns).
    """
    quarters, past = quarters_before(question, FIRST_QUARTER)
    columns = zip(_counts_at(question, quarters), _counts_at(question, (question.on,)), strict=True)
    return DataFrame(
        {"quarter": np.append(stamps_of(quarters)[:past], stamp(question.on))}
        | {name: np.append(before[:past], now) for name, (before, now) in zip(COUNTS, columns, strict=True)},
        copy=False,
    )


def _counts_at(question: Question, dates: tuple[Timestamp, ...]) -> Iterator[IntArray]:
    """The `COUNTS` of `trajectory` on each of some days."""
    chosen, visible = selection.is_selected(question), question.visible
    for names in (COUNTED_STATUSES, ("emerging",)):
        yield statuses.held(visible, names, dates)[chosen].sum(axis=0)
    counted = selection.was_counted(question, dates)
    yield counted.sum(axis=0)
    yield (counted & statuses.generated(visible, dates)[chosen]).sum(axis=0)
    yield from proof.bounds(question, dates)


def forecast_line(question: Question) -> DataFrame:
    """The forecast from the as-at date to the due date, at each quarter's end: date, low, mid, high (CEPs).

    No rows once the due date has passed or where no target was set.
    """
    on, aim = question.on, target(question.programme, question.on)
    ahead = outlook(question)
    dates = () if aim is None else _quarters_ahead(on, aim.due_on)
    points = [ahead.after((date - on).days / DAYS_A_QUARTER) for date in dates]
    low, mid, high = np.array(points, dtype=np.float64).reshape(-1, 3).T
    return DataFrame({"date": stamps_of(dates).copy(), "low": low, "mid": mid, "high": high}, copy=False)


@cached(most=64)
def _quarters_ahead(on: Timestamp, due_on: Timestamp) -> tuple[Timestamp, ...]:
    """A day, the ends of quarters after it, and the due date; nothing once that has passed."""
    if due_on <= on:
        return ()
    ends = quarters_since(on, due_on)
    return (on, *(end for end in ends if on < end < due_on), due_on)


def published(question: Question) -> DataFrame:
    """The national counts that were published with a date, targets left out; none for a part of England.

    Columns: date (last day of the period it speaks of; NaT where the page is undated, these last), first_day (of that
    period), precision, partnerships, kind, label (of the kind), wording, source, address, grade, is_after (the as-at
    date).
    """
    rows = published_by(question.programme, question.on)
    return rows if selection.asks_for_all(question) else rows.iloc[:0]


def published_said(question: Question) -> str:
    """The last number of partnerships that was published by the as-at date: "50 were published for 19 December 2018
    (“currently 50”, evidence grade 1)"; nothing where none was.
    """
    return _published_said(question.programme, question.on) if selection.asks_for_all(question) else ""


@cached(most=64)
def _published_said(programme: Programme, on: Timestamp) -> str:
    rows = published_by(programme, on)
    rows = rows[(~rows["is_after"] & rows["date"].notna() & (rows["kind"] == "stock")).to_numpy()]
    if rows.empty:
        return ""
    last = rows.iloc[-1]
    grade = "" if pd.isna(last["grade"]) else f", evidence grade {last['grade']:.0f}"
    were = f"{words.number(last['partnerships'])} {words.agree(last['partnerships'], 'was')}"
    return f"{were} published for {words.dated(last['date'], last['precision'])} (“{last['wording']}”{grade})"


@cached_frame
def published_by(programme: Programme, on: Timestamp) -> DataFrame:
    """As `published`, whatever part of England is asked for."""
    rows = _published(programme)
    return rows.assign(is_after=(rows["date"] > on).to_numpy())


@cached()
def _published(programme: Programme) -> DataFrame:
    rows = programme.published_counts
    rows = rows[(rows["kind"] != "target") & rows["bridge"].isna()]
    rows = rows[rows["place"].isna() | (rows["place"] == ENGLAND)]
    rows = rows.rename(columns={"as_at": "date"}).sort_values(["date", "partnerships"], ignore_index=True)
    first = [
        day if pd.isna(day) else possible.first_day(day, precision)
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
    groups, inside = _groups_of(question, grouping)
    status = statuses.named(question.visible, (question.on,))[:, 0]
    status = np.where(status == statuses.NONE, len(NAMES), status)
    counts = np.array([np.bincount(status[who], minlength=len(NAMES) + 1) for who in inside])
    number = dict(zip((*NAMES, "no_status"), counts.T, strict=True))
    is_counted = selection.is_counted(question)
    standing = DataFrame(
        {
            f"{grouping}_code": [*groups, None],
            grouping: [*groups.values(), NOWHERE[grouping]],
            **{
                name: number[name]
                for name in ("established", "delivering", "existing", "emerging", "prospective")
            },
            "dormant_or_ended": sum(number[name] for name in ENDED_STATUSES),
            "no_status": number["no_status"],
            "counted": [np.count_nonzero(is_counted & who) for who in inside],
            "total": counts.sum(axis=1),
        },
        copy=False,
    )
    return standing if counts[-1].any() else standing.iloc[:-1]


def _groups_of(question: Question, grouping: str) -> tuple[dict[str, str], list[Flags]]:
    """The groups to show (code -> label), and which of the partnerships asked for are in each; last those in none."""
    visible, on, chosen = question.visible, question.on, selection.is_selected(question)
    labels, scope = places.labels(visible, on, grouping), selection.scope(question, on)
    asked = question.filters.ace_area if grouping == "ace_area" else ()
    inside, placed, groups = [], np.zeros(len(chosen), dtype=bool), {}
    for code, label in labels.items():
        counted_here = not asked or code in asked
        who = selection.in_groups(visible, on, grouping, (code,) if counted_here else ()) & chosen
        if who.any() or (places.authorities_in(visible, on, grouping, (code,)) & scope).any():
            groups[code] = label
            inside.append(who)
            placed |= who
    return groups, [*inside, chosen & ~placed]
