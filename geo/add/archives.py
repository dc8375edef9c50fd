"""Zipped boundary files, unpacked without trusting what the archive says of itself."""

import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from geo.errors import BoundaryError

MOST_BYTES = 1_000_000_000
"""Unpacked, all members together. The full-resolution boundaries of all authorities take about a third."""
MOST_MEMBERS = 200
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qpj")
WANTED = (*SHAPEFILE_PARTS, ".gpkg", ".geojson", ".json", ".topojson")
_CHUNK = 1 << 20


def unpack(archive: Path, *, into: Path, most_bytes: int = MOST_BYTES) -> list[Path]:
    """The boundary files in an archive, unpacked side by side into a folder; other members are left alone.

    Raises BoundaryError for an archive that is damaged, encrypted, too large unpacked, or has members that
    would be written elsewhere.
    """
    try:
        with ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            _refuse_hostile(members, archive.name, most_bytes)
            wanted = [member for member in members if _is_wanted(member)]
            _refuse_same_names(wanted, archive.name)
            return _written(opened, wanted, into, most_bytes)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise BoundaryError(
            f"The archive {archive.name} cannot be unpacked ({str(error) or 'it is damaged'}). Download it again."
        ) from error


def _is_wanted(member: ZipInfo) -> bool:
    name = PurePosixPath(member.filename)
    return name.suffix.lower() in WANTED and "__MACOSX" not in name.parts and not name.name.startswith(".")


def _refuse_hostile(members: list[ZipInfo], archive: str, most_bytes: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise BoundaryError(
            f"The archive {archive} has {len(members):,} members; a boundary file has at most {MOST_MEMBERS}."
        )
    for member in members:
        if _leads_outside(member):
            raise BoundaryError(
                f"The archive {archive} has a member that would be written outside its folder "
                f"({member.filename!r}). Nothing was unpacked; get the file from another source."
            )
    if sum(member.file_size for member in members) > most_bytes:
        raise _too_large(archive, most_bytes)


def _leads_outside(member: ZipInfo) -> bool:
    name = member.filename.replace("\\", "/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return is_link or name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]


def _refuse_same_names(members: list[ZipInfo], archive: str) -> None:
    names = [PurePosixPath(member.filename).name.lower() for member in members]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BoundaryError(
            f"The archive {archive} has several files called {twice[0]}. Unpack it and name one."
        )


def _too_large(archive: str, most_bytes: int) -> BoundaryError:
    return BoundaryError(
        f"The archive {archive} would take more than {most_bytes / 1e6:,.0f} MB unpacked. "
        f"Choose boundaries that are more generalised (BGC or BUC)."
    )


def _written(opened: ZipFile, members: list[ZipInfo], into: Path, most_bytes: int) -> list[Path]:
    """Copy piece by piece and count: what an archive says of its sizes need not be true."""
    left, paths = most_bytes, []
    for member in members:
        path = into / PurePosixPath(member.filename).name
        with opened.open(member) as source, path.open("wb") as target:
            while piece := source.read(_CHUNK):
                left -= len(piece)
                if left < 0:
                    raise _too_large(Path(opened.filename or "").name, most_bytes)
                target.write(piece)
        paths.append(path)
    return paths


def beside(path: Path, *, into: Path) -> Path:
    """A copy of a bare shapefile with its parts, so that reading never writes next to the original."""
    parts = [part for part in path.parent.iterdir() if part.stem == path.stem]
    for part in parts:
        if part.suffix.lower() in SHAPEFILE_PARTS:
            shutil.copyfile(part, into / (path.stem + part.suffix.lower()))
    return into / f"{path.stem}.shp"
