from data import taxonomy
from data.illustrative.activities import TITLES


def test_five_core_groups_are_made_of_the_core_sectors():
    grouped = {sector.core_group for sector in taxonomy.SECTORS.values() if sector.group == "core"}

    assert grouped == set(taxonomy.CORE_GROUPS)
    assert all(sector.core_group is None for sector in taxonomy.SECTORS.values() if sector.group != "core")


def test_four_sectors_are_education_settings():
    settings = [code for code, sector in taxonomy.SECTORS.items() if sector.core_group == "education_setting"]

    assert settings == ["school", "early_years", "further_education", "higher_education"]


def test_every_lever_has_approaches_and_only_those_for_delivery_are_ours():
    levers = {lever for approach in taxonomy.APPROACHES.values() for lever in approach.levers}
    ours = {lever for approach in taxonomy.APPROACHES.values() if approach.ours for lever in approach.levers}

    assert (levers, ours) == (set(taxonomy.LEVERS), {"DEL"})


def test_statuses_are_live_or_ended_and_the_counted_ones_are_live():
    assert (*taxonomy.LIVE_STATUSES, *taxonomy.ENDED_STATUSES) == tuple(taxonomy.STATUSES)
    assert set(taxonomy.COUNTED_STATUSES) < set(taxonomy.LIVE_STATUSES)


def test_every_approach_has_titles_to_make_activities_of():
    assert set(TITLES) == set(taxonomy.APPROACHES)
