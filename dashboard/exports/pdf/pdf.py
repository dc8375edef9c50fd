"""A paper as a PDF and as a page for a browser: both set by typst from one template, `paper.typ`, without a browser.

See docs/decisions/0016-pdf-by-typst.md.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Final, Literal

import typst

from dashboard.exports.paper.paper import Paper
from dashboard.exports.pdf.said import UNKNOWN, said_by

MISSING: Final = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")


def as_pdf(paper: Paper) -> bytes:
    """Return the paper as a PDF that meets PDF/UA-1; the same paper gives the same bytes on the same machine.

    What the fonts at hand lack is looked for in those of the machine; what none has is a square.
    """
    said = said_by(paper)
    try:
        return _set("pdf", said)
    except typst.TypstError:
        return _with_fonts_of_machine(said)


def as_html(paper: Paper, *, style: str, ignored: Sequence[str] = ()) -> str:
    """Return the same paper as a page for a screen; `ignored` are sentences for its reader.

    Its style sheet is at the address `style`; nothing in it runs.
    """
    page = _set("html", said_by(paper, ignored)).decode()
    return page.replace("</head>", f'<link rel="stylesheet" href="{style}"></head>', 1)


def _with_fonts_of_machine(said: str) -> bytes:
    while True:
        try:
            return _set("pdf", said, of_machine=True)
        except typst.TypstError as error:
            without = said.translate(dict.fromkeys(map(ord, _missing(error)), UNKNOWN))
            if without == said:
                raise
            said = without


def _set(form: Literal["pdf", "html"], said: str, *, of_machine: bool = False) -> bytes:
    made = typst.Compiler(_template(), font_paths=_fonts(of_machine=of_machine)).compile(
        format=form, sys_inputs={"form": form, "paper": said}, pdf_standards="ua-1", timestamp=0
    )
    return made if isinstance(made, bytes) else b"".join(made or ())


def _missing(error: typst.TypstError) -> str:
    """The letters that no font has, as the error names them; every font has those of ASCII, and JSON needs them."""
    named = "".join(MISSING.findall(error.diagnostic))
    letters = ESCAPED.sub(lambda code: chr(int(code[1], 16)), named)
    return "".join(letter for letter in letters if not letter.isascii())


@cache
def _template() -> bytes:
    return files(__package__).joinpath("paper.typ").read_bytes()


@cache
def _fonts(*, of_machine: bool = False) -> typst.Fonts:
    with as_file(files(__package__) / "fonts") as folder:
        return typst.Fonts(include_system_fonts=of_machine, font_paths=[folder])
