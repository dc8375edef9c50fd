"""Which partnerships need a call this week, and why: the daily list."""

from typing import NamedTuple

import numpy as np
from pandas import DataFrame, Series, Timestamp

from dashboard.cache import cached, cached_frame
from dashboard.indicators.attention import calls
from dashboard.indicators.attention.given import given_since, matches
from dashboard.indicators.attention.reasons import REASONS
from dashboard.indicators.shared import records, selection, statuses
from dashboard.indicators.shared.complete import as_complete
from dashboard.indicators.shared.intervals import (
    NEVER,
    OPEN,
    Flags,
    Positions,
    Stamps,
    day_number,
    stamps,
)
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import LIVE_STATUSES, STATUSES

COLUMNS = (
    "partnership", "name", "bridge", "region", "status", "reasons", "open", "weight", "why", "keys", "since", "days",
    "state", "last_contact", "anchor",
)  # fmt: skip


class Count(NamedTuple):
    """How many partnerships need a call, of how many live ones."""

    flagged: int
    live: int


@cached_frame
def listing(question: Question) -> DataFrame:
    """The live partnerships asked for that give a reason to call: first those of which a call can settle one, then by
    how many are open, then by how long the oldest of these has lasted.

    Columns: partnership, name, bridge, region (labels), status (label), reasons (how many), open (how many of them
    nobody called about), weight (of `reasons.WEIGHTS`, the greatest of the open ones; 0 if none is), why (in words,
    "; "-joined), keys (of `reasons.REASONS`, "; "-joined), since (the day from which the oldest of them has
    been a reason), days (from then to the as-at date), state (how far each that is not open is, in words, "; "-joined),
    last_contact (the latest meeting held, support given or return received; NaT if none), anchor (where in the profile
    the oldest reason is: meetings, members, actions, support, returns, facts). Each reason applies to some statuses
    only: see `by_reason`.
    """
    question = as_complete(question, calls.WEIGHED)
    visible, on = question.visible, question.on
    status, since = selection.selected(question)["status"], given_since(visible, on)
    is_flagged = (since[status.index] > NEVER).any(axis=1)
    flagged = selection.sorted_by_name(question, status.index.to_numpy()[np.flatnonzero(is_flagged)])
    since, is_open = since[flagged], calls.is_open(visible, on)[flagged]
    oldest = np.where(since > NEVER, since, OPEN)
    first = oldest.min(axis=1, initial=OPEN)
    anchors = np.array([reason.anchor for reason in REASONS], dtype=object)
    frame = selection.partnership_labels(question, flagged).assign(
        status=status.loc[[*flagged]].map(STATUSES).to_numpy(),
        reasons=(since > NEVER).sum(axis=1),
        open=is_open.sum(axis=1),
        weight=(calls.WEIGHTS_OF * is_open).max(axis=1, initial=0),
        why=Series(_why(visible, on, flagged), dtype="str"),
        keys=Series(_joined(since > NEVER), dtype="str"),
        since=stamps(first),
        days=day_number(on.to_datetime64()) - first,
        state=Series(calls.said(visible, on, flagged), dtype="str"),
        last_contact=_last_contact(visible, on)[flagged],
        anchor=Series(anchors[oldest.argmin(axis=1)], dtype="str"),
    )
    first_open = np.where(is_open, since, OPEN).min(axis=1, initial=OPEN)
    order = np.lexsort((first_open, -frame["open"], -frame["weight"]))
    return frame.iloc[order].reset_index(drop=True)[[*COLUMNS]]


def gives_any(question: Question) -> Flags:
    """Which partnerships of the store give any of the reasons that the filters ask for."""
    question = as_complete(question, calls.WEIGHED)
    asked = [place for place, reason in enumerate(REASONS) if reason.key in question.filters.reason]
    gives: Flags = np.logical_or.reduce(given_since(question.visible, question.on)[:, asked] > NEVER, axis=1)
    return gives


def of_one(question: Question) -> DataFrame:
    """Why the partnership that the question is about needs a call, whatever the filters: the open reasons first, then
    those that somebody called about, each in the order of the reasons.

    Columns: key, why (in words), said (how far it is, in words; "" if it is open), anchor (where in its profile the
    reason is), record (the kind of records it rests on).
    """
    question = as_complete(question, calls.WEIGHED)
    visible, on = question.visible, question.on
    place = records.place_of(visible, question.partnership or "")
    states, noted = calls.states(visible, on)[place], calls.noted(visible, on)[place]
    given = np.flatnonzero(states > calls.NOTHING)
    given = given[np.argsort(states[given] > 0, kind="stable")].tolist()
    notes = [visible.attention_states.iloc[int(noted[at])].to_dict() if states[at] else None for at in given]
    return DataFrame(
        {
            "key": [REASONS[at].key for at in given],
            "why": [matches(visible, on)[at].text(place) for at in given],
            "said": [calls.in_words(note) if note else "" for note in notes],
            "anchor": [REASONS[at].anchor for at in given],
            "record": [REASONS[at].record for at in given],
        }
    )


def by_reason(question: Question) -> DataFrame:
    """How many of the partnerships asked for give each reason, every reason in its order.

    Columns: key, label, rule (in words), applies_to (labels of statuses, "; "-joined), live (partnerships in
    these statuses), partnerships (that give the reason).
    """
    question = as_complete(question, calls.WEIGHED)
    visible, on = question.visible, question.on
    selected = selection.selected(question)
    given = (given_since(visible, on)[selected.index] > NEVER).sum(axis=0)
    return DataFrame(
        {
            "key": [reason.key for reason in REASONS],
            "label": [reason.label for reason in REASONS],
            "rule": [reason.rule for reason in REASONS],
            "applies_to": ["; ".join(STATUSES[status] for status in reason.applies_to) for reason in REASONS],
            "live": [int(selected["status"].isin(reason.applies_to).sum()) for reason in REASONS],
            "partnerships": given,
        }
    )


def count(question: Question) -> Count:
    """How many of the partnerships asked for give at least one reason, and how many are live."""
    question = as_complete(question, calls.WEIGHED)
    visible, on = question.visible, question.on
    asked = selection.is_selected(question)
    is_flagged: Flags = np.logical_or.reduce(given_since(visible, on) > NEVER, axis=1)
    is_live = statuses.held(visible, LIVE_STATUSES, (on,))[:, 0]
    return Count(int(np.count_nonzero(is_flagged[asked])), int(np.count_nonzero(is_live[asked])))


def _why(programme: Programme, on: Timestamp, places: Positions) -> list[str]:
    """The reasons of partnerships in words, joined."""
    given = given_since(programme, on)[places] > NEVER
    said: list[list[str]] = [[] for _ in places]
    for match, flags in zip(matches(programme, on), given.T, strict=True):
        for row in np.flatnonzero(flags):
            said[row].append(match.text(places[row]))
    return ["; ".join(each) for each in said]


@cached(most=32)
def _last_contact(programme: Programme, on: Timestamp) -> Stamps:
    """The latest meeting, support or return received of each partnership."""
    dates = [
        records.latest(programme, table, column, on=on).to_numpy()
        for table, column in records.CONTACTS.items()
    ]
    latest: Stamps = np.fmax.reduce(dates)
    return latest


def _joined(given: Flags) -> list[str]:
    kinds, kind = np.unique(given, axis=0, return_inverse=True)
    names = [
        "; ".join(reason.key for reason, flag in zip(REASONS, row, strict=True) if flag) for row in kinds
    ]
    return [names[which] for which in kind.ravel()]
