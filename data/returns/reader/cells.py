"""The cells of a column as values: as their kind takes them, else as what they mean, else as what was answered."""

from collections.abc import Callable
from dataclasses import dataclass, field

from data.returns.columns import Values, array
from data.returns.problems import MOST
from data.returns.readings import Answers, Meaning, Meant
from data.returns.sheets import Column, Sheet
from data.returns.sheets.kinds import CellError, TextKind, quoted, shown
from data.returns.spelling import says_nothing
from data.returns.workbook.grids import Cell

Names = Callable[[Sheet, Column, Cell], Meaning | None]
"""What a cell means that names something by its name and not its key: only a store knows."""
UNTRIED = CellError("The cell was not tried.", "Mend those before it.")
"""Stands for the cells after those that are listed."""


class UnansweredError(CellError):
    """A cell that can mean several things; nobody has said yet which."""


def nobody(_sheet: Sheet, _column: Column, _cell: Cell) -> Meaning | None:
    """Knows no names."""
    return None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the files: what was answered to earlier questions about them, and names."""

    answers: Answers = field(default_factory=dict)
    names: Names = nobody


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """The values of a column, errors among them, and what was made of cells that their kind does not take.

    `meanings` has each different such cell, as it stands, with its meaning and the places of its rows.
    """

    values: Values
    meanings: list[tuple[Cell, Meaning, list[int]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the columns of one sheet."""

    sheet: Sheet
    known: Known

    def column(self, cells: Values, column: Column) -> ReadColumn:
        """The values of a column; each different cell is read once, for most say the same.

        When as many different cells as are ever listed could not be read, no other is tried.
        """
        known: dict[object, object] = {}
        meanings: dict[object, Meaning] = {}
        errors = 0
        # A number, a day or yes may be equal to another kind of cell; a text is not.
        said = [cell if type(cell) is str else (type(cell), cell) for cell in cells.tolist()]
        for one in dict.fromkeys(said):
            if errors >= MOST:
                known[one] = UNTRIED
                continue
            cell = _cell(one)
            found = known[one] = self._value(cell, column)
            if isinstance(found, CellError) and (meaning := self._meaning(cell, column)):
                meanings[one] = meaning
                known[one] = self._as_meant(cell, column, meaning)
            errors += isinstance(known[one], CellError)
        places: dict[object, list[int]] = {one: [] for one in meanings}
        for place, one in enumerate(said) if meanings else ():
            if one in places:
                places[one].append(place)
        found_meanings = [(_cell(one), meaning, places[one]) for one, meaning in meanings.items()]
        return ReadColumn(array(map(known.__getitem__, said), len(said)), found_meanings)

    def answer(self, column: str, cell: object) -> str | None:
        """What was answered to a cell of a column; None where nothing was."""
        return self.known.answers.get((self.sheet.name, column, shown(cell)))

    def _value(self, cell: Cell, column: Column) -> object:
        """The value of a cell as its kind takes it, or the error that says why it has none."""
        if cell is None:
            missing = CellError(f"{column.name} is missing.", f"Write {column.kind.words}.")
            return column.default if column.blank else missing
        if isinstance(column.kind, TextKind) and _is_nothing(cell, column):
            return CellError(f"{quoted(cell)} says that nothing is known.", "Leave the cell blank.")
        try:
            return column.kind.read(cell)
        except CellError as error:
            return error

    def _meaning(self, cell: Cell, column: Column) -> Meaning | None:
        """What a cell means that its kind does not take."""
        if cell is None:
            return None
        if meaning := self.known.names(self.sheet, column, cell) or column.kind.meant(cell):
            return meaning
        return Meant(column.default, "") if _is_nothing(cell, column) else None

    def _as_meant(self, cell: Cell, column: Column, meaning: Meaning) -> object:
        """The value of a cell that has a meaning; of one that has several, of the answer to it."""
        if isinstance(meaning, Meant):
            return meaning.value
        answer = self.answer(column.name, cell)
        if answer is None:
            return UnansweredError(meaning.asks, "")
        found = self._value(answer.strip() or None, column)
        again = self._meaning(answer, column) if isinstance(found, CellError) else None
        return again.value if isinstance(again, Meant) else found


def _cell(said: object) -> Cell:
    return said[1] if isinstance(said, tuple) else said  # type: ignore[return-value]


def _is_nothing(cell: Cell, column: Column) -> bool:
    """Whether a cell says in words that there is nothing to say, where a blank one would."""
    return column.default in {None, ()} and column.blank and isinstance(cell, str) and says_nothing(cell)
