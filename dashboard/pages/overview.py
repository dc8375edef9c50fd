"""Overview: on course for 50?"""

from collections.abc import Sequence
from typing import Final

from dashboard import words
from dashboard.indicators import Indicator, Value
from dashboard.indicators.attention import attention
from dashboard.indicators.progress import forecast, growth
from dashboard.indicators.shared.selection import is_whole_programme, selected
from dashboard.pages.page import Page
from dashboard.question import Question


def answer(question: Question) -> str:
    """Say whether the programme is on course, with the date on which the target was reached."""
    now, aim = forecast.established(question), growth.target_for(question)
    rule = "established, delivering or emerging" if question.filters.emerging else "established or delivering"
    count = words.sentence(words.count_of(now.value or 0, "partnership")).rstrip(".")
    when = question.day
    are = f"{words.agree(now.value or 0, 'is')} {rule} on {when}{question.where}{_proof(question)}"
    if aim is None:
        why = (
            "No target had been set by then."
            if is_whole_programme(question.filters)
            else "The target is for all of England."
        )
        return f"{count} {are}. {why}"
    verdict, against = _verdict(question, aim, now.value or 0), _against(question, aim, now.value or 0)
    return f"{verdict}: {words.number(now.value)} {are}, {against}."


def _proof(question: Question) -> str:
    """How many of them no source dates: a board must not take an illustrative status for a published one."""
    frame = selected(question)
    resting = int(frame.loc[frame["is_counted"], "is_illustrative_status"].sum())
    return f" ({words.number(resting)} of them by an illustrative date)" if resting else ""


def _verdict(question: Question, aim: growth.Target, count: float) -> str:
    """Yes, no, or not proved: published facts without a date can neither be counted nor be left out of the answer."""
    if count >= aim.value:
        return "Yes"
    if count + _undated(question) >= aim.value:
        return "Not proved"
    expected = forecast.forecast(question).value or 0
    return "Yes, if it goes on like this" if expected >= aim.value else "No"


def _against(question: Question, aim: growth.Target, count: float) -> str:
    share = f"{words.percent(count / aim.value)} of the {aim.value:.0f} aimed for"
    reached = growth.reached_on(question)
    if reached is not None and reached.still:
        return f"{share}; {aim.value:.0f} was reached on {words.day(reached.on)}"
    if undated := _undated(question):
        return f"{share}; {undated} more are published without a date and cannot be counted at one"
    expected = forecast.forecast(question)
    return f"{share}, and the last four quarters lead to {words.number(expected.value)} by {words.day(aim.due_on)}"


def _undated(question: Question) -> int:
    return int(selected(question)["is_undated"].sum())


def attention_tile(question: Question) -> Sequence[tuple[Indicator, Value]]:
    """How many partnerships need a call; the Attention page says why."""
    if question.visible.meetings.empty:
        return ()
    found = attention.count(question)
    note = f"Of {words.count_of(found.live, 'live partnership')}; the Attention page says who and why."
    one = Indicator(0, "attention", "Need a call", note, "CEPs", "", lambda *_: value)
    value = Value(key=one.key, value=found.flagged, unit=one.unit, note=note)
    return ((one, value),)


PAGE: Final = Page(
    path="/",
    name="Overview",
    question="Are we on course for 50 partnerships?",
    answer=answer,
    indicators=("established", "forecast", "required_rate", "pipeline", "area_coverage", "net_change"),
    more_tiles=attention_tile,
    charts=(
        ("trajectory", "two-thirds"),
        ("by-region", "third"),
        ("area-coverage", "half"),
        ("changes", "half"),
    ),
)
