"""Boundary files of others in any projection: shapefile, GeoPackage, GeoJSON, TopoJSON, FlatGeobuf, KML, KMZ, GML."""

import shutil
import stat
import tempfile
import warnings
import zipfile
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

import geopandas as gpd
import pyogrio
import shapely

from geo.boundaries import BRITISH_GRID, DEGREES, UNREADABLE, Boundaries
from geo.errors import BoundaryError

KINDS = {
    ".shp": (b"\x00\x00\x27\x0a", "shapefile"),
    ".gpkg": (b"SQLite format 3\x00", "GeoPackage"),
    ".geojson": (b"{", "GeoJSON file"),
    ".json": (b"{", "GeoJSON or TopoJSON file"),
    ".topojson": (b"{", "TopoJSON file"),
    ".fgb": (b"fgb\x03", "FlatGeobuf file"),
    ".kml": (b"<", "KML file"),
    ".gml": (b"<", "GML file"),
}
"""Ending -> what such a file begins with, and its name."""
UNITED_KINGDOM = (-9.0, 49.0, 2.5, 61.5)
"""West, south, east, north in degrees."""
EXTENTS = {
    DEGREES: (UNITED_KINGDOM, "longitude and latitude (WGS 84)"),
    BRITISH_GRID: ((50_000.0, 1_000.0, 700_000.0, 1_300_000.0), "British National Grid"),
    3857: ((-1_000_000.0, 6_200_000.0, 280_000.0, 8_800_000.0), "Web Mercator"),
}
"""Where the United Kingdom lies in the projections that its boundaries are published in."""
POLYGONS = {"Polygon", "MultiPolygon"}


MOST_BYTES = 1_000_000_000
"""Unpacked, all members together. The full-resolution boundaries of all authorities take about a third."""
MOST_MEMBERS = 200
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qpj")
WANTED = (*SHAPEFILE_PARTS, ".gpkg", ".geojson", ".json", ".topojson", ".fgb", ".kml", ".gml")
SAFELY = {"GML_DOWNLOAD_SCHEMA": "NO", "GML_SKIP_RESOLVE_ELEMS": "ALL", "LIBKML_RESOLVE_STYLE": "NO"}
"""What keeps the library from asking other machines for what a file names."""
_CHUNK = 1 << 20


def read(path: Path, *, layer: str | None = None) -> tuple[Boundaries, list[str]]:
    """The areas in a file on the British grid with all their columns, and sentences about what was decided.

    `layer` names one of several layers or shapefiles. Raises BoundaryError, with what to do, for anything that is
    no set of polygons in the United Kingdom.
    """
    with tempfile.TemporaryDirectory(prefix="boundaries-") as folder:
        file = _one_file(_unpacked(path, Path(folder)), path, layer)
        _refuse_unlike(file)
        frame = _read(file, layer)
    _refuse_shapeless(frame, file.name)
    placed, notes = _placed(frame, file.name)
    flat = shapely.force_2d(placed.geometry.to_numpy())
    return placed.set_geometry(gpd.GeoSeries(flat, index=placed.index, crs=placed.crs)), notes


def _unpacked(path: Path, folder: Path) -> list[Path]:
    if not path.is_file():
        raise BoundaryError(f"There is no file {path}. Check the name.")
    if not path.stat().st_size:
        raise BoundaryError(f"The file {path.name} is empty. Download it again.")
    if path.stat().st_size > MOST_BYTES:
        raise BoundaryError(
            f"The file {path.name} is larger than {MOST_BYTES / 1e6:,.0f} MB. Choose more generalised boundaries."
        )
    if path.suffix.lower() in {".zip", ".kmz"} or zipfile.is_zipfile(path):
        return unpack(path, into=folder)
    if path.suffix.lower() == ".gml":  # the library writes beside it
        return [Path(shutil.copy(path, folder))]
    return [beside(path, into=folder)] if path.suffix.lower() == ".shp" else [path]


def _one_file(paths: list[Path], asked: Path, layer: str | None) -> Path:
    files = [path for path in paths if path.suffix.lower() in KINDS]
    named = [path for path in files if path.stem == layer]
    if len(named or files) == 1:
        return (named or files)[0]
    if files:
        raise BoundaryError(
            f"{asked.name} holds {len(files)} boundary files: {', '.join(sorted(path.stem for path in files))}. "
            f"Say which with --layer."
        )
    raise BoundaryError(
        f"{asked.name} is no boundary file that can be read. Give a shapefile (.shp, or zipped), a GeoPackage (.gpkg), "
        f"GeoJSON, TopoJSON, FlatGeobuf (.fgb), KML, KMZ or GML."
    )


