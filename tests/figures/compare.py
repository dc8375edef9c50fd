"""Which cells differ between two folders that `record` wrote."""

import gzip
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from tests.figures.record import Recorded, Table

NOTHING: Any = "(nothing)"
"""What stands for a cell that only the other side has."""
LONGEST = 120
"""The characters of a cell that are printed."""
NARROW = 2
"""The columns of a table that is read as text: the lines of a paper, the parts of a page."""


class Difference(NamedTuple):
    """One cell that differs. `part` is a chart and which part of it, a page, a paper or the indicators."""

    part: str
    question: str
    row: str
    column: str
    old: Any
    new: Any

    def __str__(self) -> str:
        old, new = _beside(str(self.old), str(self.new))
        return f"{self.part} | {self.question} | {self.row} | {self.column} | {old} -> {new}"


class Compared(NamedTuple):
    """How many cells were looked at, and which differ, sorted by chart."""

    cells: int
    differences: list[Difference]


def compare(old: Path, new: Path, *, only_new: bool = False) -> Compared:
    """Compare two folders, file by file; or only the files that the new one has."""
    folders = (new,) if only_new else (old, new)
    names = sorted({file.name for folder in folders for file in folder.glob("*.json.gz")})
    cells, found = 0, list[Difference]()
    for name in names:
        before, after = read(old / name), read(new / name)
        question = (after or before)["question"] or "no filters"
        cells += _count(after)
        found += _differences(before, after, question)
    return Compared(cells, sorted(found, key=lambda one: (one.part, one.question)))


def read(file: Path) -> Recorded:
    """What one file holds; nothing where there is no such file."""
    return json.loads(gzip.decompress(file.read_bytes())) if file.exists() else {}


def _count(recorded: Recorded) -> int:
    tables = sum(len(one["columns"]) * len(one["rows"]) for one in recorded.get("tables", {}).values())
    return tables + sum(1 for figure in recorded.get("figures", {}).values() for _ in _leaves(figure))


def _differences(old: Recorded, new: Recorded, question: str) -> Iterator[Difference]:
    for kind, differ in (("tables", _tables), ("figures", _figures)):
        before, after = old.get(kind, {}), new.get(kind, {})
        for part in dict.fromkeys([*before, *after]):
            if part not in before or part not in after:
                sides = (NOTHING, "there") if part not in before else ("there", NOTHING)
                yield Difference(part, question, "", "", *sides)
            elif repr(before[part]) != repr(after[part]):  # 1 is not True
                for row, column, was, now in differ(before[part], after[part]):
                    yield Difference(part, question, row, column, was, now)


Cell = tuple[str, str, Any, Any]


def _tables(old: Table, new: Table) -> Iterator[Cell]:
    """The cells of two tables that differ; rows that only one has are told from rows that changed."""
    if old["columns"] != new["columns"]:
        yield "columns", "", ", ".join(old["columns"]), ", ".join(new["columns"])
        shared = [column for column in old["columns"] if column in new["columns"]]
        old, new = _only(old, shared), _only(new, shared)
    for before, after in _pairs(old["rows"], new["rows"]):
        if before is None or after is None:
            number, row = after or before or (0, [])
            sides = (NOTHING, row) if before is None else (row, NOTHING)
            yield _row(number, row), "all", *sides
        else:
            for column, was, now in zip(new["columns"], before[1], after[1], strict=True):
                if not same(was, now):
                    yield _row(*after), column, was, now


def _row(number: int, row: list[Any]) -> str:
    """A row's number, and the first text of a wide one, which tells what it is about."""
    named = next((value for value in row if isinstance(value, str)), "") if len(row) > NARROW else ""
    return f"row {number} {named}".strip()


Numbered = tuple[int, list[Any]]


def _pairs(old: list[list[Any]], new: list[list[Any]]) -> Iterator[tuple[Numbered | None, Numbered | None]]:
    """Rows that differ beside each other, numbered from 1; None where the other side has no such row."""
    if len(old) == len(new):
        blocks: Sequence[tuple[Any, int, int, int, int]] = [("replace", 0, len(old), 0, len(new))]
    else:
        written = [[json.dumps(row) for row in rows] for rows in (old, new)]
        blocks = SequenceMatcher(None, *written).get_opcodes()
    for kind, first, last, start, end in blocks:
        if kind == "equal":
            continue
        for step in range(max(last - first, end - start)):
            before = (first + step + 1, old[first + step]) if first + step < last else None
            after = (start + step + 1, new[start + step]) if start + step < end else None
            if before is None or after is None or repr(before[1]) != repr(after[1]):
                yield before, after


def _only(table: Table, columns: list[str]) -> Table:
    positions = [table["columns"].index(column) for column in columns]
    return {"columns": columns, "rows": [[row[position] for position in positions] for row in table["rows"]]}


def _figures(old: Any, new: Any) -> Iterator[Cell]:
    before, after = dict(_leaves(old)), dict(_leaves(new))
    for path in dict.fromkeys([*before, *after]):
        was, now = before.get(path, NOTHING), after.get(path, NOTHING)
        if not same(was, now):
            yield "", path.lstrip("."), was, now


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every plain value within a JSON value by its path: "data[0].x[3]"."""
    if isinstance(value, Mapping) and value:
        for key, one in value.items():
            yield from _leaves(one, f"{path}.{key}")
    elif isinstance(value, list) and value:
        for position, one in enumerate(value):
            yield from _leaves(one, f"{path}[{position}]")
    else:
        yield path, value


def _beside(old: str, new: str) -> tuple[str, str]:
    """Two texts, cut to where they begin to differ when they are long."""
    start = next((at for at, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), 0)
    first = max(start - LONGEST // 3, 0) if max(len(old), len(new)) > LONGEST else 0
    cut = [f"{'…' * bool(first)}{one[first : first + LONGEST]}" for one in (old, new)]
    ends = [("…" if len(one) > first + LONGEST else "") for one in (old, new)]
    return f"{cut[0]}{ends[0]}", f"{cut[1]}{ends[1]}"


def same(old: Any, new: Any) -> bool:
    """Whether two cells are equal; numbers to twelve digits, since a sum's last ones hang on its order."""
    if isinstance(old, bool) or isinstance(new, bool):
        return old is new
    if isinstance(old, int | float) and isinstance(new, int | float):
        return math.isclose(old, new, rel_tol=1e-12, abs_tol=1e-12)
    return bool(old == new)
