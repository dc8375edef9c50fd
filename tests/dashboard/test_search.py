"""A name is found by its words, begun, misspelt, without accents, in any order; what fits best comes first."""

import pytest

from dashboard.search import Names

NAMES = (
    "Bristol Cultural Education Partnership",
    "Bristol, City of",
    "Leeds33 LeedsCEP",
    "King's Lynn and West Norfolk",
    "Théâtre des Enfants",
    "Manchester Cultural Education Partnership",
    "Stoke-on-Trent",
)


def found(asked: str) -> list[str]:
    return [NAMES[place] for place in Names((name, "", 0) for name in NAMES).like(asked)]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Manchester", "Manchester Cultural Education Partnership"),
        ("manch", "Manchester Cultural Education Partnership"),
        ("Mnachester", "Manchester Cultural Education Partnership"),
        ("partnership bristol", "Bristol Cultural Education Partnership"),
        ("leeds cep", "Leeds33 LeedsCEP"),
        ("leedscep", "Leeds33 LeedsCEP"),
        ("kings lynn", "King's Lynn and West Norfolk"),
        ("King’s Lynn", "King's Lynn and West Norfolk"),
        ("theatre", "Théâtre des Enfants"),
        ("THÉÂTRE", "Théâtre des Enfants"),
        ("stoke on trent", "Stoke-on-Trent"),
        ("Bristol Cultral Educaton", "Bristol Cultural Education Partnership"),
    ],
)
def test_a_name_is_found_however_it_is_written(asked: str, first: str) -> None:
    assert found(asked)[0] == first


@pytest.mark.parametrize("asked", ["", "   ", "!?", "xqwzk", "zz", "xqwzk wvvb partnership"])
def test_nothing_is_found_for_nothing_and_for_what_nobody_is_called(asked: str) -> None:
    assert found(asked) == []


def test_a_whole_name_comes_first_then_the_lower_rank_then_the_shorter_name() -> None:
    names = Names(
        [
            ("Bristol", "", 1),
            ("Bristol Music", "", 1),
            ("Bristol Cultural Education", "", 0),
            ("Bristol Arts", "", 0),
        ]
    )
    assert names.like("bristol") == [0, 3, 2, 1]


def test_a_word_itself_comes_before_one_that_begins_with_it() -> None:
    names = Names([("Wellesley School", "", 0), ("Well School", "", 0)])
    assert names.like("well") == [1, 0]


def test_what_has_half_of_what_was_asked_for_is_not_beside_what_has_all() -> None:
    assert found("Bristol City") == ["Bristol, City of"]


def test_a_very_long_question_is_cut() -> None:
    assert found("bristol " * 10_000)[0].startswith("Bristol")
