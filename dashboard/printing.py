"""Tables for the terminal."""

import csv
import io
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from dashboard.asked import Asked
from dashboard.exports.indicators import rows
from dashboard.present import tidy_number


def indicators(asked: Asked, form: str) -> str:
    """Return all indicators as a table for people, or as CSV or JSON for programs."""
    answered = rows(asked)
    if form == "json":
        return orjson.dumps(answered, option=orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY).decode()
    return _csv(answered) if form == "csv" else _table(answered)


def _csv(answered: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(answered[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(answered)
    return out.getvalue().rstrip("\n")


def _table(answered: list[dict[str, Any]]) -> str:
    first = answered[0]
    table = Table(
        title=f"As at {first['as_at']}. {first['filters']}. {first['counting_rule']}.", title_justify="left"
    )
    for heading in ("No.", "Indicator", "Value", "Unit", "Of", "Rating", "Note"):
        table.add_column(heading, overflow="fold", justify="right" if heading in {"No.", "Value"} else "left")
    for row in answered:
        of = (
            ""
            if row["denominator"] is None
            else f"{tidy_number(row['numerator'])} of {tidy_number(row['denominator'])}"
        )
        value = tidy_number(row["value"])
        table.add_row(str(row["number"]), row["name"], value, row["unit"], of, row["rating"], row["note"])
    out = io.StringIO()
    Console(file=out, width=140).print(table)
    return out.getvalue().rstrip("\n")
