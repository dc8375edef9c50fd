"""The authorities by code and what followed them, and the bridges, as the store knows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import Connection, select

from data.store.schema import area, area_grouping, area_succession


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
