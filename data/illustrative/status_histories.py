"""How each partnership came about: its statuses where the register knows none, and its milestones.

What the register dates stays as it is. Before a dated fact come a prospective and an emerging time that end
where the fact begins; where nothing is dated the whole history is made up; `not_stated` never gets further
than emerging.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from data.illustrative.calendar import LAST_DAY, months_after, workday_after
from data.illustrative.random_draws import Draws
from data.register_reader import Published

ESTABLISHED_IN = {2015: 2, 2016: 5, 2017: 5, 2018: 4, 2019: 6, 2020: 1}
ESTABLISHED_BY_2017 = {2015: 2, 2016: 5, 2017: 4}
MONTH_WEIGHTS = {1: 2, 2: 2, 3: 3, 4: 1, 5: 2, 6: 3, 7: 2, 8: 0, 9: 6, 10: 5, 11: 4, 12: 1}
"""Partnerships are launched when schools are there, autumn above all."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A status that was made up, from a day up to but not including another; no last day while it goes on."""

    status: str
    from_date: date
    to_date: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What was made up about one partnership's course; days are None where something has not happened."""

    published: Published
    phases: tuple[Phase, ...]
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
    draws = Draws(seed, published.slug, "history")
    if not published.proves_status:
        return _never_established(published, draws)
    if published.status == "emerging":
        return _published_as_emerging(published, draws)
    if published.evidence_day is None:
        return _undated(published, draws, established_on=_some_established_day(published, draws))
    return _dated(published, published.evidence_day, draws)


def _dated(published: Published, fact: date, draws: Draws) -> History:
    """Prospective, then emerging, until the day from which the register proves it established."""
    if published.pilot:
        first_meeting = draws.weekday(date(2012, 2, 1), date(2012, 10, 31))
    else:
        lead = draws.between(7, 24) if fact <= LAST_DAY else draws.between(2, 11)
        first_meeting = max(date(2013, 6, 3), workday_after(fact, -lead))
    prospective = months_after(first_meeting, -draws.between(1, 9))
    phases = _begun(
        (Phase("prospective", prospective, first_meeting), Phase("emerging", first_meeting, fact))
    )
    if first_meeting > LAST_DAY:
        return History(published, phases)
    established = fact if fact <= LAST_DAY else None
    delivery = _first_delivery(draws, first_meeting, LAST_DAY) if established else None
    return History(published, phases, first_meeting, established, delivery)


def _published_as_emerging(published: Published, draws: Draws) -> History:
    fact = published.evidence_day
    if fact is not None:
        first_meeting = workday_after(fact, -draws.between(1, 8))
        phases = (Phase("prospective", months_after(first_meeting, -draws.between(3, 10)), fact),)
        return History(published, phases, first_meeting)
    grows = draws.pick({"established": 3, "dormant": 1, "emerging": 1.5})
    if grows == "established":
        return _undated(published, draws, established_on=draws.weekday(date(2017, 9, 1), date(2020, 3, 20)))
    return _staying_emerging(published, draws, ends="dormant" if grows == "dormant" else None)


def _never_established(published: Published, draws: Draws) -> History:
    reaches = draws.pick({"prospective": 4, "emerging": 2, "dormant": 2, "closed": 1})
    if reaches != "prospective":
        return _staying_emerging(published, draws, ends=reaches if reaches != "emerging" else None)
    since = draws.day(date(2016, 1, 4), date(2019, 9, 30))
    return History(published, (Phase("prospective", since),))


def _staying_emerging(published: Published, draws: Draws, *, ends: str | None) -> History:
    first_meeting = draws.weekday(date(2015, 10, 14), date(2017, 12, 15))
    prospective = Phase("prospective", months_after(first_meeting, -draws.between(3, 12)), first_meeting)
    if ends is None:
        return History(published, (prospective, Phase("emerging", first_meeting)), first_meeting)
    stops = months_after(first_meeting, draws.between(12, 26))
    phases = (prospective, Phase("emerging", first_meeting, stops), Phase(ends, stops))
    return History(published, phases, first_meeting, ended_on=stops)


def _undated(published: Published, draws: Draws, *, established_on: date) -> History:
    """A whole history: prospective, emerging, established, perhaps delivering, perhaps dormant."""
    first_meeting = workday_after(established_on, -draws.between(8, 22))
    before = (
        Phase("prospective", months_after(first_meeting, -draws.between(2, 12)), first_meeting),
        Phase("emerging", first_meeting, established_on),
    )
    dormant = months_after(established_on, draws.between(20, 44)) if draws.yes(0.1) else None
    dormant = dormant if dormant is not None and dormant <= LAST_DAY else None
    delivery = _first_delivery(draws, first_meeting, dormant or LAST_DAY)
    after = _counted_phases(established_on, delivery, dormant)
    return History(published, (*before, *after), first_meeting, established_on, delivery, dormant)


def _counted_phases(established: date, delivery: date | None, dormant: date | None) -> tuple[Phase, ...]:
    delivering = None if delivery is None else max(delivery, established + timedelta(days=28))
    if delivering is not None and (delivering > LAST_DAY or (dormant is not None and delivering >= dormant)):
        delivering = None
    return _chain([("established", established), ("delivering", delivering), ("dormant", dormant)])


def _chain(steps: list[tuple[str, date | None]]) -> tuple[Phase, ...]:
    """Phases that follow one another without a gap; steps that never come are left out."""
    known = [(status, day) for status, day in steps if day is not None]
    ends = [*(day for _, day in known[1:]), None]
    return tuple(Phase(status, day, end) for (status, day), end in zip(known, ends, strict=True))


def _begun(phases: tuple[Phase, ...]) -> tuple[Phase, ...]:
    """The phases that begin by the last day; the last of them lasts until the register's fact."""
    begun = tuple(phase for phase in phases if phase.from_date <= LAST_DAY)
    if not begun:
        return ()
    return (*begun[:-1], Phase(begun[-1].status, begun[-1].from_date, phases[-1].to_date))


def _first_delivery(draws: Draws, first_meeting: date, last: date) -> date | None:
    """About three years after the first meeting, as was published; None where it has not come by then."""
    day = months_after(first_meeting, min(58.0, max(10.0, draws.around(34, 7))))
    return day if day <= last else None


def _some_established_day(published: Published, draws: Draws) -> date:
    """Some day of 2015 to 2020; by 2017 where the register's note says that a page of then listed it."""
    listed_then = "2016" in (published.columns["evidence_note"] or "")
    year = draws.pick(ESTABLISHED_BY_2017 if listed_then else ESTABLISHED_IN)
    last_month = LAST_DAY.month if year == LAST_DAY.year else 12
    month = draws.pick({number: weight for number, weight in MONTH_WEIGHTS.items() if number <= last_month})
    return draws.weekday(date(year, month, 1), date(year, month, 28))
