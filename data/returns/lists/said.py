"""What a list says in its own words: each different cell of a column is read, asked about or ignored, once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from data.returns.lists.columns import UNSTORED, ListColumn
from data.returns.lists.mapping import Mapping
from data.returns.lists.tables import ListTable, shown
from data.returns.problems import Problem
from data.returns.readings import Choice, Question, Reading
from data.returns.workbook.grids import Cell, letter


class Said:
    """Gathers the readings, the questions and the problems of one list, and what became of each of its cells."""

    def __init__(self, table: ListTable, mapping: Mapping) -> None:
        self.table, self.mapping = table, mapping
        self.readings: list[Reading] = []
        self.questions: list[Question] = []
        self.problems: list[Problem] = []
        self._asked: dict[tuple[int, int], bool] = {}
        self.open: list[Question] = []

    @property
    def list_name(self) -> str:
        """The name under which the mapping is kept unless somebody says another."""
        return PurePath(self.table.file).stem

    def read_as(self, role: str, value: Cell, places: Sequence[tuple[int, int]], meaning: str) -> None:
        """Note that equal cells (row and column of each) were read as something that they do not say in our words."""
        self.readings.append(
            Reading(
                file=self.table.file, sheet=self.table.sheet, column=role, value=shown(value), meaning=meaning,
                rows=_rows(places), letter=_letter(places),
            )
        )  # fmt: skip

    def ask(  # noqa: PLR0913 - all that a question has
        self, role: str, value: str, places: Sequence[tuple[int, int]], *, asks: str,
        choices: Sequence[Choice] = (), proposed: str | None = None, is_answer: Callable[[str], bool] | None = None,
    ) -> str | None:  # fmt: skip
        """The answer to a question about equal cells; None, and the cells are asked about, where there is none."""
        question = Question(
            file=self.table.file, sheet=self.table.sheet, column=role, value=value, rows=_rows(places),
            letter=_letter(places), asks=asks, choices=tuple(choices), proposed=proposed,
        )  # fmt: skip
        answer = self.mapping.answer_to(question)
        is_answer = is_answer or {choice.write for choice in choices}.__contains__
        if answer is not None and not is_answer(answer):
            answer = None
        self.questions.append(question)
        if answer is None:
            self.open.append(question)
        for place in places:
            self._asked[place] = self._asked.get(place, False) or answer is None
        return answer

    def counted(self, columns: Iterable[ListColumn]) -> dict[int, tuple[int, int, int]]:
        """Of each column how many of its cells were understood, are asked about, and are ignored."""
        found = {}
        for column in columns:
            asked = sum(self._asked.get((row, column.position), False) for row, _ in column.cells)
            total = len(column.cells)
            ignored = total if column.role in UNSTORED else 0
            found[column.position] = (total - asked - ignored, asked, ignored)
        return found


def equal_cells(columns: Iterable[ListColumn]) -> dict[str, list[tuple[int, int]]]:
    """Each different text of some columns with the row and column of its cells."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for column in columns:
        for row, cell in column.cells:
            found[shown(cell)].append((row, column.position))
    return dict(found)


def _rows(places: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row for row, _ in places))


def _letter(places: Sequence[tuple[int, int]]) -> str:
    positions = {position for _, position in places}
    return letter(positions.pop()) if len(positions) == 1 else ""
