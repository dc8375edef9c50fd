"""Words of a vocabulary, alone or in a list, and what somebody meant who wrote another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.returns.sheets.kinds import CellError, Kind, quoted, text_of
from data.returns.sheets.synonyms import OTHER_WORDS
from data.returns.spelling import folded, nearest

_JOINED = (re.compile(r"[;,/&+|]"), re.compile(r"[;,/&+|]|\band\b"))
"""How people join words; the second breaks labels that hold an `and`."""


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
        if ";" in said or self.several(text_of(cell)):
            raise CellError(f"{quoted(cell)} is more than one {self.noun}.", "Give one only.")
        raise CellError(f"{quoted(cell)} is not {_with_article(self.noun)}.", self._advice(said))

    def several(self, text: str) -> tuple[str, ...]:
        """The codes of a text that joins words of the vocabulary with commas and the like; none where it does not."""
        known = {folded(word): code for code, label in self.vocabulary.items() for word in (label, code)}
        for joined in _JOINED:
            codes = [known.get(folded(part), "") for part in joined.split(text) if part.strip()]
            if len(codes) > 1 and all(codes):
                return tuple(codes)
        return ()

    def _advice(self, said: str) -> str:
        other = OTHER_WORDS.get(self.noun, {}).get(said, "")
        close = other if other in self.vocabulary else nearest(said, self.vocabulary)
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
        for part in parts:
            if part not in self.one.vocabulary and (meant := self.one.several(part)):
                raise CellError(
                    f"{quoted(part)} is more than one {self.one.noun}.", f"Did you mean {';'.join(meant)}?"
                )
        return tuple(dict.fromkeys(self.one.read(part) for part in parts if part))


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
