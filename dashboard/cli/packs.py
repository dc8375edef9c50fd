"""`cep packs`: papers and mails that are made by themselves."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl, urlencode

import typer

from dashboard.cli.options import Filters, Many, Store, misused, refuse, signed_in, with_filters
from dashboard.settings import store_url

if TYPE_CHECKING:
    from dashboard.packs.run import Done, Running
    from data.packs import Pack, PackStore, Run

app = typer.Typer(help="Make papers and mails of what got worse on their day.", no_args_is_help=True)
Key = Annotated[str, typer.Argument(metavar="PACK", help="Key of a pack.")]
On = Annotated[
    datetime | None, typer.Option(metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="As if it were this day.")
]
RUNS_SHOWN = 10


@app.command()
@with_filters
def add(
    *,
    filters: Filters,
    name: Annotated[str, typer.Argument(help="What it is called; the same name again changes it.")],
    store: Store = None,
    every: Annotated[
        str, typer.Option(metavar="WHEN", help="quarter, month, week, or load: after each.")
    ] = "quarter",
    days_after: Annotated[
        int, typer.Option(min=0, help="Days after the end of the quarter, month or week; returns take 30.")
    ] = 0,
    worse: Annotated[bool, typer.Option("--worse", help="Mail what got worse, instead of a paper.")] = False,
    paper: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="Address of the page Board paper, or its query: charts and words."
        ),
    ] = "",
    form: Annotated[
        Many, typer.Option(metavar="FORM", help="docx, pdf, pptx, xlsx or ods; may be repeated.")
    ] = None,
    folder: Annotated[
        str, typer.Option(metavar="FOLDER", help="Where files go; else CEP_PACKS, else var/packs.")
    ] = "",
    to: Annotated[
        Many, typer.Option(metavar="MAIL", help="Whom to mail it to, by roles; may be repeated.")
    ] = None,
) -> None:
    """Write down what is made by itself; --as-at and --since may be last-quarter-end, last-month-end, last-week-end."""
    from dashboard.indicators.profile.partnerships import UnknownPartnership
    from dashboard.packs.asked import pack_asked
    from dashboard.packs.said import rhythm
    from dashboard.question import QueryError
    from data.programme.programme import load
    from data.returns.imports import put
    from data.store.engine import open_store

    engine = open_store(store_url(store))
    try:
        pack = pack_asked(
            load(engine),
            name=name,
            kind="worse" if worse else "paper",
            every=every,
            days_after=days_after,
            address=paper,
            filters=parse_qsl(urlencode(filters, doseq=True), keep_blank_values=True),
            forms=form or (),
            folder=folder,
            recipients=to or (),
            on=date.today(),  # noqa: DTZ011 - the day where the officer is
            who=signed_in() or "Command line",
        )
    except QueryError as error:
        misused(*error.args)
    except UnknownPartnership as error:
        refuse(str(error))
    put(engine, "packs", [pack.row(date.today())], title=f"Pack: {pack.name}", who=pack.who)  # noqa: DTZ011
    typer.echo(
        f"{pack.name} is written down as {pack.key}: {rhythm(pack).lower()}. `cep packs run --due` makes it."
    )


@app.command("list")
def list_(store: Store = None) -> None:
    """List what is made by itself, when it comes next, and what became of it last."""
    from rich.markup import escape
    from rich.table import Table

    from dashboard.packs import said
    from dashboard.text_reports.answers import table_text

    packs, runs = _held(store)
    if not packs:
        typer.echo("No pack is written down yet; cep packs add makes one.")
        return
    table = Table()
    for heading in ("Pack", "What", "When", "To", "Next", "Last"):
        table.add_column(heading, overflow="fold")
    for pack in packs:
        last = next((run for run in runs if run.pack == pack.key), None)
        row = (
            pack.key,
            said.what(pack),
            said.rhythm(pack),
            ", ".join(pack.recipients),
            said.coming(pack, runs, date.today()),  # noqa: DTZ011 - the day where the officer is
            said.became(last) if last else "",
        )
        table.add_row(*map(escape, row))
    typer.echo(table_text(table))


@app.command()
def show(key: Key, store: Store = None) -> None:
    """Say what a pack is, and what became of it."""
    from dashboard.packs import said

    packs, runs = _held(store)
    pack = _named(packs, key)
    coming = said.coming(pack, runs, date.today())  # noqa: DTZ011 - the day where the officer is
    for label, text in (
        ("Pack", f"{pack.key}: {pack.name}, written down by {pack.who}"),
        ("What", said.what(pack)),
        ("Asked", pack.address or "everything"),
        ("When", f"{said.rhythm(pack)}; next {coming}"),
        ("Folder", pack.folder or "the usual one"),
        ("To", ", ".join(pack.recipients) or "nobody"),
    ):
        typer.echo(f"{label + ':':<8}{text}")
    for run in [run for run in runs if run.pack == pack.key][:RUNS_SHOWN]:
        typer.echo(f"  {said.became(run)}")


@app.command()
def remove(key: Key, store: Store = None) -> None:
    """Make a pack no more; what was made of it stays, and `cep undo` brings it back."""
    from data.returns.imports import drop
    from data.store.engine import open_store

    pack = _named(_held(store)[0], key)
    batch = drop(
        open_store(store_url(store)),
        "packs",
        (pack.key,),
        title=f"Removed: pack {pack.name}",
        who=signed_in() or "Command line",
    )
    typer.echo(f"{pack.name} is removed; cep undo {batch.number} brings it back.")


@app.command()
def run(
    key: Annotated[str | None, typer.Argument(metavar="PACK", help="Key of a pack, due or not.")] = None,
    store: Store = None,
    due: Annotated[
        bool, typer.Option("--due", help="Every pack that is due, and mails that failed before.")
    ] = False,
    on: On = None,
) -> None:
    """Make packs: write their files, then mail them; exit 1 when something could not be made or sent."""
    if (key is None) == (not due):
        misused("Name a pack, or say --due." if key is None else "Name a pack or say --due, not both.")
    running = _running(store, on)
    said = list(_told(running.due() if key is None else running.now(_named(_held(store)[0], key))))
    if not said:
        typer.echo("Nothing is due.")
    if any(one.is_wrong for one in said):
        raise SystemExit(1)


def _running(store: str | None, on: datetime | None) -> "Running":
    from dashboard.packs.run import Running

    return Running(_store(store), on.date() if on else date.today())  # noqa: DTZ011


def _told(done: "Iterable[Done]") -> "Iterable[Done]":
    for one in done:
        typer.echo(one.said, err=one.is_wrong)
        yield one


def _store(store: str | None) -> "PackStore":
    from data.packs import PackStore
    from data.store.engine import open_store

    return PackStore(open_store(store_url(store)))


def _held(store: str | None) -> "tuple[tuple[Pack, ...], tuple[Run, ...]]":
    from data.packs import packs_of

    held = _store(store)
    return packs_of(held.programme()), held.runs()


def _named(packs: "tuple[Pack, ...]", key: str) -> "Pack":
    from dashboard.packs.run import named
    from dashboard.question import QueryError

    try:
        return named(packs, key)
    except QueryError as error:
        refuse(str(error))
