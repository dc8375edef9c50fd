"""Finding a browser: what is named is used, what does not run is said."""

import sys
from pathlib import Path

import pytest

from tests.browser import chromium


def test_a_chromium_that_runs_is_found() -> None:
    assert chromium.runs(chromium.find())


def test_the_one_named_in_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert chromium.find() == sys.executable


def test_a_named_one_that_does_not_run_is_an_error_and_no_other_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nothing"))
    assert chromium.main() == 1
    said = capsys.readouterr().err
    assert str(tmp_path / "nothing") in said
    assert said.count("\n") == 1


def test_a_script_that_only_says_how_to_install_it_is_not_a_browser(tmp_path: Path) -> None:
    script = tmp_path / "chromium-browser"
    script.write_text("#!/bin/sh\necho 'install it first' >&2\nexit 1\n")
    script.chmod(0o755)
    assert not chromium.runs(str(script))


def test_without_any_the_failure_is_a_sentence_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", "/nowhere")
    monkeypatch.setattr(chromium, "MAC", ())
    with pytest.raises(chromium.NoChromiumError, match=r"playwright install --with-deps chromium"):
        chromium.find()
