"""`cep packs` as a member of staff meets it."""

from pathlib import Path

import pytest

from tests.command_line import Cep

ADD = ("packs", "add", "Worse in London", "--worse", "--bridge", "a-new-direction", "--every", "week")
TO = ("--to", "bridge@example.org")


def test_a_pack_is_written_down_listed_shown_made_and_removed(cep: Cep, tmp_path: Path) -> None:
    added = cep(*ADD, *TO)
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout.startswith("Worse in London is written down as worse-in-london: every week.")
    listed = cep("packs", "list").stdout
    assert "worse-in-london" in listed
    assert "now" in listed

    made = cep("packs", "run", "--due", "--on", "2020-05-04", CEP_MAIL_SERVER="")
    assert made.returncode == 1
    assert made.stdout == ("Worse in London: wrote var/packs/worse-in-london_2020-05-04_version-2.eml.\n")
    assert "No mail server is named" in made.stderr
    assert [file.suffix for file in (tmp_path / "var" / "packs").iterdir()] == [".eml"]

    shown = cep("packs", "show", "worse-in-london").stdout
    assert "written down by an.officer" in shown
    assert "bridge=a-new-direction" in shown
    assert "not mailed to bridge@example.org" in shown

    removed = cep("packs", "remove", "worse-in-london").stdout
    assert removed.startswith("Worse in London is removed; cep undo ")
    assert cep("packs", "list").stdout == "No pack is written down yet; cep packs add makes one.\n"
    assert cep("undo", removed.split()[7]).returncode == 0
    assert "worse-in-london" in cep("packs", "list").stdout


def test_a_paper_is_made_when_it_is_asked_for_by_name(cep: Cep, tmp_path: Path) -> None:
    address = "http://127.0.0.1:8050/paper?chart=by-region&title=For+the+board"
    added = cep(
        "packs",
        "add",
        "Board",
        "--paper",
        address,
        "--as-at",
        "last-quarter-end",
        "--form",
        "docx",
        "--folder",
        "out",
    )
    assert added.returncode == 0
    assert cep("packs", "run", "board", "--on", "2020-05-04").returncode == 0
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["board_2020-03-31_version-2.docx"]
    assert cep("packs", "run", "--due", "--on", "2020-05-05").stdout == "Nothing is due.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((*ADD, "--to", "nobody"), 2, "“nobody” is no mail address."),
        (
            ("packs", "add", "x", "--every", "load", "--as-at", "last-thursday"),
            2,
            "last-quarter-end, last-month-end or last-week-end",
        ),
        (
            ("packs", "show", "x"),
            1,
            "There is no pack called “x”. There is none yet; cep packs add makes one.",
        ),
        (("packs", "remove", "x"), 1, "There is no pack called “x”."),
        (("packs", "run", "x"), 1, "There is no pack called “x”."),
        (("packs", "run"), 2, "Name a pack, or say --due."),
        (("packs", "run", "x", "--due"), 2, "Name a pack or say --due, not both."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    cep: Cep, arguments: tuple[str, ...], code: int, said: str
) -> None:
    answer = cep(*arguments)
    assert (answer.returncode, said in answer.stderr) == (code, True)
