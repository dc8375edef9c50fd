"""The routes by which statistics and boundaries come in, with the steps of a return: choose, look, load, take back.

A table becomes a batch that is undone as every other; boundaries are prepared by the command `cep boundaries` in a
process of its own, because the libraries for shapes are native code and no page needs them.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from flask import Flask, Response

from dashboard import words
from dashboard.people import Right
from dashboard.web.uploads import answers
from dashboard.web.uploads.service import Upload, UploadError, UploadMissingError, Uploads
from dashboard.web.writing import (
    answers_sent,
    as_json,
    begin,
    body_sent,
    files_sent,
    guarded,
    sentence,
    who_loads,
    why_not,
    with_refusals,
)
from data.errors import LoadRefusedError
from data.returns.imports import Batch
from data.returns.reader.files import TEXTS, WORKBOOKS
from data.statistics import Outline, Ready, Request
from data.taxonomy import MEASURE_KINDS
from geo.names import LEVELS

SHAPES: Final = (".gpkg", ".geojson", ".json", ".topojson", ".kml", ".kmz", ".gml", ".fgb")
ACCEPTED: Final = (*WORKBOOKS, *TEXTS, ".zip", *SHAPES)
ROWS: Final = "rows"
"""What is said for the column of values where rows are counted."""
SECONDS: Final = 300
NEEDED: Final = ("level", "vintage")
FIELDS: Final = {
    "--value-column": "Values",
    "--sum": "Add up",
    "--count-rows": "Values",
    "--code-column": "Column of places",
    "--name-column": "Column of names",
    "--where": "Only rows with",
    "--period": "Period",
    "--date": "Day",
    "--sheet": "Sheet",
    "--kind": "Kind",
    "--weights": "Weights",
    "--level": "Level",
    "--vintage": "Year",
    "--layer": "Layer",
    "--repair": "Repair overlaps",
}
"""An option of the command -> the field of the page that says the same."""
_OPTION = re.compile(rf"({'|'.join(FIELDS)})\b(?: “([^”]*)”| each)?")
REFUSALS: Final[Mapping[type[Exception], int]] = {UploadMissingError: 404, UploadError: 503}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedService:
    """What the routes may do with statistics and boundaries, given to them without the store itself.

    `outline(file)` says what a table has to choose from, `prepare(file, request)` compares it with the store,
    `add(ready, who=)` writes it. `measures()` has the label of every measure, `sets()` every set of boundaries;
    `remove` takes one of a level and vintage out. `store` is the address that `cep boundaries` is given.
    """

    uploads: Uploads
    store: str
    outline: Callable[[Path], Outline]
    prepare: Callable[[Path, Request], Ready]
    add: Callable[..., Batch | None]
    measures: Callable[[], Mapping[str, str]]
    sets: Callable[[], Sequence[Mapping[str, Any]]]
    remove: Callable[[str, str], bool]


def register(server: Flask, service: AddedService) -> None:
    """Add the routes below /data/added."""

    def add(rule: str, answer: Callable[[AddedService], Response]) -> None:
        safe = with_refusals(guarded(partial(answer, service), Right.ADMINISTER), also=REFUSALS)
        server.add_url_rule(f"/data/added/{rule}", f"data-added-{rule}", safe, methods=["POST"])

    server.add_url_rule("/data/added", "data-added", partial(_begin, service))
    for rule, answer in (("keep", _keep), ("look", _look), ("load", _load), ("remove", _remove)):
        add(rule, answer)


def _begin(service: AddedService) -> Response:
    """What the page needs to begin with: what may be added, and the boundaries that are drawn."""
    may_add = not why_not(Right.ADMINISTER)
    return begin(
        Right.ADMINISTER,
        accepts=list(ACCEPTED),
        levels=[[level.key, words.capital(level.many)] for level in LEVELS.values()],
        kinds=list(MEASURE_KINDS),
        measures=sorted(service.measures().values(), key=str.casefold),
        sets=[_of_set(row) for row in service.sets()] if may_add else [],
    )


def _of_set(row: Mapping[str, Any]) -> dict[str, object]:
    level = LEVELS[row["level"]]
    many, origin = words.capital(level.many), row["file_name"] or "come with the product"
    return {
        "level": row["level"],
        "vintage": row["vintage"],
        "words": f"{many} of {row['vintage']}: {words.number(row['features'])}, {origin}",
        "may_remove": row["file_name"] is not None,
    }


def _keep(service: AddedService) -> Response:
    """Keep a file that came, and say what it has to choose from."""
    sent = files_sent()
    if not sent:
        return sentence("Choose a file.", 400)
    upload = service.uploads.keep(sent, by=token_hex(16))
    named = words.listing(list(upload.names), most=4)
    if _are_shapes(upload):
        said = f"{named} is kept. Say what its areas are, then look."
        return as_json({"key": upload.key, "what": "boundaries", "sentence": said})
    if len(upload.files) > 1:
        return sentence("Choose one table at a time.", 400)
    try:
        found = service.outline(upload.files[0])
    except LoadRefusedError as error:
        service.uploads.drop(upload.key)
        return sentence(in_words_of_the_page(str(error)), 409)
    where = f"places are in {found.area}" if found.area else "say which column has the places"
    said = f"{named} is read: {where}. Say what its values are, then look."
    outlined = {
        "sheets": found.sheets,
        "area": found.area,
        "numbers": found.numbers,
        "columns": found.columns,
        "periods": found.periods,
    }
    return as_json({"key": upload.key, "what": "statistics", "sentence": said, **outlined})


def _look(service: AddedService) -> Response:
    """Say what adding would do, with what was decided and left out; nothing is written."""
    body = answers_sent()
    upload = service.uploads.find(str(body.get("key", "")))
    if _are_shapes(upload):
        done = _boundaries(service, upload, body, dry_run=True)
        return as_json(
            {
                "key": upload.key,
                "may_load": done.is_done,
                "is_refused": not done.is_done,
                "sentence": done.said[-1],
                "notes": done.said[:-1],
                "load_label": "Add the boundaries",
            }
        )
    try:
        ready = service.prepare(upload.files[0], _request(service, body))
    except LoadRefusedError as error:
        said = in_words_of_the_page(str(error))
        return as_json({"key": upload.key, "may_load": False, "is_refused": True, "sentence": said})
    return as_json(_seen(upload, ready))


def _load(service: AddedService) -> Response:
    """Add what was looked at, if that does what the reader has seen; else show what it would do now."""
    body = answers_sent()
    upload = service.uploads.find(str(body.get("key", "")))
    if _are_shapes(upload):
        done = _boundaries(service, upload, body, dry_run=False)
        if done.is_done:
            service.uploads.drop(upload.key)
        return as_json({"sentence": done.said[-1]}, status=200 if done.is_done else 409)
    ready = service.prepare(upload.files[0], _request(service, body))
    if _fingerprint(ready) != body.get("seen"):
        now = _seen(upload, ready)
        return as_json(
            now | {"sentence": f"The store has changed since you looked. {now['sentence']}"}, status=409
        )
    batch = service.add(ready, who=who_loads(body))
    service.uploads.drop(upload.key)
    label = ready.measure["label"]
    if batch is None:
        return sentence(f"The store has these values of {label} already.")
    said = words.sentences(
        f"Added {label} as batch {batch.number}: {answers.counted(batch.entry.total)}",
        "It is among the measures of Counting now; the batch can be undone below",
    )
    return as_json({"sentence": said, "batch": batch.number})


def _remove(service: AddedService) -> Response:
    body = body_sent()
    level, vintage = str(body.get("level", "")), str(body.get("vintage", ""))
    if level not in LEVELS or not service.remove(level, vintage):
        return sentence("No such boundaries were added.", 404)
    return sentence(f"The boundaries of {LEVELS[level].many} of {vintage} were removed.")


def _seen(upload: Upload, ready: Ready) -> answers.Answer:
    changing = not ready.difference.is_empty
    label = ready.measure["label"]
    said = (
        f"Adding {label} would make {answers.counted(ready.difference.total)}. Nothing has been written yet."
        if changing
        else f"The store has these values of {label} already: nothing to add."
    )
    changes = ready.difference.changes
    return {
        "key": upload.key,
        "seen": _fingerprint(ready),
        "may_load": changing,
        "is_refused": False,
        "sentence": said,
        "notes": [in_words_of_the_page(note) for note in ready.notes],
        "load_label": f"Add {words.count_of(len(changes), 'value')}",
        "difference": answers.of_changes(changes, "What exactly would these statistics change?")
        if changing
        else None,
    }


def _fingerprint(ready: Ready) -> str:
    """A checksum of what adding would write."""
    return sha256(
        repr((sorted(ready.measure.items()), ready.difference.changes.checksum)).encode()
    ).hexdigest()


def _request(service: AddedService, body: Mapping[str, Any]) -> Request:
    """What the fields of the page ask for. Raises `LoadRefusedError` where they do not go together."""

    def said(name: str) -> str | None:
        return str(body.get(name) or "").strip() or None

    label, values = said("label"), said("values")
    if label is None:
        raise LoadRefusedError("Say what the measure is called.")
    known = next(
        (key for key, name in service.measures().items() if name.casefold() == label.casefold()), None
    )
    where = [part.partition("=") for part in (said("where") or "").split(";") if part.strip()]
    if not all(equals for _, equals, _ in where):
        raise LoadRefusedError("Write what rows must hold as COLUMN=VALUE, with a semicolon between several.")
    kind = said("kind")
    return Request(
        measure=known or _key(label),
        on=_day(said("on")),
        code_column=said("places"),
        value_column=None if values == ROWS else values,
        sheet=said("sheet"),
        kind=kind,
        source=said("source"),
        label=None if known else label,
        lower_is_needier=None if known and not body.get("lower") else body.get("lower") is True,
        count_rows=values == ROWS,
        add_up=values != ROWS and body.get("sum") is True,
        where=tuple((column.strip(), value.strip()) for column, _, value in where),
        period=said("period"),
    )


def _key(label: str) -> str:
    """A key for what a measure is called: children_in_low_income."""
    plain = "_".join(re.findall(r"[a-z0-9]+", label.casefold())).lstrip("0123456789_")[:60].rstrip("_")
    return plain if len(plain) > 1 else f"measure_{sha256(label.encode()).hexdigest()[:8]}"


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as error:
        raise LoadRefusedError(
            f"“{words.shortened(said or '')}” is not a day; write it as 2019-09-26."
        ) from error


@dataclass(frozen=True, slots=True)
class _Done:
    """Whether the command did what it was asked, and the sentences that it said."""

    is_done: bool
    said: list[str]


def _boundaries(service: AddedService, upload: Upload, body: Mapping[str, Any], *, dry_run: bool) -> _Done:
    """Run `cep boundaries add` on the files of an upload."""
    options = [
        part
        for name in ("level", "vintage", "layer", "code-column", "name-column", "attribution")
        if (value := str(body.get(name) or "").strip())
        for part in (f"--{name}", value)
    ]
    if not all(str(body.get(name) or "").strip() for name in NEEDED):
        return _Done(is_done=False, said=["Say what the areas are, and of which year."])
    flags = [
        flag for flag, is_on in (("--dry-run", dry_run), ("--repair", body.get("repair") is True)) if is_on
    ]
    code = "from dashboard.cli import main; main()"
    environment = {**os.environ, "CEP_STORE": service.store, "PYTHONUTF8": "1"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[3])
    try:
        with TemporaryDirectory(dir=service.uploads.folder) as folder:
            file = str(_brought(upload, folder))
            command = [sys.executable, "-P", "-c", code, "boundaries", "add", *options, *flags, "--", file]
            ran = subprocess.run(  # noqa: S603 - our own command
                command, env=environment, capture_output=True, timeout=SECONDS, check=False, encoding="utf-8"
            )
    except subprocess.TimeoutExpired:
        return _Done(is_done=False, said=["This took too long. Choose boundaries that are more generalised."])
    is_done = ran.returncode == 0
    lines = [
        in_words_of_the_page(line)
        for line in (ran.stdout if is_done else ran.stderr).splitlines()
        if line.strip()
    ]
    if ran.returncode not in (0, 1) or not lines:
        return _Done(
            is_done=False,
            said=["The file cannot be prepared: it is damaged, or what was said of it is not right."],
        )
    return _Done(is_done=is_done, said=lines)


def _brought(upload: Upload, folder: str) -> Path:
    """The file to open, with all that was sent brought together into a folder, as the parts of a shapefile need it."""
    copies = [Path(shutil.copy(file, folder)) for file in upload.files]
    return next((file for file in copies if file.suffix.lower() == ".shp"), copies[0])


def _are_shapes(upload: Upload) -> bool:
    """Whether an upload is of boundaries: by its ending, and a zip by what it holds."""
    for file in upload.files:
        ending = file.suffix.lower()
        if ending in {*SHAPES, ".shp"}:
            return True
        if ending == ".zip":
            try:
                with ZipFile(file) as opened:
                    return any(name.lower().endswith((*SHAPES, ".shp")) for name in opened.namelist())
            except BadZipFile:
                return False
    return False


def in_words_of_the_page(text: str) -> str:
    """A sentence of the command with the fields of the page for its options."""
    return _OPTION.sub(lambda found: f"“{FIELDS[found[1]]}”{f' ({found[2]})' if found[2] else ''}", text)
