"""docs/reference/performance.md: the tables of one run, with its day, its commit and its machine."""

import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.run import Row, Run

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs" / "reference" / "performance.md"
Tables = dict[str, list[Row]]
PREFACE = """# Performance

Made by `make bench`; nothing of it is asserted in tests. Most is held against a plain Dash application, served beside
ours over the same demo store and measured in turn with it: the charts of Levers as plain dictionaries, from one
callback a filter change, with gzip, by gunicorn with two workers of four threads (`tests/bench/plain/`). A test holds
that both draw the same numbers. A ratio is ours to plain; figures are medians where they do not say otherwise.
"""


def write(tables: Mapping[str, Sequence[Row]], run: Run) -> None:
    """Write the page anew."""
    parts = [PREFACE, f"{occasion(run)} {run.noise}\n"]
    parts += [f"## {title}\n\n{table(rows)}\n" for title, rows in tables.items()]
    FILE.write_text("\n".join(parts), encoding="utf-8")


def occasion(run: Run) -> str:
    """When, of what, on what."""
    python = f"Python {platform.python_version()}"
    machine = f"{os.cpu_count()} cores, {platform.system()}, {platform.machine()}, {python}"
    return f"Measured on {datetime.now(UTC):%-d %B %Y} at commit {commit()}: {run.rounds} rounds, {machine}."


def commit() -> str:
    """The commit that is checked out, and whether anything was changed since."""
    name = _git("rev-parse", "--short", "HEAD")
    return f"{name} and changes after it" if _git("status", "--porcelain", "--untracked-files=no") else name


def table(rows: Sequence[Row]) -> str:
    """Rows in Markdown, the first as the head; figures to the right."""
    head, *rest = ([cell.strip() for cell in row] for row in rows)
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rest))


def missed(tables: Mapping[str, Sequence[Row]]) -> str:
    """The lines of which a goal is not met, in a sentence."""
    names = [row[0].strip() for rows in tables.values() for row in rows if "no" in row]
    return f"Goals not met: {len(names)}.{''.join(f'{chr(10)}  {name}' for name in names)}"


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
