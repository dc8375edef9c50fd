"""The kinds of value that a cell of a return can hold, and how each is read from what stands there.

`read` takes a cell that is not blank and gives the value for the store, or raises `CellError` with what is
wrong and what would be right. Nothing is guessed: what can mean two things is a problem.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil, floor, inf, isfinite

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from data.returns.readings import Choice, Doubt, Meaning, Meant
from data.returns.sheets import suggestions
from data.returns.spelling import bare, folded, says_nothing

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a reader of spreadsheets finds in a cell; None where it is blank."""

ESTIMATE = "estimate"
"""The basis of a number that was estimated."""
LONGEST_TEXT, LONGEST_KEY = 2000, 200
MOST_COUNTED = 20_000_000
"""More than there are children and young people in England, so no count of them, or of schools, is above."""

_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_AREA_CODE = re.compile(r"[EKNSW]\d{8}", re.ASCII)
_SITE = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#][^\s<>\"]*)?", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_LARGEST = sys.float_info.max
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ANSWERS = {True: ("yes", "y", "true", "1"), False: ("no", "n", "false", "0")}
_TICKS = {
    **dict.fromkeys(("✓", "✔", "☑", "✅", "√", "x", "tick", "ticked", "✔️", "✓️"), True),
    **dict.fromkeys(("✗", "✘", "❌", "☐"), False),
}
_YES_OR_NO = {word: answer for answer, words in _ANSWERS.items() for word in words}


class CellError(ValueError):
    """A cell cannot be read as its kind; `wrong` and `right` are sentences."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(f"{wrong} {right}")
        self.wrong, self.right = wrong, right


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value; annotates a field of a row model and reads its cells."""

    @property
    def words(self) -> str:
        """What a cell holds, for the guide and the reference: `a day (2019-03-31 or 31/03/2019)`."""
        raise NotImplementedError

    def read(self, cell: object) -> object:
        """The value for the store; raises `CellError`."""
        raise NotImplementedError

    def among(self, _cells: Iterable[object], /) -> "Kind":
        """The same kind, with what all cells of a column show of how they are written."""
        return self

    def meant(self, _cell: object, /) -> Meaning | None:
        """What a cell means that `read` does not take; None where nothing is certain enough to be said or asked."""
        return None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a row model read a cell with `read`, then see that the type is right."""
        return core_schema.no_info_before_validator_function(
            lambda cell: None if cell is None else self.read(cell), handler(source)
        )


@dataclass(frozen=True, slots=True)
class TextKind(Kind):
    """Words, on one line or several."""

    longest: int = LONGEST_TEXT

    @property
    def words(self) -> str:
        """What a cell holds."""
        return "words"

    def read(self, cell: object) -> str:
        """Words without space around them; a whole number becomes its digits."""
        text = text_of(cell)
        if found := _CONTROL.search(text):
            raise CellError(
                f"The text holds a character that is not text (U+{ord(found.group()):04X}).", "Remove it."
            )
        if len(text) > self.longest:
            raise CellError(
                f"The text is {len(text):,} characters long; {self.longest:,} are allowed.", "Shorten it."
            )
        return text


@dataclass(frozen=True, slots=True)
class KeyKind(TextKind):
    """A key: small letters and digits, joined by hyphens."""

    longest: int = LONGEST_KEY

    @property
    def words(self) -> str:
        """What a cell holds."""
        return "a key (small letters, digits and hyphens)"

    def read(self, cell: object) -> str:
        """The key as it stands; another spelling is a problem, because it would be another key."""
        text = bare(TextKind.read(self, cell))
        if _KEY.fullmatch(text):
            return text
        meant = "" if says_nothing(text) else slug(text)
        advice = f"Did you mean {meant}?" if _KEY.fullmatch(meant) else "Write a key such as barnet-m1."
        raise CellError(f"{quoted(cell)} is not a key (small letters, digits and hyphens).", advice)


@dataclass(frozen=True, slots=True)
class LinkKind(TextKind):
    """The address of a page."""

    @property
    def words(self) -> str:
        """What a cell holds."""
        return "an address that begins with https:// or http://"

    def read(self, cell: object) -> str:
        """The address as it stands."""
        text = TextKind.read(self, cell)
        if re.fullmatch(r"https?://[^\s<>\"]+", text):
            return text
        raise CellError(f"{quoted(cell)} is not an address.", "Write it as https://www.example.org.")

    def meant(self, cell: object, /) -> Meaning | None:
        """An address without https:// before it."""
        address = f"https://{str(cell).strip().rstrip(',;')}"
        return Meant(address, address) if _SITE.fullmatch(address) else None


