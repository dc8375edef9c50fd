"""Codes of authorities that were not in use at the date of a row, carried to the successor's, and said.

What the store holds just so already is left alone. An unknown code is an error, with the nearest that is known.

Organisations, support and statistics name one authority at one time. What a partnership covers, it covers from when
to when: such a row is cut where its code ends. Until the day of the change it stays under the old code; from that day
it goes on under the successor's. Where the old authority became a part of a larger one, whole becomes part, its share
is not known any more, and the locality is the old name; where a code alone changed, everything stays.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.returns.imports.changes import Sent, SentRows, error
from data.returns.imports.compare import MARK
from data.returns.imports.entities import ENTITIES, Key
from data.returns.imports.places import COLUMN, Authority, Codes, Places, Succession
from data.returns.imports.stored_rows import StoredRows
from data.returns.problems import Problem
from data.store.rows import Row

Move = Callable[[Codes, Authority, Sent], Authority | None]
COVERAGE = ENTITIES["partnership_areas"]


def with_current_codes(sent: SentRows, held: StoredRows, places: Places) -> tuple[SentRows, list[Problem]]:
    """What was sent, in terms of codes in use at the dates of the rows, and what is to be said of it."""
    codes = Codes(places)
    current: dict[str, Sequence[Sent]] = {}
    if rows := sent.get(COVERAGE.name):
        current[COVERAGE.name] = _coverage(codes, rows, _held_for(COVERAGE.name, rows, held))
    for sheet, move in MOVES.items():
        if rows := sent.get(sheet):
            current[sheet] = _moved(sheet, codes, rows, _held_for(sheet, rows, held), move)
    return {**sent, **current}, codes.problems


def _held_for(sheet: str, sent: Sequence[Sent], held: StoredRows) -> Mapping[Key, Row]:
    return held.of_keys(sheet, {ENTITIES[sheet].key_of(one.values) for one in sent})


def _moved(sheet: str, codes: Codes, sent: Sequence[Sent], held: Mapping[Key, Row], move: Move) -> list[Sent]:
    """The rows with their codes moved; those without a code, or held with just this one, as they are."""
    entity = ENTITIES[sheet]
    moved = []
    for one in sent:
        code = one.values.get(COLUMN)
        if code is None or held.get(entity.key_of(one.values), {}).get(COLUMN) == code:
            moved.append(one)
            continue
        place = codes.find(code, one.origin)
        now = move(codes, place, one) if place else None
        moved.append(Sent(one.values | {COLUMN: now.code}, one.origin) if now else one)
    return moved


def _now(codes: Codes, place: Authority, one: Sent) -> Authority | None:
    """An organisation is where it is now."""
    return codes.on(place, date.max, one.origin)


def _on_day_of_support(codes: Codes, place: Authority, one: Sent) -> Authority | None:
    return codes.on(place, _day(one, "support_on"), one.origin)


def _on_reference_date(codes: Codes, place: Authority, one: Sent) -> Authority | None:
    """A value holds for a day; values of authorities that were merged are not added up here."""
    day = _day(one, "reference_date")
    step = codes.places.successions.get(place.code)
    if place.to_date is None or place.to_date > day or step is None or step.is_the_same_place:
        return codes.on(place, day, one.origin)
    codes.problems.append(
        error(
            one.origin,
            COLUMN,
            place.code,
            wrong=f"{codes.places.called(place.code)} was then a part of {codes.places.called(step.to_code)}.",
            right="Give one value for the whole of it, or bring the file in with `cep statistics add`.",
        )
    )
    return None


MOVES: Mapping[str, Move] = {
    "organisations": _now,
    "support": _on_day_of_support,
    "area_statistics": _on_reference_date,
}
"""The sheets whose rows name one authority, each with the authority that a row is to name."""


def _day(one: Sent, column: str) -> date:
    day = one.values.get(column)
    return day if isinstance(day, date) else date.max


@dataclass(frozen=True, slots=True)
class Piece:
    """A row for one stretch of time.

    `moved` is the code it was carried from, None for what stands in the file; `whole` is whether all of that
    authority was covered.
    """

    sent: Sent
    moved: str | None = None
    whole: bool = False


def _coverage(codes: Codes, sent: Sequence[Sent], rows: Mapping[Key, Row]) -> Sequence[Sent]:
    """The rows as stretches of time in which their codes were in use.

    A stretch under a successor's code gives way to a row of the file, and says nothing that the store knows.
    """
    pieces = [piece for one in sent for piece in _pieces(codes, one, rows)]
    stated = {COVERAGE.key_of(piece.sent.values) for piece in pieces if piece.moved is None}
    together: dict[Key, list[Piece]] = {}
    for piece in pieces:
        key = COVERAGE.key_of(piece.sent.values)
        if piece.moved is not None and key not in stated:
            together.setdefault(key, []).append(piece)
    return [
        *(piece.sent for piece in pieces if piece.moved is None),
        *(
            _known(rows[key], same[0]) if key in rows else _joined(codes, same)
            for key, same in together.items()
        ),
    ]


def _pieces(codes: Codes, one: Sent, rows: Mapping[Key, Row]) -> Iterator[Piece]:
    """The row as it is where its code was in use all the time, else cut."""
    held = rows.get(COVERAGE.key_of(one.values))
    if held is not None and all(held[name] == value for name, value in one.values.items()):
        yield Piece(one)
        yield from _onwards(codes, one, held, rows)
        return
    place = codes.find(one.values.get(COLUMN), one.origin)
    if place is None:
        yield Piece(one)
        return
    codes.say_early(place, one.values.get("from_date"), one.origin)
    yield from _cut(codes, place, Piece(Sent(_whole_row(held, one), one.origin)), one)


def _onwards(codes: Codes, one: Sent, held: Row, rows: Mapping[Key, Row]) -> Iterator[Piece]:
    """The successors' rows that a row was cut into earlier; a file that says when the row ends means that."""
    code, end = str(held[COLUMN]), held["to_date"]
    while "to_date" not in one.values and (step := codes.places.successions.get(code)):
        values = one.values | {COLUMN: step.to_code, "from_date": step.on_date}
        following = rows.get(COVERAGE.key_of(values))
        if following is None or end != step.on_date:
            return
        yield Piece(Sent(values, one.origin), code)
        code, end = step.to_code, following["to_date"]


