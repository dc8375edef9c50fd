"""`cep serve`, `cep backup`, `cep restore`, `cep audit` and `cep store demo|init|upgrade|info|copy|grants`."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import Format, Many, Store, misused, writing
from dashboard.settings import LOOPBACK, SIGN_IN, Settings, is_said, store_url, with_accounts

if TYPE_CHECKING:
    from data.accounts import AccountStore
    from data.store.backup import Backup

Replace = Annotated[bool, typer.Option("--replace", help="Replace the store that is there.")]


def serve(
    store: Store = None,
    host: Annotated[str, typer.Option(help="Address to serve on.")] = LOOPBACK,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to serve on.")] = 8050,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that answer; one a core is a good number.")
    ] = 2,
    accounts: Annotated[
        bool,
        typer.Option("--accounts", help="Answer only people with an account; else as CEP_ACCOUNTS says."),
    ] = False,
    behind_proxy: Annotated[
        bool,
        typer.Option(
            "--behind-proxy",
            help="A proxy that speaks https stands before it; else as CEP_BEHIND_PROXY says.",
        ),
    ] = False,
) -> None:
    """Serve the dashboard until stopped."""
    from dashboard import server
    from data.accounts import AccountStore
    from data.store.engine import open_store

    settings = Settings(store=store_url(store), host=host, port=port, workers=workers)
    if accounts or is_said("CEP_ACCOUNTS"):
        settings = with_accounts(settings, behind_proxy=behind_proxy)
    engine = open_store(settings.store)
    server.check(settings)
    signing_in = _signing_in(AccountStore(engine), settings) if settings.accounts else ""
    typer.echo(f"Serving on http://{host}:{port} (stop with Ctrl-C)")
    if signing_in:
        typer.echo(signing_in)
    engine.dispose()
    server.serve(settings)


def _signing_in(store: "AccountStore", settings: Settings) -> str:
    """How people sign in. Raises `ServeError` where it is said in a way that cannot be meant."""
    from dashboard.web.accounts.provider import provider_named

    provider = provider_named(os.environ)
    if provider is not None:
        provider.check(store.bridges())
        return (
            f"People sign in at {settings.address}{SIGN_IN}, with {provider.name} or a password of their own"
        )
    if store.accounts():
        return f"People sign in at {settings.address}{SIGN_IN}"
    return "Nobody has an account yet. Make the first one: cep user add YOU@EXAMPLE.ORG --role administrator"


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="The file to write.")], store: Store = None
) -> None:
    """Write everything that a store holds to one file, and read it again; others may write meanwhile."""
    from data.store.backup import back_up
    from data.store.engine import open_store

    engine = open_store(store_url(store))
    with writing(file):
        made = back_up(engine, file)
    typer.echo(f"{file} holds {_said(made)}; it was read again and is as it was written.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="What `cep backup` wrote.")],
    store: Store = None,
    replace: Replace = False,
) -> None:
    """Make a store of a backup, on either database, as it was; nothing is written of a damaged one."""
    from data.store.backup import restore

    typer.echo(f"The store holds {_said(restore(file, store_url(store), replace=replace))}.")


def _said(made: "Backup") -> str:
    """What a backup holds: "Demonstration, version 12: 3,204 rows in 27 tables"."""
    filled = sum(1 for number in made.rows.values() if number)
    return f"{made.name}, version {made.version:,}: {made.total:,} rows in {filled} tables"


def audit(
    store: Store = None,
    since: Annotated[
        datetime | None,
        typer.Option(metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="From this day on, in UTC."),
    ] = None,
    who: Annotated[str, typer.Option(metavar="NAME", help="Of whose name or e-mail this is a part.")] = "",
    what: Annotated[
        Many, typer.Option(metavar="ACT", help="sign-in, load, accept, undo and others; may be repeated.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to write them.")] = Format.TABLE,
) -> None:
    """List who did what with a store: signed in, was refused, loaded, accepted, undid, exported, changed an account."""
    from dashboard.text_reports.audit import log
    from data.store.audit import Act, Wanted, entries
    from data.store.engine import open_store

    if unknown := [one for one in what or () if one not in set(Act)]:
        misused(f"“{unknown[0]}” is nothing that is on record. Known: {', '.join(Act)}.")
    wanted = Wanted(since=since.date() if since else None, who=who, what=tuple(what or ()))
    typer.echo(log(entries(open_store(store_url(store)), wanted), form.value))


app = typer.Typer(help="Make, renew and describe a store.", no_args_is_help=True)


@app.command()
def demo(
    store: Store = None,
    scale: Annotated[
        int, typer.Option(min=1, max=1000, help="How many times the usual volume of returns.")
    ] = 1,
    partnerships: Annotated[
        int | None,
        typer.Option(
            min=1, max=20_000, help="Make up partnerships beside the real ones, up to so many in all."
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Another seed makes other illustrative returns.")] = None,
    replace: Replace = False,
    if_missing: Annotated[
        bool,
        typer.Option(
            "--if-missing", help="Keep a store that is there; renew the tables of an older demo store."
        ),
    ] = False,
) -> None:
    """Build the demonstration store: the real register, with illustrative returns, each marked."""
    from data.demo import build_demo, keep_demo
    from data.errors import StoreMissingError

    url = store_url(store)
    if if_missing:
        try:
            typer.echo(keep_demo(url))
        except StoreMissingError:
            pass
        else:
            return
    chosen = {} if seed is None else {"seed": seed}
    typer.echo(build_demo(url, scale=scale, partnerships=partnerships, replace=replace, **chosen))


@app.command()
def init(
    store: Store = None, name: Annotated[str, typer.Option(help="What the store is called.")] = "CEP store"
) -> None:
    """Make a store for real returns: it knows England's authorities, and nothing else."""
    from data.places import place_rows
    from data.store.rows import build_store

    build_store(store_url(store), place_rows(), name=name)
    typer.echo("A store was made. It knows England's authorities; `cep import` brings in everything else.")


@app.command()
def upgrade(store: Store = None) -> None:
    """Bring the tables of a store up to this version of the product."""
    from data.store import migrate
    from data.store.engine import open_store

    migrate.upgrade(open_store(store_url(store), allow_older=True))
    typer.echo("The store is current.")


@app.command()
def info(store: Store = None) -> None:
    """Say what a store holds."""
    from data.store.engine import open_store
    from data.store.info import describe

    typer.echo(describe(open_store(store_url(store))))


@app.command()
def copy(
    source: Annotated[str, typer.Option("--from", metavar="URL", help="The store to copy.")],
    target: Annotated[str, typer.Option("--to", metavar="URL", help="Where the copy is made.")],
    replace: Replace = False,
) -> None:
    """Make the same store on another database, with its version and its journal."""
    from data.store.backup import copy
    from data.store.engine import open_store

    typer.echo(f"The copy holds {_said(copy(open_store(source), target, replace=replace))}.")


@app.command()
def grants(
    database: Annotated[str, typer.Option(help="The database of the store.")] = "cep",
    prefix: Annotated[str, typer.Option(help="What the names of the roles begin with.")] = "cep",
) -> None:
    """Print the SQL that lets a role own the tables of a PostgreSQL store, one write rows, and one read them."""
    from data.store.grants import grants

    typer.echo(grants(database, prefix=prefix))
