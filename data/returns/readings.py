"""How cells were understood that are not written as their column takes them: as one meaning, or with a question.

A cell that can mean one thing only is read as that (`Reading`). One that can mean several waits for an answer
(`Question`): one for all equal cells of a column, in whichever file. An answer is what should have been written.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from data.errors import AnswersError
from data.returns.spelling import folded

Asked = tuple[str, str, str]
"""What an answer is to: the sheet, its column ("" where rows are meant), and what the equal cells say."""
Answers = Mapping[Asked, str]
"""What should have been written in the cells of each question that has an answer; "" is a blank cell."""
ANSWERS_FILE = "answers.json"
"""What the answers are called that are kept beside the files that they belong to."""
MOST_ROWS = 3
"""Rows that a sentence names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What one cell means: its value for the store, and how it is written as its column takes it.

    `beside` are columns of the same row that this says something for where their cells are blank: a month's
    precision, that a number was estimated.
    """

    value: object
    written: str
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A possible answer: what would be written in the cell, and what it means in words."""

    write: str
    means: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """That one cell can mean several things: what is asked, what can be answered, and the answer proposed, if any."""

    asks: str
    choices: tuple[Choice, ...]
    proposed: str | None = None


Meaning = Meant | Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Equal cells of one column of a sheet of a file: what they say, and the rows they stand in.

    Where whole rows are meant, and not one cell of each, `column` is "" and `value` says what these rows are.
    """

    file: str
    sheet: str
    column: str
    value: str
    rows: tuple[int, ...]
    letter: str = ""

    @property
    def where(self) -> str:
        """The place in words: `returns.xlsx, sheet activities, column H (young_people), rows 4 and 9`."""
        named = f"column {self.letter} ({self.column})" if self.letter else f"column {self.column}"
        parts = [self.file, f"sheet {self.sheet}", *([named] if self.column else []), in_rows(self.rows)]
        return ", ".join(parts)

    def understood(self, meaning: Meaning) -> "Reading | Question":
        """The cells with what they mean."""
        said = {name: getattr(self, name) for name in ("file", "sheet", "column", "value", "rows", "letter")}
        if isinstance(meaning, Meant):
            return Reading(**said, meaning=meaning.written, beside=meaning.beside)
        return Question(**said, asks=meaning.asks, choices=meaning.choices, proposed=meaning.proposed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Cells):
    """Equal cells that were understood as one meaning; `meaning` is how their column takes it, "" for a blank."""

    meaning: str
    beside: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def sentence(self) -> str:
        """Everything in words: `..., rows 4 and 9: “15.01.2020” was read as 2020-01-15.`"""
        others = "".join(f", {column} {value}" for column, value in self.beside.items())
        return f"{self.where}: “{self.value}” was read as {self.meaning or 'blank'}{others}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Cells):
    """Equal cells that can mean several things; nothing is loaded while it has no answer."""

    asks: str
    choices: tuple[Choice, ...]
    proposed: str | None = None

    @property
    def asked(self) -> Asked:
        """What an answer to it is kept under."""
        return folded(self.sheet), self.column, self.value

    def read_as(self, meaning: str) -> Reading:
        """The cells as they are read where nothing is to be asked of them."""
        return Reading(
            file=self.file, sheet=self.sheet, column=self.column, value=self.value, rows=self.rows,
            letter=self.letter, meaning=meaning,
        )  # fmt: skip

    @property
    def answerable(self) -> str:
        """The choices in words: `Answer with 12 (exactly) or blank (not known).`"""
        named = [f"{one.write or 'blank'}" + (f" ({one.means})" if one.means else "") for one in self.choices]
        return f"Answer with {', '.join(named[:-1])}{' or ' * (len(named) > 1)}{named[-1]}." if named else ""

    @property
    def sentence(self) -> str:
        """Everything in words, the choices last."""
        return " ".join(part for part in (f"{self.where}: {self.asks}", self.answerable) if part)


def in_rows(rows: Sequence[int]) -> str:
    """The rows in words: `row 4`, `rows 4, 9 and 12`, `rows 4, 9, 12 and 40 more`."""
    return f"{'row' if len(rows) == 1 else 'rows'} {first_of(list(map(str, rows)), most=MOST_ROWS)}"


def first_of(items: Sequence[str], *, most: int) -> str:
    """The items in words, of many the first: `a, b and 5 more`."""
    more = [f"{len(items) - most:,} more"] if len(items) > most else []
    named = [*items[:most], *more]
    return " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))


def questions_as_json(questions: Iterable[Question], answers: Answers) -> str:
    """The questions as a file to be answered in: each with its choices, and its answer or the one proposed."""
    asked: dict[Asked, dict[str, object]] = {}
    for one in questions:
        here = asked.setdefault(
            one.asked,
            {
                "sheet": one.asked[0], "column": one.column, "value": one.value, "asks": one.asks, "where": [],
                "choices": [asdict(choice) for choice in one.choices],
                "answer": answers.get(one.asked, one.proposed),
            },
        )  # fmt: skip
        places = here["where"]
        if isinstance(places, list):
            places.append(f"{one.file}, {in_rows(one.rows)}")
    return json.dumps({"questions": list(asked.values())}, ensure_ascii=False, indent=2) + "\n"


def answers_as_json(answers: Answers) -> str:
    """Answers as such a file has them, without what was asked."""
    names = ("sheet", "column", "value", "answer")
    said = [dict(zip(names, (*asked, answer), strict=True)) for asked, answer in answers.items()]
    return json.dumps({"questions": said}, ensure_ascii=False)


def answers_from_json(text: str) -> Answers:
    """The answers in such a file; a question whose answer is null has none. Raises `AnswersError`."""
    try:
        said = json.loads(text)
        asked = said["questions"]
        found = {(one["sheet"], one["column"], one["value"]): one["answer"] for one in asked}
    except (ValueError, TypeError, KeyError) as error:
        raise AnswersError(
            "The file of answers is not one that --questions writes; write it anew and fill in each answer."
        ) from error
    if wrong := [asked for asked, answer in found.items() if not isinstance(answer, str | None)]:
        raise AnswersError(f"The answer to “{wrong[0][2]}” is not text; write it in quotation marks.")
    return {asked: answer for asked, answer in found.items() if answer is not None}
