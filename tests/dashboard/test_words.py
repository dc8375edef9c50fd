from datetime import date

import pandas as pd
import pytest

from dashboard import words
from dashboard.filters import Filters


@pytest.mark.parametrize(
    ("value", "decimals", "worded"),
    [
        (1234, 0, "1,234"),
        (0, 0, "0"),
        (-0.2, 0, "0"),
        (-3, 0, "−3"),
        (2.456, 1, "2.5"),
        (56.5, 0, "57"),
        (-57.5, 0, "−58"),
        (12.25, 1, "12.3"),
        (79.46, 0, "79"),
        (None, 0, "not known"),
        (float("nan"), 0, "not known"),
    ],
)
def test_numbers_have_separators_and_never_say_nan(value, decimals, worded):
    assert words.number(value, decimals=decimals) == worded


@pytest.mark.parametrize(
    ("part", "whole", "worded"), [(23, 40, "58"), (113, 200, "57"), (1, 200, "1"), (2, 3, "67")]
)
def test_a_share_is_rounded_once_however_it_was_divided(part, whole, worded):
    assert words.percent(part / whole) == words.per_cent(100 * part / whole) == f"{worded}\u00a0%"


def test_per_cents_keep_their_sign_on_the_same_line():
    assert words.percent(0.59) == "59\u00a0%"
    assert words.per_cent(59.26, decimals=1) == "59.3\u00a0%"
    assert words.percent(None) == words.per_cent(float("nan")) == "not known"


@pytest.mark.parametrize(
    ("value", "worded"), [(3, "+3"), (-2, "−2"), (0, "0"), (0.4, "0"), (None, "not known")]
)
def test_changes_carry_their_sign(value, worded):
    assert words.signed(value) == worded


@pytest.mark.parametrize("on", [date(2020, 3, 31), pd.Timestamp("2020-03-31")])
def test_dates_are_written_out(on):
    assert words.day(on) == "31 March 2020"
    assert words.month(on) == "March 2020"
    assert words.quarter(on) == "January to March 2020"


def test_a_date_that_is_not_there_is_said_so():
    assert words.day(None) == words.day(pd.NaT) == words.month(None) == "not known"


@pytest.mark.parametrize(
    ("precision", "worded"),
    [
        ("day", "30 June 2018"),
        ("month", "June 2018"),
        ("quarter", "April to June 2018"),
        ("year", "2018"),
        (None, "30 June 2018"),
    ],
)
def test_a_date_is_worded_no_sharper_than_its_source(precision, worded):
    assert words.dated(pd.Timestamp("2018-06-30"), precision) == worded


@pytest.mark.parametrize(
    ("published", "worded"),
    [
        ("2014-09", "September 2014"),
        ("2015", "2015"),
        ("2016-06-13", "13 June 2016"),
        ("started 2012; launched 2016-06-13", "started 2012; launched 13 June 2016"),
        ("invested 2018-22", "invested 2018-22"),
        ("case study 2011-12", "case study 2011-12"),
        ("2014-13", "2014-13"),
        ("2015-02-30", "2015-02-30"),
        ("https://example.org/a", "https://example.org/a"),
    ],
)
def test_a_published_date_is_read_in_words_no_sharper_than_it_is_written(published, worded):
    assert words.days_in(published) == worded


def test_an_undated_fact_says_that_its_date_is_not_published():
    assert words.dated(pd.NaT, "not_published") == "date not published"


@pytest.mark.parametrize(
    ("count", "noun", "worded"),
    [
        (3, "partnership", "3 partnerships"),
        (1, "partnership", "1 partnership"),
        (0, "partnership", "no partnerships"),
        (2, "local authority", "2 local authorities"),
        (1200, "CEP", "1,200 CEPs"),
        (2, "child", "2 children"),
        (2, "survey", "2 surveys"),
    ],
)
def test_counts_agree_with_their_nouns(count, noun, worded):
    assert words.count_of(count, noun) == worded


def test_verbs_agree_with_counts():
    assert [words.agree(count, "is") for count in (0, 1, 2)] == ["are", "is", "are"]


@pytest.mark.parametrize(
    ("items", "worded"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a, b", "c", "d"], "a, b; c and d"),
    ],
)
def test_listings_read_as_english(items, worded):
    assert words.listing(items) == worded


def test_long_listings_say_how_many_more():
    assert words.listing(list("abcde"), most=2) == "a, b and 3 more"
    assert words.listing(list("ab"), most=2) == "a and b"
    assert words.listing(list("ab"), most=2, of=5) == "a, b and 3 more"


def test_sentences_are_closed_once_and_empty_ones_left_out():
    assert words.sentences("one fact", "", "Another one.", "really?") == "One fact. Another one. Really?"


@pytest.mark.parametrize(("value", "worded"), [(36.0, "36 months"), (1, "1 month"), (34.5, "34.5 months")])
def test_lengths_of_time(value, worded):
    assert words.months(value) == worded


def test_the_counting_rule_follows_the_switch():
    named = "not counted: named, status not stated"
    assert Filters().counting_rule == f"Counted: established and delivering; {named}"
    assert Filters(emerging=True).counting_rule == f"Counted: established, delivering and emerging; {named}"
    assert Filters(existing=True).counting_rule == (
        "Counted: established, delivering, and those named, status not stated"
    )


def test_the_place_of_a_title_is_england_until_a_filter_says_otherwise():
    known = {"region": {"E12000007": "London"}, "bridge": {"artswork": "Artswork"}}
    assert Filters().place(known) == "England"
    assert Filters(region=("E12000007",)).place(known) == "London"
    assert (
        Filters(region=("E12000007",), bridge=("artswork",)).place(known)
        == "London within the patch of Artswork"
    )
    assert Filters(bridge=("artswork", "ive")).place(known) == "the patches of Artswork and ive"
    assert Filters(ace_area=("a", "b")).place(known) == "the Arts Council areas a and b"
    assert Filters(region=tuple("abcde")).place(known) == "a, b, c and 2 more"


def test_an_unknown_measure_is_worded_from_its_code():
    assert words.measure("free_school_meals") == "Free school meals"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No meeting is on record", "In London: no meeting is on record"),
        ("Camden has most", "In London: Camden has most"),
        ("8 of 21 tables are full", "In London: 8 of 21 tables are full"),
        ("", ""),
    ],
)
def test_a_sentence_keeps_its_names_behind_whom_it_is_about(text, said):
    assert words.prefaced("In London", text) == said
    assert words.prefaced("", text) == text


def test_shares_that_do_not_add_up_say_so():
    assert words.rounding([33.4, 33.3, 33.3]) == "Each share is rounded, so they add up to 99\u00a0%"
    assert words.rounding([50.0, 25.0, 25.0]) == ""
    assert words.rounding([0.0, 0.0, 0.0]) == ""
    assert words.rounding([57.5, 42.5]) == "Each share is rounded, so they add up to 101\u00a0%"
    both = words.rounding([33.4, 33.3, 33.3], [40.0, 60.0])
    assert both == "Each share is rounded, so they add up to 99\u00a0% to 100\u00a0%"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (14, 33, "14 of 33 boroughs"),
        (0, 33, "0 of 33 boroughs"),
        (1, 1, "1 borough"),
        (0, 1, "no boroughs"),
        (0, 0, "no boroughs"),
    ],
)
def test_a_part_of_so_many_is_said_with_their_noun(part, whole, said):
    assert words.out_of(part, whole, "borough") == said
