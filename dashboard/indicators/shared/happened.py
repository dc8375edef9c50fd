"""What happened to the programme: launches, funding rounds, changes of method, each with its day and source."""

from collections.abc import Mapping
from typing import Any

from pandas import DataFrame

from dashboard import words
from dashboard.question import Question


def known_by(question: Question) -> DataFrame:
    """The events by the as-at date, the earliest first.

    Columns: event (key), held_on, precision, what, place, source (NaN if not known), is_illustrative, said (in words,
    with day, place and source).
    """
    events = question.visible.events
    events = events[events["held_on"] <= question.on].sort_values(["held_on", "event"], ignore_index=True)
    return events.assign(said=[_said(row) for row in events.to_dict("records")])


def _said(event: Mapping[Any, Any]) -> str:
    when = words.dated(event["held_on"], str(event["precision"]))
    place = f", {event['place']}" if isinstance(event["place"], str) else ""
    source = f" ({event['source']})" if isinstance(event["source"], str) else ""
    return f"{event['what']}, {when}{place}{source}"
