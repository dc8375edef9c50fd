"""What the trajectory shows: one mark a row, and what it says in words."""

from collections.abc import Sequence
from itertools import chain
from math import nan
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from pandas import DataFrame, Timestamp, array
from pandas.api.extensions import ExtensionArray
from pandas.api.typing import NaTType

from dashboard import words
from dashboard.charts.chart import ChartText
from dashboard.figures.plain import rows
from dashboard.indicators.progress import growth, held_of_published, national, proof, target
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Stamps
from dashboard.question import Question

TRAJECTORY: Final = [
    "first_day", "date", "precision", "series", "value", "low", "high", "illustrative", "label", "is_illustrative",
]  # fmt: skip
NAT: Final = np.datetime64("NaT", "us")


class Mark(NamedTuple):
    """One mark of the trajectory; its fields are the columns of the frame."""

    series: str
    date: Timestamp
    value: float
    low: float
    high: float
    illustrative: float
    label: str | float
    first_day: Timestamp | NaTType
    precision: str | float
    is_illustrative: bool


def frame(question: Question) -> DataFrame:
    """Everything the trajectory shows, one mark a row.

    Counts published after the as-at date are left out, as everything dated later is, and those without a date.
    Whoever sees some bridges alone has England's count and target beside their own.
    Columns: date, first_day (of the period that ends on `date`), series (proved | illustrative | forecast | target |
    published | england), value, low, high (possible at most; of the forecast its range), label, illustrative (how many
    of the count rest on illustrative rows), is_illustrative.
    """
    quarter, low, high, counted, some = _columns(
        growth.trajectory(question), "quarter", "low", "high", "counted", "illustrative"
    )
    day, least, middle, most = _columns(growth.forecast_line(question), "date", "low", "mid", "high")
    made_up = some > 0
    parts = [
        _part("proved", quarter, low, low=low, high=high),
        _part(
            "illustrative",
            quarter[made_up],
            counted[made_up],
            illustrative=some[made_up],
            is_illustrative=True,
        ),
        _part("forecast", day, middle, low=least, high=most, is_illustrative=bool(made_up[-1])),
        *([_aims(question), _told(question)] if selection.asks_for_all(question) else []),
        *([_england(question), _aims(question)] if national.at(question) else []),
    ]
    parts = [part for part in parts if len(part["date"])]
    columns = {name: [part[name] for part in parts] for name in TRAJECTORY}
    return DataFrame({name: _joined(values) for name, values in columns.items()}, copy=False)


def _joined(parts: list[Sequence[Any]]) -> npt.NDArray[Any] | ExtensionArray:
    """One column of several parts; texts are lists."""
    if not any(isinstance(part, list) for part in parts):
        return np.concatenate(parts)
    return array([*chain.from_iterable(parts)], dtype="str")


def _columns(frame: DataFrame, *names: str) -> list[npt.NDArray[Any]]:
    return [frame[name].to_numpy() for name in names]


def _part(series: str, date: Stamps, value: npt.NDArray[Any], **others: Any) -> dict[str, Any]:  # noqa: ANN401
    """The columns of the marks of one series; what is not given is not known."""
    size = len(date)
    given = {
        "series": [series] * size,
        "first_day": np.full(size, NAT),
        "date": date,
        "value": value,
        **others,
    }
    given["is_illustrative"] = np.full(size, others.get("is_illustrative", False))
    return {name: np.full(size, nan) for name in TRAJECTORY if name not in given} | given


def _aims(question: Question) -> dict[str, Any]:
    """Every target that was set by the as-at date."""
    aims = target.points(question, of_england=True)
    marks = rows(aims, "date", "value", "official")
    labels = [_aim_label(day, value, official=official) for day, value, official in marks]
    return _part("target", *_columns(aims, "date", "value"), label=labels)


def _england(question: Question) -> dict[str, Any]:
    """What all partnerships of England come to at the ends of quarters, as far as it may be told."""
    date, low, high = _columns(national.history(question), "date", "low", "high")
    return _part("england", date, low, low=low, high=high)


def _told(question: Question) -> dict[str, Any]:
    """The counts published for a day up to the as-at date, those of longer periods last."""
    told = growth.published(question)
    told = told[(~told["is_after"] & told["date"].notna()).to_numpy()]
    order = np.lexsort((told["date"], told["first_day"] < told["date"]))
    told = told.take(order)
    day, first, number = _columns(told, "date", "first_day", "partnerships")
    texts = {
        name: told[column].to_list() for name, column in (("label", "wording"), ("precision", "precision"))
    }
    return _part("published", day, number, first_day=first, **texts)


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
            words.capital(national.said(question)),
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
