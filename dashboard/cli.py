"""The `cep` command line: exit 0 done, 1 refused with reasons, 2 wrong usage; errors are sentences on stderr."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from urllib.parse import urlencode

import typer

from dashboard.settings import DEFAULT_STORE, LOOPBACK, Settings, store_url
from data.errors import StoreError

if TYPE_CHECKING:
    from dashboard.asked import Asked

app = typer.Typer(
    name="cep",
    help="Monitor England's Cultural Education Partnerships.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
store_app = typer.Typer(help="Make, renew and describe a store.", no_args_is_help=True)
app.add_typer(store_app, name="store")

Store = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URL", help=f"SQLAlchemy URL of the store; else CEP_STORE, else {DEFAULT_STORE}."
    ),
]
Many = list[str] | None


class Format(StrEnum):
    """How a table is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


AsAt = Annotated[
    str | None, typer.Option("--as-at", metavar="YYYY-MM-DD", help="The date the figures are for.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="Start of the activity window.")
]
Region = Annotated[Many, typer.Option("--region", metavar="CODE", help="Region code; may be repeated.")]
AceArea = Annotated[
    Many, typer.Option("--ace-area", metavar="KEY", help="Arts Council area; may be repeated.")
]
Bridge = Annotated[
    Many, typer.Option("--bridge", metavar="KEY", help="Bridge organisation; may be repeated.")
]
Sector = Annotated[
    Many, typer.Option("--sector", metavar="CODE", help="Sector at the table; may be repeated.")
]
Lever = Annotated[Many, typer.Option("--lever", metavar="CODE", help="Lever of change; may be repeated.")]
Include = Annotated[
    str | None, typer.Option("--include", metavar="emerging", help="Count emerging partnerships too.")
]
Illustrative = Annotated[
    str | None, typer.Option("--illustrative", metavar="hide", help="Leave illustrative rows out.")
]
Need = Annotated[str | None, typer.Option("--need", metavar="MEASURE", help="Measure of need.")]


def main() -> None:
    """Run the command line; what cannot be done is said in a sentence, with exit 1."""
    from dashboard.serving import ServeError

    try:
        app()
    except (StoreError, ServeError) as error:
        refuse(str(error))
    except BrokenPipeError:
        sys.stderr.close()


def refuse(*reasons: str) -> NoReturn:
    """Say why on stderr and leave with exit 1."""
    for reason in reasons:
        typer.echo(reason, err=True)
    raise SystemExit(1)


@app.command()
def serve(
    store: Store = None,
    host: Annotated[str, typer.Option(help="Address to serve on.")] = LOOPBACK,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to serve on.")] = 8050,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that answer; one a core is a good number.")
    ] = 2,
) -> None:
    """Serve the dashboard until stopped."""
    from dashboard import serving
    from data.store import open_store

    settings = Settings(store=store_url(store), host=host, port=port, workers=workers)
    serving.check(settings)
    open_store(settings.store).dispose()
    typer.echo(f"Serving on http://{host}:{port} (stop with Ctrl-C)")
    serving.serve(settings)


@store_app.command()
def demo(
    store: Store = None,
    scale: Annotated[
        int, typer.Option(min=1, max=1000, help="How many times the usual volume of returns.")
    ] = 1,
    seed: Annotated[int | None, typer.Option(help="Another seed makes other illustrative returns.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the store that is there.")] = False,
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Do nothing if a store is there.")] = False,
) -> None:
    """Build the demonstration store: the real register, with illustrative returns, each marked."""
    from data.demo import build_demo
    from data.errors import StoreMissingError
    from data.store import open_store

    url = store_url(store)
    if if_missing:
        try:
            open_store(url).dispose()
        except StoreMissingError:
            pass
        else:
            typer.echo("The store is there already.")
            return
    chosen = {} if seed is None else {"seed": seed}
    typer.echo(build_demo(url, scale=scale, replace=replace, **chosen))


@store_app.command()
def init(
    store: Store = None, name: Annotated[str, typer.Option(help="What the store is called.")] = "CEP store"
) -> None:
    """Make an empty store."""
    from data.migrating import initialise
    from data.store import open_store

    initialise(open_store(store_url(store), create=True), name=name)
    typer.echo("An empty store was made.")


@store_app.command()
def upgrade(store: Store = None) -> None:
    """Bring the tables of a store up to this version of the product."""
    from data import migrating
    from data.store import open_store

    migrating.upgrade(open_store(store_url(store), allow_older=True))
    typer.echo("The store is current.")


@store_app.command()
def info(store: Store = None) -> None:
    """Say what a store holds."""
    from data.store import open_store
    from data.summary import describe

    typer.echo(describe(open_store(store_url(store))))


@app.command()
def indicators(
    store: Store = None,
    form: Annotated[Format, typer.Option("--format", help="How to write them.")] = Format.TABLE,
    as_at: AsAt = None,
    since: Since = None,
    region: Region = None,
    ace_area: AceArea = None,
    bridge: Bridge = None,
    sector: Sector = None,
    lever: Lever = None,
    include: Include = None,
    illustrative: Illustrative = None,
    need: Need = None,
) -> None:
    """Print every indicator with value, unit, numerator, denominator, rating and note."""
    from dashboard import printing

    asked = question(store, locals())
    typer.echo(printing.indicators(asked, form.value))


@app.command()
def chart(
    key: Annotated[str, typer.Argument(help="Key of the chart.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="File to write; its ending says the form.")
    ],
    store: Store = None,
    partnership: Annotated[str | None, typer.Option(help="Key of the partnership a chart is about.")] = None,
    as_at: AsAt = None,
    since: Since = None,
    region: Region = None,
    ace_area: AceArea = None,
    bridge: Bridge = None,
    sector: Sector = None,
    lever: Lever = None,
    include: Include = None,
    illustrative: Illustrative = None,
    need: Need = None,
) -> None:
    """Write one chart to a file: csv or json."""
    from dashboard.charts import CHARTS, render
    from dashboard.exports.files import FORMS
    from dashboard.indicators.partnerships import UnknownPartnership

    if key not in CHARTS:
        refuse(f"There is no chart called “{key}”. Charts: {', '.join(sorted(CHARTS))}.")
    form = output.suffix.removeprefix(".").lower()
    if form not in FORMS:
        refuse(
            f"{output} should end in {' or '.join(f'.{name}' for name in FORMS)}; the ending says which form to write."
        )
    asked = question(store, locals())
    if CHARTS[key].subject == "needed" and not asked.subject:
        refuse(f"The chart “{key}” is about one partnership; add --partnership KEY.")
    try:
        output.write_bytes(FORMS[form][0](render(CHARTS[key], asked)))
    except UnknownPartnership as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{output} cannot be written: {error.strerror}.")
    typer.echo(f"Wrote {output}")


FILTER_KEYS = (
    "as_at",
    "since",
    "region",
    "ace_area",
    "bridge",
    "sector",
    "lever",
    "include",
    "illustrative",
    "need",
    "partnership",
)


def question(store: str | None, said: dict[str, Any]) -> "Asked":
    """Return what is asked of a store; refuse with sentences when a filter is not understood."""
    from dashboard.asked import Asked
    from data.programme import load
    from data.store import open_store

    pairs = {key: said[key] for key in FILTER_KEYS if said.get(key)}
    asked = Asked.from_query(load(open_store(store_url(store))), urlencode(pairs, doseq=True))
    if asked.ignored:
        refuse(*asked.ignored)
    return asked
