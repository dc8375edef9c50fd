"""Turns the print view into a PDF in a process of its own: `python -m dashboard.exports.pdf.print_in_chrome FOLDER`.

The folder holds `job.json` and `paper.html`; `paper.pdf` is written beside them. Chrome draws the charts, lays the
pages out and tags them; `finish` completes the file.
"""

import asyncio
import json
import sys
from base64 import b64decode
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from choreographer import Browser, Tab
from choreographer.protocol.devtools_async_helpers import create_and_wait, execute_js_and_wait

from dashboard.exports.pdf.finish import finish
from dashboard.exports.pictures.draw_in_chrome import Silent, done, end

PIECE: Final = 2**20
LIGHT: Final = (
    "--in-process-gpu",
    "--no-zygote",
    "--enable-low-end-device-mode",
    "--js-flags=--lite-mode --expose-gc",
    "--enable-features=NetworkServiceInProcess2",
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess,BackForwardCache",
)
PRINTING: Final = {
    "printBackground": True,
    "preferCSSPageSize": True,
    "displayHeaderFooter": False,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
    "transferMode": "ReturnAsStream",
}
"""The style sheet says size, margins and foot of the pages; structure and bookmarks come from the HTML."""


class Light(Silent):
    """A Chrome without what only a reader in front of it needs: each of these is a process, or a page of its own."""

    def get_cli(self) -> Sequence[str]:
        """Return the command that starts it."""
        return [*super().get_cli(), *LIGHT]


async def print_to_pdf(job: Mapping[str, Any], folder: Path) -> None:
    """Write the folder's page as a PDF once its charts are drawn; raises `TimeoutError` after the job's limit."""
    browser = Browser(job["browser"], browser_cls=Light, enable_extensions=False, tmp_dir=str(folder))
    try:
        async with asyncio.timeout(job["limit"]):
            await browser.open()
            try:
                printed = await _printed(browser, folder / "paper.html", limit=job["limit"])
            finally:
                await browser.close()
    finally:
        end(browser)
    whole = finish(printed, title=job["title"], description=job["description"])
    (folder / "paper.pdf").write_bytes(whole)


async def _printed(browser: Browser, page: Path, *, limit: int) -> bytes:
    first = browser.get_tab()
    tab = await create_and_wait(browser, page.as_uri(), timeout=limit)
    if first:
        await first.close()  # it shows what Chrome shows to whoever opens it, and takes memory for that
    drawn = _result(await execute_js_and_wait(tab, "window.cepPaper", timeout=limit))
    if why := drawn["result"].get("value", "its page did not say whether all was drawn"):
        raise RuntimeError(why)
    await tab.send_command("HeapProfiler.collectGarbage")  # what drawing needed, printing does not
    printed = _result(await tab.send_command("Page.printToPDF", PRINTING))
    return b"".join([part async for part in _parts(tab, printed["stream"])])


async def _parts(tab: Tab, stream: str) -> AsyncIterator[bytes]:
    """The PDF piece by piece: in one piece Chrome would need its memory several times over."""
    ended = False
    while not ended:
        piece = _result(await tab.send_command("IO.read", {"handle": stream, "size": PIECE}))
        yield b64decode(piece["data"]) if piece.get("base64Encoded") else piece["data"].encode("latin-1")
        ended = piece["eof"]


def _result(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """What Chrome answered, or why it did not."""
    if "result" not in answer:
        raise RuntimeError(answer.get("error", {}).get("message", "Chrome gave no answer"))
    result: Mapping[str, Any] = answer["result"]
    return result


def main() -> None:
    """Print what the folder's job asks for."""
    folder = Path(sys.argv[1])
    done(print_to_pdf(json.loads((folder / "job.json").read_bytes()), folder))


if __name__ == "__main__":
    main()
