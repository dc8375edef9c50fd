"""The activities and the levers they pulled, their approaches, and the agendas arts and culture were put on."""

import numpy as np
from pandas import CategoricalDtype, DataFrame, Index

from dashboard.cache import cached, cached_frame
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Flags
from dashboard.indicators.shared.periods import in_window, stamp
from dashboard.indicators.shared.records import category, count_by, with_position
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import AGENDAS, APPROACHES, LEVERS

NAMES = tuple(LEVERS)
SECONDARY = 0.5
"""What a secondary lever weighs beside the primary one."""
CONSIDERED = {True: "considered", False: "not_considered"}
"""Whether a secondary lever was considered; nobody said of the others."""
COUNTED = "activities of partnerships of every status, cancelled ones left out"
PAIRS = tuple((lever, code) for lever in NAMES for code, one in APPROACHES.items() if lever in one.levers)
"""Every lever with each of its approaches, in the order readers expect."""


@cached(most=8)
def activities(programme: Programme) -> DataFrame:
    """Every activity that has a beginning and was not cancelled, the earliest first, labelled by its row in the store.

    Columns: activity (key), position (of the partnership in the store), start_on, lever (category: the primary one),
    SYN, MOB, DEL (weights: primary 1, secondary 1/2), considered (category: whether a secondary lever was),
    is_illustrative.
    """
    rows = programme.activities.reset_index(drop=True)
    rows = with_position(programme, rows[(rows["state"] != "cancelled") & rows["start_on"].notna()])
    rows = rows.sort_values("start_on", kind="stable")
    weights, secondary = np.zeros((len(rows), len(NAMES))), programme.activity_levers
    place = Index(rows["activity"]).get_indexer(Index(secondary["activity"]))
    lever = Index(NAMES).get_indexer(Index(secondary["lever"]))
    weights[place[place >= 0], lever[place >= 0]] = SECONDARY
    weights[np.arange(len(rows)), Index(NAMES).get_indexer(Index(rows["primary_lever"]))] = 1.0
    return rows[["activity", "position", "start_on", "is_illustrative"]].assign(
        lever=rows["primary_lever"].astype(CategoricalDtype([*NAMES])),
        considered=category(rows["secondary_considered"].map(CONSIDERED), CONSIDERED.values()),
        **dict(zip(NAMES, weights.T, strict=True)),
    )


@cached_frame
def in_period(question: Question) -> DataFrame:
    """Those of `activities` that are asked for: begun in the window, of the levers and partnerships of the filters."""
    begun = in_window(activities(question.visible)["start_on"].to_numpy(), question)
    return _of_selected(question, begun & _of_levers(question))


@cached_frame
def to_date(question: Question) -> DataFrame:
    """As `in_period`, from the first activity on unless the filters name a start."""
    if question.filters.since:
        return in_period(question)
    begun = activities(question.visible)["start_on"].to_numpy() <= stamp(question.on)
    return _of_selected(question, begun & _of_levers(question))


def of_any_lever(question: Question, *, window_of: Question | None = None) -> DataFrame:
    """As `in_period`, whatever their lever: a filter by lever then chooses partnerships, not activities.

    The window is that of `window_of`, if other than that of the question.
    """
    begun = in_window(activities(question.visible)["start_on"].to_numpy(), window_of or question)
    return _of_selected(question, begun)


def approaches(question: Question) -> DataFrame:
    """How often each approach was taken by the activities asked for, within its lever.

    Columns: lever, lever_label, approach, label, ours (named by this product, not by the source),
    activities. All pairs are there. An approach of two levers counts once an activity: under its primary
    lever, else under its secondary one.
    """
    taken = _approaches(question.visible)
    taken = taken[taken["activity"].isin(in_period(question).index)]
    return DataFrame(
        {
            "lever": [lever for lever, _ in PAIRS],
            "lever_label": [LEVERS[lever] for lever, _ in PAIRS],
            "approach": [code for _, code in PAIRS],
            "label": [APPROACHES[code].label for _, code in PAIRS],
            "ours": [APPROACHES[code].ours for _, code in PAIRS],
            "activities": np.bincount(taken["pair"], minlength=len(PAIRS)),
        }
    )


def agendas(question: Question) -> DataFrame:
    """How many of the activities asked for embedded arts and culture in each other agenda.

    Columns: agenda, label, activities. All agendas are there; an activity can be on several.
    """
    tags = _agendas(question.visible)
    number = count_by(tags[tags["activity"].isin(in_period(question).index)], "agenda")
    return DataFrame({"agenda": list(AGENDAS), "label": list(AGENDAS.values()), "activities": number})


def _of_levers(question: Question) -> Flags | bool:
    """Which of `activities` have one of the levers of the filters as their primary one; all where none is named."""
    levers = question.filters.lever
    return not levers or activities(question.visible)["lever"].isin(levers).to_numpy(dtype=bool)


def _of_selected(question: Question, flags: Flags) -> DataFrame:
    frame = activities(question.visible)
    rows: DataFrame = frame[flags & selection.is_selected(question)[frame["position"].to_numpy()]]
    return rows


@cached(most=8)
def _approaches(programme: Programme) -> DataFrame:
    """activity (as `activities` is labelled), pair (its place among `PAIRS`) of every approach that was taken."""
    begun, tags = activities(programme), programme.activity_approaches
    activity, code = (
        Index(names).get_indexer(Index(tags[column]))
        for names, column in ((programme.activities["activity"], "activity"), (APPROACHES, "approach"))
    )
    known = np.isin(activity, begun.index)
    activity, code = activity[known], code[known]
    belongs = np.array([[lever in one.levers for lever in NAMES] for one in APPROACHES.values()])
    weights = begun.loc[activity, [*NAMES]].to_numpy()
    lever = np.where(belongs[code], weights + 1, 0).argmax(axis=1)
    place, codes = {pair: at for at, pair in enumerate(PAIRS)}, list(APPROACHES)
    pair = [place[NAMES[one], codes[other]] for one, other in zip(lever, code, strict=True)]
    return DataFrame({"activity": activity, "pair": np.array(pair, dtype=np.intp)})


@cached(most=8)
def _agendas(programme: Programme) -> DataFrame:
    """activity (as `activities` is labelled), agenda (category) of every agenda that an activity was on."""
    tags = programme.activity_agendas
    activity = Index(programme.activities["activity"]).get_indexer(Index(tags["activity"]))
    agenda = tags["agenda"].astype(CategoricalDtype([*AGENDAS]))
    return DataFrame({"activity": activity, "agenda": agenda})
