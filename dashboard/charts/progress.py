"""Charts about progress toward the target."""

from functools import partial
from typing import Any, Final

import pandas as pd
from pandas import DataFrame, Series

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.figures import bars, lines
from dashboard.filters import USUAL
from dashboard.indicators.progress import changes, delivery, growth, held_of_published, proof, target
from dashboard.indicators.shared.rates import MINIMUM
from dashboard.question import Question
from dashboard.theme import QUIET, STATUS_COLOURS
from data.taxonomy import STATUSES

TRAJECTORY: Final = [
    "first_day", "date", "precision", "series", "value", "low", "high", "illustrative", "label", "is_illustrative",
]  # fmt: skip
ISO: Final = "Date (year, quarter, month or day)"
STATUS_PARTS: Final = {
    status: bars.Part(STATUSES[status], STATUS_COLOURS[status])
    for status in ("delivering", "established", "existing", "emerging", "prospective")
} | {"no_status": bars.Part("No status known", QUIET, ".")}


def trajectory(question: Question) -> DataFrame:
    """Everything the trajectory shows, one mark a row.

    Counts published after the as-at date are left out, as everything dated later is, and those without a date.
    Columns: date, first_day (of the period that ends on `date`), series (proved | illustrative | forecast | target |
    published), value, low, high (possible at most; of the forecast its range), label, illustrative (how many of the
    count rest on illustrative rows), is_illustrative.
    """
    counts = growth.trajectory(question).rename(columns={"quarter": "date"})
    proved = counts[["date", "low", "high"]].assign(value=counts["low"])
    in_view = counts.loc[counts["illustrative"] > 0, ["date", "counted", "illustrative"]]
    made_up = bool(counts["illustrative"].iloc[-1])
    aims = target.points(question)
    told = growth.published(question)
    told = told[(~told["is_after"] & told["date"].notna()).to_numpy()]
    told = told.assign(is_long=told["first_day"] < told["date"]).sort_values(["is_long", "date"])
    parts = [
        proved.assign(series="proved"),
        in_view.rename(columns={"counted": "value"}).assign(series="illustrative", is_illustrative=True),
        growth.forecast_line(question)
        .rename(columns={"mid": "value"})
        .assign(series="forecast", is_illustrative=made_up),
        aims.assign(series="target", label=_aim_labels(aims)),
        told.assign(series="published", value=told["partnerships"], label=told["wording"]),
    ]
    frame = pd.concat([part for part in parts if len(part)], ignore_index=True).reindex(columns=TRAJECTORY)
    return frame.assign(is_illustrative=frame["is_illustrative"].eq(True))


def said_when(frame: DataFrame) -> DataFrame:
    """Changes with the day of each no sharper than its source: when (in words) and iso (for programs)."""
    days = [*frame[["date", "precision"]].itertuples(index=False, name=None)]
    iso = Series([words.iso(*day) for day in days], frame.index, dtype="str")
    return frame.assign(when=[words.dated(*day) for day in days], iso=iso)


def describe_trajectory(frame: DataFrame, question: Question) -> ChartText:
    """State what is proved and what is possible against the target; apart from it, what illustrative rows would say."""
    headline = words.sentence(proof.said(question)).rstrip(".")
    return ChartText(
        headline,
        words.sentences(
            proof.crossing_said(question),
            _history(frame),
            _published_said(frame),
            held_of_published.sentence(question),
            _generated_said(frame),
            _forecast_said(frame),
        ),
    )


def describe_delivery(frame: DataFrame, question: Question) -> ChartText:
    """Say after how many months half have delivered, or that fewer have so far."""
    value = delivery.time_to_delivery(question)
    delivered = words.share_of(value.numerator or 0, value.denominator or 0, "partnership", "has")
    headline = (
        f"Half deliver within an estimated {words.months(value.value)} of their first meeting"
        if value.value is not None
        else f"{words.capital(delivered)} delivered so far: fewer than half, so there is no median yet"
    )
    return ChartText(headline, words.sentences(_curve_said(frame, "delivered"), value.note))


def describe_survival(frame: DataFrame, question: Question) -> ChartText:
    """Say how many are still counted two years after they were first counted."""
    value = delivery.survival(question)
    headline = (
        f"An estimated {words.per_cent(value.value)} ({words.number(value.low)} to {words.per_cent(value.high)}) are "
        "still counted two years after first being counted"
        if value.value is not None
        else "Nobody has been followed for 24 months since being counted"
    )
    return ChartText(headline, words.sentences(_curve_said(frame, "still counted"), value.note))


