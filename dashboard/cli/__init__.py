"""The `cep` command line: exit 0 done, 1 refused with reasons, 2 wrong usage; errors are sentences on stderr."""

import gc
import sys
from io import TextIOWrapper

import typer

from dashboard.cli import answers, boundaries, packs, papers, returns, statistics, stores, users
from dashboard.cli.options import refuse
from dashboard.cli.stores import serve
from dashboard.settings import ServeError
from data.errors import StoreError
from geo.errors import GeoError

app = typer.Typer(
    name="cep",
    help="Monitor England's Cultural Education Partnerships.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(serve)
app.command()(stores.backup)
app.command()(stores.restore)
app.command()(stores.audit)
app.add_typer(stores.app, name="store")
app.add_typer(users.app, name="user")
app.add_typer(boundaries.app, name="boundaries")
app.add_typer(statistics.app, name="statistics")
app.command()(answers.indicators)
app.command()(answers.chart)
app.command()(answers.export)
app.command()(papers.board_pack)
app.add_typer(packs.app, name="packs")
app.command()(papers.template_check)
app.command()(answers.check)
app.command()(returns.template)
app.add_typer(returns.organisations, name="organisations")
app.command("import")(returns.import_files)
app.command("import-log")(returns.import_log)
app.command()(returns.undo)
app.command()(returns.figures_changed)

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Many: those of libraries stay, and walking them takes an eighth of a short command."""


def main() -> None:
    """Run the command line; what cannot be done is said in a sentence, with exit 1."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, TextIOWrapper
        ):  # a terminal of another code page gets “?” for what it has no letter for
            stream.reconfigure(errors="replace")
    try:
        app()
    except (StoreError, GeoError, ServeError) as error:
        refuse(str(error))
    except BrokenPipeError:
        sys.stderr.close()
