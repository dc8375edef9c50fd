"""Draws pictures with Kaleido in a process of its own: `python -m dashboard.exports.pictures.draw_in_chrome FOLDER`.

The folder holds `job.json`; the pictures are written beside it as 0.png, 1.png and so on. The page that Kaleido opens
is ours: the plotly.js of the pages, and the very scripts with which the dashboard draws pictures in the reader's
own browser. Nothing is asked of any other host: the page may load files only, and no name resolves.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, Final

from choreographer import Browser
from choreographer.browsers import Chromium
from choreographer.errors import BrowserFailedError
from kaleido import Kaleido

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
<script nonce="{nonce}">
window.kaleido_scopes = {{
  plotly: (job) => window.cepPictures[job.format](job.data)
    .then((made) => ({{ code: 0, format: job.format, result: made.replace(/^data:image.png;base64,/, "") }}))
    .catch((error) => ({{ code: 525, message: String(error) }})),
}};
</script>
</head><body></body></html>
"""
"""Kaleido calls `kaleido_scopes.plotly`; here that is our own frame around the chart."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page in which pictures are drawn; `shapes` maps the address of GeoJSON to the file that holds it."""

    shapes: Mapping[str, str]

    def generate_index(self) -> str:
        """Return the HTML; Kaleido writes it to a file and opens that."""
        known = {address: json.loads(Path(file).read_bytes()) for address, file in self.shapes.items()}
        return PAGE.format(
            nonce=token_urlsafe(),
            plotly=asset("plotly.min.js"),
            maps=asset("05-maps.js"),
            pictures=asset("30-pictures.js"),
            shapes=json.dumps(known).replace("<", "\\u003c"),
        )


class Silent(Chromium):
    """A Chrome that speaks with nobody but us."""

    def get_cli(self) -> Sequence[str]:
        """Return the command that starts it."""
        return [*super().get_cli(), *QUIET]


async def draw(job: Mapping[str, Any], folder: Path) -> None:
    """Draw every figure of a job in one Chrome and write it to the folder; raises `TimeoutError` after the job's limit.

    Chrome's own sandbox stays off, as Kaleido has it, because root and most containers cannot have one.
    """
    drawer = Kaleido(
        n=1,
        timeout=None,
        page_generator=Page(job["shapes"]),
        path=job["browser"],
        browser_cls=Silent,
        tmp_dir=str(folder),
    )
    try:
        async with asyncio.timeout(job["limit"]):
            await drawer.open()
            for place, figure in enumerate(job["figures"]):
                made = await drawer.calc_fig(figure, {"format": job["form"]})
                (folder / f"{place}.{job['form']}").write_bytes(made)
            await drawer.close()
    finally:
        end(drawer)


def end(drawer: Browser) -> None:
    """See to it that nothing of Chrome stays, also when it does not answer; it leads a process group of its own."""
    process = getattr(drawer, "subprocess", None)
    if process is not None and process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def done(wanted: Coroutine[Any, Any, None]) -> None:
    """Do what Chrome is wanted for; when that fails, exit as `browser.work` expects, with one line on stderr."""
    try:
        asyncio.run(wanted)
    except TimeoutError:
        raise SystemExit(TOO_LONG) from None
    except BrowserFailedError:
        raise SystemExit("it ended as soon as it was started.") from None
    except Exception as error:
        raise SystemExit(f"{type(error).__name__}: {' '.join(str(error).split())}.") from None


def main() -> None:
    """Draw what the folder's job asks for."""
    folder = Path(sys.argv[1])
    done(draw(json.loads((folder / "job.json").read_bytes()), folder))


if __name__ == "__main__":
    main()