def describe_by_region(frame: DataFrame, question: Question) -> ChartText:
    """Name the regions with most and with fewest counted partnerships; all that are equal, none where all are."""
    named = frame.sort_values("counted", ascending=False, kind="stable")
    each = [
        f"{row[named.columns[1]]} {words.of(row['counted'], row['total']) if row['total'] else 'none'}"
        for _, row in named.iterrows()
    ]
    return ChartText(
        _most_and_fewest(named),
        words.sentence("Counted partnerships of all on the register: " + words.listing(each)),
    )


def describe_changes(frame: DataFrame, question: Question) -> ChartText:
    """Count what changed."""
    some = [f"{row['name']} {row['what']}" for _, row in frame.iterrows()]
    headline = f"{words.count_of(len(frame), 'change')} of status in the last quarter"
    return ChartText(headline, words.sentence(words.listing(some, most=8)))


def _curve_said(frame: DataFrame, what: str) -> str:
    """A curve at each year: the share, its interval, and how many were followed so long."""
    years = range(lines.YEAR, int(frame["months"].max()) + 1, lines.YEAR)
    points = [frame[frame["months"] <= year].iloc[-1] for year in years]
    each = [
        f"{words.per_cent(row['share'])} after {year} months ({words.number(row['low'])} to "
        f"{words.per_cent(row['high'])})"
        for year, row in zip(years, points, strict=True)
    ]
    return f"{words.sentence(what).rstrip('.')}: {words.listing(each)}" if each else ""


def _most_and_fewest(frame: DataFrame) -> str:
    names, counted = frame[frame.columns[1]], frame["counted"]
    most, fewest = int(counted.max()), int(counted.min())
    if not most:
        return "No partnership is counted"
    if len(frame) == 1:
        return f"{names.iloc[0]} has {words.count_of(most, 'counted partnership')}"
    if most == fewest:
        return f"Each has {words.count_of(most, 'counted partnership')}"
    if counted.sum() < MINIMUM:
        some = [f"{name} {count}" for name, count in zip(names, counted, strict=True) if count]
        return f"Counted partnerships: {words.listing(some)}"
    first, last = names[counted == most].tolist(), names[counted == fewest].tolist()
    have = words.agree(len(first), "has")
    return (
        f"{words.listing(first, most=3)} {have} the most counted partnerships, {most}; "
        f"{words.listing(last, most=3)} the fewest, {fewest}"
    )


def _aim_labels(aims: DataFrame) -> list[str]:
    return [
        f"Target: {row['value']:.0f}"
        if row["official"]
        else f"Also published: {row['value']:.0f} by {row['date'].year}"
        for _, row in aims.iterrows()
    ]


def _history(frame: DataFrame) -> str:
    proved = frame[frame["series"] == "proved"]
    yearly = proved[(proved["date"].dt.month == 12) & (proved.index < proved.index[-1])]  # noqa: PLR2004
    points = [f"{_between(row)} at the end of {row['date'].year}" for _, row in yearly.iterrows()]
    now = proved.iloc[-1]
    last = f"{_between(now)} on {words.day(now['date'])}"
    return f"Proved, to possible at most: {words.listing([*points, last])}"


def _between(row: "Series[Any]") -> str:
    low, high = words.number(row["low"]), words.number(row["high"])
    return low if low == high else f"{low} to {high}"


def _generated_said(frame: DataFrame) -> str:
    rows = frame[frame["series"] == "illustrative"]
    if rows.empty or rows["date"].iloc[-1] != frame.loc[frame["series"] == "proved", "date"].iloc[-1]:
        return ""
    now = rows.iloc[-1]
    return (
        f"Illustrative: with generated rows counted too it would be {words.number(now['value'])} on that day"
    )


def _forecast_said(frame: DataFrame) -> str:
    ahead = frame[frame["series"] == "forecast"]
    if ahead.empty:
        return ""
    end = ahead.iloc[-1]
    mark = "illustrative, " if end["is_illustrative"] else ""
    reach = f"{words.number(end['low'])} to {words.number(end['high'])}"
    return (
        f"Forecast for {words.day(end['date'])} ({mark}if it goes on as in the last eight quarters): "
        f"{words.number(end['value'])}; range of past quarters {reach}"
    )


