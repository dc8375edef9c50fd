"""What people write on the pages, one model a kind: each value is read and checked as a cell of a return is."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from data import taxonomy as words
from data.returns.sheets.checks import Fault
from data.returns.sheets.kinds import TextKind
from data.returns.sheets.models import Count, Day, Key, SheetRow, Text, may, must
from data.returns.sheets.vocabularies import WordKind

Name = Annotated[str, TextKind(longest=80)]
Address = Annotated[str, TextKind(longest=20_000)]
"""A query with every word that an author wrote, as an address has them."""


class AttentionStateRow(SheetRow):
    """How far somebody is with a reason to call a partnership: one row for each reason of each."""

    partnership: Key = must("The partnership's key.")
    reason: Key = must("The key of the reason.")
    state: Annotated[str, WordKind("state of a call", words.CALL_STATES)] = must("How far it is.")
    held_on: Day = must("The day from which it is so.")
    until: Day | None = may("The day until which to wait.")
    note: Text | None = may("What was said or agreed.")
    who: Name = must("Who wrote it down.")


class CommentRow(SheetRow):
    """What somebody says to a chart: one row a comment."""

    comment: Key = must("The key of the comment.")
    chart: Key = must("The key of the chart.")
    filters: Text = must("The filters that it speaks of, as an address has them.")
    wording: Text = must("What it says.")
    figure: Text = must("The headline of the chart when it was written.")
    written_on: Day = must("The day on which it was written.")
    who: Name = must("Who wrote it.")
    bridges: Text | None = may(
        "The bridges of whoever wrote it, with ; between them; none of all of England."
    )


class SavedViewRow(SheetRow):
    """A page with its filters under a name: one row a view."""

    saved_view: Key = must("The key of the view.")
    name: Name = must("What it is called.")
    address: Text = must("The path of the page and its filters.")
    saved_on: Day = must("The day on which it was saved.")
    who: Name = must("Who saved it.")
    bridges: Text | None = may(
        "The bridges of whoever wrote it, with ; between them; none of all of England."
    )


class PackRow(SheetRow):
    """What is made by itself and sent: one row a pack."""

    pack: Key = must("The key of the pack.")
    name: Name = must("What it is called.")
    kind: Annotated[str, WordKind("kind of pack", words.PACK_KINDS)] = must("What is made.")
    every: Annotated[str, WordKind("rhythm", words.RHYTHMS)] = must("How often it is made.")
    days_after: Count = may("How many days after the end of its quarter, month or week.", default=0)
    address: Address | None = may(
        "The paper’s address: filters and choice, with its dates as they were said."
    )
    forms: Text | None = may("The forms that are written, with ; between them.")
    folder: Text | None = may("The folder of the files, where it is not the usual one.")
    recipients: Text | None = may("The addresses that it is mailed to, with ; between them.")
    saved_on: Day = must("The day on which it was saved.")
    who: Name = must("Who saved it.")
    bridges: Text | None = may(
        "The bridges of whoever wrote it, with ; between them; none of all of England."
    )


class PaperDraftRow(SheetRow):
    """A board paper that is not finished, under a name: one row a draft."""

    paper_draft: Key = must("The key of the draft.")
    name: Name = must("What it is called.")
    query: Address = must("Its filters with their date, its charts and words, as an address has them.")
    figures: Address = must("Each figure with its headline, and a mark of its numbers, when it was saved.")
    as_at: Day = must("The day that the paper speaks of.")
    saved_on: Day = must("The day on which it was saved.")
    who: Name = must("Who saved it.")
    bridges: Text | None = may(
        "The bridges of whoever wrote it, with ; between them; none of all of England."
    )


def until_a_day(row: Mapping[str, object], _: date) -> Iterator[Fault]:
    """Who waits says until when, not before the day from which; nobody else does."""
    until, since = row.get("until"), row.get("held_on")
    if (row.get("state") == "waiting") != (until is not None):
        yield Fault(
            "until", "Waiting goes with a day until which, and only waiting.", "Give that day, or none."
        )
    elif isinstance(until, date) and isinstance(since, date) and until < since:
        yield Fault(
            "until", "The day until which to wait is before the day of the call.", "Give a later one."
        )
