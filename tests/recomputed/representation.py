"""Indicators 13 to 18 in SQL: who is at the table."""

from collections import defaultdict
from math import exp, log

from recomputed.question import NOTHING, Answer, Question, middle, rate

SEATED = """
WITH RECURSIVE number (i) AS (
    SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < 200
), listed AS (
    SELECT partnership, COUNT(DISTINCT organisation) AS held, MAX(from_date) AS last_on
    FROM seen_membership WHERE begins = 'by' GROUP BY partnership
), whole AS (
    SELECT partnership, last_on FROM listed WHERE EXISTS (
        SELECT 1 FROM seen_evidence AS told JOIN number ON told.value LIKE CAST(i AS TEXT) || ' %' AND i <= held
        WHERE told.partnership = listed.partnership AND told.kind = 'count'
    )
), seat AS (
    SELECT DISTINCT held.partnership, held.organisation, sector
    FROM seen_membership AS held JOIN seen_organisation USING (organisation)
    WHERE held.from_date <= :t AND (held.to_date IS NULL OR held.to_date > :t)
), known AS (
    SELECT partnership FROM asked WHERE is_here AND is_counted
      AND (
        partnership IN (SELECT partnership FROM seen_membership WHERE begins <> 'by' AND from_date <= :t)
        OR partnership IN (SELECT partnership FROM whole WHERE last_on <= :t)
      )
), grouped AS (
    SELECT partnership, organisation, sector, CASE
        WHEN sector IN ('school', 'early_years', 'further_education', 'higher_education') THEN 'education'
        WHEN sector IN ('local_authority', 'cultural_organisation', 'music_education_hub', 'youth_sector')
            THEN sector
        END AS core
    FROM seat JOIN known USING (partnership)
)
"""
PER_TABLE = """
SELECT known.partnership, COUNT(DISTINCT core), COUNT(DISTINCT CASE WHEN core = 'education' THEN sector END)
FROM known LEFT JOIN grouped ON grouped.partnership = known.partnership GROUP BY known.partnership
"""
CAME = """
, latest AS (
    SELECT partnership, meeting, ROW_NUMBER() OVER (
        PARTITION BY partnership ORDER BY held_on DESC, meeting DESC
    ) AS place
    FROM seen_meeting WHERE state = 'held' AND held_on <= :t
), came AS (
    SELECT latest.partnership, note.state, CASE
        WHEN sector IN ('school', 'early_years', 'further_education', 'higher_education') THEN 'education'
        ELSE sector
        END AS core
    FROM latest JOIN seen_attendance AS note USING (meeting) JOIN seen_organisation USING (organisation)
    WHERE place <= 2
), sits AS (
    SELECT DISTINCT partnership, core FROM grouped WHERE core IS NOT NULL
)
SELECT COUNT(*), COUNT(*) FILTER (WHERE EXISTS (
    SELECT 1 FROM came WHERE came.partnership = sits.partnership AND came.core = sits.core
        AND came.state IN ('present', 'substitute')
))
FROM sits WHERE partnership IN (SELECT partnership FROM came)
"""


def core_groups(question: Question) -> Answer:
    """Indicator 13: the median number of core groups at the table."""
    return middle([groups for _, groups, _ in _tables(question)], of=_counted(question))


def fully_represented(question: Question) -> Answer:
    """Indicator 14: the tables with all five."""
    tables = _tables(question)
    return rate(sum(groups == 5 for _, groups, _ in tables), len(tables))


def sector_gap(question: Question) -> Answer:
    """Indicator 15: the core sector that most tables lack."""
    tables = _tables(question)
    having = question.rows(SEATED, """
        SELECT COUNT(DISTINCT partnership) FROM grouped WHERE core IS NOT NULL GROUP BY sector
    """)  # fmt: skip
    least = min((number for (number,) in having), default=0) if len(having) == 8 else 0
    return rate(len(tables) - least, len(tables))


def education_depth(question: Question) -> Answer:
    """Indicator 16: the median number of education settings."""
    return middle([settings for _, _, settings in _tables(question)], of=_counted(question))


def active_core_groups(question: Question) -> Answer:
    """Indicator 17: core groups that came to any of the last two meetings."""
    if not _tables(question):
        return NOTHING
    seats, came = question.one(SEATED, CAME)
    return rate(came, seats)


def effective_sectors(question: Question) -> Answer:
    """Indicator 18: the exponential of the entropy of the sectors of the members, the median."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for partnership, number in question.rows(
        SEATED, "SELECT partnership, COUNT(*) FROM grouped GROUP BY partnership, sector"
    ):
        numbers[partnership].append(number)
    values = [exp(-sum(n / sum(all_) * log(n / sum(all_)) for n in all_)) for all_ in numbers.values()]
    return middle(values, of=_counted(question))


def _tables(question: Question) -> list[tuple[str, int, int]]:
    return question.rows(SEATED, PER_TABLE)


def _counted(question: Question) -> int:
    return question.number("SELECT COUNT(*) FROM asked WHERE is_here AND is_counted")
