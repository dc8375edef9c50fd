"""The mean income of taxpayers and their numbers, which ship now, in stores that know authorities."""

import sqlalchemy as sa
from alembic import op

from data.places import measure_rows, statistic_rows
from data.taxonomy import INCOME, TAXPAYERS

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    connection, tables = op.get_bind(), sa.MetaData()
    area, statistic, measure, meta = (
        sa.Table(name, tables, autoload_with=connection)
        for name in ("area", "area_statistic", "area_measure", "store_meta")
    )
    codes = set(connection.execute(sa.select(area.c.area_code)).scalars())
    taken = set(connection.execute(sa.select(statistic.c.measure).distinct()).scalars())
    new = {INCOME, TAXPAYERS} - taken
    values = [row for row in statistic_rows() if row["measure"] in new and row["area_code"] in codes]
    if not values:
        return
    connection.execute(statistic.insert(), values)
    connection.execute(measure.delete().where(measure.c.measure.in_(new)))
    connection.execute(measure.insert(), [row for row in measure_rows() if row["measure"] in new])
    connection.execute(meta.update().values(version=meta.c.version + 1))
