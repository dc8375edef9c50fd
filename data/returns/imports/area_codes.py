"""Codes of authorities that were not in use at the date of a row, carried to the successor's, and said.

What the store holds just so already is left alone. An unknown code is an error, with the nearest that is known.

Organisations, support and statistics name one authority at one time. What a partnership covers, it covers from when
to when: such a row is cut where its code ends. Until the day of the change it stays under the old code; from that day
it goes on under the successor's. Where the old authority became a part of a larger one, whole becomes part, its share
is not known any more, and the locality is the old name; where a code alone changed, everything stays.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from data.returns.imports.changes import error, warning
from data.returns.imports.compare import MARK
from data.returns.imports.known_places import Authority, Places, Succession
from data.returns.imports.stored_rows import StoredRows
from data.returns.problems import Problem
from data.returns.sheets import SHEETS, Key, Sheet
from data.returns.sheets.records import Origin, Sent, SentPart, SentRow, SentRows
from data.store.info import written
from data.store.rows import Row

COLUMN = "area_code"
WARD = "E05"
"""What the codes of England's wards begin with."""
COVERAGE = SHEETS["partnership_areas"]


@dataclass
class Codes:
    """The known codes; what is wrong with those that were sent gathers in `problems`."""

    places: Places
    problems: list[Problem] = field(default_factory=list)

    def find(self, code: object, origin: Origin) -> Authority | None:
        """The authority of a code; nothing, and a problem, where it is not known."""
        known = self.places.authorities.get(str(code))
        if known is None:
            self.problems.append(self._unknown(str(code), origin))
        return known

    def after(self, authority: Authority, origin: Origin) -> tuple[Succession, Authority] | None:
        """What an authority became; nothing, and a problem, where that is not known."""
        step = self.places.successions.get(authority.code)
        following = self.places.authorities.get(step.to_code) if step else None
        if step is None or following is None:
            self.problems.append(
                error(
                    origin,
                    COLUMN,
                    authority.code,
                    wrong=f"{self.places.called(authority.code)} is no longer in use, and nobody knows what followed.",
                    right="Give the code that is in use on the row's date.",
                )
            )
            return None
        return step, following

    def on(self, authority: Authority, day: date, origin: Origin) -> Authority | None:
        """The authority that the same ground is in on a day, said where that is another."""
        now: Authority | None = authority
        while now is not None and now.to_date is not None and now.to_date <= day:
            following = self.after(now, origin)
            now = following[1] if following else None
        if now is not None and now is not authority:
            self.say_carried(authority, now, origin, since=authority.to_date)
        elif now is not None:
            self.say_early(authority, day, origin)
        return now

    def say_carried(self, old: Authority, new: Authority, origin: Origin, *, since: date | None) -> None:
        """Say that a row is kept under the code of the successor."""
        when = f" since {written(since)}" if since else ""
        self.problems.append(
            warning(
                origin,
                COLUMN,
                old.code,
                wrong=f"{self.places.called(old.code)} is not in use{when}.",
                right=f"Carried to its successor {self.places.called(new.code)}.",
            )
        )

    def say_early(self, authority: Authority, day: object, origin: Origin) -> None:
        """Say that a code was not in use as yet; the row is kept under it."""
        if authority.from_date is None or not isinstance(day, date) or day >= authority.from_date:
            return
        before = sorted(
            code for code, step in self.places.successions.items() if step.to_code == authority.code
        )
        was = f"; before, the ground was {', '.join(map(self.places.called, before))}" if before else ""
        self.problems.append(
            warning(
                origin,
                COLUMN,
                authority.code,
                wrong=f"{self.places.called(authority.code)} is in use only from {written(authority.from_date)}{was}.",
                right="Kept as it is.",
            )
        )

    def _unknown(self, code: str, origin: Origin) -> Problem:
        if not self.places.authorities:
            return error(
                origin,
                COLUMN,
                code,
                wrong="The store knows no authorities.",
                right="Make it with `cep store init`.",
            )
        return error(
            origin,
            COLUMN,
            code,
            wrong=f"There is no authority with the code {code}.",
            right=self._right(code),
        )

    def _right(self, code: str) -> str:
        if code.startswith(WARD):
            return "Wards are known once their boundaries are: `cep boundaries add FILE --level ward`."
        near = [known for known in self.places.authorities if _is_one_off(code, known)]
        if len(near) == 1:
            return f"Did you mean {self.places.called(near[0])}?"
        return "Give the code of a lower-tier or unitary authority in England."


