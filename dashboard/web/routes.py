"""The HTTP contract beside the pages: exports, indicators, health, and the headers of every answer."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import orjson
from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine
from werkzeug.exceptions import HTTPException

from dashboard import words
from dashboard.charts.render import CHARTS, file_stem, render
from dashboard.exports.forms import MEDIA_TYPES, STORE_FORMS
from dashboard.exports.pictures.chrome import BusyError, PictureError
from dashboard.exports.pictures.pictures import NoPictureError
from dashboard.exports.tables.answers import indicator_rows
from dashboard.exports.tables.files import DESCRIBES, FORMS, METADATA, as_metadata, chart_file
from dashboard.exports.tables.whole_store import file_name, store_file
from dashboard.glossary import TERMS
from dashboard.indicators import INDICATORS
from dashboard.indicators.profile.partnerships import UnknownPartnership, slug_of
from dashboard.indicators.shared.values import reason_not_published
from dashboard.pages import PAGES, QuestionReader
from dashboard.pages.page import come_later
from dashboard.people import who_asks
from dashboard.question import QueryError
from dashboard.web import boundary_files, choices, drafts, notes, organisations, packs, search, vendor
from dashboard.web.log_lines import sentence_of_a_fault, told
from dashboard.web.uploads import added, routes
from dashboard.web.uploads import lists as uploaded_lists
from dashboard.web.uploads.service import BatchesService, ReturnsService, ReviewService, Uploads, folder_for
from data import places, statistics
from data.errors import StoreError, StoreLostError, StoreVersionError
from data.packs import PackStore
from data.returns import imports, lists
from data.store.address import show, sqlite_file
from data.store.engine import store_version
from data.store.revision import schema_is_current
from data.uploads import UploadStore
from geo.lookups import boundary_index

STORE = "store"
"""What stands for the whole store where a chart's key would."""
ONLY_READ = ("GET", "HEAD")


def register(server: Flask, reader: QuestionReader, engine: Engine) -> None:
    """Add every route that is not a page."""
    routes.register(server, reader, returns_service(engine))
    added.register(server, added_service(engine, reader))
    uploaded_lists.register(server, lists_service(engine))
    writing = notes_service(engine)
    notes.register(server, reader, writing)
    drafts.register(server, reader, writing)
    organisations.register(server, reader, organisations_service(engine))
    packs.register(server, reader, packs_service(engine))
    boundary_files.register(server, reader.programme)
    vendor.register(server)
    search.register(server, reader)
    choices.register(server, reader)
    server.add_url_rule("/export/<name>", "export", lambda name: export(reader, name))
    server.add_url_rule("/cards/<key>.json", "card", lambda key: _card(reader, key))
    server.add_url_rule("/glossary.json", "glossary", _glossary)
    server.add_url_rule("/api/indicators", "indicators", lambda: _indicators(reader))
    server.add_url_rule("/health/live", "live", lambda: _text("alive\n"))
    server.add_url_rule("/health/ready", "ready", lambda: _ready(engine))
    server.add_url_rule("/health/version", "version", lambda: _text(f"{store_version(engine)}\n"))
    server.register_error_handler(StoreError, _unanswered)
    server.register_error_handler(StoreLostError, partial(_asked_again, server))
    server.register_error_handler(PictureError, lambda error: _text(f"{error}\n", status=503))
    server.register_error_handler(BusyError, _busy)
    server.register_error_handler(NoPictureError, lambda error: _text(f"{error}\n", status=404))
    server.register_error_handler(QueryError, lambda error: _text(f"{error}\n", status=400))
    server.register_error_handler(UnknownPartnership, lambda error: _text(f"{error}\n", status=404))
    server.register_error_handler(HTTPException, _other)


def uploads_of(engine: Engine) -> Uploads:
    """Return where the files lie that come in for this store: beside its file, or in a store of several machines."""
    file = sqlite_file(engine.url)
    return Uploads(folder_for(show(engine.url), file), None if file else UploadStore(engine))


def batches_service(engine: Engine) -> BatchesService:
    """Return what the routes of batches may do with this store."""
    return BatchesService(
        history=partial(imports.history, engine),
        changes=partial(imports.changes, engine),
        steps=partial(imports.steps, engine),
        undo=partial(imports.undo, engine),
    )


