"""Do partnerships keep meeting, and in the right form? Indicators 24 and 25 and the frames behind them.

Only meetings that were held count. A partnership is judged against its own cadence, because the expected meetings a
year differ, so the same silence is late for one and usual for another; one of which no meeting is on record may have
met all the same. Workshops and roundtables gather ideas; decisions fit a closed meeting, or a quorate steering group
in any form.
"""

from collections import Counter
from collections.abc import Mapping
from math import inf

import numpy as np
from pandas import DataFrame, Timestamp, array

from dashboard import words
from dashboard.cache import cached, cached_frame
from dashboard.filters import USUAL
from dashboard.indicators.meetings import meetings_held
from dashboard.indicators.shared import records, selection, statuses, values
from dashboard.indicators.shared.intervals import Flags, Stamps
from dashboard.indicators.shared.periods import (
    days_between,
    first_day_of_quarter,
    quarter_ends,
    quarter_of,
    stamp,
)
from dashboard.indicators.shared.records import NOT_RECORDED, tally
from dashboard.indicators.shared.values import Indicator, Value, percentage
from dashboard.question import Question
from data.norms import DAYS_A_YEAR, LATE, MEETING_STATUSES, ON_TIME
from data.programme.programme import Programme
from data.taxonomy import MEETING_FORMATS, MEETING_PURPOSES, SECTORS, VENUE_TYPES

WHAT = "the meetings of partnerships"
HELD = "meetings held by partnerships of every status"
FORMS = tuple(MEETING_FORMATS)
PURPOSES = (*MEETING_PURPOSES, None)
DECISION = PURPOSES.index("decision")
WEAK = ("workshop", "roundtable")
"""Formats that are weak for decisions."""
FORM_LABELS = DataFrame(
    [
        (form, MEETING_FORMATS[form], purpose, MEETING_PURPOSES.get(purpose or "", NOT_RECORDED))
        for form in FORMS
        for purpose in PURPOSES
    ],
    columns=["format", "format_label", "purpose", "purpose_label"],
)
IS_WEAK = np.array([form in WEAK and purpose == "decision" for form in FORMS for purpose in PURPOSES])
VENUE_LABELS = DataFrame([*VENUE_TYPES.items(), (None, NOT_RECORDED)], columns=["venue_type", "label"])
SECTOR_LABELS = DataFrame(
    [(code, sector.label, sector.group) for code, sector in SECTORS.items()],
    columns=["sector", "label", "group"],
)
STATES: Mapping[str, str] = {
    "on_time": "On time",
    "late": "Late",
    "dormant": "Dormant by its own cadence",
    "no_cadence": "Expected meetings not known",
    "none_recorded": "No meeting on record",
}
"""How long ago a partnership last met; up to 1.5 of its usual intervals is on time, up to 2 is late."""
STATE_CODES, STATE_LABELS = array([*STATES], dtype="str"), array([*STATES.values()], dtype="str")
JUDGED = ("on_time", "late", "dormant")
"""The states of partnerships whose meetings and cadence are known; of the others nothing can be said."""


def meeting_recency(question: Question) -> Value:
    """Indicator 24: the median, over counted partnerships, of the days since the last meeting / (365 /
    meetings expected a year).

    `numerator` and `n` are the partnerships whose ratio is known, `denominator` those counted.
    """
    if not meetings_held.meetings(question.visible):
        return values.not_published("meeting_recency", "ratio", WHAT)
    frame = recency(question)
    is_counted = frame["is_counted"].to_numpy(dtype=bool)
    states = Counter(frame["state"].array[is_counted].tolist())
    ratio = frame["ratio"].to_numpy()[is_counted]
    ratio = ratio[~np.isnan(ratio)]
    counts = [f"{label.lower()} {states[key]}" for key, label in STATES.items() if key in states]
    if not len(ratio):
        why = "no counted partnership has a meeting and a cadence on record"
        return values.too_few("meeting_recency", "ratio", why, 0)
    size = int(is_counted.sum())
    return Value(
        key="meeting_recency",
        value=float(np.median(ratio)),
        unit="ratio",
        numerator=len(ratio),
        denominator=size,
        n=len(ratio),
        note=words.sentences(
            f"Median of {words.count_of(len(ratio), 'partnership')}; 1 is just due by its own cadence",
            f"Of {words.count_of(size, 'counted partnership')}: {words.listing(counts)}",
        ),
    )


