"""The authorities that the store knows, and what became of their codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

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


@dataclass(frozen=True, slots=True)
class Places:
    """All authorities by code, what each was succeeded by, and the keys of the bridges."""

    authorities: Mapping[str, Authority] = field(default_factory=dict)
    successions: Mapping[str, Succession] = field(default_factory=dict)
    bridges: frozenset[str] = frozenset()

    def called(self, code: str) -> str:
        """A code with its name: `E07000206 (Waveney)`."""
        known = self.authorities.get(code)
        return f"{code} ({known.name})" if known else code


def read_places(connection: Connection) -> Places:
    """The places of the store."""
    columns = (area.c.area_code, area.c.name, area.c.from_date, area.c.to_date)
    authorities = {row[0]: Authority(*row) for row in connection.execute(select(*columns))}
    steps = select(
        area_succession.c.from_code,
        area_succession.c.to_code,
        area_succession.c.on_date,
        area_succession.c.kind,
    )
    successions = {row[0]: Succession(*row[1:]) for row in connection.execute(steps)}
    keys = select(area_grouping.c.group_code).where(area_grouping.c.grouping == "bridge").distinct()
    return Places(authorities, successions, frozenset(connection.execute(keys).scalars()))
