"""`cep board-pack`: a board paper as a file."""

from pathlib import Path
from typing import Annotated
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
    template: Annotated[
        Many,
        typer.Option(metavar="FILE", help="A .pptx or .docx whose looks it takes; see template-check."),
    ] = None,
    partnership: Annotated[str | None, typer.Option(help="Key of the partnership a chart is about.")] = None,
    compare: Compare = None,
) -> None:
    """Write a board paper: charts with their findings, definitions, sources, and the line that remakes it."""
    from rich.console import Console

    from dashboard import compose_paper, words
    from dashboard.exports.forms import PAPER_FORMS, render_paper
    from dashboard.exports.paper.templates import TemplateError
    from dashboard.indicators.profile.partnerships import UnknownPartnership
    from dashboard.question import QueryError

    form = output.suffix.removeprefix(".").lower()
    if form not in PAPER_FORMS:
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
        "template": template,
        "partnership": partnership,
        "compare": compare,
    }
    query = urlencode(
        {**filters, **{key: value for key, value in choice.items() if value not in (None, [])}}, doseq=True
    )
    try:
        paper = compose_paper.read(programme_of(store), query, exactly=True)[0]
    except QueryError as error:
        misused(*error.args)
    except (StoreError, UnknownPartnership) as error:
        refuse(str(error))
    charts = words.count_of(len(paper.figures), "chart")
    status = Console(stderr=True).status(f"Making a paper with {charts} (Ctrl-C cancels)")
    try:
        with writing(output), status:
            output.write_bytes(render_paper(paper, form, anywhere=True))
    except TemplateError as error:
        refuse(*error.args)
    typer.echo(f"Wrote {output}: {charts}.")


def template_check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .pptx or .docx that papers are to look like.")
    ],
) -> None:
    """Say in sentences what a template lacks for a paper; exit 1 if it lacks anything."""
    from dashboard.exports.forms import lacking_in
    from dashboard.exports.paper.templates import TemplateError

    try:
        lacks = lacking_in(file)
    except TemplateError as error:
        refuse(*error.args)
    if lacks:
        refuse(*lacks)
    typer.echo(f"{file.name} has all that a paper needs.")
