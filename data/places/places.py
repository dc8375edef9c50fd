"""Where partnerships are: the authorities, groupings, population and boundaries that ship with `geo`."""

from data.store.rows import Row, Rows, of_frame
from geo import lookups
from geo.vintages import VINTAGES, Vintage

LEVEL = "lad"
"""Lower-tier and unitary authorities."""


def place_rows() -> Rows:
    """Rows of area, area_grouping, area_succession, area_statistic and boundary_set."""
    return {
        "area": of_frame(lookups.read_areas()),
        "area_grouping": of_frame(lookups.read_groupings()),
        "area_succession": of_frame(lookups.read_succession()),
        "area_statistic": [{**row, "is_illustrative": False} for row in of_frame(lookups.read_population())],
        "boundary_set": shipped_boundary_sets(),
    }


def shipped_boundary_sets() -> list[Row]:
    """Rows of boundary_set for the boundaries that come with the product."""
    return [_boundary_row(vintage) for vintage in VINTAGES]


def _boundary_row(vintage: Vintage) -> Row:
    return {
        "level": LEVEL,
        "vintage": vintage.key,
        "from_date": vintage.from_date,
        "features": vintage.authorities,
        "attribution": lookups.attribution(vintage.from_date.year),
    }
