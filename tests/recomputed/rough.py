"""A store as returns make it: some rows real and some illustrative, with gaps wherever the sheets allow one."""

from sqlalchemy import Engine, text

CHANGES = (
    "UPDATE organisation SET is_illustrative = FALSE WHERE organisation LIKE '%a%'",
    "UPDATE membership SET is_illustrative = FALSE WHERE organisation LIKE '%e%'",
    "UPDATE activity SET is_illustrative = FALSE WHERE activity LIKE '%3' OR activity LIKE '%6'",
    "UPDATE activity SET state = NULL WHERE activity LIKE '%5'",
    "UPDATE activity SET secondary_considered = NULL WHERE activity LIKE '%6'",
    "UPDATE activity_link SET is_illustrative = FALSE WHERE from_activity LIKE '%3'",
    "UPDATE meeting SET is_illustrative = FALSE WHERE meeting LIKE '%3' OR meeting LIKE '%4'",
    "UPDATE meeting SET state = NULL WHERE meeting LIKE '%9'",
    "UPDATE meeting SET quorate = NULL, purpose = 'decision' WHERE meeting LIKE '%8'",
    "UPDATE attendance SET is_illustrative = FALSE WHERE organisation LIKE '%s%'",
    "UPDATE action SET is_illustrative = FALSE WHERE action LIKE '%2'",
    "UPDATE action SET completed_on = NULL WHERE action LIKE '%1-a1'",
    "UPDATE action SET due_on = NULL WHERE action LIKE '%2-a2'",
    "UPDATE action SET state = NULL WHERE action LIKE '%3-a1'",
    "UPDATE support SET is_illustrative = FALSE WHERE support LIKE '%5'",
    "UPDATE monitoring_return SET is_illustrative = FALSE WHERE partnership LIKE '%b%'",
    "UPDATE partnership SET milestones_illustrative = FALSE WHERE partnership LIKE '%c%'",
    "UPDATE partnership SET meetings_expected_per_year = NULL WHERE partnership LIKE '%d'",
    "UPDATE partnership SET bridge = NULL WHERE partnership LIKE '%n'",
    "UPDATE partnership_status SET is_illustrative = FALSE WHERE partnership LIKE '%s%'",
    "UPDATE partnership_status SET from_date = NULL WHERE status = 'prospective' AND partnership LIKE '%a%'",
    "UPDATE partnership_area SET share = 0.4 WHERE coverage = 'part' AND partnership LIKE '%e%'",
)


def roughen(engine: Engine) -> None:
    """Change a demo store into such a store."""
    with engine.begin() as connection:
        for change in CHANGES:
            connection.execute(text(change))
