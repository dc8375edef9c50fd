"""Words are compared without what people vary, and the likely one is found or none."""

import pytest

from data.returns.spelling import folded, nearest, says_nothing

WORDS = {"music_education_hub": "Music Education Hub", "school": "School", "health": "Health"}


@pytest.mark.parametrize(
    "said",
    ["music_education_hub", " Music Education Hub ", "“music-education hub”", "MUSIC\u00a0EDUCATION_HUB"],
)
def test_case_quotes_spaces_and_hyphens_make_no_difference(said: str) -> None:
    assert folded(said) == "music_education_hub"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("music hub", "music_education_hub"),
        ("hub", "music_education_hub"),
        ("skool", "school"),
        ("helth", "health"),
    ],
)
def test_the_word_that_somebody_probably_meant_is_found(said: str, meant: str) -> None:
    assert nearest(said, WORDS) == meant


@pytest.mark.parametrize("said", ["zebra", "", "  ", "–"])
def test_nothing_is_suggested_where_nothing_is_near(said: str) -> None:
    assert nearest(said, WORDS) is None


def test_codes_alone_are_enough() -> None:
    assert nearest("barnet", ["barnet-youth", "bath-cep"]) == "barnet-youth"


@pytest.mark.parametrize(
    "said", ["unknown", "Not known", "N/A", "n/a ", "-", "–", "TBC", "To be confirmed", "None", "[x]"]
)
def test_words_for_nothing_are_known(said: str) -> None:
    assert says_nothing(said)


@pytest.mark.parametrize("said", ["no", "0", "other", "absent", "not published", "a-x", "nan"])
def test_words_that_say_something_are_not_taken_for_nothing(said: str) -> None:
    assert not says_nothing(said)
