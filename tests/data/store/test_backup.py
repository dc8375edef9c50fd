"""A backup holds everything, on either database, as it was at one moment; a damaged one is refused whole."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

from data.errors import BackupError, StoreExistsError
from data.programme.programme import load
from data.returns import imports
from data.store import backup, migrate, schema
from data.store.audit import entries
from data.store.backup import back_up, copy, look_into, restore
from data.store.engine import open_store, reading, store_version, transaction
from data.store.grants import grants
from tests.command_line import Answer, run_cep
from tests.stores import SQLiteFiles, Stores

NASTY = "“Ŵoé” <b> '--"


def held(address: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the version and who did what, to which the making of a copy adds."""
    engine = open_store(address)
    with reading(engine) as connection:
        found = {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in schema.TABLES
            if table.name not in {"store_meta", "audit"}
        }
    engine.dispose()
    return {name: [tuple(map(plain, row)) for row in rows] for name, rows in found.items()}


def plain(value: Any) -> Any:
    """A value as both databases give it: moments without their zone, which is UTC."""
    return value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value


@pytest.fixture
def written(stores: Stores) -> str:
    """A demo store to which something was written, undone and handed in."""
    address = stores.copy("demo")
    engine = open_store(address)
    event = {"event": "e-1", "held_on": "2020-01-31", "precision": "day", "what": NASTY}
    batch = imports.put(engine, "events", [event], title=NASTY, who="A person")
    imports.undo(engine, batch.number, who="A person")
    with transaction(engine) as connection:
        review = {
            "title": "A return", "sha256": "x", "replaced": False, "bridge": "curious-minds", "sender": "A person",
            "who": "A person", "state": "received",
        }  # fmt: skip
        days = dict.fromkeys(("period_end", "handed_in_on", "state_on"), batch.at.date())
        number = connection.execute(
            schema.return_review.insert().values(**review, **days)
        ).inserted_primary_key[0]
        file = {"number": number, "place": 0, "name": "a.csv", "content": b"\x00\xff\n"}
        connection.execute(schema.return_file.insert().values(**file))
    engine.dispose()
    return address


def test_what_is_restored_is_what_was_there(written: str, stores: Stores, tmp_path: Path) -> None:
    engine = open_store(written)
    made = back_up(engine, tmp_path / "store.zip")
    version = store_version(engine)
    engine.dispose()
    assert look_into(tmp_path / "store.zip") == made
    assert (made.version, made.rows["change"] > 0, made.rows["return_file"]) == (version, True, 1)
    again = stores.place()
    assert restore(tmp_path / "store.zip", again) == made
    assert held(again) == held(written)
    engine = open_store(again)
    assert store_version(engine) == version
    assert load(engine).store_version == version
    # Further rows are numbered after those that are there.
    event = {"event": "e-2", "held_on": "2020-01-31", "precision": "day", "what": "x"}
    last = max(one.number for one in imports.history(engine))
    assert imports.put(engine, "events", [event], title="x", who="A person").number == last + 1
    engine.dispose()


@pytest.mark.postgresql
def test_a_copy_on_the_other_database_is_the_same_and_so_is_a_copy_of_it(
    written: str, postgresql: Stores, tmp_path: Path
) -> None:
    there, back = postgresql.place(), f"sqlite:///{tmp_path / 'back.db'}"
    for source, target in ((written, there), (there, back)):
        engine = open_store(source)
        copy(engine, target)
        engine.dispose()
    assert held(there) == held(written) == held(back)


