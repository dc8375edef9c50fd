"""Writing a plan: one transaction for rows, change log and batch record, over a store that is still as it was."""

from collections.abc import Callable
from hashlib import sha256

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from data.errors import LoadRefusedError, NothingToLoadError, StoreMovedOnError
from data.returns.imports.journal import Batch, Entry, record
from data.returns.imports.plan import Plan, plan_on
from data.returns.imports.records import Difference
from data.returns.imports.write import write
from data.returns.reader.progress import Watch, unwatched
from data.store.engine import transaction
from data.store.schema import store_meta


def load(engine: Engine, plan: Plan, *, who: str | None, watch: Watch = unwatched) -> Batch:
    """Write what the plan says; the batch as it is on record.

    Raises `LoadRefusedError` for a plan with errors, `NothingToLoadError` for one that changes nothing, and
    `StoreMovedOnError` when the store has changed meanwhile so that the difference would be another.
    """
    if plan.is_refused:
        raise LoadRefusedError(*(problem.sentence for problem in plan.errors))
    if plan.difference.is_empty:
        raise NothingToLoadError("The store is as the files say already; nothing was written.")
    with transaction(engine) as connection:
        found = _still(connection, plan)
        try:
            write(connection, found.changes, told=_counting("Writing", watch))
            return record(
                connection,
                _entry(plan, who),
                found.changes,
                told=_counting("Writing the change log", watch),
            )
        except IntegrityError as error:
            raise LoadRefusedError(f"The store refuses a row: {error.orig}. Nothing was written.") from error


def _still(connection: Connection, plan: Plan) -> Difference:
    """The plan's difference, if that is still what loading would do; this transaction's own step is the one after."""
    if connection.execute(select(store_meta.c.version)).scalar_one() == plan.store_version + 1:
        return plan.difference
    again = plan_on(connection, plan.incoming)
    if again.is_refused or again.difference.changes != plan.difference.changes:
        raise StoreMovedOnError(
            "The store has changed since the difference was made. Nothing was written; look at the new difference."
        )
    return again.difference


def _entry(plan: Plan, who: str | None) -> Entry:
    return Entry(
        title=", ".join(file.name for file in plan.files),
        who=who,
        sha256=checksum(plan),
        files=plan.files,
        counts=plan.difference.counts,
        warnings=tuple(problem.sentence for problem in plan.warnings),
        replaced=plan.incoming.replace,
    )


def checksum(plan: Plan) -> str:
    """The file's own; of several files, that of their checksums in order."""
    sums = [file.sha256 for file in plan.files]
    return sums[0] if len(sums) == 1 else sha256("".join(sorted(sums)).encode()).hexdigest()


def _counting(doing: str, watch: Watch) -> Callable[[int], object]:
    """Add up the rows that are done, for whoever watches."""
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        watch(doing, done)

    return told
