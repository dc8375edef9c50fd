"""Partnerships that are made up beside those of the register, so that a demo store is as large as one asks.

Each lies in a real authority and is called after it, with a number that no real one has (`Leeds Example 12`). Nothing
is published of it, so the whole of its course is left open.
"""

from collections.abc import Iterator
from types import MappingProxyType

from data.illustrative.members import slug
from data.illustrative.partnerships import groups, plain_name
from data.illustrative.random_draws import Draws
from data.register_reader import COPIED, CoveredArea, Published
from geo import lookups
from geo.vintages import VINTAGES, members

SCALES = {"part_of_local_authority": 17, "local_authority": 2, "several_local_authorities": 1}
"""Most lie in a part of an authority: many whole ones would leave no cold spot in England."""


def further_partnerships(count: int, seed: int) -> Iterator[Published]:
    """So many partnerships of which everything is made up; the first are the same however many there are."""
    areas = lookups.read_areas()
    names = dict(areas[["area_code", "name"]].itertuples(index=False, name=None))
    codes, counties, bridges = (
        sorted(members(areas, VINTAGES[0])),
        groups("county"),
        groups("bridge", "group_code"),
    )
    for number in range(1, count + 1):
        draws = Draws(seed, "further", str(number))
        home, scale = draws.one(codes), draws.pick(SCALES)
        name = f"{plain_name(names[home])} Example {number}"
        around = [code for code in codes if counties.get(code) == counties.get(home, "") and code != home]
        others = draws.some(around, 2) if scale == "several_local_authorities" else []
        in_part = scale == "part_of_local_authority"
        yield Published(
            slug=slug(name),
            name=name,
            bridge=bridges[home],
            pilot=False,
            status="not_stated",
            areas=tuple(
                CoveredArea(code, "part" if in_part else "whole", name if in_part else None)
                for code in (home, *others)
            ),
            columns=MappingProxyType({**dict.fromkeys(COPIED), "name": name, "scale": scale}),
        )
