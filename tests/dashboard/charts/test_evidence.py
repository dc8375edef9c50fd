"""How complete the register is and how strong its evidence, as the pages Method and Data show it."""

from factories import make_programme, partnership, status

from dashboard.charts.render import CHARTS, render
from dashboard.filters import Filters
from dashboard.question import Question

COUNTS = [
    {
        "as_at": "2022-12-31",
        "precision": "year",
        "partnerships": 4.0,
        "wording": "four",
        "kind": "stock",
        "grade": 1,
    },
    {"precision": "not_published", "partnerships": 1.0, "wording": "one", "bridge": "ive", "place": "IVE"},
]
PROGRAMME = make_programme(
    partnerships=[partnership("a"), partnership("b", bridge="ive")],
    statuses=[
        status("a", "established", "2018-01-01", grade=2),
        status("b", "established", None, grade=3),
    ],
    evidence=[
        {"partnership": "a", "kind": "status", "grade": 2},
        {"partnership": "b", "kind": "status", "grade": 3},
        {"partnership": "b", "kind": "lead", "grade": 3},
    ],
    published_counts=COUNTS,
)


def rendered(key, **filters):
    return render(CHARTS[key], Question(PROGRAMME, Filters(**filters)))


def test_each_published_number_stands_beside_what_is_held():
    found = rendered("held-of-published")
    assert found.headline == "Of partnerships, 2 held; 4 were published for 2022"
    assert found.frame[["place", "when", "held", "published", "share"]].to_numpy().tolist() == [
        ["England", "2022", 2, 4.0, 50.0],
        ["IVE", "date not published", 1, 1.0, 100.0],
    ]
    assert found.text == ("England, 2022: 2 held, 4 published. IVE, date not published: 1 held, 1 published.")


def test_it_is_the_same_whatever_place_is_asked_for():
    assert rendered("held-of-published", region=("E12000007",)).text == rendered("held-of-published").text


def test_facts_are_counted_by_their_grade_and_every_grade_is_explained():
    found = rendered("evidence-grades")
    assert found.headline == "2 of 3 published facts are of grade 3"
    assert found.frame[["evidence", "statuses"]].to_numpy().tolist() == [
        [0, 0],
        [1, 1],
        [2, 1],
        [0, 0],
        [0, 0],
        [0, 0],
    ]
    assert found.frame["label"].iloc[5] == "6: Illustrative"
