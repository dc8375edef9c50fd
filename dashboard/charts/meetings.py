"""Charts about meetings: is there momentum?"""

from collections import Counter
from typing import Final

import numpy as np
from pandas import DataFrame, array

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.leads import Cell, to_list, to_partnerships, with_days
from dashboard.figures import bars, matrix
from dashboard.indicators.lists.rows import NOT_SAID
from dashboard.indicators.meetings import meetings
from dashboard.indicators.shared.extremes import extreme, extreme_of
from dashboard.indicators.shared.rates import MINIMUM
from dashboard.question import Question
from dashboard.theme import NAVY, SEQUENTIAL

LIVE: Final = "partnerships of every live status, from prospective to delivering"
NAMED: Final = 15
"""Partnerships that a text names; of the others it says how many they are."""
HELD: Final = {
    "held": bars.Part("Held", NAVY),
    "expected": bars.Part("Expected", SEQUENTIAL[2], "/"),
}


def recency_spread(question: Question) -> DataFrame:
    """Live partnerships by how long ago they met, against their own cadence: label, state (code), partnerships."""
    counts = Counter(meetings.recency(question)["label"].tolist()).most_common()
    codes = {label: state for state, label in meetings.STATES.items()}
    return DataFrame(
        {
            "label": array([label for label, _ in counts], dtype="str"),
            "state": array([codes[label] for label, _ in counts], dtype="str"),
            "partnerships": np.array([number for _, number in counts], dtype=int),
        }
    )


def formats(question: Question) -> DataFrame:
    """`meetings.format_by_purpose`, or no rows without a meeting."""
    frame = meetings.format_by_purpose(question)
    frame = frame.assign(why=frame["purpose"].fillna(NOT_SAID))
    return frame if frame["meetings"].to_numpy().any() else frame.iloc[:0]


def venues(question: Question) -> DataFrame:
    """`meetings.venues` that any meeting had, in per cent of those known, the most first, what is not recorded last."""
    frame = bars.largest_first(meetings.venues(question), "meetings")
    is_known, number = ~np.isnan(frame["share"].to_numpy()), frame["meetings"].to_numpy()
    known = np.where(is_known, number[is_known].sum(), np.nan)
    frame = frame.assign(known=known, venue=frame["venue_type"].fillna(NOT_SAID))
    return frame.take(np.argsort(~is_known, kind="stable")).reset_index(drop=True)


def attendance(question: Question) -> DataFrame:
    """`meetings.attendance_by_sector` of those invited, in per cent, the most faithful first."""
    frame = meetings.attendance_by_sector(question)
    frame = frame.assign(share=100 * frame["share"].to_numpy())
    frame = frame.take(np.flatnonzero(frame["invited"].to_numpy()))
    return frame.sort_values("share", ascending=False, ignore_index=True)


def held_over_time(question: Question) -> DataFrame:
    """`meetings.over_time` of the quarters in which anybody was expected to meet."""
    frame = with_days(meetings.over_time(question))
    return frame.take(np.flatnonzero(frame["partnerships"].to_numpy())).reset_index(drop=True)


def describe_spread(frame: DataFrame, question: Question) -> ChartText:
    """State how many met on time, of those of which that is known."""
    counts = dict(zip(frame["label"], frame["partnerships"].tolist(), strict=True))
    each = [f"{label} {count}" for label, count in counts.items()]
    judged = sum(counts.get(meetings.STATES[state], 0) for state in meetings.JUDGED)
    on_time = counts.get(meetings.STATES["on_time"], 0)
    headline = (
        f"{words.of(on_time, judged)} live partnerships with a meeting on record met on time"
        if judged
        else "Too little is on record to say of any whether it met on time"
    )
    return ChartText(headline, words.sentence(words.listing(each)))


def describe_recency(frame: DataFrame, question: Question) -> ChartText:
    """Name who met longest ago by their own meetings."""
    ratio, names = frame["ratio"].to_numpy(), frame["name"].array
    known = int((~np.isnan(ratio)).sum())  # they stand first
    longest = extreme_of(names, ratio, cases=np.full(len(ratio), float(MINIMUM)))
    nothing = "No meeting is on record" if frame["last_meeting"].isna().all() else "No cadence is known"
    alike = "No partnership is longer without a meeting than the others, by its own cadence"
    headline = alike if known else nothing
    if longest is not None and known > 1:
        are, own = ("is", "its") if longest.number == 1 else ("are", "their")
        headline = f"{longest.names} {are} longest without a meeting, by {own} own cadence"
    elif known == 1:
        headline = f"{names[0]}: {words.number(frame['days'].iloc[0])} days since it last met"
    first = zip(names[: min(known, NAMED)], ratio.tolist(), strict=False)
    each = [f"{name}: {words.number(one, decimals=1)}" for name, one in first]
    said = f"Days since the last meeting over days between: {words.listing(each, most=NAMED, of=known)}"
    return ChartText(headline, words.sentence(said if each else nothing))


