"""`cep board-pack`: a board paper as a file."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

import typer

from dashboard.cli.options import (
    Compare,
    Filters,
    Many,
    Store,
    misused,
    programme_of,
    refuse,
    with_filters,
    writing,
)
from data.errors import StoreError

if TYPE_CHECKING:
    from dashboard.exports.paper.paper import Paper


@with_filters
def board_pack(
    *,
    filters: Filters,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="File to write; its ending says the form.")
    ],
    store: Store = None,
    chart: Annotated[
        Many,
        typer.Option(
            metavar="KEY[?FILTERS]",
            help="A chart, in order; its own filters as in an address. Else the usual ones.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title; else subject, place and date.")] = None,
    meeting: Annotated[str | None, typer.Option(help="The meeting it is for.")] = None,
    meeting_on: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of the meeting.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    audience: Annotated[str | None, typer.Option(help="Who should read it.")] = None,
    purpose: Annotated[str | None, typer.Option(help="What the paper is for; “none” for no purpose.")] = None,
    ask: Annotated[
        str | None,
        typer.Option(metavar="decision|information", help="Else decision where it recommends anything."),
    ] = None,
    summary: Annotated[
        Many,
        typer.Option(
            metavar="LINE", help="The answer, then findings; repeat it, or “none”. Else from the data."
        ),
    ] = None,
    recommendation: Annotated[
        Many, typer.Option(metavar="LINE", help="A recommendation; repeat it, in order.")
    ] = None,
    next_step: Annotated[Many, typer.Option(metavar="LINE", help="A next step; repeat it, in order.")] = None,
    commentary: Annotated[
        Many, typer.Option(metavar="KEY: LINE", help="A line about a chart of the paper; repeat it.")
    ] = None,
    annex: Annotated[
        str | None, typer.Option(metavar="yes", help="Add the tables in full to a document.")
    ] = None,
    partnership: Annotated[str | None, typer.Option(help="Key of the partnership a chart is about.")] = None,
    compare: Compare = None,
) -> None:
    """Write a board paper: charts with their findings, definitions, sources, and the line that remakes it."""
    from dashboard.exports.forms import PAPER_FORMS

    form = output.suffix.removeprefix(".").lower()
    if form not in PAPER_FORMS:
        from dashboard import words

        endings = words.listing([f".{name}" for name in PAPER_FORMS], conjunction="or")
        refuse(f"{output} should end in {endings}; the ending says which form to write.")
    choice = {
        "chart": chart,
        "title": title,
        "meeting": meeting,
        "meeting_on": meeting_on,
        "author": author,
        "audience": audience,
        "purpose": purpose,
        "ask": ask,
        "summary": summary,
        "recommendation": recommendation,
        "next_step": next_step,
        "commentary": commentary,
        "annex": annex,
        "partnership": partnership,
        "compare": compare,
    }
    query = urlencode(
        {**filters, **{key: value for key, value in choice.items() if value not in (None, [])}}, doseq=True
    )
    write = _press if form == "pdf" else _write
    write(store, query, output)


class Refused(Exception):  # noqa: N818
    """There can be no such paper; the message is a sentence for a member of staff, and travels between processes."""


def _read(store: str | None, query: str) -> "Paper":
    from dashboard import compose_paper
    from dashboard.indicators.profile.partnerships import UnknownPartnership

    try:
        return compose_paper.read(programme_of(store), query, exactly=True)[0]
    except (StoreError, UnknownPartnership) as error:
        raise Refused(str(error)) from error


def _write(store: str | None, query: str, output: Path) -> None:
    from dashboard.exports.forms import render_paper

    with _refusing():
        paper = _read(store, query)
    with _making(output, _charts(paper)):
        output.write_bytes(render_paper(paper, output.suffix.removeprefix(".").lower()))


def _press(store: str | None, query: str, output: Path) -> None:
    """A PDF: what read the store and composed the page has ended, and freed its memory, before Chrome starts."""
    from dashboard.exports.pictures.chrome import Wait, print_folder

    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        with _refusing(), ProcessPoolExecutor(1, mp_context=get_context("spawn")) as composer:
            charts = composer.submit(_compose, store, query, folder).result()
        with _making(output, charts):
            output.write_bytes(print_folder(folder, Wait()))


def _compose(store: str | None, query: str, folder: Path) -> str:
    """Lay out the paper in the folder; return how many charts it has."""
    from dashboard.exports.pdf.pdf import lay_out

    paper = _read(store, query)
    lay_out(paper, folder)
    return _charts(paper)


def _charts(paper: "Paper") -> str:
    from dashboard import words

    return words.count_of(len(paper.figures), "chart")


@contextmanager
def _making(output: Path, charts: str) -> Iterator[None]:
    """Show that the paper is being made, and say at the end where it is, or why it is not."""
    from rich.console import Console

    status = Console(stderr=True).status(f"Making a paper with {charts} (Ctrl-C cancels)")
    with writing(output), _refusing(), status:
        yield
    typer.echo(f"Wrote {output}: {charts}.")


@contextmanager
def _refusing() -> Iterator[None]:
    from dashboard.exports.pictures.chrome import PictureError
    from dashboard.question import QueryError

    try:
        yield
    except QueryError as error:
        misused(*error.args)
    except (Refused, PictureError) as error:
        refuse(*error.args)
