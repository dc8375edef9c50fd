"""Do partnerships keep meeting, and in the right form? Indicators 24 and 25 and the frames behind them.

Only meetings that were held count. A partnership is judged against its own cadence, because the expected meetings a
year differ, so the same silence is late for one and usual for another; one of which no meeting is on record may have
met all the same. Workshops and roundtables gather ideas; decisions fit a closed meeting, or a quorate steering group
in any form.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.cache import cached, cached_frame
from dashboard.filters import USUAL
from dashboard.indicators.meetings import meetings_held
from dashboard.indicators.shared import records, selection, statuses, values
from dashboard.indicators.shared.intervals import Flags, Stamps
from dashboard.indicators.shared.periods import days_between, quarters, stamp, which_quarter
from dashboard.indicators.shared.records import NOT_RECORDED, count_by
from dashboard.indicators.shared.values import Indicator, Value, percentage
from dashboard.question import Question
from data.norms import DAYS_A_YEAR, LATE, MEETING_STATUSES, ON_TIME
from data.programme.programme import Programme
from data.taxonomy import MEETING_FORMATS, MEETING_PURPOSES, SECTORS, VENUE_TYPES

WHAT = "the meetings of partnerships"
HELD = "meetings held by partnerships of every status"
FORMATS_AND_PURPOSES = [(form, purpose) for form in MEETING_FORMATS for purpose in (*MEETING_PURPOSES, None)]
WEAK = ("workshop", "roundtable")
"""Formats that are weak for decisions."""
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


def meeting_recency(question: Question) -> Value:
    """Indicator 24: the median, over counted partnerships, of the days since the last meeting / (365 /
    meetings expected a year).

    `numerator` and `n` are the partnerships whose ratio is known, `denominator` those counted.
    """
    if meetings_held.meetings(question.visible).empty:
        return values.not_published("meeting_recency", "ratio", WHAT)
    frame = recency(question)
    frame = frame[frame["is_counted"]]
    states = frame["state"].value_counts()
    ratio = frame["ratio"].dropna().to_numpy()
    counts = [f"{label.lower()} {states[key]}" for key, label in STATES.items() if key in states]
    if not len(ratio):
        why = "no counted partnership has a meeting and a cadence on record"
        return values.too_few("meeting_recency", "ratio", why, 0)
    return Value(
        key="meeting_recency",
        value=float(np.median(ratio)),
        unit="ratio",
        numerator=len(ratio),
        denominator=len(frame),
        n=len(ratio),
        note=words.sentences(
            f"Median of {words.count_of(len(ratio), 'partnership')}; 1 is just due by its own cadence",
            f"Of {words.count_of(len(frame), 'counted partnership')}: {words.listing(counts)}",
        ),
    )


def decision_fit(question: Question) -> Value:
    """Indicator 25: decision meetings in the period held as a closed meeting or by a quorate steering group /
    decision meetings; the note says of how many nobody recorded whether the steering group was quorate.
    """
    if meetings_held.meetings(question.visible).empty:
        return values.not_published("decision_fit", "%", WHAT)
    frame = meetings_held.in_period(question)
    decisions = frame[frame["purpose"] == "decision"]
    size, is_steering = len(decisions), decisions["is_steering"]
    fits = is_steering | (decisions["format"] == "closed_meeting")
    unsure = decisions["is_steering_unknown"] & ~fits
    fit, unknown = int(fits.sum()), int(unsure.sum())
    weak = int((~is_steering & ~unsure & decisions["format"].isin(WEAK)).sum())
    return percentage(
        "decision_fit",
        fit,
        size,
        noun="decision meeting",
        which=f", {question.period}",
        note=words.sentences(
            f"{words.of(fit, size)} decision meetings were closed or a quorate steering group, "
            f"{question.period}",
            f"Of the {words.count_of(size - fit - unknown, 'other')} {words.number(weak)} "
            f"{words.agree(weak, 'was')} held as a workshop or roundtable"
            if weak
            else "",
            f"Of {words.count_of(unknown, 'other')}, by a steering group, nobody recorded whether it was quorate"
            if unknown
            else "",
        ),
    )


@cached_frame
def recency(question: Question) -> DataFrame:
    """How long ago every live partnership asked for last met, the longest by its own cadence first.

    Columns: partnership, name, region, bridge, status (code), is_counted, last_meeting (NaT if none is on
    record), expected_per_year (NaN if not known), days (since the last meeting), ratio (days / (365 /
    expected_per_year)), state (see `STATES`), label, is_illustrative. Live: prospective to delivering; those
    without a ratio come last, by name.
    """
    visible, on = question.visible, question.on
    positions = selection.sorted_by_name(question, np.flatnonzero(selection.flags(question, "is_live")))
    live = selection.selected(question).loc[positions]
    last = records.latest(visible, "meetings", "held_on", on=on).to_numpy()[positions]
    expected = visible.partnerships["meetings_expected_per_year"].to_numpy(dtype=np.float64)[positions]
    days = days_between(last, stamp(on))
    ratio = np.where(expected > 0, days * expected / DAYS_A_YEAR, np.nan)
    state = np.select([np.isnan(days), np.isnan(ratio), ratio <= ON_TIME, ratio <= LATE], [4, 3, 0, 1], 2)
    frame = selection.partnership_labels(question, positions).assign(
        status=live["status"].to_numpy(dtype=object),
        is_counted=live["is_counted"].to_numpy(),
        last_meeting=last,
        expected_per_year=expected,
        days=days,
        ratio=ratio,
        state=np.array(list(STATES), dtype=object)[state],
        label=np.array(list(STATES.values()), dtype=object)[state],
        is_illustrative=_rests_on_illustrative(visible)[positions],
    )
    return frame.sort_values("ratio", ascending=False, kind="stable", ignore_index=True)


def over_time(question: Question) -> DataFrame:
    """Meetings held beside those expected in each quarter, from the first meeting (after `since`, if asked
    for) to the as-at date.

    Columns: quarter (its last day; the as-at date comes last), partnerships (expected to meet: emerging,
    established or delivering at its end, with a known cadence and a meeting on record by then), expected
    (sum of meetings a year x days / 365), held (by those partnerships), held_by_others.
    """
    visible, is_selected = question.visible, selection.is_selected(question)
    # Arrays: a matrix of partnerships by quarters gives what was expected as one product.
    position, day = (meetings_held.meetings(visible)[column].to_numpy() for column in ("position", "held_on"))
    asked = is_selected[position] & (day <= stamp(question.on))
    position, day = position[asked], day[asked]
    begun = day[day > stamp(question.window[0])] if question.filters.since else day
    ends = quarters(question.on, Timestamp(begun[0]) if len(begun) else None)
    is_expected = is_selected[:, None] & _is_expected(visible, tuple(ends))
    first_days = _first_days(ends)
    inside = day >= first_days[0] if ends else np.zeros(len(day), dtype=bool)
    quarter = which_quarter(day[inside], ends)
    by_expected = is_expected[position[inside], quarter]
    a_year = np.nan_to_num(visible.partnerships["meetings_expected_per_year"].to_numpy(dtype=np.float64))
    days = days_between(first_days, np.array(ends, dtype="datetime64[us]")) + 1
    return DataFrame(
        {
            "quarter": pd.DatetimeIndex(ends, dtype="datetime64[us]"),
            "partnerships": is_expected.sum(axis=0),
            "expected": a_year @ is_expected * days / DAYS_A_YEAR,
            "held": np.bincount(quarter[by_expected], minlength=len(ends)),
            "held_by_others": np.bincount(quarter[~by_expected], minlength=len(ends)),
        }
    )


def format_by_purpose(question: Question) -> DataFrame:
    """Meetings in the period by their form and what they were for; every pair is there.

    Columns: format, format_label, purpose (NaN: not recorded), purpose_label, meetings, quorate_steering (of
    them, held by a quorate steering group), is_weak (a decision in a workshop or roundtable).
    """
    frame = meetings_held.in_period(question)
    return DataFrame(
        {
            "format": [form for form, _ in FORMATS_AND_PURPOSES],
            "format_label": [MEETING_FORMATS[form] for form, _ in FORMATS_AND_PURPOSES],
            "purpose": [purpose for _, purpose in FORMATS_AND_PURPOSES],
            "purpose_label": [
                MEETING_PURPOSES.get(purpose or "", NOT_RECORDED) for _, purpose in FORMATS_AND_PURPOSES
            ],
            "meetings": count_by(frame, "format", "purpose"),
            "quorate_steering": count_by(frame[frame["is_steering"]], "format", "purpose"),
            "is_weak": [form in WEAK and purpose == "decision" for form, purpose in FORMATS_AND_PURPOSES],
        }
    )


def venues(question: Question) -> DataFrame:
    """Where the meetings in the period were held: venue_type (NaN: not recorded), label, meetings, share (of those
    whose venue is known, 0 to 1; NaN of none, and where it is not recorded). Every type is there.
    """
    number = count_by(meetings_held.in_period(question), "venue_type")
    known = number[: len(VENUE_TYPES)]
    return DataFrame(
        {
            "venue_type": [*VENUE_TYPES, None],
            "label": [*VENUE_TYPES.values(), NOT_RECORDED],
            "meetings": number,
            "share": [*(known / known.sum() if known.any() else np.full(len(known), np.nan)), np.nan],
        }
    )


def attendance_by_sector(question: Question) -> DataFrame:
    """How many of those invited came to the meetings in the period, themselves or by a substitute.

    Columns: sector, label, group (core, extended, other), invited, attended (seats at meetings), share (0 to
    1; NaN where nobody was invited). Every sector is there.
    """
    frame = meetings_held.attendance(question.visible)
    frame = frame[frame["meeting"].isin(meetings_held.in_period(question).index)]
    invited, attended = (
        count_by(rows, "sector")[: len(SECTORS)] for rows in (frame, frame[frame["is_present"]])
    )
    return DataFrame(
        {
            "sector": list(SECTORS),
            "label": [sector.label for sector in SECTORS.values()],
            "group": [sector.group for sector in SECTORS.values()],
            "invited": invited,
            "attended": attended,
            "share": np.where(invited > 0, attended / np.maximum(invited, 1), np.nan),
        }
    )


def _first_days(ends: list[Timestamp]) -> Stamps:
    """The first day of the quarter that each day lies in."""
    months = np.array(ends, dtype="datetime64[us]").astype("datetime64[M]").astype(np.int64)
    return (months // 3 * 3).astype("datetime64[M]").astype("datetime64[us]")


@cached(most=64)
def _is_expected(programme: Programme, ends: tuple[Timestamp, ...]) -> Flags:
    """Who is expected to meet (down) in which quarter (across)."""
    line = statuses.timeline(programme)
    live = np.isin(line.named(line.at(ends)), statuses.indices(MEETING_STATUSES))
    known = programme.partnerships["meetings_expected_per_year"].notna().to_numpy()
    met: Flags = _first_meetings(programme)[:, None] <= np.array(ends, dtype="datetime64[us]")
    return live & met & known[:, None]


@cached(most=8)
def _first_meetings(programme: Programme) -> Stamps:
    """The day on which each partnership first met; NaT without any meeting."""
    first = meetings_held.meetings(programme).groupby("position")["held_on"].first()
    return first.reindex(range(len(programme.partnerships))).to_numpy()


@cached(most=8)
def _rests_on_illustrative(programme: Programme) -> Flags:
    """Of each partnership, whether its cadence or any meeting behind it is illustrative."""
    facts, held = programme.partnerships, meetings_held.meetings(programme)
    cadence = facts["milestones_illustrative"] & facts["meetings_expected_per_year"].notna()
    meeting = np.isin(np.arange(len(facts)), held.loc[held["is_illustrative"], "position"])
    flags: Flags = cadence.to_numpy(dtype=bool) | meeting
    return flags


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        24,
        "meeting_recency",
        "Time since the last meeting",
        "Days since the last meeting, divided by 365 / meetings expected a year: up to 1.5 is on time, up to "
        "2 late, above 2 dormant by its own cadence; the median of counted partnerships",
        "ratio",
        "",
        meeting_recency,
        ("meetings",),
        counted=f"{USUAL}; of them those with a meeting and a cadence on record",
    ),
    Indicator(
        25,
        "decision_fit",
        "Decisions in a fitting form",
        "Decision meetings in the period held as a closed meeting or by a quorate steering group, of all "
        "decision meetings",
        "%",
        "",
        decision_fit,
        ("meetings",),
        counted=HELD,
    ),
)
