"""The routes by which people write on the pages: calls, comments, views and events, and taking them back.

What is written goes through the journal of the store, as a load does; it is on record on the Data page.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from secrets import token_hex
from typing import Any, Final

from flask import Flask, Response

from dashboard import words
from dashboard.charts.render import CHARTS, render
from dashboard.exports.comments import filters_of
from dashboard.indicators.attention.reasons import REASONS
from dashboard.pages import QuestionReader, find
from dashboard.people import bridges_said, who_asks
from dashboard.web.uploads import batches
from dashboard.web.uploads.service import BatchesService
from dashboard.web.writing import (
    NotAllowedError,
    as_json,
    body_sent,
    guarded,
    name_of_writer,
    who_writes,
    why_not,
    with_refusals,
)
from data.errors import BatchMissingError, ChangeRefusedError
from data.returns.imports import Batch
from data.returns.imports.notes import NOT_IN_THE_STORE, NOT_THERE, NOTHING_TO_UNDO
from data.taxonomy import CALL_STATES

LONGEST_TITLE: Final = 100
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "attention_states": ("partnership", "reason"),
    "comments": ("comment",),
    "saved_views": ("saved_view",),
    "packs": ("pack",),
    "events": ("event",),
    "paper_drafts": ("paper_draft",),
}
"""What is written, and the columns of its key; drafts have routes of their own (`drafts`)."""
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesService:
    """What the routes may do with what people write, given to them without the store itself.

    `put(kind, rows, title=, who=)` writes rows, `drop(kind, key, title=, who=)` takes one out, `last_batch(kind, key)`
    is the last batch that wrote a row, which `batches` takes back.
    """

    put: Callable[..., Batch]
    drop: Callable[..., Batch]
    last_batch: Callable[..., int]
    batches: BatchesService


def register(server: Flask, reader: QuestionReader, service: NotesService) -> None:
    """Add the routes below /notes/."""
    routes: Mapping[str, Callable[[], Response]] = {
        "attention_states": partial(_calls, reader, service),
        "comments": partial(_comments, reader, service),
        "saved_views": partial(_views, service),
        "events": partial(_events, service),
        "undo": partial(_undo, reader, service),
        "drop": partial(_drop, reader, service),
    }
    for name, answer in routes.items():
        safe = with_refusals(guarded(answer, batches.right_to({name} & KINDS.keys())))
        server.add_url_rule(f"/notes/{name}", f"notes-{name}", safe, methods=["POST"])


def _calls(reader: QuestionReader, service: NotesService) -> Response:
    """Write down how far somebody is with some reasons to call a partnership, as one step."""
    body = body_sent()
    partnership, labels = str(body.get("partnership", "")), {one.key: one.label for one in REASONS}
    reasons = _texts(body, "reasons")
    unknown = [words.shortened(one) for one in reasons if one not in labels]
    if unknown or not reasons:
        raise ChangeRefusedError(
            f"Say for which reason: {words.listing(list(labels), conjunction='or')}."
            if not unknown
            else f"“{unknown[0]}” is no reason to call."
        )
    partnerships = reader.programme().partnerships
    named = partnerships.loc[partnerships["partnership"] == partnership, "name"]
    if named.empty:
        raise ChangeRefusedError(NOT_IN_THE_STORE)
    name = str(named.iloc[0])
    state = CALL_STATES.get(str(body.get("state", "")), "").lower()
    said = _said(body, "partnership", "state", "held_on", "until", "note")
    rows = [{**said, "who": name_of_writer(body), "reason": one} for one in reasons]
    why = words.listing([labels[one].lower() for one in reasons])
    batch = service.put(
        "attention_states", rows, title=titled(f"Call: {name}, {why}: {state}"), who=who_writes(body)
    )
    return written(batch, f"{name}: {state}", "attention_states", (partnership, reasons[0]))


def _comments(reader: QuestionReader, service: NotesService) -> Response:
    """Write a comment to a chart for the filters of a page, with the headline that it speaks of."""
    body = body_sent()
    chart = str(body.get("chart", ""))
    if chart not in CHARTS:
        raise ChangeRefusedError(f"There is no chart called “{words.shortened(chart)}”.")
    _, question = reader.question_for(str(body.get("path", "/")), str(body.get("search", "")))
    rendered = render(CHARTS[chart], question)
    row = {
        **_said(body, "wording"),
        **by_whom(body),
        "comment": token_hex(8),
        "chart": chart,
        "filters": filters_of(rendered.question),
        "figure": rendered.headline,
        "written_on": today(),
    }
    title = titled(f"Comment: {CHARTS[chart].question}")
    batch = service.put("comments", [row], title=title, who=who_writes(body))
    return written(batch, "The comment is written", "comments", (row["comment"],))


def _views(service: NotesService) -> Response:
    """Keep a page with its filters under a name; the same name again is the same view."""
    body = body_sent()
    path, _, query = str(body.get("address", "")).partition("?")
    name = " ".join(str(body.get("name", "")).split())
    page, about = find(path)
    if not path.startswith("/") or path.startswith("//") or not (page.path or about):
        raise ChangeRefusedError("There is no page at this address, so it cannot be saved.")
    by = by_whom(body)
    key = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or token_hex(4)
    if by["bridges"]:  # others may have a view of this name, and are not to be met
        key = f"{key}-{sha256(by['bridges'].encode()).hexdigest()[:8]}"
    row = {
        **by,
        "saved_view": key,
        "name": name,
        "address": f"{path}?{query}" if query else path,
        "saved_on": today(),
    }
    batch = service.put("saved_views", [row], title=titled(f"View: {name}"), who=who_writes(body))
    return written(batch, f"{name} is saved", "saved_views", (row["saved_view"],))


def _events(service: NotesService) -> Response:
    """Write down what happened to the programme, and when."""
    body = body_sent()
    row = {**_said(body, "held_on", "precision", "what", "place", "source"), "event": f"event-{token_hex(6)}"}
    what = words.shortened(str(body.get("what", "")))
    batch = service.put("events", [row], title=titled(f"Event: {what}"), who=who_writes(body))
    return written(batch, "The event is written", "events", (row["event"],))


def _undo(reader: QuestionReader, service: NotesService) -> Response:
    """Take back the last thing that was written about a row."""
    body = body_sent()
    kind, key = _which(body)
    who = who_writes(body)
    try:
        number = service.last_batch(kind, key)
    except ChangeRefusedError:
        number = batches.NEVER
    try:
        batch = batches.take_back(reader, service.batches, number, who=who)
    except BatchMissingError as error:  # or somebody else wrote it, who is not seen
        raise ChangeRefusedError(NOTHING_TO_UNDO) from error
    return as_json({"sentence": "Undone: it is as it was before.", "batch": batch.number})


def _drop(reader: QuestionReader, service: NotesService) -> Response:
    """Take a comment, a view or an event out; undone as everything else."""
    body = body_sent()
    kind, key = _which(body)
    if said := why_not(batches.right_to({kind})):
        raise NotAllowedError(said)
    held = getattr(reader.programme(), kind)[list(KINDS[kind])]
    if key not in set(held.itertuples(index=False, name=None)):
        raise ChangeRefusedError(NOT_THERE)
    title = titled(f"Removed: {kind.replace('_', ' ')}, {', '.join(key)}")
    batch = service.drop(kind, key, title=title, who=who_writes(body))
    return written(batch, "It is removed", kind, key)


def written(batch: Batch, what: str, kind: str, key: Sequence[object]) -> Response:
    """Say that it is on record, and what an undoing names."""
    return as_json({"sentence": f"{what}.", "batch": batch.number, "kind": kind, "key": list(key)})


def _which(body: Body) -> tuple[str, tuple[str, ...]]:
    kind, key = str(body.get("kind", "")), tuple(_texts(body, "key"))
    if kind not in KINDS or len(key) != len(KINDS[kind]):
        raise ChangeRefusedError("Say which note is meant.")
    return kind, key


def by_whom(body: Body) -> dict[str, str | None]:
    """What a row says of whoever wrote it: their name, and whose they are."""
    return {"who": name_of_writer(body), "bridges": bridges_said(who_asks().bridges)}


def _said(body: Body, *names: str) -> dict[str, object]:
    """What was said of these columns; whatever is no text is none."""
    return {name: body[name] for name in names if isinstance(body.get(name), str)}


def _texts(body: Body, name: str) -> list[str]:
    found = body.get(name)
    return (
        list(dict.fromkeys(one for one in found if isinstance(one, str))) if isinstance(found, list) else []
    )


def titled(text: str) -> str:
    """The title of a batch: on one line, not too long."""
    plain = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return plain if len(plain) <= LONGEST_TITLE else f"{plain[: LONGEST_TITLE - 1]}…"


def today() -> str:
    """The day where the reader is, as an address has it."""
    return date.today().isoformat()  # noqa: DTZ011
