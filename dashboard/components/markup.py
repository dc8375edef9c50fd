"""Attributes that HTML writes with dashes: aria-*, data-*."""

from typing import Any


def attributes(**named: str) -> dict[str, Any]:
    """Return aria_label="..." as {"aria-label": "..."}, to be passed on with two stars."""
    return {name.replace("_", "-"): value for name, value in named.items()}
