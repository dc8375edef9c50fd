"""Words of a vocabulary, alone or in a list, and what somebody meant who wrote another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.sheets.kinds import CellError, Kind, quoted, text_of
from data.spelling import folded, nearest


@dataclass(frozen=True, slots=True)
class WordKind(Kind):
    """One of the words of a vocabulary: code -> label. `noun` is what such a word is: `sector`."""

    noun: str
    vocabulary: Mapping[str, str] = field(hash=False)

    @property
    def words(self) -> str:
        """What a cell holds."""
        return "one of " + ", ".join(self.vocabulary)

    def read(self, cell: object) -> str:
        """The code; its label and another case are read as the code, since they can mean nothing else."""
        if isinstance(cell, str) and cell in self.vocabulary:
            return cell
        said = folded(text_of(cell))
        for code, label in self.vocabulary.items():
            if said in {folded(code), folded(label)}:
                return code
        if ";" in said:
            raise CellError(f"{quoted(cell)} is more than one {self.noun}.", "Give one only.")
        raise CellError(f"{quoted(cell)} is not {_with_article(self.noun)}.", self._advice(said))

    def _advice(self, said: str) -> str:
        close = nearest(said, self.vocabulary)
        return f"Did you mean {close}?" if close else f"It is {self.words}."


@dataclass(frozen=True, slots=True)
class WordsKind(Kind):
    """A list of words of a vocabulary with semicolons between them."""

    one: WordKind

    @property
    def words(self) -> str:
        """What a cell holds."""
        return f"any of {', '.join(self.one.vocabulary)}, with ; between them"

    def read(self, cell: object) -> tuple[str, ...]:
        """The codes, each once, in the order given."""
        parts = [part.strip() for part in text_of(cell).split(";")]
        return tuple(dict.fromkeys(self.one.read(part) for part in parts if part))


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
