"""When a pack is due, and which days its relative dates mean."""

from datetime import date

import pytest

from dashboard.packs.days import back, due_on, is_due, next_on, query_in, resolved
from data.packs import Pack, Run

MAY = date(2020, 5, 20)


def pack(every, days_after=0):
    return Pack("p", "P", "paper", every, days_after)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("every", "days_after", "on", "due", "following"),
    [
        ("quarter", 0, "2020-03-31", "2020-01-01", "2020-04-01"),
        ("quarter", 0, "2020-04-01", "2020-04-01", "2020-07-01"),
        ("quarter", 30, "2020-04-30", "2020-01-31", "2020-05-01"),
        ("quarter", 30, "2020-05-01", "2020-05-01", "2020-07-31"),
        ("quarter", 0, "2020-12-31", "2020-10-01", "2021-01-01"),
        ("month", 0, "2020-02-29", "2020-02-01", "2020-03-01"),
        ("month", 5, "2021-01-05", "2020-12-06", "2021-01-06"),
        ("week", 0, "2020-05-03", "2020-04-27", "2020-05-04"),
        ("week", 0, "2020-05-04", "2020-05-04", "2020-05-11"),
        ("week", 2, "2020-05-06", "2020-05-06", "2020-05-13"),
    ],
)
def test_a_pack_is_due_after_the_end_of_its_period(every, days_after, on, due, following):
    asked = pack(every, days_after)
    assert (due_on(asked, day(on)), next_on(asked, day(on))) == (day(due), day(following))


def test_a_pack_is_due_until_it_is_made_however_late():
    asked = pack("quarter")
    made = Run("p", day("2020-04-01"), 1, files=("x.docx",))
    failed = Run("p", day("2020-04-01"), 1, problem="No.")
    assert is_due(asked, (), day("2020-06-30"))
    assert is_due(asked, (failed,), day("2020-06-30"))
    assert not is_due(asked, (made,), day("2020-06-30"))
    assert is_due(asked, (made,), day("2020-07-01"))
    assert is_due(pack("quarter"), (Run("other", day("2020-04-01"), 1, files=("x",)),), day("2020-06-30"))


def test_nobody_knows_the_day_of_the_next_load():
    assert (due_on(pack("load"), MAY), next_on(pack("load"), MAY)) == (MAY, None)


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("as_at=last-quarter-end", "as_at=2020-03-31"),
        ("/paper?as_at=last-month-end&since=last-quarter-end", "as_at=2020-04-30&since=2020-03-31"),
        ("https://cep.example.org/paper?as_at=last-week-end", "as_at=2020-05-17"),
        ("?chart=cold-spots&as_at=2019-12-31", "chart=cold-spots&as_at=2019-12-31"),
        ("title=last-quarter-end", "title=last-quarter-end"),
        ("", ""),
    ],
)
def test_a_relative_date_is_the_day_that_it_means(address, query):
    assert resolved(address, MAY) == query


def test_a_figure_with_filters_of_its_own_has_its_dates_resolved_too():
    own = "chart=trajectory%3Fas_at%3Dlast-month-end%26region%3DE12000007"
    assert resolved(own, MAY) == "chart=trajectory%3Fas_at%3D2020-04-30%26region%3DE12000007"
    said = "commentary=trajectory%3Fas_at%3Dlast-month-end%3A+Is+it+%3F+as_at%3Dlast-month-end"
    assert resolved(said, MAY) == said.replace("last-month-end", "2020-04-30", 1)


def test_the_address_of_a_page_without_a_query_asks_for_everything():
    assert query_in("/paper") == ""


@pytest.mark.parametrize(
    ("period", "before"),
    [("week", "2020-05-13"), ("load", "2020-05-13"), ("month", "2020-04-20"), ("quarter", "2020-02-20")],
)
def test_the_first_mail_looks_back_one_period(period, before):
    assert back(period, MAY) == day(before)
