from datetime import date

import pytest
from factories import AREAS, area, groupings_of, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.shared import places, selection, statuses
from dashboard.question import Question
from data.programme.programme import Scope

PROGRAMME = make_programme(
    partnerships=[
        partnership("camden"),
        partnership("barnsley", bridge="ive"),
        partnership("lost"),
        partnership("wide", bridge="ive"),
    ],
    statuses=[
        status("camden", "established", "2016-01-01"),
        status("barnsley", "emerging", "2017-01-01", is_illustrative=True),
        status("wide", "established", None),
    ],
    partnership_areas=[
        area("camden", "E09000007"),
        area("barnsley", "E08000016"),
        area("wide", "E09000002"),
        area("wide", "E08000016"),
    ],
    organisations=[("hall", "The Hall", "cultural_organisation"), ("clinic", "The Clinic", "health")],
    memberships=[
        ("camden", "hall", "member", "2016-01-01", None),
        ("barnsley", "clinic", "member", "2016-01-01", "2019-01-01"),
        ("barnsley", "hall", "member", "2016-01-01", None),
    ],
    activities=[
        {
            "activity": "a",
            "partnership": "camden",
            "start_on": "2019-10-01",
            "primary_lever": "DEL",
            "state": "complete",
        },
        {
            "activity": "b",
            "partnership": "wide",
            "start_on": "2019-10-01",
            "primary_lever": "SYN",
            "state": "running",
        },
        {
            "activity": "c",
            "partnership": "lost",
            "start_on": "2018-10-01",
            "primary_lever": "SYN",
            "state": "complete",
        },
        {
            "activity": "d",
            "partnership": "lost",
            "start_on": "2019-10-01",
            "primary_lever": "SYN",
            "state": "cancelled",
        },
    ],
    activity_approaches=[("a", "mapping"), ("b", "sub_groups"), ("c", "mapping"), ("d", "mapping")],
    activity_agendas=[("a", "police"), ("d", "police")],
    area_groupings=[
        *groupings_of(AREAS),
        ("E08000016", "county", "E11000003", "South Yorkshire", None, None),
    ],
)


@pytest.mark.parametrize(
    ("filters", "slugs"),
    [
        (Filters(), ["camden", "barnsley", "lost", "wide"]),
        (Filters(region=("E12000007",)), ["camden", "lost"]),
        (Filters(region=("E12000003",)), ["barnsley", "wide"]),
        (Filters(region=("E12000003", "E12000007")), ["camden", "barnsley", "lost", "wide"]),
        (Filters(ace_area=("north",)), ["barnsley", "wide"]),
        (Filters(ace_area=("london",)), ["camden", "lost", "wide"]),
        (Filters(ace_area=("london", "north")), ["camden", "barnsley", "lost", "wide"]),
        (Filters(bridge=("ive",), region=("E12000007",)), []),
        (Filters(sector=("cultural_organisation",)), ["camden", "barnsley"]),
        (Filters(sector=("health",)), []),
        (Filters(sector=("health",), as_at=date(2018, 1, 1)), ["barnsley"]),
        (Filters(lever=("SYN",)), ["wide"]),
        (Filters(lever=("SYN",), since=date(2018, 1, 1)), ["lost", "wide"]),
        (Filters(lever=("SYN", "DEL"), ace_area=("london",)), ["camden", "wide"]),
        (Filters(area=("E08000016",)), ["barnsley", "wide"]),
        (Filters(area=("E08000016", "E09000007")), ["camden", "barnsley", "wide"]),
        (Filters(county=("E11000003",)), ["barnsley", "wide"]),
        (Filters(status=("established",)), ["camden"]),
        (Filters(status=("emerging", "established")), ["camden", "barnsley"]),
        (Filters(has=("cultural_organisation",)), ["camden", "barnsley"]),
        (Filters(has=("cultural_organisation", "health")), []),
        (Filters(has=("cultural_organisation", "health"), as_at=date(2018, 1, 1)), ["barnsley"]),
        (Filters(lacks=("health",)), ["camden", "barnsley"]),
        (Filters(lacks=("health",), as_at=date(2018, 1, 1)), ["camden"]),
        (Filters(lacks=("health", "cultural_organisation")), []),
        (Filters(approach=("mapping",)), ["camden"]),
        (Filters(approach=("mapping",), lever=("SYN",)), []),
        (Filters(approach=("sub_groups", "mapping")), ["camden", "wide"]),
        (Filters(agenda=("police",)), ["camden"]),
        (Filters(agenda=("police",), approach=("mapping",), lever=("DEL",)), ["camden"]),
        (Filters(reason=("core_group_missing",)), ["camden", "barnsley"]),
        (Filters(reason=("core_group_missing",), as_at=date(2016, 2, 1)), []),
        (Filters(reason=("core_group_missing",), area=("E08000016",)), ["barnsley"]),
    ],
)
def test_filters_choose_partnerships(filters, slugs):
    assert selection.selected(Question(PROGRAMME, filters))["partnership"].tolist() == slugs


