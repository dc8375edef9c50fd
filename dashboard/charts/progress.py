"""Charts about progress toward the target."""

from typing import Final

import pandas as pd
from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.figures import bars, lines
from dashboard.filters import USUAL
from dashboard.indicators.progress import changes, growth
from dashboard.question import Question
from dashboard.theme import STATUS_COLOURS
from data.taxonomy import STATUSES

STATUS_PARTS: Final = {
    status: bars.Part(STATUSES[status], STATUS_COLOURS[status])
    for status in ("delivering", "established", "existing", "emerging", "prospective")
}


def trajectory(question: Question) -> DataFrame:
    """Everything the trajectory shows, one mark a row.

    Counts published after the as-at date are left out, as everything dated later is.
    Columns: date, series (counted | forecast | target | published), value, low, high, label, illustrative.
    """
    counted = growth.trajectory(question).rename(columns={"quarter": "date", "counted": "value"})
    ahead = growth.forecast_line(question).rename(columns={"mid": "value"})
    aims = growth.target_points(question)
    aims = aims.assign(label=_aim_labels(aims))
    told = growth.published(question)
    told = told.assign(value=told["partnerships"], label=told["wording"])[~told["is_after"]]
    parts = [
        counted.assign(series="counted"),
        ahead.assign(series="forecast"),
        aims.assign(series="target"),
        told.assign(series="published"),
    ]
    frame = pd.concat([part for part in parts if len(part)], ignore_index=True)
    columns = ["date", "series", "value", "low", "high", "label", "illustrative"]
    return frame.reindex(columns=columns)


def describe_trajectory(frame: DataFrame, question: Question) -> ChartText:
    """State where the count stands against the target, and when it was reached."""
    counted = frame[frame["series"] == "counted"]
    now, aims = int(counted["value"].iloc[-1]), frame[frame["series"] == "target"]
    reached = growth.reached_on(question)
    aim = int(aims["value"].iloc[-1]) if len(aims) else None
    if aim is None:
        headline = words.sentence(f"{words.count_of(now, 'partnership')} counted").rstrip(".")
    elif reached is not None and not reached.still:
        headline = f"{now} counted; the target of {aim} was met in {words.month(reached.on)} but no longer is"
    elif reached is not None:
        headline = f"{now} counted: the target of {aim} was reached in {words.month(reached.on)}"
    else:
        headline = f"{now} counted, {max(aim - now, 0)} short of the target of {aim}"
    return ChartText(
        headline, words.sentences(_history(counted), _forecast_said(frame), _published_said(frame))
    )


def describe_by_region(frame: DataFrame, question: Question) -> ChartText:
    """Name the regions with most and with fewest counted partnerships; all that are equal, none where all are."""
    named = frame.sort_values("counted", ascending=False, kind="stable")
    each = [f"{row[named.columns[1]]} {row['counted']} of {row['total']}" for _, row in named.iterrows()]
    return ChartText(
        _most_and_fewest(named),
        words.sentence("Counted partnerships of all on the register: " + words.listing(each)),
    )


def describe_changes(frame: DataFrame, question: Question) -> ChartText:
    """Count what changed."""
    some = [f"{row['name']} {row['what']}" for _, row in frame.iterrows()]
    headline = f"{words.count_of(len(frame), 'change')} of status in the last quarter"
    return ChartText(headline, words.sentence(words.listing(some, most=8)))


def _most_and_fewest(frame: DataFrame) -> str:
    names, counted = frame[frame.columns[1]], frame["counted"]
    most, fewest = int(counted.max()), int(counted.min())
    if not most:
        return "No partnership is counted"
    if len(frame) == 1:
        return f"{names.iloc[0]} has {words.count_of(most, 'counted partnership')}"
    if most == fewest:
        return f"Each has {words.count_of(most, 'counted partnership')}"
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


def _history(counted: DataFrame) -> str:
    yearly = counted[counted["date"].dt.month == 12]  # noqa: PLR2004
    points = [f"{row['value']:.0f} at the end of {row['date'].year}" for _, row in yearly.iterrows()]
    now = counted.iloc[-1]
    last = f"{now['value']:.0f} on {words.day(now['date'])}"
    return f"Counted: {words.listing([*points, last])}"


def _forecast_said(frame: DataFrame) -> str:
    ahead = frame[frame["series"] == "forecast"]
    if ahead.empty:
        return ""
    end = ahead.iloc[-1]
    return f"Forecast for {words.day(end['date'])}: {end['value']:.0f}, between {end['low']:.0f} and {end['high']:.0f}"


def _published_said(frame: DataFrame) -> str:
    told = frame[frame["series"] == "published"]
    items = [f"{row['value']:.0f} ({row['label']}, {row['date'].year})" for _, row in told.iterrows()]
    return f"Published counts, which count differently: {words.listing(items)}" if items else ""


CHARTS: Final = (
    Chart(
        key="trajectory",
        question="Are we on course for 50 partnerships?",
        indicator="forecast",
        measure="Counted partnerships at the end of each quarter, with target and forecast",
        frame=trajectory,
        columns={
            "date": "Date",
            "series": "Series",
            "value": "Partnerships",
            "low": "Forecast, low",
            "high": "Forecast, high",
            "illustrative": "Of which rest on illustrative dates",
            "label": "Note",
        },
        draw=lines.trajectory,
        describe=describe_trajectory,
        blanks={"low": "[z]", "high": "[z]", "label": "[z]", "illustrative": "[z]"},
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
        frame=changes.status_changes,
        columns={
            "date": "Date",
            "precision": "Exact to the",
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "what": "What changed",
            "is_illustrative": "Illustrative",
        },
        describe=describe_changes,
        sources=("register",),
        empty="No status changed in the last quarter.",
    ),
)
