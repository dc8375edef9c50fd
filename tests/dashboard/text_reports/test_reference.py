"""The documentation says what the registries hold."""

import pytest

from dashboard.text_reports.reference import FOLDER, REFERENCE


@pytest.mark.parametrize("name", REFERENCE)
def test_the_reference_page_is_what_the_registry_says(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == REFERENCE[name](), "Run: python -m dashboard.text_reports.reference"
