"""`cep statistics add|fetch`: values of areas, such as deprivation or the number of schools."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import Store, signed_in
from dashboard.settings import store_url

if TYPE_CHECKING:
    from data.statistics import Request

app = typer.Typer(help="Add and fetch statistics of areas.", no_args_is_help=True)


class Kind(StrEnum):
    """How values of authorities that merged are put together."""

    COUNT = "count"
    SCORE = "score"
    RATE = "rate"


KindOption = Annotated[
    Kind | None,
    typer.Option(
        help="When authorities merge, counts are added up; scores (the default) and rates are weighted means."
    ),
]
Weights = Annotated[
    str | None, typer.Option(metavar="MEASURE", help="Measure that scores and rates are weighted by.")
]
Label = Annotated[str | None, typer.Option(help="What pages call the measure.")]
SourceOption = Annotated[
    str | None, typer.Option("--source", help="Where the values come from; printed under figures.")
]
LowerIsNeedier = Annotated[
    bool | None, typer.Option("--lower-is-needier", help="The lowest value is the greatest need.")
]
Period = Annotated[
    str | None,
    typer.Option(help="Period as the file or service calls it; `each` takes every one, at its own date."),
]
Where = Annotated[
    list[str] | None,
    typer.Option(metavar="COLUMN=VALUE", help="Take the rows that hold this; may be repeated."),
]
DayOf = Annotated[
    datetime | None,
    typer.Option(
        "--date",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="The day the values are of; default: the last day of the period.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be added, and write nothing.")]
Who = Annotated[str | None, typer.Option("--who", help="Who adds it; by default the name you signed in by.")]


@app.command()
def add(
    file: Annotated[
        Path, typer.Argument(help="Table as csv, xlsx, xls or ods; titles may stand above the header.")
    ],
    measure: Annotated[str, typer.Option(metavar="KEY", help="Key of the measure, such as imd_2019.")],
    on: DayOf = None,
    store: Store = None,
    code_column: Annotated[
        str | None,
        typer.Option("--code-column", help="Column of codes or names of authorities, if it is not found."),
    ] = None,
    value_column: Annotated[str | None, typer.Option("--value-column", help="Column of the values.")] = None,
    sheet: Annotated[
        str | None, typer.Option(help="Sheet of a workbook, if several have the columns.")
    ] = None,
    kind: KindOption = None,
    weights: Weights = None,
    label: Label = None,
    source: SourceOption = None,
    lower_is_needier: LowerIsNeedier = None,
    count_rows: Annotated[
        bool,
        typer.Option("--count-rows", help="Each row is one of something: count the rows of each authority."),
    ] = False,
    add_up: Annotated[
        str | None,
        typer.Option("--sum", metavar="COLUMN", help="Add up this column over the rows of each authority."),
    ] = None,
    where: Where = None,
    period: Period = None,
    dry_run: DryRun = False,
    who: Who = None,
) -> None:
    """Add the values of one measure, in one step that `cep undo` takes back."""
    from dashboard import words
    from data.statistics import Request

    request = Request(
        measure=measure,
        on=on.date() if on else None,
        code_column=code_column,
        value_column=add_up or value_column,
        sheet=sheet,
        kind=kind.value if kind else None,
        weights=weights,
        source=source,
        label=label,
        usual_label=words.measure(measure),
        lower_is_needier=lower_is_needier,
        count_rows=count_rows,
        add_up=add_up is not None,
        where=tuple(map(_pair, where or [])),
        period=period,
    )
    _add(file, request, store, dry_run=dry_run, who=who)


@app.command()
def fetch(
    key: Annotated[
        str, typer.Argument(metavar="MEASURE", help="Key of the measure; known are those of the services.")
    ],
    store: Store = None,
    service: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="Service of a measure that is not known: fingertips, nomis."),
    ] = None,
    query: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What follows the address of the service for this measure."),
    ] = None,
    services: Annotated[
        Path | None, typer.Option(metavar="FILE", help="TOML file of more services and measures.")
    ] = None,
    period: Period = None,
    where: Where = None,
    on: DayOf = None,
    kind: KindOption = None,
    weights: Weights = None,
    label: Label = None,
    source: SourceOption = None,
    lower_is_needier: LowerIsNeedier = None,
    dry_run: DryRun = False,
    who: Who = None,
) -> None:
    """Fetch the values of one measure from Fingertips, Nomis or another service, and add them."""
    from dashboard import words
    from data.statistics import Request
    from data.statistics.fetch import fetch as fetch_table
    from data.statistics.services import find
    from data.store.engine import open_store

    open_store(store_url(store)).dispose()
    measure, from_whom = find(key, service=service, query=query, more=services)
    with TemporaryDirectory() as folder:
        table = fetch_table(
            measure,
            from_whom,
            into=Path(folder),
            period=period,
            keep=dict(map(_pair, where or [])),
            on=on.date() if on else None,
        )
        request = Request(
            measure=key,
            on=table.on,
            code_column=from_whom.code,
            value_column=from_whom.value,
            kind=kind.value if kind else measure.kind,
            weights=weights or measure.weights,
            source=source or table.source,
            label=label or measure.label,
            usual_label=table.name or words.measure(key),
            lower_is_needier=measure.lower_is_needier if lower_is_needier is None else lower_is_needier,
        )
        _add(table.path, request, store, notes=table.notes, dry_run=dry_run, who=who)


def _pair(said: str) -> tuple[str, str]:
    column, equals, value = said.partition("=")
    if not equals:
        raise typer.BadParameter(f"“{said}” is not COLUMN=VALUE.", param_hint="--where")
    return column.strip(), value.strip()


def _add(
    file: Path,
    request: "Request",
    store: str | None,
    *,
    notes: Sequence[str] = (),
    dry_run: bool,
    who: str | None,
) -> None:
    from dashboard.text_reports import import_report
    from data.programme.programme import load
    from data.statistics import add as write
    from data.statistics import prepare
    from data.store.engine import open_store

    engine = open_store(store_url(store))
    ready = prepare(engine, file, request)
    for note in (*notes, *ready.notes):
        typer.echo(note)
    if dry_run:
        typer.echo(import_report.statistics_difference(ready))
        return
    batch = write(engine, ready, who=who or signed_in())
    typer.echo(import_report.statistics_done(ready, batch))
    for line in import_report.statistics_reach(load(engine), request.measure):
        typer.echo(line)
