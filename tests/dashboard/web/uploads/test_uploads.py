"""Files that were sent in are kept as they are, apart from each other, and not for long."""

import io
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.web.uploads.service import (
    HOURS_KEPT,
    LONGEST_NAME,
    UploadError,
    UploadMissingError,
    Uploads,
    folder_for,
    plain_name,
)
from data.store import schema
from data.store.backup import back_up
from data.store.engine import open_store, store_version
from data.uploads import UploadStore
from tests.stores import Stores


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "cep.db-uploads")


def sent(**files: bytes) -> list[tuple[str, io.BytesIO]]:
    return [(name.replace("_csv", ".csv"), io.BytesIO(content)) for name, content in files.items()]


def test_files_are_kept_in_order_under_the_names_they_came_with(uploads: Uploads) -> None:
    kept = uploads.keep(sent(meetings_csv=b"a", activities_csv=b"b"))
    assert kept.names == ("meetings.csv", "activities.csv")
    assert [file.read_bytes() for file in kept.files] == [b"a", b"b"]
    assert uploads.find(kept.key) == kept


def test_the_same_files_again_are_the_same_upload_and_others_are_another(uploads: Uploads) -> None:
    first = uploads.keep(sent(a_csv=b"1"))
    assert uploads.keep(sent(a_csv=b"1")).key == first.key
    assert uploads.keep(sent(a_csv=b"2")).key != first.key
    assert uploads.keep(sent(b_csv=b"1")).key != first.key
    assert len(list(uploads.folder.iterdir())) == 3


def test_two_files_of_one_name_do_not_overwrite_each_other(uploads: Uploads) -> None:
    kept = uploads.keep([("a.csv", io.BytesIO(b"1")), ("a.csv", io.BytesIO(b"2"))])
    assert [file.read_bytes() for file in kept.files] == [b"1", b"2"]


def test_an_upload_that_was_dropped_is_not_found(uploads: Uploads) -> None:
    kept = uploads.keep(sent(a_csv=b"1"))
    uploads.drop(kept.key)
    with pytest.raises(UploadMissingError, match="Choose them again"):
        uploads.find(kept.key)


@pytest.mark.parametrize("key", ["", "..", "../../etc", "0" * 63, "Z" * 64, "0" * 64])
def test_a_key_that_is_no_upload_leads_nowhere(uploads: Uploads, key: str) -> None:
    uploads.keep(sent(a_csv=b"1"))
    with pytest.raises(UploadMissingError):
        uploads.find(key)
    with pytest.raises(UploadMissingError):
        uploads.drop(key)


def test_what_has_lain_for_a_day_goes_when_the_next_comes(uploads: Uploads) -> None:
    old = uploads.keep(sent(a_csv=b"1"))
    place = uploads.folder / old.key
    before = place.stat().st_mtime - HOURS_KEPT * 3600 - 60
    os.utime(place, (before, before))
    uploads.keep(sent(b_csv=b"1"))
    assert not place.exists()


def test_only_this_user_may_look_into_the_folder(uploads: Uploads) -> None:
    uploads.keep(sent(a_csv=b"1"))
    assert stat.S_IMODE(uploads.folder.stat().st_mode) == 0o700


def test_a_folder_that_others_could_look_into_is_closed_to_them(uploads: Uploads) -> None:
    uploads.folder.mkdir(mode=0o755)
    uploads.keep(sent(a_csv=b"1"))
    assert stat.S_IMODE(uploads.folder.stat().st_mode) == 0o700


def test_a_link_in_the_place_of_the_folder_is_not_followed(uploads: Uploads, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("mine")
    os.utime(home / "letter.txt", (0, 0))
    uploads.folder.symlink_to(home)
    with pytest.raises(UploadError, match="it is a link"):
        uploads.keep(sent(a_csv=b"1"))
    assert [file.name for file in home.iterdir()] == ["letter.txt"]


def test_a_link_in_the_place_of_an_upload_is_not_followed(uploads: Uploads, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "0").mkdir(parents=True)
    (elsewhere / "0" / "a.csv").write_text("x")
    kept = uploads.keep(sent(a_csv=b"1"))
    uploads.drop(kept.key)
    (uploads.folder / kept.key).symlink_to(elsewhere)
    with pytest.raises(UploadMissingError):
        uploads.find(kept.key)
    with pytest.raises(UploadError):
        uploads.keep(sent(a_csv=b"1"))
    assert (elsewhere / "0" / "a.csv").read_text() == "x"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UploadError, match="cannot be kept"):
        Uploads(tmp_path / "file" / "uploads").keep(sent(a_csv=b"1"))


