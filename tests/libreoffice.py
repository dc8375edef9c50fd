"""A LibreOffice that lays documents out: `python -m tests.libreoffice` finds one or brings one, `find()` says where."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.browser.chromium import is_root

MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
PACKAGE_MANAGERS = {
    "apt-get": (
        ("apt-get", "update"),
        (
            *("apt-get", "install", "-y", "--no-install-recommends"),
            *("libreoffice-writer-nogui", "fonts-liberation"),
        ),
    ),
    "dnf": (("dnf", "install", "-y", "libreoffice-writer", "liberation-sans-fonts"),),
    "apk": (("apk", "add", "--no-cache", "libreoffice-writer", "font-liberation"),),
}
SECONDS_TO_FETCH = 600
MISSING = (
    "LibreOffice is needed to see the pages of a document, and none was found. Install libreoffice-writer and the "
    "Liberation fonts with the system's package manager."
)


class NoLibreOfficeError(Exception):
    """There is no LibreOffice; the message says what to do."""


def find() -> str:
    """Return the path of LibreOffice."""
    found = shutil.which("soffice") or (MAC if Path(MAC).is_file() else None)
    if found is None:
        raise NoLibreOfficeError(MISSING)
    return found


def bring() -> str:
    """Return the path of LibreOffice, after the package manager has brought it if there was none and it may."""
    try:
        return find()
    except NoLibreOfficeError:
        manager = next((name for name in PACKAGE_MANAGERS if shutil.which(name)), None)
        for command in PACKAGE_MANAGERS[manager] if manager and is_root() else ():
            sys.stdout.write(f"Bringing LibreOffice: {' '.join(command)}\n")
            sys.stdout.flush()
            subprocess.run(command, timeout=SECONDS_TO_FETCH, check=False, stdin=subprocess.DEVNULL)
        return find()


def as_pdf(files: Sequence[Path], folder: Path) -> list[Path]:
    """Write documents as PDF into a folder, all by one LibreOffice with a profile of its own there."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = [find(), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(list(map(str, asked)), check=True, capture_output=True)
    return [folder / f"{file.stem}.pdf" for file in files]


def main() -> int:
    """Say where LibreOffice is; exit 1 with a sentence when there is none and none can be brought."""
    try:
        sys.stdout.write(f"LibreOffice: {bring()}\n")
    except (NoLibreOfficeError, subprocess.TimeoutExpired) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