def describe_held(frame: DataFrame, question: Question) -> ChartText:
    """Compare held with expected over the line."""
    held, expected = frame["held"].to_numpy(), frame["expected"].to_numpy()
    all_held, all_expected = (words.count_of(float(every.sum()), "meeting") for every in (held, expected))
    headline = f"{all_held} held since {frame['quarter'].iloc[0].year}, {all_expected} expected"
    now = f"In the last quarter {words.number(held[-1])} of {words.number(expected[-1])} expected"
    return ChartText(headline, words.sentence(now))


def describe_formats(frame: DataFrame, question: Question) -> ChartText:
    """Count the decisions that were taken where decisions are weak, a quorate steering group in any form apart."""
    number, quorate, is_weak = (
        frame[column].to_numpy() for column in ("meetings", "quorate_steering", "is_weak")
    )
    weak = int((number - quorate)[is_weak].sum())
    total = int(number[(frame["purpose"] == "decision").to_numpy(dtype=bool)].sum())
    cells = zip(frame["format_label"], frame["purpose_label"], number.tolist(), strict=True)
    each = [f"{form} for {purpose.lower()} {count}" for form, purpose, count in cells if count]
    were = words.share_of(weak, total, "decision meeting", "was")
    headline = f"{were} held as a workshop or roundtable without a quorate steering group, weak for decisions"
    return ChartText(words.capital(headline), words.sentence(words.listing(each)))


def describe_venues(frame: DataFrame, question: Question) -> ChartText:
    """Name the commonest venue, of the meetings whose venue is known; all that are equal, up to three."""
    labels, numbers = frame["label"].array, frame["meetings"].to_numpy()
    each = [f"{label} {count}" for label, count in zip(labels, numbers.tolist(), strict=True)]
    text = words.sentence(words.listing(each))
    known = numbers[~np.isnan(frame["share"].to_numpy())]  # they stand first
    if not len(known):
        return ChartText(f"Of {words.count_of(numbers.sum(), 'meeting')} no venue is recorded", text)
    most, total = int(known[0]), int(known.sum())
    of = f"{words.of(most, total)} {words.agree(total, 'meeting')} whose venue is known"
    if len(known) == 1:
        alone = f"{labels[0]}: {words.count_of(total, 'meeting')}, and no other venue is known"
        return ChartText(alone, text)
    if (first := extreme_of(labels[: len(known)], known.astype(np.float64))) is None:
        return ChartText(words.listing(each, most=3), text)
    return ChartText(f"{first.names}: {'each ' if first.number > 1 else ''}{of}, the most of any venue", text)


def describe_attendance(frame: DataFrame, question: Question) -> ChartText:
    """Name who comes most and least."""
    shares = zip(frame["label"], frame["share"].tolist(), strict=True)
    each = [f"{label} {words.per_cent(share)}" for label, share in shares]
    most, least = (extreme(frame, "share", base="invited", least=least) for least in (False, True))
    taken = words.of(*(int(frame[column].to_numpy().sum()) for column in ("attended", "invited")))
    headline = f"{taken} seats at meetings were taken"
    if most is not None and least is not None and most != least:
        come = "comes" if most.number == 1 else "come"
        headline = (
            f"{most.names} {come} most faithfully ({words.per_cent(most.value)}), {least.names} least "
            f"({words.per_cent(least.value)})"
        )
    return ChartText(headline, words.sentence(words.listing(each)))