def decision_fit(question: Question) -> Value:
    """Indicator 25: decision meetings in the period held as a closed meeting or by a quorate steering group /
    decision meetings; the note says of how many nobody recorded whether the steering group was quorate.
    """
    if not meetings_held.meetings(question.visible):
        return values.not_published("decision_fit", "%", WHAT)
    held = meetings_held.in_period(question)
    decisions = held.of(held.purpose == DECISION)
    fits = decisions.is_steering | (decisions.form == FORMS.index("closed_meeting"))
    unsure = decisions.is_steering_unknown & ~fits
    size, fit, unknown = len(decisions), int(fits.sum()), int(unsure.sum())
    is_weak = np.isin(decisions.form, [FORMS.index(form) for form in WEAK])
    weak = int((~decisions.is_steering & ~unsure & is_weak).sum())
    return percentage(
        "decision_fit",
        fit,
        size,
        noun="decision meeting",
        which=f", {question.period}",
        note=words.sentences(
            f"{words.out_of(fit, size, 'decision meeting')} {words.agree(fit, 'was')} closed or a quorate "
            f"steering group, {question.period}",
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
    last = records.latest(visible, "meetings", "held_on", on=on).to_numpy()[positions]
    expected = visible.partnerships["meetings_expected_per_year"].to_numpy(dtype=np.float64)[positions]
    days = days_between(last, stamp(on))
    ratio = np.where(expected > 0, days * expected / DAYS_A_YEAR, np.nan)
    order = np.argsort(-ratio, kind="stable")
    positions, ratio, days = positions[order], ratio[order], days[order]
    state = np.select([np.isnan(days), np.isnan(ratio), ratio <= ON_TIME, ratio <= LATE], [4, 3, 0, 1], 2)
    return DataFrame(
        {
            **selection.labels_of(question, positions),
            "status": selection.everyone(visible, on)["status"].array.take(positions),
            "is_counted": selection.is_counted(question)[positions],
            "last_meeting": last[order],
            "expected_per_year": expected[order],
            "days": days,
            "ratio": ratio,
            "state": STATE_CODES.take(state),
            "label": STATE_LABELS.take(state),
            "is_illustrative": _rests_on_illustrative(visible)[positions],
        }
    )


def over_time(question: Question) -> DataFrame:
    """Meetings held beside those expected in each quarter, from the first meeting (after `since`, if asked
    for) to the as-at date.

    Columns: quarter (its last day; the as-at date comes last), partnerships (expected to meet: emerging,
    established or delivering at its end, with a known cadence and a meeting on record by then), expected
    (sum of meetings a year x days / 365), held (by those partnerships), held_by_others.
    """
    visible, is_selected = question.visible, selection.is_selected(question)
    held = meetings_held.meetings(visible)
    held = held.of(is_selected[held.position] & (held.held_on <= stamp(question.on)))
    asked = held.quarter[held.held_on > stamp(question.window[0])] if question.filters.since else held.quarter
    first = int(asked[0]) if len(asked) else None
    ends = quarter_ends(question.on, first)
    held = held.of(held.quarter >= (inf if first is None else first))
    is_expected = is_selected[:, None] & is_expected_in(visible, question.on, first)
    quarter = held.quarter - (first or 0)
    by_expected = is_expected[held.position, quarter]
    a_year = np.nan_to_num(visible.partnerships["meetings_expected_per_year"].to_numpy(dtype=np.float64))
    days = days_between(first_day_of_quarter(quarter_of(ends)), ends) + 1
    return DataFrame(
        {
            "quarter": ends,
            "partnerships": is_expected.sum(axis=0),
            "expected": a_year @ is_expected * days / DAYS_A_YEAR,
            "held": tally((quarter[by_expected], len(ends))),
            "held_by_others": tally((quarter[~by_expected], len(ends))),
        }
    )


def format_by_purpose(question: Question) -> DataFrame:
    """Meetings in the period by their form and what they were for; every pair is there.

    Columns: format, format_label, purpose (NaN: not recorded), purpose_label, meetings, quorate_steering (of
    them, held by a quorate steering group), is_weak (a decision in a workshop or roundtable).
    """
    held = meetings_held.in_period(question)
    every, steering = (
        tally((some.form, len(FORMS)), (some.purpose, len(PURPOSES))).ravel()
        for some in (held, held.of(held.is_steering))
    )
    return FORM_LABELS.assign(meetings=every, quorate_steering=steering, is_weak=IS_WEAK)


def venues(question: Question) -> DataFrame:
    """Where the meetings in the period were held: venue_type (NaN: not recorded), label, meetings, share (of those
    whose venue is known, 0 to 1; NaN of none, and where it is not recorded). Every type is there.
    """
    number = tally((meetings_held.in_period(question).venue, len(VENUE_LABELS)))
    known = number[: len(VENUE_TYPES)]
    share = known / known.sum() if known.any() else np.full(len(known), np.nan)
    return VENUE_LABELS.assign(meetings=number, share=np.append(share, np.nan))


def attendance_by_sector(question: Question) -> DataFrame:
    """How many of those invited came to the meetings in the period, themselves or by a substitute.

    Columns: sector, label, group (core, extended, other), invited, attended (seats at meetings), share (0 to
    1; NaN where nobody was invited). Every sector is there.
    """
    every = meetings_held.attendance(question.visible)
    seats = every.of(meetings_held.is_in_period(question)[every.meeting])
    attended, invited = (
        tally((sector, len(SECTORS) + 1))[: len(SECTORS)]
        for sector in (seats.sector[seats.is_present], seats.sector)
    )
    share = np.where(invited > 0, attended / np.maximum(invited, 1), np.nan)
    return SECTOR_LABELS.assign(invited=invited, attended=attended, share=share)


@cached(most=64)
def is_expected_in(programme: Programme, on: Timestamp, first: int | None) -> Flags:
    """Who is expected to meet (down) in which quarter (across), from the first one on."""
    line, ends = statuses.timeline(programme), quarter_ends(on, first)
    live = np.isin(line.named(line.at(ends)), statuses.indices(MEETING_STATUSES))
    known = programme.partnerships["meetings_expected_per_year"].notna().to_numpy()
    met: Flags = _first_meetings(programme)[:, None] <= ends
    return live & met & known[:, None]


@cached()
def _first_meetings(programme: Programme) -> Stamps:
    """The day on which each partnership first met; NaT without any meeting."""
    held = meetings_held.meetings(programme)
    first = np.full(len(programme.partnerships), np.datetime64("NaT", "us"))
    first[held.position[::-1]] = held.held_on[::-1]  # the earliest is written last
    return first


@cached()
def _rests_on_illustrative(programme: Programme) -> Flags:
    """Of each partnership, whether its cadence or any meeting behind it is illustrative."""
    facts, held = programme.partnerships, meetings_held.meetings(programme)
    cadence = facts["milestones_illustrative"] & facts["meetings_expected_per_year"].notna()
    meeting = np.isin(np.arange(len(facts)), held.position[held.is_illustrative])
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
