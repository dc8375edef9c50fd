"""What led to what? Indicator 23, the flows among the levers, and the chains of one partnership.

A link is known at the as-at date if both activities had begun by then and neither was cancelled. Every activity is
asked what it led to within twelve months of its own beginning, so only those are asked that began at least twelve
months before the as-at date: of a younger one nobody can know yet, and it is counted apart. However long ago they
began, they are asked: `since` narrows nothing here. A filter by lever keeps what those levers led to.
"""

import numpy as np
from pandas import DataFrame, DateOffset, Series

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.levers import activities
from dashboard.indicators.levers.activities import NAMES
from dashboard.indicators.profile import partnerships
from dashboard.indicators.shared import selection, values
from dashboard.indicators.shared.intervals import Flags, Positions
from dashboard.indicators.shared.periods import months_between, stamp
from dashboard.indicators.shared.records import count_by
from dashboard.indicators.shared.values import Indicator, Value, percentage
from dashboard.question import Question
from data.norms import ago
from data.programme.programme import Programme
from data.taxonomy import LEVERS, LINK_BASES

MONTHS = 12
"""Within so many months an activity is asked to lead to another; a younger one is not asked yet."""


def led_to(question: Question) -> Value:
    """Indicator 23: activities that led to another within twelve months / activities that began at least twelve
    months before the as-at date; the note has the median months between the two, what led to another only later, and
    how many are too young to be asked.
    """
    visible = question.visible
    frame = activities.activities(visible)
    if frame.empty:
        return values.not_published("led_to", "%", "the activities of partnerships")
    if visible.activity_links.empty:
        return values.not_published("led_to", "%", "which activity led to which")
    begun = _begun(question, frame["position"].to_numpy(), frame["start_on"], frame["lever"])
    size = int((begun & _is_old_enough(question, frame["start_on"])).sum())
    young = int(begun.sum()) - size
    every = _links_in_view(question)
    links = every[every["in_time"]]
    leading = links["from_activity"].nunique()
    later = every["from_activity"].nunique() - leading
    return percentage(
        "led_to",
        leading,
        size,
        noun="activity",
        which=f" at least {MONTHS} months old",
        note=words.sentences(
            f"{words.of(leading, size)} activities at least {MONTHS} months old led to another within {MONTHS} months",
            f"Median of {words.count_of(len(links), 'link')}: {words.months(links['months'].median())} from "
            "one beginning to the other"
            if len(links)
            else "",
            f"{words.count_of(later, 'other')} led to another only later" if later else "",
        ),
        also=words.sentences(
            f"{words.count_of(young, 'younger one')} {words.agree(young, 'is')} not asked yet"
            if young
            else "",
        ),
    )


def flows(question: Question) -> DataFrame:
    """How often an activity of one lever led to one of another within twelve months, and after how long.

    Columns: from_lever, from_label, to_lever, to_label, links (those of the indicator), median_lag_months (NaN
    without any). Always nine rows.
    """
    every = _links_in_view(question)
    links = every[every["in_time"]]
    median = links.groupby(["from_lever", "to_lever"], observed=False)["months"].median()
    pairs = [(one, other) for one in NAMES for other in NAMES]
    return DataFrame(
        {
            "from_lever": [one for one, _ in pairs],
            "from_label": [LEVERS[one] for one, _ in pairs],
            "to_lever": [other for _, other in pairs],
            "to_label": [LEVERS[other] for _, other in pairs],
            "links": count_by(links, "from_lever", "to_lever"),
            "median_lag_months": median.to_numpy(),
        }
    )


def chains(question: Question, slug: str) -> DataFrame:
    """What led to what in one partnership by the as-at date, the earliest first, whatever the other filters.

    Columns: from_activity, from_title, from_on, from_lever, to_activity, to_title, to_on, to_lever (labels),
    months, basis (label), is_illustrative. Raises `partnerships.UnknownPartnership`.
    """
    visible = question.visible
    slug = partnerships.slug_of(visible, slug)
    links = _links(visible)
    own = (visible.partnerships["partnership"] == slug).to_numpy()[links["position"]]
    links = (
        links[own & (links["to_on"] <= question.on)]
        .drop(columns=["position", "in_time"])
        .reset_index(drop=True)
    )
    texts = {"from_lever": LEVERS, "to_lever": LEVERS, "basis": LINK_BASES}
    return links.assign(
        **{column: links[column].astype("str").map(labels) for column, labels in texts.items()}
    )


def _begun(question: Question, position: Positions, start: Series, lever: Series) -> Flags:
    """Which activities had begun by the as-at date and are asked for."""
    flags: Flags = selection.is_selected(question)[position] & (start.to_numpy() <= stamp(question.on))
    if question.filters.lever:
        flags = flags & lever.isin(question.filters.lever).to_numpy(dtype=bool)
    return flags


def _is_old_enough(question: Question, start: Series) -> Flags:
    """Which activities began at least twelve months before the as-at date."""
    flags: Flags = start.to_numpy() <= stamp(ago(question.on, MONTHS))
    return flags


def _links_in_view(question: Question) -> DataFrame:
    """The links from an activity that is old enough to one that has begun."""
    links = _links(question.visible)
    asked = _begun(question, links["position"].to_numpy(), links["from_on"], links["from_lever"])
    begun = (links["to_on"] <= question.on).to_numpy(dtype=bool)
    rows: DataFrame = links[begun & asked & _is_old_enough(question, links["from_on"])]
    return rows


@cached(most=8)
def _links(programme: Programme) -> DataFrame:
    """What led to what, the earliest first: columns of `chains` with the words of the store, position, and in_time
    (within twelve months).
    """
    begun = activities.activities(programme)
    ends = DataFrame(
        {
            "activity": begun["activity"],
            "title": programme.activities["title"].to_numpy()[begun.index],
            "on": begun["start_on"],
            "lever": begun["lever"],
            "place": np.arange(len(begun)),
        }
    )
    links = programme.activity_links.merge(ends.add_prefix("from_"), on="from_activity")
    links = links.merge(ends.add_prefix("to_"), on="to_activity").sort_values(["from_place", "to_place"])
    links["months"] = months_between(links["from_on"].to_numpy(), links["to_on"].to_numpy())
    links["in_time"] = links["to_on"] <= links["from_on"] + DateOffset(months=MONTHS)
    links["position"] = begun["position"].to_numpy()[links["from_place"]]
    columns = [f"{end}_{column}" for end in ("from", "to") for column in ("activity", "title", "on", "lever")]
    return links[[*columns, "months", "basis", "is_illustrative", "position", "in_time"]]


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        23,
        "led_to",
        "Led to another",
        "Activities that led to another within twelve months, of the activities that began at least twelve months "
        "before the as-at date; the note gives the median months between the two, and how many are too young to be "
        "asked",
        "%",
        "",
        led_to,
        ("activities",),
        counted=activities.COUNTED,
    ),
)
