"""Are we on course? Indicators 1 to 5: established, forecast, required_rate, pipeline, net_change."""

from pandas import Timestamp

from dashboard import words
from dashboard.indicators.progress import growth
from dashboard.indicators.progress.growth import Outlook, Reached, Target
from dashboard.indicators.shared import selection, statuses
from dashboard.indicators.shared.periods import steps_back
from dashboard.indicators.shared.rates import Rating
from dashboard.indicators.shared.statuses import NAMES
from dashboard.indicators.shared.values import Indicator, Value
from dashboard.question import Question
from data.taxonomy import ENDED_STATUSES

UNIT, RATE = "CEPs", "CEPs / quarter"
FOR_ENGLAND = "The target is for all of England, so there is none for this selection"


def established(question: Question) -> Value:
    """Indicator 1: counted partnerships, against the official target where all of England is asked for."""
    frame = selection.selected(question)
    counted = frame[frame["is_counted"]]
    generated, undated = int(counted["is_illustrative_status"].sum()), int(frame["is_undated"].sum())
    aim = growth.target_for(question)
    return Value(
        key="established",
        value=len(counted),
        unit=UNIT,
        numerator=len(counted),
        denominator=aim.value if aim else None,
        n=len(frame),
        note=words.sentences(
            _against(len(counted), aim, growth.reached_on(question)),
            f"{words.number(generated)} of the {words.number(len(counted))} "
            f"{words.agree(generated, 'rests')} on an illustrative status"
            if generated
            else "",
            f"Plus {words.number(undated)} published with no date, not counted" if undated else "",
        ),
    )


def forecast(question: Question) -> Value:
    """Indicator 2: the count at the target's due date if it goes on as in the last four quarters.

    |A| + quarters left x mean net openings a quarter; `low` and `high` from the least and the greatest of
    the four. Green from 100 % of the target, amber from 90 %; unrated for a part of the country.
    """
    on, aim = question.on, growth.target(question.programme, question.on)
    if aim is None:
        return Value(
            key="forecast", value=None, unit=UNIT, note=f"No official target was set by {words.day(on)}."
        )
    ahead = growth.outlook(question)
    low, mid, high = ahead.after(aim.quarters_left(on))
    applies = selection.is_whole_programme(question.filters)
    return Value(
        key="forecast",
        value=round(mid, 1),
        unit=UNIT,
        low=round(low, 1),
        high=round(high, 1),
        numerator=round(mid, 1),
        denominator=aim.value if applies else None,
        n=growth.QUARTERS,
        rating=_rated(mid / aim.value) if applies else "unrated",
        note=words.sentences(_heading(ahead, aim, on), "" if applies else FOR_ENGLAND),
    )


def required_rate(question: Question) -> Value:
    """Indicator 3: partnerships still needed / quarters left, with the rate achieved over the last four
    quarters.
    """
    on, aim = question.on, growth.target_for(question)
    if aim is None:
        said = f"No official target was set by {words.day(on)}"
        part = not selection.is_whole_programme(question.filters)
        return Value(key="required_rate", value=None, unit=RATE, note=f"{FOR_ENGLAND if part else said}.")
    ahead, left = growth.outlook(question), aim.quarters_left(on)
    needed = max(0.0, aim.value - ahead.now)
    value = 0.0 if not needed else round(needed / left, 2) if left else None
    return Value(
        key="required_rate",
        value=value,
        unit=RATE,
        numerator=needed,
        denominator=round(left, 2),
        n=growth.QUARTERS,
        note=words.sentences(
            f"{words.number(needed)} more needed in {words.number(left, decimals=1)} quarters"
            if needed
            else "None needed",
            "" if left else f"The due date, {words.day(aim.due_on)}, has passed",
            f"Achieved: {words.signed(ahead.mean, decimals=2)} a quarter over the last four",
        ),
    )


def pipeline(question: Question) -> Value:
    """Indicator 4: emerging partnerships; prospective places are given separately in the note."""
    frame = selection.selected(question)
    emerging, prospective = (int((frame["status"] == name).sum()) for name in ("emerging", "prospective"))
    return Value(
        key="pipeline",
        value=emerging,
        unit=UNIT,
        n=len(frame),
        note=words.sentences(
            f"Emerging; {words.count_of(prospective, 'prospective place')} besides",
            "Emerging ones are in the headline count too" if question.filters.emerging else "",
        ),
    )


def net_change(question: Question) -> Value:
    """Indicator 5: newly counted - (dormant + merged + closed) over the twelve months to the as-at date.

    Compares the two ends of the year; `numerator` is the number opened, the note gives both.
    """
    dates = steps_back(question.on, months=12, steps=1)
    line = statuses.timeline(question.visible)
    now = line.named(line.at(dates[1:])[selection.is_selected(question), 0])
    was, is_ = selection.was_counted(question, dates).T
    opened = int((is_ & ~was).sum())
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
        ),
    )


def _against(count: int, aim: Target | None, reached: Reached | None) -> str:
    """How the count stands to the target, and the day on which the target was reached."""
    if aim is None:
        return f"{words.count_of(count, 'partnership')} counted; no target applies"
    goal = words.number(aim.value)
    said = f"{words.percent(count / aim.value)} of at least {goal} by {words.day(aim.due_on)}"
    if reached is None:
        return said
    if reached.still:
        return f"{said}; {goal} was reached on {words.day(reached.on)}"
    return f"{said}; {goal} was first reached on {words.day(reached.on)} and is not held now"


def _heading(ahead: Outlook, aim: Target, on: Timestamp) -> str:
    """What the forecast rests on."""
    left = aim.quarters_left(on)
    if not left:
        return f"The due date, {words.day(aim.due_on)}, has passed; this is the count at {words.day(on)}"
    changes = words.listing([words.signed(change) for change in ahead.changes])
    start = f"At {words.day(aim.due_on)}, {words.number(left, decimals=1)} quarters on"
    return f"{start}, if each brings what the last four brought: {changes}"


def _rated(share: float) -> Rating:
    if share >= growth.GREEN_FROM:
        return "green"
    return "amber" if share >= growth.AMBER_FROM else "red"


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        1,
        "established",
        "Established partnerships",
        "Partnerships counted at the as-at date, against the official target of at least 50",
        "CEPs",
        "",
        established,
    ),
    Indicator(
        2,
        "forecast",
        "Forecast at the due date",
        "The count, plus the quarters left to the due date times the mean net openings a quarter over the "
        "last four quarters; the range takes the least and the greatest of the four",
        "CEPs",
        "Green from 100 % of the target, amber from 90 % to below 100 %, red below 90 %",
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
