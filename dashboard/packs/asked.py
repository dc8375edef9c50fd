"""What somebody asks to be made by itself, checked before it is written down."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlencode

from dashboard import compose_paper, words
from dashboard.exports.forms import PAPER_FORMS
from dashboard.packs.days import DATED, RELATIVE, query_in, resolved
from dashboard.pages.paper import DRAFT
from dashboard.question import QueryError, Question
from data.packs import SEPARATOR, Pack
from data.programme.programme import Programme
from data.taxonomy import PACK_KINDS, RHYTHMS

USUAL_FORMS: Final = ("docx", "pdf", "xlsx")
"""The paper to read, the one to print, and the workbook that both name."""
MOST_DAYS: Final = 366
_LABEL: Final = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_MAIL: Final = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})*")


def pack_asked(  # noqa: PLR0913 - what a pack is made of
    programme: Programme,
    *,
    name: str,
    kind: str,
    every: str,
    address: str,
    on: date,
    filters: Sequence[tuple[str, str]] = (),
    days_after: int = 0,
    forms: Sequence[str] = (),
    recipients: Sequence[str] = (),
    folder: str = "",
    who: str = "",
) -> Pack:
    """Return the pack that is asked for; `address` is that of a paper or of filters, whole or its query alone, in which
    `filters` take the place of those of their keys.

    Raises `QueryError` with a sentence for whatever is wrong, and `UnknownPartnership`.
    """
    name = " ".join(name.split())
    forms = tuple(dict.fromkeys(forms)) or (USUAL_FORMS if kind == "paper" else ())
    addresses = (one.strip() for part in recipients for one in part.split(SEPARATOR))
    recipients = tuple(dict.fromkeys(one for one in addresses if one))
    key = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    given = parse_qsl(query_in(address), keep_blank_values=True)
    taken = {DRAFT, *(key for key, _ in filters)}
    pairs = [*(pair for pair in given if pair[0] not in taken), *filters]
    query = urlencode(pairs)
    fixed = [value for key, value in pairs if key == "as_at" and value not in RELATIVE and every != "load"]
    wrong = [
        *([] if key else ["Say what it is called."]),
        *_of_words(kind, PACK_KINDS, "made"),
        *_of_words(every, RHYTHMS, "a rhythm"),
        *(_of_words(form, PAPER_FORMS, "a form")[0] for form in forms if form not in PAPER_FORMS),
        *(f"“{words.shortened(one)}” is no mail address." for one in recipients if not _MAIL.fullmatch(one)),
        *([f"Days after are 0 to {MOST_DAYS}."] if not 0 <= days_after <= MOST_DAYS else []),
        *(["After a load there are no days to wait."] if every == "load" and days_after else []),
        *(["Say to whom what got worse is mailed."] if kind == "worse" and not recipients else []),
        *(
            ["What got worse is a mail, and comes in no form of a paper."]
            if kind == "worse" and forms
            else []
        ),
    ]
    if fixed:
        relative = words.listing([*RELATIVE], conjunction="or")
        wrong.append(
            f"As at {words.shortened(fixed[0])} it would be the same each time; write {relative}, or no day."
        )
    if not wrong:
        wrong = list(_wrong_in(programme, kind, resolved(query, on)))
    if wrong:
        raise QueryError(*wrong)
    return Pack(key, name, kind, every, days_after, query, forms, folder.strip(), recipients, who)


def _of_words(value: str, known: Iterable[str], what: str) -> list[str]:
    there = list(known)
    said = words.listing(there, conjunction="or")
    return [] if value in there else [f"“{words.shortened(value)}” is not {what}; it is {said}."]


def _wrong_in(programme: Programme, kind: str, query: str) -> Iterable[str]:
    """What of an address is not known, with what may stand for a day."""
    try:
        if kind == "paper":
            compose_paper.read(programme, query, exactly=True)
        else:
            Question.exactly(programme, query)
    except QueryError as error:
        yield from error.args
        if any("date" in said for said in error.args):
            relative = words.listing([*RELATIVE], conjunction="or")
            yield f"As {words.listing([*DATED], conjunction='or')}, {relative} may stand too."
