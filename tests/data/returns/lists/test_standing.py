"""A status that a list proves on its day, laid among those that are held."""

from datetime import date
from typing import Any

from data.returns.lists.standing import status_rows
from data.returns.lists.terms import When

ON = date(2020, 2, 14)


def day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def held(status: str, begin: str | None, end: str | None = None, **more: Any) -> dict[str, object]:
    row = {"partnership": "a", "status": status, "from_date": day(begin), "to_date": day(end)}
    return row | {"is_illustrative": False, "begins": "on", "precision": "day"} | more


def laid(
    rows: list[dict[str, object]], status: str | None, when: When | None = None
) -> list[tuple[Any, ...]]:
    found = status_rows(rows, partnership="a", status=status, on=ON, when=when, source="a list")
    return [
        (row["status"], str(row["from_date"]), str(row.get("to_date")), row.get("begins")) for row in found
    ]


def test_without_a_date_a_status_holds_by_the_day_of_the_list() -> None:
    assert laid([], "established") == [("established", "2020-02-14", "None", "by")]


def test_with_a_date_it_began_then() -> None:
    when = When(date(2016, 9, 30), "month")
    assert laid([], "established", when) == [("established", "2016-09-30", "None", "on")]


def test_what_the_store_has_already_stays_as_it_is() -> None:
    assert laid([held("established", "2018-01-01")], "established") == []
    assert laid([held("delivering", "2018-01-01")], "established") == []


def test_an_earlier_stage_ends_where_the_next_one_begins() -> None:
    stages = [held("emerging", "2017-01-01")]
    assert laid(stages, "established", When(date(2019, 6, 30), "quarter")) == [
        ("emerging", "2017-01-01", "2019-06-30", None),
        ("established", "2019-06-30", "None", "on"),
    ]


def test_a_date_before_what_is_held_moves_nothing() -> None:
    stages = [held("emerging", "2017-01-01")]
    assert laid(stages, "established", When(date(2015, 12, 31), "year")) == [
        ("emerging", "2017-01-01", "2020-02-14", None),
        ("established", "2020-02-14", "None", "by"),
    ]


def test_what_was_only_known_by_a_day_is_known_to_have_begun_earlier() -> None:
    known = [held("established", "2019-12-01", begins="by")]
    assert laid(known, "established", When(date(2016, 9, 30), "month")) == [
        ("established", "2016-09-30", "2019-12-01", "on")
    ]


def test_who_has_ended_since_was_established_until_then() -> None:
    assert laid([], "dormant", When(date(2016, 9, 30), "month")) == [
        ("established", "2016-09-30", "2020-02-14", "on"),
        ("dormant", "2020-02-14", "None", "by"),
    ]


def test_what_is_held_of_later_days_stays() -> None:
    assert laid([held("closed", "2021-05-01")], "established") == [
        ("established", "2020-02-14", "2021-05-01", "by")
    ]


def test_no_status_says_that_the_partnership_is_there_and_ends_nothing() -> None:
    assert laid([], None) == [("existing", "2020-02-14", "None", "by")]
    assert laid([held("emerging", "2017-01-01")], None) == []
    assert laid([held("emerging", "2017-01-01")], "existing") == []
