"""The store as it was before and after each batch, rebuilt in memory from the change log; the store is only read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine, create_engine, select

from data.programme.programme import Programme, read
from data.returns.imports.journal import Batch, batch_of, batches, changes_of
from data.returns.imports.review import OPEN, files_of, plan_of_files, reviews_on, scope_of_sender
from data.returns.imports.stored_rows import StoredRows
from data.returns.imports.undo import opposite
from data.returns.imports.write import write
from data.store import record_ends
from data.store.engine import reading
from data.store.schema import (
    TABLES,
    account,
    account_bridge,
    account_role,
    audit,
    change,
    import_batch,
    metadata,
    return_file,
    role,
    store_meta,
)

NOT_COPIED = (change, import_batch, return_file, audit, account, role, account_role, account_bridge)
"""No figure depends on these, nor may a secret lie where nobody looks for it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One batch, and everything that the store held before and after it."""

    batch: Batch
    before: Programme
    after: Programme


def steps(engine: Engine, *, since: int, until: int | None = None) -> tuple[Step, ...]:
    """Each batch from `since` up to `until` (else the last one) with what it made of the store, the oldest first.

    What no batch changes (places, boundaries, what a measure means) is as it is now. Raises `BatchMissingError` and
    `StoreError`.
    """
    found: list[Step] = []
    with reading(engine) as store, _copied(store) as copy:
        batch_of(store, since)
        for batch in (one for one in batches(store) if one.number >= since):
            if until is not None and batch.number > until:
                _take_back(copy, batch, store)
                continue
            after = found[-1].before if found else read(copy)
            _take_back(copy, batch, store)
            found.append(Step(batch, read(copy), after))
    return tuple(reversed(found))


def _take_back(copy: Connection, batch: Batch, store: Connection) -> None:
    """Bring the copy from what it was after a batch to what it was before it."""
    write(copy, opposite(changes_of(store, batch.number), StoredRows(copy)))
    record_ends.renew(copy)
    copy.execute(store_meta.update().values(version=batch.store_version - 1))


def with_waiting(engine: Engine, programme: Programme) -> Programme:
    """What the store would hold if every return of the programme that waits for a decision were accepted, in the order
    of handing in, as far as it is seen there.

    One that could not be loaded is left out. The date of the programme stays. Raises `StoreError`.
    """
    reviews = programme.return_reviews
    waits = set(reviews.loc[reviews["state"].isin(OPEN), "number"])
    if not waits:
        return programme
    with reading(engine) as store, _copied(store) as copy:
        for review in reversed(reviews_on(store)):
            if review.number in waits:
                plan = plan_of_files(
                    copy, review, files_of(store, review.number), scope=scope_of_sender(store, review)
                )
                if not plan.is_refused:
                    write(copy, plan.difference.changes)
        record_ends.renew(copy)
        made = read(copy)
    seen = made.visible_to(programme.seen_by)
    return replace(seen, as_at=programme.as_at, accepted=programme, elsewhere=programme.elsewhere)


@contextmanager
def _copied(store: Connection) -> Iterator[Connection]:
    """A copy of everything but the change log and the files of returns, in memory."""
    memory = create_engine("sqlite://")
    with memory.begin() as copy:
        metadata.create_all(copy)
        for table in (one for one in TABLES if one not in NOT_COPIED):
            rows = [dict(row) for row in store.execute(select(table)).mappings()]
            if rows:
                copy.execute(table.insert(), rows)
        yield copy
    memory.dispose()
