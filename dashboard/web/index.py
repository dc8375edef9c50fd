"""The document of a page: the page as it will stand, readable before any script has come, and the scripts it needs.

Dash's renderer takes its place (assets/00-components.js). See docs/decisions/0024-first-screen.md.
"""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final

from dash import Dash

from dashboard.components.html import Element
from dashboard.components.markup import markup
from dashboard.people import Right, who_asks
from dashboard.theme import TEMPLATE
from dashboard.web import vendor

INDEX: Final = """<!DOCTYPE html>
<html lang="en-GB">
<head>
{%metas%}
<meta name="description" content="Monitors England's Cultural Education Partnerships.">
<title>{%title%}</title>
{%favicon%}
{%css%}
<link rel="expect" href="#parts" blocking="render">
</head>
<body>
{%app_entry%}
<noscript>This dashboard needs JavaScript. The same figures are at /api/indicators and /export/.</noscript>
<div class="scripts">{%config%}
{%scripts%}
{%renderer%}</div>
</body>
</html>
"""
"""Nothing is painted before the tiles have all come, down to what follows them: their number says how wide each is."""
ENTRY: Final = '<div id="react-entry-point"></div>'
HAS_ACCOUNTS: Final = "CEP_ACCOUNTS"
"""Where the application keeps whether people sign in: its documents then say what the reader may not do."""
NEEDED: Final = (
    "/deps/react",
    "/deps/prop-types",
    "/dash_bootstrap_components/",
    "/dash-renderer/",
    "/assets/",
)
"""Of all the scripts that Dash would load: what the filter bar and our components stand on, and our own."""
LATER: Final = {
    "intake": "/assets/25-intake.js",
    "history": "/assets/26-history.js",
    "added": "/assets/26-added.js",
    "lists": "/assets/26-lists.js",
    "packs": "/assets/26-packs.js",
    "organisations": "/assets/26-organisations.js",
    "composer": "/assets/45-composer.js",
    "notes": "/assets/50-notes.js",
    "tray": "/assets/46-tray.js",
    "drafts": "/assets/47-drafts.js",
}
"""Scripts of one page: assets/10-address.js loads them when that page is come to."""


START: Final = """
for (const { attributes, textContent } of document.getElementById("scripts").content.children) {
  const script = Object.assign(document.createElement("script"), { async: false, textContent });
  for (const { name, value } of attributes) script.setAttribute(name, value);
  document.body.append(script);
}
"""
"""Asks for the scripts in order, once the style sheets are there: all that is asked for shares a slow line."""


class Application(Dash):
    """Dash with a document of our own; `first` gives the elements of the page that is asked for."""

    first: Callable[[], list[Element]]
    more: Sequence[str] = ()
    """Scripts beside those of every server."""

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """Return the document: the page, then its scripts, plotly.js last since only charts need it."""
        addresses = re.findall(r'<script src="([^"]+)"', parts["scripts"])
        needed = [one for one in addresses if any(place in one for place in NEEDED)]
        later = {name: one for name, path in LATER.items() for one in needed if one.startswith(path)}
        named = "".join(f' data-{name}="{address}"' for name, address in later.items())
        scripts = [_script(one) for one in (*needed, *self.more) if one not in later.values()]
        # As a module it waits for the scripts before it.
        start = parts["renderer"].replace("application/javascript", "module")
        drawing = _script(vendor.plotly_address(), " data-plotly")
        waiting = "\n".join(["", *scripts, start, drawing])
        if self.server.config.get(HAS_ACCOUNTS):
            lacking = " ".join(right for right in Right if not who_asks().may(right))
            parts["metas"] += f'\n<meta name="cep-may-not" content="{lacking}">'
        parts |= {
            "app_entry": f'<div id="first" class="page">{markup(self.first())}</div>\n{ENTRY}',
            "scripts": (
                f'<template id="later"{named}></template>\n<template id="scripts">{waiting}</template>\n'
                f'<template id="figures">{json.dumps(TEMPLATE)}</template>'
            ),
            "renderer": f"<script>{START}</script>",
        }
        return str(super().interpolate_index(**parts))  # type: ignore[no-untyped-call]

    def csp_hashes(self, hash_algorithm: str = "sha256") -> Sequence[str]:
        """Return what a policy says of the scripts that stand in the document itself."""
        digest = b64encode(sha256(START.encode()).digest()).decode()
        return [*super().csp_hashes(hash_algorithm), f"'sha256-{digest}'"]


def _script(address: str, more: str = "") -> str:
    return f'<script src="{address}"{more}></script>'
