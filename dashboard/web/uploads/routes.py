"""The routes by which returns come in: check, hand in, load, and what is given back. Nothing is kept in memory."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Final

from flask import Flask, Response, request

from dashboard import words
from dashboard.pages import QuestionReader
from dashboard.people import Right, who_asks
from dashboard.question import few
from dashboard.web.uploads import answers, batches, review
from dashboard.web.uploads.service import ReturnsService, UploadError, UploadMissingError
from dashboard.web.writing import (
    Route,
    answers_sent,
    as_json,
    begin,
    body_sent,
    file_of,
    files_sent,
    guarded,
    permitted,
    sentence,
    who_loads,
    with_refusals,
)
from data.names import by_name
from data.returns.annotated_copy import Understanding, marked_up
from data.returns.imports import Plan
from data.returns.imports.received import last_quarter, quarters_around
from data.returns.imports.review import fingerprint
from data.returns.reader.files import TEXTS, WORKBOOKS
from data.returns.readings import Answers
from data.returns.templates import FORMS, UnknownBridgeError, UnknownPartnershipError, template, workbook_of
from data.returns.templates.pages import bridges
from data.returns.workbook.grids import IN_PARTS, MB, Limits

NAMED: Final = "data-"
"""How the names of these routes begin; they lie below the page /data."""
MOST_FILES: Final = 30
MOST_ANSWERS, LONGEST_ANSWER = 5_000, 2_000
ACCEPTED: Final = (*WORKBOOKS, *TEXTS, ".zip")
Takes = Mapping[str, Sequence[str]]
"""The keys that a query may have, each with its values where not the store has them."""
NOTHING: Final[Takes] = {}
REFUSALS: Final = {
    UploadMissingError: 404,
    UnknownPartnershipError: 404,
    UnknownBridgeError: 404,
    UploadError: 503,
}


def register(server: Flask, reader: QuestionReader, service: ReturnsService) -> None:
    """Add the routes below /data/."""

    def post(rule: str, name: str, answer: Callable[[], Response], right: Right) -> None:
        safe = with_refusals(guarded(answer, right), also=REFUSALS)
        server.add_url_rule(f"/data/{rule}", f"{NAMED}{name}", safe, methods=["POST"])

    def get(
        rule: str, name: str, answer: Route, *, right: Right = Right.READ, takes: Takes | None = NOTHING
    ) -> None:
        asked = permitted(answer if takes is None else _strict(answer, takes), right)
        server.add_url_rule(f"/data/{rule}", f"{NAMED}{name}", with_refusals(asked, also=REFUSALS))

    held = service.batches
    post("upload", "upload", lambda: _upload(reader, service), Right.HAND_IN)
    post("check", "check", lambda: _check(reader, service), Right.HAND_IN)
    post("discard", "discard", lambda: _discard(service), Right.HAND_IN)
    post("hand-in", "hand-in", lambda: review.hand_in(service), Right.HAND_IN)
    post("load", "load", lambda: _load(service), Right.LOAD)
    post("review/take", "review-take", lambda: review.take(service), Right.ACCEPT)
    post("review/back", "review-back", lambda: review.send_back(service), Right.ACCEPT)
    post("review/accept", "review-accept", lambda: review.accept(service), Right.ACCEPT)
    post("undo", "undo", lambda: batches.undo(reader, held), Right.NOTE)
    get("intake", "intake", lambda: _intake(reader, service))
    get("review/<int:number>", "review", lambda number: review.shown(reader, service, number))
    get("request", "request", lambda: review.request_to(reader), takes=None)
    get("changes/<int:batch>", "changes", lambda batch: batches.changes(reader, held, batch))
    get("changes/<int:batch>.csv", "all-changes", lambda batch: batches.all_changes(reader, held, batch))
    get("figures/<int:batch>", "figures", lambda batch: batches.figures(reader, held, batch))
    get(
        "marked-up/<key>.xlsx",
        "marked-up",
        lambda key: _marked_up(service, key),
        right=Right.HAND_IN,
        takes={"replace": ("yes", "no")},
    )
    get(
        "template.<form>",
        "template",
        lambda form: _template(reader, form),
        takes={"partnership": (), "bridge": ()},
    )


def _intake(reader: QuestionReader, service: ReturnsService) -> Response:
    """What the page needs to begin with: what may be sent, and what was loaded before."""
    partnerships = reader.programme().partnerships.sort_values("name", key=by_name)
    most = Limits().file_bytes
    kinds = words.listing(list(ACCEPTED), conjunction="or")
    return begin(
        Right.HAND_IN,
        accepts=list(ACCEPTED),
        most_bytes=most,
        most_files=MOST_FILES,
        hint=f"{kinds}; up to {most // MB} MB together, {IN_PARTS}",
        partnerships=partnerships[["partnership", "name"]].to_numpy().tolist(),
        bridges=[[key, name] for key, name in bridges().items() if key in set(partnerships["bridge"])],
        history=batches.shown(service.batches),
    )


def _upload(reader: QuestionReader, service: ReturnsService) -> Response:
    """Keep the files that came, and say what is wrong with them and what would change."""
    sent = files_sent()
    if not sent or len(sent) > MOST_FILES:
        return sentence(f"Choose at least one file, and at most {MOST_FILES}.", 400)
    upload = service.uploads.keep(sent, by=who_asks().email + request.form.get("page", ""))
    plan = service.prepare(upload.files, replace=request.form.get("replace") == "yes", answers=upload.answers)
    return as_json(answers.checked(upload, plan) | _return_of(reader, plan))


def _check(reader: QuestionReader, service: ReturnsService) -> Response:
    """As after sending, of files that lie here already: after a reload, with answers, or as the return of a quarter."""
    body = answers_sent()
    key = str(body.get("key", ""))
    upload = (
        service.uploads.answer(key, _answers_in(body)) if "answers" in body else service.uploads.find(key)
    )
    of = review.quarter_said(body)
    plan = service.prepare(upload.files, replace=body.get("replace") is True, of=of, answers=upload.answers)
    return as_json(answers.checked(upload, plan) | _return_of(reader, plan))


def _answers_in(body: Mapping[str, object]) -> Answers:
    """The answers that a page sends: lists of sheet, column, value and answer."""
    sent = body["answers"]
    said = [one for one in sent if isinstance(one, list)] if isinstance(sent, list) else []
    return {
        (str(one[0]), str(one[1]), str(one[2])): str(one[3])[:LONGEST_ANSWER]
        for one in said[:MOST_ANSWERS]
        if len(one) == 4  # noqa: PLR2004 - the three of a question, and its answer
    }


def _return_of(reader: QuestionReader, plan: Plan) -> answers.Answer:
    """Of which bridge and quarter files may be the return, and of which they are said to be."""
    of, programme = plan.incoming.of, reader.programme()
    about = programme.partnerships["partnership"].isin(plan.about)
    bridges = programme.partnerships.loc[about, "bridge"].dropna().unique().tolist()
    last = last_quarter(plan.incoming.sent)
    return {
        "bridges": list(reader.question_of("").known["bridge"].items()),
        "quarters": [[day.isoformat(), words.day(day)] for day in quarters_around(programme.as_at, last)],
        "bridge": of.bridge if of else "",
        "quarter": of.period_end.isoformat() if of else "",
        "likely": {
            "bridge": bridges[0] if len(bridges) == 1 else "",
            "quarter": last.isoformat() if last else "",
        },
    }


def _load(service: ReturnsService) -> Response:
    """Load an upload if that does exactly what the reader has seen; else show what it would do now."""
    body = body_sent()
    upload = service.uploads.find(str(body.get("key", "")))
    of = review.quarter_said(body)
    plan = service.prepare(upload.files, replace=body.get("replace") is True, of=of, answers=upload.answers)
    if fingerprint(plan) != body.get("seen"):
        now = answers.checked(upload, plan)
        return as_json(
            now | {"sentence": f"The store has changed since you looked. {now['sentence']}"}, status=409
        )
    batch = service.load(plan, who=who_loads(body), note=str(body.get("note") or ""))
    service.uploads.drop(upload.key)
    return as_json({"sentence": answers.loaded(batch), "batch": batch.number})


def _discard(service: ReturnsService) -> Response:
    service.uploads.drop(str(body_sent().get("key", "")))
    return sentence("The files were forgotten. Nothing was written.")


def _marked_up(service: ReturnsService, key: str) -> Response:
    """The files of an upload as they were read, with what is wrong in comments."""
    upload = service.uploads.find(key)
    plan = service.prepare(upload.files, replace=request.args.get("replace") == "yes", answers=upload.answers)
    content = marked_up(
        plan.incoming.books,
        plan.problems,
        Understanding(plan.readings, plan.incoming.questions, plan.incoming.answers),
    )
    first = upload.names[0].rpartition(".")[0] or "returns"
    return file_of(content, "xlsx", f"{first}-marked-up")


def _template(reader: QuestionReader, form: str) -> Response:
    """A blank workbook, or one filled with what the store knows of one partnership or of all of one bridge."""
    if form not in FORMS:
        return sentence(
            f"A template comes as {words.listing(list(FORMS), conjunction='or')}, not as {form}.", 404
        )
    slug, bridge = (request.args.get(key, "") for key in ("partnership", "bridge"))
    if slug and bridge:
        return sentence("A template is of one partnership or of one bridge.", 400)
    if not (slug or bridge):
        return file_of(template(form), form, "returns")
    content = workbook_of(reader.programme(), partnership=slug or None, bridge=bridge or None, form=form)
    return file_of(content, form, f"returns-{slug or bridge}")


def _strict(answer: Route, takes: Takes) -> Route:
    """Answer a query of which everything is known; else say what is not, with 400."""

    @wraps(answer)
    def strict(**named: object) -> Response:
        wrong = " ".join(few([*_not_known(takes)]))
        return sentence(wrong, 400) if wrong else answer(**named)

    return strict


def _not_known(takes: Takes) -> Iterator[str]:
    """A sentence for each part of this request's query that is not known."""
    for key, (value, *more) in request.args.lists():
        if key not in takes:
            known = words.listing(list(takes)) or "no filters"
            yield f"There is no “{words.shortened(key)}” here; this address takes {known}."
        elif more:
            yield f"The {key} is given more than once."
        elif takes[key] and value not in takes[key]:
            known = words.listing(takes[key], conjunction="or")
            yield f"“{words.shortened(value)}” is no value of “{key}”; it can be {known}."
