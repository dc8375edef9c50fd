"""How England's lower-tier and unitary authorities changed since 2009: the facts the lookups are built from.

Dates and codes as in the Orders of Parliament and the ONS Code History Database. A `recode` keeps the
authority and changes its code (a small boundary change); a `merge` replaces several authorities by one.
"""

from dataclasses import dataclass
from datetime import date

FIRST_DAY = date(2009, 4, 1)
"""The day from which GSS codes are valid here; what an authority was before that is not looked at."""


@dataclass(frozen=True, slots=True)
class Change:
    """One authority code that came into being on a day, and the codes it took over whole."""

    on: date
    kind: str
    to_code: str
    name: str
    from_codes: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The new code and those it took over."""
        return self.to_code, *self.from_codes


def _districts(*numbers: int) -> tuple[str, ...]:
    return tuple(f"E07{number:06d}" for number in numbers)


CHANGES: tuple[Change, ...] = (
    Change(date(2012, 4, 1), "recode", "E07000240", "St Albans", ("E07000100",)),
    Change(date(2012, 4, 1), "recode", "E07000241", "Welwyn Hatfield", ("E07000104",)),
    Change(date(2013, 4, 1), "recode", "E06000057", "Northumberland", ("E06000048",)),
    Change(date(2013, 4, 1), "recode", "E07000242", "East Hertfordshire", ("E07000097",)),
    Change(date(2013, 4, 1), "recode", "E07000243", "Stevenage", ("E07000101",)),
    Change(date(2013, 4, 1), "recode", "E08000037", "Gateshead", ("E08000020",)),
    Change(
        date(2019, 4, 1),
        "merge",
        "E06000058",
        "Bournemouth, Christchurch and Poole",
        ("E06000028", "E06000029", "E07000048"),
    ),
    Change(date(2019, 4, 1), "merge", "E06000059", "Dorset", _districts(49, 50, 51, 52, 53)),
    Change(date(2019, 4, 1), "merge", "E07000244", "East Suffolk", _districts(205, 206)),
    Change(date(2019, 4, 1), "merge", "E07000245", "West Suffolk", _districts(201, 204)),
    Change(date(2019, 4, 1), "merge", "E07000246", "Somerset West and Taunton", _districts(190, 191)),
    Change(date(2020, 4, 1), "merge", "E06000060", "Buckinghamshire", _districts(4, 5, 6, 7)),
    Change(date(2021, 4, 1), "merge", "E06000061", "North Northamptonshire", _districts(150, 152, 153, 156)),
    Change(date(2021, 4, 1), "merge", "E06000062", "West Northamptonshire", _districts(151, 154, 155)),
    Change(date(2023, 4, 1), "merge", "E06000063", "Cumberland", _districts(26, 28, 29)),
    Change(date(2023, 4, 1), "merge", "E06000064", "Westmorland and Furness", _districts(27, 30, 31)),
    Change(
        date(2023, 4, 1),
        "merge",
        "E06000065",
        "North Yorkshire",
        _districts(163, 164, 165, 166, 167, 168, 169),
    ),
    Change(date(2023, 4, 1), "merge", "E06000066", "Somerset", _districts(187, 188, 189, 246)),
    Change(date(2025, 4, 1), "recode", "E08000038", "Barnsley", ("E08000016",)),
    Change(date(2025, 4, 1), "recode", "E08000039", "Sheffield", ("E08000019",)),
)
