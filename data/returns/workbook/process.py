"""A workbook is opened in a process of its own, with a cap on its memory and time: `open_workbook`.

The reader of workbooks is native code. A file made to exhaust or crash it takes that process with it, not the
server or the command that asked.
"""

import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, cast

from data.returns.workbook.grids import DAMAGED, FileError, Grid, Limits

_HERE = Path(__file__).parents[3]
_KNOWN = {"datetime": {"date", "datetime", "time", "timedelta"}, "data.returns.workbook.grids": {"CellFault"}}
"""All that an answer may hold beside plain values."""
_EXHAUSTED = FileError(
    "The file takes more memory or time to open than a return may.",
    "Copy the rows that matter into a new workbook, or send several.",
)


def open_workbook(
    content: bytes, limits: Limits, *, wanted: frozenset[str] | None, progress: Callable[[int], object]
) -> list[Grid]:
    """The sheets of a workbook, whole where the folded title is `wanted` (None: all are); raises `FileError`."""
    names = None if wanted is None else sorted(wanted)
    asked = json.dumps({"limits": asdict(limits), "wanted": names})
    command = [
        sys.executable,
        "-P",
        "-c",
        "from data.returns.workbook.process import answer; answer()",
        asked,
    ]
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        with subprocess.Popen(  # noqa: S603 - our own code
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        ) as process:
            try:
                grids = _grids(cast("IO[bytes]", process.stdout), progress)
                if grids is None:
                    raise DAMAGED if process.wait() > 0 else _EXHAUSTED
                return grids
            finally:
                process.kill()


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(_HERE)}


def _grids(answers: IO[bytes], progress: Callable[[int], object]) -> list[Grid] | None:
    """The sheets that the process answers with; None where it ended before it was done."""
    grids: list[Grid] = []
    read = 0
    for kind, said in answers_in(answers):
        if kind == "sheet":
            grids.append(Grid(*said))
        elif kind == "rows":
            grids[-1].rows.add(said)
            read += len(said)
            progress(read)
        elif kind in {"faults", "marks", "merged"}:
            getattr(grids[-1], kind).extend(said)
        elif kind == "refused":
            raise FileError(*said)
        else:
            for grid in grids:
                grid.rows.finish()
            return grids
    return None


def answers_in(answers: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """What the process says, until it ends."""
    while True:
        try:
            yield _Plain(answers).load()
        except (EOFError, pickle.UnpicklingError):
            return


class _Plain(pickle.Unpickler):
    """Reads answers that hold plain values, dates and faults."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as the library has it
        """The few classes that an answer may hold."""
        if name in _KNOWN.get(module, ()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(name)


def answer() -> None:
    """Answer on the standard output what the workbook on the standard input holds; the process's own main."""
    asked = json.loads(sys.argv[1])
    limits = Limits(**asked["limits"])
    _cap(limits)
    from data.returns.workbook.cells import messages  # noqa: PLC0415 - after the cap

    out = sys.stdout.buffer
    try:
        wanted = None if asked["wanted"] is None else frozenset(asked["wanted"])
        for message in messages(sys.stdin.buffer.read(), limits, wanted):
            pickle.dump(message, out, protocol=5)
        last: tuple[str, object] = ("end", None)
    except FileError as error:
        last = ("refused", (error.wrong, error.right))
    except MemoryError:
        last = ("refused", (_EXHAUSTED.wrong, _EXHAUSTED.right))
    pickle.dump(last, out, protocol=5)
    out.flush()


def _cap(limits: Limits) -> None:
    """Keep this process within its memory and time, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
