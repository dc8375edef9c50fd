from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from data.errors import StoreExistsError, StoreForeignError
from data.programme.programme import load
from data.store import migrate, schema
from data.store.engine import open_store
from data.store.migrate import initialise
from data.store.revision import MIGRATIONS, newest_revision, revision, revisions, schema_is_current
from data.store.schema import TABLES, metadata


def checks(engine):
    looking = inspect(engine)
    return {
        table.name: {check["name"]: check["sqltext"] for check in looking.get_check_constraints(table.name)}
        for table in TABLES
    }


def test_the_migrations_make_the_tables_that_the_schema_says(store):
    with store.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        differences = compare_metadata(context, metadata)

    assert differences == []


def test_the_migrations_make_the_checks_that_the_schema_says(store, store_address, tmp_path):
    other_url = f"sqlite:///{tmp_path / 'direct.db'}" if store.dialect.name == "sqlite" else store_address
    migrated = checks(store)
    if store.dialect.name == "postgresql":
        metadata.drop_all(store)
    direct = create_engine(other_url)
    metadata.create_all(direct)

    assert checks(direct) == migrated
    direct.dispose()


def test_what_is_said_of_migrations_is_what_alembic_says(store):
    scripts = ScriptDirectory(str(MIGRATIONS))
    with store.connect() as connection:
        reached = MigrationContext.configure(connection).get_current_revision()
        assert revision(connection) == newest_revision() == reached == scripts.get_current_head()

    assert set(revisions()) == {script.revision for script in scripts.walk_revisions()}


def test_no_name_is_too_long_for_postgresql():
    names = [item.name for table in TABLES for item in (*table.constraints, *table.indexes)]

    assert [name for name in names if len(str(name)) > 63] == []


def test_a_store_is_made_once(store):
    with pytest.raises(StoreExistsError, match="already"):
        initialise(store, name="Again")


def test_a_store_is_not_made_in_a_database_of_something_else(store_url):
    engine = open_store(store_url, create=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE ledger (amount INTEGER)")

    with pytest.raises(StoreForeignError, match="something else"):
        initialise(engine, name="Here")

    assert inspect(engine).get_table_names() == ["ledger"]
    engine.dispose()


def test_a_new_store_is_current(store):
    assert schema_is_current(store)


AREAS = [("E09000002", "Barking and Dagenham"), ("E09000003", "Barnet")]


def upgraded(store_url, *, values=()):
    """A store of two boroughs as it was before incomes shipped, with values of its own, brought up to date."""
    engine = open_store(store_url, create=True)
    with engine.begin() as connection:
        migrate.migrate(connection, to="0007")
        meta = {"id": 1, "application": schema.APPLICATION, "name": "Older", "version": 7}
        connection.execute(schema.store_meta.insert().values(meta))
        for code, name in AREAS:
            connection.execute(schema.area.insert().values(area_code=code, name=name, level="lad"))
        for row in values:
            connection.execute(schema.area_statistic.insert().values(row))
    migrate.upgrade(engine)
    programme = load(engine)
    engine.dispose()
    return programme


def test_an_older_store_learns_the_incomes_of_the_authorities_it_knows(store_url):
    programme = upgraded(store_url)
    incomes = programme.area_statistics.query("measure == 'mean_income'").set_index("area_code")["value"]
    assert incomes.to_dict() == {"E09000002": 31_800.0, "E09000003": 59_100.0}
    meant = programme.area_measures.set_index("measure").loc["mean_income"]
    assert (meant["kind"], meant["weights"], bool(meant["lower_is_needier"])) == ("rate", "taxpayers", True)
    assert programme.store_version == 8


def test_what_an_older_store_has_under_the_same_name_is_left_as_it_is(store_url):
    own = {"area_code": "E09000002", "measure": "mean_income", "value": 1.0, "is_illustrative": False}
    programme = upgraded(store_url, values=[own | {"reference_date": date(2019, 4, 5)}])
    rows = programme.area_statistics.query("measure == 'mean_income'")
    assert rows["value"].tolist() == [1.0]
    assert programme.area_measures["measure"].tolist() == ["taxpayers"]
