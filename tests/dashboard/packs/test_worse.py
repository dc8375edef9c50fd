"""What got worse between two days, or two loads: nothing that stood already, nothing that a mail said before."""

from factories import make_programme, partnership, status

from dashboard.indicators.returns.expected import NO_BRIDGE
from dashboard.packs.worse import WHOLE, standing
from dashboard.question import Question

SLUGS = ("barnet", "camden", "enfield")
TABLES = {
    "partnerships": [
        partnership("barnet", meetings_expected_per_year=4.0),
        partnership("camden"),
        partnership("enfield", bridge=None),
    ],
    "statuses": [status(slug, "established", "2016-01-01") for slug in SLUGS],
    "meetings": [{"meeting": "m1", "partnership": "barnet", "held_on": "2019-08-01", "state": "held"}],
    "actions": [
        {
            "action": f"a{number}",
            "partnership": "camden",
            "description": f"Do {number}",
            "agreed_on": "2019-09-01",
            "due_on": due,
            "state": "open",
        }
        for number, due in enumerate(("2019-10-01", "2020-02-10"))
    ],
    "returns": [
        ("barnet", "2019-12-31", "2020-01-30", "2020-01-20"),
        ("camden", "2019-12-31", "2020-01-30", "2020-01-20"),
        ("enfield", "2019-12-31", "2020-01-30", None),
    ],
}


def at(day, **changed):
    return standing(Question.from_query(make_programme(**TABLES | changed), f"as_at={day}"))


def told(now, before):
    return [(item.bridge, item.kind, item.name, item.said) for item in now.since(before.known)]


def test_what_has_become_so_since_then_is_told_bridge_by_bridge():
    assert told(at("2020-03-31"), at("2019-12-31")) == [
        (
            "A New Direction",
            "reason",
            "Barnet",
            "No meeting since 1 August 2019, 4 a year expected",
        ),
        ("A New Direction", "action", "Camden", "Do 1: due on 10 February 2020"),
        (NO_BRIDGE, "reason", "Enfield", "Return for October to December 2019 late, due on 30 January 2020"),
        (NO_BRIDGE, "return", "Enfield", "Return for October to December 2019, due on 30 January 2020"),
    ]


def test_what_stood_already_is_not_told_again():
    assert told(at("2020-03-31"), at("2020-03-31")) == []


def test_what_a_load_brings_is_told_though_its_day_has_long_passed():
    late = {
        "action": "a9",
        "partnership": "camden",
        "description": "Do 9",
        "agreed_on": "2019-01-01",
        "due_on": "2019-02-01",
        "state": "open",
    }
    loaded = at("2020-03-31", actions=[*TABLES["actions"], late])
    assert told(loaded, at("2020-03-31")) == [
        ("A New Direction", "reason", "Camden", "3 actions overdue, the oldest due on 1 February 2019"),
        ("A New Direction", "action", "Camden", "Do 9: due on 1 February 2019"),
    ]


def returned(late):
    """Twelve returns of the last year, of which so many came late."""
    ends = [("2019-03-31", "2019-04-30"), ("2019-06-30", "2019-07-30"), ("2019-09-30", "2019-10-30")]
    rows = [(slug, *end) for end in [*ends, ("2019-12-31", "2020-01-30")] for slug in SLUGS]
    return [(*row, "2020-03-01" if place < late else row[2]) for place, row in enumerate(rows)]


def test_a_rating_that_changed_says_from_what_to_what_and_which_way():
    good, bad = at("2020-03-31", returns=returned(0)), at("2020-03-31", returns=returned(12))
    worse = [item for item in bad.since(good.known) if item.kind == "rating"]
    assert [(item.bridge, item.name) for item in worse] == [(WHOLE, "Returns on time")]
    assert worse[0].said.startswith("from green to red (worse): 0 %, as at 31 March 2020")
    better = [item for item in good.since(bad.known) if item.kind == "rating"]
    assert better[0].said.startswith("from red to green (better): 100 %")


def test_too_few_to_rate_is_no_change():
    good, few = at("2020-03-31", returns=returned(0)), at("2020-03-31", returns=returned(0)[:3])
    assert [item for item in few.since(good.known) if item.kind == "rating"] == []
    assert [item for item in good.since(few.known) if item.kind == "rating"] == []


def test_illustrative_rows_are_known_as_such():
    made_up = at("2020-03-31", returns=[("enfield", "2019-12-31", "2020-01-30", None, True)])
    assert {item.kind: item.is_illustrative for item in made_up.since(at("2019-12-31").known)} == {
        "reason": True,
        "action": False,
        "return": True,
    }
