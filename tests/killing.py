"""Kills an import at every moment and says what is left: `python -m tests.killing STORE`.

Each import runs in a process of its own that kills itself (SIGKILL) before or after a statement, before the
commit, on SQLite in the middle of a statement, or on PostgreSQL among the rows that are copied. Printed is, for
each moment, whether the store was as before or as after; a store that was as after is taken back to before.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Sequence

from psycopg import Copy
from sqlalchemy import Engine, event, select

from data.returns.imports import history, load, undo
from data.store.engine import open_store, reading
from data.store.schema import TABLES
from tests.returns import plan

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


def main(address: str) -> None:
    """Try every moment in turn until one comes after the end of the import."""
    left: dict[str, str] = {}
    engine = open_store(address)
    before = everything(engine)
    for moment, listen in MOMENTS.items():
        if moment not in MOMENTS_OF[engine.dialect.name]:
            continue
        for number in range(1, 1_000):
            killed = killed_at(address, listen, number)
            now = everything(engine)
            left[f"{moment} {number}"] = (
                "before" if now == before else "after" if is_after(engine) else "between"
            )
            if now != before:
                undo(engine, history(engine)[0].number, who=None)
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


def killed_at(address: str, listen: Callable[[Engine, int], None], number: int) -> bool:
    """Run an import that is killed at a moment; whether it came to that."""
    child = os.fork()
    if child == 0:
        engine = open_store(address)
        proposed = plan(engine, replace=True, **SAID)
        listen(engine, number)
        load(engine, proposed, who=None)
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
    main(sys.argv[1])
