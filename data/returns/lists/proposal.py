"""A list as it was understood, as plain values: the file of a mapping to be answered in, and what the page shows."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from data.returns.lists.columns import ROLES
from data.returns.lists.tables import counted
from data.returns.readings import Question
from data.returns.spelling import folded

if TYPE_CHECKING:
    from data.returns.lists.understood import Understood


def proposal(understood: "Understood") -> dict[str, Any]:
    """What was understood, what is asked with proposed answers, and what is left out; `from_json` takes it back.

    Answers that were kept of an earlier list, and which this one does not ask for, stay in it.
    """
    mapping = understood.mapping
    asked = {(one.column, folded(one.value)) for one in understood.questions}
    kept = [one for one in mapping.as_json()["questions"] if (one["column"], one["value"]) not in asked]
    return mapping.as_json() | {
        "file": understood.file.name,
        "header_row": understood.header,
        "partnerships": len(understood.entries),
        "columns": [
            {
                "letter": column.letter,
                "heading": column.heading,
                "is": column.role,
                "sample": column.sample,
                **dict(
                    zip(("understood", "asked", "ignored"), understood.cells[column.position], strict=True)
                ),
            }
            for column in understood.columns
        ],
        "columns_can_be": dict(ROLES),
        "left_out": counted(understood.skipped),
        "rows_left_out": [asdict(one) for one in understood.skipped if one.says],
        "other_sheets": dict(understood.others),
        "readings": [
            {"column": one.column, "value": one.value, "read_as": one.meaning, "rows": list(one.rows)}
            for one in understood.readings
        ],
        "questions": [*(_question(one, understood) for one in understood.questions), *kept],
    }


def _question(one: Question, understood: "Understood") -> dict[str, Any]:
    is_open = one in understood.open
    return {
        "column": one.column,
        "value": one.value,
        "asks": one.asks,
        "rows": list(one.rows),
        "choices": {choice.write: choice.means for choice in one.choices},
        "proposed": one.proposed,
        "answer": None if is_open else understood.mapping.answer_to(one),
    }
