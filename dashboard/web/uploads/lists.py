"""The routes of the wizard for lists: a list is kept and understood, its questions are answered, then it is loaded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from secrets import token_hex
from typing import Any, Final

from flask import Flask, Response, request

from dashboard import words
from dashboard.people import Right
from dashboard.web.uploads import answers
from dashboard.web.uploads.service import Upload, UploadError, UploadMissingError, Uploads
from dashboard.web.writing import (
    answers_sent,
    as_json,
    begin,
    files_sent,
    guarded,
    sentence,
    who_loads,
    why_not,
    with_refusals,
)
from data.errors import AnswersError
from data.returns import lists
from data.returns.imports import Batch, Plan
from data.returns.imports.review import fingerprint
from data.returns.lists import Understood
from data.returns.reader.files import TEXTS, WORKBOOKS, source_at
from data.returns.workbook.grids import FileError, Limits

REFUSALS: Final = {UploadMissingError: 404, UploadError: 503, AnswersError: 400, FileError: 400}
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsService:
    """What the routes may do with lists, given to them without the store itself: see `data.returns.lists`."""

    uploads: Uploads
    understand: Callable[..., Understood]
    prepare: Callable[[Understood], Plan]
    load: Callable[..., Batch | None]
    kept_as: Callable[[str], lists.Mapping]
    kept_names: Callable[[], tuple[str, ...]]


def register(server: Flask, service: ListsService) -> None:
    """Add the routes below /data/lists."""

    def post(rule: str, answer: Callable[[ListsService], Response]) -> None:
        safe = with_refusals(guarded(partial(answer, service), Right.LOAD), also=REFUSALS)
        server.add_url_rule(f"/data/lists/{rule}", f"data-lists-{rule}", safe, methods=["POST"])

    server.add_url_rule("/data/lists", "data-lists", partial(_begin, service))
    post("read", _read)
    post("look", _look)
    post("load", _load)


def _begin(service: ListsService) -> Response:
    """What the page needs to begin with: what may be sent, and the mappings that are kept."""
    kept = [] if why_not(Right.LOAD) else list(service.kept_names())
    return begin(Right.LOAD, accepts=[*WORKBOOKS, *TEXTS], kept=kept)


def _read(service: ListsService) -> Response:
    """Keep the list that came, and say what is understood of it: by a mapping that is kept, or as it is proposed."""
    sent = files_sent()
    if len(sent) != 1:
        return sentence("Choose one file; a list is loaded by itself.", 400)
    name = request.form.get("kept", "")
    mapping = service.kept_as(name) if name else lists.Mapping()
    return as_json(_understood(service, service.uploads.keep(sent, by=token_hex(16)), mapping))


def _look(service: ListsService) -> Response:
    """Say what a list says by a mapping, and what loading it would do once nothing is asked any more."""
    body = answers_sent()
    return as_json(_understood(service, _upload(service, body), _mapping(body)))


def _load(service: ListsService) -> Response:
    """Load a list if that does exactly what the reader has seen; else show what it would do now."""
    body = answers_sent()
    upload = _upload(service, body)
    found = _found(service, upload, _mapping(body))
    plan = service.prepare(found) if found.is_ready else None
    if plan is None or fingerprint(plan) != body.get("seen"):
        now = _understood(service, upload, _mapping(body))
        return as_json(
            now | {"sentence": f"This has changed since you looked. {now['sentence']}"}, status=409
        )
    batch = service.load(found, plan, who=who_loads(body))
    service.uploads.drop(upload.key)
    kept = f"What was decided is kept as “{found.mapping.name}” for the next list"
    if batch is None:
        return as_json(
            {"sentence": words.sentences("The store is as the list says already", kept), "batch": None}
        )
    return as_json({"sentence": f"{answers.loaded(batch)} {kept}.", "batch": batch.number})


def _upload(service: ListsService, body: Mapping[str, Any]) -> Upload:
    return service.uploads.find(str(body.get("key", "")))


def _mapping(body: Mapping[str, Any]) -> lists.Mapping:
    said = body.get("mapping")
    return lists.from_json(said if isinstance(said, dict) else {"columns": []})


def _found(service: ListsService, upload: Upload, mapping: lists.Mapping) -> Understood:
    source = source_at(upload.files[0], limits=Limits())
    return service.understand(replace(source, name=upload.names[0]), mapping)


def _understood(service: ListsService, upload: Upload, mapping: lists.Mapping) -> Answer:
    """What is understood of a list, with what loading it would change where it is ready."""
    found = _found(service, upload, mapping)
    plan = service.prepare(found) if found.is_ready else None
    problems = plan.problems if plan else found.problems
    answer: Answer = {
        "key": upload.key,
        "proposal": lists.proposal(found),
        "areas": found.areas,
        "open": len(found.open),
        "problems": answers.of_problems(problems) if problems else None,
        "may_load": False,
        "sentence": _verdict(found, plan),
    }
    if plan is None or plan.is_refused:
        return answer
    changes = plan.difference.changes
    return answer | {
        "may_load": True,
        "seen": fingerprint(plan),
        "load_label": f"Load {words.count_of(len(changes), 'change')}"
        if changes
        else "Keep what was decided",
        "counts": answers.of_counts(plan.difference),
        "difference": answers.of_changes(changes, "What exactly would the list change?") if changes else None,
    }


def _verdict(found: Understood, plan: Plan | None) -> str:
    """How many partnerships there are, and what is left to do."""
    said = f"{words.count_of(len(found.entries), 'partnership')} in {found.file.name}, sheet {found.sheet}"
    if found.open:
        return words.sentences(said, f"{words.count_of(len(found.open), 'question')} to be answered")
    if plan is None:
        return words.sentences(said, "What is wrong stands below; say what the columns are, or mend the list")
    if plan.is_refused:
        return words.sentences(said, "Nothing can be loaded until the errors are mended")
    if not plan.difference.changes:
        return words.sentences(said, "The store holds all of it already")
    return words.sentences(
        said, f"Loading would make {answers.counted(plan.difference.total)}", "Nothing has been written yet"
    )
