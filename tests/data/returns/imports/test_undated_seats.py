"""A seat of which nobody says since when it is held: known by the day of the return, once."""

from datetime import date

from sqlalchemy import Engine

from data.returns.imports import Quarter, load, prepare
from data.returns.imports.journal import FileSent
from data.returns.imports.load import Incoming, plan_on
from data.returns.reader import Source
from data.store.engine import reading
from tests.returns import FILE, content, day, loaded, plan, sending
from tests.workbooks import separated

QUARTER = Quarter("a-new-direction", date(2019, 12, 31), date(2020, 1, 20))


def seats(engine: Engine) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Partnership, organisation, role -> from_date, begins, precision."""
    rows = content(engine)["membership"]
    return {tuple(row[:3]): (row[3], row[7], row[6]) for row in rows}


def seat(organisation: str, role: str = "member", begun: str | None = None) -> dict[str, object]:
    return {"partnership": "barnet", "organisation": organisation, "role": role, "from_date": begun}


def test_a_seat_without_a_day_is_held_by_the_day_of_the_return(filled: Engine) -> None:
    rows = sending(memberships=[seat("a-school"), seat("a-theatre", begun="2018-03-01")])
    with reading(filled) as connection:
        made = plan_on(connection, Incoming((FileSent(FILE, "1" * 64),), rows, of=QUARTER))
    load(filled, made, who="an officer")
    found = seats(filled)
    assert found["barnet", "a-school", "member"] == (day("2019-12-31"), "by", "not_published")
    assert found["barnet", "a-theatre", "member"] == (day("2018-03-01"), "on", "day")


def test_the_next_return_adds_no_second_row_for_it(filled: Engine) -> None:
    loaded(filled, memberships=[seat("a-school")])
    assert plan(filled, memberships=[seat("a-school")]).difference.is_empty
    of_camden = {"partnership": "camden", "organisation": "a-school", "role": "chair", "from_date": None}
    assert plan(filled, memberships=[of_camden]).difference.is_empty


def test_a_sheet_in_which_other_cells_are_blank_too_is_loaded_with_the_day(filled: Engine) -> None:
    head = ["partnership", "organisation", "role", "from_date", "precision", "to_date"]
    rows = [
        ["barnet", "a-school", "member", None, None, None],
        ["barnet", "a-theatre", "member", "2018-03-01", "day", "2019-03-01"],
        ["camden", "a-theatre", "chair", "2018-03-01", None, None],
    ]
    load(filled, prepare(filled, [Source("memberships.csv", separated([head, *rows]))]), who="an officer")
    found = seats(filled)
    assert found["barnet", "a-school", "member"][1:] == ("by", "not_published")
    assert found["barnet", "a-school", "member"][0] is not None
    assert found["barnet", "a-theatre", "member"] == (day("2018-03-01"), "on", "day")
