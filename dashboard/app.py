"""The application: store, pages, callbacks and routes put together. Nothing happens before `create_app` is called."""

import ctypes
import gc
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from dash import Dash, set_props
from dash.development.base_component import Component
from dash.html import Div
from flask import Flask, request
from flask.testing import FlaskClient

from dashboard import cache
from dashboard.components import html, ids
from dashboard.components.html import Element
from dashboard.pages import NAVIGATION, PAGES, QuestionReader
from dashboard.pages.page import arrived, body
from dashboard.pages.shell import Surroundings, shell
from dashboard.people import LAPTOP, PERSON
from dashboard.settings import Settings, metrics_token
from dashboard.web import board_pack, callbacks, incoming, responses, routes, vendor
from dashboard.web.finished import Finishing
from dashboard.web.incoming import address_of
from dashboard.web.index import HAS_ACCOUNTS, INDEX, Application
from dashboard.web.kept import KeptAnswers
from dashboard.web.log_lines import told
from dashboard.web.turns import Turns
from dashboard.web.writing import HOSTS, our_hosts
from data.errors import StoreError
from data.programme.programme import CurrentProgramme
from data.returns.imports.rebuild import with_waiting
from data.store.engine import open_store, store_version
from geo.vintages import VINTAGES

ENCODINGS = "gzip, deflate, br, zstd"
"""What browsers say that they read: the pages that are answered before anybody asks are kept in this form."""


def create_app(settings: Settings) -> Dash:
    """Return the Dash application over the store that the settings name. Raises `StoreError` if it cannot be used."""
    engine = open_store(settings.store)
    current = CurrentProgramme(engine, forget=cache.forget, waiting=with_waiting)
    reader = QuestionReader(current, has_accounts=settings.accounts)
    server = Flask("dashboard")
    server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIN_SIZE=500,
        COMPRESS_CACHE_BACKEND=responses.Compressed,
        COMPRESS_CACHE_KEY=responses.unchanging,
        MAX_CONTENT_LENGTH=incoming.LARGEST_BODY,
    )
    server.config.update({HOSTS: our_hosts(settings), HAS_ACCOUNTS: settings.accounts})
    routes.register(server, reader, engine)
    board_pack.register(server, reader)
    if token := metrics_token():
        from dashboard.web import metrics  # noqa: PLC0415 - only where somebody watches

        metrics.register(server, token=token, version=partial(store_version, engine))
    app = Application(
        "dashboard",
        server=server,  # type: ignore[arg-type]  # a Flask is taken, though the stub does not say so
        assets_folder=str(files("assets")),
        assets_ignore=r".*\.py|__pycache__|^(accounts|paper|plotly)\.",  # not for every page, or for pages of their own
        compress=True,
        enable_mcp=False,
        index_string=INDEX,
        title="CEP Monitor",
        update_title="",
        external_stylesheets=[vendor.bootstrap_address()],
        suppress_callback_exceptions=True,
        on_error=show_error_in_page,
    )
    if settings.accounts:
        changed_at = (Path(str(files("assets"))) / "accounts.js").stat().st_mtime
        app.more = [f"/assets/accounts.js?m={changed_at}"]
    app.layout = lambda: _layout(page_at(reader, *address_of(request)))
    app.first = lambda: page_at(reader, request.path, f"?{request.query_string.decode('utf-8', 'replace')}")
    callbacks.register(app, reader)
    incoming.guard(app, callbacks.OUTPUTS.values())
    hashes, is_https = list(app.csp_hashes()), settings.address.startswith("https://")
    always = responses.secure(server, reader, script_hashes=hashes, is_https=is_https)
    finishing = Finishing(reader, always)
    server.wsgi_app = KeptAnswers(app, reader, Turns(), finishing)  # type: ignore[method-assign]
    if settings.accounts:
        from dashboard.web import accounts  # noqa: PLC0415 - nobody else needs it, and it brings many modules

        accounts.register(server, engine, settings, finishing.always)
    return app


def begin(app: Dash) -> None:
    """Do what all processes share: read the store, and let Dash register its bundles, where two threads would race."""
    client = _client(app)
    # A document without a page is soon made.
    for path in ("/no-such-page", "/_dash-dependencies", "/_dash-layout"):
        client.get(path).close()
    _settle()


def warm(app: Dash, between: Callable[[], None] = lambda: None) -> None:
    """Answer each page once, so that its first reader does not wait; `between` two of them others come first."""
    client = _client(app)
    vintages = [f"/coverage?as_at={vintage.from_date.year + 1}-03-31" for vintage in VINTAGES]
    for address in (*(page.path for page in PAGES), "/?illustrative=hide", *vintages):
        asking = {"Referer": f"http://localhost{address}", "Accept-Encoding": ENCODINGS}
        for path in (address, "/_dash-layout"):
            between()
            client.get(path, headers=asking).close()
    between()
    client.get("/search.json?q=a").close()
    gc.collect()
    _settle()


def _client(app: Dash) -> FlaskClient:
    """Whoever asks for the server itself, who sees all; of a team's server nobody else is without a sign-in."""
    client: FlaskClient = app.server.test_client()
    client.environ_base[PERSON] = LAPTOP  # type: ignore[assignment]  # values of all kinds are taken
    return client


def _settle() -> None:
    """Keep what is here now, and give the room back that making it took: a fifth, of a large programme.

    A collection that walked it would cost some request 150 ms every now and then, and write to memory that processes
    share.
    """
    gc.freeze()
    give_back()


def give_back() -> None:
    """Give the system back what this process does not need any more, where that can be asked for."""
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)


def page_at(reader: QuestionReader, path: str | None, search: str) -> list[Element]:
    """Return the page at an address with all that surrounds it.

    The browser asks for the layout from the page's own address, which it names as the referrer. Without one the
    layout comes without a page, and the address callback brings it.
    """
    try:
        page, question = reader.question_for(path or "/", search)
    except StoreError as error:
        cache.failed()
        return [html.Main(_unreadable(error), id=ids.MAIN)]
    main, answer = (body(page, question), arrived(page, question)) if path else ([], {})
    surroundings = Surroundings(NAVIGATION, path, search, reader.has_accounts)
    return shell(question, main, answer=answer, surroundings=surroundings)


def _layout(parts: list[Any]) -> Component:
    """The parts in a component of Dash's own, which it asks for at the root alone."""
    return Div(parts, className="page")


def _unreadable(error: StoreError) -> list[Element]:
    return [html.H1("The store cannot be read"), html.P(told(error))]


def show_error_in_page(error: Exception) -> None:
    """Say in the page that the store cannot be read; anything else is a fault of ours and goes to the log."""
    if not isinstance(error, StoreError):
        raise error
    cache.failed()
    set_props(ids.MAIN, {"children": _unreadable(error)})
    set_props(ids.SHOWN, {"data": None})  # the next answer brings the page
