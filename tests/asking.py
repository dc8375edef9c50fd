"""Random questions, the same every time, for tests of what must hold whatever is asked."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from dashboard.filters import DEFAULT_NEED, Filters
from data.taxonomy import CHILDREN, LEVERS, SECTORS

QUESTIONS, SEED = 50, 2020
FIRST, LAST = date(2014, 6, 30), date(2024, 3, 31)


def random_questions(
    groups: dict[str, list[str]], *, seed: int = SEED, hidden: float = 0.15
) -> Iterator[Filters]:
    """The default question, and random ones: each filter is used by about every third, dates by most."""
    chance = random.Random(seed)  # noqa: S311 - a seed is what makes the questions the same every time

    def some(values: list[str], likely: float = 0.3) -> tuple[str, ...]:
        return tuple(chance.sample(values, chance.randint(1, 3))) if chance.random() < likely else ()

    def day() -> date:
        found = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
        return chance.choice([found, date(found.year, 3, 31), date(2020, 3, 31), found.replace(day=1)])

    yield Filters()
    for _ in range(QUESTIONS - 1):
        as_at = day() if chance.random() < 0.7 else None
        yield Filters(
            as_at=as_at,
            since=(as_at or date(2020, 3, 31)) - timedelta(days=chance.randint(0, 2500))
            if chance.random() < 0.4
            else None,
            region=some(groups["region"]),
            ace_area=some(groups["ace_area"], 0.15),
            bridge=some(groups["bridge"], 0.2),
            sector=some(list(SECTORS), 0.2),
            lever=some(list(LEVERS), 0.2),
            emerging=chance.random() < 0.4,
            existing=chance.random() < 0.3,
            illustrative=chance.random() >= hidden,
            need=CHILDREN if chance.random() < 0.3 else DEFAULT_NEED,
        )
