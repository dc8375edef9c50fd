"""Members that a page names are shown as there; who is missing stays unknown, and the source is the page."""

import pytest
from factories import make_programme, partnership, status

from dashboard.charts import representation as charts
from dashboard.charts.render import CHARTS, render
from dashboard.exports.rows import orders_of
from dashboard.filters import Filters
from dashboard.pages import representation
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import SECTORS

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


@pytest.mark.parametrize("filters", [Filters(), Filters(region=("E12000007",)), Filters(lacks=("school",))])
def test_the_matrix_is_put_in_order_by_what_its_rows_lack(
    demo_programme: Programme, filters: Filters
) -> None:
    rendered = render(CHARTS["sector-matrix"], Question(demo_programme, filters))
    orders = orders_of(rendered)
    assert orders is not None
    cells = {(row.name, row.sector_label): row.presence for row in rendered.frame.itertuples(index=False)}
    ranks = {"absent": 0, "unknown": 1}
    for code, label, _ in orders["lacks"]:
        assert SECTORS[code].label == label
        names = [orders["names"][place] for place in orders["by"][f"{label} missing first"]]
        assert sorted(names) == sorted(orders["names"])
        found = [ranks.get(cells[name, label], 2) for name in names]
        assert found == sorted(found)
    core = [label for _, label, _ in orders["lacks"]]
    gaps = [
        sum(cells[orders["names"][place], label] == "absent" for label in core)
        for place in orders["by"]["most core sectors missing"]
    ]
    assert gaps == sorted(gaps, reverse=True)


def test_a_sector_that_tables_are_asked_to_lack_leaves_as_many_rows_as_its_list_says(
    demo_programme: Programme,
) -> None:
    question = Question(demo_programme, Filters(region=("E12000007", "E12000008")))
    offered = charts.missing(question).sectors
    assert sum(number > 0 for _, _, number in offered) > 2
    for code, _, number in offered:
        asked = question.with_filters(lacks=(code,))
        assert charts.sector_matrix(asked)["partnership"].nunique() == number
        assert charts.missing(asked).sectors == offered
