"""How the files of others name their columns."""

import pytest

from geo.levels import LEVELS, code_column, name_column, parent_column


@pytest.mark.parametrize(
    ("columns", "level", "code", "name"),
    [
        (["LAD24CD", "LAD24NM", "LAD24NMW"], "lad", "LAD24CD", "LAD24NM"),
        (["lad21cd", "LAD24CD", "lad21nm"], "lad", "LAD24CD", "lad21nm"),
        (["LAD19CD", "LAD21CD"], "lad", "LAD21CD", None),
        (["WD25CD", "WD25NM", "LAD25CD", "LAD25NM"], "ward", "WD25CD", "WD25NM"),
        (["RGN23CD", "rgn23nm"], "region", "RGN23CD", "rgn23nm"),
        (["CTYUA23CD", "CTYUA23NM"], "county", "CTYUA23CD", "CTYUA23NM"),
        (["Code", "Name"], "lad", "Code", "Name"),
        (["area_code", "Area Name"], "lad", "area_code", "Area Name"),
        (["GSS_CODE", "name"], "ward", "GSS_CODE", "name"),
        (["id"], "lad", "id", "id"),
        (["population"], "lad", None, None),
    ],
)
def test_columns_are_found_in_any_usual_spelling(
    columns: list[str], level: str, code: str | None, name: str | None
) -> None:
    assert code_column(columns, LEVELS[level], year=2024) == code
    assert name_column(columns, LEVELS[level], year=2024) == name


def test_the_authority_that_a_ward_lies_in_has_a_column_of_its_own() -> None:
    assert parent_column(["WD25CD", "LAD25CD"], year=2025) == "LAD25CD"
    assert parent_column(["WD25CD", "code"], year=2025) is None
