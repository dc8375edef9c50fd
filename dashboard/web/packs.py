"""The routes by which the Data page shows what is made by itself, writes it down, and makes it at once.

Taking a pack out and bringing it back are those of everything that people write (`notes`). Files go to the usual folder
alone: whoever names another one does so on the command line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from flask import Flask, Response

from dashboard import words
from dashboard.exports.forms import PAPER_FORMS
from dashboard.indicators.profile.partnerships import UnknownPartnership
from dashboard.packs import said
from dashboard.packs.asked import USUAL_FORMS, pack_asked
from dashboard.packs.days import RELATIVE
from dashboard.packs.run import Running, named
from dashboard.pages import QuestionReader
from dashboard.people import Right
from dashboard.question import QueryError, known_words
from dashboard.settings import packs_folder
from dashboard.web.writing import (
    as_json,
    begin,
    body_sent,
    guarded,
    name_of_writer,
    who_writes,
    why_not,
    with_refusals,
)
from data.errors import ChangeRefusedError
from data.packs import Pack, PackStore, Run, packs_of
from data.returns.imports import Batch
from data.taxonomy import PACK_KINDS, RHYTHMS

LAST: Final = 3
"""How often the page says what became of a pack."""
PERIODS: Final = {
    "last-quarter-end": "The last quarter’s end",
    "last-month-end": "The last month’s end",
    "last-week-end": "The last week’s end",
}
REFUSALS: Final[dict[type[Exception], int]] = {QueryError: 409, UnknownPartnership: 409}


@dataclass(frozen=True, slots=True, kw_only=True)
class PacksService:
    """What the routes may do: read `store`, and `put(sheet, rows, title=, who=)` what was written."""

    store: PackStore
    put: Callable[..., Batch]


def register(server: Flask, reader: QuestionReader, service: PacksService) -> None:
    """Add the routes below /data/packs."""
    server.add_url_rule("/data/packs", "data-packs", partial(_begin, reader, service))
    for name, answer in (("add", _add), ("make", _make)):
        safe = guarded(partial(answer, service), Right.LOAD)
        rule = f"/data/packs/{name}"
        server.add_url_rule(rule, f"data-packs-{name}", with_refusals(safe, also=REFUSALS), methods=["POST"])


def _begin(reader: QuestionReader, service: PacksService) -> Response:
    """What is made by itself, and what there is to choose from; nothing for who may not have anything made."""
    programme, today = reader.programme(), date.today()  # noqa: DTZ011 - the day where the reader is
    may_make = not why_not(Right.LOAD)
    runs = service.store.runs() if may_make else ()
    bridges = known_words(programme).get("bridge", {})
    return begin(
        Right.LOAD,
        kinds=[*PACK_KINDS.items()],
        rhythms=[*RHYTHMS.items()],
        forms=[[key, form.name, key in USUAL_FORMS] for key, form in PAPER_FORMS.items()],
        days=[[key, PERIODS[key]] for key in RELATIVE],
        bridges=[*bridges.items()],
        folder=packs_folder() if may_make else "",
        packs=[_of_pack(pack, runs, today) for pack in packs_of(programme)] if may_make else [],
    )


def _of_pack(pack: Pack, runs: tuple[Run, ...], today: date) -> dict[str, object]:
    own = [run for run in runs if run.pack == pack.key]
    return {
        "key": pack.key,
        "name": pack.name,
        "cells": [
            ["What", said.what(pack)],
            ["When", said.rhythm(pack)],
            ["To", words.listing(list(pack.recipients)) or "nobody"],
            ["Next", said.coming(pack, runs, today)],
        ],
        "became": [said.became(run) for run in own[:LAST]],
        "is_wrong": bool(own and own[0].problem),
    }


def _add(service: PacksService) -> Response:
    """Write down what is to be made by itself."""
    body = body_sent()

    def text(name: str) -> str:
        value = body.get(name)
        return value if isinstance(value, str) else ""

    pack = pack_asked(
        service.store.programme(),
        name=text("name"),
        kind=text("kind"),
        every=text("every"),
        days_after=_days(body.get("days_after")),
        address=text("address"),
        filters=[(key, text(key)) for key in ("as_at", "bridge") if text(key)],
        forms=_texts(body.get("forms")) if text("kind") == "paper" else (),
        recipients=[text("recipients").replace(",", ";")],
        on=date.today(),  # noqa: DTZ011 - the day where the reader is
        who=name_of_writer(body),
    )
    rows, title = [pack.row(date.today())], f"Pack: {pack.name}"  # noqa: DTZ011
    batch = service.put("packs", rows, title=title, who=who_writes(body))
    return as_json(
        {"sentence": f"{pack.name} is written down; cep packs run --due makes it.", "batch": batch.number}
    )


def _make(service: PacksService) -> Response:
    """Make a pack at once, due or not."""
    body = body_sent()
    pack = named(packs_of(service.store.programme()), str(body.get("pack", "")))
    # A reader waits for the answer: what cannot be sent at once goes with the next run.
    running = Running(service.store, date.today(), wait=None)  # noqa: DTZ011
    done = list(running.now(pack))
    answer = {"sentence": " ".join(one.said for one in done), "is_wrong": any(one.is_wrong for one in done)}
    return as_json(answer)


def _texts(value: object) -> Sequence[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _days(value: object) -> int:
    text = str(value or 0)
    if not text.isascii() or not text.isdigit() or len(text) > 3:  # noqa: PLR2004 - digits of a year
        raise ChangeRefusedError("Say the days as a whole number.")
    return int(text)
