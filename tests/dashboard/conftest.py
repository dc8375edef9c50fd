"""A Chromium for those who draw, and a machine without one for those who must do without."""

from pathlib import Path

import pytest

from tests.browser import chromium


@pytest.fixture(scope="session")
def chrome() -> str:
    """The path of a Chromium that runs."""
    return chromium.find()


@pytest.fixture
def with_chrome(chrome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are drawn with the Chromium of the tests."""
    monkeypatch.setenv("BROWSER_PATH", chrome)


@pytest.fixture
def without_chrome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no Chrome or Chromium can be found."""
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
