"""Areas, what they are grouped into, what became of them, what is known of them, and their boundaries."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, LargeBinary, Table, UniqueConstraint

from data import taxonomy as words
from data.store.fields import day, flag, in_order, key, made_up, number, of, one_of, serial, text
from data.store.schema.itself import metadata

area = Table(
    "area", metadata,
    key("area_code"), text("name", required=True), text("level", required=True),
    day("from_date"), day("to_date"), text("parent_code"),
    in_order(), Index(None, "level"),
)  # fmt: skip

area_grouping = Table(
    "area_grouping", metadata,
    serial(), of("area_code", "area"), text("grouping", required=True),
    text("group_code", required=True), text("group_name", required=True), day("from_date"),
    day("to_date"),
    one_of("grouping", words.GROUPINGS), in_order(), UniqueConstraint("area_code", "grouping", "from_date"),
    Index(None, "grouping", "group_code"),
)  # fmt: skip

area_succession = Table(
    "area_succession", metadata,
    key("from_code"), key("to_code"), day("on_date", primary=True),
    text("kind", required=True),
    one_of("kind", words.SUCCESSION_KINDS),
)  # fmt: skip

area_statistic = Table(
    "area_statistic", metadata,
    of("area_code", "area", primary=True), key("measure"),
    day("reference_date", primary=True), number("value", required=True), text("source"), made_up(),
    Index(None, "measure"),
)  # fmt: skip

area_measure = Table(
    "area_measure", metadata,
    key("measure"), text("label", required=True), text("kind", required=True), text("weights"),
    flag("lower_is_needier"),
    one_of("kind", words.MEASURE_KINDS),
)  # fmt: skip

boundary_set = Table(
    "boundary_set", metadata,
    key("level"), key("vintage"), day("from_date", required=True),
    Column("features", Integer, nullable=False), text("attribution", required=True), text("file_name"),
    text("sha256"),
)  # fmt: skip

boundary_file = Table(
    "boundary_file", metadata,
    key("level"), key("vintage"), key("detail"), text("sha256", required=True),
    Column("size", Integer, nullable=False), Column("features", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["level", "vintage"], ["boundary_set.level", "boundary_set.vintage"]),
    Index(None, "sha256"),
)  # fmt: skip

boundary_area = Table(
    "boundary_area", metadata,
    key("level"), key("vintage"), of("area_code", "area", primary=True),
    *(number(name, required=True) for name in ("lon", "lat", "west", "south", "east", "north")),
    ForeignKeyConstraint(["level", "vintage"], ["boundary_set.level", "boundary_set.vintage"]),
    Index(None, "area_code"),
)  # fmt: skip
