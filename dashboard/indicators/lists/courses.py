"""The courses of partnerships behind the curves of how long things take and last, one by one."""

from typing import Final

import numpy as np
from pandas import DataFrame, concat

from dashboard.cache import cached
from dashboard.indicators.lists.rows import labelled
from dashboard.indicators.progress import delivery
from dashboard.question import Question

CURVES: Final = {"delivery": "Until the first delivery", "counted": "While counted"}
ENDS: Final = {
    ("delivery", True): "Delivered",
    ("delivery", False): "Had not delivered when last known, or was over",
    ("counted", True): "No longer counted",
    ("counted", False): "Still counted when last known",
}


@cached(most=16)
def listing(question: Question) -> DataFrame:
    """The courses that each curve of delivery and survival is estimated from, the longest first.

    Columns: partnership, name, region, bridge, anchor, curve (code), curve_label, months, ended (yes where it ended
    with them), how (in words).
    """
    return concat([_of(question, curve) for curve in CURVES], ignore_index=True)


def _of(question: Question, curve: str) -> DataFrame:
    """The courses behind one curve."""
    found = delivery.known_courses(question, curve)
    longest = np.argsort(-found.months, kind="stable")
    months, ended = found.months[longest], found.ended[longest]
    return DataFrame(
        {
            **labelled(question, found.position[longest], anchor="dates"),
            "curve": curve,
            "curve_label": CURVES[curve],
            "months": months,
            "ended": np.where(ended, "yes", "no"),
            "how": [ENDS[curve, bool(one)] for one in ended],
        }
    )
