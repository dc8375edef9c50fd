"""A letter before it is a mail: a title, lines and parts, as plain text and as HTML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from itertools import chain, count
from pathlib import Path
from typing import Final

from dashboard.exports.forms import MEDIA_TYPES

MOST_ATTACHED: Final = 15_000_000
"""Bytes of files that go with a mail; many servers take no more than 20 MB, a third of which is lost in transfer."""
STYLE: Final = "font-family: Arial, sans-serif; color: #222; max-width: 42em; line-height: 1.45"
LINK: Final = "color: #12436d"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said, and the address where it can be looked at, if there is one."""

    said: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands below a heading; one of `level` 3 belongs to the last one of level 2."""

    title: str
    lines: tuple[Line, ...] = ()
    level: int = 2
    is_numbered: bool = False

    @property
    def signs(self) -> Iterator[str]:
        """What stands before each line in plain text."""
        return (f"{number}." if self.is_numbered else "-" for number in count(1))


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that a mail says, in reading order."""

    title: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    foot: tuple[str, ...]

    @property
    def text(self) -> str:
        """The letter as plain text, which reads as the other form does."""
        parts = ("\n".join([_ruled(part), *map(_with_sign, part.signs, part.lines)]) for part in self.parts)
        return (
            "\n\n".join([f"{self.title}\n{'=' * len(self.title)}", *self.opening, *parts, "--", *self.foot])
            + "\n"
        )

    @property
    def html(self) -> str:
        """The letter as a document of HTML that asks nobody for anything."""
        title = escape(self.title)
        said = "".join(_paragraph(one) for one in self.opening)
        parts = "".join(map(_html, self.parts))
        foot = "".join(_paragraph(one) for one in self.foot)
        return (
            f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
            f'<body style="{STYLE}"><main><h1 style="font-size: 1.4em">{title}</h1>{said}{parts}</main>'
            f'<footer style="border-top: 1px solid #767676; font-size: 0.9em">{foot}</footer></body></html>\n'
        )

    def mail(
        self, *, sender: str, to: Sequence[str], at: datetime, key: str, files: Sequence[Path] = ()
    ) -> EmailMessage:
        """The letter as a mail, with as many of the files as it may carry; `key` tells a server that one that comes
        again is the same.
        """
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = sender, ", ".join(to), self.title
        mail["Date"], mail["Message-ID"] = (
            format_datetime(at),
            f"<{key}@{sender.rpartition('@')[2] or 'localhost'}>",
        )
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(self.text, cte="quoted-printable")
        mail.add_alternative(self.html, subtype="html")
        for file in attached(files):
            main, _, sub = MEDIA_TYPES[file.suffix.removeprefix(".")].partition("/")
            mail.add_attachment(file.read_bytes(), maintype=main, subtype=sub, filename=file.name)
        return mail


def attached(files: Sequence[Path]) -> tuple[Path, ...]:
    """The files that go with a mail; none where all together would be too large."""
    return tuple(files) if sum(file.stat().st_size for file in files) <= MOST_ATTACHED else ()


def _ruled(part: Part) -> str:
    return f"{part.title}\n{('-' if part.level > 2 else '=') * len(part.title)}"  # noqa: PLR2004 - of a heading


def _with_sign(sign: str, line: Line) -> str:
    said = f"{sign} {line.said}"
    return f"{said}\n{' ' * len(sign)} {line.address}" if line.address else said


def _html(part: Part) -> str:
    listed = "".join(chain.from_iterable(("<li>", _line(line), "</li>") for line in part.lines))
    heading = f'<h{part.level} style="font-size: {1.3 - part.level / 10:.1f}em">{escape(part.title)}</h{part.level}>'
    kind = "ol" if part.is_numbered else "ul"
    return f"{heading}<{kind}>{listed}</{kind}>" if listed else heading


def _line(line: Line) -> str:
    said = escape(line.said)
    return f'<a style="{LINK}" href="{escape(line.address)}">{said}</a>' if line.address else said


def _paragraph(said: str) -> str:
    return f"<p>{escape(said)}</p>"
