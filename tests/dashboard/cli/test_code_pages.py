"""A terminal that is not of UTF-8: every command prints, with a question mark for what has no letter there."""

from pathlib import Path

import pytest
import typer

from dashboard.cli import app
from tests.command_line import run_cep

LIST = "Name,Area\nCafé → Ärts CEP,Barnet\n"
COMMANDS = {
    "store": ("store", "info"),
    "boundaries": ("boundaries", "list"),
    "statistics": ("statistics", "add", "list.csv", "--measure", "a→", "--count-rows", "--dry-run"),
    "indicators": ("indicators",),
    "chart": ("chart", "coverage-map", "-o", "map.csv"),
    "export": ("export", "no-such-form →"),
    "board-pack": ("board-pack", "-o", "→.txt"),
    "check": ("check",),
    "template": ("template", "→.pdf"),
    "import": ("import", "list.csv", "--dry-run"),
    "import-log": ("import-log",),
    "undo": ("undo", "99"),
    "figures-changed": ("figures-changed", "--since", "→"),
    "packs": ("packs", "show", "→"),
    "template-check": ("template-check", "→.pptx"),
    "backup": ("backup", "→/no-such-folder/store.zip"),
    "restore": ("restore", "→.zip", "--store", "sqlite:///restored.db"),
    "organisations": ("organisations", "merge", "→", "≥"),
    "audit": ("audit", "--what", "→"),
    "user": ("user", "disable", "→@example.org"),
    "serve": ("serve", "--port", "→"),
}
"""Command, or group of commands -> one that prints something."""


def test_every_command_is_tried() -> None:
    assert set(typer.main.get_command(app).commands) <= set(COMMANDS)  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_terminal_of_another_code_page_gets_an_answer(
    tmp_path: Path, demo_store: str, command: tuple[str, ...], encoding: str
) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    answer = run_cep(tmp_path, *command, encoding=encoding, CEP_STORE=demo_store)
    assert answer.returncode in (0, 1, 2)
    assert answer.stdout + answer.stderr
