from pathlib import Path

import pytest

from tests.command_line import Answer, Cep, run_cep


@pytest.fixture
def store(own_demo_store: str) -> str:
    return own_demo_store


@pytest.fixture
def cep(store: str, tmp_path: Path) -> Cep:
    """Runs a command on the store; `test_cli.py` runs `cep` as a program."""

    def run(*arguments: str, **environment: str) -> Answer:
        return run_cep(tmp_path, *arguments, "--store", store, **({"LOGNAME": "an.officer"} | environment))

    return run
