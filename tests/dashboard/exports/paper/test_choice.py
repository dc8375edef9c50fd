"""What an author chose comes back from the address as it went in; junk is said and never raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.paper.choice import LENGTHS, MOST_CHARTS, Choice

KNOWN = ("trajectory", "by-region", "area-coverage", *(f"chart-{number}" for number in range(40)))


def read(query: str) -> Choice:
    return Choice.from_query(query, known=KNOWN).choice


@given(
    st.lists(st.sampled_from(KNOWN), max_size=MOST_CHARTS, unique=True),
    st.text(max_size=60),
    st.text(max_size=60),
    st.lists(st.text(max_size=60), max_size=4),
)
def test_a_choice_comes_back_from_its_query(
    charts: list[str], title: str, purpose: str, summary: list[str]
) -> None:
    said = Choice(tuple(charts), title, purpose, tuple(summary))
    tidied = read(said.to_query())
    assert tidied.charts == tuple(charts)
    assert read(tidied.to_query()) == tidied
    assert Choice.from_query(tidied.to_query(), known=KNOWN).ignored == ()


@given(st.text(max_size=300))
def test_any_query_is_read(query: str) -> None:
    chosen = Choice.from_query(query, known=KNOWN)
    for text in (chosen.choice.title, chosen.choice.purpose, *chosen.choice.summary):
        assert text.isprintable()
    assert read(chosen.choice.to_query()) == chosen.choice


def test_charts_keep_the_order_they_were_given_in() -> None:
    assert read("chart=by-region&chart=trajectory").charts == ("by-region", "trajectory")
    assert Choice(("by-region", "trajectory")).to_query() == "chart=by-region&chart=trajectory"


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
        (f"title={'x' * 200}", "There is room for 150 characters of title, and this is longer."),
        (f"summary={'x' * 2001}", "There is room for 2,000 characters of summary, and this is longer."),
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