def _published_said(frame: DataFrame) -> str:
    told = frame[frame["series"] == "published"].sort_values("date")
    items = [f"{words.number(row['value'])} for {_when(row)} ({row['label']})" for _, row in told.iterrows()]
    return f"Published counts, which count differently: {words.listing(items)}" if items else ""


def _when(row: "Series[Any]") -> str:
    """The period that a published count speaks of."""
    return words.dated(row["date"], row["precision"])


CURVE: Final = {
    "months": "Months",
    "at_risk": "Followed until then",
    "ended": "Ended then",
    "censored": "Last known then",
    "share": "Estimate (%)",
    "low": "Low, 95 % interval (%)",
    "high": "High, 95 % interval (%)",
}
OF_COURSES: Final = partial(
    Chart,
    columns=CURVE,
    sources=("register", "returns"),
    draws_on=("returns",),
    touches=("partnerships", "statuses", "meetings", "activities"),
    period="history",
    empty="Too few to report: fewer than five partnerships have been followed.",
)
"""A chart of a duration that has not ended for all."""

CHARTS: Final = (
    OF_COURSES(
        key="time-to-delivery",
        question="How long does it take until a partnership delivers?",
        indicator="time_to_delivery",
        measure="Partnerships that have delivered (%) by months since their first meeting, Kaplan-Meier estimate with "
        "95 % interval; below the years, how many had not delivered and were still followed",
        frame=delivery.to_delivery,
        draw=lambda frame: lines.estimate(
            frame,
            x_title="Months since the first meeting;<br>below, partnerships still followed",
            y_title="Have delivered (%)",
        ),
        describe=describe_delivery,
        counted="partnerships of every status with a known first meeting and records",
    ),
    OF_COURSES(
        key="survival",
        question="Do partnerships last?",
        indicator="survival",
        measure="Partnerships still counted (%) by months since first counted, Kaplan-Meier estimate with 95 % "
        "interval; below the years, how many were still counted and followed",
        frame=delivery.still_counted,
        draw=lambda frame: lines.estimate(
            frame,
            x_title="Months since first counted;<br>below, partnerships still followed",
            y_title="Still counted (%)",
        ),
        describe=describe_survival,
    ),
    Chart(
        key="trajectory",
        question="Are we on course for 50 partnerships?",
        indicator="forecast",
        measure="Partnerships proved to be counted, and possible at most, at the end of each quarter",
        frame=trajectory,
        columns={
            "date": "Date",
            "series": "Series",
            "value": "Partnerships",
            "low": "Low",
            "high": "High",
            "illustrative": "Of which rest on illustrative rows",
            "first_day": "First day of the period",
            "label": "Note",
            "is_illustrative": "Illustrative",
        },
        draw=lines.trajectory,
        speaks_of_published=True,
        describe=describe_trajectory,
        blanks=dict.fromkeys(("first_day", "low", "high", "label", "illustrative"), "[z]"),
        sources=("register", "targets", "published"),
        draws_on=("statuses",),
        period="history",
        empty="No partnership matches.",
    ),
    Chart(
        key="by-region",
        question="Where are the partnerships?",
        indicator="established",
        counted=f"{USUAL}; the bars show all on the register, each once",
        measure="Partnerships by status, each counted once, in the region where most of its authorities lie",
        frame=growth.by_region,
        columns={
            "region": "Region",
            "delivering": "Delivering",
            "established": "Established",
            "existing": "Existing, status not stated",
            "emerging": "Emerging",
            "prospective": "Prospective",
            "dormant_or_ended": "Dormant, merged or closed",
            "no_status": "No status known at this date",
            "counted": "Counted",
            "total": "All on the register",
        },
        draw=lambda frame: bars.stacked(frame, label="region", parts=STATUS_PARTS, x_title="Partnerships"),
        describe=describe_by_region,
        sources=("register",),
        empty="No partnership matches.",
    ),
    Chart(
        key="changes",
        question="What changed in the last quarter?",
        indicator="net_change",
        counted="changes of status of all partnerships on the register",
        measure="Changes of status in the three months to the as-at date",
        frame=lambda question: said_when(changes.status_changes(question)),
        columns={
            "when": "Date",
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "what": "What changed",
            "iso": ISO,
            "is_illustrative": "Illustrative",
        },
        describe=describe_changes,
        sources=("register",),
        empty="No status changed in the last quarter.",
    ),
)
