"""A lean client that asks a server as many readers do: one thread, sockets that stay open, nothing parsed."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter, process_time
from urllib.parse import urlsplit

GRACE = 60.0
"""Seconds that an answer may take before it counts as none."""


@dataclass(slots=True)
class Asked:
    """What came of it: milliseconds of each answered question, what failed (a status, or "broken"), seconds in all.

    `cost` is what this client itself took of a processor, in seconds.
    """

    latencies: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cost: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds


class Reader:
    """One reader with a connection that stays open."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self._at = (str(place.hostname), int(place.port or 80))
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, question: bytes) -> int:
        """Return the status of the answer once it is whole.

        A server closes a connection that it thinks idle; as a browser does, the reader then asks on a new one.
        """
        if self._streams:
            try:
                return await self._ask(question)
            except (OSError, asyncio.IncompleteReadError):
                self.close()
        self._streams = await asyncio.open_connection(*self._at)
        return await self._ask(question)

    async def _ask(self, question: bytes) -> int:
        assert self._streams
        receive, send = self._streams
        send.write(question)
        head = (await receive.readuntil(b"\r\n\r\n")).lower()
        if b"\r\ncontent-length: " in head:
            await receive.readexactly(int(head.partition(b"\r\ncontent-length: ")[2].partition(b"\r\n")[0]))
        else:
            while size := int((await receive.readuntil(b"\r\n")).partition(b";")[0], 16):
                await receive.readexactly(size + 2)
            await receive.readexactly(2)
        if b"\r\nconnection: close" in head:
            self.close()
        return int(head[9:12])

    def close(self) -> None:
        """Hang up."""
        if self._streams:
            self._streams[1].close()
        self._streams = None


def one_after_another(address: str, questions: Iterator[bytes]) -> Iterator[float]:
    """A single reader who asks and waits: the milliseconds of each answer. Raises when there is none."""
    loop, reader = asyncio.new_event_loop(), Reader(address)
    try:
        for question in questions:
            began = perf_counter()
            status = loop.run_until_complete(asyncio.wait_for(reader.ask(question), GRACE))
            took = 1000 * (perf_counter() - began)
            if status != 200:
                message = f"A question was answered with {status}."
                raise RuntimeError(message)
            yield took
    finally:
        reader.close()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


def together(
    address: str, questions: Iterator[bytes], *, readers: int, seconds: float, every: float = 0.0
) -> Asked:
    """Many readers at once, for so many seconds or as long as there are questions.

    Each asks once in `every` seconds, the first time one after the other in even steps, and its waiting counts from
    the moment at which it wanted to ask; without `every`, it asks as soon as it is answered.
    """
    return asyncio.run(_together(address, questions, readers, seconds, every))


async def _together(
    address: str, questions: Iterator[bytes], readers: int, seconds: float, every: float
) -> Asked:
    said, began, cost = Asked(), perf_counter(), process_time()

    async def read(number: int) -> None:
        reader, due = Reader(address), began + every * number / readers
        while max(due, perf_counter()) < began + seconds:
            if (early := due - perf_counter()) > 0:
                await asyncio.sleep(early)
            if (question := next(questions, None)) is None:
                break
            wanted = due if every else perf_counter()
            try:
                status = str(await asyncio.wait_for(reader.ask(question), GRACE))
            except (OSError, asyncio.IncompleteReadError):
                status = "broken"
            if status == "200":
                said.latencies.append(1000 * (perf_counter() - wanted))
            else:
                said.failures.append(status)
            due += every
        reader.close()

    await asyncio.gather(*(read(number) for number in range(readers)))
    said.seconds = perf_counter() - began
    said.cost = process_time() - cost
    return said
