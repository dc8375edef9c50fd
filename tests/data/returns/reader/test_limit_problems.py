"""A file that is all wrong does not bury its reader: the first problems of each column, then how many more."""

from datetime import date

from data.returns.reader import Returned, Source, read
from data.returns.reader.rows import MOST
from tests.workbooks import Table, separated

HEAD = ["from_activity", "to_activity", "basis"]


def read_rows(rows: Table) -> Returned:
    return read([Source("activity_links.csv", separated([HEAD, *rows]))], today=date(2020, 6, 30))


def test_at_most_a_thousand_problems_of_a_column_are_listed_and_the_others_counted() -> None:
    returned = read_rows([[f"a{at}", f"b{at}", f"wrong {at}" if at % 2 else "?"] for at in range(2 * MOST)])
    *listed, last = returned.problems
    assert [problem.row for problem in listed] == list(range(2, MOST + 2))
    assert (last.row, last.letter, last.severity) == (None, "C", "error")
    assert last.wrong.startswith(
        "1,000 more cells of this column have a problem or were not tried; 1,000 are listed."
    )
    assert returned.is_refused


def test_every_problem_of_a_column_is_listed_up_to_that() -> None:
    returned = read_rows([[f"a{at}", f"b{at}", f"wrong {at}"] for at in range(MOST)])
    assert [problem.row for problem in returned.problems] == list(range(2, MOST + 2))


def test_one_wrong_word_in_many_rows_does_not_hide_the_problems_of_another_column() -> None:
    rows = [[f"a{at}", f"b{at}", "guess"] for at in range(2 * MOST)]
    rows[-1][0] = "A 1"
    problems = read_rows(rows).problems
    assert [(one.letter, one.row) for one in problems if one.letter == "A"] == [("A", 2 * MOST + 1)]


def test_repeated_keys_are_counted_too() -> None:
    returned = read_rows([["a", "b", "reported"]] * (MOST + 7))
    assert len(returned.problems) == MOST + 1
    assert returned.problems[-1].wrong.startswith("6 more cells")
