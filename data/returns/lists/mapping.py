"""What was decided about a list, kept by name for the next one: what its columns are, its day, and the answers."""

import json
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from data.errors import AnswersError
from data.returns.lists.columns import ROLES
from data.returns.readings import Question
from data.returns.spelling import folded

Answered = tuple[str, str]
"""What an answer is to: the role of the column, and what the equal cells say, folded."""
AS_AT = "as_at"
"""The column of the question on which day the list speaks of."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a list is read: `columns` is heading -> role.

    `proposed` says that questions without an answer take the one that is proposed.
    """

    name: str = ""
    sheet: str = ""
    columns: Dictionary[str, str] = field(default_factory=dict)
    as_at: date | None = None
    answers: Dictionary[Answered, str] = field(default_factory=dict)
    proposed: bool = False

    def answer(self, column: str, said: str) -> str | None:
        """What was answered to equal cells of a column; None where nothing was."""
        return self.answers.get((column, folded(said)))

    def answer_to(self, question: Question) -> str | None:
        """What was answered to a question, or what is proposed where that shall do."""
        found = self.answer(question.column, question.value)
        return question.proposed if found is None and self.proposed else found

    def as_json(self) -> dict[str, Any]:
        """All of it as plain values: what `from_json` takes."""
        return {
            "mapping": self.name,
            "sheet": self.sheet,
            "as_at": self.as_at.isoformat() if self.as_at else None,
            "accept_proposed": self.proposed,
            "columns": [{"heading": heading, "is": role} for heading, role in self.columns.items()],
            "questions": [
                {"column": column, "value": said, "answer": answer}
                for (column, said), answer in sorted(self.answers.items())
            ],
        }

    def on(self, day: date | None) -> "Mapping":
        """The same for another day, where one is given."""
        return replace(self, as_at=day) if day else self


def from_json(said: str | Dictionary[str, Any]) -> Mapping:
    """A mapping as a proposal or `as_json` has it. Raises `AnswersError` for what is none."""
    try:
        found = json.loads(said) if isinstance(said, str) else said
        day = found.get("as_at")
        columns = {str(one["heading"]): str(one["is"]) for one in found["columns"]}
        return Mapping(
            name=str(found.get("mapping") or ""),
            sheet=str(found.get("sheet") or ""),
            columns=columns if not _strangers(columns.values()) else _refuse(columns),
            as_at=date.fromisoformat(day) if day else None,
            answers={
                (str(one["column"]), folded(str(one["value"]))): str(one["answer"])
                for one in found.get("questions", ())
                if one.get("answer") is not None
            },
            proposed=found.get("accept_proposed") is True,
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AnswersError(
            "This is no mapping of a list: `cep import LIST --map FILE.json` writes one, and a day in it is like "
            "2020-02-14."
        ) from error


def _strangers(roles: Iterable[str]) -> list[str]:
    return [role for role in roles if role not in ROLES]


def _refuse(columns: Dictionary[str, str]) -> Dictionary[str, str]:
    wrong = _strangers(columns.values())[0]
    raise AnswersError(f"A column of a list cannot be “{wrong}”; it can be {', '.join(ROLES)}.")
