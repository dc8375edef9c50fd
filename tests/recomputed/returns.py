"""Indicator 28 in SQL: who returns in time."""

from recomputed.question import Answer, Question, rate


def returns(question: Question) -> Answer:
    """Indicator 28: returns received by their due date of those due in the period."""
    size, on_time = question.one("""
        SELECT COUNT(*),
               COUNT(*) FILTER (WHERE received_on <= due_on AND received_on <= :t)
        FROM seen_return JOIN asked USING (partnership)
        WHERE is_here AND due_on > :since AND due_on < :t
    """)
    return rate(on_time, size, green=90, amber=75)
