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


def test_a_template_for_a_bridge_holds_its_partnerships_and_its_support(
    tmp_path: Path, demo_store: str
) -> None:
    answer = template(tmp_path, "all.ods", "--bridge", "a-new-direction", "--store", demo_store)
    assert (answer.returncode, answer.stdout) == (0, "Wrote all.ods\n")
    returned = read([tmp_path / "all.ods"])
    assert returned.problems == ()
    tables = returned.rows
    slugs = {row["partnership"] for row in tables["partnerships"]}
    assert len(slugs) > 10
    assert {row["bridge"] for row in [*tables["partnerships"], *tables["support"]]} == {"a-new-direction"}
    assert {row["partnership"] for row in tables["activities"]} <= slugs


def test_a_template_is_of_one_or_the_other(tmp_path: Path, demo_store: str) -> None:
    both = ("--bridge", "ive", "--partnership", SLUG)
    assert template(tmp_path, "one.xlsx", *both, "--store", demo_store).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("returns.pdf",), "returns.pdf should end in .xlsx or .ods; the ending says which form to write."),
        (("returns",), "returns should end in .xlsx or .ods"),
        (("nowhere/returns.xlsx",), "nowhere/returns.xlsx cannot be written: No such file or directory."),
        (("one.xlsx", "--partnership", "barnet"), f"Did you mean {SLUG}?"),
        (
            ("one.xlsx", "--bridge", "new-direction"),
            "No bridge in this store is called “new-direction”. Did you mean a-",
        ),
    ],
)
def test_a_template_that_cannot_be_written_is_said(
    tmp_path: Path, demo_store: str, arguments: tuple[str, ...], said: str
) -> None:
    answer = template(tmp_path, *arguments, "--store", demo_store)
    assert answer.returncode == 1
    assert said in answer.stderr
    assert list(tmp_path.iterdir()) == []
