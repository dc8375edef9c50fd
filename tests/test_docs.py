"""What the documentation names is there: commands, options, targets, folders, files, links and headings."""

import re
import subprocess
import sys
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
GROUPS = {"store", "boundaries", "statistics", "packs", "user"}
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


PATHS = {
    "A filter change": "The path of a filter change",
    "One changed cell": "The path of an imported cell",
}
"""What `python -m tests.ways --files` follows -> where docs/architecture.md says it."""


@pytest.fixture(scope="module")
def entered() -> dict[str, set[str]]:
    """The files that each way enters, followed in a process that has kept no answer yet."""
    command = [sys.executable, "-m", "tests.ways", "--files"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^(\w.*)\n((?:  .*\n)+)", said, flags=re.MULTILINE)
    return {title: set(files.split()) for title, files in found}


@pytest.mark.parametrize("way", PATHS)
def test_the_paths_of_the_architecture_are_those_that_are_taken(
    way: str, entered: dict[str, set[str]]
) -> None:
    (files,) = (files for title, files in entered.items() if title.startswith(way))
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = page.partition(f"## {PATHS[way]}\n")[2].partition("\n## ")[0]
    named = files_named(section)
    assert named - files == set(), "docs/architecture.md names files that are not entered"
    assert files - named == set(), (
        "docs/architecture.md does not name all files: python -m tests.ways --files"
    )


def files_named(section: str) -> set[str]:
    """The files in backticks; one without a folder stands in that of the file before it."""
    folder, named = "", set()
    for path in re.findall(r"`([\w/]+\.py)`", section):
        folder = path.rpartition("/")[0] or folder
        named.add(f"{folder}/{path.rpartition('/')[2]}")
    return named


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether the file is there, and the heading in it."""
    path, _, heading = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not heading or heading in headings(target))


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
