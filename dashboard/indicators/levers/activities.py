"""The activities and the levers they pulled, their approaches, and the agendas arts and culture were put on.

What depends on the store alone is made once; a question then only says which activities are asked for.
"""

from dataclasses import dataclass

import numpy as np
from pandas import DataFrame, Index

from dashboard.cache import LONG, QUESTIONS, cached
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Flags, Numbers, Positions, Stamps
from dashboard.indicators.shared.periods import in_window, quarter_of, stamp
from dashboard.indicators.shared.records import Columns, codes, tally, with_position
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import AGENDAS, APPROACHES, LEVERS

NAMES = tuple(LEVERS)
SECONDARY = 0.5
"""What a secondary lever weighs beside the primary one."""
CONSIDERED = {True: "considered", False: "not_considered"}
"""Whether a secondary lever was considered; nobody said of the others."""
ANSWERS = (*CONSIDERED.values(), "unknown")
COUNTED = "activities of partnerships of every status, cancelled ones left out"
PAIRS = tuple((lever, code) for lever in NAMES for code, one in APPROACHES.items() if lever in one.levers)
"""Every lever with each of its approaches, in the order readers expect."""
APPROACH_LABELS = DataFrame(
    [(lever, LEVERS[lever], code, APPROACHES[code].label, APPROACHES[code].ours) for lever, code in PAIRS],
    columns=["lever", "lever_label", "approach", "label", "ours"],
)
AGENDA_LABELS = DataFrame(AGENDAS.items(), columns=["agenda", "label"])


@dataclass(frozen=True, slots=True, eq=False)
class Activities(Columns):
    """Every activity that has a beginning and was not cancelled, the earliest first, in arrays side by side.

    `row` and `position` say where it and its partnership stand in the store, `quarter` is that of its `start`,
    `lever` the primary one as a place among `NAMES`, `considered` a place among `ANSWERS`; `weights` has a column a
    lever: 1 for the primary one, 1/2 for a secondary one.
    """

    row: Positions
    position: Positions
    start: Stamps
    quarter: Positions
    lever: Positions
    considered: Positions
    weights: Numbers
    is_illustrative: Flags


@cached()
def activities(programme: Programme) -> Activities:
    """The activities of a programme."""
    rows = programme.activities.reset_index(drop=True)
    rows = with_position(programme, rows[(rows["state"] != "cancelled") & rows["start_on"].notna()])
    rows = rows.sort_values("start_on", kind="stable")
    weights, secondary = np.zeros((len(rows), len(NAMES))), programme.activity_levers
    place = Index(rows["activity"]).get_indexer(Index(secondary["activity"]))
    lever, primary = (codes(one, NAMES) for one in (secondary["lever"], rows["primary_lever"]))
    weights[place[place >= 0], lever[place >= 0]] = SECONDARY
    weights[np.arange(len(rows)), primary] = 1.0
    start = rows["start_on"].to_numpy(dtype="datetime64[us]")
    return Activities(
        row=rows.index.to_numpy(),
        position=rows["position"].to_numpy(),
        start=start,
        quarter=quarter_of(start),
        lever=primary,
        considered=codes(rows["secondary_considered"].map(CONSIDERED), CONSIDERED.values()),
        weights=weights,
        is_illustrative=rows["is_illustrative"].to_numpy(dtype=bool),
    )


@cached(most=LONG)
def in_period(question: Question) -> Activities:
    """Those of `activities` that are asked for: begun in the window, of the levers and partnerships of the filters."""
    return activities(question.visible).of(_is_in_period(question))


@cached(most=LONG)
def to_date(question: Question) -> Activities:
    """As `in_period`, from the first activity on unless the filters name a start."""
    return in_period(question) if question.filters.since else activities(question.visible).of(begun(question))


@cached(most=QUESTIONS)
def begun(question: Question) -> Flags:
    """Which of `activities` had begun by the as-at date, of the levers and partnerships of the filters."""
    return (activities(question.visible).start <= stamp(question.on)) & _is_asked(question)


def of_any_lever(question: Question, *, window_of: Question | None = None) -> Activities:
    """As `in_period`, whatever their lever: a filter by lever then chooses partnerships, not activities.

    The window is that of `window_of`, if other than that of the question.
    """
    every = activities(question.visible)
    begun = in_window(every.start, window_of or question)
    return every.of(begun & selection.is_selected(question)[every.position])


def approaches(question: Question) -> DataFrame:
    """How often each approach was taken by the activities asked for, within its lever.

    Columns: lever, lever_label, approach, label, ours (named by this product, not by the source),
    activities. All pairs are there. An approach of two levers counts once an activity: under its primary
    lever, else under its secondary one.
    """
    activity, pair = approaches_taken(question.visible)
    taken = pair[_is_in_period(question)[activity]]
    return APPROACH_LABELS.assign(activities=tally((taken, len(PAIRS))))


def agendas(question: Question) -> DataFrame:
    """How many of the activities asked for embedded arts and culture in each other agenda.

    Columns: agenda, label, activities. All agendas are there; an activity can be on several.
    """
    activity, agenda = _agendas(question.visible)
    joined = agenda[_is_in_period(question)[activity]]
    return AGENDA_LABELS.assign(activities=tally((joined, len(AGENDAS))))


def places(programme: Programme, keys: "Index[str]") -> Positions:
    """The place among `activities` of each activity of the store by its key; -1 of one that is not there."""
    every = activities(programme)
    held: Positions = Index(programme.activities["activity"].to_numpy()[every.row]).get_indexer(keys)
    return held


@cached(most=QUESTIONS)
def _is_in_period(question: Question) -> Flags:
    """Which of `activities` are those of `in_period`."""
    return in_window(activities(question.visible).start, question) & _is_asked(question)


def _is_asked(question: Question) -> Flags:
    """Which of `activities` are of the partnerships, the primary levers, the approaches and the agendas asked for."""
    every = activities(question.visible)
    asked: Flags = selection.is_selected(question)[every.position]
    fits = selection.activities_asked(question)
    return asked if fits is None else asked & fits[every.row]


@cached()
def approaches_taken(programme: Programme) -> tuple[Positions, Positions]:
    """Of every approach that was taken, the activity (its place among `activities`) and the place among `PAIRS`."""
    tags = programme.activity_approaches
    activity, code = places(programme, Index(tags["activity"])), codes(tags["approach"], APPROACHES)
    activity, code = activity[activity >= 0], code[activity >= 0]
    belongs = np.array([[lever in one.levers for lever in NAMES] for one in APPROACHES.values()])
    lever = np.where(belongs[code], activities(programme).weights[activity] + 1, 0).argmax(axis=1)
    place = np.full(belongs.shape, -1, dtype=np.intp)
    for at, (name, approach) in enumerate(PAIRS):
        place[list(APPROACHES).index(approach), NAMES.index(name)] = at
    pair: Positions = place[code, lever]
    return activity, pair


@cached()
def _agendas(programme: Programme) -> tuple[Positions, Positions]:
    """Of every agenda that an activity was on, the activity (its place among `activities`) and the agenda."""
    tags = programme.activity_agendas
    activity, agenda = places(programme, Index(tags["activity"])), codes(tags["agenda"], AGENDAS)
    return activity[activity >= 0], agenda[activity >= 0]
