"""Who covers each authority is worked out once for all of England; a place only chooses among authorities."""

from datetime import date

import numpy as np
from factories import area, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.coverage import cover, need
from dashboard.question import Question

PROGRAMME = make_programme(
    partnerships=[partnership("camden"), partnership("barnsley", bridge="ive"), partnership("b-camden")],
    statuses=[
        status("camden", "established", "2016-01-01"),
        status("b-camden", "emerging", "2016-01-01"),
        status("barnsley", "emerging", "2016-01-01"),
    ],
    partnership_areas=[
        area("camden", "E09000007"),
        area("b-camden", "E09000007"),
        area("barnsley", "E08000016"),
    ],
)


def asked(**filters) -> Question:
    return Question(PROGRAMME, Filters(**filters))


def test_a_place_or_a_measure_changes_nothing_of_who_covers_what():
    england = cover.cover(asked())
    assert cover.cover(asked(region=("E12000007",))) is england
    assert cover.cover(asked(ace_area=("north",), need="population_0_24")) is england
    assert cover.cover(asked(emerging=True)) is not england
    assert cover.cover(asked(as_at=date(2015, 1, 1))) is not england


def test_states_of_a_place_add_up_to_its_authorities():
    for question in (asked(), asked(region=("E12000007",)), asked(region=("E12000003",))):
        each = [cover.in_states(question, state) for state in cover.STATES]
        assert sum(each) == cover.size(question) == len(cover.which(question))
    assert cover.in_states(asked(region=("E12000003",)), "pipeline") == 1
    assert cover.in_states(asked(region=("E12000003",)), "whole") == 0


def test_authorities_with_several_counted_partnerships_are_those_of_the_place():
    assert not len(cover.with_several(asked())[0])
    several, counted = cover.with_several(asked(emerging=True))
    assert counted.tolist() == [2]
    frame = cover.frame_of(asked(emerging=True), several, ("area", "names"))
    assert frame.to_numpy().tolist() == [["Camden", "B Camden; Camden"]]
    assert not len(cover.with_several(asked(emerging=True, region=("E12000003",)))[0])


def test_ranks_are_shared_by_equals_and_left_out_where_the_need_is_not_known():
    values, children = np.array([1.0, 1, 1, 2, np.nan]), np.array([9.0, 9, 7, np.nan, 3])
    assert need.ranks(values, children)[:4].tolist() == [1.0, 1.0, 3.0, 4.0]
    assert np.isnan(need.ranks(values, children)[4])
    assert len(need.ranks(values[:0], children[:0])) == 0
