"""A link inside the product: an ordinary one, which the browser script follows without loading the page anew."""

from typing import Any

from dash import html
from dash.development.base_component import Component


def link(children: Any, href: str, **attributes: Any) -> Component:
    """Return the link; `href` may be a path with its query, or a query alone."""
    return html.A(children, href=href, **{"data-nav": "here", **attributes})
