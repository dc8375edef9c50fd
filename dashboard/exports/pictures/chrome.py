"""The Chrome or Chromium of this machine, and work that is done with it: apart from us, in its time, a few at once.

Chrome takes some 600 MB while it draws, so it never runs inside a process that serves pages: `work` starts one that
drives it. See docs/decisions/0007-pictures.md.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import IO, Final

from dashboard.settings import browser_named

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
TOO_LONG: Final = 3
"""How the process that drives Chrome ends when its time is over; it stops Chrome itself."""
GRACE: Final = 15
"""The seconds after which a process that does not even notice its time is ended."""


class PictureError(Exception):
    """A picture cannot be drawn; the message is a sentence for a member of staff."""


class NoBrowserError(PictureError):
    """There is no Chrome or Chromium to draw with."""


class BusyError(PictureError):
    """As many pictures as the machine bears are being drawn already."""


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
            "Pictures need Chrome or Chromium on this machine, and none was found. Install one, or name it in "
            "the environment variable BROWSER_PATH. Every other form needs none, and the menu of a card draws pictures "
            "in the reader’s own browser."
        )
        raise NoBrowserError(message)
    return found


def work(module: str, folder: Path, *, limit: int) -> None:
    """Let a process of its own do what `folder` asks for; Chrome keeps its files there too.

    Raises `PictureError` when that fails or takes longer than `limit` seconds. Chrome ends with the process that drives
    it, because that holds its one line to us.
    """
    command = [sys.executable, "-m", module, str(folder)]
    with subprocess.Popen(  # noqa: S603  (our own module)
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            said = process.communicate(timeout=limit + GRACE)[1]
            code = process.returncode
        except subprocess.TimeoutExpired:
            code, said = TOO_LONG, ""
        finally:
            process.kill()
    if code:
        raise PictureError(_why(code, said, limit=limit))


def _why(code: int, said: str, *, limit: int) -> str:
    if code == TOO_LONG:
        return (
            f"Drawing took longer than {limit} seconds and was stopped. Try again, or ask for fewer charts."
        )
    reason = (said.strip().splitlines() or ["it gave no reason"])[-1]
    return f"Chrome could not draw: {reason} Another one can be named in BROWSER_PATH."


def asset(name: str) -> str:
    """Return the address of one of our assets as a file, for a page that no server gives."""
    return Path(str(files("assets") / name)).as_uri()


@contextmanager
def turn(*, patient: bool) -> Iterator[None]:
    """Hold one of the places that all processes of this user share; the system frees it if we die."""
    places = [Path(tempfile.gettempdir()) / f"cep-pictures-{os.getuid()}-{n}.lock" for n in range(AT_ONCE)]
    with _locked_place(places) or _waited_for(places[os.getpid() % AT_ONCE], patient=patient):
        yield


def _locked_place(places: Sequence[Path]) -> IO[bytes] | None:
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
