"""`cep board-pack`: a board paper as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

import typer

from dashboard.cli.options import (
    Many,
    Said,
    Store,
    asking,
    programme_of,
    refuse,
)

if TYPE_CHECKING:
    from dashboard.exports.paper import Paper


@asking
def board_pack(
    *,
    said: Said,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="File to write; its ending says the form.")
    ],
    store: Store = None,
    chart: Annotated[
        Many,
        typer.Option(metavar="KEY", help="A chart of the paper; repeat it, in order. Else the usual ones."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title; else subject, place and date.")] = None,
    purpose: Annotated[str | None, typer.Option(help="What the paper is for.")] = None,
    summary: Annotated[
        Many, typer.Option(metavar="LINE", help="A line of the summary; repeat it. Else what the data say.")
    ] = None,
    partnership: Annotated[str | None, typer.Option(help="Key of the partnership a chart is about.")] = None,
) -> None:
    """Write a board paper: charts with their findings, definitions, sources, and the line that remakes it."""
    from dashboard import words
    from dashboard.exports.paper_forms import PAPER_FORMS

    form = output.suffix.removeprefix(".").lower()
    if form not in PAPER_FORMS:
        endings = words.listing([f".{name}" for name in PAPER_FORMS], conjunction="or")
        refuse(f"{output} should end in {endings}; the ending says which form to write.")
    choice = {
        "chart": chart,
        "title": title,
        "purpose": purpose,
        "summary": summary,
        "partnership": partnership,
    }
    query = urlencode({**said, **{key: value for key, value in choice.items() if value}}, doseq=True)
    _write(_read(store, query), form, output)


def _read(store: str | None, query: str) -> "Paper":
    from dashboard import papers
    from dashboard.indicators.partnerships import UnknownPartnership

    try:
        paper, ignored = papers.read(programme_of(store), query)
    except UnknownPartnership as error:
        refuse(str(error))
    if ignored:
        refuse(*ignored)
    return paper


def _write(paper: "Paper", form: str, output: Path) -> None:
    from rich.console import Console

    from dashboard import words
    from dashboard.exports.browser import PictureError
    from dashboard.exports.paper_forms import written

    charts = words.count_of(len(paper.figures), "chart")
    try:
        with Console(stderr=True).status(f"Making a paper with {charts} (Ctrl-C cancels)"):
            output.write_bytes(written(paper, form))
    except PictureError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{output} cannot be written: {error.strerror}.")
    typer.echo(f"Wrote {output}: {charts}.")
