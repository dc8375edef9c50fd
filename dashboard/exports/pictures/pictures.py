"""Charts as pictures, PNG and SVG, drawn by whatever Chrome or Chromium this machine has.

A batch is drawn by one Chrome in a process of its own (`dashboard.exports.pictures.draw_in_chrome`). See
docs/decisions/0007-pictures.md.
"""

import gzip
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import orjson

from dashboard import release
from dashboard.boundaries import packed
from dashboard.charts.chart import Rendered
from dashboard.charts.render import picture_metadata
from dashboard.exports.pictures.chrome import PictureError, find_browser, turn, work

PICTURES: Final[Mapping[str, str]] = {"png": "image/png", "svg": "image/svg+xml"}
"""Form -> its media type."""
SECONDS_TO_START, SECONDS_A_PICTURE = 30, 10


class NoPictureError(PictureError):
    """The chart is a table and has no picture."""


def pictures(rendereds: Sequence[Rendered], form: str, *, patient: bool = True) -> list[bytes]:
    """Return each chart as a picture ("png" or "svg"), framed as in the browser, in the order given.

    The whole batch is drawn in one Chrome. A chart with nothing to show gives a picture that says why. While `AT_ONCE`
    other batches are being drawn this waits, or raises `BusyError` when it is not `patient`. Raises `NoBrowserError`
    without Chrome, `NoPictureError` for a chart that is a table, `PictureError` when drawing fails or takes too long.
    """
    figures = [figure_of(rendered) for rendered in rendereds]
    browser = find_browser()
    with turn(patient=patient), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        limit = SECONDS_TO_START + SECONDS_A_PICTURE * len(figures)
        job = {
            "browser": browser,
            "form": form,
            "figures": figures,
            "shapes": _write_shapes(shapes_of(rendereds), folder),
            "limit": limit,
        }
        (folder / "job.json").write_bytes(orjson.dumps(job, option=orjson.OPT_SERIALIZE_NUMPY))
        work("dashboard.exports.pictures.draw_in_chrome", folder, limit=limit)
        return [(folder / f"{number}.{form}").read_bytes() for number in range(len(figures))]


def figure_of(rendered: Rendered) -> dict[str, Any]:
    """Return what is drawn: the figure with what its frame prints, or the frame alone around a message."""
    if rendered.chart.draw is None:
        message = (
            f"“{rendered.chart.question}” is a table and has no picture; ask for csv, xlsx, ods or json."
        )
        raise NoPictureError(message)
    figure = rendered.figure or {"data": [], "layout": {"meta": picture_metadata(rendered)}}
    said = figure["layout"]["meta"] | {"release": release.in_short()}
    return figure | {"layout": figure["layout"] | {"meta": said}}


def shapes_of(rendereds: Sequence[Rendered]) -> dict[str, bytes]:
    """Return the GeoJSON of these charts' maps, by the address that the maps name."""
    named = {
        trace["geojson"]: rendered.question.programme
        for rendered in rendereds
        for trace in (rendered.figure or {"data": []})["data"]
        if trace.get("geojson")
    }
    found = {address: packed(programme, address) for address, programme in named.items()}
    return {address: gzip.decompress(shape) for address, shape in found.items() if shape}


def _write_shapes(shapes: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """Keep each shape in a file of a folder: its path by its address."""
    paths = {address: folder / f"shapes-{number}.geojson" for number, address in enumerate(shapes)}
    for address, path in paths.items():
        path.write_bytes(shapes[address])
    return {address: str(path) for address, path in paths.items()}