@dataclass(frozen=True, slots=True)
class AreaCodeKind(Kind):
    """The GSS code of an authority."""

    @property
    def words(self) -> str:
        """What a cell holds."""
        return "an area code (E09000007)"

    def read(self, cell: object) -> str:
        """The code in capitals."""
        text = bare(text_of(cell)).upper()
        if _AREA_CODE.fullmatch(text):
            return text
        raise CellError(
            f"{quoted(cell)} is not an area code.",
            "Write the authority's nine-character code, such as E09000007 for Camden.",
        )


@dataclass(frozen=True, slots=True)
class FlagKind(Kind):
    """Yes or no."""

    @property
    def words(self) -> str:
        """What a cell holds."""
        return "yes or no"

    def read(self, cell: object) -> bool:
        """True for yes, y, true and 1; False for no, n, false and 0."""
        said = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
        answer = _YES_OR_NO.get(folded(said))
        if answer is None:
            raise CellError(f"{quoted(cell)} is neither yes nor no.", "Write yes or no.")
        return answer

    def meant(self, cell: object, /) -> Meaning | None:
        """A tick and an x are yes, a cross is no."""
        answer = _TICKS.get(folded(str(cell)))
        if answer is not None:
            return Meant(answer, shown(answer))
        if not isinstance(cell, str) or says_nothing(cell):
            return None
        return Doubt(f"{quoted(cell)} is neither yes nor no.", (Choice("yes", ""), Choice("no", "")))


