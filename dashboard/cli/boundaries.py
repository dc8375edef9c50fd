"""`cep boundaries add|list|remove|fetch`: the boundaries that maps are drawn from."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import Store, progress_bar, refuse
from dashboard.settings import store_url

if TYPE_CHECKING:
    from geo.add import Prepared

app = typer.Typer(help="Add, list and remove boundaries.", no_args_is_help=True)


class Level(StrEnum):
    """What the areas of a file are; the keys of `geo.names.LEVELS`."""

    LAD = "lad"
    REGION = "region"
    COUNTY = "county"
    WARD = "ward"
    LOCALITY = "locality"


LevelOption = Annotated[
    Level,
    typer.Option(
        "--level",
        help="lad are lower-tier and unitary authorities, localities a partnership’s own areas, by its key.",
    ),
]
Year = Annotated[
    int, typer.Option("--vintage", metavar="YYYY", min=2009, max=2100, help="The year the boundaries are of.")
]
CodeColumn = Annotated[
    str | None, typer.Option("--code-column", help="Column of the ONS codes, if it is not found.")
]
NameColumn = Annotated[
    str | None, typer.Option("--name-column", help="Column of the names, if it is not found.")
]
Attribution = Annotated[
    str | None,
    typer.Option("--attribution", help="Line printed under maps; default: that of the ONS under the OGL."),
]
Repair = Annotated[
    bool,
    typer.Option(
        "--repair", help="Part areas that overlap, each overlap to one of them, and say what moved."
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be added, and write nothing.")]


@app.command()
def add(
    file: Annotated[
        Path,
        typer.Argument(
            help="Shapefile (bare or zipped), GeoPackage, GeoJSON, TopoJSON, FlatGeobuf, KML, KMZ or GML."
        ),
    ],
    level: LevelOption,
    vintage: Year,
    store: Store = None,
    code_column: CodeColumn = None,
    name_column: NameColumn = None,
    layer: Annotated[
        str | None, typer.Option(help="Layer or shapefile to take where there are several.")
    ] = None,
    attribution: Attribution = None,
    repair: Repair = False,
    dry_run: DryRun = False,
) -> None:
    """Add the boundaries in a file, in the place of those that are drawn now."""
    from data import places
    from data.store.engine import open_store
    from geo.add import Request
    from geo.add.prepare import prepare

    engine = open_store(store_url(store))
    request = Request(
        level=level.value,
        year=vintage,
        code_column=code_column,
        name_column=name_column,
        layer=layer,
        attribution=attribution,
        repair=repair,
    )
    with progress_bar() as watch:
        watch(f"Preparing {file.name}", 0)
        prepared = prepare(file, request)
    places.refuse_strangers(engine, prepared)
    if not dry_run:
        places.add(engine, prepared)
    typer.echo("\n".join([*prepared.notes, _done(prepared, dry_run=dry_run)]))


@app.command()
def fetch(
    level: LevelOption,
    vintage: Year,
    store: Store = None,
    service: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Address of the layer (…/FeatureServer/0), if none is known."),
    ] = None,
    services: Annotated[Path | None, typer.Option(metavar="FILE", help="TOML file of more services.")] = None,
    pages: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where what came is kept until all is there.")
    ] = Path("var/boundaries"),
    code_column: CodeColumn = None,
    name_column: NameColumn = None,
    attribution: Attribution = None,
    repair: Repair = False,
    dry_run: DryRun = False,
) -> None:
    """Fetch boundaries from ONS Open Geography and add them; run it again to go on where it was cut off."""
    from data.store.engine import open_store
    from geo.add.fetch import fetch as fetch_boundaries
    from geo.add.fetch import forget, service_of

    open_store(store_url(store)).dispose()
    feature_service = service_of(level.value, vintage, url=service, more=services)
    with progress_bar() as watch:
        file = fetch_boundaries(feature_service, into=pages, watch=watch)
    add(
        file,
        level=level,
        vintage=vintage,
        store=store,
        code_column=code_column,
        name_column=name_column,
        attribution=attribution,
        repair=repair,
        dry_run=dry_run,
    )
    if not dry_run:
        forget(file)


@app.command("list")
def list_sets(store: Store = None) -> None:
    """List the boundaries that maps are drawn from, those that ship and those that were added."""
    from data import places
    from data.store.engine import open_store

    for row in places.sets(open_store(store_url(store))):
        origin = row["file_name"] or "comes with the product"
        typer.echo(
            f"{row['level']:<7} {row['vintage']}  {row['features']:>5} areas  from {row['from_date']}  {origin}\n"
            f"        {row['attribution']}"
        )


@app.command()
def remove(level: LevelOption, vintage: Year, store: Store = None) -> None:
    """Take added boundaries out again; those that ship, if any, are drawn again."""
    from data import places
    from data.store.engine import open_store
    from geo.vintages import vintage_of

    key = vintage_of(vintage).key if level is Level.LAD else str(vintage)
    if not places.remove(open_store(store_url(store)), level.value, key):
        refuse(
            f"No boundaries of level {level.value} and vintage {key} were added; see `cep boundaries list`."
        )
    typer.echo(f"The boundaries of level {level.value} and vintage {key} were removed.")


def _done(prepared: "Prepared", *, dry_run: bool) -> str:
    from geo.names import LEVELS

    areas = LEVELS[prepared.level].one if len(prepared.areas) == 1 else LEVELS[prepared.level].many
    size = sum(len(file.content) for file in prepared.files) / 1000
    verb = "Would be added" if dry_run else "Added"
    return (
        f"{verb}: {len(prepared.areas):,} {areas}, for dates from {prepared.from_date:%-d %B %Y} on; "
        f"{len(prepared.files)} map files, {size:,.0f} kB compressed."
    )
