"""Activities: delivery above all, synergy and mobilisation seldom reported, some leading to others.

Nothing is delivered before a partnership's first delivery; until then it brings partners together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data.illustrative.calendar import LAST_DAY, term
from data.illustrative.partnerships import Partnership
from data.illustrative.random_draws import Draws
from data.store.rows import Row, Rows
from data.taxonomy import AGENDAS, APPROACHES

LEVERS_BEFORE = {"SYN": 6, "MOB": 4}
LEVERS_AFTER = {"DEL": 78, "SYN": 12, "MOB": 10}
A_QUARTER_BEFORE, A_QUARTER_AFTER = 0.22, 2.5
"""Activities a quarter before and after the first delivery."""
SECONDARY = {
    "DEL": {"SYN": 0.45, "MOB": 0.5},
    "SYN": {"MOB": 0.5, "DEL": 0.2},
    "MOB": {"SYN": 0.5, "DEL": 0.3},
}
CONSIDERED = {True: 4, False: 3, None: 3}
"""Whether anybody asked for a secondary lever: often not, often nobody knows."""
LEADS_TO: dict[str, dict[str, float]] = {
    "DEL": {"MOB": 6, "DEL": 2, "SYN": 1.5},
    "SYN": {"DEL": 3, "MOB": 3, "SYN": 1},
    "MOB": {"DEL": 3, "SYN": 1, "MOB": 2},
}
TITLES = {
    "awareness_raising": ("Shared guide for schools", "Cultural offer newsletter"),
    "synergies": ("Joint ticketing for schools", "Shared loan boxes", "One booking point for schools"),
    "organisational_development": ("Governance away day", "Partnership plan"),
    "developing_activity": ("Programme planning with young people", "Joint bid for a creative summer"),
    "inter_organisation_learning": ("Peer visits between partners", "Shared training for educators"),
    "mapping": ("Map of provision", "Audit of arts in schools"),
    "sub_groups": ("Early Years working group", "Evidence working group"),
    "school_capacity_building": ("Arts leads' network", "Teachers' training in drama", "Artsmark cluster"),
    "programming": ("Young programmers at the arts centre", "Family season planned together"),
    "embedding": ("Arts on referral for young people", "Creative careers fair", "Safer summer nights"),
    "direct_delivery": (
        "Dance in schools", "Story-making with libraries", "Museum takeover", "Songs of our street", "Film club",
    ),
    "event_or_festival": ("Children's arts festival", "Lantern parade", "Schools' exhibition"),
    "accredited_delivery": ("Arts Award Discover", "Arts Award Bronze", "Arts Award Explore in Year 6"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Activity:
    """What later activities need to know of one: its key, its lever, when it began."""

    key: str
    lever: str
    start_on: date


def activity_rows(partnership: Partnership, seed: int, *, scale: int) -> Rows:
    """Rows of activity, its levers, approaches and agendas, and of the links between activities."""
    draws = Draws(seed, partnership.slug, "activities")
    rows: Rows = {name: [] for name in ("activity", "activity_lever", "activity_approach", "activity_agenda")}
    done = []
    starts = sorted(_starts(partnership, draws, scale)) or list(_at_least_one(partnership, draws))
    for number, (day, lever) in enumerate(starts, start=1):
        activity = Activity(f"{partnership.slug}-p{number}", lever, day)
        done.append(activity)
        _add(rows, partnership, activity, draws)
    links = Draws(seed, partnership.slug, "links")
    return rows | {"activity_link": list(_links(done, links))}


def _starts(partnership: Partnership, draws: Draws, scale: int) -> Iterator[tuple[date, str]]:
    """When activities begin, and their lever; the first delivery is among them if its quarter was reported."""
    delivery = partnership.history.first_delivery_on
    energy = draws.between(0.6, 1.4)
    for quarter in partnership.reported:
        if delivery is not None and quarter.first <= delivery <= quarter.last:
            yield delivery, "DEL"
        mean = A_QUARTER_AFTER if delivery is not None and quarter.last > delivery else A_QUARTER_BEFORE
        for _ in range(draws.count(mean * energy * scale)):
            day = draws.day(
                max(quarter.first, partnership.history.first_meeting_on or LAST_DAY), quarter.last
            )
            if day <= partnership.meets_until:
                delivering = delivery is not None and day >= delivery
                yield day, draws.pick(LEVERS_AFTER if delivering else LEVERS_BEFORE)


def _at_least_one(partnership: Partnership, draws: Draws) -> Iterator[tuple[date, str]]:
    """What a partnership that has hardly begun reports: one thing that brings its partners together."""
    if partnership.reported:
        first = max(partnership.reported[0].first, partnership.history.first_meeting_on or LAST_DAY)
        last = min(partnership.reported[0].last, partnership.meets_until)
        yield draws.day(first, last), draws.pick(LEVERS_BEFORE)


def _add(rows: Rows, partnership: Partnership, activity: Activity, draws: Draws) -> None:
    considered = draws.pick(CONSIDERED)
    secondary = [
        lever for lever, likely in SECONDARY[activity.lever].items() if considered and draws.yes(likely)
    ]
    approaches = _approaches(activity.lever, secondary, draws)
    rows["activity"].append(_activity_row(partnership, activity, approaches[0], considered, draws))
    rows["activity_lever"] += [{"activity": activity.key, "lever": lever} for lever in secondary]
    rows["activity_approach"] += [{"activity": activity.key, "approach": name} for name in approaches]
    if "embedding" in approaches or draws.yes(0.04):
        agendas = draws.some(tuple(AGENDAS), 2 if draws.yes(0.2) else 1)
        rows["activity_agenda"] += [{"activity": activity.key, "agenda": name} for name in agendas]


def _approaches(lever: str, secondary: list[str], draws: Draws) -> list[str]:
    """One or two approaches of the lever, the leading one first, and perhaps one of each secondary lever."""
    own = [name for name, approach in APPROACHES.items() if lever in approach.levers]
    chosen = draws.some(own, 2 if draws.yes(0.25) else 1)
    for other in secondary:
        if draws.yes(0.6):
            chosen.append(
                draws.one([name for name, approach in APPROACHES.items() if other in approach.levers])
            )
    return list(dict.fromkeys(chosen))


def _activity_row(
    partnership: Partnership, activity: Activity, approach: str, considered: bool | None, draws: Draws
) -> Row:
    end = activity.start_on + timedelta(days=draws.whole(1, 260))
    end = end if partnership.history.ended_on is None else min(end, partnership.lasts_until)
    young_people, schools = _reach(activity.lever, draws)
    return {
        "activity": activity.key,
        "partnership": partnership.slug,
        "title": f"{draws.one(TITLES[approach])}, {term(activity.start_on)}",
        "start_on": activity.start_on,
        "end_on": end if end <= LAST_DAY else None,
        "state": "cancelled" if draws.yes(0.03) else "complete" if end <= LAST_DAY else "running",
        "primary_lever": activity.lever,
        "secondary_considered": considered,
        "young_people": young_people,
        "schools": schools,
        "count_basis": None if young_people is None else draws.pick({"actual": 6, "estimate": 4}),
    }


def _reach(lever: str, draws: Draws) -> tuple[float | None, float | None]:
    """Children and young people, and schools; seldom counted where nothing is delivered to them."""
    if not draws.yes({"DEL": 0.92, "MOB": 0.4, "SYN": 0.1}[lever]):
        return None, None
    young_people = float(round(draws.size(140, 0.9)))
    return young_people, float(1 + draws.count(young_people / 60)) if draws.yes(0.8) else None


def _links(activities: list[Activity], draws: Draws) -> Iterator[Row]:
    """Some activities led to a later one of the same partnership, delivery to mobilisation above all."""
    for position, activity in enumerate(activities):
        if not draws.yes(0.22):
            continue
        later = [
            other
            for other in activities[position + 1 : position + 40]
            if 30 <= (other.start_on - activity.start_on).days <= 720  # noqa: PLR2004
        ]
        wanted = draws.pick(LEADS_TO[activity.lever])
        if fitting := [other for other in later if other.lever == wanted]:
            yield {
                "from_activity": activity.key,
                "to_activity": draws.one(fitting).key,
                "basis": draws.pick({"reported": 7, "inferred": 3}),
            }