def as_seen(does: Callable[..., Any], *given: object, **said: object) -> Callable[..., Any]:
    """Return what does it of no more than whoever asks may see."""
    return lambda *more, **named: does(*given, *more, **said, **named, scope=who_asks().scope)


def returns_service(engine: Engine) -> ReturnsService:
    """Return what the routes of returns may do with this store."""
    keys = [one.key for one in INDICATORS]
    return ReturnsService(
        uploads=uploads_of(engine),
        prepare=as_seen(imports.prepare, engine, indicators=keys),
        load=partial(imports.load, engine),
        batches=batches_service(engine),
        review=ReviewService(
            hand_in=partial(imports.hand_in, engine),
            reviews=as_seen(imports.reviews, engine),
            plan_of=as_seen(imports.plan_of, engine, indicators=keys),
            take=as_seen(imports.take, engine),
            send_back=as_seen(imports.send_back, engine),
            accept=as_seen(imports.accept, engine, indicators=keys),
        ),
    )


def added_service(engine: Engine, reader: QuestionReader) -> added.AddedService:
    """Return what the routes of statistics and boundaries may do with this store."""

    def measures() -> dict[str, str]:
        known = reader.programme().area_measures
        return dict(zip(known["measure"], known["label"], strict=True))

    return added.AddedService(
        uploads=uploads_of(engine),
        store=engine.url.render_as_string(hide_password=False),
        outline=statistics.outline,
        prepare=partial(statistics.prepare, engine),
        add=partial(statistics.add, engine),
        measures=measures,
        sets=partial(places.sets, engine),
        remove=partial(places.remove, engine),
    )


def lists_service(engine: Engine) -> uploaded_lists.ListsService:
    """Return what the routes of lists may do with this store."""
    return uploaded_lists.ListsService(
        uploads=uploads_of(engine),
        understand=as_seen(lists.understand, engine),
        prepare=partial(lists.prepare, engine),
        load=partial(lists.load, engine),
        kept_as=partial(lists.kept_as, engine),
        kept_names=partial(lists.kept_names, engine),
    )


def organisations_service(engine: Engine) -> organisations.OrganisationsService:
    """Return what the routes of organisations may do with this store."""
    return organisations.OrganisationsService(
        would_merge=partial(imports.would_merge, engine),
        merge=partial(imports.merge, engine),
    )


def notes_service(engine: Engine) -> notes.NotesService:
    """Return what the routes of notes may do with this store."""
    return notes.NotesService(
        put=partial(imports.put, engine),
        drop=partial(imports.drop, engine),
        last_batch=partial(imports.last_batch, engine),
        batches=batches_service(engine),
    )


def packs_service(engine: Engine) -> packs.PacksService:
    """Return what the routes of packs may do with this store."""
    return packs.PacksService(store=PackStore(engine), put=partial(imports.put, engine))


def export(reader: QuestionReader, name: str) -> Response:
    """Answer /export/<chart key>.<form>?<filters>, and beside .csv what describes it to programs."""
    key, _, form = name.partition(".")
    if key == STORE:
        return _whole(reader, form)
    if key not in CHARTS:
        return _text(
            f"There is no chart called “{key or name}”. Charts: {', '.join(sorted(CHARTS))}.\n", status=404
        )
    if form not in (*FORMS, METADATA):
        return _text(
            f"“{form}” is not a form this chart comes in; ask for {words.listing(list(FORMS), conjunction='or')}.\n",
            status=404,
        )
    chart = CHARTS[key]
    question = reader.question_of(_query(), about_one=chart.subject != "none", keys=chart.narrows)
    if question.partnership:
        slug_of(question.programme, question.partnership)
    elif CHARTS[key].subject == "needed":
        return _text("This chart is about one partnership; add ?partnership=<its key>.\n", status=400)
    rendered = render(CHARTS[key], question)
    asked = quote(_query(), safe="=&%+-._~")
    made = (
        as_metadata(rendered, url=f"{key}.csv?{asked}".rstrip("?"))
        if form == METADATA
        else chart_file(rendered, form, patient=False)
    )
    response = Response(made, content_type=FORMS.get(form, DESCRIBES))
    response.headers["Content-Disposition"] = f'attachment; filename="{file_stem(rendered)}.{form}"'
    if form == "csv":
        described = f"/export/{key}.{METADATA}?{asked}".rstrip("?")
        response.headers["Link"] = f'<{described}>; rel="describedby"; type="{DESCRIBES}"'
    return _revalidated(response)


