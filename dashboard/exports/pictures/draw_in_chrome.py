"""Draws pictures in a Chrome of its own: `python -m dashboard.exports.pictures.draw_in_chrome FOLDER`.

The folder holds `job.json`; the pictures are written beside it as 0.png, 1.png and so on. Chrome opens a page of ours:
the plotly.js of the pages, and the very scripts with which the dashboard draws pictures in the reader's own browser.
Nothing is asked of any other host: the page may load files only, and no name resolves.
"""

import asyncio
import json
import os
import signal
import sys
from base64 import b64decode
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, Final

from choreographer import Browser, Tab
from choreographer.browsers import Chromium
from choreographer.errors import BrowserClosedError, BrowserFailedError
from choreographer.utils import TmpDirectory

from dashboard.exports.pictures.chrome import TOO_LONG, asset

QUIET: Final = ("--disable-background-networking", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND")
PAGE: Final = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src file: 'nonce-{nonce}'; \
style-src 'unsafe-inline'; img-src data: blob:">
<title>Pictures</title>
<script src="{plotly}"></script>
<script src="{maps}"></script>
<script nonce="{nonce}">Object.assign(window.PlotlyGeoAssets, {shapes});</script>
<script src="{pictures}"></script>
</head><body></body></html>
"""
PICTURES: Final = "document.readyState === 'complete' && window.cepPictures"
"""What draws, once the page has loaded; see assets/30-pictures.js."""
SECONDS_BETWEEN_LOOKS: Final = 0.02


class DrawingError(Exception):
    """The page could not draw a figure; the message is the reason that Chrome gives."""


class Silent(Chromium):
    """A Chrome that speaks with nobody but us."""

    def get_cli(self) -> Sequence[str]:
        """Return the command that starts it."""
        return [*super().get_cli(), *QUIET]


async def draw(job: Mapping[str, Any], folder: Path) -> None:
    """Draw every figure of a job in one Chrome and write it to the folder.

    Raises `TimeoutError` after the job's limit, `DrawingError` for a figure that cannot be drawn. Chrome's own sandbox
    stays off, because root and most containers cannot have one.
    """
    browser = Browser(job["browser"], browser_cls=Silent, tmp_dir=str(folder))
    place = TmpDirectory(sneak=browser.is_isolated())  # a Chromium of snap cannot read /tmp
    page = place.path / "pictures.html"
    page.write_text(page_of(job["shapes"]), encoding="utf-8")
    limit = asyncio.timeout(job["limit"])
    try:
        async with limit:
            await browser.open()
            tab = await browser.create_tab(page.as_uri())
            pictures = await loaded(tab)
            for number, figure in enumerate(job["figures"]):
                picture = await drawn(tab, pictures, figure, job["form"])
                (folder / f"{number}.{job['form']}").write_bytes(picture)
            await browser.close()
    except Exception as error:
        if limit.expired():  # choreographer says otherwise why it was stopped
            raise TimeoutError from error
        raise
    finally:
        end(browser)
        place.clean()


def page_of(shapes: Mapping[str, str]) -> str:
    """Return the HTML of the page that draws; `shapes` maps the address of GeoJSON to the file that holds it."""
    known = {address: json.loads(Path(file).read_bytes()) for address, file in shapes.items()}
    return PAGE.format(
        nonce=token_urlsafe(),
        plotly=asset("plotly.min.js"),
        maps=asset("05-maps.js"),
        pictures=asset("30-pictures.js"),
        shapes=json.dumps(known).replace("<", "\\u003c"),
    )


async def loaded(tab: Tab) -> str:
    """Return the name that Chrome gives to what draws, as soon as the page has it.

    The page is asked again and again: an event that says it has loaded may come before anybody listens.
    """
    while True:
        answer = await tab.send_command("Runtime.evaluate", {"expression": PICTURES})
        name = answer.get("result", {}).get("result", {}).get("objectId")
        if name:
            return str(name)
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


async def drawn(tab: Tab, pictures: str, figure: Mapping[str, Any], form: str) -> bytes:
    """Return a figure as a picture in its frame, "png" or "svg"."""
    asked = {
        "objectId": pictures,
        "functionDeclaration": f"function (figure) {{ return this.{form}(figure); }}",
        "arguments": [{"value": figure}],
        "awaitPromise": True,
        "returnByValue": True,
    }
    answer = await tab.send_command("Runtime.callFunctionOn", asked)
    if "error" in answer:
        raise DrawingError(answer["error"]["message"])
    if failed := answer["result"].get("exceptionDetails"):
        raise DrawingError(failed.get("exception", {}).get("description", failed["text"]).splitlines()[0])
    made: str = answer["result"]["result"]["value"]
    return made.encode() if form == "svg" else b64decode(made.partition(",")[2])


def end(browser: Browser) -> None:
    """See to it that nothing of Chrome stays, also when it does not answer; it leads a process group of its own."""
    process = getattr(browser, "subprocess", None)
    if process is not None and process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def outcome(wanted: Coroutine[Any, Any, None]) -> tuple[int, str]:
    """Do what Chrome is wanted for; return how the process is to end and why, as `chrome.work` expects it."""
    try:
        asyncio.run(wanted)
    except TimeoutError:
        return TOO_LONG, ""
    except BrowserFailedError:
        return 1, "it ended as soon as it was started."
    except (asyncio.CancelledError, BrowserClosedError):
        return 1, "it ended before it had drawn everything."
    except DrawingError as error:
        return 1, f"{error}."
    except Exception as error:
        return 1, f"{type(error).__name__}: {' '.join(str(error).split())}."
    return 0, ""


def main() -> None:
    """Draw what the folder's job asks for.

    The process ends at once: threads of choreographer that still listen to a Chrome which is gone would hold it.
    """
    folder = Path(sys.argv[1])
    code, reason = outcome(draw(json.loads((folder / "job.json").read_bytes()), folder))
    sys.stderr.write(reason)
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
