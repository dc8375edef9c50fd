"""The page /audit and the same rows as a file, for administrators of all of England: who did what, and when.

Who takes the whole store away, and who is refused something, is on record here: neither writes anything itself.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from dashboard import words
from dashboard.people import Right, who_asks
from dashboard.text_reports.audit import COLUMNS, as_row, log, moment
from dashboard.web.accounts.own_account import FOLDER
from dashboard.web.accounts.watched import Record
from data.store.audit import CALLED, DONE, REFUSED, Act, Entry, Wanted

A_PAGE: Final = 50
"""Rows on a page."""
FIRST, LAST = 1900, 2100
"""Years that a day is of."""
LONGEST: Final = 100
"""Letters of a name that is looked for."""
OUTCOMES: Final = {DONE: "Done", REFUSED: "Refused"}
NOT_YOURS: Final = "Who did what is shown to administrators of all of England alone.\n"

Entries = Callable[..., tuple[Entry, ...]]


def blueprint(entries: Entries, count: Callable[[Wanted], int], record: Record) -> Blueprint:
    """Return the routes; `entries` and `count` read the rows that are wanted."""
    routes = Blueprint("audit", __name__, template_folder=FOLDER)

    @routes.before_request
    def only_administrators() -> ResponseReturnValue | None:
        if who_asks().may(Right.ADMINISTER):
            return None
        return Response(NOT_YOURS, status=HTTPStatus.FORBIDDEN, mimetype="text/plain")

    @routes.get("/audit")
    def audit() -> str:
        wanted, ignored = read()
        number = count(wanted)
        pages = max(1, -(-number // A_PAGE))
        page = min(_number(request.args.get("page", "1")), pages)
        before = (page - 1) * A_PAGE
        rows = [as_row(one) for one in entries(wanted, most=A_PAGE, after=before)]
        shown = f"{words.number(before + 1)} to {words.number(before + len(rows))} of {words.count_of(number, 'row')}"
        return render_template(
            "audit.html",
            wanted=wanted,
            ignored=ignored,
            columns=COLUMNS,
            rows=[
                {**row, "at": moment(row["at"]), "what": CALLED.get(row["what"], row["what"])} for row in rows
            ],
            shown=f"{shown}, the latest first; times are in UTC."
            if rows
            else "Nothing of this kind is on record.",
            acts=CALLED,
            outcomes=OUTCOMES,
            file=address("/audit.csv", wanted),
            earlier=address("/audit", wanted, page + 1) if page < pages else "",
            later=address("/audit", wanted, page - 1) if page > 1 else "",
        )

    @routes.get("/audit.csv")
    def audit_csv() -> Response:
        wanted, _ = read()
        record(Act.EXPORT, about="Who did what")
        response = Response(log(entries(wanted), "csv") + "\n", content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
        return response

    @routes.after_request
    def kept_by_nobody(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    routes.after_app_request(partial(_told, record))
    return routes


def _told(record: Record, response: Response) -> Response:
    """Put on record that the whole store was taken away, or that something was refused."""
    asked = request.full_path.removesuffix("?")
    is_whole = request.endpoint == "export" and request.path.startswith("/export/store.")
    if is_whole and response.status_code == HTTPStatus.OK:
        record(Act.EXPORT, about=asked)
    if response.status_code == HTTPStatus.FORBIDDEN and who_asks().email:
        record(Act.ACCESS, about=f"{request.method} {asked}", outcome=REFUSED)
    return response


def read() -> tuple[Wanted, list[str]]:
    """Return which rows the query asks for, and what of it is not known, in sentences."""
    said = {key: request.args.get(key, "").strip() for key in ("since", "until", "who", "what", "outcome")}
    ignored: list[str] = []
    days = {key: _day(said[key], ignored) for key in ("since", "until")}
    wanted = Wanted(since=days["since"], until=days["until"], who=said["who"][:LONGEST])
    for key, known in (("what", CALLED), ("outcome", OUTCOMES)):
        if said[key] and said[key] not in known:
            ignored.append(f"“{words.shortened(said[key])}” is not on record and was left out.")
            said[key] = ""
    return replace(wanted, what=(said["what"],) if said["what"] else (), outcome=said["outcome"]), ignored


def address(path: str, wanted: Wanted, page: int = 1) -> str:
    """Return the address of the rows that are wanted."""
    pairs = {
        "since": wanted.since or "",
        "until": wanted.until or "",
        "who": wanted.who,
        "what": "".join(wanted.what),
        "outcome": wanted.outcome,
        "page": page if page > 1 else "",
    }
    query = urlencode({key: value for key, value in pairs.items() if value})
    return f"{path}?{query}" if query else path


def _day(said: str, ignored: list[str]) -> date | None:
    if not said:
        return None
    try:
        day = date.fromisoformat(said)
    except ValueError:
        day = None
    if day is None or not FIRST <= day.year <= LAST:
        ignored.append(f"“{words.shortened(said)}” is no day from {FIRST} to {LAST} and was left out.")
        return None
    return day


def _number(said: str) -> int:
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 9 else 1  # noqa: PLR2004
