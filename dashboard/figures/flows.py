"""What leads to what."""

from collections.abc import Mapping, Sequence

from pandas import DataFrame

from dashboard.figures.plain import Figure, figure, trace
from dashboard.theme import INK


def sankey(frame: DataFrame, *, source: str, target: str, value: str, colours: Mapping[str, str]) -> Figure:
    """Return flows from the labels on the left to those on the right, with their counts; flows of nothing are left out.

    Columns: `source`, `target` (labels, each with its colour), `value` (a count).
    """
    labels = list(dict.fromkeys([*frame[source], *frame[target]]))
    cells = zip(frame[source], frame[target], frame[value].tolist(), strict=True)
    places, rows = [], []
    for place, cell in enumerate(cells):
        if cell[2] > 0:
            places.append(place)
            rows.append(cell)
    links = {
        "source": [labels.index(label) for label, _, _ in rows],
        "target": [len(labels) + labels.index(label) for _, label, _ in rows],
        "value": [number for _, _, number in rows],
        "color": [_pale(colours[label]) for label, _, _ in rows],
        "customdata": [f"{first} to {then}" for first, then, _ in rows],
        "hovertemplate": "%{customdata}: %{value:,.0f}<extra></extra>",
    }
    nodes = {
        "label": [*_counted(rows, 0, labels), *_counted(rows, 1, labels)],
        "color": [colours[label] for label in labels] * 2,
        "pad": 24,
        "thickness": 16,
        "line": {"width": 0},
        "hovertemplate": "%{label}<extra></extra>",
    }
    flow = trace(
        "sankey",
        meta=value,
        ids=places,
        arrangement="snap",
        node=nodes,
        link=links,
        textfont={"size": 13, "color": INK},
    )
    return figure([flow], height=340, margin={"l": 8, "r": 8, "t": 24, "b": 24})


def _counted(rows: Sequence[tuple[str, str, float]], end: int, labels: list[str]) -> list[str]:
    """Labels with how much begins (0) or ends (1) at each."""
    return [f"{label}: {sum(row[2] for row in rows if row[end] == label):,.0f}" for label in labels]


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"
