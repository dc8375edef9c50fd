"""What a store says of itself, and the collection that every table belongs to."""

from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Table

from data.store.fields import text

APPLICATION = "cep-monitor"
"""What `store_meta.application` says in a store of ours."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


store_meta = Table(
    "store_meta",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    text("application", required=True),
    text("name", required=True),
    Column("version", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
