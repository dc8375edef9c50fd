"""Charts about meetings: is there momentum?"""

from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.figures import bars, matrix
from dashboard.indicators.meetings import meetings
from dashboard.indicators.shared.extremes import extreme
from dashboard.indicators.shared.rates import MINIMUM
from dashboard.question import Question
from dashboard.theme import NAVY, SEQUENTIAL

LIVE: Final = "partnerships of every live status, from prospective to delivering"
HELD: Final = {
    "held": bars.Layer("Held", NAVY),
    "expected": bars.Layer("Expected", SEQUENTIAL[2], "/"),
}


def recency_spread(question: Question) -> DataFrame:
    """Live partnerships by how long ago they met, against their own cadence: label, partnerships."""
    frame = meetings.recency(question)
    counts = frame["label"].value_counts()
    return counts.rename_axis("label").reset_index(name="partnerships")


def formats(question: Question) -> DataFrame:
    """`meetings.format_by_purpose`, or no rows without a meeting."""
    frame = meetings.format_by_purpose(question)
    return frame if frame["meetings"].sum() else frame.iloc[:0]


def venues(question: Question) -> DataFrame:
    """`meetings.venues` that any meeting had, in per cent of those known, the most first, what is not recorded last."""
    frame = meetings.venues(question)
    known = frame["meetings"].where(frame["share"].notna())
    frame = bars.largest_first(frame.assign(known=known.where(known.isna(), known.sum())), "meetings")
    return frame.sort_values("share", key=lambda share: share.isna(), kind="stable", ignore_index=True)


def attendance(question: Question) -> DataFrame:
    """`meetings.attendance_by_sector` of those invited, in per cent, the most faithful first."""
    frame = meetings.attendance_by_sector(question)
    frame = frame[frame["invited"] > 0].assign(share=lambda rows: 100 * rows["share"])
    return frame.sort_values("share", ascending=False, ignore_index=True)


def held_over_time(question: Question) -> DataFrame:
    """`meetings.over_time` of the quarters in which anybody was expected to meet."""
    frame = meetings.over_time(question)
    return frame[frame["partnerships"] > 0].reset_index(drop=True)


def describe_spread(frame: DataFrame, question: Question) -> ChartText:
    """State how many met on time, of those of which that is known."""
    each = [f"{label} {count}" for label, count in frame.itertuples(index=False, name=None)]
    counts = dict(frame.itertuples(index=False, name=None))
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
    known = frame.dropna(subset=["ratio"])
    longest = extreme(known.assign(size=MINIMUM), "ratio", label="name", base="size")
    nothing = "No meeting is on record" if frame["last_meeting"].isna().all() else "No cadence is known"
    alike = "No partnership is longer without a meeting than the others, by its own cadence"
    headline = nothing if known.empty else alike
    if longest is not None and len(known) > 1:
        are, own = ("is", "its") if longest.number == 1 else ("are", "their")
        headline = f"{longest.names} {are} longest without a meeting, by {own} own cadence"
    elif len(known) == 1:
        headline = f"{known['name'].iloc[0]}: {words.number(known['days'].iloc[0])} days since it last met"
    each = [
        f"{name}: {words.number(ratio, decimals=1)}"
        for name, ratio in zip(known["name"], known["ratio"], strict=True)
    ]
    return ChartText(
        headline,
        words.sentence(
            "Days since the last meeting over days between: " + words.listing(each, most=15)
            if each
            else nothing
        ),
    )


def describe_held(frame: DataFrame, question: Question) -> ChartText:
    """Compare held with expected over the line."""
    held, expected = float(frame["held"].sum()), float(frame["expected"].sum())
    last = frame.to_dict("records")[-1]
    since = frame["quarter"].iloc[0].year
    headline = f"{words.count_of(held, 'meeting')} held since {since}, {words.count_of(expected, 'meeting')} expected"
    now = f"In the last quarter {words.number(last['held'])} of {words.number(last['expected'])} expected"
    return ChartText(headline, words.sentence(now))


def describe_formats(frame: DataFrame, question: Question) -> ChartText:
    """Count the decisions that were taken where decisions are weak, a quorate steering group in any form apart."""
    decisions = frame[frame["purpose"] == "decision"]
    informal = decisions[decisions["is_weak"]]
    weak = int((informal["meetings"] - informal["quorate_steering"]).sum())
    total = int(decisions["meetings"].sum())
    cells = frame[frame["meetings"] > 0][["format_label", "purpose_label", "meetings"]]
    each = [
        f"{form} for {str(purpose).lower()} {count}"
        for form, purpose, count in cells.itertuples(index=False, name=None)
    ]
    were = words.share_of(weak, total, "decision meeting", "was")
    headline = f"{were} held as a workshop or roundtable without a quorate steering group, weak for decisions"
    return ChartText(words.capital(headline), words.sentence(words.listing(each)))


def describe_venues(frame: DataFrame, question: Question) -> ChartText:
    """Name the commonest venue, of the meetings whose venue is known; all that are equal, up to three."""
    known = frame[frame["share"].notna()]
    each = [f"{label} {count}" for label, count in zip(frame["label"], frame["meetings"], strict=True)]
    text = words.sentence(words.listing(each))
    if known.empty:
        return ChartText(
            f"Of {words.count_of(frame['meetings'].sum(), 'meeting')} no venue is recorded", text
        )
    most, total = int(known["meetings"].iloc[0]), int(known["meetings"].sum())
    of = f"{words.of(most, total)} {words.agree(total, 'meeting')} whose venue is known"
    if len(known) == 1:
        named = known["label"].iloc[0]
        return ChartText(f"{named}: {words.count_of(total, 'meeting')}, and no other venue is known", text)
    if (first := extreme(known, "meetings")) is None:
        return ChartText(words.listing(each, most=3), text)
    return ChartText(f"{first.names}: {'each ' if first.number > 1 else ''}{of}, the most of any venue", text)


def describe_attendance(frame: DataFrame, question: Question) -> ChartText:
    """Name who comes most and least."""
    each = [
        f"{label} {words.per_cent(share)}"
        for label, share in zip(frame["label"], frame["share"], strict=True)
    ]
    most, least = (extreme(frame, "share", base="invited", least=least) for least in (False, True))
    taken = words.of(int(frame["attended"].sum()), int(frame["invited"].sum()))
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
        draw=lambda frame: bars.columns(frame, x="quarter", layers=HELD, y_title="Meetings", beside=True),
        describe=describe_held,
        sources=("returns",),
        draws_on=("meetings",),
        period="history",
        empty="No meeting was expected.",
    ),
    Chart(
        key="format-purpose",
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
        empty="No live partnership matches.",
    ),
)
