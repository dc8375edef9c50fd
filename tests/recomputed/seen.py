"""What a reader may see of the store, and who is asked for: the temporary tables of a connection."""

from datetime import date, timedelta

from recomputed.question import Question, as_day, months_before
from sqlalchemy import Connection, text

from dashboard.filters import Filters

MILESTONES = ("first_meeting_on", "first_delivery_on", "meetings_expected_per_year")

MARKED = {
    "seen_partnership": "partnership",
    "seen_status": "partnership_status",
    "seen_area": "partnership_area",
    "seen_organisation": "organisation",
    "seen_membership": "membership",
    "seen_evidence": "evidence",
    "seen_activity": "activity",
    "seen_link": "activity_link",
    "seen_meeting": "meeting",
    "seen_attendance": "attendance",
    "seen_action": "action",
    "seen_support": "support",
    "seen_return": "monitoring_return",
    "seen_statistic": "area_statistic",
    "seen_target": "target",
    "seen_end": "record_end",
}
"""View -> table; the views leave illustrative rows out where they are to be hidden."""

HANGING = {
    "membership": "organisation IN (SELECT organisation FROM seen_organisation)",
    "attendance": "organisation IN (SELECT organisation FROM seen_organisation) "
    "AND meeting IN (SELECT meeting FROM seen_meeting)",
    "activity_link": "from_activity IN (SELECT activity FROM seen_activity) "
    "AND to_activity IN (SELECT activity FROM seen_activity)",
}
"""What goes with the row that it hangs on."""

MADE = (
    "CREATE TEMPORARY TABLE vintage (begins DATE, ends DATE)",
    "CREATE TEMPORARY TABLE carried (vintage DATE, from_code TEXT, to_code TEXT)",
    "CREATE TEMPORARY TABLE pieces (area_code TEXT, number INTEGER)",
    "CREATE TEMPORARY TABLE authority (scope TEXT, area_code TEXT, region TEXT, ace_area TEXT, bridge TEXT)",
    "CREATE TEMPORARY TABLE lying (scope TEXT, partnership TEXT, area_code TEXT, whole BOOLEAN, share FLOAT)",
    "CREATE TEMPORARY TABLE standing (asked_on DATE, partnership TEXT, status TEXT)",
    "CREATE TEMPORARY TABLE asked (partnership TEXT, status TEXT, is_counted BOOLEAN, is_live BOOLEAN, "
    "is_anywhere BOOLEAN, is_here BOOLEAN)",
)

EMPTIED = (
    "DELETE FROM authority",
    "DELETE FROM lying",
    "DELETE FROM standing",
    "DELETE FROM asked",
)

CARRY = """
INSERT INTO carried
WITH RECURSIVE present AS (
    SELECT area_code FROM area
    WHERE level = 'lad' AND (from_date IS NULL OR from_date <= :begins) AND (to_date IS NULL OR to_date > :begins)
), links AS (
    SELECT from_code AS here, to_code AS following, 'later' AS way FROM area_succession WHERE on_date <= :begins
    UNION ALL
    SELECT to_code, from_code, 'earlier' FROM area_succession WHERE on_date > :begins
), step AS (
    SELECT here AS origin, following AS code, way FROM links WHERE here NOT IN (SELECT area_code FROM present)
    UNION
    SELECT step.origin, links.following, step.way
    FROM step JOIN links ON links.here = step.code AND links.way = step.way
    WHERE step.code NOT IN (SELECT area_code FROM present)
)
SELECT :begins, area_code, area_code FROM present
UNION
SELECT :begins, origin, code FROM step WHERE code IN (SELECT area_code FROM present)
"""

PLACE_AUTHORITIES = """
INSERT INTO authority
WITH ranked AS (
    SELECT area_code, grouping, group_code, ROW_NUMBER() OVER (
        PARTITION BY area_code, grouping
        ORDER BY CASE WHEN from_date <= :day AND (to_date IS NULL OR to_date > :day) THEN 0
                      WHEN from_date <= :day THEN 1 ELSE 2 END,
                 CASE WHEN from_date <= :day THEN from_date END DESC,
                 from_date
    ) AS place
    FROM area_grouping
)
SELECT CAST(:scope AS TEXT), present.to_code,
       MAX(CASE WHEN grouping = 'region' THEN group_code END),
       MAX(CASE WHEN grouping = 'ace_area' THEN group_code END),
       MAX(CASE WHEN grouping = 'bridge' THEN group_code END)
FROM carried AS present
LEFT JOIN ranked ON ranked.area_code = present.to_code AND ranked.place = 1
WHERE present.vintage = :vintage AND present.from_code = present.to_code
GROUP BY present.to_code
"""

