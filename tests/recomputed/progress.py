"""Indicators 1 to 7 in SQL: how many, where to, how long, how lasting."""

from datetime import date
from itertools import pairwise
from statistics import mean, median

from recomputed.question import DAYS_A_MONTH, NOTHING, Answer, Question, as_day, rate
from recomputed.seen import STAND

BEFORE = """
WITH before AS (
    SELECT asked.*, COALESCE(
        standing.status IN ('established', 'delivering') OR (:emerging AND standing.status = 'emerging')
        OR (:existing AND standing.status = 'existing'), FALSE
    ) AS was_counted
    FROM asked LEFT JOIN standing ON standing.partnership = asked.partnership AND standing.asked_on = :day
    WHERE is_here
)
"""


def established(question: Question) -> Answer:
    """Indicator 1: counted now, against the target for all of England."""
    aim = _target(question) if question.is_whole else None
    count = _counted(question)
    return Answer(count, count, aim[0] if aim else None)


def forecast(question: Question) -> Answer:
    """Indicator 2: the count at the due date at the mean rate of the last four quarters."""
    aim = _target(question)
    if aim is None:
        return NOTHING
    value = round(max(0, _counted(question) + _left(question, aim) * mean(_changes(question))), 1)
    if not question.is_whole:
        return Answer(value, value)
    exact = max(0, _counted(question) + _left(question, aim) * mean(_changes(question))) / aim[0]
    return Answer(value, value, aim[0], "green" if exact >= 1 else "amber" if exact >= 0.9 else "red")


def required_rate(question: Question) -> Answer:
    """Indicator 3: what is missing by the quarters left."""
    aim = _target(question) if question.is_whole else None
    if aim is None:
        return NOTHING
    needed, left = max(0, aim[0] - _counted(question)), _left(question, aim)
    value = 0 if not needed else round(needed / left, 2) if left else None
    return Answer(value, needed, round(left, 2))


def pipeline(question: Question) -> Answer:
    """Indicator 4: emerging now."""
    return Answer(question.number("SELECT COUNT(*) FROM asked WHERE is_here AND status = 'emerging'"))


def net_change(question: Question) -> Answer:
    """Indicator 5: newly counted less those that ended, between two days a year apart."""
    before = question.back(12)
    _stand(question, before)
    opened, ended = question.one(
        BEFORE,
        """
        SELECT COUNT(*) FILTER (WHERE is_counted AND NOT was_counted),
               COUNT(*) FILTER (WHERE status IN ('dormant', 'merged', 'closed') AND was_counted)
        FROM before
        """,
        day=before,
    )
    return Answer(opened - ended, opened)


def time_to_delivery(question: Question) -> Answer:
    """Indicator 6: median months from the first meeting to the first delivery of those that delivered."""
    rows = question.rows("""
        SELECT first_meeting_on, CASE WHEN first_delivery_on <= :t THEN first_delivery_on END
        FROM seen_partnership JOIN asked USING (partnership)
        WHERE is_here AND first_meeting_on <= COALESCE(CASE WHEN first_delivery_on <= :t THEN first_delivery_on END, :t)
    """)
    months = [_months(as_day(met), as_day(done)) for met, done in rows if done]
    if not rows:
        return NOTHING
    return Answer(round(median(months), 1) if months else None, len(months), len(rows))


def survival(question: Question) -> Answer:
    """Indicator 7: of those counted two years ago, the share counted now; at least five."""
    before = question.back(24)
    _stand(question, before)
    size, still = question.one(
        BEFORE,
        "SELECT COUNT(*), COUNT(*) FILTER (WHERE is_counted) FROM before WHERE was_counted",
        day=before,
    )
    return rate(still, size)


def _counted(question: Question) -> int:
    return question.number("SELECT COUNT(*) FROM asked WHERE is_here AND is_counted")


def _changes(question: Question) -> list[int]:
    days = [question.back(months) for months in (12, 9, 6, 3)]
    counts = []
    for day in days:
        _stand(question, day)
        counts.append(question.number(BEFORE, "SELECT COUNT(*) FROM before WHERE was_counted", day=day))
    counts.append(_counted(question))
    return [later - earlier for earlier, later in pairwise(counts)]


def _stand(question: Question, day: date) -> None:
    question.run("DELETE FROM standing WHERE asked_on = :day", day=day)
    question.run(STAND, day=day)


def _target(question: Question) -> tuple[float, date] | None:
    rows = question.rows("""
        SELECT value, due_on FROM target
        WHERE indicator = 'established' AND official AND set_on <= :t ORDER BY set_on DESC, due_on DESC LIMIT 1
    """)
    return (rows[0][0], as_day(rows[0][1])) if rows else None


def _left(question: Question, aim: tuple[float, date]) -> float:
    return max(0, (aim[1] - question.t).days / (365.25 / 4))


def _months(met: date, done: date) -> float:
    return round((done - met).days / DAYS_A_MONTH, 1)
