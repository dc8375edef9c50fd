"""One palette and one Plotly template for every figure.

Palette: Government Analysis Function, categorical and sequential, in its published order.
"""

from typing import Any, Final

NAVY, TEAL, PLUM, ORANGE, SLATE, LILAC = CATEGORICAL = (
    "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1",
)  # fmt: skip
SEQUENTIAL: Final = ("#12436D", "#2073BC", "#6BACE6")
PALE: Final = "#DCE9F5"
EMPTY: Final = "#E6E8EB"
INK: Final = "#0B0C0C"
QUIET: Final = "#505A5F"
RULE: Final = "#D5D8DB"
PAPER: Final = "#FFFFFF"

FONT: Final = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

STATUS_COLOURS: Final = {
    "delivering": NAVY,
    "established": SEQUENTIAL[1],
    "existing": TEAL,
    "emerging": SEQUENTIAL[2],
    "prospective": PALE,
    "dormant": ORANGE,
    "merged": LILAC,
    "closed": SLATE,
}

AXIS: Final = {
    "gridcolor": RULE,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "automargin": True,
    "fixedrange": True,
    "ticklabelstandoff": 6,
    "title": {"font": {"size": 13, "color": QUIET}},
    "tickfont": {"size": 13, "color": INK},
}

LEGEND: Final = {
    "orientation": "h",
    "x": 0,
    "xanchor": "left",
    "y": 1.02,
    "yanchor": "bottom",
    "font": {"size": 13},
    "itemclick": False,
    "itemdoubleclick": False,
    "traceorder": "normal",
}

TEMPLATE: Final[dict[str, Any]] = {
    "layout": {
        "font": {"family": FONT, "size": 13, "color": INK},
        "colorway": list(CATEGORICAL),
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": INK,
            "font": {"family": FONT, "size": 13, "color": INK},
        },
        "xaxis": AXIS,
        "yaxis": AXIS,
        "showlegend": False,
        "legend": LEGEND,
        "dragmode": False,
        "bargap": 0.28,
        "geo": {"visible": False, "bgcolor": PAPER, "projection": {"type": "mercator"}},
        "separators": ".,",
    }
}
"""What every figure starts from; Plotly merges it under what the figure says for itself."""
