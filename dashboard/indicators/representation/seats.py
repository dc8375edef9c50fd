"""The table of each partnership: who sits there, who does not, who came lately; one row a partnership."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pandas import DataFrame, Timestamp, array

from dashboard.cache import QUESTIONS, cached
from dashboard.indicators.meetings import meetings_held
from dashboard.indicators.shared import members, selection, statuses
from dashboard.indicators.shared.intervals import Flags, Numbers, Positions
from dashboard.indicators.shared.members import IS_CORE, SETTINGS
from dashboard.indicators.shared.records import Columns, name_ranks
from dashboard.question import Question
from data.norms import ago
from data.programme.programme import Programme
from data.taxonomy import COUNTED_STATUSES, SECTORS

PRESENCE = ("present", "absent", "not_applicable", "unknown")
PRESENT, ABSENT, NOT_APPLICABLE, UNKNOWN = range(4)
GREEN, AMBER = 5, 4
"""Core groups from which a partnership established for over twelve months is rated so; red below."""
RATED_FROM = 12
"""Months for which a partnership must have been established to be rated."""
SECTOR_COLUMNS = {
    "sector": array([*SECTORS], dtype="str"),
    "sector_label": array([sector.label for sector in SECTORS.values()], dtype="str"),
    "group": array([sector.group for sector in SECTORS.values()], dtype="str"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Tables(Columns):
    """The tables of partnerships on a day, in arrays side by side: one row a partnership, its position in the store.

    `known` says whether its membership is, `settings` how many of the four education settings are there, `attending`
    how many core groups of the table came to the last two meetings, `is_rated` whether its core groups are. What is not
    known is NaN; so is the table of a partnership that has ended (merged, closed, or dormant with no member left).
    """

    position: Positions
    known: Flags
    has_ended: Flags
    core_groups: Numbers
    settings: Numbers
    effective: Numbers
    attending: Numbers
    is_rated: Flags


@cached(most=64)
def tables(programme: Programme, on: Timestamp) -> Tables:
    """The table of every partnership of the store."""
    counts = members.by_sector(programme, on)
    groups = members.groups(counts)
    ended = members.has_ended(programme, on)
    known = members.known(programme, on) & ~ended
    came, recorded = meetings_held.last_meetings(programme, on)
    established = statuses.status_since(programme, on, COUNTED_STATUSES)
    return Tables(
        position=np.arange(len(counts)),
        known=known,
        has_ended=ended,
        core_groups=_where(known, groups.sum(axis=1)),
        settings=_where(known, (counts[:, SETTINGS] > 0).sum(axis=1)),
        effective=np.where(known, members.effective(counts), np.nan),
        attending=_where(known & recorded & groups.any(axis=1), (came & groups).sum(axis=1)),
        is_rated=known & (established < ago(on, RATED_FROM).to_datetime64()),
    )


@cached(most=QUESTIONS)
def asked(question: Question) -> Tables:
    """The tables of the partnerships asked for, in the order of the store."""
    return tables(question.visible, question.on).of(selection.is_selected(question))


@cached(most=QUESTIONS)
def counted(question: Question) -> Tables:
    """The tables of those that are counted."""
    return tables(question.visible, question.on).of(selection.flags(question, "is_counted"))


@cached(most=QUESTIONS)
def neediest_first(question: Question) -> Tables:
    """The tables of those that are counted, the fewest core groups first, and then by name; those not known last."""
    rows = counted(question)
    return rows.of(np.lexsort((name_ranks(question.visible)[rows.position], rows.core_groups)))


def ratings(rows: Tables) -> npt.NDArray[np.str_]:
    """The rating of each table by its core groups: green, amber, red; unrated unless it is known and the partnership
    established for over twelve months.
    """
    rating = np.select([rows.core_groups >= GREEN, rows.core_groups >= AMBER], ["green", "amber"], "red")
    return np.where(rows.is_rated, rating, "unrated")


def active(question: Question, rows: Tables) -> DataFrame:
    """How many of the core groups at each of some tables came to any of its last two meetings, the least first.

    Columns: partnership, name, region, bridge, attending, core_groups (in membership), share (%;
    NaN where nobody noted who came, or nobody is a member).
    """
    share = 100 * rows.attending / rows.core_groups
    order = np.lexsort((name_ranks(question.visible)[rows.position], share))
    rows = rows.of(order)
    labels = selection.labels_of(question, rows.position)
    return DataFrame(
        {**labels, "attending": rows.attending, "core_groups": rows.core_groups, "share": share[order]}
    )


def cells(question: Question, rows: Tables) -> DataFrame:
    """Each of some tables and every sector.

    Columns: partnership, name, region, bridge, sector, sector_label, group (core, extended, other),
    presence: `present`, `absent`, `not_applicable` (an extended or other sector that is not there, or a
    partnership that has ended) or `unknown` (nobody was ever known to be a member).
    """
    labels, width = selection.labels_of(question, rows.position), len(SECTORS)
    place, sector = np.repeat(np.arange(len(rows)), width), np.tile(np.arange(width), len(rows))
    return DataFrame(
        {
            **{column: label.take(place) for column, label in labels.items()},
            **{column: label.take(sector) for column, label in SECTOR_COLUMNS.items()},
            "presence": array([*PRESENCE], dtype="str").take(presence(question, rows).ravel()),
        }
    )


def presence(question: Question, rows: Tables) -> Positions:
    """Whether each table (down) has each sector (across), as a place among `PRESENCE`."""
    counts = members.by_sector(question.visible, question.on)[rows.position]
    ended, gap = rows.has_ended[:, None], np.where(IS_CORE, ABSENT, NOT_APPLICABLE)
    lacking = np.where(ended, NOT_APPLICABLE, np.where(rows.known[:, None], gap, UNKNOWN))
    return np.where((counts > 0) & ~ended, PRESENT, lacking)


def _where(known: Flags, values: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return np.where(known, values, np.nan)
