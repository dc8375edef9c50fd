"""Charts about which partnerships need a call, what changed, and what the bridges gave and got."""

from datetime import timedelta
from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.leads import Cell, to_list, to_partnerships, with_days
from dashboard.charts.progress import ISO, said_when
from dashboard.figures import bars
from dashboard.indicators.attention import attention, desk
from dashboard.indicators.bridges import support
from dashboard.indicators.coverage import candidate_places
from dashboard.indicators.progress import changes
from dashboard.indicators.returns import returns
from dashboard.indicators.shared.extremes import extreme
from dashboard.question import Question
from dashboard.theme import NAVY, ORANGE, SEQUENTIAL

RETURNED: Final = {
    "on_time": bars.Part("On time", NAVY),
    "late": bars.Part("Late", SEQUENTIAL[2], "/"),
    "missing": bars.Part("Not received", ORANGE, "."),
}


def changed(question: Question) -> DataFrame:
    """`changes.changes` since the date asked for, else in the last three months."""
    return said_when(changes.changes(question, since=desk.back_to(question)))


def supported(question: Question) -> DataFrame:
    """`support.by_type` of types that were given, in per cent, the furthest-reaching first."""
    frame = support.by_type(question)
    return bars.largest_first(frame.assign(share=100 * frame["share"]), "partnerships")


def describe_attention(frame: DataFrame, question: Question) -> ChartText:
    """Count who needs a call, and name the first."""
    found = attention.count(question)
    most = extreme(frame, "reasons", label="name")
    some = words.out_of(found.flagged, found.live, "live partnership")
    give = words.agree(found.flagged, "gives")
    headline = f"{some} {give} a reason to call"
    if most is not None and len(frame) > 1:
        headline += f"; {most.names} {words.agree(most.number, 'gives')} most"
    each = [f"{name}: {why}" for name, why in zip(frame["name"], frame["why"], strict=True)]
    return ChartText(headline, words.sentence(words.listing(each, most=15)))


def describe_reasons(frame: DataFrame, question: Question) -> ChartText:
    """Name the commonest reason."""
    each = [f"{label} {count}" for label, count in zip(frame["label"], frame["partnerships"], strict=True)]
    most = extreme(frame, "partnerships")
    headline = words.listing(each, most=3)
    if most is not None:
        given = words.count_of(most.value, "partnership")
        which = "Most often" if len(frame) > 1 else "The only reason"
        headline = f"{which}: {most.names.lower()}, {'each ' * (most.number > 1)}at {given}"
    return ChartText(headline, words.sentence(words.listing(each)))


def describe_changed(frame: DataFrame, question: Question) -> ChartText:
    """Count what changed, by kind."""
    since = desk.back_to(question) + timedelta(days=1)
    kinds = [f"{changes.KINDS[str(kind)]}: {count}" for kind, count in frame["kind"].value_counts().items()]
    return ChartText(
        f"{words.count_of(len(frame), 'change')} since {words.day(since)}",
        words.sentence(words.listing(kinds)),
    )


def describe_supported(frame: DataFrame, question: Question) -> ChartText:
    """Name the furthest-reaching support."""
    each = [f"{label} {count}" for label, count in zip(frame["label"], frame["partnerships"], strict=True)]
    most = extreme(frame, "partnerships")
    headline = words.listing(each, most=3)
    if most is not None:
        reached = f"{'each ' * (most.number > 1)}reached {words.count_of(most.value, 'partnership')}"
        which = "the most of any support" if len(frame) > 1 else "and there was no other support"
        headline = f"{most.names} {reached}, {which}"
    return ChartText(headline, words.sentence(words.listing(each)))


def describe_returned(frame: DataFrame, question: Question) -> ChartText:
    """State how many came on time in the period of the page, and in the last quarter that was due."""
    last, value = frame.to_dict("records")[-1], returns.returns(question)
    since = f"since {question.first_day}"
    due, on_time = int(value.denominator or 0), int(value.numerator or 0)
    now = f"{words.of(on_time, due)} {words.agree(due, 'return')} due {since} came on time"
    of_last = f"{words.of(last['on_time'], last['due'])} for the last quarter"
    headline = f"{now}, {of_last}" if due else f"No return was due {since}; {of_last} came on time"
    began = frame["quarter"].iloc[0].year
    total = f"Since {began}: {words.of(int(frame['on_time'].sum()), int(frame['due'].sum()))} on time"
    missing = f"{int(frame['late'].sum())} late, {int(frame['missing'].sum())} not received"
    return ChartText(headline, words.sentences(total, missing))


def describe_open_places(frame: DataFrame, question: Question) -> ChartText:
    """Count the places without a partnership that a bridge supports all the same."""
    without = frame[~frame["has_partnership"]]
    each = [
        f"{area} {words.day(on)}" for area, on in zip(without["area"], without["last_support"], strict=True)
    ]
    headline = f"{words.count_of(len(without), 'place')} without a partnership had support of a bridge"
    return ChartText(
        words.sentence(headline).rstrip("."),
        words.sentence(f"Last supported: {words.listing(each, most=15)}") if each else "",
    )


