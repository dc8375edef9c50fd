"""The activities behind every figure about levers, one by one, and what led to what."""

import numpy as np
from pandas import DataFrame, Series, array
from pandas.api.extensions import ExtensionArray

from dashboard.cache import LONG, cached
from dashboard.indicators.levers import activities, led_to
from dashboard.indicators.levers.activities import ANSWERS, NAMES, PAIRS
from dashboard.indicators.lists.rows import joined, labelled, last_days
from dashboard.indicators.shared.intervals import Positions
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import ACTIVITY_STATES, AGENDAS, APPROACHES, LEVERS, LINK_BASES

PAIR_CODES = [f"{lever}-{approach}" for lever, approach in PAIRS]
PAIR_LABELS = [f"{LEVERS[lever]}: {APPROACHES[approach].label.lower()}" for lever, approach in PAIRS]
"""Every approach within its lever, by the code of both."""
CODES, LABELS = array([*NAMES], dtype="str"), array([*LEVERS.values()], dtype="str")
"""The levers by their places."""
TAGS = {
    "activity_levers": ("lever", LEVERS),
    "activity_approaches": ("approach", {code: one.label for code, one in APPROACHES.items()}),
    "activity_agendas": ("agenda", AGENDAS),
}
"""Table of tags -> its column, and the labels of these."""


@cached(most=LONG)
def listing(question: Question, *, ever: bool) -> DataFrame:
    """The activities asked for, the latest first: those begun in the period, or `ever` up to the as-at date (since the
    day asked for).

    Columns: activity, partnership, name, region, bridge, anchor, title, start_on, state, main (lever, its code), lever
    and secondary (labels), considered (one of `ANSWERS`), taken ("; "-joined codes of `PAIR_CODES`), approaches and
    agendas (labels, "; "-joined), led (yes or no: to another that has begun), led_to (titles, "; "-joined), quarter
    (its last day, ISO), is_illustrative.
    """
    visible = question.visible
    asked = (activities.to_date if ever else activities.in_period)(question)
    asked = asked.of(np.arange(len(asked))[::-1])
    rows = visible.activities.iloc[asked.row]
    led = _led_to(question, asked.row)
    return DataFrame(
        {
            "activity": rows["activity"].array,
            **labelled(question, asked.position, anchor="activities"),
            "title": rows["title"].array,
            "start_on": asked.start,
            "state": rows["state"].map(ACTIVITY_STATES).array,
            "main": CODES.take(asked.lever),
            "lever": LABELS.take(asked.lever),
            "secondary": _tags(visible, asked.row, "activity_levers"),
            "considered": array([*ANSWERS], dtype="str").take(asked.considered),
            "taken": _taken(visible).array.take(asked.row),
            "approaches": _tags(visible, asked.row, "activity_approaches"),
            "agendas": _tags(visible, asked.row, "activity_agendas"),
            "led": np.where(led.isna(), "no", "yes"),
            "led_to": led.array,
            "quarter": last_days(asked.quarter),
            "is_illustrative": asked.is_illustrative,
        }
    )


@cached(most=LONG)
def links(question: Question) -> DataFrame:
    """What led to what within twelve months, of the activities asked for that are old enough to be asked; the latest
    first.

    Columns: partnership, name, region, bridge, anchor, from_title, from_on, from_lever, to_title, to_on, to_lever
    (labels), source and target (codes of their levers), months (from one beginning to the other), basis (label),
    is_illustrative.
    """
    every, begun = led_to.in_view(question), activities.activities(question.visible)
    found = every.of(every.in_time)
    found = found.of(np.lexsort((found.source, begun.start[found.source]))[::-1])
    rows = question.visible.activity_links.iloc[found.row]
    return DataFrame(
        {
            **labelled(question, begun.position[found.source], anchor="card-partnership-chains"),
            **led_to.ends("from", question.visible, found.source),
            **led_to.ends("to", question.visible, found.target),
            "source": CODES.take(begun.lever[found.source]),
            "target": CODES.take(begun.lever[found.target]),
            "months": found.months,
            "basis": rows["basis"].astype("str").map(LINK_BASES).array,
            "is_illustrative": rows["is_illustrative"].array,
        }
    )


def _tags(programme: Programme, row: Positions, table: str) -> ExtensionArray:
    """For each activity, by its row in the store, the labels it is tagged with, "; "-joined; NaN if there are none."""
    return _tagged(programme, table).array.take(row)


@cached(most=24)
def _tagged(programme: Programme, table: str) -> "Series[str]":
    """The labels of every activity of the store, in its order."""
    frame: DataFrame = getattr(programme, table)
    column, labels = TAGS[table]
    tags = joined(frame["activity"], frame[column].map(labels))
    return programme.activities["activity"].map(tags).astype("str")


@cached()
def _taken(programme: Programme) -> "Series[str]":
    """The codes of the approaches that every activity of the store took within their levers, in its order."""
    activity, pair = activities.approaches_taken(programme)
    rows = Series(activities.activities(programme).row[activity])
    taken = joined(rows, Series(PAIR_CODES).take(pair).reset_index(drop=True))
    return Series(np.arange(len(programme.activities))).map(taken).astype("str")


def _led_to(question: Question, row: Positions) -> "Series[str]":
    """For each activity, by its row in the store, the titles of those that it led to and that have begun."""
    found, begun = led_to.in_view(question), activities.activities(question.visible)
    titles = question.visible.activities["title"].iloc[begun.row[found.target]].reset_index(drop=True)
    return Series(row).map(joined(Series(begun.row[found.source]), titles))
