"""Events on a figure with a calendar: a dotted line each, with a number that its list in words has, too."""

from collections.abc import Callable
from datetime import date, timedelta

from pandas import DataFrame

from dashboard.figures.plain import MONTH, Figure, days
from dashboard.theme import INK, QUIET
from data.norms import quarter_end

Place = Callable[[str], str | float | None]


def drawn_on(figure: Figure, events: DataFrame) -> tuple[Figure, list[str]]:
    """Return the figure with the events that lie on its days, and each in words after its number.

    Columns of the events: held_on, said.
    """
    place = _among_quarters(figure) if figure["layout"]["xaxis"].get("type") == "category" else _along(figure)
    marks = zip(days(events["held_on"]), events["said"].tolist(), strict=True)
    inside = [(x, said) for day, said in marks if (x := place(day)) is not None]
    lines = [_line(x) for x, _ in inside]
    numbers = [_number(x, str(number), said) for number, (x, said) in enumerate(inside, 1)]
    layout = figure["layout"]
    added = {
        "shapes": [*layout.get("shapes", ()), *lines],
        "annotations": [*layout.get("annotations", ()), *numbers],
    }
    said = [f"{number} {words}" for number, (_, words) in enumerate(inside, 1)]
    return ({**figure, "layout": {**layout, **added}}, said) if inside else (figure, [])


def _along(figure: Figure) -> Place:
    """On an axis of days an event stands on its day, where the figure shows that."""
    shown: list[str] = []
    for trace in figure["data"]:
        if "base" in trace:  # a bar from one day on, so many milliseconds long
            spells = zip(trace["base"], trace["x"], strict=True)
            shown += [day for begins, length in spells for day in (begins, _later(begins, length))]
        else:
            shown += [str(day)[:10] for day in trace.get("x", ()) if isinstance(day, str)]
    first, last = min(shown, default="z"), max(shown, default="")
    return lambda day: day if first <= day <= last else None


def _later(day: str, milliseconds: float) -> str:
    return (date.fromisoformat(day[:10]) + timedelta(milliseconds=milliseconds)).isoformat()


def _among_quarters(figure: Figure) -> Place:
    """Among columns of quarters it stands as far along its own as its day lies in the quarter."""
    named: dict[str, int] = {}
    for trace in figure["data"]:
        for name in trace["x"]:
            named.setdefault(name, len(named))

    def place(day: str) -> float | None:
        on = date.fromisoformat(day)
        ends = quarter_end(on)
        column = named.get(f"{ends:{MONTH}}")
        if column is None:
            return None
        begins = date(ends.year, ends.month - 2, 1)
        return round(column - 0.5 + (on - begins).days / (ends - begins).days, 3)

    return place


def _line(x: str | float) -> dict[str, object]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "name": "event",
        "line": {"color": QUIET, "width": 1.5, "dash": "dot"},
    }


def _number(x: str | float, number: str, said: str) -> dict[str, object]:
    return {
        "x": x,
        "xref": "x",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "text": number,
        "hovertext": said,
        "font": {"color": INK, "size": 12},
    }
