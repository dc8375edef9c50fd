"""What the trajectory shows: one mark a row, and what it says in words."""

from collections.abc import Sequence
from math import nan
from typing import Final, NamedTuple

import pandas as pd
from pandas import DataFrame, NaT, Timestamp
from pandas.api.typing import NaTType

from dashboard import words
from dashboard.charts.chart import ChartText
from dashboard.figures.plain import rows
from dashboard.indicators.progress import growth, held_of_published, proof, target
from dashboard.indicators.shared import selection
from dashboard.question import Question

TRAJECTORY: Final = [
    "first_day", "date", "precision", "series", "value", "low", "high", "illustrative", "label", "is_illustrative",
]  # fmt: skip


class Mark(NamedTuple):
    """One mark of the trajectory; its fields are the columns of the frame."""

    series: str
    date: Timestamp
    value: float
    low: float = nan
    high: float = nan
    illustrative: float = nan
    label: str | float = nan
    first_day: Timestamp | NaTType = NaT
    precision: str | float = nan
    is_illustrative: bool = False


def frame(question: Question) -> DataFrame:
    """Everything the trajectory shows, one mark a row.

    Counts published after the as-at date are left out, as everything dated later is, and those without a date.
    Columns: date, first_day (of the period that ends on `date`), series (proved | illustrative | forecast | target |
    published), value, low, high (possible at most; of the forecast its range), label, illustrative (how many of the
    count rest on illustrative rows), is_illustrative.
    """
    counts = rows(growth.trajectory(question), "quarter", "low", "high", "counted", "illustrative")
    made_up = counts[-1][-1] > 0
    marks = [Mark("proved", day, low, low, high) for day, low, high, _, _ in counts]
    marks += [
        Mark("illustrative", day, counted, illustrative=some, is_illustrative=True)
        for day, _, _, counted, some in counts
        if some
    ]
    marks += [
        Mark("forecast", day, mid, low, high, is_illustrative=made_up)
        for day, low, mid, high in rows(growth.forecast_line(question), "date", "low", "mid", "high")
    ]
    marks += [
        Mark("target", day, value, label=_aim_label(day, value, official=official))
        for day, value, official in rows(target.points(question), "date", "value", "official")
    ]
    marks += _told(question)
    columns = dict(zip(Mark._fields, zip(*marks, strict=True), strict=True))
    return DataFrame({name: columns[name] for name in TRAJECTORY})


def _told(question: Question) -> list[Mark]:
    """The counts published for a day up to the as-at date, those of longer periods last."""
    if not selection.asks_for_all(question):
        return []
    columns = ("is_after", "date", "first_day", "partnerships", "wording", "precision")
    marks = [
        Mark("published", day, value, label=label, first_day=first, precision=precision)
        for is_after, day, first, value, label, precision in rows(growth.published(question), *columns)
        if not is_after and not pd.isna(day)
    ]
    return sorted(marks, key=lambda one: (one.first_day < one.date, one.date))


def _aim_label(day: Timestamp, value: float, *, official: bool) -> str:
    return f"Target: {value:.0f}" if official else f"Also published: {value:.0f} by {day.year}"


def describe(frame: DataFrame, question: Question) -> ChartText:
    """State what is proved and what is possible against the target; apart from it, what illustrative rows would say."""
    headline = words.sentence(proof.said(question)).rstrip(".")
    marks = [Mark(*row) for row in rows(frame, *Mark._fields)]
    return ChartText(
        headline,
        words.sentences(
            proof.crossing_said(question),
            _history(marks),
            _published_said(marks),
            held_of_published.sentence(question),
            _generated_said(marks),
            _forecast_said(marks),
        ),
    )


def _history(marks: Sequence[Mark]) -> str:
    *before, now = [one for one in marks if one.series == "proved"]
    points = [
        f"{_between(one)} at the end of {one.date.year}"
        for one in before
        if one.date.month == 12  # noqa: PLR2004
    ]
    last = f"{_between(now)} on {words.day(now.date)}"
    return f"Proved, to possible at most: {words.listing([*points, last])}"


def _between(one: Mark) -> str:
    low, high = words.number(one.low), words.number(one.high)
    return low if low == high else f"{low} to {high}"


def _generated_said(marks: Sequence[Mark]) -> str:
    made_up = [one for one in marks if one.series == "illustrative"]
    last = max(one.date for one in marks if one.series == "proved")
    if not made_up or made_up[-1].date != last:
        return ""
    now = words.number(made_up[-1].value)
    return f"Illustrative: with generated rows counted too it would be {now} on that day"


def _forecast_said(marks: Sequence[Mark]) -> str:
    ahead = [one for one in marks if one.series == "forecast"]
    if not ahead:
        return ""
    end = ahead[-1]
    mark = "illustrative, " if end.is_illustrative else ""
    return (
        f"Forecast for {words.day(end.date)} ({mark}if it goes on as in the last eight quarters): "
        f"{words.number(end.value)}; range of past quarters {words.number(end.low)} to {words.number(end.high)}"
    )


def _published_said(marks: Sequence[Mark]) -> str:
    told = sorted((one for one in marks if one.series == "published"), key=lambda one: one.date)
    items = [
        f"{words.number(one.value)} for {words.dated(one.date, str(one.precision))} ({one.label})"
        for one in told
    ]
    return f"Published counts, which count differently: {words.listing(items)}" if items else ""
