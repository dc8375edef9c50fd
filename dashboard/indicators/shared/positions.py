"""Partnerships by their position in the store: numbers compare faster than names."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame

from dashboard.cache import cached
from data.programme.programme import Programme

Positions = npt.NDArray[np.intp]


def with_position(programme: Programme, frame: DataFrame) -> DataFrame:
    """The frame with the position of each row's partnership; rows of no known partnership are left out."""
    index = pd.Index(programme.partnerships["partnership"])
    positions = index.get_indexer(pd.Index(frame["partnership"]))
    known: DataFrame = frame.assign(position=positions)[positions >= 0]
    return known


@cached(most=8)
def name_ranks(programme: Programme) -> Positions:
    """Where each partnership comes when they are sorted by name."""
    order = np.argsort(programme.partnerships["name"].to_numpy(dtype=object), kind="stable")
    ranks = np.empty(len(order), dtype=np.intp)
    ranks[order] = np.arange(len(order))
    return ranks
