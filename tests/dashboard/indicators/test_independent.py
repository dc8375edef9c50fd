"""Every indicator equals what SQL says of the same store, on both databases, for fifty random questions."""

from collections.abc import Iterator

import pytest
from asking import SEED, random_questions
from recomputed.every import RECOMPUTED, answers
from recomputed.question import Answer
from recomputed.rough import roughen
from recomputed.seen import prepare
from sqlalchemy import Engine, text

from dashboard.filters import Filters
from dashboard.indicators import INDICATORS
from dashboard.indicators.shared.values import value_of
from dashboard.question import Question
from data.programme.programme import load
from data.store.engine import open_store
from tests.stores import Stores

FEWER = 15
CLOSE = 1e-6


@pytest.fixture
def demo(stores: Stores) -> Iterator[Engine]:
    engine = open_store(stores.copy("demo"))
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
                    found[filters] = answers(connection, filters)
            connection.rollback()
    return found


def test_every_indicator_is_recomputed():
    keys = [indicator.key for indicator in INDICATORS]
    missing = [key for key in keys if key not in RECOMPUTED]
    assert missing == [], "each needs a function of that name in the module of its theme in tests/recomputed"
    assert RECOMPUTED.keys() == set(keys), (
        "only functions that recompute an indicator have public names there"
    )


@pytest.mark.thorough
def test_every_indicator_equals_an_independent_recomputation(demo):
    assert differences(demo, list(random_questions(groups_of(demo)))) == []


@pytest.mark.thorough
def test_it_does_so_in_a_store_of_gaps_where_only_some_rows_are_illustrative(demo):
    roughen(demo)
    questions = list(random_questions(groups_of(demo), seed=SEED + 1, hidden=0.6))
    assert differences(demo, questions[:FEWER]) == []


def differences(engine: Engine, questions: list[Filters]) -> list[str]:
    """Where the indicators and SQL differ, in words."""
    expected, programme = recomputed(engine, questions), load(engine)
    pairs = [
        (indicator.key, filters, said(value_of(indicator, Question(programme, filters))))
        for filters in questions
        for indicator in INDICATORS
    ]
    return [
        f"{key} of {filters.to_query() or 'the default'}: {value}, in SQL {expected[filters][key]}"
        for key, filters, value in pairs
        if not is_close(value, expected[filters][key])
    ]


def said(value) -> Answer:
    return Answer(
        value.value, value.numerator, value.denominator, value.rating, value.low, value.high, value.verdict
    )


def is_close(one: Answer, other: Answer) -> bool:
    """Equal but for the last digits that another order of adding up may change."""
    pairs = [(one.value, other.value), (one.numerator, other.numerator), (one.denominator, other.denominator)]
    if other.low is not None:
        pairs += [(one.low, other.low), (one.high, other.high)]
    is_same = one.rating == other.rating and (other.verdict is None or one.verdict == other.verdict)
    return is_same and all(
        a == b or (a is not None and b is not None and abs(a - b) < CLOSE) for a, b in pairs
    )
