"""How the levers were pulled: approaches within each lever, and the agendas arts and culture were put on."""

import numpy as np
import pandas as pd
from pandas import DataFrame

from dashboard.cache import cached
from dashboard.indicators.levers import activities
from dashboard.indicators.levers.activities import NAMES
from dashboard.indicators.shared.intervals import Positions
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import AGENDAS, APPROACHES, LEVERS

PAIRS = tuple((lever, code) for lever in NAMES for code, found in APPROACHES.items() if lever in found.levers)
"""Every lever with each of its approaches, in the order readers expect."""


def approaches(question: Question) -> DataFrame:
    """How often each approach was taken by the activities asked for, within its lever.

    Columns: lever, lever_label, approach, label, ours (named by this product, not by the source),
    activities. All pairs are there. An approach of two levers counts once an activity: under its primary
    lever, else under its secondary one.
    """
    activity, pair = _approaches(question.visible)
    number = _number(pair, activity, activities.asked(question), len(PAIRS))
    return DataFrame(
        {
            "lever": [lever for lever, _ in PAIRS],
            "lever_label": [LEVERS[lever] for lever, _ in PAIRS],
            "approach": [code for _, code in PAIRS],
            "label": [APPROACHES[code].label for _, code in PAIRS],
            "ours": [APPROACHES[code].ours for _, code in PAIRS],
            "activities": number,
        }
    )


def agendas(question: Question) -> DataFrame:
    """How many of the activities asked for embedded arts and culture in each other agenda.

    Columns: agenda, label, activities. All agendas are there; an activity can be on several.
    """
    activity, agenda = _agendas(question.visible)
    number = _number(agenda, activity, activities.asked(question), len(AGENDAS))
    return DataFrame({"agenda": list(AGENDAS), "label": list(AGENDAS.values()), "activities": number})


def _number(tag: Positions, activity: Positions, mine: Positions, size: int) -> Positions:
    """How many tags of each kind the activities have that are mine."""
    asked = np.zeros(int(activity.max(initial=-1)) + 1, dtype=bool)
    asked[mine[mine < len(asked)]] = True
    return np.bincount(tag[asked[activity]], minlength=size)


@cached(most=8)
def _approaches(programme: Programme) -> tuple[Positions, Positions]:
    """For every tag: the activity (a place in `activities.activities`) and the pair of `PAIRS` it counts under."""
    found, rows = activities.activities(programme), programme.activity_approaches
    activity = _places(programme, rows)
    known = activity >= 0
    weights = found.weights[activity[known]]
    belongs = np.array([[lever in one.levers for lever in NAMES] for one in APPROACHES.values()])
    code = pd.Index(list(APPROACHES)).get_indexer(pd.Index(rows["approach"]))[known]
    lever = np.where(belongs[code], weights + 1, 0).argmax(axis=1)
    number = {pair: place for place, pair in enumerate(PAIRS)}
    names = list(APPROACHES)
    pair = [number[NAMES[one], names[other]] for one, other in zip(lever, code, strict=True)]
    return activity[known], np.array(pair, dtype=np.intp)


@cached(most=8)
def _agendas(programme: Programme) -> tuple[Positions, Positions]:
    rows = programme.activity_agendas
    activity = _places(programme, rows)
    agenda = pd.Index(list(AGENDAS)).get_indexer(pd.Index(rows["agenda"]))
    return activity[activity >= 0], agenda[activity >= 0]


def _places(programme: Programme, rows: DataFrame) -> Positions:
    """The place of each row's activity in `activities.activities`; -1 of one that was cancelled."""
    order = programme.activities["activity"].iloc[activities.activities(programme).row]
    places: Positions = pd.Index(order).get_indexer(pd.Index(rows["activity"]))
    return places
