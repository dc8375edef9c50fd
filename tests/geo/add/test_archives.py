"""Archives from strangers: what is taken out of them, and what is refused before anything is written."""

import stat
import struct
import zipfile
from pathlib import Path
from zipfile import ZipInfo

import pytest

from geo.add import read
from geo.errors import BoundaryError


def archive(folder: Path, members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder / "given.zip"
    with zipfile.ZipFile(path, "w", method) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return path


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def test_boundary_files_are_unpacked_side_by_side_and_others_left_alone(tmp_path: Path, into: Path) -> None:
    given = archive(
        tmp_path, {"deep/in/a.shp": b"1", "deep/in/a.dbf": b"2", "readme.txt": b"3", "__MACOSX/._a.shp": b"4"}
    )
    assert sorted(path.name for path in read.unpack(given, into=into)) == ["a.dbf", "a.shp"]
    assert sorted(path.name for path in into.iterdir()) == ["a.dbf", "a.shp"]


@pytest.mark.parametrize(
    "name", ["../outside.shp", "/etc/outside.shp", "a/../../outside.shp", "..\\outside.shp", "C:/outside.shp"]
)
def test_a_member_that_leads_outside_is_refused_and_nothing_is_written(
    tmp_path: Path, into: Path, name: str
) -> None:
    given = archive(tmp_path, {"a.shp": b"fine", name: b"not fine"})
    with pytest.raises(BoundaryError, match="written outside its folder"):
        read.unpack(given, into=into)
    assert list(into.iterdir()) == []
    assert not (tmp_path / "outside.shp").exists()


def test_a_link_is_refused(tmp_path: Path, into: Path) -> None:
    link = ZipInfo("a.shp")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "given.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr(link, "/etc/passwd")
    with pytest.raises(BoundaryError, match="outside its folder"):
        read.unpack(path, into=into)


def test_a_bomb_is_refused_by_what_it_claims(tmp_path: Path, into: Path) -> None:
    given = archive(tmp_path, {"a.shp": bytes(300_000)})
    assert given.stat().st_size < 3_000
    with pytest.raises(BoundaryError, match="more than 0 MB unpacked"):
        read.unpack(given, into=into, most_bytes=200_000)
    assert list(into.iterdir()) == []


def test_a_bomb_that_lies_about_its_size_is_stopped_while_unpacking(tmp_path: Path, into: Path) -> None:
    given = archive(tmp_path, {"a.shp": bytes(300_000)})
    claimed = given.read_bytes().replace(struct.pack("<I", 300_000), struct.pack("<I", 1_000))
    given.write_bytes(claimed)
    with pytest.raises(BoundaryError):
        read.unpack(given, into=into, most_bytes=200_000)
    assert sum(path.stat().st_size for path in into.iterdir()) <= 200_000


def test_more_members_than_any_boundary_file_has_are_refused(tmp_path: Path, into: Path) -> None:
    given = archive(tmp_path, {f"{number}.txt": b"" for number in range(201)})
    with pytest.raises(BoundaryError, match="201 members"):
        read.unpack(given, into=into)


def test_two_members_of_one_name_are_refused(tmp_path: Path, into: Path) -> None:
    given = archive(tmp_path, {"2023/a.shp": b"1", "2024/A.shp": b"2"})
    with pytest.raises(BoundaryError, match=r"several files called a\.shp"):
        read.unpack(given, into=into)


@pytest.mark.parametrize("kept", [0.0, 0.5, 0.95])
def test_a_damaged_archive_is_refused_in_a_sentence(tmp_path: Path, into: Path, kept: float) -> None:
    given = archive(tmp_path, {"a.shp": bytes(range(256)) * 50}, method=zipfile.ZIP_STORED)
    given.write_bytes(given.read_bytes()[: int(given.stat().st_size * kept)])
    with pytest.raises(BoundaryError, match=r"given\.zip cannot be unpacked"):
        read.unpack(given, into=into)


def test_a_shapefile_is_copied_with_its_parts_only(tmp_path: Path, into: Path) -> None:
    for name in ("a.SHP", "a.dbf", "a.txt", "b.dbf"):
        (tmp_path / name).write_bytes(b"x")
    copy = read.beside(tmp_path / "a.SHP", into=into)
    assert copy.name == "a.shp"
    assert sorted(path.name for path in into.iterdir()) == ["a.dbf", "a.shp"]
