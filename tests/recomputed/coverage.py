"""Indicators 8 to 12 in SQL: which authorities are covered, and whom that reaches."""

from datetime import date

from recomputed.question import NOTHING, Answer, Question, as_day, rate, share
from recomputed.seen import place

COVER = """
WITH here AS (
    SELECT area_code FROM authority
    WHERE scope = :scope AND (:any_region OR region IN :region)
      AND (:any_ace_area OR ace_area IN :ace_area) AND (:any_bridge OR bridge IN :bridge)
), covered AS (
    SELECT here.area_code,
           COUNT(asked.partnership) FILTER (WHERE is_counted) AS counted,
           COUNT(asked.partnership) FILTER (WHERE is_counted AND whole) AS wholly,
           COUNT(asked.partnership) FILTER (WHERE is_live) AS live,
           SUM(lying.share) FILTER (WHERE is_counted) AS share,
           COUNT(asked.partnership) FILTER (WHERE is_counted AND lying.share IS NULL) AS unknown
    FROM here
    LEFT JOIN lying ON lying.area_code = here.area_code AND lying.scope = :scope
    LEFT JOIN asked ON asked.partnership = lying.partnership AND is_anywhere
    GROUP BY here.area_code
)
"""


def area_coverage(question: Question) -> Answer:
    """Indicator 8: authorities with a counted partnership."""
    size, covered = question.one(
        COVER, "SELECT COUNT(*), COUNT(*) FILTER (WHERE counted > 0) FROM covered", scope="now"
    )
    return rate(covered, size)


def cold_spots(question: Question) -> Answer:
    """Indicator 9: authorities without any live partnership."""
    size, cold = question.one(
        COVER, "SELECT COUNT(*), COUNT(*) FILTER (WHERE live = 0) FROM covered", scope="now"
    )
    return Answer(cold, cold, size)


def cyp_coverage(question: Question) -> Answer:
    """Indicator 10: children and young people by the share of their authority that is covered."""
    day = _recorded(question, "population_0_24")
    if day is None:
        return NOTHING
    reached, children = question.one(
        COVER,
        """
        SELECT SUM(value * CASE WHEN COALESCE(share, 0) > 1 THEN 1 ELSE COALESCE(share, 0) END), SUM(value)
        FROM covered JOIN seen_statistic USING (area_code)
        WHERE measure = 'population_0_24' AND reference_date = :day
        """,
        scope="statistic",
        day=day,
    )
    return Answer(share(reached or 0, children or 0), round(reached or 0), round(children or 0))


def need_gap(question: Question) -> Answer:
    """Indicator 11: coverage of the most needed third less that of the least needed third."""
    day = _recorded(question, question.filters.need)
    if day is None:
        return NOTHING
    rows = question.rows(
        COVER,
        """
        SELECT counted > 0 FROM covered JOIN seen_statistic USING (area_code)
        WHERE measure = :need AND reference_date = :day ORDER BY value DESC, area_code
        """,
        scope="statistic",
        day=day,
    )
    covered, third = [bool(is_covered) for (is_covered,) in rows], len(rows) // 3
    if third < 5:
        return NOTHING
    most, least = sum(covered[:third]), sum(covered[-third:])
    return Answer(round(100 * (most - least) / third, 1), most, third)


def overlap(question: Question) -> Answer:
    """Indicator 12: authorities with more than one counted partnership."""
    size, several = question.one(
        COVER, "SELECT COUNT(*), COUNT(*) FILTER (WHERE counted > 1) FROM covered", scope="now"
    )
    return Answer(several, several, size)


def _recorded(question: Question, measure: str) -> date | None:
    """The reference date in use; fills the places of its authorities."""
    (found,) = question.one(
        """
        SELECT COALESCE(MAX(CASE WHEN reference_date <= :t THEN reference_date END), MIN(reference_date))
        FROM seen_statistic WHERE measure = :measure AND value IS NOT NULL
        """,
        measure=measure,
    )
    if found is None:
        return None
    question.run("DELETE FROM authority WHERE scope = 'statistic'")
    question.run("DELETE FROM lying WHERE scope = 'statistic'")
    place(question, "statistic", as_day(found))
    return as_day(found)