PLACE_PARTNERSHIPS = """
INSERT INTO lying
WITH held AS (
    SELECT mine.partnership, mine.area_code, mine.coverage, mine.share, now.to_code,
           recorded.number AS recorded_pieces, covered.number AS covered_pieces
    FROM seen_area AS mine
    JOIN carried AS now ON now.vintage = :vintage AND now.from_code = mine.area_code
    JOIN pieces AS recorded ON recorded.area_code = mine.area_code
    JOIN pieces AS covered ON covered.area_code = now.to_code
    WHERE (mine.from_date IS NULL OR mine.from_date <= :t) AND (mine.to_date IS NULL OR mine.to_date > :t)
), ground AS (
    SELECT held.partnership, held.to_code, COUNT(DISTINCT atom.to_code) AS number
    FROM held JOIN carried AS atom
        ON atom.from_code = held.area_code AND atom.vintage = (SELECT MIN(begins) FROM vintage)
    WHERE held.coverage = 'whole'
    GROUP BY held.partnership, held.to_code
), judged AS (
    SELECT held.partnership, held.to_code,
           held.coverage = 'whole' AND (recorded_pieces >= covered_pieces OR ground.number >= covered_pieces)
               AS whole,
           CASE WHEN recorded_pieces < covered_pieces THEN NULL ELSE held.share END AS share
    FROM held
    LEFT JOIN ground ON ground.partnership = held.partnership AND ground.to_code = held.to_code
    WHERE held.coverage = 'whole' OR recorded_pieces <= covered_pieces
)
SELECT CAST(:scope AS TEXT), partnership, to_code,
       COUNT(*) FILTER (WHERE whole) > 0,
       CASE WHEN COUNT(*) FILTER (WHERE whole) > 0 THEN 1
            WHEN COUNT(share) < COUNT(*) THEN NULL
            WHEN SUM(share) > 1 THEN 1
            ELSE SUM(share) END
FROM judged GROUP BY partnership, to_code
"""

STAND = """
INSERT INTO standing
WITH ranked AS (
    SELECT partnership, status, ROW_NUMBER() OVER (
        PARTITION BY partnership
        ORDER BY CASE WHEN from_date IS NULL THEN 1 ELSE 0 END, from_date DESC,
                 CASE WHEN is_illustrative THEN 1 ELSE 0 END, status DESC
    ) AS place
    FROM seen_status
    WHERE (from_date IS NOT NULL OR precision <> 'not_published')
      AND (from_date IS NULL OR from_date <= :day) AND (to_date IS NULL OR to_date > :day)
)
SELECT :day, latest.partnership, COALESCE(further.status, latest.status)
FROM ranked AS latest
LEFT JOIN ranked AS further ON further.partnership = latest.partnership AND latest.status = 'existing'
    AND further.place = (
        SELECT MIN(place) FROM ranked AS other
        WHERE other.partnership = latest.partnership
          AND other.status IN ('established', 'delivering', 'dormant', 'merged', 'closed')
    )
WHERE latest.place = 1
"""

ASK = """
INSERT INTO asked
WITH region AS (
    SELECT lying.partnership, authority.region AS code, ROW_NUMBER() OVER (
        PARTITION BY lying.partnership ORDER BY COUNT(*) DESC, MIN(lying.area_code)
    ) AS place
    FROM lying JOIN authority ON authority.area_code = lying.area_code AND authority.scope = 'now'
    WHERE lying.scope = 'now' AND authority.region IS NOT NULL
    GROUP BY lying.partnership, authority.region
), ace_area AS (
    SELECT lying.partnership, MAX(CASE WHEN authority.ace_area IN :ace_area THEN 1 ELSE 0 END) AS is_in
    FROM lying JOIN authority ON authority.area_code = lying.area_code AND authority.scope = 'now'
    WHERE lying.scope = 'now'
    GROUP BY lying.partnership
), patch AS (
    SELECT bridge,
           CASE WHEN COUNT(DISTINCT region) = 1 THEN MIN(region) END AS region,
           CASE WHEN COUNT(DISTINCT ace_area) = 1 THEN MIN(ace_area) END AS ace_area
    FROM authority WHERE scope = 'now' AND bridge IS NOT NULL GROUP BY bridge
), told AS (
    SELECT mine.partnership, mine.bridge, standing.status,
           COALESCE(region.code, patch.region) AS region,
           COALESCE(ace_area.is_in, CASE WHEN patch.ace_area IN :ace_area THEN 1 ELSE 0 END) AS in_ace_area
    FROM seen_partnership AS mine
    LEFT JOIN region ON region.partnership = mine.partnership AND region.place = 1
    LEFT JOIN ace_area ON ace_area.partnership = mine.partnership
    LEFT JOIN patch ON patch.bridge = mine.bridge
    LEFT JOIN standing ON standing.partnership = mine.partnership AND standing.asked_on = :t
), judged AS (
    SELECT told.*,
           (:any_sector OR partnership IN (
               SELECT seat.partnership FROM seen_membership AS seat
               JOIN seen_organisation USING (organisation)
               WHERE sector IN :sector AND seat.from_date <= :t AND (seat.to_date IS NULL OR seat.to_date > :t)
           )) AND (:any_lever OR partnership IN (
               SELECT partnership FROM seen_activity
               WHERE primary_lever IN :lever AND start_on > :lever_since AND start_on <= :lever_t
                 AND (state IS NULL OR state <> 'cancelled')
           )) AS is_anywhere
    FROM told
)
SELECT partnership, status,
       COALESCE(status IN ('established', 'delivering') OR (:emerging AND status = 'emerging')
                OR (:existing AND status = 'existing'), FALSE),
       COALESCE(status IN ('prospective', 'emerging', 'existing', 'established', 'delivering'), FALSE),
       is_anywhere,
       is_anywhere
       AND (:any_region OR COALESCE(region IN :region, FALSE))
       AND (:any_ace_area OR in_ace_area = 1)
       AND (:any_bridge OR COALESCE(bridge IN :bridge, FALSE))
FROM judged
"""


