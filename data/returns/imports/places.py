"""The authorities that the store knows and what became of their codes; what is said of codes that were sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy import Connection, select

from data.returns.imports.changes import error, warning
from data.returns.problems import Problem
from data.returns.sheets.records import Origin
from data.store.info import written
from data.store.schema import area, area_grouping, area_succession

COLUMN = "area_code"
WARD = "E05"
"""What the codes of England's wards begin with."""


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority by one of its codes; the code was in use on `[from_date, to_date)`."""

    code: str
    name: str
    from_date: date | None = None
    to_date: date | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """What a code became: `recode` is the same place under another code, `merge` a part of a larger one."""

    to_code: str
    on_date: date
    kind: str

    @property
    def is_the_same_place(self) -> bool:
        """Whether whole stays whole and a share stays a share."""
        return self.kind == "recode"


class Places:
    """All authorities by code, what each was succeeded by, and the keys of the bridges, read when they are needed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """Every authority by its code."""
        columns = (area.c.area_code, area.c.name, area.c.from_date, area.c.to_date)
        return {row[0]: Authority(*row) for row in self._connection.execute(select(*columns))}

    @cached_property
    def successions(self) -> Mapping[str, Succession]:
        """What became of each code that is no longer in use."""
        steps = area_succession.c
        columns = (steps.from_code, steps.to_code, steps.on_date, steps.kind)
        return {row[0]: Succession(*row[1:]) for row in self._connection.execute(select(*columns))}

    @cached_property
    def bridges(self) -> frozenset[str]:
        """The keys of the bridges that have a patch."""
        keys = select(area_grouping.c.group_code).where(area_grouping.c.grouping == "bridge").distinct()
        return frozenset(self._connection.execute(keys).scalars())

    def called(self, code: str) -> str:
        """A code with its name: `E07000206 (Waveney)`."""
        known = self.authorities.get(code)
        return f"{code} ({known.name})" if known else code


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
