"""The support and the names that are generated for partnerships, and their milestones."""

import pandas as pd
import pytest

from data.illustrative.partnerships import places
from data.register_reader import read_register
from data.taxonomy import SUPPORT_TYPES
from geo import lookups

LAST = pd.Timestamp(2020, 3, 31)


@pytest.fixture(scope="module")
def authorities():
    return dict(lookups.read_areas()[["area_code", "name"]].itertuples(index=False, name=None))


def test_support_of_every_type_reaches_partnerships_and_places_without_one(demo_programme):
    support = demo_programme.support
    labs = support.query("support_type == 'connected_lab'")
    places_only = support[support["partnership"].isna()]

    assert set(support["support_type"]) == set(SUPPORT_TYPES)
    assert labs["partnership"].notna().all()
    assert labs["partnership"].is_unique
    assert set(places_only["support_type"]) == {"connected_network"}
    assert set(places_only["area_code"]).isdisjoint(demo_programme.partnership_areas["area_code"])


def test_a_bridge_supports_its_own_patch(demo_programme):
    patches = demo_programme.area_groupings.query("grouping == 'bridge'")
    own = set(zip(patches["group_code"], patches["area_code"], strict=True))
    places_only = demo_programme.support.dropna(subset="area_code")

    assert set(zip(places_only["bridge"], places_only["area_code"], strict=True)) <= own


def test_organisations_are_named_after_their_place(authorities):
    by_slug = {published.slug: published for published in read_register()}

    def names(slug):
        return [place.name for place in places(by_slug[slug], authorities)]

    assert names("reading-cep") == ["Reading"]
    assert names("bristol-cultural-education-partnership") == ["Bristol", "South Gloucestershire"]
    assert names("isle-of-sheppey") == ["Isle of Sheppey"]
    assert names("scarborough") == ["Scarborough"]
    assert names("east-london-cultural-education-partnership") == ["East London"]
