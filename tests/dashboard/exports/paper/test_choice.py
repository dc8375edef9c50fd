"""What an author chose comes back from the address as it went in; junk is said and never raises."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.paper.choice import KEYS, LENGTHS, MOST_CHARTS, Choice, chart_and_filters

KNOWN = ("trajectory", "by-region", "area-coverage", *(f"chart-{number}" for number in range(40)))


def read(query: str) -> Choice:
    return Choice.from_query(query, known=KNOWN).choice


WORDS = st.text(max_size=60)
FEW = st.lists(WORDS, max_size=4).map(tuple)


@given(
    st.lists(st.sampled_from(KNOWN), max_size=MOST_CHARTS, unique=True),
    st.builds(
        Choice,
        title=WORDS,
        purpose=WORDS,
        summary=FEW,
        meeting=WORDS,
        meeting_on=st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
        author=WORDS,
        audience=WORDS,
        ask=st.sampled_from(["", "decision", "information"]),
        recommendation=FEW,
        next_step=FEW,
        commentary=st.lists(st.tuples(st.sampled_from(KNOWN), WORDS), max_size=3).map(tuple),
        annex=st.booleans(),
    ),
)
def test_a_choice_comes_back_from_its_query(charts: list[str], words: Choice) -> None:
    said = replace(words, charts=tuple(charts))
    tidied = read(said.to_query())
    assert tidied.charts == tuple(charts)
    assert read(tidied.to_query()) == tidied
    assert Choice.from_query(tidied.to_query(), known=KNOWN).ignored == ()


@given(st.text(max_size=300))
def test_any_query_is_read(query: str) -> None:
    chosen = Choice.from_query(query, known=KNOWN)
    for text in (
        chosen.choice.title,
        chosen.choice.purpose,
        *chosen.choice.summary,
        *chosen.choice.next_step,
    ):
        assert text.isprintable()
    assert read(chosen.choice.to_query()) == chosen.choice


def test_charts_keep_the_order_they_were_given_in() -> None:
    assert read("chart=by-region&chart=trajectory").charts == ("by-region", "trajectory")
    assert Choice(("by-region", "trajectory")).to_query() == "chart=by-region&chart=trajectory"


def test_a_chart_keeps_its_own_filters_and_may_come_twice_with_others() -> None:
    query = "chart=by-region%3Fregion%3DE1%26since%3D2019-01-01&chart=by-region&chart=by-region%3F&chart=by-region"
    assert read(query).charts == ("by-region?region=E1&since=2019-01-01", "by-region", "by-region?")
    assert read(read(query).to_query()) == read(query)
    assert chart_and_filters("by-region?region=E1") == ("by-region", "region=E1")
    assert [chart_and_filters(one)[1] for one in ("by-region?", "by-region")] == ["", None]


def test_none_is_kept_where_an_author_wants_no_purpose_and_no_summary() -> None:
    choice = read("purpose=None&summary=none&title=None")
    assert (choice.purpose, choice.summary, choice.title) == ("none", ("none",), "None")


def test_the_browser_keeps_every_key_of_a_choice() -> None:
    script = Path("assets/10-address.js").read_text(encoding="utf-8")
    (listed,) = re.findall(r"const CHOICE = (\[.*?\]);", script)
    assert json.loads(listed) == ["draft", *sorted(KEYS)]  # a page keeps which draft it shows, too


def test_what_is_not_about_the_choice_is_handed_on() -> None:
    chosen = Choice.from_query("?region=E12000007&chart=trajectory&region=E12000001&title=A", known=KNOWN)
    assert chosen.rest == "region=E12000007&region=E12000001"


def test_a_summary_holds_a_line_a_paragraph_however_it_came() -> None:
    assert read("summary=One%0D%0ATwo&summary=Three").summary == ("One", "Two", "Three")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("chart=nonsense", f"There is no chart called “nonsense”. Charts: {', '.join(sorted(KNOWN))}."),
        ("title=One&title=Two", "The title is given more than once; only the first counts."),
        (f"title={'x' * 200}", "The title has 200 characters; there is room for 150."),
        (f"summary={'x' * 2001}", "The summary has 2,001 characters; there is room for 2,000."),
        (
            f"recommendation=One&recommendation={'x' * 401}",
            "Line 2 of recommendation has 401 characters; there is room for 400.",
        ),
        ("summary=" + "%0A".join("abcdefg"), "There is room for 6 lines of summary, and these are 7."),
        (
            f"commentary=by-region:{'x' * 1001}",
            "The commentary on by-region has 1,001 characters; there is room for 1,000.",
        ),
        (
            "commentary=Kent+is+far",
            "Commentary begins with the chart that it is about and a colon, as “cold-spots: …”; "
            "“Kent is far” does not.",
        ),
        ("meeting_on=12/5/2020", "“12/5/2020” is not the day of a meeting; write it like 2020-05-12."),
        ("meeting_on=3020-05-12", "“3020-05-12” is not the day of a meeting; write it like 2020-05-12."),
        ("ask=money", "“money” is not known as ask; it can be decision or information."),
        ("annex=no", "“no” is not known as annex; it can be yes."),
        (
            "&".join(f"chart=chart-{number}" for number in range(31)),
            "A paper holds 30 charts at most, and these are 31.",
        ),
    ],
)
def test_what_is_ignored_is_said(query: str, said: str) -> None:
    assert Choice.from_query(query, known=KNOWN).ignored == (said,)


def test_words_fit_and_hold_nothing_that_a_file_cannot() -> None:
    choice = read(f"title=%00A%0Atitle%1b+%F0%9F%8E%AD&purpose={'y' * 500}")
    assert choice.title == "A title 🎭"
    assert len(choice.purpose) == LENGTHS["purpose"]