def test_uploads_lie_beside_a_file_and_for_a_server_in_a_place_of_their_own(tmp_path: Path) -> None:
    assert folder_for("sqlite:///x", tmp_path / "cep.db") == tmp_path / "cep.db-uploads"
    one, other = folder_for("postgresql://a/b", None), folder_for("postgresql://a/c", None)
    assert one != other
    assert "postgresql" not in one.name


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("returns.xlsx", "returns.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\Return Q3.xlsx", "Return Q3.xlsx"),
        ("..", "file"),
        ("", "file"),
        ("a\x00b\n.csv", "ab.csv"),
        ("Jahresübersicht 2019.csv", "Jahresübersicht 2019.csv"),
    ],
)
def test_a_name_is_only_a_name(said: str, plain: str) -> None:
    assert plain_name(said) == plain


@given(st.text())
def test_whatever_a_file_is_called_it_gets_a_name_that_can_be_kept(said: str) -> None:
    name = plain_name(said)
    assert 0 < len(name) <= LONGEST_NAME
    assert name == Path(name).name
    assert name not in {".", ".."}


@pytest.fixture
def machines(postgresql: Stores, tmp_path: Path) -> Iterator[tuple[Uploads, Uploads]]:
    """Two machines that share a store, each with a folder of its own."""
    engine = open_store(postgresql.copy("tables"))
    shared = UploadStore(engine)
    yield Uploads(tmp_path / "one", shared), Uploads(tmp_path / "other", shared)
    engine.dispose()


TO_A_CELL, TO_ANOTHER = ("meetings", "held_on", "3/4/2019"), ("meetings", "format", "chat")


def test_what_one_machine_is_sent_another_has(machines: tuple[Uploads, Uploads]) -> None:
    one, other = machines
    kept = one.keep([*sent(meetings_csv=b"a"), ("../meetings.csv", io.BytesIO(b"b"))], by="a page")
    found = other.find(kept.key)
    assert (found.names, [file.read_bytes() for file in found.files]) == (kept.names, [b"a", b"b"])
    assert all(file.is_relative_to(other.folder) for file in found.files)
    assert stat.S_IMODE(other.folder.stat().st_mode) == 0o700
    one.answer(kept.key, {TO_A_CELL: "2019-04-03"})
    other.answer(kept.key, {TO_ANOTHER: "workshop"})
    assert one.find(kept.key).answers == {TO_A_CELL: "2019-04-03", TO_ANOTHER: "workshop"}
    assert other.keep(sent(a_csv=b"1")).key == one.keep(sent(a_csv=b"1")).key


def test_what_one_machine_forgets_another_forgets(machines: tuple[Uploads, Uploads]) -> None:
    one, other = machines
    kept = one.keep(sent(a_csv=b"1"))
    other.find(kept.key)
    one.drop(kept.key)
    for machine in machines:
        with pytest.raises(UploadMissingError, match="Choose them again"):
            machine.find(kept.key)
        assert not (machine.folder / kept.key).exists()


def test_what_lies_in_the_store_for_a_day_goes_and_is_no_part_of_it(
    machines: tuple[Uploads, Uploads], tmp_path: Path
) -> None:
    one, other = machines
    assert one.shared
    engine = one.shared.engine
    old = one.keep(sent(a_csv=b"1"))
    with engine.begin() as connection:
        connection.execute(
            schema.upload.update().values(kept_at=datetime.now(UTC) - timedelta(hours=HOURS_KEPT, minutes=1))
        )
    new = other.keep(sent(b_csv=b"1"))
    with pytest.raises(UploadMissingError):
        one.find(old.key)
    assert one.find(new.key).names == ("b.csv",)
    assert store_version(engine) == 1
    assert not {table.name for table in schema.PASSING} & back_up(engine, tmp_path / "store.zip").rows.keys()
