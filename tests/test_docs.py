"""What the documentation names is there: commands, options, targets, folders, files, links and headings."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app

ROOT = Path(__file__).parents[1]
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
)
GROUPS = {"store", "boundaries", "statistics"}
"""The commands of `cep` that have commands of their own."""
A_THEME = "meetings"
"""What stands for `<theme>` where a page says which file of a theme is meant."""
MADE = ("var/", "dist/", ".venv/", "x.")
"""What a command makes is not there before."""


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def found(pattern: str) -> list[tuple[str, str]]:
    """What matches in any page, each once, beside the page."""
    return [
        (relative(page), text)
        for page in PAGES
        for text in dict.fromkeys(re.findall(pattern, page.read_text(encoding="utf-8"), flags=re.MULTILINE))
    ]


@pytest.mark.parametrize(
    ("page", "line"), found(r"^(cep [^\n#]+?)\s*(?:#.*)?$|`(?:\.venv/bin/)?(?=cep )([^`]+)`")
)
def test_a_command_is_one_that_cep_knows(page: str, line: tuple[str, str]) -> None:
    _, *words = "".join(line).split()
    command = words[: 2 if words[0] in GROUPS else 1]
    answer = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    assert answer.exit_code == 0
    wide = re.sub(r"\s+", " ", answer.output)
    assert all(option in wide for option in re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", "".join(line)))


def test_the_commands_of_make_are_targets() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = found(r"(?:`|^)make ([a-z-]+)\b")
    assert {"run", "test", "test-fast", "help"} <= {target for _, target in named}
    assert [one for one in named if one[1] not in targets] == []


def test_what_python_is_asked_to_run_is_a_module_of_ours() -> None:
    named = found(r"python -m ([a-z_.]+)")
    assert named
    assert [one for one in named if find_spec(one[1]) is None] == []


def test_every_place_of_tests_is_there() -> None:
    places = found(r"\bPLACE=([\w/.]+\w)")
    assert places
    assert [one for one in places if not (ROOT / one[1]).exists()] == []


def test_every_file_that_is_named_is_there() -> None:
    """Paths with a slash, in backticks; an address begins with one, and `a.b` is a name in Python."""
    named = found(r"`([\w.-]+/[\w./<>-]*|\w[\w-]*\.(?:md|toml))`")
    assert named
    missing = [
        (page, path)
        for page, path in named
        if not path.startswith(MADE) and not (ROOT / path.replace("<theme>", A_THEME)).exists()
    ]
    assert missing == []


def test_every_link_leads_somewhere() -> None:
    links = [(page, link) for page, link in found(r"\]\(([^)]+)\)") if "://" not in link]
    assert links
    missing = [(page, link) for page, link in links if not leads_somewhere(ROOT / page, link)]
    assert missing == []


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether the file is there, and the heading in it."""
    path, _, heading = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not heading or heading in headings(target))


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
