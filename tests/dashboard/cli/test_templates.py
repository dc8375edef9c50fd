"""`cep template` as a member of staff meets it."""

from pathlib import Path

import pytest

from data.returns.reader import read
from tests.command_line import Answer, run_cep

SLUG = "barnet-and-culture-for-youth"


def template(folder: Path, *arguments: str) -> Answer:
    return run_cep(folder, "template", *arguments)


@pytest.mark.parametrize("name", ["returns.xlsx", "Returns.ODS"])
def test_a_blank_template_needs_no_store(tmp_path: Path, name: str) -> None:
    answer = template(tmp_path, name)
    assert (answer.returncode, answer.stdout) == (0, f"Wrote {name}\n")
    returned = read([tmp_path / name])
    assert returned.problems == ()
    assert returned.books[0].sheets


def test_a_template_for_a_partnership_holds_what_the_store_knows(tmp_path: Path, demo_store: str) -> None:
    answer = template(tmp_path, "one.xlsx", "--partnership", SLUG, "--store", demo_store)
    assert answer.returncode == 0
    tables = read([tmp_path / "one.xlsx"]).rows
    assert [row["partnership"] for row in tables["partnerships"]] == [SLUG]
    assert len(tables["meetings"]) > 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("returns.pdf",), "returns.pdf should end in .xlsx or .ods; the ending says which form to write."),
        (("returns",), "returns should end in .xlsx or .ods"),
        (("nowhere/returns.xlsx",), "nowhere/returns.xlsx cannot be written: No such file or directory."),
        (("one.xlsx", "--partnership", "barnet"), f"Did you mean {SLUG}?"),
    ],
)
def test_a_template_that_cannot_be_written_is_said(
    tmp_path: Path, demo_store: str, arguments: tuple[str, ...], said: str
) -> None:
    answer = template(tmp_path, *arguments, "--store", demo_store)
    assert answer.returncode == 1
    assert said in answer.stderr
    assert list(tmp_path.iterdir()) == []
