"""A paper as a PDF: tagged, with bookmarks, alternative texts and embedded fonts.

The print view is laid out by the Chrome or Chromium of this machine, in a process of its own
(`dashboard.exports.pdf.press`). See docs/decisions.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import orjson

from dashboard.exports import print_view
from dashboard.exports.browser import asset, find_browser, plotly_js, turn, work
from dashboard.exports.paper import Paper
from dashboard.exports.pictures import shapes_of
from dashboard.exports.print_view import Links

SECONDS_TO_START, SECONDS_A_FIGURE = 45, 10


def as_pdf(paper: Paper, *, patient: bool = True, gone: Callable[[], bool] = lambda: False) -> bytes:
    """Return the paper as a tagged PDF; the same paper gives the same bytes.

    Raises what `dashboard.exports.browser` raises: without Chrome, when the machine is busy and this is not `patient`,
    when it takes too long, and soon after `gone` says that nobody waits any more.
    """
    browser = find_browser()
    limit = SECONDS_TO_START + SECONDS_A_FIGURE * len(paper.figures)
    with turn(patient=patient), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        job = {"browser": browser, "title": paper.title, "description": paper.purpose, "limit": limit}
        (folder / "job.json").write_bytes(orjson.dumps(job))
        (folder / "paper.html").write_text(print_view.page(paper, links=_links(paper)), encoding="utf-8")
        work("dashboard.exports.pdf.press", folder, limit=limit, gone=gone)
        return (folder / "paper.pdf").read_bytes()


def _links(paper: Paper) -> Links:
    """Everything the page needs as files of ours; its policy lets it ask for nothing else."""
    return Links(
        style=asset("paper.css"),
        scripts=(plotly_js().as_uri(), asset("05-maps.js"), asset("paper.js")),
        policy=POLICY,
        shapes={address: json.loads(shape) for address, shape in shapes_of(paper.figures).items()},
    )


POLICY: Final = "default-src 'none'; script-src file:; style-src file: 'unsafe-inline'; img-src data:"
