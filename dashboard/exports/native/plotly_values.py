"""Small readings of a figure in Plotly's JSON that several shapes share."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dashboard.figures.plain import NEW_LINE, Figure, Trace

EPOCH = date(1899, 12, 30)
"""The day from which spreadsheets count."""
PATTERNS = {"/": "wdUpDiag", "\\": "dkDnDiag", ".": "wdDnDiag", "x": "openDmnd", "-": "narHorz"}
"""A pattern of Plotly -> a preset of DrawingML; dots become strokes the other way, which all programs draw alike."""
DASHES = {
    "solid": "solid",
    "dash": "dash",
    "dot": "sysDot",
    "dashdot": "dashDot",
    "longdash": "lgDash",
    "longdashdot": "lgDashDot",
}
MARKERS = {
    "diamond-open": "diamond",
    "star-diamond": "star",
    "circle": "circle",
    "x": "x",
    "diamond": "diamond",
    "circle-open": "square",
}


def plain_text(text: object) -> str:
    """A label of a figure in one line."""
    return re.sub(rf"\s*{NEW_LINE}\s*", " ", str(text)).strip()


def excel_form(form: str) -> str:
    """A number format as d3 writes it, as spreadsheets write it: ",.1f" -> "#,##0.0"."""
    found = re.search(r"(,?)\.(\d)([f%])", form)
    if found is None:
        return "General"
    whole, decimals = "#,##0" if found[1] else "0", int(found[2])
    return whole + ("." + "0" * decimals if decimals else "") + ("%" if found[3] == "%" else "")


def template_form(trace: Trace) -> str:
    """The format of the values printed on a trace, from its `texttemplate`."""
    return excel_form(str(trace.get("texttemplate", ",.0f")))


def serial(day: str) -> int:
    """An ISO date as a spreadsheet counts it."""
    return (date.fromisoformat(day[:10]) - EPOCH).days


def from_serial(number: float) -> date:
    """The date that a spreadsheet means by a number."""
    return EPOCH + timedelta(days=int(number))


def numbers(values: Sequence[Any]) -> tuple[float | None, ...]:
    """Values as numbers, None where there is none."""
    return tuple(None if value is None or value != value else float(value) for value in values)  # noqa: PLR0124


def axis_title(figure: Figure, axis: str) -> str:
    """The title of an axis in one line, or nothing."""
    return plain_text(figure["layout"].get(axis, {}).get("title", {}).get("text", ""))


def texts(trace: Trace) -> dict[int, str]:
    """Texts beside the points of a trace, by place; empty ones left out."""
    found = trace.get("text") or []
    return {place: words for place, text in enumerate(found) if (words := plain_text(text))}
