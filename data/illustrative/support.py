"""What the bridges gave: calls, meetings attended, advice, a Connected Lab for a place, the network for all."""

from collections.abc import Iterable, Iterator
from datetime import date

from data.illustrative.calendar import FIRST_RETURNS, LAST_DAY, months_after, quarters
from data.illustrative.partnerships import Partnership
from data.illustrative.random_draws import Draws
from data.store.rows import Row

TYPES = {
    "one_to_one": 6,
    "meeting_attendance_intro": 2,
    "meeting_attendance_data": 2,
    "artsmark_advice": 3,
    "arts_award_advice": 2,
    "connected_network": 1.5,
}
HOURS = {"one_to_one": 1.5, "connected_lab": 12, "connected_network": 4}
"""Usual hours of a kind of support; two for the others."""
FIRST_LAB = date(2016, 4, 1)
NETWORK_MONTHS = (3, 10)
"""The network meets twice a year."""


def support_rows(partnership: Partnership, seed: int, *, scale: int) -> list[Row]:
    """What a bridge gave a partnership, from half a year before its first meeting; one Connected Lab at most."""
    meets = partnership.history.first_meeting_on
    if meets is None:
        return []
    draws = Draws(seed, partnership.slug, "support")
    first = max(FIRST_RETURNS, months_after(meets, -6))
    last = partnership.lasts_until
    often = draws.between(0.2, 1.3) * scale
    given = [
        (draws.weekday(max(first, quarter.first), min(last, quarter.last)), draws.pick(TYPES))
        for quarter in quarters(first, last)
        for _ in range(draws.count(often))
    ]
    given += _lab(partnership, draws)
    return [
        _row(f"{partnership.slug}-s{number}", partnership.history.published.bridge, day, kind, draws)
        | {"partnership": partnership.slug}
        for number, (day, kind) in enumerate(sorted(given), start=1)
    ]


def network_rows(bridge: str, places: Iterable[str], seed: int, *, scale: int) -> list[Row]:
    """The places without a partnership that came to a bridge's network meetings; `places` are authorities' codes."""
    draws = Draws(seed, bridge, "network")
    open_places = sorted(places)
    return [
        _row(f"{bridge}-network-{day:%Y-%m}-{code.lower()}", bridge, day, "connected_network", draws)
        | {"area_code": code}
        for day in _network_days(draws)
        for code in draws.some(open_places, draws.count(1.2 * scale))
    ]


def _lab(partnership: Partnership, draws: Draws) -> list[tuple[date, str]]:
    earliest = max(FIRST_LAB, months_after(partnership.history.first_meeting_on or LAST_DAY, 6))
    if earliest > partnership.lasts_until or not draws.yes(0.65):
        return []
    latest = min(partnership.lasts_until, months_after(earliest, 24))
    return [(draws.weekday(earliest, latest), "connected_lab")]


def _network_days(draws: Draws) -> Iterator[date]:
    for quarter in quarters(FIRST_LAB, LAST_DAY):
        for month in NETWORK_MONTHS:
            if quarter.first.month <= month <= quarter.last.month:
                first = date(quarter.first.year, month, 1)
                yield draws.weekday(first, first.replace(day=28))


def _row(key: str, bridge: str, day: date, kind: str, draws: Draws) -> Row:
    return {
        "support": key,
        "bridge": bridge,
        "partnership": None,
        "area_code": None,
        "support_on": day,
        "support_type": kind,
        "hours": round(HOURS.get(kind, 2) * draws.between(0.5, 1.6) * 2) / 2 if draws.yes(0.9) else None,
    }
