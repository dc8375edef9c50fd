"""Turns the print view into a PDF in a process of its own: `python -m dashboard.exports.pdf.press FOLDER`.

The folder holds `job.json` and `paper.html`; `paper.pdf` is written beside them. Chrome draws the charts, lays the
pages out and tags them; `finish` completes the file.
"""

import asyncio
import json
import sys
from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from choreographer import Browser
from choreographer.protocol.devtools_async_helpers import create_and_wait, execute_js_and_wait

from dashboard.exports.drawing import Silent, done, end
from dashboard.exports.pdf.finish import finished

PRINTING: Final = {
    "printBackground": True,
    "preferCSSPageSize": True,
    "displayHeaderFooter": False,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}
"""The style sheet says size, margins and foot of the pages; structure and bookmarks come from the HTML."""


async def press(job: Mapping[str, Any], folder: Path) -> None:
    """Write the folder's page as a PDF once its charts are drawn; raises `TimeoutError` after the job's limit."""
    browser = Browser(job["browser"], browser_cls=Silent, tmp_dir=str(folder))
    try:
        async with asyncio.timeout(job["limit"]):
            await browser.open()
            try:
                pressed = await _printed(browser, folder / "paper.html", limit=job["limit"])
            finally:
                await browser.close()
    finally:
        end(browser)
    whole = finished(pressed, title=job["title"], description=job["description"])
    (folder / "paper.pdf").write_bytes(whole)


async def _printed(browser: Browser, page: Path, *, limit: int) -> bytes:
    tab = await create_and_wait(browser, page.as_uri(), timeout=limit)
    drawn = _result(await execute_js_and_wait(tab, "window.cepPaper", timeout=limit))
    if why := drawn["result"].get("value", "its page did not say whether all was drawn"):
        raise RuntimeError(why)
    return b64decode(_result(await tab.send_command("Page.printToPDF", PRINTING))["data"])


def _result(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """What Chrome answered, or why it did not."""
    if "result" not in answer:
        raise RuntimeError(answer.get("error", {}).get("message", "Chrome gave no answer"))
    result: Mapping[str, Any] = answer["result"]
    return result


def main() -> None:
    """Press what the folder's job asks for."""
    folder = Path(sys.argv[1])
    done(press(json.loads((folder / "job.json").read_bytes()), folder))


if __name__ == "__main__":
    main()
