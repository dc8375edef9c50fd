"""The table of contents: a field that is right before anybody brings it up to date."""

from dataclasses import dataclass

from dashboard.exports.ooxml.xml import tag
from dashboard.exports.word.blocks import (
    Block,
    closed,
    field,
    measured,
    opened,
    paragraph,
    paragraph_around,
    run,
)
from dashboard.exports.word.styles import CONTENTS, ENTRY_1, ENTRY_2, FINDING, Style

INSTRUCTION = f'TOC \\o "1-1" \\h \\z \\t "{FINDING.name},2"'
"""Headings of the first level, and the findings of the figures on the second, as links."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its words, the page they stand on, where a click goes, and its level."""

    words: str
    page: int
    bookmark: str
    is_figure: bool = False

    @property
    def style(self) -> Style:
        """How the line looks."""
        return ENTRY_2 if self.is_figure else ENTRY_1


def contents(entries: list[Entry], *, new_page: bool) -> list[Block]:
    """Return the heading of the contents and a line for each entry."""
    lines = [_line(entry, first=not place, last=entry is entries[-1]) for place, entry in enumerate(entries)]
    return [paragraph("Contents", CONTENTS, new_page=new_page), *lines]


def contents_height(entries: list[Entry]) -> int:
    """Return how high the contents will be."""
    return measured("Contents", CONTENTS) + sum(
        measured(f"{entry.words} 000", entry.style) for entry in entries
    )


def _line(entry: Entry, *, first: bool, last: bool) -> Block:
    number = field(f"PAGEREF {entry.bookmark} \\h", str(entry.page), entry.style)
    link = tag(
        "w:hyperlink",
        run(entry.words, entry.style),
        tag("w:r", tag("w:tab")),
        number,
        w_anchor=entry.bookmark,
        w_history=1,
    )
    content = (opened(INSTRUCTION) if first else "") + link + (closed() if last else "")
    return Block(paragraph_around(content, entry.style), measured(f"{entry.words} 000", entry.style))
