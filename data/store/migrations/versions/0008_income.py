"""The mean income of taxpayers and their numbers, which ship now, in stores that know authorities."""

import sqlalchemy as sa
from alembic import op

from data.store.rows import rows_of_frame
from geo.lookups import read_income

revision = "0008"
down_revision = "0007"

MEASURES = (
    {
        "measure": "mean_income",
        "label": "Mean income of taxpayers (£ a year)",
        "kind": "rate",
        "weights": "taxpayers",
        "lower_is_needier": True,
    },
    {
        "measure": "taxpayers",
        "label": "Taxpayers",
        "kind": "count",
        "weights": None,
        "lower_is_needier": False,
    },
)


def upgrade() -> None:
    connection, tables = op.get_bind(), sa.MetaData()
    area, statistic, measure, meta = (
        sa.Table(name, tables, autoload_with=connection)
        for name in ("area", "area_statistic", "area_measure", "store_meta")
    )
    codes = set(connection.execute(sa.select(area.c.area_code)).scalars())
    taken = set(connection.execute(sa.select(statistic.c.measure).distinct()).scalars())
    meant = [row for row in MEASURES if row["measure"] not in taken]
    new = [row["measure"] for row in meant]
    shipped = read_income()
    shipped = shipped[shipped["measure"].isin(new) & shipped["area_code"].isin(codes)]
    if shipped.empty:
        return
    values = [{**row, "is_illustrative": False} for row in rows_of_frame(shipped)]
    connection.execute(statistic.insert(), values)
    connection.execute(measure.delete().where(measure.c.measure.in_(new)))
    connection.execute(measure.insert(), meant)
    connection.execute(meta.update().values(version=meta.c.version + 1))
