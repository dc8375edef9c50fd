"""Turns the print view into a PDF in a process of its own: `python -m dashboard.exports.pdf.press BROWSER FOLDER`.

The folder holds `paper.html`; `paper.pdf` is written beside it. Chrome draws the charts, lays the page out and tags it.
"""

import asyncio
import sys
from base64 import b64decode
from pathlib import Path
from typing import Any, Final

from choreographer import Browser
from choreographer.protocol.devtools_async_helpers import create_and_wait, execute_js_and_wait

from dashboard.exports.drawing import Silent

SECONDS_TO_DRAW: Final = 60
PRINTING: Final = {
    "printBackground": True,
    "preferCSSPageSize": True,
    "displayHeaderFooter": False,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}
"""How the page is printed: the style sheet says size, margins and foot; structure and bookmarks come from the HTML."""


async def press(page: Path, *, browser: str) -> bytes:
    """Return the page as a PDF, once its charts are drawn. Chrome's sandbox stays off, as for pictures."""
    async with Browser(browser, browser_cls=Silent, headless=True) as opened:
        tab = await create_and_wait(opened, page.as_uri())
        drawn = await execute_js_and_wait(tab, "window.cepPaper", timeout=SECONDS_TO_DRAW)
        if "exceptionDetails" in drawn.get("result", {}):
            message = drawn["result"]["exceptionDetails"]["exception"].get("description", "a chart failed")
            raise RuntimeError(message)
        return b64decode(_result(await tab.send_command("Page.printToPDF", PRINTING))["data"])


def _result(answer: Any) -> Any:  # noqa: ANN401  (what Chrome answers is plain JSON)
    if "result" not in answer:
        message = answer.get("error", {}).get("message", "Chrome gave no answer")
        raise RuntimeError(message)
    return answer["result"]


def main() -> None:
    """Press the folder's page."""
    browser, folder = sys.argv[1], Path(sys.argv[2])
    (folder / "paper.pdf").write_bytes(asyncio.run(press(folder / "paper.html", browser=browser)))


if __name__ == "__main__":
    main()
