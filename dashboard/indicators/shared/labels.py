"""Partnerships as a reader knows them, and the two ways of saying that there is no number."""

import numpy as np
import numpy.typing as npt
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.shared import places
from dashboard.indicators.shared.positions import name_ranks
from dashboard.indicators.shared.values import Value
from dashboard.question import Question
from data.programme.programme import Programme

Positions = npt.NDArray[np.intp]
HOW_TO_ADD = "such data come with the partnerships’ returns: load these on the page Data to see this"


def named(question: Question, positions: Positions) -> DataFrame:
    """partnership, name, region, bridge (labels; NaN if not known) of partnerships by position in the store."""
    visible = question.visible
    frame = _names(visible, places.settled(visible, question.on))
    return frame.iloc[positions].reset_index(drop=True)


def by_name(question: Question, positions: Positions) -> Positions:
    """The positions in the order of the partnerships' names."""
    ranks = name_ranks(question.visible)
    return positions[np.argsort(ranks[positions], kind="stable")]


def not_published(key: str, unit: str, what: str) -> Value:
    """No number, because no source gives what it is made of; the note says how to add it."""
    note = words.sentences(f"Not published: no source gives {what}", HOW_TO_ADD)
    return Value(key=key, value=None, unit=unit, note=note)


def too_few(key: str, unit: str, why: str, n: int) -> Value:
    """No number, because it would rest on too few cases."""
    return Value(key=key, value=None, unit=unit, n=n, note=words.sentences(f"{words.TOO_FEW}: {why}"))


@cached(most=64)
def _names(programme: Programme, on: Timestamp) -> DataFrame:
    facts, homes = programme.partnerships, places.homes(programme, on)
    return DataFrame(
        {
            "partnership": facts["partnership"].to_numpy(dtype=object),
            "name": facts["name"].to_numpy(dtype=object),
            "region": homes["region_code"].map(places.labels(programme, on, "region")).to_numpy(dtype=object),
            "bridge": facts["bridge"].map(places.labels(programme, on, "bridge")).to_numpy(dtype=object),
        }
    ).astype("str")
