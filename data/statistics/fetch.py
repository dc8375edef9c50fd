"""A table from a statistics service, and of its rows those of one measure at one time, as a file that can be added.

file = fetch(measure, service, into=folder)     asks the service; `file.notes` say what was chosen
"""

import csv
import io
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx

from data.errors import LoadRefusedError
from data.statistics.narrow import Row, Rows, choose_among, kept, several
from data.statistics.periods import last_day_of
from data.statistics.services import Measure, Service
from geo.add.http_retries import LIMIT, Advice, Passing, Wait, answered
from geo.errors import FetchError
from geo.names import listed

ADVICE = Advice(
    command="cep statistics add",
    again="Run the command again later",
    moved="The table may have another address by now: look it up at the service, and give it with --query or in a file "
    "with --services.",
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A table of one value an authority: the file, the day and the words of its period, whom it is printed as, what
    the measure is called there ("" if nothing says), and what was decided.
    """

    path: Path
    on: date
    source: str
    name: str
    notes: tuple[str, ...]


def fetch(  # noqa: PLR0913 - what is asked, and what a reader chooses of the answer
    measure: Measure,
    service: Service,
    *,
    into: Path,
    period: str | None = None,
    keep: Mapping[str, str] | None = None,
    on: date | None = None,
    wait: Wait = time.sleep,
) -> Fetched:
    """The rows of a measure at its latest period, or at the one that is named, written to a folder as a table.

    `keep` says what rows must hold, by column. Raises FetchError where the service does not answer with a table, and
    `LoadRefusedError`, with what to choose from, where it is not certain which rows are meant.
    """
    lines = _asked(measure, service, wait)
    chosen = kept(lines, (service.keep | measure.keep | dict(keep or {})).items())
    chosen, said, notes = _of_period(chosen, service, period)
    answers = several(chosen, area=service.code, value=service.value, period=service.period)
    if answers is not None:
        raise LoadRefusedError(choose_among(answers))
    day = on or last_day_of(said)
    if on is None:
        notes = [
            *notes,
            f"Of the period {said} the last day, {day:%-d %B %Y}, is taken; --date says another.",
        ]
    path = into / f"{service.key}-{measure.key}.csv"
    _write(path, chosen)
    name = _only(chosen, service.name)
    source = ", ".join(part for part in (service.source, name, said) if part)
    return Fetched(path, day, source, name, tuple(notes))


def _asked(measure: Measure, service: Service, wait: Wait) -> Rows:
    query = measure.query if measure.query[:1] in {"/", "?"} else f"?{measure.query}"
    columns = (service.code, service.value, service.period, service.order)

    def table(body: bytes) -> Rows:
        return _table(body, columns, service.host)

    with httpx.Client(timeout=LIMIT, headers={"Accept": "text/csv"}) as client:
        lines = answered(client, f"{service.url}{query}", {}, wait=wait, understand=table, advice=ADVICE)
    total = _only(lines, service.total)
    if total.isdigit() and int(total) > len(lines):
        raise FetchError(
            f"{service.host} has {int(total):,} rows for this and sends {len(lines):,} at once. Ask for fewer with "
            "--query."
        )
    return lines


def _table(body: bytes, columns: Iterable[str], host: str) -> Rows:
    """The rows of an answer; raises `Passing` where the answer was cut short."""
    text = body.decode("utf-8-sig", errors="replace")
    start = text.lstrip()[:1]
    if start in {"<", "{", "["}:
        raise FetchError(
            f"{host} answers with {' '.join(text.split())[:80]}, which is no table. {ADVICE.moved}"
        )
    rows = csv.reader(io.StringIO(text, newline=""))
    header = next(rows, [])
    missing = [name for name in columns if name not in header]
    if missing:
        there = f"it has {listed(header, most=40)}" if start else "its answer is empty"
        raise FetchError(
            f"The table of {host} has no column {' and no column '.join(missing)}; {there}. {ADVICE.moved}"
        )
    lines = [row for row in rows if row]
    if any(len(row) != len(header) for row in lines):
        raise Passing("its table was cut short")
    return [Row(number, dict(zip(header, row, strict=True))) for number, row in enumerate(lines, start=2)]


def _of_period(lines: Rows, service: Service, wanted: str | None) -> tuple[Rows, str, list[str]]:
    """The rows of one period, what it is called, and what is said of the others."""
    order = {line.said(service.period): line.said(service.order) for line in lines}
    periods = sorted(order, key=lambda period: (order[period], period))
    if not periods:
        raise LoadRefusedError(f"{service.host} has no rows for this. Check the query.")
    said = wanted or periods[-1]
    lines = kept(lines, [(service.period, said)])
    said = lines[0].said(service.period)
    if wanted or len(periods) == 1:
        return lines, said, []
    others = f"There are {len(periods)} periods, from {periods[0]} to {periods[-1]}"
    return lines, said, [f"{others}; the latest is taken. --period says another."]


def _only(lines: Rows, column: str | None) -> str:
    """What all rows hold in a column; nothing where they differ, or it is not there."""
    held = {line.said(column or "") for line in lines}
    return held.pop() if len(held) == 1 else ""


def _write(path: Path, lines: Rows) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0].cells))
        writer.writeheader()
        writer.writerows(line.cells for line in lines)