def test_a_partnership_stands_as_it_did_at_the_as_at_date():
    frame = selection.selected(Question(PROGRAMME, Filters())).set_index("partnership")
    assert frame["status"].isna().to_dict() == {
        "camden": False,
        "barnsley": False,
        "lost": True,
        "wide": True,
    }
    assert frame["is_counted"].to_dict() == {"camden": True, "barnsley": False, "lost": False, "wide": False}


def test_emerging_ones_are_counted_when_asked():
    frame = selection.selected(Question(PROGRAMME, Filters(emerging=True))).set_index("partnership")
    assert frame["is_counted"].to_dict()["barnsley"]


def test_hidden_illustrative_rows_leave_what_the_register_proves():
    frame = selection.selected(Question(PROGRAMME, Filters(illustrative=False))).set_index("partnership")
    assert frame["status"].dropna().to_dict() == {"camden": "established"}


def test_everything_in_view_is_the_programme_itself():
    assert Question(PROGRAMME, Filters()).visible is PROGRAMME
    hidden = Question(PROGRAMME, Filters(illustrative=False)).visible
    assert Question(PROGRAMME, Filters(illustrative=False)).visible is hidden


def authorities(question):
    return places.authorities(question.visible, question.on)[selection.scope(question, question.on)]


def test_authorities_are_chosen_by_where_they_lie():
    assert len(authorities(Question(PROGRAMME, Filters()))) == 6
    assert len(authorities(Question(PROGRAMME, Filters(region=("E12000007",))))) == 3
    assert len(authorities(Question(PROGRAMME, Filters(bridge=("ive",), as_at=date(2024, 1, 1))))) == 2
    assert len(authorities(Question(PROGRAMME, Filters(sector=("health",))))) == 6


def test_who_sees_one_bridge_only_is_asked_about_its_patch():
    seen = PROGRAMME.visible_to(Scope(bridges=frozenset({"ive"})))
    assert set(authorities(Question(seen, Filters()))["bridge_code"]) == {"ive"}
    assert authorities(Question(PROGRAMME.visible_to(Scope(bridges=frozenset())), Filters())).empty
    assert selection.asks_for_all(Question(PROGRAMME, Filters()))
    assert not selection.asks_for_all(Question(seen, Filters()))


def test_only_geography_sectors_and_levers_narrow_the_programme():
    assert selection.is_whole_programme(Filters(as_at=date(2019, 1, 1), emerging=True, illustrative=False))
    assert not selection.is_whole_programme(Filters(lever=("DEL",)))


def test_a_partnership_that_is_only_named_is_counted_if_asked():
    programme = make_programme(
        partnerships=[partnership("named"), partnership("known")],
        statuses=[
            status("named", "existing", "2018-01-01"),
            status("known", "established", "2016-01-01"),
            status("known", "existing", "2019-01-01"),
        ],
    )
    assert selection.selected(Question(programme, Filters()))["is_counted"].tolist() == [False, True]
    assert selection.selected(Question(programme, Filters(existing=True)))["is_counted"].tolist() == [
        True,
        True,
    ]


@pytest.mark.parametrize("codes", [(), ("nobody",), ("E12000007",), ("E12000003", "E12000007")])
def test_who_is_at_home_in_some_regions_is_what_homes_say(codes):
    on = Question(PROGRAMME, Filters()).on
    homes = places.homes(PROGRAMME, on)["region_code"]
    assert places.at_home_in(PROGRAMME, on, "region", codes).tolist() == homes.isin(codes).tolist()


@pytest.mark.parametrize("codes", [(), ("nobody",), ("ive",), ("ive", "a-new-direction")])
def test_which_authorities_lie_in_some_groups_is_what_the_groups_say(codes):
    on = Question(PROGRAMME, Filters()).on
    lying = places.authorities(PROGRAMME, on)["bridge_code"].isin(codes)
    assert places.authorities_in(PROGRAMME, on, "bridge", codes).tolist() == lying.tolist()


def test_what_is_kept_of_a_day_is_not_changed_by_those_who_ask():
    everyone = Question(PROGRAMME, Filters())
    before = statuses.held(PROGRAMME, ("established",), (everyone.on,)).copy()
    for filters in (Filters(), Filters(region=("E12000007",)), Filters(sector=("health",))):
        question = Question(PROGRAMME, filters)
        selection.flags(question, "is_counted")
        selection.scope(question, question.on)
        selection.selected(question)
    assert (statuses.held(PROGRAMME, ("established",), (everyone.on,)) == before).all()
    assert selection.is_selected(everyone).all()
