"""The mappings that a store keeps by name, so that the next list of the same kind is read as the last one was."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, Engine, select

from data.errors import AnswersError
from data.returns.lists.mapping import AS_AT, Answered, Mapping, from_json
from data.store.engine import reading
from data.store.rows import put_row
from data.store.schema import mapping as kept


def keep_on(connection: Connection, mapping: Mapping, *, who: str | None) -> None:
    """Keep a mapping in the place of one of its name; without its day, which the next list has of its own."""
    today = date.today()  # noqa: DTZ011 - the day where the reader is
    decisions = replace(mapping, as_at=None, answers=_lasting(mapping)).as_json()
    row = {"mapping": mapping.name, "decisions": decisions, "kept_on": today, "who": who}
    put_row(connection, kept, row)


def _lasting(mapping: Mapping) -> dict[Answered, str]:
    """The answers that hold for the next list too: all but which day this one speaks of."""
    return {asked: answer for asked, answer in mapping.answers.items() if asked[0] != AS_AT}


def kept_as(engine: Engine, name: str) -> Mapping:
    """The mapping of a name. Raises `AnswersError`, with the names there are, where none is called so."""
    with reading(engine) as connection:
        found = connection.execute(select(kept.c.decisions).where(kept.c.mapping == name)).scalar()
        if found is None:
            names = connection.execute(select(kept.c.mapping).order_by(kept.c.mapping)).scalars().all()
            there = f"There are {', '.join(names)}." if names else "None is kept yet."
            raise AnswersError(f"No mapping is kept as “{name}”, and there is no such file. {there}")
    return from_json(found)


def kept_names(engine: Engine) -> tuple[str, ...]:
    """The names of the mappings that are kept."""
    with reading(engine) as connection:
        return tuple(connection.execute(select(kept.c.mapping).order_by(kept.c.mapping)).scalars())
