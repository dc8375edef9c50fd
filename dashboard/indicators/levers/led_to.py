"""What led to what? Indicator 23, the flows among the levers, and the chains of one partnership.

A link is known at the as-at date if both activities had begun by then and neither was cancelled. Every activity is
asked what it led to within twelve months of its own beginning, so only those are asked that began at least twelve
months before the as-at date: of a younger one nobody can know yet, and it is counted apart. However long ago they
began, they are asked: `since` narrows nothing here. A filter by lever keeps what those levers led to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from pandas import DataFrame, DateOffset, Index, Series, Timestamp, array

from dashboard import words
from dashboard.cache import QUESTIONS, cached, cached_frame
from dashboard.indicators.levers import activities
from dashboard.indicators.levers.activities import NAMES
from dashboard.indicators.profile import partnerships
from dashboard.indicators.shared import selection, values
from dashboard.indicators.shared.intervals import Flags, Numbers, Positions
from dashboard.indicators.shared.periods import months_between, stamp
from dashboard.indicators.shared.records import Columns, medians, place_of, tally
from dashboard.indicators.shared.values import Indicator, Value, percentage
from dashboard.question import Question
from data.norms import ago
from data.programme.programme import Programme
from data.taxonomy import LEVERS, LINK_BASES

MONTHS = 12
"""Within so many months an activity is asked to lead to another; a younger one is not asked yet."""
LABELS = array([*LEVERS.values()], dtype="str")
FLOW_LABELS = DataFrame(
    [(one, LEVERS[one], other, LEVERS[other]) for one in NAMES for other in NAMES],
    columns=["from_lever", "from_label", "to_lever", "to_label"],
)


@cached(most=QUESTIONS)
def led_to(question: Question) -> Value:
    """Indicator 23: activities that led to another within twelve months / activities that began at least twelve
    months before the as-at date; the note has the median months between the two, what led to another only later, and
    how many are too young to be asked.
    """
    visible = question.visible
    if not activities.activities(visible):
        return values.not_published("led_to", "%", "the activities of partnerships")
    if visible.activity_links.empty:
        return values.not_published("led_to", "%", "which activity led to which")
    size = int(_is_asked(question).sum())
    young = int(activities.begun(question).sum()) - size
    every = in_view(question)
    links = every.of(every.in_time)
    leading = len(np.unique(links.source))
    later = len(np.unique(every.source)) - leading
    return percentage(
        "led_to",
        leading,
        size,
        noun="activity",
        which=f" at least {MONTHS} months old",
        note=words.sentences(
            f"{words.of(leading, size)} activities at least {MONTHS} months old led to another within {MONTHS} months",
            f"Median of {words.count_of(len(links), 'link')}: {words.months(np.median(links.months))} from "
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
    every = in_view(question)
    links = every.of(every.in_time)
    return FLOW_LABELS.assign(
        links=tally((links.pair, len(FLOW_LABELS))),
        median_lag_months=medians(links.pair, len(FLOW_LABELS), links.months),
    )


@cached_frame
def by_partnership(question: Question) -> DataFrame:
    """How often one activity led to another within twelve months (links) in each partnership where any did, the most
    first. Columns: partnership, name, region, bridge, links.
    """
    every = in_view(question)
    position = activities.activities(question.visible).position[every.of(every.in_time).source]
    links = np.bincount(position)
    some = selection.sorted_by_name(question, np.flatnonzero(links))
    some = some[np.argsort(-links[some], kind="stable")]
    return DataFrame({**selection.labels_of(question, some), "links": links[some]})


def chains(question: Question, slug: str) -> DataFrame:
    """What led to what in one partnership by the as-at date, the earliest first, whatever the other filters.

    Columns: from_activity, from_title, from_on, from_lever, to_activity, to_title, to_on, to_lever (labels),
    months, basis (label), is_illustrative. Raises `partnerships.UnknownPartnership`.
    """
    visible = question.visible
    slug = partnerships.slug_of(visible, slug)
    every, links = activities.activities(visible), _links(visible)
    own = every.position[links.source] == place_of(visible, slug)
    links = links.of(own & (every.start[links.target] <= stamp(question.on)))
    rows = visible.activity_links.iloc[links.row]
    return DataFrame(
        {
            **ends("from", visible, links.source),
            **ends("to", visible, links.target),
            "months": links.months,
            "basis": rows["basis"].astype("str").map(LINK_BASES).array,
            "is_illustrative": rows["is_illustrative"].array,
        }
    )


class Step(NamedTuple):
    """One activity of a chain, `months` after the one before it began (NaN of the first), by whose word (`basis`)."""

    activity: str
    title: str
    lever: str
    on: Timestamp
    months: float = float("nan")
    basis: str = ""


def followed(links: DataFrame) -> list[list[Step]]:
    """The rows of `chains`, each activity followed from one that nothing led to until nothing more is known; longest
    first, then the earliest.
    """
    names = ("activity", "title", "lever", "on")
    cause, effect = (zip(*(links[f"{end}_{name}"] for name in names), strict=True) for end in ("from", "to"))
    after: dict[str, list[Step]] = {}
    begun: dict[str, Step] = {}
    for one, other, months, basis in zip(cause, effect, links["months"], links["basis"], strict=True):
        begun.setdefault(one[0], Step(*one))
        said = basis if isinstance(basis, str) else ""
        after.setdefault(one[0], []).append(Step(*other)._replace(months=months, basis=said))
    led = {step.activity for steps in after.values() for step in steps}
    found = [chain for key, step in begun.items() if key not in led for chain in _on_from([step], after)]
    return sorted(found, key=len, reverse=True)


def _on_from(chain: list[Step], after: Mapping[str, list[Step]]) -> list[list[Step]]:
    """A chain with all that came of its last step; what led back to a step of its own ends it."""
    there = {step.activity for step in chain}
    further = [step for step in after.get(chain[-1].activity, []) if step.activity not in there]
    return [whole for step in further for whole in _on_from([*chain, step], after)] or [chain]


def ends(end: str, programme: Programme, places: Positions) -> dict[str, object]:
    """The columns of `chains` about one end of each link: the activities at these places."""
    every = activities.activities(programme)
    rows = programme.activities.iloc[every.row[places]]
    return {
        f"{end}_activity": rows["activity"].array,
        f"{end}_title": rows["title"].array,
        f"{end}_on": every.start[places],
        f"{end}_lever": LABELS.take(every.lever[places]),
    }


@cached(most=QUESTIONS)
def _is_asked(question: Question) -> Flags:
    """Which activities are asked for and began at least twelve months before the as-at date."""
    old = activities.activities(question.visible).start <= stamp(ago(question.on, MONTHS))
    return activities.begun(question) & old


@cached(most=QUESTIONS)
def in_view(question: Question) -> "Links":
    """The links from an activity that is old enough to one that has begun."""
    links, start = _links(question.visible), activities.activities(question.visible).start
    return links.of(_is_asked(question)[links.source] & (start[links.target] <= stamp(question.on)))


@dataclass(frozen=True, slots=True, eq=False)
class Links(Columns):
    """What led to what, the earliest first, in arrays side by side.

    `row` says where a link stands in the store, `source` and `target` are places among the activities, `pair` is the
    row of `FLOW_LABELS` that has their levers, `months` lie between their beginnings, `in_time` is within twelve.
    """

    row: Positions
    source: Positions
    target: Positions
    pair: Positions
    months: Numbers
    in_time: Flags


@cached()
def _links(programme: Programme) -> Links:
    """The links of a programme of which both ends are among its activities."""
    every, rows = activities.activities(programme), programme.activity_links
    source, target = (
        activities.places(programme, Index(rows[end])) for end in ("from_activity", "to_activity")
    )
    row = np.lexsort((target, source))
    row = row[(source[row] >= 0) & (target[row] >= 0)]
    source, target = source[row], target[row]
    begun, led = every.start[source], every.start[target]
    return Links(
        row=row,
        source=source,
        target=target,
        pair=every.lever[source] * len(NAMES) + every.lever[target],
        months=months_between(begun, led),
        in_time=led <= (Series(begun) + DateOffset(months=MONTHS)).to_numpy(),
    )


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
