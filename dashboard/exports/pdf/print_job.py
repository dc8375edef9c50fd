"""Has a folder that `lay_out` wrote pressed into a PDF. Needs little memory itself: Chrome takes enough."""

import json
from pathlib import Path

from dashboard.exports.paper.waiting import Wait
from dashboard.exports.pictures.chrome import turn, work


def pressed(folder: Path, wait: Wait) -> bytes:
    """Return the folder's paper as a PDF; raises as `as_pdf` does."""
    limit = json.loads((folder / "job.json").read_bytes())["limit"]
    with turn(patient=wait.patient):
        work("dashboard.exports.pdf.print_in_chrome", folder, limit=limit, gone=wait.gone)
    return (folder / "paper.pdf").read_bytes()
