"""Packs and what became of them in words, for the terminal and for the page."""

from datetime import date
from pathlib import PurePath

from dashboard import words
from dashboard.packs import days
from data.packs import Pack, Run
from data.taxonomy import PACK_KINDS, RHYTHMS


def what(pack: Pack) -> str:
    """Return what is made: "Board paper as docx and pdf"."""
    forms = words.listing(list(pack.forms))
    return f"{PACK_KINDS[pack.kind]} as {forms}" if forms else PACK_KINDS[pack.kind]


def rhythm(pack: Pack) -> str:
    """Return how often: "Every quarter, 30 days after its end"."""
    after = f", {words.count_of(pack.days_after, 'day')} after its end" if pack.days_after else ""
    return f"{RHYTHMS[pack.every]}{after}"


def coming(pack: Pack, runs: tuple[Run, ...], on: date) -> str:
    """Return when it is made next: a day, "now" if it is due, or after what."""
    if pack.every == "load":
        return "after the next load"
    if days.is_due(pack, runs, on):
        return "now"
    following = days.next_on(pack, on)
    return words.day(following)


def became(run: Run) -> str:
    """Return what became of a pack once: which files, to whom, what went wrong."""
    parts = [
        f"{words.day(run.at)}, {run.at:%H:%M} UTC",
        _where(run) if run.files else "nothing to send" if run.is_made else "",
        f"mailed {words.day(run.sent_at)}" if run.sent_at and not run.unsent else "",
        f"not mailed to {words.listing(list(run.unsent))}" if run.unsent else "",
        run.problem.rstrip("."),
    ]
    return "; ".join(part for part in parts if part)


def _where(run: Run) -> str:
    files = [PurePath(file) for file in run.files]
    return f"{words.listing([file.name for file in files])} in {files[0].parent}"
