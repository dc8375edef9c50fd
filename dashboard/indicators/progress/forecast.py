"""Are we on course? Indicators 1 to 5: established, forecast, required_rate, pipeline, net_change."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from pandas import Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.progress import growth, held_of_published, proof
from dashboard.indicators.progress.growth import Outlook
from dashboard.indicators.progress.target import Target, target, target_for
from dashboard.indicators.shared import possible, selection, statuses
from dashboard.indicators.shared.periods import steps_back
from dashboard.indicators.shared.rates import Rating
from dashboard.indicators.shared.statuses import NAMES
from dashboard.indicators.shared.values import Indicator, Value
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import ENDED_STATUSES

UNIT, RATE = "CEPs", "CEPs / quarter"
TOLD = ["as_at", "precision", "partnerships", "kind", "wording", "source", "address", "grade"]
FOR_ENGLAND = "The target is for all of England, so there is none for this selection"
OPEN_RATING = "Unrated: partnerships whose date or status is not published could change the rating"


def established(question: Question) -> Value:
    """Indicator 1: counted partnerships, against the official target where all of England is asked for.

    `low` and `high` bound what published evidence and real returns say, and `verdict` rests on them alone; `value` is
    the count in view, which is `low` where illustrative rows are hidden.
    """
    visible, on = question.visible, question.on
    counted = selection.flags(question, "is_counted")
    number = int(counted.sum())
    generated = int((counted & statuses.generated(visible, (on,))[:, 0]).sum())
    aim, (low, high) = target_for(question), proof.now(question)
    grades = statuses.grades(visible, on)[counted]
    return Value(
        key="established",
        value=number,
        unit=UNIT,
        low=low,
        high=high,
        verdict=proof.verdict(question),
        completeness=held_of_published.share(question),
        illustrative_share=generated / number if number else 0.0,
        grades={
            f"{grade:.0f}": int((grades == grade).sum()) for grade in np.unique(grades[~np.isnan(grades)])
        },
        published_counts=_told(question.programme, on) if selection.asks_for_all(question) else (),
        numerator=number,
        denominator=aim.value if aim else None,
        n=int(selection.is_selected(question).sum()),
        note=words.sentences(
            proof.said(question),
            proof.crossing_said(question),
            growth.published_said(question),
            held_of_published.sentence(question),
            _generated_said(generated, number),
        ),
    )


def forecast(question: Question) -> Value:
    """Indicator 2: the count at the target's due date if it goes on as in the last eight quarters.

    |A| + quarters left x mean net openings a quarter; `low` and `high` from the range that holds 80 % of the eight.
    Green from 100 % of the target, amber from 90 %; unrated for a part of the country, and where partnerships whose
    date or status is not published could change the rating. None once the due date has passed.
    """
    on, aim = question.on, target(question.programme, question.on)
    if aim is None or aim.has_passed(on):
        why = f"The due date, {words.day(aim.due_on)}, has passed" if aim else _no_target(on)
        return Value(key="forecast", value=None, unit=UNIT, note=words.sentences(why))
    ahead = growth.outlook(question)
    low, mid, high = ahead.after(aim.quarters_left(on))
    applies = selection.asks_for_all(question)
    least, most = proof.now(question)
    rating = _rated(mid / aim.value)
    is_open = rating != _rated((mid + most - least) / aim.value)
    return Value(
        key="forecast",
        value=mid,
        unit=UNIT,
        low=low,
        high=high,
        numerator=mid,
        denominator=aim.value if applies else None,
        n=growth.QUARTERS,
        rating=rating if applies and not is_open else "unrated",
        note=words.sentences(
            _heading(ahead, aim, on), FOR_ENGLAND if not applies else OPEN_RATING if is_open else ""
        ),
    )


def required_rate(question: Question) -> Value:
    """Indicator 3: partnerships still needed / quarters left, with the rate achieved over the last eight
    quarters.
    """
    on, aim = question.on, target_for(question)
    if aim is None:
        part = not selection.asks_for_all(question)
        note = words.sentences(FOR_ENGLAND if part else _no_target(on))
        return Value(key="required_rate", value=None, unit=RATE, note=note)
    ahead, left = growth.outlook(question), aim.quarters_left(on)
    needed = max(0.0, aim.value - ahead.now)
    value = 0.0 if not needed else needed / left if left else None
    return Value(
        key="required_rate",
        value=value,
        unit=RATE,
        numerator=needed,
        denominator=left,
        n=growth.QUARTERS,
        note=words.sentences(
            f"{words.number(needed)} more needed in {words.number(left, decimals=1)} quarters"
            if needed
            else "None needed",
            _due(aim, on) if needed and not left else "",
            f"Achieved: {words.signed(ahead.mean, decimals=2)} a quarter over the last eight",
        ),
    )


def pipeline(question: Question) -> Value:
    """Indicator 4: emerging partnerships; prospective places are given separately in the note."""
    chosen = selection.is_selected(question)
    emerging, prospective = (
        int((chosen & statuses.held(question.visible, (name,), (question.on,))[:, 0]).sum())
        for name in ("emerging", "prospective")
    )
    return Value(
        key="pipeline",
        value=emerging,
        unit=UNIT,
        n=int(chosen.sum()),
        note=words.sentences(
            f"Emerging; {words.count_of(prospective, 'prospective place')} besides",
            "Emerging ones are in the headline count too" if question.filters.emerging else "",
        ),
    )


def net_change(question: Question) -> Value:
    """Indicator 5: newly counted - (dormant + merged + closed) over the twelve months to the as-at date.

    Compares the two ends of the year; `numerator` is the number opened, the note gives both. One that a source of the
    year says to be counted, since when is not published, has not opened in it for all that is known.
    """
    dates = steps_back(question.on, months=12, steps=1)
    chosen = selection.is_selected(question)
    now = statuses.named(question.visible, dates[1:])[chosen, 0]
    was, is_ = selection.was_counted(question, dates).T
    names = selection.counted_statuses(question.filters)
    said = possible.is_only_proved(question.visible, names, *dates)[chosen]
    opened, known_since = int((is_ & ~was & ~said).sum()), int((is_ & ~was & said).sum())
    ended = {name: int((was & (now == NAMES.index(name))).sum()) for name in ENDED_STATUSES}
    lost = sum(ended.values())
    stepped_back = int((was & ~is_).sum()) - lost
    parts = words.listing([f"{count} {name}" for name, count in ended.items() if count])
    return Value(
        key="net_change",
        value=opened - lost,
        unit=UNIT,
        numerator=opened,
        n=len(now),
        note=words.sentences(
            f"{words.number(opened)} opened, {words.number(lost)} ended" + (f" ({parts})" if parts else ""),
            f"{words.count_of(stepped_back, 'other')} no longer counted without having ended"
            if stepped_back
            else "",
            f"{words.number(known_since)} more said to be counted by a source of these months, since when is not "
            "published"
            if known_since
            else "",
        ),
    )


def _generated_said(generated: int, counted: int) -> str:
    """How many of those in view rest on illustrative rows, apart from what is published."""
    if not generated:
        return ""
    rest = words.agree(generated, "rests")
    of = f"{words.number(generated)} of them {rest} on an illustrative status"
    return f"Illustrative: {words.number(counted)} counted in view, {of}"


@cached(most=64)
def _told(programme: Programme, on: Timestamp) -> tuple[Mapping[str, object], ...]:
    """What was published by a day, as plain values; None where nothing is known."""
    rows = growth.published_by(programme, on).rename(columns={"date": "as_at"})
    return tuple(
        {name: _plain(value, is_whole=name == "grade") for name, value in zip(TOLD, row, strict=True)}
        for row in rows.loc[~rows["is_after"], TOLD].itertuples(index=False, name=None)
    )


def _plain(value: Any, *, is_whole: bool) -> object:  # noqa: ANN401 - what a cell holds
    if pd.isna(value):
        return None
    if isinstance(value, Timestamp):
        return value.date().isoformat()
    return int(value) if is_whole else value


def _no_target(on: Timestamp) -> str:
    return f"No official target was set by {words.day(on)}"


def _due(aim: Target, on: Timestamp) -> str:
    return f"The due date, {words.day(aim.due_on)}, {'has passed' if aim.has_passed(on) else 'is reached'}"


def _heading(ahead: Outlook, aim: Target, on: Timestamp) -> str:
    """What the forecast rests on."""
    left = aim.quarters_left(on)
    if not left:
        return f"{_due(aim, on)}; this is the count at {words.day(on)}"
    changes = words.listing([words.signed(change) for change in ahead.changes])
    start = f"At {words.day(aim.due_on)}, {words.number(left, decimals=1)} quarters on"
    return (
        f"{start}, if each brings the mean of the last eight ({changes}); "
        f"the range takes what the middle 80{words.NO_BREAK}% of these past quarters brought"
    )


def _rated(share: float) -> Rating:
    if share >= growth.GREEN_FROM:
        return "green"
    return "amber" if share >= growth.AMBER_FROM else "red"


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        1,
        "established",
        "Established partnerships",
        "Partnerships counted at the as-at date, against the official target of at least 50: proved where published "
        "evidence and real returns alone come to the target (low), disproved where they cannot (high) and at least "
        "95 % of the published number is held, else not proved",
        "CEPs",
        "",
        established,
    ),
    Indicator(
        2,
        "forecast",
        "Forecast at the due date",
        "The count, plus the quarters left to the due date times the mean net openings a quarter over the "
        "last eight quarters; the range is that of past quarters: it takes what ends the middle 80 % of the eight; "
        "none once the due date has passed",
        "CEPs",
        "Green from 100 % of the target, amber from 90 % to below 100 %, red below 90 %; unrated where partnerships "
        "whose date or status is not published could change that",
        forecast,
    ),
    Indicator(
        3,
        "required_rate",
        "Rate needed",
        "Partnerships still needed for the target divided by the quarters left, beside the rate achieved",
        "CEPs / quarter",
        "",
        required_rate,
    ),
    Indicator(
        4,
        "pipeline",
        "In the pipeline",
        "Partnerships that are emerging; prospective places are given separately",
        "CEPs",
        "",
        pipeline,
        counted="emerging partnerships; prospective places apart",
    ),
    Indicator(
        5,
        "net_change",
        "Net change in twelve months",
        "Partnerships newly counted, less those counted that became dormant, merged or closed, over twelve "
        "months",
        "CEPs",
        "",
        net_change,
    ),
)
