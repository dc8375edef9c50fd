"""Making packs: files into their folder, a line in the log, then the mail; a mail that fails goes with the next run."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, NamedTuple

from dashboard import words
from dashboard.indicators import elsewhere
from dashboard.indicators.profile.partnerships import UnknownPartnership
from dashboard.packs import days, post
from dashboard.packs.contents import Contents, made
from dashboard.packs.post import MailError, MailServer
from dashboard.question import QueryError
from dashboard.settings import mail_named, packs_folder
from data.packs import IsDue, Pack, PackStore, Run, packs_of

LETTER: Final = ".eml"
"""The ending of a mail as a file, which every mail program opens."""
Wait = Callable[[float], None] | None


class Done(NamedTuple):
    """What became of a pack, in a sentence, and whether somebody has to see to it."""

    said: str
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """Makes packs of a store as on a day; without `wait`, which lets seconds go by, a mail is tried once."""

    store: PackStore
    on: date
    wait: Wait = time.sleep

    def due(self) -> Iterator[Done]:
        """Send what could not be sent before, then make every pack that is due."""
        programme = self.store.programme()
        packs, runs = packs_of(programme), self.store.runs()
        for run in reversed(runs):
            if run.unsent and (pack := next((one for one in packs if one.key == run.pack), None)):
                yield self._send(pack, run)
        loaded = self.store.last_load()
        for pack in packs:
            is_due = partial(_is_due, pack, on=self.on, loaded=loaded)
            if is_due(runs):
                yield from self._make(pack, runs, days.due_on(pack, self.on), is_due)

    def now(self, pack: Pack) -> Iterator[Done]:
        """Make one pack, whether it is due or not."""
        yield from self._make(pack, self.store.runs(), self.on, lambda _: True)

    def _make(self, pack: Pack, runs: Sequence[Run], day: date, if_due: IsDue) -> Iterator[Done]:
        """Make a pack; what cannot be made is on record, and due until it is made."""
        before = next((run.known for run in runs if run.pack == pack.key and run.known), None)
        programme = elsewhere.seen_by(self.store.programme(), pack.scope)
        at = datetime.now(UTC)
        run = Run(pack.key, day, programme.store_version, at=at)
        try:
            contents = made(pack, programme, day, before=before)
            files = _written(pack, contents, programme.store_version, at)
        except (QueryError, UnknownPartnership, OSError) as error:
            problem = f"{pack.name} could not be made: {_why(error)}"
            self.store.log(replace(run, problem=problem))
            yield Done(problem, is_wrong=True)
            return
        to = pack.recipients if contents.letter else ()
        run = replace(run, files=files, unsent=to, known=contents.known)
        logged = self.store.log(run, if_due=if_due)
        if logged is None:
            yield Done(f"{pack.name} was made by somebody else meanwhile.")
            return
        yield Done(f"{pack.name}: {contents.why_none or f'wrote {words.listing(list(files))}'}.")
        if to:
            yield self._send(pack, logged)

    def _send(self, pack: Pack, run: Run) -> Done:
        """Send the mail of a run to whom it has not gone yet; it lies beside its files until then, and after."""
        try:
            mail = _mail_in(run)
            server = MailServer.named(*mail_named())
            del mail["From"]
            mail["From"] = server.sender
            refused: Mapping[str, str] = post.send(mail, run.unsent, server, wait=self.wait)
            problem = "; ".join(f"{address} was refused: {why}" for address, why in refused.items())
            left = tuple(refused)
        except (MailError, OSError) as error:
            problem, left = _why(error), run.unsent
        went = [address for address in run.unsent if address not in left]
        self.store.mailed(
            run, unsent=left, problem=problem, sent_at=datetime.now(UTC) if went else run.sent_at
        )
        sent = f"sent to {words.listing(went)}. " if went else ""
        if not left:
            return Done(f"{pack.name}: {sent.strip()}")
        waits = f"{sent}Not sent to {words.listing(list(left))}; the next run tries again. {words.sentence(problem)}"
        return Done(f"{pack.name}: {waits[0].lower()}{waits[1:]}", is_wrong=True)


def named(packs: Sequence[Pack], key: str) -> Pack:
    """The pack of a key, or of a name. Raises `QueryError` with those there are."""
    found = next((pack for pack in packs if key in (pack.key, pack.name)), None)
    if found is None:
        there = words.listing([pack.key for pack in packs]) or "none yet; cep packs add makes one"
        raise QueryError(f"There is no pack called “{words.shortened(key)}”. There is {there}.")
    return found


def _is_due(pack: Pack, runs: tuple[Run, ...], *, on: date, loaded: datetime | None) -> bool:
    if pack.every != "load":
        return days.is_due(pack, runs, on)
    last = next((run.at for run in runs if run.pack == pack.key and run.is_made), None)
    return loaded is not None and (last is None or loaded > last)


def _written(pack: Pack, contents: Contents, version: int, at: datetime) -> tuple[str, ...]:
    """Write the files and the mail, each at once and whole; their paths, the mail last. Raises `OSError`."""
    folder = Path(pack.folder or packs_folder())
    if contents.files or contents.letter:
        folder.mkdir(parents=True, exist_ok=True)
    files = [_put(folder / name, content) for name, content in contents.files.items()]
    if contents.letter and pack.recipients:
        stem = f"{pack.key}_{contents.as_at.isoformat()}_version-{version}"
        mail = contents.letter.mail(
            sender=mail_named()[1] or "cep-monitor@localhost",
            to=pack.recipients,
            at=at,
            key=stem,
            files=files,
        )
        files.append(_put(folder / f"{stem}{LETTER}", mail.as_bytes()))
    return tuple(map(str, files))


def _put(file: Path, content: bytes) -> Path:
    """Write a file beside its place and move it there, so that nobody ever sees half of it."""
    with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
            Path(beside.name).chmod(0o640)
            Path(beside.name).replace(file)
        except OSError:
            Path(beside.name).unlink(missing_ok=True)
            raise
    return file


def _mail_in(run: Run) -> EmailMessage:
    """The mail of a run, as it lies in its folder. Raises `OSError`."""
    file = next(Path(name) for name in run.files if name.endswith(LETTER))
    return message_from_bytes(file.read_bytes(), policy=SMTP)


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return (
            f"{error.filename} cannot be read or written: {error.strerror}."
            if error.filename
            else f"{error}."
        )
    return str(error)