def _is_one_off(code: str, known: str) -> bool:
    """Whether two codes of one length differ in one character, or in two neighbours that changed places."""
    places = [place for place, (one, other) in enumerate(zip(code, known, strict=False)) if one != other]
    if len(code) != len(known) or len(places) > 2:  # noqa: PLR2004 - two that changed places
        return False
    return len(places) == 1 or (
        places[1] == places[0] + 1
        and code[places[0] : places[1] + 1] == known[places[0] : places[1] + 1][::-1]
    )


Move = Callable[[Codes, Authority, SentRow], Authority | None]


def with_current_codes(sent: SentRows, held: StoredRows, places: Places) -> tuple[SentRows, list[Problem]]:
    """What was sent, in terms of codes in use at the dates of the rows, and what is to be said of it."""
    codes = Codes(places)
    current: dict[str, Sent] = {}
    if len(rows := sent.get(COVERAGE.name, Sent())):
        current[COVERAGE.name] = Sent.of(
            _coverage(
                codes,
                [row for part in rows.parts for row in part.without_blanks()],
                _held_for(COVERAGE, rows, held),
            )
        )
    for sheet, move in MOVES.items():
        if len(rows := sent.get(sheet, Sent())):
            held_rows = _held_for(SHEETS[sheet], rows, held)
            parts = (_moved(SHEETS[sheet], codes, part, held_rows, move) for part in rows.parts)
            current[sheet] = Sent(tuple(parts))
    return {**sent, **current}, codes.problems


def _held_for(sheet: Sheet, sent: Sent, held: StoredRows) -> Mapping[Key, Row]:
    return held.of_keys(sheet.name, sent.joined(sheet.key)).by_key(sheet.key)


def _moved(sheet: Sheet, codes: Codes, part: SentPart, held: Mapping[Key, Row], move: Move) -> SentPart:
    """The rows with their codes moved; those without a code, or held with just this one, as they are."""
    if COLUMN not in part.columns.fields:
        return part
    moved = part.columns[COLUMN].copy()
    for place, one in enumerate(part):
        code = one[COLUMN]
        if code is None or held.get(sheet.key_of(one), {}).get(COLUMN) == code:
            continue
        found = codes.find(code, one.origin)
        now = move(codes, found, one) if found else None
        moved[place] = now.code if now else code
    return replace(part, columns=replace(part.columns, fields={**part.columns.fields, COLUMN: moved}))


def _now(codes: Codes, place: Authority, one: SentRow) -> Authority | None:
    """An organisation is where it is now."""
    return codes.on(place, date.max, one.origin)


def _on_day_of_support(codes: Codes, place: Authority, one: SentRow) -> Authority | None:
    return codes.on(place, _day(one, "support_on"), one.origin)


def _on_reference_date(codes: Codes, place: Authority, one: SentRow) -> Authority | None:
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


def _day(one: SentRow, column: str) -> date:
    day = one.get(column)
    return day if isinstance(day, date) else date.max


@dataclass(frozen=True, slots=True)
class Piece:
    """A row for one stretch of time.

    `moved` is the code it was carried from, None for what stands in the file; `whole` is whether all of that
    authority was covered.
    """

    sent: SentRow
    moved: str | None = None
    whole: bool = False


def _coverage(codes: Codes, sent: Sequence[SentRow], rows: Mapping[Key, Row]) -> Sequence[SentRow]:
    """The rows as stretches of time in which their codes were in use.

    A stretch under a successor's code gives way to a row of the file, and says nothing that the store knows.
    """
    pieces = [piece for one in sent for piece in _pieces(codes, one, rows)]
    stated = {COVERAGE.key_of(piece.sent) for piece in pieces if piece.moved is None}
    together: dict[Key, list[Piece]] = {}
    for piece in pieces:
        key = COVERAGE.key_of(piece.sent)
        if piece.moved is not None and key not in stated:
            together.setdefault(key, []).append(piece)
    return [
        *(piece.sent for piece in pieces if piece.moved is None),
        *(
            _known(rows[key], same[0]) if key in rows else _joined(codes, same)
            for key, same in together.items()
        ),
    ]


