"""Events on a figure with a calendar: a dotted line each, with a number that its list in words has, too."""

from pandas import DataFrame

from dashboard.figures.plain import Figure, days
from dashboard.theme import INK, QUIET


def drawn_on(figure: Figure, events: DataFrame) -> tuple[Figure, list[str]]:
    """Return the figure with the events that lie on its days, and each in words after its number.

    Columns of the events: held_on, said.
    """
    shown = [str(day)[:10] for trace in figure["data"] for day in trace.get("x", ()) if isinstance(day, str)]
    if not shown:
        return figure, []
    first, last = min(shown), max(shown)
    marks = zip(days(events["held_on"]), events["said"].tolist(), strict=True)
    inside = [(day, said) for day, said in marks if first <= day <= last]
    lines = [_line(day) for day, _ in inside]
    numbers = [_number(day, str(place), said) for place, (day, said) in enumerate(inside, 1)]
    layout = figure["layout"]
    added = {
        "shapes": [*layout.get("shapes", ()), *lines],
        "annotations": [*layout.get("annotations", ()), *numbers],
    }
    return {**figure, "layout": {**layout, **added}}, [
        f"{place} {said}" for place, (_, said) in enumerate(inside, 1)
    ]


def _line(day: str) -> dict[str, object]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "name": "event",
        "line": {"color": QUIET, "width": 1.5, "dash": "dot"},
    }


def _number(day: str, number: str, said: str) -> dict[str, object]:
    return {
        "x": day,
        "xref": "x",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "text": number,
        "hovertext": said,
        "font": {"color": INK, "size": 12},
    }
