"""The authorities behind every figure about places, one by one, each with who is near."""

from operator import itemgetter

import numpy as np
from pandas import DataFrame, array

from dashboard.cache import LONG, cached
from dashboard.indicators.coverage import cover, coverage
from dashboard.indicators.shared.intervals import Numbers
from dashboard.question import Question
from data.names import by_name

NEAR = 3
"""Other authorities with a live partnership that are looked at for who is near."""
KM_A_DEGREE = 111.2


@cached(most=LONG)
def listing(question: Question) -> DataFrame:
    """Every authority asked for by name, who covers it, and who is near.

    Columns: those of `coverage.mapped` beside counted (partnerships, whole or part), several (yes where there is more
    than one), near and near_keys (the first partnership of each of the nearest other authorities that have a live one,
    with the kilometres between the middles of both; and their keys; "; "-joined).
    """
    frame = coverage.mapped(question)
    counted = frame["whole"] + frame["part"]
    near = _near(question, frame)
    frame = frame.assign(
        counted=counted,
        several=np.where(counted > 1, "yes", "no"),
        near=array(
            ["; ".join(f"{name} ({km:.0f} km)" for name, _, km in some) for some in near], dtype="str"
        ),
        near_keys=array(["; ".join(key for _, key, _ in some) for some in near], dtype="str"),
    )
    return frame.sort_values(["area", "area_code"], key=by_name, ignore_index=True)


def _near(question: Question, frame: DataFrame) -> list[list[tuple[str, str, float]]]:
    """For each authority who is at the nearest others that have a live partnership, wherever the filters ask: name, key
    and kilometres; nobody twice.
    """
    anywhere = question.anywhere
    columns = ("area_code", "live", "lon", "lat", "names", "partnerships")
    every = cover.frame_of(anywhere, cover.which(anywhere), columns)
    there = every[(every["live"] > 0) & every["lon"].notna()]
    if there.empty or frame.empty:
        return [[] for _ in range(len(frame))]
    away = _kilometres(frame, there)
    away[frame["area_code"].to_numpy()[:, None] == there["area_code"].to_numpy()[None, :]] = np.inf
    first = [
        (name.split("; ")[0], key.split("; ")[0])
        for name, key in zip(there["names"], there["partnerships"], strict=True)
    ]
    order = np.argsort(away, axis=1, kind="stable")[:, :NEAR]
    found = []
    for km, places in zip(away, order, strict=True):
        near = {
            first[at][1]: (*first[at], float(km[at]))
            for at in reversed(places.tolist())
            if np.isfinite(km[at])
        }
        found.append(sorted(near.values(), key=itemgetter(2)))
    return found


def _kilometres(some: DataFrame, others: DataFrame) -> Numbers:
    """How far the middles of some authorities (down) lie from those of others (across)."""
    latitude, longitude = (some[one].to_numpy(dtype=np.float64)[:, None] for one in ("lat", "lon"))
    north = latitude - others["lat"].to_numpy(dtype=np.float64)
    east = (longitude - others["lon"].to_numpy(dtype=np.float64)) * np.cos(np.radians(latitude))
    km: Numbers = KM_A_DEGREE * np.hypot(north, east)
    return km
