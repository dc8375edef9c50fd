"""The authorities behind every figure about places, one by one, each with who is near."""

import numpy as np
from pandas import DataFrame, array

from dashboard.cache import cached
from dashboard.indicators.coverage import cover, coverage
from dashboard.indicators.shared.intervals import Numbers
from dashboard.question import Question

NEAR = 3
"""Authorities with a live partnership that are named as the nearest."""
KM_A_DEGREE = 111.2


@cached(most=16)
def listing(question: Question) -> DataFrame:
    """Every authority asked for by name, who covers it, and who is near.

    Columns: those of `coverage.mapped` beside counted (partnerships, whole or part), several (yes where there is more
    than one), near (the nearest authorities with a live partnership, with the kilometres between the middles of both).
    """
    frame = coverage.mapped(question)
    counted = frame["whole"] + frame["part"]
    frame = frame.assign(
        counted=counted,
        several=np.where(counted > 1, "yes", "no"),
        near=array(_near(question, frame), dtype="str"),
    )
    return frame.sort_values(["area", "area_code"], ignore_index=True)


def _near(question: Question, frame: DataFrame) -> list[str]:
    """For each authority the nearest others that have a live partnership, wherever the filters ask."""
    anywhere = question.anywhere
    every = cover.frame_of(anywhere, cover.which(anywhere), ("area_code", "area", "live", "lon", "lat"))
    there = every[(every["live"] > 0) & every["lon"].notna()]
    if there.empty or frame.empty:
        return [""] * len(frame)
    away = _kilometres(frame, there)
    away[frame["area_code"].to_numpy()[:, None] == there["area_code"].to_numpy()[None, :]] = np.inf
    names, first = there["area"].tolist(), np.argsort(away, axis=1, kind="stable")[:, :NEAR]
    return [
        "; ".join(f"{names[at]} ({km[at]:.0f} km)" for at in places if np.isfinite(km[at]))
        for km, places in zip(away, first, strict=True)
    ]


def _kilometres(some: DataFrame, others: DataFrame) -> Numbers:
    """How far the middles of some authorities (down) lie from those of others (across)."""
    latitude, longitude = (some[one].to_numpy(dtype=np.float64)[:, None] for one in ("lat", "lon"))
    north = latitude - others["lat"].to_numpy(dtype=np.float64)
    east = (longitude - others["lon"].to_numpy(dtype=np.float64)) * np.cos(np.radians(latitude))
    km: Numbers = KM_A_DEGREE * np.hypot(north, east)
    return km
