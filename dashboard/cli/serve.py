"""`cep serve`."""

from typing import Annotated

import typer

from dashboard.cli.options import Store
from dashboard.settings import LOOPBACK, Settings, store_url


def serve(
    store: Store = None,
    host: Annotated[str, typer.Option(help="Address to serve on.")] = LOOPBACK,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to serve on.")] = 8050,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that answer; one a core is a good number.")
    ] = 2,
) -> None:
    """Serve the dashboard until stopped."""
    from dashboard import server
    from data.store.engine import open_store

    settings = Settings(store=store_url(store), host=host, port=port, workers=workers)
    open_store(settings.store).dispose()
    server.check(settings)
    typer.echo(f"Serving on http://{host}:{port} (stop with Ctrl-C)")
    server.serve(settings)