def _pieces(codes: Codes, one: SentRow, rows: Mapping[Key, Row]) -> Iterator[Piece]:
    """The row as it is where its code was in use all the time, else cut."""
    held = rows.get(COVERAGE.key_of(one))
    if held is not None and all(held[name] == value for name, value in one.items()):
        yield Piece(one)
        yield from _onwards(codes, one, held, rows)
        return
    place = codes.find(one.get(COLUMN), one.origin)
    if place is None:
        yield Piece(one)
        return
    codes.say_early(place, one.get("from_date"), one.origin)
    yield from _cut(codes, place, Piece(SentRow(_whole_row(held, one), one.origin)), one)


def _onwards(codes: Codes, one: SentRow, held: Row, rows: Mapping[Key, Row]) -> Iterator[Piece]:
    """The successors' rows that a row was cut into earlier; a file that says when the row ends means that."""
    code, end = str(held[COLUMN]), held["to_date"]
    while "to_date" not in one and (step := codes.places.successions.get(code)):
        values = one | {COLUMN: step.to_code, "from_date": step.on_date}
        following = rows.get(COVERAGE.key_of(values))
        if following is None or end != step.on_date:
            return
        yield Piece(SentRow(values, one.origin), code)
        code, end = step.to_code, following["to_date"]


def _known(held: Row, piece: Piece) -> SentRow:
    """A row that is listed and says nothing new."""
    return SentRow({name: held[name] for name in (*COVERAGE.key, MARK)}, piece.sent.origin)


def _whole_row(held: Row | None, one: SentRow) -> Row:
    known = {name: value for name, value in (held or {}).items() if name in COVERAGE.fields}
    return known | one


def _cut(codes: Codes, place: Authority, piece: Piece, stated: SentRow) -> Iterator[Piece]:
    row, origin = piece.sent, piece.sent.origin
    begin, end = row.get("from_date"), row.get("to_date")
    following = codes.after(place, origin) if _outlives(place, end) else None
    if following is None or place.to_date is None:
        yield piece if piece.moved else Piece(stated)
        return
    step, successor = following
    if not isinstance(begin, date) or begin < place.to_date:
        until = {"to_date": place.to_date}
        yield Piece(SentRow((row if piece.moved else stated) | until, origin), piece.moved)
        begin = place.to_date
    if not piece.moved:
        codes.say_carried(place, successor, origin, since=place.to_date)
    onwards = row | _under(step, place, row) | {COLUMN: successor.code, "from_date": begin, "to_date": end}
    yield from _cut(
        codes, successor, Piece(SentRow(onwards, origin), place.code, row["coverage"] == "whole"), stated
    )


def _outlives(place: Authority, end: object) -> bool:
    """Whether a row that ends then goes on after the code has ended."""
    return place.to_date is not None and (not isinstance(end, date) or end > place.to_date)


def _under(step: Succession, place: Authority, row: Row) -> Row:
    """What changes in a row under the successor."""
    if step.is_the_same_place:
        return {}
    return {"coverage": "part", "share": None, "locality": row.get("locality") or place.name}


def _joined(codes: Codes, pieces: Sequence[Piece]) -> SentRow:
    """One row for several old authorities in the same new one: the whole of it if they are all that it was made of."""
    first = pieces[0].sent
    if len(pieces) == 1:
        return first
    code = first[COLUMN]
    before = {old for old, step in codes.places.successions.items() if step.to_code == code}
    if before == {piece.moved for piece in pieces if piece.whole}:
        return SentRow(first | {"coverage": "whole", "locality": None}, first.origin)
    names = dict.fromkeys(str(name) for piece in pieces if (name := piece.sent.get("locality")))
    return SentRow(first | {"locality": "; ".join(names) or None}, first.origin)
