"""Cells that can mean one thing only are read as that and listed; those that can mean several wait for one answer."""

import json

import pytest

from data.errors import AnswersError
from data.returns.reader import Known, Returned, Source, read
from data.returns.readings import Answers, Choice, Question, answers_from_json, in_rows, questions_as_json
from tests.workbooks import separated

HEAD = ["activity", "partnership", "title", "start_on", "primary_lever", "secondary_considered"]
DOUBT = Question(
    file="activities.csv", sheet="Activities", column="young_people", value="12+", rows=(4, 9), letter="H",
    asks="“12+” can mean two things:", choices=(Choice("12", "twelve"), Choice("", "not known")), proposed="12",
)  # fmt: skip


def read_flags(*flags: str, answers: Answers | None = None) -> Returned:
    rows = [[f"a{at}", "b", "Dance", "2019-03-31", "SYN", flag] for at, flag in enumerate(flags)]
    source = Source("activities.csv", separated([HEAD, *rows]))
    return read([source], known=Known(answers or {}))


def test_equal_cells_are_one_reading_with_all_their_rows() -> None:
    returned = read_flags("✓", "no", "✓")
    assert [row["secondary_considered"] for row in returned.rows["activities"]] == [True, False, True]
    (reading,) = returned.readings
    assert reading.sentence == (
        "activities.csv, sheet activities, column F (secondary_considered), rows 2 and 4: “✓” was read as yes."
    )


def test_words_that_say_that_nothing_is_known_are_blanks() -> None:
    returned = read_flags("n/a", "tbc")
    assert [row["secondary_considered"] for row in returned.rows["activities"]] == [None, None]
    assert [(one.value, one.meaning) for one in returned.readings] == [("n/a", ""), ("tbc", "")]
    assert not returned.is_refused


def test_a_file_of_questions_comes_back_as_answers_once_they_are_filled_in() -> None:
    written = questions_as_json([DOUBT, DOUBT], {})
    (asked,) = json.loads(written)["questions"]
    assert asked["where"] == ["activities.csv, rows 4 and 9"] * 2
    assert answers_from_json(written) == {("activities", "young_people", "12+"): "12"}
    assert answers_from_json(written.replace('"answer": "12"', '"answer": null')) == {}
    assert answers_from_json(questions_as_json([DOUBT], {DOUBT.asked: ""})) == {DOUBT.asked: ""}


@pytest.mark.parametrize("text", ["", "[]", '{"questions": [{"sheet": "a"}]}', '{"questions": 3}'])
def test_another_file_of_answers_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(AnswersError, match="not one that --questions writes"):
        answers_from_json(text)


def test_an_answer_is_text() -> None:
    with pytest.raises(AnswersError, match="The answer to “12\\+” is not text"):
        answers_from_json(questions_as_json([DOUBT], {}).replace('"answer": "12"', '"answer": 12'))


def test_rows_are_named_up_to_three() -> None:
    assert [in_rows(range(2, 2 + count)) for count in (1, 2, 3, 9)] == [
        "row 2", "rows 2 and 3", "rows 2, 3 and 4", "rows 2, 3, 4 and 6 more",
    ]  # fmt: skip
