import pytest

from geo.groupings import COUNTIES, ace_area_of, bridge_of, county_of, groupings


@pytest.mark.parametrize(
    ("code", "region", "ace_area"),
    [
        ("E08000021", "E12000001", "north"),
        ("E08000012", "E12000002", "north"),
        ("E08000032", "E12000003", "north"),
        ("E06000018", "E12000004", "midlands"),
        ("E08000025", "E12000005", "midlands"),
        ("E07000145", "E12000006", "south-east"),
        ("E09000002", "E12000007", "london"),
        ("E06000043", "E12000008", "south-east"),
        ("E06000044", "E12000008", "south-west"),
        ("E06000045", "E12000008", "south-west"),
        ("E06000046", "E12000008", "south-west"),
        ("E07000084", "E12000008", "south-west"),
        ("E07000094", "E12000008", "south-west"),
        ("E06000023", "E12000009", "south-west"),
    ],
)
def test_arts_council_areas_follow_regions_except_hampshire_and_the_solent(
    code: str, region: str, ace_area: str
) -> None:
    assert ace_area_of(code, region) == ace_area


@pytest.mark.parametrize(
    ("code", "region", "bridge"),
    [
        ("E06000035", "E12000008", "royal-opera-house-bridge"),  # Medway
        ("E07000107", "E12000008", "royal-opera-house-bridge"),  # Dartford
        ("E07000109", "E12000008", "royal-opera-house-bridge"),  # Gravesham
        ("E07000113", "E12000008", "royal-opera-house-bridge"),  # Swale
        ("E07000106", "E12000008", "artswork"),  # Canterbury
        ("E06000042", "E12000008", "artswork"),  # Milton Keynes
        ("E06000055", "E12000006", "royal-opera-house-bridge"),  # Bedford
        ("E06000033", "E12000006", "royal-opera-house-bridge"),  # Southend-on-Sea
        ("E07000240", "E12000006", "royal-opera-house-bridge"),  # St Albans
        ("E06000031", "E12000006", "festival-bridge"),  # Peterborough
        ("E07000244", "E12000006", "festival-bridge"),  # East Suffolk
        ("E07000145", "E12000006", "festival-bridge"),  # Great Yarmouth
        ("E09000001", "E12000007", "a-new-direction"),
    ],
)
def test_bridge_patches_follow_regions_except_in_the_east_and_north_kent(
    code: str, region: str, bridge: str
) -> None:
    assert bridge_of(code, region) == bridge


@pytest.mark.parametrize(
    ("code", "county"),
    [
        ("E07000206", "Suffolk"),
        ("E07000244", "Suffolk"),
        ("E06000061", "Northamptonshire"),
        ("E06000058", "Dorset"),
        ("E06000016", "Leicestershire"),
        ("E08000037", "Tyne and Wear"),
        ("E08000039", "South Yorkshire"),
    ],
)
def test_an_authority_lies_in_the_county_it_is_or_was_part_of(code: str, county: str) -> None:
    found = county_of(code)
    assert found is not None
    assert COUNTIES[found].name == county


@pytest.mark.parametrize("code", ["E09000001", "E06000023", "E06000017", "E06000004"])
def test_where_no_county_is_certain_there_is_none(code: str) -> None:
    assert county_of(code) is None


def test_an_authority_has_a_row_for_each_group_and_each_name_its_bridge_has_had() -> None:
    frame = groupings({"E08000032": "E12000003"}).astype({"from_date": "str", "to_date": "str"})
    assert frame[["grouping", "group_code", "group_name", "from_date"]].to_numpy().tolist() == [
        ["ace_area", "north", "North", "2009-04-01"],
        ["bridge", "ive", "CapeUK", "2012-04-01"],
        ["bridge", "ive", "IVE", "2017-01-01"],
        ["county", "E11000006", "West Yorkshire", "2009-04-01"],
        ["region", "E12000003", "Yorkshire and The Humber", "2009-04-01"],
    ]


def test_nothing_gives_no_rows_but_the_columns() -> None:
    assert groupings({}).columns.tolist() == [
        "area_code",
        "grouping",
        "group_code",
        "group_name",
        "from_date",
        "to_date",
    ]
