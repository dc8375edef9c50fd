"""Files that wait to be loaded, in a store that several machines share.

They are no part of what the store says: nothing of them raises its version, and no backup has them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, insert, select, update

from data.store.address import as_store_error
from data.store.schema import upload, upload_file

File = tuple[str, bytes]
"""A file's name, and what is in it."""


@dataclass(frozen=True, slots=True)
class UploadStore:
    """Uploads by their key, each with its files and what was answered of their cells, as JSON."""

    engine: Engine

    def put(self, key: str, files: Sequence[File]) -> None:
        """Keep files; those that are kept already are as good, and new again."""
        now = datetime.now(UTC)
        with as_store_error(self.engine.url), self.engine.begin() as connection:
            if connection.execute(update(upload).where(upload.c.upload == key).values(kept_at=now)).rowcount:
                return
            connection.execute(insert(upload).values(upload=key, kept_at=now))
            rows = [
                {"upload": key, "place": place, "name": name, "content": content}
                for place, (name, content) in enumerate(files)
            ]
            connection.execute(insert(upload_file), rows)

    def files(self, key: str) -> tuple[File, ...]:
        """The files of an upload in the order in which they came; none where there is no such upload."""
        asked = select(upload_file.c.name, upload_file.c.content).where(upload_file.c.upload == key)
        with as_store_error(self.engine.url), self.engine.connect() as connection:
            found = connection.execute(asked.order_by(upload_file.c.place))
            return tuple((row.name, bytes(row.content)) for row in found)

    def answers(self, key: str) -> str | None:
        """What was answered of the cells of an upload; "" for nothing, None where there is no such upload."""
        with as_store_error(self.engine.url), self.engine.connect() as connection:
            row = connection.execute(select(upload.c.answers).where(upload.c.upload == key)).one_or_none()
        return None if row is None else row.answers or ""

    def answer(self, key: str, add: Callable[[str], str]) -> None:
        """Write down what `add` makes of the answers that are there; two who do so wait for each other."""
        here = upload.c.upload == key
        with as_store_error(self.engine.url), self.engine.begin() as connection:
            said = connection.execute(select(upload.c.answers).where(here).with_for_update()).scalar()
            connection.execute(update(upload).where(here).values(answers=add(said or "")))

    def drop(self, key: str) -> None:
        """Forget an upload."""
        with as_store_error(self.engine.url), self.engine.begin() as connection:
            connection.execute(delete(upload).where(upload.c.upload == key))

    def sweep(self, *, hours: float) -> None:
        """Forget what has lain for so many hours."""
        oldest = datetime.now(UTC) - timedelta(hours=hours)
        with as_store_error(self.engine.url), self.engine.begin() as connection:
            connection.execute(delete(upload).where(upload.c.kept_at < oldest))
