"""Indicators 19 to 23 in SQL: which levers, and what led to what."""

from collections import defaultdict
from datetime import date
from math import log
from statistics import median

from recomputed.question import NOTHING, Answer, Question, as_day, months_before, rate

BEGUN = """
WITH begun AS (
    SELECT activity.* FROM seen_activity AS activity JOIN asked USING (partnership)
    WHERE is_here AND (activity.state IS NULL OR activity.state <> 'cancelled') AND start_on <= :t
)
"""
ASKED = "FROM begun WHERE start_on > :since AND (:any_lever OR primary_lever IN :lever)"
OLD = "begun.start_on <= :a_year_back AND (:any_lever OR begun.primary_lever IN :lever)"


def lever_mix(question: Question) -> Answer:
    """Indicator 19: the share of delivering among the primary levers; one lever alone has no mix."""
    if len(question.filters.lever) == 1:
        return NOTHING
    size, delivering = question.one(
        BEGUN, "SELECT COUNT(*), COUNT(*) FILTER (WHERE primary_lever = 'DEL') ", ASKED
    )
    return rate(delivering, size)


def lever_balance(question: Question) -> Answer:
    """Indicator 20: the median normalised entropy of the weights of partnerships with five activities."""
    rows = question.rows(
        BEGUN,
        """
        SELECT partnership, primary_lever, 1.0, 1 FROM begun WHERE start_on > :since
        UNION ALL
        SELECT partnership, lever, 0.5, 0 FROM begun JOIN activity_lever USING (activity)
        WHERE start_on > :since AND lever <> primary_lever
    """,
    )
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    number: dict[str, int] = defaultdict(int)
    for partnership, lever, weight, activity in rows:
        weights[partnership][lever] += float(weight)
        number[partnership] += activity
    enough = [weights[partnership] for partnership, size in number.items() if size >= 5]
    if not enough:
        return NOTHING
    return Answer(median(_balance(held) for held in enough), len(enough), len(number))


def all_levers(question: Question) -> Answer:
    """Indicator 21: counted partnerships that pulled all three in twelve months."""
    size, every = question.one(
        BEGUN,
        """
        , pulled AS (
            SELECT partnership, COUNT(DISTINCT primary_lever) AS levers
            FROM begun JOIN asked USING (partnership)
            WHERE is_counted AND start_on > :a_year_back GROUP BY partnership
        )
        SELECT COUNT(*), COUNT(*) FILTER (WHERE levers = 3) FROM pulled
    """,
    )
    return rate(every, size)


def lever_considered(question: Question) -> Answer:
    """Indicator 22: activities whose secondary lever was considered."""
    size, said, yes = question.one(
        BEGUN,
        "SELECT COUNT(*), COUNT(secondary_considered), COUNT(*) FILTER (WHERE secondary_considered) ",
        ASKED,
    )
    return rate(yes, size) if said else NOTHING


def led_to(question: Question) -> Answer:
    """Indicator 23: of the activities at least twelve months old, those that led to another within twelve months."""
    if not question.number("SELECT COUNT(*) FROM seen_link"):
        return NOTHING
    size = question.number(BEGUN, "SELECT COUNT(*) FROM begun WHERE ", OLD)
    links = question.rows(
        BEGUN,
        """
        SELECT begun.activity, begun.start_on, target.start_on FROM begun
        JOIN seen_link ON seen_link.from_activity = begun.activity
        JOIN seen_activity AS target ON target.activity = seen_link.to_activity
        WHERE (target.state IS NULL OR target.state <> 'cancelled') AND target.start_on <= :t AND
        """,
        OLD,
    )
    leading = {one for one, began, led in links if as_day(led) <= _a_year_after(as_day(began))}
    return rate(len(leading), size)


def _a_year_after(day: date) -> date:
    return months_before(day, -12, keep_end=False)


def _balance(weights: dict[str, float]) -> float:
    total = sum(weights.values())
    return -sum(weight / total * log(weight / total) for weight in weights.values()) / log(3)
