"""Do partnerships meet as often as they mean to? Each is judged against its own cadence.

Expected meetings a year differ, so the same silence is late for one and usual for another. Only meetings that
were held count; a partnership of which no meeting is on record may have met all the same.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard.cache import cached, cached_frame
from dashboard.indicators.meetings import meetings_held
from dashboard.indicators.shared import records, selection, statuses
from dashboard.indicators.shared.intervals import Flags, Positions, Stamps
from dashboard.indicators.shared.periods import days_between, quarters, stamp, which_quarter
from dashboard.question import Question
from data.norms import DAYS_A_YEAR, LATE, MEETING_STATUSES, ON_TIME
from data.programme.programme import Programme

Numbers = npt.NDArray[np.float64]
STATES: Mapping[str, str] = {
    "on_time": "On time",
    "late": "Late",
    "dormant": "Dormant by its own cadence",
    "no_cadence": "Expected meetings not known",
    "none_recorded": "No meeting on record",
}
"""How long ago a partnership last met; up to 1.5 of its usual intervals is on time, up to 2 is late."""
JUDGED = ("on_time", "late", "dormant")
"""The states of partnerships whose meetings and cadence are known; of the others nothing can be said."""


@cached_frame
def recency(question: Question) -> DataFrame:
    """How long ago every live partnership asked for last met, the longest by its own cadence first.

    Columns: partnership, name, region, bridge, status (code), is_counted, last_meeting (NaT if none is on
    record), expected_per_year (NaN if not known), days (since the last meeting), ratio (days / (365 /
    expected_per_year)), state (see `STATES`), label, is_illustrative. Live: prospective to delivering; those
    without a ratio come last, by name.
    """
    visible, on = question.visible, question.on
    live = selection.selected(question)
    live = live[live["is_live"].to_numpy()]
    mine = live["position"].to_numpy(dtype=np.intp)
    facts = visible.partnerships
    last = records.latest(visible, "meetings", "held_on", on=on).to_numpy()[mine]
    expected = facts["meetings_expected_per_year"].to_numpy(dtype=np.float64)[mine]
    days = days_between(last, stamp(on))
    ratio = np.where(expected > 0, days * expected / DAYS_A_YEAR, np.nan)
    state = _state(days, ratio)
    frame = selection.partnership_labels(question, mine).assign(
        status=live["status"].to_numpy(dtype=object),
        is_counted=live["is_counted"].to_numpy(),
        last_meeting=last,
        expected_per_year=expected,
        days=days,
        ratio=ratio,
        state=np.array(list(STATES), dtype=object)[state],
        label=np.array(list(STATES.values()), dtype=object)[state],
        is_illustrative=_generated(visible, mine),
    )
    return frame.sort_values(["ratio", "name"], ascending=[False, True], ignore_index=True)


def over_time(question: Question) -> DataFrame:
    """Meetings held beside those expected in each quarter, from the first meeting (after `since`, if asked
    for) to the as-at date.

    Columns: quarter (its last day; the as-at date comes last), partnerships (expected to meet: emerging,
    established or delivering at its end, with a known cadence and a meeting on record by then), expected
    (sum of meetings a year x days / 365), held (by those partnerships), held_by_others.
    """
    visible = question.visible
    held, chosen = meetings_held.meetings(visible), selection.is_selected(question)
    mine = np.flatnonzero(chosen[held.position] & (held.held_on <= stamp(question.on)))
    ends = quarters(question.on, _start(held.held_on[mine], question))
    expecting = chosen[:, None] & _expecting(visible, tuple(ends))
    mine = mine[held.held_on[mine] >= _first_days(ends)[0]] if ends else mine[:0]
    quarter = which_quarter(held.held_on[mine], ends)
    known = expecting[held.position[mine], quarter]
    a_year = np.nan_to_num(visible.partnerships["meetings_expected_per_year"].to_numpy(dtype=np.float64))
    days = days_between(_first_days(ends), np.array(ends, dtype="datetime64[us]")) + 1
    return DataFrame(
        {
            "quarter": pd.DatetimeIndex(ends, dtype="datetime64[us]"),
            "partnerships": expecting.sum(axis=0),
            "expected": a_year @ expecting * days / DAYS_A_YEAR,
            "held": np.bincount(quarter[known], minlength=len(ends)),
            "held_by_others": np.bincount(quarter[~known], minlength=len(ends)),
        }
    )


def _start(days: Stamps, question: Question) -> Timestamp | None:
    """The day of the first meeting asked for."""
    if question.filters.since:
        days = days[days > stamp(question.window[0])]
    return Timestamp(days[0]) if len(days) else None


def _first_days(ends: list[Timestamp]) -> Stamps:
    """The first day of the quarter that each day lies in."""
    months = np.array(ends, dtype="datetime64[us]").astype("datetime64[M]").astype(np.int64)
    return (months // 3 * 3).astype("datetime64[M]").astype("datetime64[us]")


@cached(most=64)
def _expecting(programme: Programme, ends: tuple[Timestamp, ...]) -> Flags:
    """Who is expected to meet (down) in which quarter (across)."""
    line, held = statuses.timeline(programme), meetings_held.meetings(programme)
    live = np.isin(line.named(line.at(ends)), statuses.indices(MEETING_STATUSES))
    first = np.full(len(live), np.datetime64("NaT", "us"))
    positions, rows = np.unique(held.position, return_index=True)
    first[positions] = held.held_on[rows]
    known = programme.partnerships["meetings_expected_per_year"].notna().to_numpy()
    met: Flags = first[:, None] <= np.array(ends, dtype="datetime64[us]")
    return live & met & known[:, None]


def _state(days: Numbers, ratio: Numbers) -> Positions:
    """The place among `STATES`."""
    found = [np.isnan(days), np.isnan(ratio), ratio <= ON_TIME, ratio <= LATE]
    return np.select(found, [4, 3, 0, 1], 2)


def _generated(programme: Programme, positions: Positions) -> Flags:
    """Whether the cadence or any meeting behind a partnership is illustrative."""
    held, facts = meetings_held.meetings(programme), programme.partnerships
    flags = (facts["milestones_illustrative"] & facts["meetings_expected_per_year"].notna()).to_numpy(bool)
    flags = flags.copy()
    flags[held.position[held.generated]] = True
    return flags[positions]
