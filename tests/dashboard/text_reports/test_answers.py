import csv
import io
import json

from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.question import Question
from dashboard.text_reports import answers

QUESTION = Question(
    make_programme(
        partnerships=[partnership("a"), partnership("b")],
        statuses=[
            status("a", "established", "2016-01-01", grade=2),
            status("b", "established", "2016-01-01", is_illustrative=True, grade=6),
        ],
        published_counts=[("2019-03-31", "day", 12.0, "now 12", "stock", "a page")],
    ),
    Filters(),
)


def test_in_json_the_main_answer_has_its_grades_and_the_published_counts_beside_it():
    first = json.loads(answers.indicators(QUESTION, "json"))[0]
    assert (first["key"], first["value"], first["low"], first["high"], first["verdict"]) == (
        "established",
        2,
        1,
        2,
        "not_proved",
    )
    assert first["grades"] == {"2": 1, "6": 1}
    assert (first["illustrative_share"], first["illustrative"]) == (0.5, True)
    assert [told["partnerships"] for told in first["published_counts"]] == [12]


def test_in_csv_each_is_one_text_and_every_row_says_how_much_of_it_is_illustrative():
    rows = list(csv.DictReader(io.StringIO(answers.indicators(QUESTION, "csv"))))
    assert rows[0]["grades"] == "2: 1; 6: 1"
    assert rows[0]["published_counts"] == (
        "as_at: 2019-03-31; precision: day; partnerships: 12.0; kind: stock; wording: now 12; source: a page"
    )
    assert all(row["illustrative_share"] for row in rows)
