"""Kills an import, or a step of a review, at every moment, and says what is left: `python -m tests.killing STORE STEP`.

Each import runs in a process of its own that kills itself (SIGKILL) before or after a statement, before the
commit, on SQLite in the middle of a statement, or on PostgreSQL among the rows that are copied. Printed is, for
each moment, whether the store was as before or as after; a store that was as after is taken back to before.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from psycopg import Copy
from sqlalchemy import Engine, event, select

from data.returns.imports import (
    history,
    load,
    plan_of,
    reviews,
    send_back,
    take,
    undo,
)
from data.returns.imports.review import files_of
from data.store.engine import open_store, reading, transaction
from data.store.schema import TABLES, return_file, return_partnership, return_review, return_step
from tests.returns import MEETINGS, accepting, handed_in, handing_in, plan

SAID = {
    "partnerships": [{"partnership": "camden", "name": "Camden"}, {"partnership": "ryedale", "name": "Ryedale Arts"}],
    "activities": [
        {"activity": "c1", "partnership": "camden", "title": "A big festival", "start_on": "2018-05-01",
         "primary_lever": "MOB", "approaches": ("mapping",)},
        {"activity": "c3", "partnership": "camden", "title": "A choir", "start_on": "2018-06-01",
         "primary_lever": "DEL", "agendas": ("police",)},
    ],
    "meetings": [{"meeting": "m1", "partnership": "camden", "held_on": "2018-06-02", "format": "workshop"}],
}  # fmt: skip
"""Rows that are new, changed and, with --replace, ended."""


@dataclass(frozen=True)
class Doing:
    """What is killed: what it prepares and then does, whether all of it is there, and how it is taken back."""

    prepare: Callable[[Engine], Callable[[], object]]
    is_after: Callable[[Engine], bool]
    take_back: Callable[[Engine], object]
    begin: Callable[[Engine], object] = lambda _: None


def main(address: str, step: str = "load") -> None:
    """Try every moment in turn until one comes after the end of the import."""
    left: dict[str, str] = {}
    engine = open_store(address)
    doing = DOING[step]
    doing.begin(engine)
    before = everything(engine)
    for moment, listen in MOMENTS.items():
        if moment not in MOMENTS_OF[engine.dialect.name] or (step != "load" and moment not in OF_EVERY_STEP):
            continue
        for number in range(1, 1_000):
            killed = killed_at(address, doing, listen, number)
            now = everything(engine)
            left[f"{moment} {number}"] = (
                "before" if now == before else "after" if doing.is_after(engine) else "between"
            )
            if now != before:
                doing.take_back(engine)
                before = everything(engine)
            if not killed:
                break
    sys.stdout.write(json.dumps(left))


def everything(engine: Engine) -> list[object]:
    """Every row of every table."""
    with reading(engine) as connection:
        return [
            [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in TABLES
        ]


def is_after(engine: Engine) -> bool:
    """Whether all of the import is there: nothing of it is left to do."""
    return plan(engine, replace=True, **SAID).difference.is_empty


def undo_last(engine: Engine) -> object:
    return undo(engine, history(engine)[0].number, who=None)


def prepare_load(engine: Engine) -> Callable[[], object]:
    return partial(load, engine, plan(engine, replace=True, **SAID), who=None)


def as_received(engine: Engine) -> None:
    """Put the return back to where it was handed in, and nothing was done with it."""
    with transaction(engine) as connection:
        connection.execute(return_step.delete().where(return_step.c.state != "received"))
        connection.execute(return_review.update().values(state="received", who="Ann", comment=None))


def none_handed_in(engine: Engine) -> None:
    with transaction(engine) as connection:
        for table in (return_step, return_file, return_partnership, return_review):
            connection.execute(table.delete())


def stands(state: str) -> Callable[[Engine], bool]:
    """Whether the return is whole: its files, its steps up to a state, and its rows where it is accepted."""

    def check(engine: Engine) -> bool:
        (found,) = reviews(engine)
        with reading(engine) as connection:
            files = files_of(connection, found.number)
        loaded = plan_of(engine, found.number).difference.is_empty
        is_whole = files == (MEETINGS,) and found.steps[-1].state == found.state == state
        return is_whole and loaded == (state == "accepted")

    return check


DOING = {
    "load": Doing(prepare_load, is_after, undo_last),
    "hand_in": Doing(handing_in, stands("received"), none_handed_in),
    "take": Doing(
        lambda engine: partial(take, engine, reviews(engine)[0].number, who="Ben"),
        stands("in_check"), as_received, handed_in,
    ),
    "send_back": Doing(
        lambda engine: partial(send_back, engine, reviews(engine)[0].number, who="Ben", comment="No"),
        stands("returned"), as_received, handed_in,
    ),
    "accept": Doing(
        lambda engine: accepting(engine, reviews(engine)[0].number),
        stands("accepted"), undo_last, handed_in,
    ),
}  # fmt: skip
OF_EVERY_STEP = ("before", "after", "commit")


def killed_at(address: str, doing: Doing, listen: Callable[[Engine, int], None], number: int) -> bool:
    """Do something that is killed at a moment; whether it came to that."""
    child = os.fork()
    if child == 0:
        engine = open_store(address)
        does = doing.prepare(engine)
        listen(engine, number)
        does()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


class Killer:
    """Ends this process at the n-th call."""

    def __init__(self, number: int) -> None:
        self._left = number

    def __call__(self, *_: object, **__: object) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def before_statements(engine: Engine, number: int) -> None:
    event.listen(engine, "before_cursor_execute", Killer(number), named=True)


def after_statements(engine: Engine, number: int) -> None:
    event.listen(engine, "after_cursor_execute", Killer(number), named=True)


def before_the_commit(engine: Engine, number: int) -> None:
    event.listen(engine, "commit", Killer(number), named=True)


def within_statements(engine: Engine, number: int) -> None:
    """Every 20 steps of SQLite's own machine; `number` counts groups of them."""
    killer = Killer(number)
    event.listen(
        engine, "engine_connect",
        lambda connection: connection.connection.dbapi_connection.set_progress_handler(killer, 20),
    )  # fmt: skip


def among_copied_rows(_engine: Engine, number: int) -> None:
    """Before the n-th row that the driver is given to copy."""
    killer, write_row = Killer(number), Copy.write_row

    def killed(copy: Copy, row: Sequence[object]) -> None:
        killer()
        write_row(copy, row)

    Copy.write_row = killed  # type: ignore[method-assign]  # in this process, which ends with the import


MOMENTS = {
    "before": before_statements,
    "after": after_statements,
    "commit": before_the_commit,
    "within": within_statements,
    "copying": among_copied_rows,
}
MOMENTS_OF = {
    "sqlite": ("before", "after", "commit", "within"),
    "postgresql": ("before", "after", "commit", "copying"),
}

if __name__ == "__main__":
    main(*sys.argv[1:])
