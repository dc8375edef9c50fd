"""Every indicator equals what SQL says of the same store, on both databases, for fifty random questions."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from recomputed.every import RECOMPUTED, answers
from recomputed.question import Answer
from recomputed.rough import roughen
from recomputed.seen import ask, prepare
from sqlalchemy import Engine, text

from dashboard.filters import Filters
from dashboard.indicators import INDICATORS
from dashboard.indicators.answerable import value_of
from data.demo import build_demo
from data.programme import load
from data.store import open_store
from data.taxonomy import LEVERS, SECTORS

QUESTIONS, FEWER, SEED = 50, 15, 2020
FIRST, LAST = date(2014, 6, 30), date(2024, 3, 31)
CLOSE = 1e-6


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
            illustrative=chance.random() >= hidden,
        )


@pytest.fixture
def demo(store_url: str) -> Iterator[Engine]:
    build_demo(store_url)
    engine = open_store(store_url)
    yield engine
    engine.dispose()


def groups_of(engine: Engine) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT DISTINCT grouping, group_code FROM area_grouping ORDER BY 1, 2")
        )
        for grouping, code in rows:
            found.setdefault(grouping, []).append(code)
    return found


def recomputed(engine: Engine, questions: list[Filters]) -> dict[Filters, dict[str, Answer]]:
    found = {}
    for hide in (False, True):
        with engine.connect() as connection:
            prepare(connection, hide=hide)
            for filters in questions:
                if filters.illustrative is not hide:
                    found[filters] = answers(ask(connection, filters))
            connection.rollback()
    return found


def test_every_indicator_is_recomputed():
    assert list(RECOMPUTED) == [indicator.key for indicator in INDICATORS]


def test_every_indicator_equals_an_independent_recomputation(demo):
    assert differences(demo, list(random_questions(groups_of(demo)))) == []


def test_it_does_so_in_a_store_of_gaps_where_only_some_rows_are_illustrative(demo):
    roughen(demo)
    questions = list(random_questions(groups_of(demo), seed=SEED + 1, hidden=0.6))
    assert differences(demo, questions[:FEWER]) == []


def differences(engine: Engine, questions: list[Filters]) -> list[str]:
    """Where the indicators and SQL differ, in words."""
    expected, programme = recomputed(engine, questions), load(engine)
    pairs = [
        (indicator.key, filters, said(value_of(indicator, programme, filters)))
        for filters in questions
        for indicator in INDICATORS
    ]
    return [
        f"{key} of {filters.to_query() or 'the default'}: {value}, in SQL {expected[filters][key]}"
        for key, filters, value in pairs
        if not is_close(value, expected[filters][key])
    ]


def said(value) -> Answer:
    return Answer(value.value, value.numerator, value.denominator, value.rating)


def is_close(one: Answer, other: Answer) -> bool:
    """Equal but for the last digits that another order of adding up may change."""
    pairs = [(one.value, other.value), (one.numerator, other.numerator), (one.denominator, other.denominator)]
    return one.rating == other.rating and all(
        a == b or (a is not None and b is not None and abs(a - b) < CLOSE) for a, b in pairs
    )
