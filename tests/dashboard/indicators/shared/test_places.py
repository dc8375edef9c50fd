import pandas as pd
import pytest
from factories import AREAS, area, groupings_of, make_programme, partnership

from dashboard.indicators.shared import places
from geo.vintages import VINTAGES

IN_2018, IN_2020, IN_2024 = (pd.Timestamp(day) for day in ("2018-01-01", "2020-03-31", "2024-01-01"))


def lies(on, *rows, **overrides):
    slugs = dict.fromkeys(row["partnership"] for row in rows)
    programme = make_programme(
        partnerships=[partnership(slug) for slug in slugs], partnership_areas=list(rows), **overrides
    )
    frame = places.placed(programme, on)
    return list(frame[["partnership", "area_code", "coverage"]].itertuples(index=False, name=None))


def test_an_area_of_the_vintage_stays_as_it_is():
    assert lies(IN_2020, area("camden", "E09000007", "part")) == [("camden", "E09000007", "part")]


def test_a_whole_old_authority_is_a_part_of_its_successor():
    assert lies(IN_2024, area("coast", "E07000168")) == [("coast", "E06000065", "part")]


def test_all_the_old_authorities_together_are_the_whole_successor():
    rows = [area("north", "E07000167"), area("north", "E07000168")]
    assert lies(IN_2024, *rows) == [("north", "E06000065", "whole")]


def test_two_partnerships_with_one_old_authority_each_cover_a_part_each():
    rows = [area("coast", "E07000168"), area("moors", "E07000167")]
    assert [coverage for *_, coverage in lies(IN_2024, *rows)] == ["part", "part"]


def test_a_part_of_one_old_authority_never_completes_the_successor():
    rows = [area("north", "E07000167"), area("north", "E07000168", "part")]
    assert lies(IN_2024, *rows) == [("north", "E06000065", "part")]


def test_a_whole_new_authority_is_each_of_its_predecessors_as_a_whole():
    found = lies(IN_2020, area("north", "E06000065"))
    assert found == [("north", "E07000167", "whole"), ("north", "E07000168", "whole")]


def test_a_part_of_a_new_authority_cannot_be_placed_among_several_predecessors():
    assert lies(IN_2020, area("north", "E06000065", "part")) == []


def test_a_part_of_a_recoded_authority_is_placed_in_the_one_it_was():
    assert lies(IN_2020, area("barnsley", "E08000038", "part", share=0.4)) == [
        ("barnsley", "E08000016", "part")
    ]


def test_a_code_nobody_knows_is_not_placed():
    assert lies(IN_2020, area("atlantis", "X99999999")) == []


def test_areas_are_read_as_they_were_on_the_day():
    rows = [
        area("coast", "E07000168", to_date="2023-04-01"),
        area("coast", "E06000065", "part", from_date="2023-04-01"),
    ]
    assert lies(IN_2018, *rows) == [("coast", "E07000168", "whole")]
    assert lies(IN_2024, *rows) == [("coast", "E06000065", "part")]


def test_known_shares_of_one_partnership_add_up_to_at_most_one():
    rows = [
        area("camden", "E09000007", "part", share=share, locality=str(share)) for share in (0.4, 0.3, 0.9)
    ]
    programme = make_programme(partnerships=[partnership("camden")], partnership_areas=rows[:2])
    assert places.placed(programme, IN_2020)["share"].tolist() == [pytest.approx(0.7)]
    programme = make_programme(partnerships=[partnership("camden")], partnership_areas=rows)
    assert places.placed(programme, IN_2020)["share"].tolist() == [1.0]


def test_one_unknown_share_makes_the_sum_unknown():
    rows = [area("camden", "E09000007", "part", share=0.4), area("camden", "E09000007", "part")]
    programme = make_programme(partnerships=[partnership("camden")], partnership_areas=rows)
    assert places.placed(programme, IN_2020)["share"].isna().all()


def test_a_whole_beside_a_part_is_a_whole():
    rows = [area("camden", "E09000007", "part", share=0.4), area("camden", "E09000007")]
    assert lies(IN_2020, *rows) == [("camden", "E09000007", "whole")]


def test_an_area_can_be_asked_for_on_the_authorities_of_another_vintage():
    programme = make_programme(
        partnerships=[partnership("coast")], partnership_areas=[area("coast", "E07000168")]
    )
    frame = places.placed(programme, IN_2020, vintage=VINTAGES[-1])
    assert frame["area_code"].tolist() == ["E06000065"]
    assert frame["share"].isna().all()


def homes(*rows, bridges=(), **overrides):
    slugs = dict.fromkeys(row["partnership"] for row in rows) | dict(bridges)
    programme = make_programme(
        partnerships=[partnership(slug, bridge=bridge) for slug, bridge in slugs.items()],
        partnership_areas=list(rows),
        **overrides,
    )
    return places.homes(programme, IN_2020)["region_code"].tolist()


def test_a_partnership_is_at_home_where_most_of_its_authorities_lie():
    rows = [area("wide", code) for code in ("E08000016", "E09000002", "E09000003")]
    assert homes(*rows) == ["E12000007"]


def test_of_equal_regions_the_one_with_the_lowest_authority_is_home():
    assert homes(area("wide", "E09000002"), area("wide", "E08000016")) == ["E12000003"]


def test_without_a_place_home_is_where_the_whole_patch_of_the_bridge_lies():
    assert homes(bridges={"lost": "a-new-direction"}) == ["E12000007"]


def test_without_a_place_a_patch_across_regions_gives_no_home():
    codes = [row for row in groupings_of(AREAS) if row[1] != "bridge"]
    across = [(code, "bridge", "wide-bridge", "Wide Bridge") for code, *_ in AREAS]
    assert pd.isna(homes(bridges={"lost": "wide-bridge"}, area_groupings=codes + across)[0])


def test_the_authorities_are_those_of_the_day_with_their_groups():
    programme = make_programme()
    assert len(places.authorities(programme, IN_2020)) == 6
    frame = places.authorities(programme, IN_2024)
    assert frame["area_code"].tolist() == ["E06000065", "E08000016", "E09000002", "E09000003", "E09000007"]
    assert frame.loc[0, ["area", "region", "ace_area", "bridge"]].tolist() == [
        "North Yorkshire",
        "Yorkshire and The Humber",
        "North",
        "IVE",
    ]


def test_a_grouping_that_has_ended_or_not_begun_is_the_nearest_one():
    rows = [
        ("E09000002", "bridge", "old", "Old", "2012-04-01", "2017-01-01"),
        ("E09000002", "bridge", "new", "New", "2017-01-01", "2023-04-01"),
    ]
    programme = make_programme(area_groupings=rows)

    def bridge(day):
        return (
            places.authorities(programme, pd.Timestamp(day)).set_index("area_code").loc["E09000002", "bridge"]
        )

    assert [bridge(day) for day in ("2010-01-01", "2016-12-31", "2017-01-01", "2024-01-01")] == [
        "Old",
        "Old",
        "New",
        "New",
    ]
