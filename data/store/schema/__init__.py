"""Every table of the store, typed, with its keys, its vocabularies and its indexes.

Intervals are half-open `[from_date, to_date)`: no `to_date` is open. Keys are slugs or GSS codes. A row made
by the generator carries `is_illustrative`. `TABLES` has each table after the tables it refers to.
"""

from sqlalchemy import Table

from data.store.schema.itself import APPLICATION, metadata, store_meta
from data.store.schema.journal import change, import_batch
from data.store.schema.places import (
    area,
    area_grouping,
    area_measure,
    area_statistic,
    area_succession,
    boundary_area,
    boundary_file,
    boundary_set,
)
from data.store.schema.programme import (
    action,
    activity,
    activity_agenda,
    activity_approach,
    activity_lever,
    activity_link,
    attendance,
    meeting,
    membership,
    monitoring_return,
    organisation,
    partnership,
    partnership_area,
    partnership_status,
    published_count,
    support,
    target,
)

__all__ = [
    "APPLICATION",
    "TABLES",
    "action",
    "activity",
    "activity_agenda",
    "activity_approach",
    "activity_lever",
    "activity_link",
    "area",
    "area_grouping",
    "area_measure",
    "area_statistic",
    "area_succession",
    "attendance",
    "boundary_area",
    "boundary_file",
    "boundary_set",
    "change",
    "import_batch",
    "meeting",
    "membership",
    "metadata",
    "monitoring_return",
    "organisation",
    "partnership",
    "partnership_area",
    "partnership_status",
    "published_count",
    "store_meta",
    "support",
    "target",
]

TABLES: tuple[Table, ...] = tuple(metadata.sorted_tables)