def _known(held: Row, piece: Piece) -> Sent:
    """A row that is listed and says nothing new."""
    return Sent({name: held[name] for name in (*COVERAGE.key, MARK)}, piece.sent.origin)


def _whole_row(held: Row | None, one: Sent) -> Row:
    known = {name: value for name, value in (held or {}).items() if name in COVERAGE.fields}
    return known | one.values


def _cut(codes: Codes, place: Authority, piece: Piece, stated: Sent) -> Iterator[Piece]:
    row, origin = piece.sent.values, piece.sent.origin
    begin, end = row.get("from_date"), row.get("to_date")
    following = codes.after(place, origin) if _outlives(place, end) else None
    if following is None or place.to_date is None:
        yield piece if piece.moved else Piece(stated)
        return
    step, successor = following
    if not isinstance(begin, date) or begin < place.to_date:
        until = {"to_date": place.to_date}
        yield Piece(Sent((row if piece.moved else stated.values) | until, origin), piece.moved)
        begin = place.to_date
    if not piece.moved:
        codes.say_carried(place, successor, origin, since=place.to_date)
    onwards = row | _under(step, place, row) | {COLUMN: successor.code, "from_date": begin, "to_date": end}
    yield from _cut(
        codes, successor, Piece(Sent(onwards, origin), place.code, row["coverage"] == "whole"), stated
    )


def _outlives(place: Authority, end: object) -> bool:
    """Whether a row that ends then goes on after the code has ended."""
    return place.to_date is not None and (not isinstance(end, date) or end > place.to_date)


def _under(step: Succession, place: Authority, row: Row) -> Row:
    """What changes in a row under the successor."""
    if step.is_the_same_place:
        return {}
    return {"coverage": "part", "share": None, "locality": row.get("locality") or place.name}


def _joined(codes: Codes, pieces: Sequence[Piece]) -> Sent:
    """One row for several old authorities in the same new one: the whole of it if they are all that it was made of."""
    first = pieces[0].sent
    if len(pieces) == 1:
        return first
    code = first.values[COLUMN]
    before = {old for old, step in codes.places.successions.items() if step.to_code == code}
    if before == {piece.moved for piece in pieces if piece.whole}:
        return Sent(first.values | {"coverage": "whole", "locality": None}, first.origin)
    names = dict.fromkeys(str(name) for piece in pieces if (name := piece.sent.values.get("locality")))
    return Sent(first.values | {"locality": "; ".join(names) or None}, first.origin)
