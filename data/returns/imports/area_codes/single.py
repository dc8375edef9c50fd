"""Rows that name one authority at one time: organisations, support, statistics."""

from collections.abc import Callable, Sequence
from datetime import date

from data.returns.imports.area_codes.successors import COLUMN, Codes
from data.returns.imports.checks.result import error
from data.returns.imports.entities import ENTITIES
from data.returns.imports.places import Authority
from data.returns.imports.records import Held, Sent

Move = Callable[[Authority, Sent], Authority | None]


def organisations(codes: Codes, sent: Sequence[Sent], held: Held) -> Sequence[Sent]:
    """An organisation is where it is now."""
    return _moved(
        "organisations", codes, sent, held, lambda place, one: codes.on(place, date.max, one.origin)
    )


def support(codes: Codes, sent: Sequence[Sent], held: Held) -> Sequence[Sent]:
    """Support was given on a day."""
    return _moved(
        "support", codes, sent, held, lambda place, one: codes.on(place, _day(one, "support_on"), one.origin)
    )


def statistics(codes: Codes, sent: Sequence[Sent], held: Held) -> Sequence[Sent]:
    """A value holds for a day; values of authorities that were merged are not added up here."""

    def move(place: Authority, one: Sent) -> Authority | None:
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

    return _moved("area_statistics", codes, sent, held, move)


def _moved(sheet: str, codes: Codes, sent: Sequence[Sent], held: Held, move: Move) -> list[Sent]:
    """The rows with their codes moved; those without a code, or held with just this one, as they are."""
    entity = ENTITIES[sheet]
    rows = held.get(sheet, {})
    moved = []
    for one in sent:
        code = one.values.get(COLUMN)
        if code is None or rows.get(entity.key_of(one.values), {}).get(COLUMN) == code:
            moved.append(one)
            continue
        place = codes.find(code, one.origin)
        now = move(place, one) if place else None
        moved.append(Sent(one.values | {COLUMN: now.code}, one.origin) if now else one)
    return moved


def _day(one: Sent, column: str) -> date:
    day = one.values.get(column)
    return day if isinstance(day, date) else date.max
