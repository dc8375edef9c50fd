"""What somebody probably meant is suggested where it can only be that, and never where it cannot be."""

from datetime import date

import pytest

from data.returns.sheets import SHEETS, suggestions
from data.returns.sheets.vocabularies import OTHER_WORDS, WordKind, WordsKind
from data.returns.spelling import folded


@pytest.mark.parametrize(
    "said",
    [
        "1 March 2020", "1st March 2020", "Sunday 1 March 2020", "Sunday, 1st of March, 2020",
        "March 1, 2020", "1-Mar-20",
        "01-Mar-2020", "01.03.2020", "1.3.20", "1-3-2020", "1 3 2020", "2020/03/01", "2020.3.1", "20200301",
        "2020-03-01 10:30", "'2020-03-01", "“01/03/2020”", "43891", 43891, 43891.4,
    ],
)  # fmt: skip
def test_a_day_written_otherwise_is_suggested(said: object) -> None:
    assert suggestions.day(said) == date(2020, 3, 1)


@pytest.mark.parametrize(
    "said",
    [
        "tbc", "Q1 2020", "March 2020", "31.02.2020", "1 Ju 2020", "1 Ma 2020", "1.3.60", "99999", 12, True, "",
        "1" * 50, None,
    ],
)  # fmt: skip
def test_no_day_is_suggested_where_none_is_likely(said: object) -> None:
    assert suggestions.day(said) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("£1,200", 1200), ("1 200", 1200), ("12,345,678", 12345678), ("c. 30", 30), ("c30", 30), ("about 30", 30),
        ("approx. 30", 30), ("30+", 30), ("over 30", 30), ("12 schools", 12), ("2.5 hours", 2.5), ("~ 30", 30),
    ],
)  # fmt: skip
def test_a_number_written_otherwise_is_suggested(said: str, meant: float) -> None:
    assert suggestions.number(said) == meant


@pytest.mark.parametrize("said", ["many", "30-40", "1,20", "2 of 30", "-", "", "1e999", "30 %", "1" * 50])
def test_no_number_is_suggested_where_none_is_likely(said: str) -> None:
    assert suggestions.number(said) is None


def test_other_words_lead_to_words_that_there_are_and_are_none_themselves() -> None:
    kinds = [column.kind for sheet in SHEETS.values() for column in sheet.columns.values()]
    vocabularies: dict[str, dict[str, str]] = {}
    for kind in kinds:
        one = kind.one if isinstance(kind, WordsKind) else kind
        if isinstance(one, WordKind):
            vocabularies.setdefault(one.noun, {}).update(one.vocabulary)
    for noun, others in OTHER_WORDS.items():
        assert set(others.values()) <= set(vocabularies[noun]), noun
        words = {folded(word) for pair in vocabularies[noun].items() for word in pair}
        assert not words & set(others), noun
        assert all(folded(other) == other for other in others), noun
