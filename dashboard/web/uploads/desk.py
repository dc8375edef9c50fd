"""What the pages may do with a store's returns, given to the routes without the store itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dashboard.web.uploads.waiting_files import Uploads
from data.returns.imports import Batch, Change, Plan


class Preparing(Protocol):
    """Reads files, compares them with the store, and writes nothing."""

    def __call__(self, files: Sequence[Path], *, replace: bool = False) -> Plan:
        """Return what loading the files would do."""


class Loading(Protocol):
    """Writes a plan in one step."""

    def __call__(self, plan: Plan, *, who: str) -> Batch:
        """Return the batch as it is on record."""


class Undoing(Protocol):
    """Takes a batch back."""

    def __call__(self, batch: int, *, who: str) -> Batch:
        """Return the undoing's own batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where returns are handed in. `may_write` is whether this server is one that may change the store."""

    may_write: bool
    uploads: Uploads
    prepare: Preparing
    load: Loading
    undo: Undoing
    history: Callable[[], tuple[Batch, ...]]
    changes: Callable[[int], tuple[Change, ...]]
