"""What led to what? Indicator 23, the flows among the levers, and the chains of one partnership.

A flow is known at the as-at date if both activities had begun by then and neither was cancelled. The
indicator asks all activities that began at least six months before, however long ago: one needs time to lead
to another, so `since` narrows nothing here. A filter by lever keeps what those levers led to.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.levers import activities
from dashboard.indicators.levers.activities import NAMES, Activities
from dashboard.indicators.profile import partnerships
from dashboard.indicators.shared import selection, values
from dashboard.indicators.shared.intervals import Flags, Positions
from dashboard.indicators.shared.periods import ago, months_between, stamp
from dashboard.indicators.shared.values import Indicator, Value, rate
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import LEVERS, LINK_BASES

MONTHS = 6
"""An activity younger than this is not asked what it led to."""


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Which activity led to which, as places in `activities.activities`; `row` in the programme's frame."""

    row: Positions
    source: Positions
    target: Positions
    months: npt.NDArray[np.float64]


def led_to(question: Question) -> Value:
    """Indicator 23: activities that led to another / activities that began at least six months before the
    as-at date; the note has the median months between the two.
    """
    visible = question.visible
    found = activities.activities(visible)
    if not len(found.row):
        return values.not_published("led_to", "%", "the activities of partnerships")
    if visible.activity_links.empty:
        return values.not_published("led_to", "%", "which activity led to which")
    if not (size := int(_old_enough(question).sum())):
        return values.too_few("led_to", "%", f"no activities at least {MONTHS} months old", 0)
    links, mine = _links(visible), _known(question)
    leading = len(np.unique(links.source[mine]))
    lag = words.months(_median(links.months[mine]))
    return Value(
        key="led_to",
        value=rate(leading, size),
        unit="%",
        numerator=leading,
        denominator=size,
        n=size,
        note=words.sentences(
            f"{words.of(leading, size)} activities at least {MONTHS} months old led to another",
            f"Median of {words.count_of(len(mine), 'link')}: {lag} from one beginning to the other"
            if len(mine)
            else "",
            "Only activities of the levers asked for" if question.filters.lever else "",
        ),
    )


def flows(question: Question) -> DataFrame:
    """How often an activity of one lever led to one of another, and after how long.

    Columns: from_lever, from_label, to_lever, to_label, links (their sum is that of the indicator),
    median_lag_months (NaN without any). Always nine rows.
    """
    visible = question.visible
    found, links, mine = activities.activities(visible), _links(visible), _known(question)
    cell = found.lever[links.source[mine]] * len(NAMES) + found.lever[links.target[mine]]
    lever_labels, size = list(LEVERS.values()), len(NAMES)
    return DataFrame(
        {
            "from_lever": [lever for lever in NAMES for _ in NAMES],
            "from_label": [label for label in lever_labels for _ in NAMES],
            "to_lever": [*NAMES] * size,
            "to_label": lever_labels * size,
            "links": np.bincount(cell, minlength=size**2),
            "median_lag_months": [_median(links.months[mine[cell == one]]) for one in range(size**2)],
        }
    )


def chains(question: Question, slug: str) -> DataFrame:
    """What led to what in one partnership by the as-at date, the earliest first, whatever the other filters.

    Columns: from_activity, from_title, from_on, from_lever, to_activity, to_title, to_on, to_lever (labels),
    months, basis (label), is_illustrative. Raises `partnerships.UnknownPartnership`.
    """
    visible = question.visible
    slug = partnerships.slug_of(visible, slug)
    found, links = activities.activities(visible), _links(visible)
    position = int(np.flatnonzero(visible.partnerships["partnership"] == slug)[0])
    own = found.position[links.source] == position
    mine = np.flatnonzero(own & (found.start[links.target] <= stamp(question.on)))
    mine = mine[np.lexsort((links.target[mine], links.source[mine]))]
    rows = visible.activity_links.iloc[links.row[mine]]
    return DataFrame(
        {
            **_told(visible, found, links.source[mine], "from"),
            **_told(visible, found, links.target[mine], "to"),
            "months": links.months[mine],
            "basis": rows["basis"].map(LINK_BASES).to_numpy(dtype=object),
            "is_illustrative": rows["is_illustrative"].to_numpy(dtype=bool),
        }
    )


def _told(programme: Programme, found: Activities, mine: Positions, end: str) -> dict[str, object]:
    rows = programme.activities.iloc[found.row[mine]]
    return {
        f"{end}_activity": rows["activity"].to_numpy(dtype=object),
        f"{end}_title": rows["title"].to_numpy(dtype=object),
        f"{end}_on": rows["start_on"].to_numpy(),
        f"{end}_lever": rows["primary_lever"].map(LEVERS).to_numpy(dtype=object),
    }


def _old_enough(question: Question) -> Flags:
    """Which activities asked for began at least six months before the as-at date."""
    found = activities.activities(question.visible)
    old = found.start <= stamp(ago(question.on, MONTHS))
    return old & found.of(question.filters.lever) & selection.is_selected(question)[found.position]


def _known(question: Question) -> Positions:
    """The links from an activity that is old enough to one that has begun."""
    visible = question.visible
    found, links = activities.activities(visible), _links(visible)
    begun = found.start[links.target] <= stamp(question.on)
    return np.flatnonzero(_old_enough(question)[links.source] & begun)


def _median(months: npt.NDArray[np.float64]) -> float:
    return round(float(np.median(months)), 1) if len(months) else float("nan")


@cached(most=8)
def _links(programme: Programme) -> Links:
    found = activities.activities(programme)
    keys = pd.Index(programme.activities["activity"].iloc[found.row])
    source, target = (
        keys.get_indexer(pd.Index(programme.activity_links[column]))
        for column in ("from_activity", "to_activity")
    )
    row = np.flatnonzero((source >= 0) & (target >= 0))
    months = months_between(found.start[source[row]], found.start[target[row]])
    return Links(row, source[row], target[row], months)


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        23,
        "led_to",
        "Led to another",
        "Activities that led to another, of all activities that began at least six months before the as-at "
        "date; the note gives the median months between the two",
        "%",
        "",
        led_to,
    ),
)
