"""What leads to what."""

from pandas import DataFrame

from dashboard.figures.plain import Figure, figure, trace
from dashboard.theme import INK, NAVY, SEQUENTIAL, TEAL

COLOURS = (NAVY, TEAL, SEQUENTIAL[1])


def sankey(frame: DataFrame, *, source: str, target: str, value: str) -> Figure:
    """Return flows from the labels on the left to those on the right; flows of nothing are left out.

    Columns: `source`, `target` (labels), `value` (a count).
    """
    labels = list(dict.fromkeys([*frame[source], *frame[target]]))
    colours = [COLOURS[place % len(COLOURS)] for place in range(len(labels))]
    rows = frame[frame[value] > 0]
    links = {
        "source": [labels.index(label) for label in rows[source]],
        "target": [len(labels) + labels.index(label) for label in rows[target]],
        "value": rows[value].to_list(),
        "color": [_pale(colours[labels.index(label)]) for label in rows[source]],
        "hovertemplate": "%{source.label} to %{target.label}: %{value:,.0f}<extra></extra>",
    }
    nodes = {
        "label": labels * 2,
        "color": colours * 2,
        "pad": 24,
        "thickness": 16,
        "line": {"width": 0},
        "hovertemplate": "%{label}: %{value:,.0f}<extra></extra>",
    }
    flow = trace("sankey", arrangement="snap", node=nodes, link=links, textfont={"size": 13, "color": INK})
    return figure([flow], height=340, margin={"l": 8, "r": 8, "t": 24, "b": 24})


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"