@dataclass(frozen=True, slots=True)
class NumberKind(Kind):
    """A number, whole where `whole`, between `least` and `most`; `basis` is the column that says how it was counted."""

    whole: bool = False
    least: float | None = None
    most: float | None = None
    basis: str = ""

    @property
    def words(self) -> str:
        """What a cell holds."""
        words = "a whole number" if self.whole else "a number"
        if self.most is not None:
            return f"{words} from {self.least or 0:g} to {self.most:g}"
        return f"{words}, {self.least:g} or more" if self.least is not None else words

    def read(self, cell: object) -> float:
        """The number; text may have thousands separators."""
        number = _number_of(cell)
        if number is None:
            raise CellError(f"{quoted(cell)} is not a number.", self._meant(cell))
        if self.whole and not number.is_integer():
            raise CellError(f"{quoted(cell)} is not a whole number.", "Write how many there are.")
        if self.whole and number > MOST_COUNTED:
            raise CellError(f"{quoted(cell)} is more than there can be.", "Write how many there are.")
        if self.least is not None and number < self.least:
            raise CellError(f"{quoted(cell)} is below {self.least:g}.", f"Write {self.words}.")
        if self.most is not None and number > self.most:
            raise CellError(f"{quoted(cell)} is above {self.most:g}.", self._instead(number))
        return number

    def meant(self, cell: object, /) -> Meaning | None:
        """A number with what is counted, in words, in per cent, or as an estimate; what may be another is asked."""
        if not isinstance(cell, str):
            return self._nearly(cell)
        if (number := self._certain(cell)) is not None:
            return Meant(number, shown(number))
        if (about := self._takes(suggestions.estimate(cell))) is not None:
            if self.basis:
                return Meant(about, shown(about), {self.basis: ESTIMATE})
            return Doubt(f"{quoted(cell)} is an estimate.", (Choice(shown(about), "as if it were counted"),))
        return self._which(cell) or self._nearly(_number_of(cell))

    def _certain(self, cell: str) -> float | None:
        """The number that a text can only mean."""
        percent = re.fullmatch(r"(\d{1,3}(?:\.\d{1,9})?) ?%", cell.strip()) if self.most == 1 else None
        return self._takes(float(percent[1]) / 100 if percent else suggestions.amount(cell))

    def _which(self, cell: str) -> Doubt | None:
        """Ask which number a text means that says more or less than one: 12+, 30-40, up to 20, £30."""
        span = suggestions.bounds(cell)
        number = suggestions.number(cell)
        choices: list[Choice] = []
        for one, says in (
            (span and span[0], "the least"),
            (span and (span[0] + span[1]) // 2, "the middle"),
            (span and span[1], "the most"),
            (None if span else number, "exactly"),
        ):
            if one is not None and self._takes(one) is not None:
                choices.append(Choice(shown(one), says))
                if self.basis:
                    choices.append(Choice(f"c. {shown(one)}", f"{says}, as an estimate"))
        return Doubt(f"{quoted(cell)} can mean several numbers.", tuple(choices)) if choices else None

    def _nearly(self, cell: object) -> Meaning | None:
        """A share written in per cent; else ask of a number that cannot be right which one would be."""
        number = _number_of(cell)
        if number is None:
            return None
        if self.most == 1 and 2 <= number <= 100:  # noqa: PLR2004 - a share written in per cent
            return Meant(number / 100, shown(number / 100))
        near = dict.fromkeys([float(floor(number)), float(ceil(number)), -number])
        choices = tuple(Choice(shown(one), "") for one in near if self._takes(one) is not None)
        return Doubt(f"{quoted(cell)} is not {self.words}.", choices) if choices else None

    def _takes(self, number: float | None) -> float | None:
        """A number if it could stand there."""
        try:
            return None if number is None else self.read(number)
        except CellError:
            return None

    def _instead(self, number: float) -> str:
        percent = self.most == 1 and 2 <= number <= 100  # noqa: PLR2004 - a share written in per cent
        return f"Did you mean {number / 100:g}?" if percent else f"Write {self.words}."

    def _meant(self, cell: object) -> str:
        """What is probably meant by a cell that is no number, if that could stand there."""
        said = cell.strip() if isinstance(cell, str) else ""
        percent = re.fullmatch(r"(\d{1,3}(?:\.\d{1,9})?) ?%", said) if self.most == 1 else None
        number = float(percent[1]) / 100 if percent else suggestions.number(said)
        try:
            return "Write digits alone." if number is None else f"Did you mean {shown(self.read(number))}?"
        except CellError:
            return "Write digits alone."


def shown(cell: object) -> str:
    """A cell's value as a reader of the file knows it, cut where it is long."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    text = cell.isoformat() if isinstance(cell, date) else str(cell)
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004 - a line of a message


def quoted(cell: object) -> str:
    """`shown`, in the quotes of a message."""
    return f"“{shown(cell)}”"


def text_of(cell: object) -> str:
    """The words of a cell; a whole number becomes its digits, anything else raises `CellError`."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, int | float) and not isinstance(cell, bool) and float(cell).is_integer():
        return str(int(cell))
    what = (
        "a date"
        if isinstance(cell, date | time | timedelta)
        else "a number"
        if isinstance(cell, float)
        else "no text"
    )
    raise CellError(f"{quoted(cell)} is {what}.", "Format the cell as text and write it again.")


def slug(text: str) -> str:
    """A text as a key: `Ünïcode’s café` is unicodes-cafe."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_]+", "-", re.sub(r"['’]", "", plain)).strip("-_")


def _number_of(cell: object) -> float | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = float(cell) if abs(cell) <= _LARGEST else inf
    elif isinstance(cell, str) and _NUMBER.fullmatch(text := bare(cell)):
        number = float(text.replace(",", ""))
    else:
        return None
    return number if isfinite(number) else None
