"""A paper as a PDF: tagged, with bookmarks, alternative texts and embedded fonts.

`lay_out` writes the print view and what to do with it to a folder; `print_folder` lets the Chrome or
Chromium of this machine turn it into pages. See docs/decisions/0007-pictures.md.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import orjson

from dashboard.exports.paper.paper import Paper
from dashboard.exports.pdf import print_view
from dashboard.exports.pdf.print_view import Links
from dashboard.exports.pictures.chrome import Wait, asset, find_browser, print_folder
from dashboard.exports.pictures.pictures import shapes_of

SECONDS_TO_START, SECONDS_A_FIGURE = 45, 10


def as_pdf(paper: Paper, wait: Wait | None = None) -> bytes:
    """Return the paper as a tagged PDF; the same paper gives the same bytes.

    Raises what `exports.pictures.chrome` raises: without Chrome, when the machine is busy and whoever waits is not
    patient, when it takes too long, and soon after they have gone.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        lay_out(paper, Path(place))
        return print_folder(Path(place), wait or Wait())


def lay_out(paper: Paper, folder: Path) -> None:
    """Write to the folder all that printing needs; raises `NoBrowserError` when it could not be printed here."""
    job = {
        "browser": find_browser(),
        "title": paper.title,
        "description": paper.purpose,
        "limit": SECONDS_TO_START + SECONDS_A_FIGURE * len(paper.figures),
    }
    (folder / "job.json").write_bytes(orjson.dumps(job))
    (folder / "paper.html").write_text(print_view.page(paper, links=_links(paper)), encoding="utf-8")


def _links(paper: Paper) -> Links:
    """Everything the page needs as files of ours; its policy lets it ask for nothing else."""
    return Links(
        style=asset("paper.css"),
        scripts=(asset("plotly.min.js"), asset("05-maps.js"), asset("paper.js")),
        policy=POLICY,
        shapes={address: json.loads(shape) for address, shape in shapes_of(paper.figures).items()},
    )


POLICY: Final = "default-src 'none'; script-src file:; style-src file: 'unsafe-inline'; img-src data:"