def test_what_is_written_meanwhile_is_not_in_it(
    stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = stores.copy("demo")
    engine, other = open_store(address), open_store(address)
    before, write = held(address), backup._write

    def write_and_change(connection: Any, table: Any, target: Any) -> dict[str, Any]:
        if table.name in {"area", "organisation"}:
            row = {"organisation": f"new-{table.name}", "name": "New", "sector": "school"}
            with transaction(other) as changing:
                changing.execute(schema.organisation.insert().values(**row))
        return write(connection, table, target)

    monkeypatch.setattr(backup, "_write", write_and_change)
    made = back_up(engine, tmp_path / "store.zip")
    assert made.rows["organisation"] == len(before["organisation"])
    assert len(held(address)["organisation"]) == made.rows["organisation"] + 2
    engine.dispose()
    other.dispose()


def test_a_store_that_is_there_is_replaced_only_when_that_is_said(stores: Stores, tmp_path: Path) -> None:
    full, other = stores.copy("demo"), stores.copy("tables")
    engine, served = open_store(full), open_store(other)
    back_up(engine, tmp_path / "store.zip")
    with pytest.raises(StoreExistsError, match="--replace"):
        restore(tmp_path / "store.zip", other)
    for _ in range(3):
        with transaction(served):
            pass
    before = store_version(served)
    restore(tmp_path / "store.zip", other, replace=True)
    assert store_version(served) > before  # so that whoever serves it reads it again
    assert held(other) == held(full)
    engine.dispose()
    served.dispose()


def changed(file: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of a backup in which one part is another."""
    other = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(other, "w") as target:
        for one in source.namelist():
            content = source.read(one)
            target.writestr(one, change(content) if one == name else content)
    return other


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("organisation.jsonl", lambda content: content.replace(b"a", b"b", 1)),
        ("organisation.jsonl", lambda content: content[: len(content) // 2]),
        ("store.json", lambda content: content[:-20]),
        ("store.json", lambda content: content.replace(b"cep-monitor", b"another")),
        ("store.json", lambda _: b"[]"),
    ],
    ids=["another letter", "cut off", "no list", "of another product", "a list"],
)
def test_a_damaged_backup_is_refused_and_nothing_is_written(
    demo_store: str, tmp_path: Path, name: str, change: Callable[[bytes], bytes]
) -> None:
    engine = open_store(demo_store)
    back_up(engine, tmp_path / "store.zip")
    engine.dispose()
    with pytest.raises(BackupError, match=r"damaged|no backup"):
        restore(changed(tmp_path / "store.zip", name, change), f"sqlite:///{tmp_path / 'cep.db'}")
    assert not (tmp_path / "cep.db").exists()


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", b"x" * 1000])
def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "store.zip").write_bytes(content)
    with pytest.raises(BackupError):
        look_into(tmp_path / "store.zip")


def test_a_backup_that_fails_leaves_the_last_one(
    demo_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "store.zip").write_bytes(b"the last one")

    def fail(*_: object) -> Any:
        raise OSError

    monkeypatch.setattr(backup, "_write", fail)
    engine = open_store(demo_store)
    with pytest.raises(OSError):  # noqa: PT011 - whatever the disk says
        back_up(engine, tmp_path / "store.zip")
    engine.dispose()
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("store.zip", b"the last one")]


def test_a_backup_of_an_older_version_becomes_a_store_of_this_one(
    stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = open_store(stores.place(), create=True)
    with old.begin() as connection:
        migrate.initialise_on(connection, name="An old store", to="0012")
        here = {table.name for table in backup._tables(connection)}
        connection.execute(schema.organisation.insert().values(organisation="a", name="A", sector="school"))
        older = backup._tables(connection)
    with monkeypatch.context() as then:
        then.setattr(backup, "TABLES", older)
        then.setattr("data.store.revision.newest_revision", lambda: "0012")
        back_up(old, tmp_path / "store.zip")
    old.dispose()
    again = stores.place()
    assert restore(tmp_path / "store.zip", again).tables == "0012"
    assert here <= set(held(again)) | {"store_meta"}
    engine = open_store(again)
    assert [one.what for one in entries(engine)] == ["restore"]
    engine.dispose()
    assert [row[:2] for row in held(again)["organisation"]] == [("a", "A")]


@pytest.mark.postgresql
def test_the_roles_may_do_what_they_need_and_nothing_else(postgresql: Stores) -> None:
    address = postgresql.copy("demo")
    url = make_url(address)
    prefix = f"t{str(url.database)[-12:]}"
    owner = create_engine(address, isolation_level="AUTOCOMMIT")
    script = grants(str(url.database), prefix=prefix)
    with owner.connect() as connection:
        for _ in range(2):  # again is no fault
            connection.exec_driver_sql(script.replace("%", "%%"))
    try:
        reader, writer = as_role(address, f"{prefix}_reader"), as_role(address, f"{prefix}_writer")
        before = store_version(reader)
        assert load(reader).store_version == before
        event = {"event": "e-1", "held_on": "2020-01-31", "precision": "day", "what": "x"}
        imports.put(writer, "events", [event], title="x", who="A person")
        assert store_version(reader) == before + 1
        refused = {
            reader: (
                "UPDATE store_meta SET version = 9",
                "CREATE TABLE x (y int)",
                "SELECT * FROM account",
                "SELECT * FROM upload_file",
            ),
            writer: (
                "CREATE TABLE x (y int)",
                "DROP TABLE event",
                "UPDATE alembic_version SET version_num = '1'",
                "UPDATE audit SET who = 'x'",
                "DELETE FROM audit",
            ),
        }
        for engine, statements in refused.items():
            for statement in statements:
                with (
                    pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
                    engine.begin() as one,
                ):
                    one.execute(text(statement))
            engine.dispose()
    finally:
        with owner.connect() as connection:
            for role in ("owner", "writer", "reader"):
                connection.exec_driver_sql(f"REASSIGN OWNED BY {prefix}_{role} TO CURRENT_USER")
                connection.exec_driver_sql(f"DROP OWNED BY {prefix}_{role}")
                connection.exec_driver_sql(f"DROP ROLE {prefix}_{role}")
        owner.dispose()


def as_role(address: str, role: str) -> Engine:
    """The store as somebody with a role sees it."""
    return open_store(
        str(make_url(address).update_query_dict({"options": f"-c role={role}"}).render_as_string(False))
    )


def test_the_commands_say_what_they_did(tmp_path: Path, shared: Path) -> None:
    address, again = SQLiteFiles(shared, tmp_path).copy("demo"), f"sqlite:///{tmp_path / 'again.db'}"

    def cep(*arguments: str) -> Answer:
        return run_cep(tmp_path, *arguments)

    assert (
        "it was read again and is as it was written" in cep("backup", "store.zip", "--store", address).stdout
    )
    assert "rows in" in cep("restore", "store.zip", "--store", again).stdout
    assert cep("restore", "store.zip", "--store", again).returncode == 1
    assert "The copy holds" in cep("store", "copy", "--from", again, "--to", address, "--replace").stdout
    assert "GRANT SELECT" in cep("store", "grants").stdout
    assert cep("backup", "nowhere/store.zip", "--store", address).stderr.startswith(
        "nowhere/store.zip cannot be written"
    )