def _refuse_unlike(file: Path) -> None:
    """Refuse what is not what its ending says, before any library guesses what else it could be."""
    magic, kind = KINDS[file.suffix.lower()]
    with file.open("rb") as opened:
        head = opened.read(4096)
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n" if magic in {b"{", b"<"} else b"")
    if magic == b"<" and b"<!doctype" in head.lower():
        raise BoundaryError(
            f"The file {file.name} declares a document type, which no {kind} needs. Nothing was read."
        )
    if not begins.startswith(magic):
        raise BoundaryError(f"The file {file.name} is not a {kind}, or it is damaged. Download it again.")
    parts = (
        {part.suffix.lower() for part in file.parent.glob(f"{file.stem}.*")} if kind == "shapefile" else set()
    )
    missing = [part for part in (".shx", ".dbf") if kind == "shapefile" and part not in parts]
    if missing:
        raise BoundaryError(
            f"The shapefile {file.name} lacks its {' and its '.join(missing)} file. Put all its parts side by side, "
            f"or give the zip file as it was downloaded."
        )


def _read(file: Path, layer: str | None) -> Boundaries:
    pyogrio.set_gdal_config_options(SAFELY)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # what they warn of is checked below
            frame: Boundaries = gpd.read_file(file, layer=_layer(file, layer), engine="pyogrio")
    except UNREADABLE as error:
        raise BoundaryError(
            f"The boundary file {file.name} cannot be read: it is damaged or incomplete. Download it again."
        ) from error
    return frame


def _layer(file: Path, asked: str | None) -> str:
    """The layer asked for, else the only one that may hold polygons."""
    layers = {str(name): str(kind) for name, kind in pyogrio.list_layers(file)}
    if asked in layers:
        return str(asked)
    shaped = [
        name
        for name, kind in layers.items()
        if any(word in kind for word in ("Polygon", "Unknown", "Geometry"))
    ]
    if len(shaped or layers) == 1:
        return (shaped or list(layers))[0]
    found = ", ".join(shaped or layers) or "none"
    raise BoundaryError(
        f"The file {file.name} does not have just one layer of areas: {found}. Say which with --layer."
    )


def _refuse_shapeless(frame: Boundaries, name: str) -> None:
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise BoundaryError(f"The boundary file {name} holds no areas.")
    if frame.geometry.isna().any() or frame.geometry.is_empty.any():
        lost = int((frame.geometry.isna() | frame.geometry.is_empty).sum())
        raise BoundaryError(
            f"In {name}, {lost} of {len(frame)} rows have no shape: the file is damaged or incomplete."
        )
    others = sorted(set(frame.geom_type.dropna()) - POLYGONS)
    if others:
        raise BoundaryError(
            f"The boundary file {name} holds {' and '.join(others)} shapes; boundaries are areas (Polygon or "
            f"MultiPolygon). Look for the file of boundaries, not of centroids or names."
        )


def _placed(frame: Boundaries, name: str) -> tuple[Boundaries, list[str]]:
    """The areas on the British grid; where the file does not say its projection, as the coordinates tell."""
    said = None if frame.crs is None else frame.crs.to_epsg()
    fits, notes = _projection_of(frame), []
    if frame.crs is None or (said in EXTENTS and fits not in {said, None}):
        if fits is None:
            raise BoundaryError(_unclear(frame, name))
        what = "does not say its projection" if frame.crs is None else f"says EPSG:{said}, wrongly"
        notes = [f"{name} {what}; its coordinates are those of {EXTENTS[fits][1]}."]
        frame = frame.set_crs(fits, allow_override=True)
    on_grid = frame.to_crs(BRITISH_GRID)
    if not _is_inside(on_grid.to_crs(DEGREES), UNITED_KINGDOM):
        raise BoundaryError(_unclear(frame, name))
    return on_grid, notes


def _is_inside(frame: Boundaries, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = frame.total_bounds
    return bool(box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3])


def _projection_of(frame: Boundaries) -> int | None:
    """The projection in which the coordinates lie in the United Kingdom; None if in none."""
    return next((code for code, (box, _) in EXTENTS.items() if _is_inside(frame, box)), None)


def _unclear(frame: Boundaries, name: str) -> str:
    west, south, east, north = frame.total_bounds
    left, low, right, high = UNITED_KINGDOM
    swapped = low <= west and east <= high and left <= south and north <= right
    hint = (
        "longitude and latitude look swapped"
        if swapped
        else "add its .prj file, or save it in British National Grid or in longitude and latitude"
    )
    return (
        f"The areas of {name} do not lie in the United Kingdom, or their projection is unclear: "
        f"{west:,.1f} to {east:,.1f} and {south:,.1f} to {north:,.1f}; {hint}."
    )


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
