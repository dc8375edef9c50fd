"""What the rules of quality find, as plain rows, for the command line and for other programs."""

from typing import Any

from dashboard.indicators.returns import quality
from dashboard.question import Question

COLUMNS = ("severity", "rule", "partnership", "name", "sheet", "what", "mend", "is_illustrative", "address")


def rows(question: Question) -> list[dict[str, Any]]:
    """Return one row a finding; `address` is the place in the partnership's profile that shows it."""
    frame = quality.findings(question)
    places = zip(frame["partnership"], frame["anchor"], strict=True)
    frame = frame.assign(address=[f"/partnerships/{slug}#{anchor}" for slug, anchor in places])
    return [
        {str(key): value for key, value in row.items()} for row in frame[list(COLUMNS)].to_dict("records")
    ]
