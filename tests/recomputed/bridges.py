"""Indicator 27 in SQL: whom the bridges support."""

from recomputed.question import NOTHING, Answer, Question, rate


def support_reach(question: Question) -> Answer:
    """Indicator 27: counted partnerships with support in the last six months."""
    if not question.number("SELECT COUNT(*) FROM seen_support WHERE support_on <= :t"):
        return NOTHING
    size, supported = question.one("""
        SELECT COUNT(*), COUNT(*) FILTER (WHERE partnership IN (
            SELECT partnership FROM seen_support
            WHERE partnership IS NOT NULL AND support_on > :half_year_ago AND support_on <= :t
        ))
        FROM asked WHERE is_here AND is_counted
    """)
    return rate(supported, size)
