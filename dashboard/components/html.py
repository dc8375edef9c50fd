"""HTML elements as the plain JSON that Dash sends; assets/00-components.js has the components behind their names.

Making Dash’s classes and writing them out again took an eighth of a filter change.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

NAMESPACE = "cep"
Element = dict[str, Any]
Content = Any
"""Text, a number, an element, or a list of these."""


def link(children: Content, href: str, **attributes: object) -> Element:
    """Return a link inside the product: an ordinary one, which the browser script follows without loading anew.

    `href` may be a path with its query, or a query alone.
    """
    return A(children, href=href, data_nav="here", **attributes)


def outside(address: str) -> Element:
    """Return a link to a page elsewhere: it opens beside this one and learns nothing of it."""
    return A(re.sub("^https?://", "", address), href=address, target="_blank", rel="noopener noreferrer")


def still(content: Content) -> Element:
    """Return elements that Dash never changes: it is given one component in place of a hundred to watch over."""
    return _element("Still", content=_bare(content))


def _bare(content: Content) -> Content:
    """The elements without what only Dash asks of them: where their component is."""
    if isinstance(content, list):
        return [_bare(one) for one in content]
    if not isinstance(content, dict):
        return content
    props = content["props"]
    inside = {"children": _bare(props["children"])} if "children" in props else {}
    return {"type": content["type"], "props": {**props, **inside}}


def _element(name: str, children: Content = None, **attributes: object) -> Element:
    """An element; `data_nav` and `aria_label` get their dashes, and what is None is left out."""
    props = {} if children is None else {"children": children}
    props |= {key.replace("_", "-"): value for key, value in attributes.items() if value is not None}
    return {"type": name, "namespace": NAMESPACE, "props": props}


_Make = Callable[..., Element]
A: _Make = partial(_element, "A")
Button: _Make = partial(_element, "Button")
Caption: _Make = partial(_element, "Caption")
Dd: _Make = partial(_element, "Dd")
Details: _Make = partial(_element, "Details")
Div: _Make = partial(_element, "Div")
Dl: _Make = partial(_element, "Dl")
Dt: _Make = partial(_element, "Dt")
Fieldset: _Make = partial(_element, "Fieldset")
Footer: _Make = partial(_element, "Footer")
H1: _Make = partial(_element, "H1")
H2: _Make = partial(_element, "H2")
H3: _Make = partial(_element, "H3")
Header: _Make = partial(_element, "Header")
Input: _Make = partial(_element, "Input")
Label: _Make = partial(_element, "Label")
Legend: _Make = partial(_element, "Legend")
Li: _Make = partial(_element, "Li")
Main: _Make = partial(_element, "Main")
Nav: _Make = partial(_element, "Nav")
Option: _Make = partial(_element, "Option")
P: _Make = partial(_element, "P")
Section: _Make = partial(_element, "Section")
Select: _Make = partial(_element, "Select")
Span: _Make = partial(_element, "Span")
Strong: _Make = partial(_element, "Strong")
Summary: _Make = partial(_element, "Summary")
Table: _Make = partial(_element, "Table")
Tbody: _Make = partial(_element, "Tbody")
Td: _Make = partial(_element, "Td")
Th: _Make = partial(_element, "Th")
Thead: _Make = partial(_element, "Thead")
Tr: _Make = partial(_element, "Tr")
Ul: _Make = partial(_element, "Ul")
Rows: _Make = partial(_element, "Rows")
Graph: _Make = partial(_element, "Graph")
LastVisit: _Make = partial(_element, "LastVisit")
Store: _Make = partial(_element, "Store")
Location: _Make = partial(_element, "Location")
"""What is more than an element: tables, charts, what a page carries, the way to what is new to a browser, and its
address.
"""
