"""Places: an authority counts once for a partnership on any day, and nobody has more than all of one.

The rule for shares. Two rows of one partnership for one authority may hold on the same day only if both are parts
with a locality of their own, and their shares together are at most 1. Shares of several partnerships may come to
more than 1, because two partnerships can serve the same children; that is a warning.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from data.returns.imports.checks.overlaps import Placed, overlap
from data.returns.imports.checks.result import Checked, error, warning
from data.returns.problems import Problem
from data.store.rows import Row

SHEET = "partnership_areas"
_ROUNDING = 1e-9


def listed_twice(checked: Checked) -> Iterator[Problem]:
    """One authority on two rows of one partnership that hold on the same day, at least one of them sent."""
    for together in _by(checked, "partnership", "area_code").values():
        for here, there in combinations(together, 2):
            (_, one, sent_one), (_, other, sent_other) = here, there
            origin = sent_other or sent_one
            if origin is None or not overlap(one, other) or _are_two_parts(one, other):
                continue
            yield error(
                origin,
                "area_code",
                one["area_code"],
                wrong=f"{one['partnership']} would cover {checked.places.called(str(one['area_code']))} twice at once.",
                right="Give the earlier row a to_date, or make both parts with a locality of their own and shares that "
                "are 1 or less together.",
            )


def shared_beyond_the_whole(checked: Checked) -> Iterator[Problem]:
    """Shares of one authority by several partnerships on the same day that come to more than 1."""
    for code, together in _by(checked, "area_code").items():
        shared = [one for one in together if one[1]["share"] is not None]
        for _, row, origin in shared:
            if origin is None:
                continue
            others = [
                other
                for _, other, _ in shared
                if other["partnership"] != row["partnership"] and overlap(row, other)
            ]
            total = _share(row) + sum(map(_share, others))
            if others and total > 1 + _ROUNDING:
                yield warning(
                    origin,
                    "share",
                    row["share"],
                    wrong=f"With {', '.join(sorted({str(other['partnership']) for other in others}))} the shares of "
                    f"{checked.places.called(str(code[0]))} come to {total:.2f}.",
                    right="That may be so where partnerships overlap; counted is 1 at most.",
                )


def _by(checked: Checked, *columns: str) -> dict[tuple[object, ...], list[Placed]]:
    """The rows that agree in these columns, only where one of them was sent."""
    groups: dict[tuple[object, ...], list[Placed]] = defaultdict(list)
    for one in checked.rows(SHEET):
        groups[tuple(one[1][column] for column in columns)].append(one)
    return {key: rows for key, rows in groups.items() if any(origin for _, _, origin in rows)}


def _are_two_parts(one: Row, other: Row) -> bool:
    parts = one["coverage"] == other["coverage"] == "part"
    named = None not in {one["locality"], other["locality"]} and one["locality"] != other["locality"]
    return parts and named and _share(one) + _share(other) <= 1 + _ROUNDING


def _share(row: Row) -> float:
    share = row["share"]
    return float(share) if isinstance(share, int | float) else 0.0
