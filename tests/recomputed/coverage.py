"""Indicators 8 to 12 in SQL: which authorities are covered, and whom that reaches."""

from datetime import date
from math import sqrt

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


def _same_period(row: str) -> str:
    """The condition that the day asked for lies in the month, quarter or year that a row is dated to."""
    asked, dated = "CAST(:t AS TEXT)", f"CAST({row}.from_date AS TEXT)"
    quarters = [f"(CAST(SUBSTR({day}, 6, 2) AS INTEGER) + 2) / 3" for day in (asked, dated)]
    return f"""(
              {row}.precision = 'month' AND SUBSTR({asked}, 1, 7) = SUBSTR({dated}, 1, 7)
              OR {row}.precision IN ('quarter', 'year') AND SUBSTR({asked}, 1, 4) = SUBSTR({dated}, 1, 4)
                  AND ({row}.precision = 'year' OR {" = ".join(quarters)})
          )"""


EVIDENCE = """
, known AS (
    SELECT 'shown' AS what, partnership, status, from_date, to_date, precision, begins, is_illustrative
    FROM seen_status
    UNION ALL
    SELECT 'published', partnership, status, from_date, to_date, precision, begins, is_illustrative
    FROM partnership_status WHERE NOT is_illustrative
), present AS (
    SELECT what, partnership, status, ROW_NUMBER() OVER (
        PARTITION BY what, partnership
        ORDER BY CASE WHEN from_date IS NULL THEN 1 ELSE 0 END, from_date DESC,
                 CASE WHEN is_illustrative THEN 1 ELSE 0 END, status DESC
    ) AS place
    FROM known
    WHERE (from_date IS NOT NULL OR precision <> 'not_published')
      AND (from_date IS NULL OR from_date <= :t) AND (to_date IS NULL OR to_date > :t)
), gone AS (
    SELECT latest.what, latest.partnership FROM present AS latest
    WHERE latest.place = (
        SELECT COALESCE(MIN(CASE WHEN other.status IN ('established', 'delivering', 'dormant', 'merged', 'closed')
                                 THEN other.place END), 1)
        FROM present AS other JOIN present AS first
          ON first.what = other.what AND first.partnership = other.partnership AND first.place = 1
        WHERE other.what = latest.what AND other.partnership = latest.partnership
          AND (first.status = 'existing' OR other.place = 1)
    ) AND latest.status IN ('dormant', 'merged', 'closed')
), possible AS (
    SELECT mine.what, mine.partnership FROM known AS mine
    WHERE mine.status IN ('emerging', 'existing', 'established', 'delivering')
      AND (mine.from_date IS NULL OR :t < mine.from_date)
      AND (
          mine.from_date IS NOT NULL AND mine.begins <> 'by' AND IN_ITS_PERIOD(mine)
          OR (mine.from_date IS NULL OR mine.begins = 'by') AND NOT EXISTS (
              SELECT 1 FROM known AS stage
              WHERE stage.what = mine.what AND stage.partnership = mine.partnership
                AND stage.status IN ('prospective', 'emerging') AND stage.from_date >= :t
                AND (mine.from_date IS NULL OR stage.from_date < mine.from_date)
          ) AND NOT EXISTS (
              SELECT 1 FROM known AS start
              WHERE start.what = mine.what AND start.partnership = mine.partnership
                AND start.status = 'existing' AND start.begins <> 'by' AND start.from_date > :t
                AND (mine.from_date IS NULL OR start.from_date < mine.from_date)
                AND NOT IN_ITS_PERIOD(start)
          )
      )
    UNION
    SELECT what, partnership FROM present
    WHERE place = 1 AND status IN ('emerging', 'existing', 'established', 'delivering')
    UNION
    SELECT 'shown', partnership FROM seen_partnership
    WHERE partnership NOT IN (SELECT partnership FROM known WHERE what = 'shown')
    UNION
    SELECT 'published', partnership FROM partnership
    WHERE NOT is_illustrative AND partnership NOT IN (SELECT partnership FROM known WHERE what = 'published')
), there AS (
    SELECT lying.area_code FROM possible
    JOIN asked ON asked.partnership = possible.partnership AND is_anywhere
    JOIN lying ON lying.partnership = possible.partnership AND lying.scope = :scope
    LEFT JOIN gone ON gone.what = possible.what AND gone.partnership = possible.partnership
    WHERE gone.partnership IS NULL
)
"""
for alias in ("mine", "start"):
    EVIDENCE = EVIDENCE.replace(f"IN_ITS_PERIOD({alias})", _same_period(alias))
