"""The routes of drafts of board papers: kept, listed, opened with what has changed since, and a quarter later."""

from collections.abc import Mapping
from functools import partial
from secrets import token_hex
from typing import Any, Final

import orjson
from flask import Flask, Response
from pandas import DataFrame

from dashboard import compose_paper, paper_drafts, words
from dashboard.pages import QuestionReader
from dashboard.pages.paper import DRAFT
from dashboard.paper_drafts import Draft
from dashboard.people import Right
from dashboard.question import QueryError
from dashboard.web.notes import NotesService, by_whom, titled, today, written
from dashboard.web.writing import as_json, body_sent, guarded, sentence, who_writes, with_refusals
from data.errors import ChangeRefusedError
from data.names import by_name

KIND: Final = "paper_drafts"
LONGEST_NAME: Final = 80
OF_OTHERS: Final = (
    "This draft is of people who see other partnerships than you, so its figures stay theirs. Save yours as another "
    "draft."
)
GONE: Final = "This draft is not there any more."


def register(server: Flask, reader: QuestionReader, service: NotesService) -> None:
    """Add the routes below /notes/ that write drafts, and those that list and open them."""
    for name, answer in (("paper_drafts", _save), ("next_quarter", _next_quarter)):
        safe = with_refusals(guarded(partial(answer, reader, service), Right.NOTE))
        server.add_url_rule(f"/notes/{name}", f"notes-{name}", safe, methods=["POST"])
    server.add_url_rule("/drafts.json", "drafts", lambda: _list(reader))
    server.add_url_rule("/drafts/<key>.json", "draft", lambda key: _opened(reader, key))


def _save(reader: QuestionReader, service: NotesService) -> Response:
    """Keep a paper under a name, in the place of the draft that is named, if one is; without a paper only rename it."""
    body = body_sent()
    drafts, key = reader.programme().paper_drafts, str(body.get("draft") or "")
    held = _held(drafts, key) if key else {}
    by, name = by_whom(body), " ".join(str(body.get("name") or held.get("name", "")).split())
    _refuse_taken(drafts, name, key)
    if isinstance(body.get("query"), str) or not held:
        if held and _bridges(held) != by["bridges"]:
            raise ChangeRefusedError(OF_OTHERS)
        draft = _kept(reader, str(body.get("query", "")))
        row = {**draft._asdict(), "as_at": draft.as_at.isoformat(), "saved_on": today(), **by}
    else:
        row = {one: _text(held[one]) for one in ("query", "figures", "as_at", "saved_on", "who")}
        row["bridges"] = _bridges(held)
    row |= {"paper_draft": key or token_hex(8), "name": name}
    batch = service.put(KIND, [row], title=titled(f"Draft of a paper: {name}"), who=who_writes(body))
    return written(batch, f"{name} is saved", KIND, (row["paper_draft"],))


def _next_quarter(reader: QuestionReader, service: NotesService) -> Response:
    """Write a draft anew as at the next quarter's end, under a name of its own."""
    body = body_sent()
    drafts = reader.programme().paper_drafts
    held = _held(drafts, str(body.get("draft") or ""))
    by = by_whom(body) | {"bridges": _bridges(held)}
    before = Draft(held["query"], held["figures"], held["as_at"].date())
    later = paper_drafts.quarter_later(before)
    name = _named_later(drafts, str(held["name"]), words.day(before.as_at), words.day(later.as_at))
    row = {**later._asdict(), "as_at": later.as_at.isoformat(), "saved_on": today(), **by}
    row |= {"paper_draft": token_hex(8), "name": name}
    batch = service.put(KIND, [row], title=titled(f"Draft of a paper: {name}"), who=who_writes(body))
    return written(batch, f"{name} is a draft now", KIND, (row["paper_draft"],))


def _list(reader: QuestionReader) -> Response:
    """Every draft by name: its key, address, day and figures, and who saved it when."""
    drafts = reader.programme().paper_drafts.sort_values("name", key=by_name)
    return as_json({"drafts": [_said(row) for row in drafts.to_dict("records")]})


def _opened(reader: QuestionReader, key: str) -> Response:
    """A draft, with a sentence for each figure that says something else than when it was saved."""
    programme = reader.programme()
    rows = programme.paper_drafts
    found = rows[rows["paper_draft"] == key].to_dict("records")
    if not found:
        return sentence(GONE, 404)
    paper, _ = compose_paper.read(programme, found[0]["query"])
    changed = paper_drafts.changed(paper, found[0]["figures"])
    return as_json({**_said(found[0]), "changed": changed})


def _said(row: Mapping[Any, Any]) -> dict[str, Any]:
    figures = words.count_of(len(orjson.loads(row["figures"])), "figure")
    return {
        "key": row["paper_draft"],
        "name": row["name"],
        "address": f"/paper?{DRAFT}={row['paper_draft']}&{row['query']}",
        "said": f"As at {words.day(row['as_at'])}, {figures}; saved on {words.day(row['saved_on'])} by {row['who']}",
    }


def _held(drafts: DataFrame, key: str) -> dict[Any, Any]:
    """The row of a draft. Raises `ChangeRefusedError` where it is not there."""
    found = drafts[drafts["paper_draft"] == key].to_dict("records")
    if not found:
        raise ChangeRefusedError(GONE)
    return found[0]


def _bridges(row: Mapping[Any, Any]) -> str | None:
    """Whose a draft is: the bridges of those who wrote it, none of all of England."""
    said = row["bridges"]
    return said if isinstance(said, str) else None


def _kept(reader: QuestionReader, query: str) -> Draft:
    """What is kept of a paper. Raises `ChangeRefusedError` with what of it is not known."""
    try:
        return paper_drafts.kept(reader.programme(), query)
    except QueryError as error:
        raise ChangeRefusedError(*error.args) from error


def _refuse_taken(drafts: DataFrame, name: str, key: str) -> None:
    """Raise `ChangeRefusedError` where another draft has this name, or it is none."""
    if not name:
        raise ChangeRefusedError("Give the draft a name.")
    if drafts.loc[drafts["paper_draft"] != key, "name"].str.casefold().eq(name.casefold()).any():
        raise ChangeRefusedError(
            f"There is a draft called “{words.shortened(name)}” already. Choose another name."
        )


def _named_later(drafts: DataFrame, name: str, day: str, later: str) -> str:
    """What a draft is called a quarter later: with the later day for the day in its name, or behind it."""
    named = name.replace(day, later) if day in name else f"{name[: LONGEST_NAME - len(later) - 2]}, {later}"
    taken, number, whole = set(drafts["name"]), 2, named
    while whole in taken:
        whole, number = f"{named[: LONGEST_NAME - 5]} ({number})", number + 1
    return whole


def _text(value: object) -> str:
    """A value of a row as it is said: a day as in an address."""
    return value if isinstance(value, str) else f"{value:%Y-%m-%d}"
