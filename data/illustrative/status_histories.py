"""How each partnership came about: its statuses and milestones where no page says anything of them.

What is published stays as it is and leads. A partnership of which no more is known than that it is there may be
made up to be established; one that a page calls emerging or planned may not. `left_open` says what may be made
up, and nothing that goes beyond is kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.illustrative.calendar import LAST_DAY, months_after, workday_after
from data.illustrative.left_open import ALWAYS, NEVER, LeftOpen, left_open
from data.illustrative.random_draws import Draws
from data.register_reader import Published

ESTABLISHED_IN = {2015: 2, 2016: 5, 2017: 5, 2018: 4, 2019: 6, 2020: 1}
MONTH_WEIGHTS = {1: 2, 2: 2, 3: 3, 4: 1, 5: 2, 6: 3, 7: 2, 8: 0, 9: 6, 10: 5, 11: 4, 12: 1}
"""Partnerships are launched when schools are there, autumn above all."""
GOES_TO = {
    "worded established": {"established": 6, "emerging": 1},
    "there": {"established": 3, "emerging": 2},
    "unknown": {"established": 3, "emerging": 2, "prospective": 2},
}
"""How far a partnership is made up to have come by the last day, by what is known of it."""
NO_FIRST_MEETING_BEFORE = date(2013, 6, 3)


@dataclass(frozen=True, slots=True)
class Phase:
    """A status that was made up, from a day up to but not including another; no last day while it goes on."""

    status: str
    from_date: date
    to_date: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """One partnership's course as it is made up; days are None where something has not happened.

    `established_on` is the day from which it is proved to be counted where a page proves it, and `ended_on` is never
    made up.
    """

    published: Published
    phases: tuple[Phase, ...] = ()
    first_meeting_on: date | None = None
    established_on: date | None = None
    first_delivery_on: date | None = None
    ended_on: date | None = None

    @property
    def slug(self) -> str:
        """The partnership's key."""
        return self.published.slug


def history(published: Published, seed: int) -> History:
    """The course of one partnership up to the last quarter with returns."""
    open_ = left_open(published)
    if open_.is_inferred:
        return History(published)
    draws = Draws(seed, published.slug, "history")
    proved = _by_last_day(open_.established_on)
    goal = "established" if proved else draws.pick(_goals(published, open_))
    if goal == "prospective":
        since = draws.day(date(2016, 1, 4), date(2019, 9, 30))
        return History(published, _kept([Phase("prospective", since)], published, open_))
    established = proved or (_some_established_day(open_, draws) if goal == "established" else None)
    met = _first_meeting(published, open_, draws, established=established)
    if met > LAST_DAY:
        planned = months_after(LAST_DAY, -draws.between(1, 9))
        return History(published, _kept([Phase("prospective", planned)], published, open_))
    course = History(
        published, first_meeting_on=met, established_on=established, ended_on=_by_last_day(open_.ended_on)
    )
    if established is not None:
        delivered = _first_delivery(draws, met, course.ended_on or LAST_DAY)
        course = replace(course, first_delivery_on=published.milestones.get("first_delivery_on") or delivered)
    return replace(course, phases=_kept(_phases(course, open_, draws), published, open_))


def _by_last_day(day: date | None) -> date | None:
    return day if day is not None and day <= LAST_DAY else None


def _goals(published: Published, open_: LeftOpen) -> dict[str, float]:
    """How likely each stage is by the last day, as far as the evidence leaves it open."""
    there = _by_last_day(open_.there_on) is not None
    worded = any(each.status == "established" for each in published.statuses)
    goals = GOES_TO["worded established" if worded else "there" if there else "unknown"]
    left = {"emerging": goals["emerging"], "prospective": 0.0 if there else goals.get("prospective", 0.0)}
    return left if open_.until["established"] == NEVER else {"established": goals["established"], **left}


def _first_meeting(published: Published, open_: LeftOpen, draws: Draws, *, established: date | None) -> date:
    """The day that a page gives; else one within the period in which a page says that the partnership began; else
    well before it was established, and before it is known to be there.
    """
    if met := published.milestones.get("first_meeting_on"):
        return met
    if open_.began_in is not None:
        return draws.weekday(*open_.began_in)
    if published.pilot:
        return draws.weekday(date(2012, 2, 1), date(2012, 10, 31))
    if established is None:
        met = draws.weekday(date(2015, 10, 14), date(2018, 12, 14))
    else:
        met = max(NO_FIRST_MEETING_BEFORE, workday_after(established, -draws.between(8, 22)))
    there = _by_last_day(open_.there_on)
    return met if there is None else min(met, workday_after(there, -draws.between(1, 8)))


def _some_established_day(open_: LeftOpen, draws: Draws) -> date | None:
    """Some day of 2015 to 2020; well after the beginning where a page gives one, and None if that is too late."""
    if open_.began_in is not None:
        return _by_last_day(workday_after(open_.began_in[1], draws.between(8, 22)))
    year = draws.pick(ESTABLISHED_IN)
    last_month = LAST_DAY.month if year == LAST_DAY.year else 12
    month = draws.pick({number: weight for number, weight in MONTH_WEIGHTS.items() if number <= last_month})
    return draws.weekday(date(year, month, 1), date(year, month, 28))


def _first_delivery(draws: Draws, first_meeting: date, last: date) -> date | None:
    """About three years after the first meeting, as was published; None where it has not come by then."""
    day = months_after(first_meeting, min(58.0, max(10.0, draws.around(34, 7))))
    return day if day <= last else None


def _phases(course: History, open_: LeftOpen, draws: Draws) -> Iterator[Phase]:
    """Prospective, emerging, established, perhaps delivering: each up to the next, whatever is published."""
    met, established = course.first_meeting_on or LAST_DAY, course.established_on
    yield Phase("prospective", months_after(met, -draws.between(2, 12)), met)
    yield Phase("emerging", met, established)
    if established is None or established == open_.established_on:
        return
    delivering = max(course.first_delivery_on or LAST_DAY, established + timedelta(days=28))
    delivers = course.first_delivery_on is not None and delivering <= LAST_DAY
    yield Phase("established", established, delivering if delivers else None)
    if delivers:
        yield Phase("delivering", delivering)


def _kept(phases: Iterable[Phase], published: Published, open_: LeftOpen) -> tuple[Phase, ...]:
    """The phases as far as the evidence leaves them open, and they begin by the last day."""
    kept = []
    taken = {each.from_date for each in published.statuses}
    for phase in phases:
        # The day of a published status is that one's.
        begun = phase.from_date + timedelta(days=phase.from_date in taken)
        over = min(open_.until[phase.status], phase.to_date or ALWAYS)
        if begun <= LAST_DAY and begun < over:
            kept.append(Phase(phase.status, begun, None if over == ALWAYS else over))
    return tuple(kept)