def _whole(reader: QuestionReader, form: str) -> Response:
    """Answer /export/store.<form>?<filters>: the store, or what the filters show of it."""
    if form not in STORE_FORMS:
        return _text(
            f"The store comes as {words.listing(list(STORE_FORMS), conjunction='or')}, not as “{form}”.\n",
            status=404,
        )
    question = reader.question_of(_query())
    if reason := reason_not_published(question):
        return _text(f"{reason}\n", status=400)
    response = Response(store_file(question, form), content_type=MEDIA_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(question, form)}"'
    return _revalidated(response)


def _card(reader: QuestionReader, key: str) -> Response:
    """Answer /cards/<chart key>.json?<filters>: what a card shows that comes later than its page."""
    page = next((page for page in PAGES if key in page.later), None)
    if page is None:
        return _text(f"No card “{words.shortened(key)}” comes later than its page.\n", status=404)
    _, question = reader.question_for(page.path, _query())
    said = orjson.dumps(come_later(question, key), option=orjson.OPT_SERIALIZE_NUMPY)
    return Response(said, mimetype="application/json")


def _glossary() -> Response:
    """Answer /glossary.json: the terms of the field, for pages that explain them where they say them."""
    terms = [
        {"name": term.name, "words": term.said, "meaning": term.meaning, "anchor": term.anchor}
        for term in TERMS
        if term.said
    ]
    return _revalidated(Response(orjson.dumps(terms), mimetype="application/json"))


def _indicators(reader: QuestionReader) -> Response:
    try:
        question = reader.question_of(_query())
    except QueryError as error:
        return Response(orjson.dumps({"sentence": str(error)}), status=400, content_type="application/json")
    rows = orjson.dumps(indicator_rows(question), option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_INDENT_2)
    return _revalidated(Response(rows, content_type="application/json"))


def _query() -> str:
    return request.query_string.decode("utf-8", "replace")


def _ready(engine: Engine) -> Response:
    checks: dict[str, Callable[[], object]] = {
        "store": lambda: store_version(engine) >= 0,
        "schema": lambda: schema_is_current(engine),
        "boundaries": lambda: all(file.path.exists() for file in boundary_index()),
    }
    found = {name: _holds(check) for name, check in checks.items()}
    status = 200 if all(found.values()) else 503
    return Response(orjson.dumps(found), status=status, content_type="application/json")


def _holds(check: Callable[[], object]) -> bool:
    try:
        return bool(check())
    except (StoreError, OSError):
        return False


def _revalidated(response: Response) -> Response:
    """Let the browser keep the answer but ask each time whether it still holds."""
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def _other(error: HTTPException) -> Response:
    status = error.code or 500
    said = error.description if status < HTTPStatus.INTERNAL_SERVER_ERROR else sentence_of_a_fault()
    return _text(f"{said}\n", status=status)


def _asked_again(server: Flask, error: StoreLostError) -> ResponseReturnValue:
    """Answer what only reads a second time, on a new connection; of a write the error says whether it happened."""
    if request.method not in ONLY_READ:
        return _unanswered(error)
    try:
        return server.dispatch_request()
    except StoreError as again:
        return _unanswered(again)


def _unanswered(error: StoreError) -> Response:
    """Say why there is no answer; a page asks again what it may ask twice, and never what it wrote."""
    response = _text(f"{told(error)}\n", status=503)
    if request.method in ONLY_READ and isinstance(error, StoreLostError | StoreVersionError):
        response.headers["Retry-After"] = "2"
    return response


def _busy(error: BusyError) -> Response:
    response = _text(f"{error}\n", status=429)
    response.headers["Retry-After"] = "5"
    return response


def _text(text: str, *, status: int = 200) -> Response:
    return Response(text, status=status, mimetype="text/plain")
