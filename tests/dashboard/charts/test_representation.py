"""Members that a page names are shown as there; who is missing stays unknown, and the source is the page."""

from factories import make_programme, partnership, status

from dashboard.charts.render import CHARTS, render
from dashboard.filters import Filters
from dashboard.pages import representation
from dashboard.question import Question

SEAT = {
    "partnership": "named",
    "organisation": "hall",
    "role": "member",
    "from_date": "2019-01-01",
    "begins": "by",
}
NAMED = {
    "partnership": "named",
    "kind": "membership",
    "value": "hall",
    "as_at": "2019-01-01",
    "status": "existing",
}


def asked(**more):
    programme = make_programme(
        partnerships=[partnership("named"), partnership("silent")],
        statuses=[status(slug, "established", "2018-01-01") for slug in ("named", "silent")],
        organisations=[("hall", "Hall", "cultural_organisation")],
        **({"memberships": [SEAT], "evidence": [NAMED]} | more),
    )
    return Question(programme, Filters())


def test_a_table_of_which_a_page_names_some_members_is_neither_known_nor_empty():
    found = render(CHARTS["sector-matrix"], asked())
    assert found.headline == "No table of 2 is known, some members of 1 more are named"
    assert found.text == "For 1 counted partnership no source says who sits there; that is not absence."


def test_the_answer_says_so_too():
    assert representation.answer(asked()).endswith(
        "Of 1 counted partnership some members are named, and who is missing is not known."
    )


def test_the_source_of_published_members_is_not_the_returns():
    assert "returns" not in render(CHARTS["sector-matrix"], asked()).source
    returned = render(CHARTS["sector-matrix"], asked(evidence=[])).source
    assert returned.startswith("Source: Quarterly returns of partnerships.")