"""The authorities for which there is evidence of a partnership, whenever it began and however far it is."""


def area_coverage(question: Question) -> Answer:
    """Indicator 8: authorities with a counted partnership."""
    size, covered = question.one(
        COVER, "SELECT COUNT(*), COUNT(*) FILTER (WHERE counted > 0) FROM covered", scope="now"
    )
    return rate(covered, size)


def cold_spots(question: Question) -> Answer:
    """Indicator 9: authorities without any live partnership, and without evidence of one."""
    size, cold = question.one(
        COVER,
        EVIDENCE,
        """
        SELECT COUNT(*), COUNT(*) FILTER (WHERE live = 0 AND area_code NOT IN (SELECT area_code FROM there))
        FROM covered
        """,
        scope="now",
    )
    return Answer(cold, cold, size)


def cyp_coverage(question: Question) -> Answer:
    """Indicator 10: children and young people by the share of their authority that is covered."""
    day = _latest(question, "population_0_24")
    if day is None:
        return NOTHING
    _place(question, "population_0_24", day)
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
    """Indicator 11: coverage of the neediest third less that of the least needy third."""
    day, counted_on = (_latest(question, measure) for measure in (question.filters.need, "population_0_24"))
    if day is None:
        return NOTHING
    _place(question, question.filters.need, day)
    rows = question.rows(
        COVER,
        """
        SELECT counted > 0 FROM covered
        JOIN seen_statistic AS need ON need.area_code = covered.area_code
            AND need.measure = :need AND need.reference_date = :day
        LEFT JOIN seen_statistic AS people ON people.area_code = covered.area_code
            AND people.measure = 'population_0_24' AND people.reference_date = :counted_on
        LEFT JOIN area_measure ON area_measure.measure = :need
        ORDER BY CASE WHEN lower_is_needier THEN need.value ELSE -need.value END,
                 CASE WHEN people.value IS NULL THEN 1 ELSE 0 END, people.value DESC, covered.area_code
        """,
        scope="statistic",
        day=day,
        counted_on=counted_on or day,
    )
    covered, third = [bool(is_covered) for (is_covered,) in rows], len(rows) // 3
    if third < 5:
        return NOTHING
    most, least = sum(covered[:third]), sum(covered[-third:])
    (low_of_most, high_of_most), (low_of_least, high_of_least) = (_interval(k, third) for k in (most, least))
    gap = (most - least) / third
    down = sqrt((most / third - low_of_most) ** 2 + (high_of_least - least / third) ** 2)
    up = sqrt((high_of_most - most / third) ** 2 + (least / third - low_of_least) ** 2)
    return Answer(100 * gap, most, third, low=100 * (gap - down), high=100 * (gap + up))


def _interval(part: int, whole: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """The shares whose distance from the observed one is z of their own standard errors: roots of a quadratic."""
    a, b, c = 1 + z * z / whole, -(2 * part + z * z) / whole, (part / whole) ** 2
    root = sqrt(max(b * b - 4 * a * c, 0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def overlap(question: Question) -> Answer:
    """Indicator 12: authorities with more than one counted partnership."""
    size, several = question.one(
        COVER, "SELECT COUNT(*), COUNT(*) FILTER (WHERE counted > 1) FROM covered", scope="now"
    )
    return Answer(several, several, size)


def _latest(question: Question, measure: str) -> date | None:
    """The reference date of a measure that is in use."""
    (found,) = question.one(
        """
        SELECT COALESCE(MAX(CASE WHEN reference_date <= :t THEN reference_date END), MIN(reference_date))
        FROM seen_statistic WHERE measure = :measure AND value IS NOT NULL
        """,
        measure=measure,
    )
    return None if found is None else as_day(found)


def _place(question: Question, measure: str, day: date) -> None:
    """Fill the places of the authorities that values are recorded for: of the vintage most of which has a value."""
    begins, ends = question.rows(
        """
        SELECT begins, ends FROM vintage
        JOIN carried AS present ON present.vintage = begins AND present.from_code = present.to_code
        LEFT JOIN seen_statistic AS known ON known.area_code = present.to_code
            AND known.measure = :measure AND known.reference_date = :day
        GROUP BY begins, ends ORDER BY 1.0 * COUNT(known.value) / COUNT(*) DESC, begins DESC
        """,
        measure=measure,
        day=day,
    )[0]
    question.run("DELETE FROM authority WHERE scope = 'statistic'")
    question.run("DELETE FROM lying WHERE scope = 'statistic'")
    was_there = as_day(begins) <= day < as_day(ends)
    place(question, "statistic", day if was_there else as_day(begins))
