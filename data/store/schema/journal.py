"""Where rows came from: the batches, and every row before and after."""

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Index, Integer, Table

from data.store.fields import serial, text
from data.store.schema.itself import metadata

import_batch = Table(
    "import_batch", metadata,
    serial(), Column("imported_at", DateTime(timezone=True), nullable=False),
    text("file_name", required=True),
    text("sha256", required=True), Column("store_version", Integer, nullable=False),
    Column("undone_at", DateTime(timezone=True)), Column("summary", JSON, nullable=False),
    text("who"), Column("undoes", Integer, ForeignKey("import_batch.id")),
)  # fmt: skip

change = Table(
    "change", metadata,
    serial(), Column("batch", Integer, ForeignKey("import_batch.id"), nullable=False),
    text("table_name", required=True), Column("row_key", JSON, nullable=False),
    Column("old_values", JSON(none_as_null=True)), Column("new_values", JSON(none_as_null=True)),
    Index(None, "batch"),
)  # fmt: skip