def prepare(connection: Connection, *, hide: bool) -> None:
    """Make the temporary views and tables that do not depend on the filters."""
    for view, table in MARKED.items():
        connection.execute(text(_view(view, table, hide=hide)))
    for statement in MADE:
        connection.execute(text(statement))
    never = date(9999, 12, 31)
    begins = [
        as_day(day)
        for (day,) in connection.execute(
            text("SELECT from_date FROM boundary_set WHERE level = 'lad' ORDER BY from_date")
        )
    ]
    blank = Question(connection, Filters(), never, never)
    for first, last in zip(begins, [*begins[1:], never], strict=True):
        blank.run("INSERT INTO vintage VALUES (:begins, :ends)", begins=first, ends=last)
        blank.run(CARRY, begins=first)
    blank.run("""
        INSERT INTO pieces SELECT from_code, COUNT(*) FROM carried
        WHERE vintage = (SELECT MIN(begins) FROM vintage) GROUP BY from_code
    """)
    for statement in ("ANALYZE carried", "ANALYZE pieces"):
        blank.run(statement)


def ask(connection: Connection, filters: Filters) -> Question:
    """The question of the filters, with `authority`, `lying`, `standing` and `asked` filled for it."""
    t = filters.as_at or _complete_to(connection)
    chosen = filters.since - timedelta(days=1) if filters.since else months_before(t, 12, keep_end=True)
    since = min(chosen, t)
    question = Question(connection, filters, t, since, _ends(connection))
    for statement in EMPTIED:
        question.run(statement)
    place(question, "now", t)
    question.run(STAND, day=t)
    question.run(ASK)
    return question


def place(question: Question, scope: str, day: date) -> None:
    """Fill `authority` and `lying` for the authorities of a day, under a name of their own."""
    vintage = as_day(
        question.number("""
            SELECT COALESCE(MAX(CASE WHEN begins <= :day THEN begins END), MIN(begins)) FROM vintage
        """, day=day)
    )  # fmt: skip
    question.run(PLACE_AUTHORITIES, scope=scope, day=day, vintage=vintage)
    question.run(PLACE_PARTNERSHIPS, scope=scope, vintage=vintage)


def _ends(connection: Connection) -> dict[str, date]:
    """Kind of record -> its last complete day; that of real and illustrative ones together where both are seen."""
    rows = connection.execute(text("SELECT kind, complete_to FROM seen_end ORDER BY is_illustrative"))
    return {kind: as_day(day) for kind, day in rows}


def _complete_to(connection: Connection) -> date:
    latest = connection.execute(text("SELECT MAX(complete_to) FROM record_end WHERE kind = 'returns'"))
    return as_day(latest.scalar_one())


def _view(view: str, table: str, *, hide: bool) -> str:
    """The statement that makes a view; milestones that were generated are hidden as well."""
    said = "CASE WHEN NOT milestones_illustrative THEN {name} END AS {name}" if hide else "{name}"
    columns = ["partnership", "bridge", *(said.format(name=name) for name in MILESTONES)]
    shown = ", ".join(columns) if table == "partnership" else "*"
    where = ["WHERE", "NOT is_illustrative" if hide else "TRUE", "AND", HANGING.get(table, "TRUE")]
    return " ".join(("CREATE TEMPORARY VIEW", view, "AS SELECT", shown, "FROM", table, *where))
