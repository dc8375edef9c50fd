"""What the pages may do with returns, and the files that wait: on disk, named by their content, gone after a day.

Nothing is kept in the memory of a process, and where machines share a store nothing on the disk of one that another
needs, so it does not matter which of several answers the next request.
"""

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from time import time
from typing import IO, Final

from data.returns.imports import Batch, Change, Plan, Review, Step
from data.returns.readings import ANSWERS_FILE, Answers, answers_as_json, answers_from_json
from data.uploads import File, UploadStore

HOURS_KEPT: Final = 24
LONGEST_NAME: Final = 60
"""Letters; each may take four bytes, and file systems take 255."""
PIECE: Final = 1 << 20
PRIVATE: Final = 0o700


class UploadError(Exception):
    """The files cannot be kept; the message is a sentence for a member of staff."""


class UploadMissingError(UploadError):
    """The files are not there (any more)."""


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that belong together, under the checksum of their names and contents; what was answered of their cells."""

    key: str
    files: tuple[Path, ...]
    answers: Answers

    @property
    def names(self) -> tuple[str, ...]:
        """The files as their sender called them."""
        return tuple(file.name for file in self.files)


@dataclass(frozen=True, slots=True)
class Uploads:
    """A folder of uploads that only this user may look into; made when the first one comes.

    Where machines are `shared` with, the store has the uploads, and the folder those that this machine was asked for.
    """

    folder: Path
    shared: UploadStore | None = None

    def keep(self, files: Iterable[tuple[str, IO[bytes]]], *, by: str = "") -> Upload:
        """Write the files down and return them as an upload; the same files again by the same page are the same upload,
        so that what one page forgets another still has.
        """
        try:
            self._make()
            self.sweep()
            with tempfile.TemporaryDirectory(dir=self.folder, prefix="coming-") as coming:
                key = _write(Path(coming), files, by=by)
                self._settle(Path(coming), key)
            if self.shared:
                self.shared.put(key, [(file.name, file.read_bytes()) for file in self._files(key)])
        except OSError as error:
            raise UploadError(f"The files cannot be kept in {self.folder}: {error.strerror}.") from error
        return self.find(key)

    def find(self, key: str) -> Upload:
        """The upload with this key. Raises `UploadMissingError` when it is not there (any more)."""
        said = self._said(key) if re.fullmatch(r"[0-9a-f]{64}", key) else None
        if said is None or not self._is_here(key):
            raise UploadMissingError("These files are not here any more. Choose them again.")
        return Upload(key, self._files(key), answers_from_json(said) if said else {})

    def answer(self, key: str, answers: Answers) -> Upload:
        """Write answers down beside an upload, over those that were given before; the upload with all of them."""
        upload = self.find(key)
        if self.shared:
            self.shared.answer(
                key,
                lambda said: answers_as_json({**(answers_from_json(said) if said else {}), **answers}),
            )
            return self.find(key)
        try:
            with tempfile.NamedTemporaryFile("w", dir=self.folder, delete=False, encoding="utf-8") as coming:
                coming.write(answers_as_json({**upload.answers, **answers}))
            Path(coming.name).replace(self.folder / key / ANSWERS_FILE)
        except OSError as error:
            raise UploadError(f"The answers cannot be kept in {self.folder}: {error.strerror}.") from error
        return self.find(key)

    def drop(self, key: str) -> None:
        """Forget an upload; one that is gone already is no fault."""
        place = self.folder / self.find(key).key
        if self.shared:
            self.shared.drop(key)
        shutil.rmtree(place, ignore_errors=True)

    def sweep(self) -> None:
        """Forget what has lain for too long."""
        oldest = time() - HOURS_KEPT * 3600
        for place in self.folder.iterdir():
            if place.lstat().st_mtime < oldest:
                shutil.rmtree(place, ignore_errors=True)
        if self.shared:
            self.shared.sweep(hours=HOURS_KEPT)

    def _said(self, key: str) -> str | None:
        """What was answered of an upload, "" for nothing; None where it is not there. What another machine was sent is
        brought here first, what another forgot is forgotten here.
        """
        if self.shared is None:
            said = self.folder / key / ANSWERS_FILE
            return said.read_text("utf-8") if self._is_here(key) and said.is_file() else ""
        answers = self.shared.answers(key)
        if answers is None:
            shutil.rmtree(self.folder / key, ignore_errors=True)
        elif not self._is_here(key):
            self._bring(key, self.shared.files(key))
        return answers

    def _bring(self, key: str, files: Iterable[File]) -> None:
        try:
            self._make()
            with tempfile.TemporaryDirectory(dir=self.folder, prefix="coming-") as coming:
                _write(Path(coming), ((name, BytesIO(content)) for name, content in files), by="")
                self._settle(Path(coming), key)
        except OSError as error:
            raise UploadError(f"The files cannot be kept in {self.folder}: {error.strerror}.") from error

    def _is_here(self, key: str) -> bool:
        return _is_folder(self.folder) and _is_folder(self.folder / key)

    def _files(self, key: str) -> tuple[Path, ...]:
        found = (self.folder / key).glob("*/*")
        return tuple(sorted(found, key=lambda file: int(file.parent.name)))

    def _make(self) -> None:
        """Make the folder, or see that what is there is one, this user's own and closed to others: in the place for
        temporary files anybody may make something of its name before us, a link to another folder too.
        """
        self.folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        if not _is_folder(self.folder):
            raise UploadError(f"The files cannot be kept in {self.folder}: it is a link, not a folder.")
        found = self.folder.lstat()
        if hasattr(os, "getuid") and found.st_uid != os.getuid():
            raise UploadError(
                f"The files cannot be kept in {self.folder}: the folder belongs to somebody else."
            )
        if stat.S_IMODE(found.st_mode) != PRIVATE:
            self.folder.chmod(PRIVATE)

    def _settle(self, coming: Path, key: str) -> None:
        """Move an upload to its place at once; one that is there already is as good, and new again."""
        place = self.folder / key
        if place.is_dir():
            os.utime(place)
            return
        whole = coming.with_name(f"{coming.name}-whole")
        coming.rename(whole)
        coming.mkdir()
        try:
            whole.rename(place)
        except OSError:  # Another process settled the same files in between.
            shutil.rmtree(whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchesService:
    """What the routes may do with batches.

    `steps(since=, until=)` rebuilds what the store held before and after some, `undo(batch, who=)` takes one back.
    """

    history: Callable[[], tuple[Batch, ...]]
    changes: Callable[[int], Sequence[Change]]
    steps: Callable[..., tuple[Step, ...]]
    undo: Callable[..., Batch]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewService:
    """What the routes may do with returns under review: see `data.returns.imports.review`."""

    hand_in: Callable[..., int]
    reviews: Callable[[], tuple[Review, ...]]
    plan_of: Callable[[int], Plan]
    take: Callable[..., None]
    send_back: Callable[..., None]
    accept: Callable[..., Batch | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsService:
    """What the routes may do with returns, given to them without the store itself.

    `prepare(files, replace=, of=)` compares files with the store and writes nothing, `load(plan, who=, note=)` writes
    in one step.
    """

    uploads: Uploads
    prepare: Callable[..., Plan]
    load: Callable[..., Batch]
    batches: BatchesService
    review: ReviewService


def _is_folder(place: Path) -> bool:
    """Whether a folder is there, and no link to one."""
    return place.is_dir() and not place.is_symlink()


def folder_for(store: str, file: Path | None) -> Path:
    """Where the uploads for a store lie: beside its file, or in the system's place for temporary files."""
    if file is not None:
        return file.with_name(f"{file.name}-uploads")
    return Path(tempfile.gettempdir()) / f"cep-uploads-{sha256(store.encode()).hexdigest()[:16]}"


def plain_name(sent: str) -> str:
    """A file's name without its folders and without what no name needs; never empty, never too long."""
    last = re.split(r"[/\\]", sent)[-1]
    kept = "".join(letter for letter in last if letter.isprintable()).strip(" .") or "file"
    stem, dot, ending = kept.rpartition(".")
    room = LONGEST_NAME - len(dot + ending)
    return f"{stem[:room]}{dot}{ending}" if dot and room > 0 else kept[:LONGEST_NAME]


def _write(place: Path, files: Iterable[tuple[str, IO[bytes]]], *, by: str) -> str:
    """Write each file into a folder of its own, and return the checksum of all and of who sent them."""
    whole = sha256(by.encode())
    for number, (sent, stream) in enumerate(files):
        name = plain_name(sent)
        (place / str(number)).mkdir()
        one = sha256()
        with (place / str(number) / name).open("wb") as out:
            while piece := stream.read(PIECE):
                one.update(piece)
                out.write(piece)
        whole.update(f"{name}\0{one.hexdigest()}\n".encode())
    return whole.hexdigest()
