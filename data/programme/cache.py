"""One `Programme` a process, renewed when somebody has written to the store."""

from collections.abc import Callable
from threading import Lock

from sqlalchemy import Engine

from data.programme.programme import Programme, load
from data.store.engine import store_version


class CurrentProgramme:
    """Gives the programme at the store's present version; asking costs a check of one row.

    `forget` is called before a newer one is loaded, so that what was worked out from the old one can go with it.
    """

    def __init__(self, engine: Engine, *, forget: Callable[[], None] = lambda: None) -> None:
        self._engine, self._forget = engine, forget
        self._lock = Lock()
        self._held: Programme | None = None

    def get(self) -> Programme:
        """The programme as it is now; the same object until the store changes. Raises `StoreError`."""
        version = store_version(self._engine)
        held = self._held
        if held is not None and held.store_version == version:
            return held
        with self._lock:
            # Whoever held the lock before may have loaded it meanwhile.
            if self._held is None or self._held.store_version != version:
                self._held = None
                self._forget()
                self._held = load(self._engine)
            return self._held
