"""Who a filter chooses, told from the tables of the store in SQL: another way than that of the product."""

from collections.abc import Iterator
from datetime import date

import pytest
from recomputed.question import Question as Recomputed
from recomputed.seen import ask, prepare
from sqlalchemy import Connection

from dashboard.filters import Filters
from dashboard.indicators.shared import selection
from dashboard.question import Question
from data.programme.programme import Programme
from data.store.engine import open_store

WITH = """
WITH seat AS (
    SELECT partnership, sector FROM seen_membership AS held JOIN seen_organisation USING (organisation)
    WHERE held.from_date <= :t AND (held.to_date IS NULL OR held.to_date > :t)
), ended AS (
    SELECT partnership FROM standing WHERE asked_on = :t AND (status IN ('merged', 'closed')
        OR (status = 'dormant' AND partnership NOT IN (SELECT partnership FROM seat)))
), listed AS (
    SELECT partnership, COUNT(DISTINCT organisation) AS held, MAX(from_date) AS last_on
    FROM seen_membership WHERE begins = 'by' GROUP BY partnership
), known AS (
    SELECT partnership FROM seen_membership WHERE begins <> 'by' AND from_date <= :t
    UNION
    SELECT told.partnership FROM seen_evidence AS told
    JOIN listed ON listed.partnership = told.partnership AND listed.last_on <= :t
    WHERE told.kind = 'count'
      AND CAST(SUBSTR(told.value, 1, INSTR(told.value, ' ') - 1) AS INTEGER) BETWEEN 1 AND held
), now AS (
    SELECT COALESCE(MAX(CASE WHEN begins <= :t THEN begins END), MIN(begins)) AS vintage FROM vintage
)
"""
BEGUN = """
SELECT partnership FROM seen_activity AS begun JOIN {table} AS tag ON tag.activity = begun.activity
WHERE tag.{column} = :value AND start_on > :lever_since AND start_on <= :lever_t
  AND (state IS NULL OR state <> 'cancelled')
"""
CHOSEN = {
    "status": "SELECT partnership FROM standing WHERE asked_on = :t AND status = :value",
    "area": """
        SELECT partnership FROM lying JOIN carried ON carried.to_code = lying.area_code
        JOIN now ON now.vintage = carried.vintage WHERE scope = 'now' AND carried.from_code = :value
    """,
    "county": """
        SELECT partnership FROM lying JOIN area_grouping USING (area_code)
        WHERE scope = 'now' AND grouping = 'county' AND group_code = :value
    """,
    "has": "SELECT partnership FROM seat WHERE sector = :value AND partnership NOT IN (SELECT * FROM ended)",
    "lacks": """
        SELECT partnership FROM known WHERE partnership NOT IN (SELECT * FROM ended)
        AND partnership NOT IN (SELECT partnership FROM seat WHERE sector = :value)
    """,
    "approach": BEGUN.format(table="activity_approach", column="approach"),
    "agenda": BEGUN.format(table="activity_agenda", column="agenda"),
}
"""Key of a filter -> the partnerships that one value of it chooses."""
DAYS = (None, date(2017, 6, 30), date(2019, 5, 14))


@pytest.fixture(scope="module")
def connection(demo_store: str) -> Iterator[Connection]:
    with open_store(demo_store).connect() as opened:
        prepare(opened, hide=False)
        yield opened


@pytest.fixture(scope="module", params=DAYS, ids=str)
def recomputed(request: pytest.FixtureRequest, connection: Connection) -> Recomputed:
    return ask(connection, Filters(as_at=request.param))


@pytest.mark.parametrize("key", CHOSEN)
def test_a_value_chooses_those_whom_the_tables_tell(
    demo_programme: Programme, recomputed: Recomputed, key: str
) -> None:
    question = Question(demo_programme, recomputed.filters)
    some = 0
    for value in question.known[key]:
        told = {slug for (slug,) in recomputed.rows(WITH, CHOSEN[key], value=value)}
        chosen = selection.selected(question.with_filters(**{key: (value,)}))["partnership"]
        assert (value, set(chosen)) == (value, told)
        some += len(told)
    assert some > 5
