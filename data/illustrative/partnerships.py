"""What shapes everything a partnership returns: its places, its habits, the quarters it reported."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import cast

from data.illustrative.calendar import FIRST_RETURNS, LAST_DAY, Quarter, months_after, quarters
from data.illustrative.random_draws import Draws
from data.illustrative.status_histories import History
from data.norms import DAYS_TO_RETURN, first_day
from data.register_members import membership_rows
from data.register_reader import Published
from data.store.rows import Row
from geo.lookups import read_groupings

_CADENCES = {"quarterly": 4, "termly": 3, "half term": 6, "twice per term": 6}
"""What a note in the register says of meetings -> meetings a year."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where organisations are: a name to build theirs from, an authority if there is one, and what lies around it:
    its county where that is certain, and its region.
    """

    name: str
    area_code: str | None
    county: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """A quarter's return; `received_on` is None for one that never came."""

    quarter: Quarter
    due_on: date
    received_on: date | None


@dataclass(frozen=True, slots=True)
class Partnership:
    """One partnership with its history, its places, its habits and its returns."""

    history: History
    places: tuple[Place, ...]
    meetings_a_year: int
    lapsed_on: date | None
    returns: tuple[Return, ...]

    @property
    def slug(self) -> str:
        """The partnership's key."""
        return self.history.slug

    @property
    def members_published_from(self) -> date | None:
        """The first day on which a page proves who its members are."""
        return first_published_members().get(self.slug)

    @property
    def meets_until(self) -> date:
        """The last day on which it may meet: some stop although nobody has called them dormant yet."""
        return self.lapsed_on or self.lasts_until

    @property
    def lasts_until(self) -> date:
        """The last day on which the partnership is there: the one before it ended, or the last of all."""
        ended = self.history.ended_on
        return LAST_DAY if ended is None else ended - timedelta(days=1)

    @property
    def reported(self) -> tuple[Quarter, ...]:
        """The quarters something is known of: those whose return came."""
        return tuple(back.quarter for back in self.returns if back.received_on is not None)


def partnership_of(history: History, names: Mapping[str, str], seed: int) -> Partnership:
    """All that shapes the returns of one partnership; `names` has the name of every authority by its code."""
    draws = Draws(seed, history.slug, "life")
    lapses = history.ended_on is None and history.established_on is not None and draws.yes(0.06)
    note = history.published.columns["evidence_note"] or ""
    # The last day of meeting of one that nobody has called dormant yet.
    lapsed_on = months_after(LAST_DAY, -draws.between(8, 15)) if lapses else None
    noted = [times for words, times in _CADENCES.items() if words in note]
    return Partnership(
        history=history,
        places=places(history.published, names),
        meetings_a_year=noted[0] if noted else draws.pick({3: 4, 4: 5, 5: 1, 6: 3}),
        lapsed_on=lapsed_on,
        returns=_returns(history, draws),
    )


def places(published: Published, names: Mapping[str, str]) -> tuple[Place, ...]:
    """The authorities a partnership covers, or its locality, or its own name where none is listed."""
    covered = list({area.code: area for area in published.areas}.values())
    if not covered:
        return (Place(re.sub(r" (L?CEP|Cultural Education Partnership)$", "", published.name), None),)
    one_town = published.columns["scale"] == "part_of_local_authority" or published.slug == "scarborough"
    if covered[0].locality and one_town:
        return (_placed(covered[0].locality, covered[0].code),)
    return tuple(_placed(names[area.code], area.code) for area in covered)


def milestone_columns(partnership: Partnership, seed: int) -> Row:
    """The milestones of a partnership of which no page gives one; a page's days stand alone, so nothing is mixed."""
    draws = Draws(seed, partnership.slug, "milestones")
    history = partnership.history
    if history.published.milestones:
        return {}
    terms = _terms_agreed(history, draws)
    return {
        "first_meeting_on": history.first_meeting_on,
        "terms_agreed_on": terms,
        "launched_on": _launched(history, draws),
        "first_delivery_on": history.first_delivery_on,
        "meetings_expected_per_year": float(partnership.meetings_a_year)
        if history.first_meeting_on
        else None,
        "governance_form": _governance(terms, draws) if history.first_meeting_on else None,
        "milestones_illustrative": True,
    }


def plain_name(name: str) -> str:
    """The name of a place without what only distinguishes it: `Bristol, City of` is Bristol."""
    return re.sub(r"(, (City|County) of| \(.*\))$", "", name)


def _placed(name: str, code: str) -> Place:
    return Place(plain_name(name), code, groups("county").get(code), groups("region").get(code))


@cache
def first_published_members() -> Mapping[str, date]:
    """Partnership -> the first day on which a page proves any of its members."""
    days: dict[str, date] = {}
    for row in membership_rows():
        slug, day = str(row["partnership"]), cast("date", row["from_date"])
        days[slug] = min(day, days.get(slug, day))
    return days


@cache
def groups(grouping: str, column: str = "group_name") -> Mapping[str, str]:
    """Authority -> the name of its group, or the key in `group_code`; the last one where groups are dated."""
    rows = read_groupings()
    rows = rows[rows["grouping"] == grouping]
    return dict(zip(rows["area_code"], rows[column], strict=True))


def _returns(history: History, draws: Draws) -> tuple[Return, ...]:
    """A return for every quarter from the first meeting on, until the partnership ends."""
    if history.first_meeting_on is None:
        return ()
    first = max(FIRST_RETURNS, history.first_meeting_on)
    last = history.ended_on or LAST_DAY
    on_time, late = draws.between(0.62, 0.95), draws.between(0.5, 0.8)
    # Some never send anything: nothing is known of them, which is not the same as nothing being there.
    silent = draws.yes(0.12) and not history.published.pilot
    on_time, late = (0.0, 0.0) if silent else (on_time, late)
    return tuple(_return(quarter, draws, on_time=on_time, late=late) for quarter in quarters(first, last))


def _return(quarter: Quarter, draws: Draws, *, on_time: float, late: float) -> Return:
    due = quarter.last + timedelta(days=DAYS_TO_RETURN)
    if draws.yes(on_time):
        return Return(quarter, due, due - timedelta(days=draws.whole(0, DAYS_TO_RETURN - 2)))
    if draws.yes(late):
        return Return(quarter, due, due + timedelta(days=draws.whole(1, 60)))
    return Return(quarter, due, None)


def _terms_agreed(history: History, draws: Draws) -> date | None:
    """Terms of reference come with being established; a few take longer, some that are emerging have them."""
    if history.first_meeting_on is None:
        return None
    if history.established_on is None:
        day = months_after(history.first_meeting_on, draws.between(8, 30)) if draws.yes(0.3) else None
    else:
        day = months_after(history.established_on, draws.between(-5, 9)) if draws.yes(0.9) else None
    return max(day, history.first_meeting_on) if day is not None and day <= LAST_DAY else None


def _launched(history: History, draws: Draws) -> date | None:
    """One within three months of being established, or none; within its period where a page says when that was."""
    established = history.established_on
    if established is None or not draws.yes(0.6):
        return None
    for status in history.published.statuses:
        if status.from_date == established:
            met = history.first_meeting_on or established
            within = (max(met, first_day(established, status.precision)), established)
            return draws.day(*within) if status.begins == "on" else None
    launched = draws.day(established, established + timedelta(days=90))
    return launched if launched <= LAST_DAY else None


def _governance(terms: date | None, draws: Draws) -> str:
    if terms is None:
        return draws.pick({"informal_network": 3, "hosted": 1})
    return draws.pick({"terms_of_reference": 6, "hosted": 3, "charity": 0.5, "company": 0.5})
