"""Charts as pictures, PNG and SVG, drawn by whatever Chrome or Chromium this machine has.

Chrome takes some 600 MB while it draws, so it never runs inside a process that serves pages: `pictures` starts one
for a batch (`dashboard.exports.drawing`), within a time limit, and no more than `AT_ONCE` of them on a machine. See
docs/decisions/0007-pictures.md.
"""

import fcntl
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import orjson

from dashboard.boundaries import packed
from dashboard.chart import Rendered, printed
from dashboard.settings import browser_named

PICTURES: Final[Mapping[str, str]] = {"png": "image/png", "svg": "image/svg+xml"}
"""Form -> its media type."""
NAMES: Final = (
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
)
USUAL: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
AT_ONCE: Final = 2
SECONDS_TO_START, SECONDS_A_PICTURE = 30, 10
TOO_LONG: Final = 3
"""How the drawing process ends when its time is over; it stops Chrome itself."""
GRACE: Final = 15
"""The seconds after which a drawing process that does not even notice its time is ended."""


class PictureError(Exception):
    """A picture cannot be drawn; the message is a sentence for a member of staff."""


class NoBrowserError(PictureError):
    """There is no Chrome or Chromium to draw with."""


class BusyError(PictureError):
    """As many pictures as the machine bears are being drawn already."""


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
    with _turn(patient=patient), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        limit = SECONDS_TO_START + SECONDS_A_PICTURE * len(figures)
        job = {
            "browser": browser,
            "form": form,
            "figures": figures,
            "shapes": _shapes(rendereds, figures, folder),
            "limit": limit,
        }
        (folder / "job.json").write_bytes(orjson.dumps(job, option=orjson.OPT_SERIALIZE_NUMPY))
        _draw(folder, limit=limit)
        return [(folder / f"{number}.{form}").read_bytes() for number in range(len(figures))]


def find_browser() -> str:
    """Return the program to draw with: the one BROWSER_PATH names, else the first that the machine knows by name."""
    said = browser_named()
    if said:
        if os.access(said, os.X_OK) and Path(said).is_file():
            return said
        message = (
            f"BROWSER_PATH names {said}, which is no program. Correct it, or unset it to let one be found."
        )
        raise NoBrowserError(message)
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    found = found or next((path for path in USUAL if Path(path).is_file()), None)
    if found is None:
        message = (
            "Pictures need Chrome or Chromium on this machine, and none was found. Install one, or name it in the "
            "environment variable BROWSER_PATH. The browser draws pictures from the menu of a card by itself, and all "
            "other forms (csv, xlsx, ods, json) need none."
        )
        raise NoBrowserError(message)
    return found


def figure_of(rendered: Rendered) -> dict[str, Any]:
    """Return what is drawn: the figure with what its frame prints, or the frame alone around a message."""
    if rendered.chart.draw is None:
        message = (
            f"“{rendered.chart.question}” is a table and has no picture; ask for csv, xlsx, ods or json."
        )
        raise NoPictureError(message)
    return rendered.figure or {"data": [], "layout": {"meta": printed(rendered)}}


def _shapes(
    rendereds: Sequence[Rendered], figures: Sequence[Mapping[str, Any]], folder: Path
) -> dict[str, str]:
    """The shapes of these maps as files in a folder, by the address that the maps name."""
    found: dict[str, str] = {}
    for rendered, figure in zip(rendereds, figures, strict=True):
        for address in {trace.get("geojson") for trace in figure["data"]} - {None, *found}:
            file = folder / f"shapes-{len(found)}.geojson"
            file.write_bytes(gzip.decompress(packed(rendered.asked.programme, address) or b""))
            found[address] = str(file)
    return found


def _draw(folder: Path, *, limit: int) -> None:
    """Let a process of its own draw the job; Chrome keeps its files in the folder too."""
    command = [sys.executable, "-m", "dashboard.exports.drawing", str(folder)]
    try:
        done = subprocess.run(  # noqa: S603  (our own module)
            command, timeout=limit + GRACE, capture_output=True, text=True, check=False
        )
    except subprocess.TimeoutExpired:
        done = subprocess.CompletedProcess(command, TOO_LONG)
    if done.returncode == TOO_LONG:
        message = (
            f"Drawing took longer than {limit} seconds and was stopped. Try again, or ask for fewer pictures."
        )
        raise PictureError(message)
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        message = f"Chrome could not draw: {why} Another one can be named in BROWSER_PATH."
        raise PictureError(message)


@contextmanager
def _turn(*, patient: bool) -> Iterator[None]:
    """Hold one of the places that all processes of this user share; the system frees it if we die."""
    places = [Path(tempfile.gettempdir()) / f"cep-pictures-{os.getuid()}-{n}.lock" for n in range(AT_ONCE)]
    with _held(places) or _waited_for(places[os.getpid() % AT_ONCE], patient=patient):
        yield


def _held(places: Sequence[Path]) -> IO[bytes] | None:
    for place in places:
        file = place.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
        else:
            return file
    return None


def _waited_for(place: Path, *, patient: bool) -> IO[bytes]:
    if not patient:
        message = "Other pictures are being drawn at this moment. Try again in a few seconds."
        raise BusyError(message)
    file = place.open("ab")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file
