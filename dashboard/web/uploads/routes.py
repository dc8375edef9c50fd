"""The routes by which returns come in: check, load, undo, and what is given back. Nothing is kept in memory."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import orjson
from flask import Flask, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard import words
from dashboard.pages import QuestionReader
from dashboard.text_reports import import_report
from dashboard.web.uploads import answers, tables
from dashboard.web.uploads.desk import Desk
from dashboard.web.uploads.guard import ON_THE_COMMAND_LINE, refusal
from dashboard.web.uploads.waiting_files import UploadError, UploadMissingError
from data.errors import BatchMissingError, ChangeRefusedError
from data.returns.annotated_copy import marked_up
from data.returns.reader.files import TEXTS, WORKBOOKS
from data.returns.templates import FORMS, UnknownPartnershipError, template, workbook_of
from data.returns.workbook.grids import MB, Limits

NAMED: Final = "data-"
"""How the names of these routes begin; they lie below the page /data."""
WHO: Final = "Data page"
MOST_FILES: Final = 30
ACCEPTED: Final = (*WORKBOOKS, *TEXTS, ".zip")
MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
Route = Callable[..., Response]


def register(server: Flask, reader: QuestionReader, desk: Desk) -> None:
    """Add the routes below /data/."""

    def add(rule: str, name: str, answer: Route, *, method: str = "GET") -> None:
        guarded = _said(_guarded(answer, desk) if method == "POST" else answer)
        server.add_url_rule(f"/data/{rule}", f"{NAMED}{name}", guarded, methods=[method])

    add("intake", "intake", lambda: _intake(reader, desk))
    add("upload", "upload", lambda: _upload(desk), method="POST")
    add("load", "load", lambda: _load(desk), method="POST")
    add("discard", "discard", lambda: _discard(desk), method="POST")
    add("undo", "undo", lambda: _undo(desk), method="POST")
    add("changes/<int:batch>", "changes", lambda batch: _changes(desk, batch))
    add("changes/<int:batch>.csv", "all-changes", lambda batch: _all_changes(desk, batch))
    add("marked-up/<key>.xlsx", "marked-up", lambda key: _marked_up(desk, key))
    add("template.<form>", "template", lambda form: _template(reader, form))


def _intake(reader: QuestionReader, desk: Desk) -> Response:
    """What the page needs to begin with: what may be sent, and what was loaded before."""
    partnerships = reader.programme().partnerships.sort_values("name")
    most = Limits().file_bytes
    return _json(
        {
            "may_write": desk.may_write,
            "sentence": "" if desk.may_write else ON_THE_COMMAND_LINE,
            "accepts": list(ACCEPTED),
            "most_bytes": most,
            "most_files": MOST_FILES,
            "hint": f"{words.listing(list(ACCEPTED), conjunction='or')}; up to {most // MB} MB together",
            "partnerships": partnerships[["partnership", "name"]].to_numpy().tolist(),
            "history": answers.history(desk.history(), may_write=desk.may_write),
        }
    )


def _upload(desk: Desk) -> Response:
    """Keep the files that came, and say what is wrong with them and what would change."""
    request.max_content_length = Limits().file_bytes + MB
    try:
        sent = [file for file in request.files.getlist("files") if file.filename]
    except RequestEntityTooLarge:
        return _sentence(
            f"The files are larger than {Limits().file_bytes // MB} MB together. Send fewer at once.", 413
        )
    if not sent or len(sent) > MOST_FILES:
        return _sentence(f"Choose at least one file, and at most {MOST_FILES}.", 400)
    upload = desk.uploads.keep((file.filename or "", file.stream) for file in sent)
    plan = desk.prepare(upload.files, replace=request.form.get("replace") == "yes")
    return _json(answers.checked(upload, plan))


def _load(desk: Desk) -> Response:
    """Load an upload if that does exactly what the reader has seen; else show what it would do now."""
    question = _asked()
    upload = desk.uploads.find(str(question.get("key", "")))
    plan = desk.prepare(upload.files, replace=question.get("replace") is True)
    if answers.fingerprint(plan) != question.get("seen"):
        now = answers.checked(upload, plan)
        return _json(
            now | {"sentence": f"The store has changed since you looked. {now['sentence']}"}, status=409
        )
    batch = desk.load(plan, who=WHO)
    desk.uploads.drop(upload.key)
    return _json({"sentence": answers.loaded(batch), "batch": batch.number})


def _discard(desk: Desk) -> Response:
    desk.uploads.drop(str(_asked().get("key", "")))
    return _sentence("The files were forgotten. Nothing was written.")


def _undo(desk: Desk) -> Response:
    number = _asked().get("batch")
    if not isinstance(number, int):
        return _sentence("Say which batch to undo.", 400)
    return _sentence(answers.undone(desk.undo(number, who=WHO)))


def _changes(desk: Desk, batch: int) -> Response:
    """Every change of a batch, with old and new values."""
    changed = tables.of_changes(desk.changes(batch), f"What did batch {batch} change?")
    return _json(changed | {"all": f"/data/changes/{batch}.csv"})


def _all_changes(desk: Desk, batch: int) -> Response:
    """The same as a file, however many there are."""
    text = import_report.changes(batch, desk.changes(batch), "csv")
    return _file(text.encode(), "csv", f"changes-of-batch-{batch}")


def _marked_up(desk: Desk, key: str) -> Response:
    """The files of an upload as they were read, with what is wrong in comments."""
    upload = desk.uploads.find(key)
    plan = desk.prepare(upload.files, replace=request.args.get("replace") == "yes")
    content = marked_up(plan.incoming.books, plan.problems)
    first = upload.names[0].rpartition(".")[0] or "returns"
    return _file(content, "xlsx", f"{first}-marked-up")


def _template(reader: QuestionReader, form: str) -> Response:
    """A blank workbook, or one filled with what the store knows of one partnership."""
    if form not in FORMS:
        return _sentence(
            f"A template comes as {words.listing(list(FORMS), conjunction='or')}, not as {form}.", 404
        )
    slug = request.args.get("partnership", "")
    if not slug:
        return _file(template(form), form, "returns")
    return _file(workbook_of(reader.programme(), partnership=slug, form=form), form, f"returns-{slug}")


def _asked() -> dict[str, Any]:
    """The JSON that was sent, if it is an object."""
    question = request.get_json(silent=True)
    return question if isinstance(question, dict) else {}


def _guarded(answer: Route, desk: Desk) -> Route:
    """Answer only a page of ours, and only where writing is allowed."""

    @wraps(answer)
    def guard(**named: object) -> Response:
        why_not = refusal(request, may_write=desk.may_write)
        return _sentence(why_not, 403) if why_not else answer(**named)

    return guard


def _said(answer: Route) -> Route:
    """Say in a sentence what cannot be done, with the status that fits."""

    @wraps(answer)
    def say(**named: object) -> Response:
        try:
            return answer(**named)
        except (UploadMissingError, BatchMissingError, UnknownPartnershipError) as error:
            return _sentence(str(error), 404)
        except UploadError as error:
            return _sentence(str(error), 503)
        except ChangeRefusedError as error:
            return _json({"sentence": error.reasons[0], "reasons": list(error.reasons[1:])}, status=409)

    return say


def _sentence(text: str, status: int = 200) -> Response:
    return _json({"sentence": text}, status=status)


def _json(answer: object, *, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(orjson.dumps(answer), status=status, content_type="application/json", headers=headers)


def _file(content: bytes, form: str, name: str) -> Response:
    response = Response(content, content_type=MEDIA[form], headers={"Cache-Control": "no-store"})
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
    return response
