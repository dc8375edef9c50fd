"""`cep` within this process: quick, where a test is about what a command does and says and not about the program."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from dashboard.cli import main

Answer = subprocess.CompletedProcess[str]
Cep = Callable[..., Answer]


def run_cep(folder: Path, *arguments: str, encoding: str = "utf-8", **environment: str) -> Answer:
    """What a command prints in a folder, with no store named from outside, and its exit code; no traceback.

    `encoding` is that of the terminal.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n") for _ in range(2))
    kept = {key: value for key, value in os.environ.items() if key != "CEP_STORE"}
    with (
        patch.object(sys, "argv", ["cep", *arguments]),
        patch.dict(os.environ, kept | environment, clear=True),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = _exit_code()
    said = [_said(stream, encoding) for stream in (out, err)]
    assert "Traceback" not in "".join(said)
    return Answer(arguments, code, *said)


def _said(stream: io.TextIOWrapper, encoding: str) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


def _exit_code() -> int:
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)
