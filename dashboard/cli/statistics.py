"""`cep statistics add`: values of areas, such as deprivation or the number of schools."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.options import Store, signed_in
from dashboard.settings import store_url

app = typer.Typer(help="Add statistics of areas.", no_args_is_help=True)


@app.callback()
def main() -> None:
    """Add statistics of areas."""


class Kind(StrEnum):
    """How values of authorities that merged are put together."""

    COUNT = "count"
    SCORE = "score"
    RATE = "rate"


@app.command()
def add(
    file: Annotated[
        Path, typer.Argument(help="Table as csv, xlsx, xls or ods; titles may stand above the header.")
    ],
    measure: Annotated[str, typer.Option(metavar="KEY", help="Key of the measure, such as imd_2019.")],
    on: Annotated[
        datetime,
        typer.Option("--date", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day the values are of."),
    ],
    store: Store = None,
    code_column: Annotated[
        str | None,
        typer.Option("--code-column", help="Column of codes or names of authorities, if it is not found."),
    ] = None,
    value_column: Annotated[str | None, typer.Option("--value-column", help="Column of the values.")] = None,
    sheet: Annotated[
        str | None, typer.Option(help="Sheet of a workbook, if several have the columns.")
    ] = None,
    kind: Annotated[
        Kind | None,
        typer.Option(
            help="When authorities merge, counts are added up; scores (the default) and rates are weighted means."
        ),
    ] = None,
    weights: Annotated[
        str | None, typer.Option(metavar="MEASURE", help="Measure that scores and rates are weighted by.")
    ] = None,
    label: Annotated[str | None, typer.Option(help="What pages call the measure.")] = None,
    source: Annotated[
        str | None, typer.Option(help="Where the values come from; printed under figures.")
    ] = None,
    lower_is_needier: Annotated[
        bool | None, typer.Option("--lower-is-needier", help="The lowest value is the greatest need.")
    ] = None,
    count_rows: Annotated[
        bool,
        typer.Option("--count-rows", help="Each row is one of something: count the rows of each authority."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be added, and write nothing.")
    ] = False,
    who: Annotated[
        str | None, typer.Option("--who", help="Who adds it; by default the name you signed in by.")
    ] = None,
) -> None:
    """Add the values of one measure at one date, in one step that `cep undo` takes back."""
    from dashboard import words
    from dashboard.text_reports import import_report
    from data.programme.programme import load
    from data.statistics import Request, prepare
    from data.statistics import add as write
    from data.store.engine import open_store

    engine = open_store(store_url(store))
    request = Request(
        measure=measure,
        on=on.date(),
        code_column=code_column,
        value_column=value_column,
        sheet=sheet,
        kind=kind.value if kind else None,
        weights=weights,
        source=source,
        label=label,
        usual_label=words.measure(measure),
        lower_is_needier=lower_is_needier,
        count_rows=count_rows,
    )
    ready = prepare(engine, file, request)
    for note in ready.notes:
        typer.echo(note)
    if dry_run:
        typer.echo(import_report.statistics_difference(ready))
        return
    batch = write(engine, ready, who=who or signed_in())
    typer.echo(import_report.statistics_done(ready, batch))
    for line in import_report.statistics_reach(load(engine), measure):
        typer.echo(line)
