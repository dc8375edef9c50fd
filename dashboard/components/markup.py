"""Components as HTML and JSON write them: attributes with dashes, and plain values."""

from typing import Any

from dash.development.base_component import Component


def attributes(**named: str) -> dict[str, Any]:
    """Return aria_label="..." as {"aria-label": "..."}, to be passed on with two stars."""
    return {name.replace("_", "-"): value for name, value in named.items()}


def plain(node: Any) -> Any:
    """Return components as the plain JSON they become.

    Dash writes plain values in one go; a single component in an answer makes it walk every number of every chart.
    """
    if isinstance(node, Component):
        written = node.to_plotly_json()
        return {**written, "props": {name: plain(value) for name, value in written["props"].items()}}
    return [plain(one) for one in node] if isinstance(node, list | tuple) else node