CHARTS: Final = (
    Chart(
        key="meeting-spread",
        leads=to_partnerships({"met": "state"}, {"partnerships": Cell()}),
        question="Do partnerships meet as they said they would?",
        indicator="meeting_recency",
        counted=LIVE,
        measure="Live partnerships by the time since their last meeting, against their own cadence",
        frame=recency_spread,
        columns={"label": "State", "partnerships": "Partnerships"},
        draw=lambda frame: bars.ranked(frame, label="label", value="partnerships", x_title="Partnerships"),
        describe=describe_spread,
        sources=("returns",),
        draws_on=("meetings",),
        empty="No live partnership matches.",
    ),
    Chart(
        key="meetings-held",
        leads=to_list(
            "meetings",
            {"quarter": "day"},
            {"held": Cell({"expected": ["yes"]}), "held_by_others": Cell({"expected": ["no"]})},
        ),
        question="Are as many meetings held as expected?",
        indicator="meeting_recency",
        counted="meetings held by partnerships that were emerging, established or delivering at the end of the "
        "quarter, had met by then and say how often they mean to",
        measure="Meetings held in each quarter, beside those expected",
        frame=held_over_time,
        columns={
            "quarter": "Quarter to",
            "partnerships": "Partnerships expected to meet",
            "expected": "Meetings expected",
            "held": "Meetings held",
            "held_by_others": "Held by others",
        },
        calendar=True,
        draw=lambda frame: bars.columns(frame, x="quarter", layers=HELD, y_title="Meetings", beside=True),
        describe=describe_held,
        sources=("returns",),
        draws_on=("meetings",),
        period="history",
        empty="No meeting was expected.",
    ),
    Chart(
        key="format-purpose",
        leads=to_list("meetings", {"format": "format", "purpose": "why"}, {"meetings": Cell()}),
        question="Does the form of a meeting fit its purpose?",
        indicator="decision_fit",
        measure="Meetings held by form and purpose",
        frame=formats,
        columns={
            "format_label": "Form",
            "purpose_label": "Purpose",
            "meetings": "Meetings",
            "quorate_steering": "Of them by a quorate steering group",
            "is_weak": "Weak for its purpose",
        },
        draw=lambda frame: matrix.numbers(
            frame,
            row="format_label",
            column="purpose_label",
            value="meetings",
            x_title="Purpose",
            y_title="Form",
        ),
        describe=describe_formats,
        least_width="30rem",
        sources=("returns",),
        draws_on=("meetings",),
        period="window",
        empty="No meeting was held in this period.",
    ),
    Chart(
        key="venues",
        leads=to_list("meetings", {"venue": "venue"}, {"meetings": Cell()}),
        question="Where do they meet?",
        indicator="decision_fit",
        measure="Meetings held by kind of venue; meeting in schools and at partners’ has a value of its own",
        frame=venues,
        columns={
            "label": "Venue",
            "meetings": "Meetings",
            "known": "Meetings whose venue is known",
            "share": "Share of those whose venue is known (%)",
        },
        rates={"share": ("meetings", "known")},
        blanks={"share": "[z]"},
        draw=lambda frame: bars.ranked(frame, label="label", value="meetings", x_title="Meetings"),
        describe=describe_venues,
        sources=("returns",),
        draws_on=("meetings",),
        period="window",
        empty="No meeting was held in this period.",
    ),
    Chart(
        key="attendance-by-sector",
        leads=to_list(
            "invitations",
            {"invited_sector": "sector"},
            {"share": Cell(count="invited"), "invited": Cell(), "attended": Cell({"attended": ["yes"]})},
        ),
        question="Who comes?",
        indicator="active_core_groups",
        counted="invitations to meetings held by partnerships of every status",
        measure="Seats taken, in person or by a substitute, of all invited, by sector (%)",
        frame=attendance,
        columns={
            "label": "Sector",
            "group": "Group",
            "invited": "Invited",
            "attended": "Came",
            "share": "Came (%)",
        },
        rates={"share": ("attended", "invited")},
        of_rates=True,
        draw=lambda frame: bars.ranked(
            frame, label="label", value="share", x_title="% of invited", form=".0f"
        ),
        describe=describe_attendance,
        sources=("returns",),
        draws_on=("meetings", "attendance"),
        period="window",
        empty="Nobody was invited in this period.",
    ),
    Chart(
        key="meeting-recency",
        question="Who met last, and when?",
        indicator="meeting_recency",
        counted=LIVE,
        measure="Days since the last meeting over the days between meetings expected: above 2 is a dormant flag",
        frame=meetings.recency,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "bridge": "Bridge",
            "last_meeting": "Last meeting",
            "expected_per_year": "Meetings expected a year",
            "days": "Days since",
            "ratio": "Ratio",
            "label": "State",
        },
        describe=describe_recency,
        sources=("returns",),
        draws_on=("meetings",),
        folds=True,
        empty="No live partnership matches.",
    ),
)
