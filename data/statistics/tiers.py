"""Values of the upper tier that a table repeats for each district: true of the county, never to be added up."""

from collections.abc import Mapping

DISTRICT = "E07"
FEWEST_DISTRICTS, FEWEST_COUNTIES, MOST = 3, 2, 0.8


def is_repeated(values: Mapping[str, float], counties: Mapping[str, str]) -> bool:
    """Whether the districts of most counties share one value each, and the counties differ.

    `values` by authority; `counties` has the county of each authority that lies in one.
    """
    by_county: dict[str, list[float]] = {}
    for code, value in values.items():
        if code.startswith(DISTRICT) and code in counties:
            by_county.setdefault(counties[code], []).append(value)
    large = [held for held in by_county.values() if len(held) >= FEWEST_DISTRICTS]
    shared = [held[0] for held in large if len(set(held)) == 1]
    return len(large) >= FEWEST_COUNTIES and len(shared) >= MOST * len(large) and len(set(shared)) > 1
