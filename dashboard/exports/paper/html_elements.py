"""A little HTML, written safely: text is escaped, elements are strings that say so."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Content = str | Iterable[str]
VOID = frozenset({"img", "link", "meta"})


def element(name: str, content: Content = (), /, **attributes: str) -> Markup:
    """Return an element around its content, whose text is escaped; `class_` and `aria_label` lose their underscores."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    closing = "" if name in VOID else f"{inside(content)}</{name}>"
    return Markup(f"<{name}{said}>{closing}")


def inside(content: Content) -> Markup:
    """Return content as HTML: text escaped, elements as they are."""
    parts = [content] if isinstance(content, str) else content
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))