CHARTS: Final = (
    Chart(
        key="attention",
        question="Which partnerships need a call this week?",
        indicator="attention",
        measure="Live partnerships by what a call can do now, then by open reasons and how long they have lasted",
        frame=attention.listing,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "why": "Why",
            "reasons": "Reasons",
            "open": "Open",
            "since": "Since",
            "days": "Days",
            "state": "Called, waiting, settled",
            "last_contact": "Last contact",
            "bridge": "Bridge",
            "status": "Status",
            "anchor": "Where in the profile",
        },
        describe=describe_attention,
        sources=("register", "returns"),
        draws_on=("statuses", "memberships", "meetings"),
        touches=("actions", "support", "returns"),
        empty="No live partnership gives a reason to call.",
    ),
    Chart(
        key="attention-reasons",
        leads=to_partnerships({"reason": "key"}, {"partnerships": Cell()}),
        question="What are the reasons?",
        indicator="attention",
        measure="Live partnerships that give each reason",
        frame=lambda question: bars.largest_first(attention.by_reason(question), "partnerships"),
        columns={
            "label": "Reason",
            "rule": "Rule",
            "applies_to": "Applies to",
            "live": "Partnerships it applies to",
            "partnerships": "Partnerships that give it",
        },
        draw=lambda frame: bars.ranked(frame, label="label", value="partnerships", x_title="Partnerships"),
        describe=describe_reasons,
        sources=("register", "returns"),
        draws_on=("statuses", "memberships", "meetings"),
        touches=("actions", "support", "returns"),
        empty="No live partnership gives a reason to call.",
    ),
    Chart(
        key="changed-since",
        question="What changed since?",
        indicator="net_change",
        counted="changes of all partnerships on the register",
        measure="New partnerships, changes of status, members joined or left, returns arrived",
        frame=changed,
        columns={
            "when": "Date",
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "what": "What changed",
            "kind": "Kind",
            "iso": ISO,
            "is_illustrative": "Illustrative",
        },
        describe=describe_changed,
        sources=("register", "returns"),
        touches=("memberships", "returns"),
        empty="Nothing changed.",
    ),
    Chart(
        key="support-by-type",
        leads=to_list(
            "support",
            {"support": "support_type"},
            {"partnerships": Cell(count="times"), "times": Cell()},
            always={"lately": ["yes"], "counted": ["yes"]},
        ),
        question="Whom do the bridges reach, and how?",
        indicator="support_reach",
        measure="Counted partnerships given each type of support in the six months to the as-at date",
        frame=supported,
        columns={
            "label": "Support",
            "partnerships": "Partnerships",
            "counted": "Counted partnerships",
            "share": "Share (%)",
            "times": "Times",
            "hours": "Hours",
        },
        rates={"share": ("partnerships", "counted")},
        draw=lambda frame: bars.ranked(frame, label="label", value="partnerships", x_title="Partnerships"),
        describe=describe_supported,
        sources=("returns",),
        draws_on=("support",),
        empty="No counted partnership had support in these six months.",
    ),
    Chart(
        key="open-places",
        question="Which places do the bridges support before there is a partnership?",
        indicator="support_reach",
        counted="places that had support of their own, with or without a partnership",
        measure="Authorities with support of their own in the period, the latest first",
        frame=candidate_places.supported,
        columns={
            "area": "Authority",
            "area_code": "Authority code",
            "region": "Region",
            "bridge": "Bridge",
            "last_support": "Last support",
            "label": "Type of it",
            "times": "Times",
            "hours": "Hours",
            "has_partnership": "Partnership there, or evidence of one",
        },
        describe=describe_open_places,
        sources=("returns",),
        draws_on=("support",),
        touches=("statuses",),
        scrolls=True,
        period="window",
        empty="No place had support of its own in this period.",
    ),
    Chart(
        key="returns-by-quarter",
        leads=to_list(
            "returns",
            {"quarter": "day"},
            {**{arrival: Cell({"arrival": [arrival]}) for arrival in RETURNED}, "due": Cell()},
        ),
        question="Do returns come in time?",
        indicator="returns",
        measure="Returns due, by the quarter they are about",
        frame=lambda question: with_days(returns.by_quarter(question)),
        columns={
            "quarter": "Quarter to",
            "due": "Due",
            "on_time": "On time",
            "late": "Late",
            "missing": "Not received",
            "share": "On time (%)",
            "rating": "Rating",
        },
        rates={"share": ("on_time", "due")},
        calendar=True,
        draw=lambda frame: bars.columns(frame, x="quarter", layers=RETURNED, y_title="Returns"),
        describe=describe_returned,
        sources=("returns",),
        draws_on=("returns",),
        period="history",
        empty="No return was due.",
    ),
)
