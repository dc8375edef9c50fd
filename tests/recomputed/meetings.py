"""Indicators 24 to 26 in SQL: meetings, and what is done of what they agreed."""

from recomputed.question import Answer, Question, as_day, middle, rate

HELD = """
FROM seen_meeting AS meeting JOIN asked USING (partnership)
WHERE is_here AND meeting.state = 'held' AND held_on <= :t
"""


def meeting_recency(question: Question) -> Answer:
    """Indicator 24: the median of days since the last meeting by the usual interval."""
    rows = question.rows(
        "SELECT partnership, meetings_expected_per_year, MAX(held_on) "
        "FROM seen_meeting AS meeting JOIN asked USING (partnership) JOIN seen_partnership USING (partnership) "
        "WHERE is_here AND is_counted AND meeting.state = 'held' AND held_on <= :t "
        "AND meetings_expected_per_year > 0 GROUP BY partnership, meetings_expected_per_year"
    )
    counted = question.number("SELECT COUNT(*) FROM asked WHERE is_here AND is_counted")
    ratios = [(question.t - as_day(last)).days / (365 / a_year) for _, a_year, last in rows]
    return middle(ratios, of=counted)


def decision_fit(question: Question) -> Answer:
    """Indicator 25: decisions taken in a closed meeting or by a quorate steering group."""
    size, fit = question.one(
        "SELECT COUNT(*), COUNT(*) FILTER (WHERE format = 'closed_meeting' "
        "OR (body = 'steering_group' AND quorate)) " + HELD + "AND purpose = 'decision' AND held_on > :since"
    )
    return rate(fit, size)


def follow_up(question: Question) -> Answer:
    """Indicator 26: actions done by their due date of what fell due in the period; five at least."""
    size, done = question.one("""
        SELECT COUNT(*),
               COUNT(*) FILTER (WHERE completed_on <= due_on)
        FROM seen_action AS action JOIN asked USING (partnership)
        WHERE is_here AND agreed_on <= :t AND due_on > :since AND due_on < :t
          AND (action.state IS NULL OR action.state <> 'dropped')
          AND (completed_on IS NOT NULL OR action.state IS NULL OR action.state <> 'complete')
    """)
    return rate(done, size, green=80, amber=60)
