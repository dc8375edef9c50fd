"""The routes by which two organisations of the store become one: found, looked at, merged as one batch."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import Flask, Response, request
from pandas import DataFrame

from dashboard import words
from dashboard.cache import cached
from dashboard.pages import QuestionReader
from dashboard.people import Right
from dashboard.web.uploads import answers
from dashboard.web.writing import as_json, begin, body_sent, guarded, who_loads, why_not, with_refusals
from data.errors import ChangeRefusedError
from data.names import by_name
from data.programme.programme import Programme
from data.returns.imports import Batch, Difference
from data.returns.spelling import likened
from data.taxonomy import SECTORS

MOST, MOST_ALIKE, MOST_TABLES = 20, 50, 3
APART: Final = re.compile(r" \([^()]*\)$")
"""What stands behind a name that several organisations have."""
Named = tuple[str, str]
"""The key of an organisation, and what tells a reader which one it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationsService:
    """What the routes may do, given to them without the store: `would_merge(kept, gone)`, `merge(kept, gone, who=)`."""

    would_merge: Callable[[str, str], Difference]
    merge: Callable[..., Batch]


def register(server: Flask, reader: QuestionReader, service: OrganisationsService) -> None:
    """Add the routes below /data/organisations."""
    server.add_url_rule("/data/organisations", "data-organisations", partial(_begin, reader))
    for rule, answer in (("look", _look), ("merge", _merge)):
        safe = with_refusals(guarded(partial(answer, service), Right.LOAD))
        server.add_url_rule(
            f"/data/organisations/{rule}", f"data-organisations-{rule}", safe, methods=["POST"]
        )


def _begin(reader: QuestionReader) -> Response:
    """What the page begins with; with ?q= the organisations whose names or keys have these words."""
    if why_not(Right.LOAD):
        return begin(Right.LOAD, found=[], alike=[])
    held, asked = organisations(reader.programme()), request.args.get("q", "")
    wanted = likened(asked).split()
    found = [one for one in held if all(word in likened(" ".join(one)) for word in wanted)] if asked else []
    pairs = [] if asked else list(alike(reader.programme()))[:MOST_ALIKE]
    return begin(Right.LOAD, found=found[:MOST], alike=pairs)


def _look(service: OrganisationsService) -> Response:
    """Say what merging two would change."""
    difference = service.would_merge(*_two())
    return as_json(
        {
            "sentence": words.sentences(
                f"Making one of them would make {answers.counted(difference.total)}",
                "Nothing has been written yet",
            ),
            "counts": answers.of_counts(difference),
            "difference": answers.of_changes(difference.changes, "What exactly would it change?"),
        }
    )


def _merge(service: OrganisationsService) -> Response:
    batch = service.merge(*_two(), who=who_loads(body_sent()))
    return as_json({"sentence": answers.loaded(batch), "batch": batch.number})


def _two() -> Named:
    """The key that stays and the one that ends. Raises `ChangeRefusedError` where one is not said."""
    body = body_sent()
    kept, gone = str(body.get("kept") or ""), str(body.get("gone") or "")
    if not kept or not gone:
        raise ChangeRefusedError("Say which two organisations are one.")
    return kept, gone


@cached()
def organisations(programme: Programme) -> list[Named]:
    """Return every organisation by name: its sector, and at whose tables it sits."""
    held = programme.organisations.sort_values("name", key=by_name)
    tables = _tables(programme)
    return [
        (key, " · ".join(part for part in (name, SECTORS[sector].label, tables.get(key, ""), key) if part))
        for key, name, sector in held[["organisation", "name", "sector"]].itertuples(index=False)
    ]


def alike(programme: Programme) -> Iterator[tuple[Named, Named]]:
    """Yield pairs of organisations whose names differ in no more than case, accents and punctuation."""
    named = dict(organisations(programme))
    groups: dict[str, list[str]] = defaultdict(list)
    for key, name in programme.organisations[["organisation", "name"]].itertuples(index=False):
        groups[likened(APART.sub("", name))].append(key)
    for first, *others in groups.values():
        for other in others:
            yield (first, named[first]), (other, named[other])


def _tables(programme: Programme) -> dict[str, str]:
    """The partnerships at whose tables each organisation is or was: some by name, then how many more."""
    names: DataFrame = programme.partnerships[["partnership", "name"]]
    seats = (
        programme.memberships[["organisation", "partnership"]]
        .drop_duplicates()
        .merge(names, on="partnership")
    )
    return {
        str(key): words.listing(some.tolist(), most=MOST_TABLES)
        for key, some in seats.groupby("organisation")["name"]
    }
