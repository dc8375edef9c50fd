"""The cells of a column as values: as their kind takes them, else as what they mean, else as what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from data.returns.columns import Columns, Values, array
from data.returns.problems import MOST
from data.returns.readings import Answers, Choice, Doubt, Meaning, Meant
from data.returns.sheets import Column, Sheet
from data.returns.sheets.kinds import CellError, KeyKind, TextKind, quoted, shown
from data.returns.spelling import folded, says_nothing
from data.returns.workbook.grids import Cell


class Names(Protocol):
    """Knows what is called how: what a cell means that names something by its name and not its key."""

    def meant(self, sheet: Sheet, column: Column, cell: Cell, /) -> Meaning | None:
        """What a cell means; None where nothing that is known is called so."""

    def is_strange(self, sheet: Sheet, column: Column, key: object, /) -> bool:
        """Whether a key that its column takes is of nothing that is known."""

    def learn(self, sheet: Sheet, columns: Columns, /) -> None:
        """Take note of rows that others of the same files may name."""


class NoNames:
    """Knows no names."""

    def meant(self, _sheet: Sheet, _column: Column, _cell: Cell, /) -> Meaning | None:
        """None."""
        return None

    def is_strange(self, _sheet: Sheet, _column: Column, _key: object, /) -> bool:
        """False."""
        return False

    def learn(self, _sheet: Sheet, _columns: Columns, /) -> None:
        """Nothing."""


LEFT_OUT = Choice("[leave out]", "leave the row out")
CLEAR = "[clear]"
"""What a cell says whose value is to be taken away; a blank one keeps what is stored."""
UNTRIED = CellError("The cell was not tried.", "Mend those before it.")
"""Stands for the cells after those that are listed."""


class UnansweredError(CellError):
    """A cell that can mean several things; nobody has said yet which."""


class StrangerError(CellError):
    """A key that its column takes, but nothing that is known has; the checks across files say so of what is left."""

    def __init__(self, key: object) -> None:
        super().__init__(f"Nothing is called {quoted(key)}.", "")
        self.key = key


class LeftOutError(CellError):
    """A cell that was answered with leaving its row out."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the files: what was answered to earlier questions about them, and names."""

    answers: Answers = field(default_factory=dict)
    names: Names = field(default_factory=NoNames)


@dataclass(frozen=True, slots=True)
class Understood:
    """Equal cells of a column that their kind does not take: what they mean, and the places of their rows.

    `beside` is what they say for other columns of their rows, also by their answer; `is_blank` whether they say that
    there is nothing to say.
    """

    cell: Cell
    meaning: Meaning
    beside: Mapping[str, str]
    places: list[int]
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """The values of a column, errors among them, and what was made of cells that their kind does not take."""

    values: Values
    understood: list[Understood] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the columns of one sheet."""

    sheet: Sheet
    known: Known

    def column(self, cells: Values, column: Column) -> ReadColumn:
        """The values of a column; each different cell is read once, for most say the same.

        When as many different cells as are ever listed could not be read, no other is tried.
        """
        values: dict[object, object] = {}
        meanings: dict[object, tuple[Meaning, Meant | None]] = {}
        errors = 0
        # A number, a day or yes may be equal to another kind of cell; a text is not.
        said = [cell if type(cell) is str else (type(cell), cell) for cell in cells.tolist()]
        different = dict.fromkeys(said)
        column = replace(column, kind=column.kind.among(map(_cell, different)))
        for one in different:
            if errors >= MOST:
                values[one] = UNTRIED
                continue
            cell = _cell(one)
            found = self._value(cell, column)
            if isinstance(found, CellError) and cell is not None:
                found, meaning, final = self._meant(cell, column, found)
                if meaning is not None:
                    meanings[one] = meaning, final
            values[one] = found
            errors += isinstance(found, CellError) and not isinstance(found, LeftOutError)
        places: dict[object, list[int]] = {one: [] for one in meanings}
        for place, one in enumerate(said) if meanings else ():
            if one in places:
                places[one].append(place)
        understood = [
            Understood(_cell(one), meaning, final.beside, places[one], not final.written)
            if final
            else Understood(_cell(one), meaning, {}, places[one])
            for one, (meaning, final) in meanings.items()
        ]
        return ReadColumn(array(map(values.__getitem__, said), len(said)), understood)

    def _value(self, cell: Cell, column: Column) -> object:
        """The value of a cell as its kind takes it, or the error that says why it has none."""
        if cell is None:
            missing = CellError(f"{column.name} is missing.", f"Write {column.kind.words}.")
            return column.default if column.blank else missing
        if isinstance(cell, str) and folded(cell) == CLEAR:
            return self._cleared(cell, column)
        if isinstance(column.kind, TextKind) and column.blank and _says_nothing(cell):
            return CellError(f"{quoted(cell)} says that nothing is known.", "Leave the cell blank.")
        try:
            found = column.kind.read(cell)
        except CellError as error:
            return error
        is_key = type(column.kind) is KeyKind
        return (
            StrangerError(found)
            if is_key and self.known.names.is_strange(self.sheet, column, found)
            else found
        )

    def _cleared(self, cell: str, column: Column) -> object:
        """What a column is without a value, where a row may go without."""
        if column.blank and column.stored not in self.sheet.key:
            return column.default
        return CellError(
            f"{quoted(cell)} stands where no row goes without a value.", f"Write {column.kind.words}."
        )

    def _meant(
        self, cell: Cell, column: Column, error: CellError
    ) -> tuple[object, Meaning | None, Meant | None]:
        """The value of a cell that its kind does not take, what it can mean, and what it does mean."""
        meaning = self._meaning(cell, column)
        if isinstance(meaning, Meant):
            return meaning.value, meaning, meaning
        answer = self.known.answers.get((self.sheet.name, column.name, shown(cell)))
        if answer is None:
            if isinstance(error, StrangerError) and meaning is None:
                return error.key, None, None
            return (UnansweredError(meaning.asks, "") if meaning else error), meaning, None
        if answer == LEFT_OUT.write:
            return (
                LeftOutError(f"{quoted(cell)} was answered with “{answer}”.", "The row was left out."),
                meaning,
                None,
            )
        found = self._value(answer.strip() or None, column)
        if isinstance(found, StrangerError):
            found = found.key
        again = self._meaning(answer, column) if isinstance(found, CellError) else Meant(found, answer)
        if isinstance(again, Meant):
            return again.value, meaning or again, again
        wrong = found.wrong if isinstance(found, CellError) else ""
        return (
            CellError(f"{quoted(cell)} was answered with “{answer}”. {wrong}", "Answer it anew."),
            meaning,
            None,
        )

    def _meaning(self, cell: Cell, column: Column) -> Meaning | None:
        """What a cell means that its kind does not take."""
        meaning = self.known.names.meant(self.sheet, column, cell) or column.kind.meant(cell)
        if meaning is None and _says_nothing(cell):
            if column.blank:
                return Meant(column.default, "")
            return Doubt(f"{quoted(cell)} says that it is not known; no row goes without it.", (LEFT_OUT,))
        if isinstance(meaning, Doubt):
            other = Choice("", "not known") if column.blank else LEFT_OUT
            return replace(meaning, choices=(*meaning.choices, other))
        return meaning


def _cell(said: object) -> Cell:
    return said[1] if isinstance(said, tuple) else said  # type: ignore[return-value]


def _says_nothing(cell: Cell) -> bool:
    return isinstance(cell, str) and says_nothing(cell)
