"""A Chromium to drive: `python -m tests.browser.chromium` finds one or brings one, `find()` says where it is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PACKAGE_MANAGERS = {
    "apt-get": (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends", "chromium")),
    "dnf": (("dnf", "install", "-y", "chromium"),),
    "apk": (("apk", "add", "--no-cache", "chromium"),),
}
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OWN = "from playwright.sync_api import *\nwith sync_playwright() as p: print(p.chromium.executable_path)"
"""Question in a process of its own: this one may be driving a browser already."""
SECONDS_TO_FETCH = 300
SECONDS_TO_ANSWER = 30


class NoChromiumError(Exception):
    """There is no Chromium that runs; the message says what to do."""


def find() -> str:
    """Return the path of a Chromium that runs: the one CHROMIUM names, the system's, or Playwright's own."""
    said = os.environ.get("CHROMIUM")
    if said and not runs(said):
        message = f"CHROMIUM names {said}, which does not run. Correct it, or unset it to let one be found."
        raise NoChromiumError(message)
    found = next((path for path in candidates(said) if runs(path)), None)
    if found is None:
        message = (
            "The browser tests need Chromium, and none was found. Install it with the system's package manager, run "
            "`python -m playwright install --with-deps chromium`, or name one in the environment variable CHROMIUM."
        )
        raise NoChromiumError(message)
    return found


def candidates(said: str | None = None) -> Iterator[str]:
    """Every place to look, in order; later places are looked at only when the earlier ones have nothing."""
    yield from [said] if said else []
    yield from (path for name in NAMES if (path := shutil.which(name)))
    yield from (path for path in MAC if Path(path).is_file())
    answer = subprocess.run([sys.executable, "-c", OWN], capture_output=True, text=True, check=True)
    yield answer.stdout.strip()


def runs(path: str) -> bool:
    """Whether a program answers with a version; some systems ship a script that only says how to install it."""
    try:
        answer = subprocess.run(
            [path, "--version"], capture_output=True, timeout=SECONDS_TO_ANSWER, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def launch_arguments() -> list[str]:
    """What Chromium is started with: no requests of its own, and no sandbox for root, who cannot have one."""
    return [*(["--no-sandbox"] if is_root() else []), *QUIET]


def is_root() -> bool:
    """Whether this process may install packages, and Chromium may not have its sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def download() -> None:
    """Let Playwright bring its own Chromium."""
    _run(sys.executable, "-m", "playwright", "install", "chromium")


def install() -> None:
    """Let the system's package manager bring one, when this process may."""
    manager = next((name for name in PACKAGE_MANAGERS if shutil.which(name)), None)
    if manager and is_root():
        for command in PACKAGE_MANAGERS[manager]:
            _run(*command)


def bring() -> str:
    """Return the path of a Chromium that runs, bringing one if there is none; raises `NoChromiumError`."""
    steps: list[Callable[[], None]] = [] if os.environ.get("CHROMIUM") else [download, install]
    for step in steps:
        try:
            return find()
        except NoChromiumError:
            step()
    return find()


def main() -> int:
    """Say where Chromium is; exit 1 with a sentence when there is none and none can be brought."""
    try:
        sys.stdout.write(f"Chromium: {bring()}\n")
    except NoChromiumError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _run(*command: str) -> None:
    """Run one step with a time limit, saying so; whether it helped is found out by looking again."""
    sys.stdout.write(f"Bringing Chromium: {' '.join(command)}\n")
    sys.stdout.flush()
    try:
        subprocess.run(command, timeout=SECONDS_TO_FETCH, check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        sys.stderr.write(f"That did not work: {error}\n")


if __name__ == "__main__":
    raise SystemExit(main())
