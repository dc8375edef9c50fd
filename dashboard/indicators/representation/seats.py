"""The table of each partnership: who sits there, who does not, who came lately; one row a partnership."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
from pandas import DataFrame, Timestamp, array

from dashboard.cache import QUESTIONS, cached, cached_frame
from dashboard.indicators.meetings import meetings_held
from dashboard.indicators.shared import members, selection, statuses
from dashboard.indicators.shared.intervals import Flags, Numbers, Positions
from dashboard.indicators.shared.members import GROUP_CODES, IS_CORE, SETTINGS
from dashboard.indicators.shared.periods import DAYS_A_MONTH
from dashboard.indicators.shared.records import Columns, name_ranks
from dashboard.question import Question
from data.norms import ago
from data.programme.programme import Programme
from data.taxonomy import CORE_GROUPS, COUNTED_STATUSES, SECTORS

DAY = np.timedelta64(1, "D")
OVER = ("merged", "closed")
PRESENCE = ("present", "absent", "not_applicable", "unknown")
PRESENT, ABSENT, NOT_APPLICABLE, UNKNOWN = range(4)
GREEN, AMBER = 5, 4
"""Core groups from which a partnership established for over twelve months is rated so; red below."""
RATED_FROM = 12
"""Months for which a partnership must have been established to be rated."""
Order = Literal["name", "core_groups", "region", "bridge"]
"""What the rows of the matrix may be sorted by, and then by name; whatever is not known comes last."""
SECTOR_COLUMNS = {
    "sector": array([*SECTORS], dtype="str"),
    "sector_label": array([sector.label for sector in SECTORS.values()], dtype="str"),
    "group": array([sector.group for sector in SECTORS.values()], dtype="str"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Tables(Columns):
    """The tables of partnerships on a day, in arrays side by side: one row a partnership, its position in the store.

    `known` says whether its membership is, `missing` which core groups are not there (a bit each), `settings` how many
    of the four are, `attending` how many core groups of the table came to the last two meetings, `is_rated` whether
    its core groups are. What is not known is NaN; so is the table of a partnership that has ended (merged, closed, or
    dormant with no member left).
    """

    position: Positions
    known: Flags
    has_ended: Flags
    members: Numbers
    core_groups: Numbers
    missing: Positions
    settings: Numbers
    effective: Numbers
    attending: Numbers
    established_months: Numbers
    is_rated: Flags


@cached(most=64)
def tables(programme: Programme, on: Timestamp) -> Tables:
    """The table of every partnership of the store."""
    counts = members.by_sector(programme, on)
    groups = members.groups(counts)
    is_over, is_dormant = (statuses.held(programme, names, (on,))[:, 0] for names in (OVER, ("dormant",)))
    ended = is_over | (is_dormant & ~counts.any(axis=1))
    known = members.known(programme, on) & ~ended
    came, recorded = meetings_held.last_meetings(programme, on)
    established = statuses.status_since(programme, on, COUNTED_STATUSES)
    return Tables(
        position=np.arange(len(counts)),
        known=known,
        has_ended=ended,
        members=_where(known, counts.sum(axis=1)),
        core_groups=_where(known, groups.sum(axis=1)),
        missing=~groups @ (1 << np.arange(len(GROUP_CODES))),
        settings=_where(known, (counts[:, SETTINGS] > 0).sum(axis=1)),
        effective=np.where(known, members.effective(counts), np.nan),
        attending=_where(known & recorded & groups.any(axis=1), (came & groups).sum(axis=1)),
        established_months=(on.to_datetime64() - established) / DAY / DAYS_A_MONTH,
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
    """The tables of those that are counted, the fewest core groups first."""
    return in_order(question, counted(question), "core_groups")


@cached_frame
def membership_summary(question: Question) -> DataFrame:
    """The table of every partnership asked for, in the order of the store.

    Columns: position (in the store), partnership, name, region, bridge (labels), status, is_counted, and those of
    `Tables`.
    """
    position, *others = Tables.__slots__
    rows = asked(question)
    frame = _frame(question, rows, *others)
    frame.insert(0, position, rows.position)
    return frame


def core_groups(question: Question) -> DataFrame:
    """The core groups of each partnership asked for, fewest first.

    Columns: partnership, name, region, bridge, status (code), is_counted, core_groups (0 to 5; NaN if not
    known), missing (labels, "; "-joined; NaN where none is missing or nothing is known), rating (green,
    amber, red; unrated unless established for over twelve months), established_months.
    """
    rows = in_order(question, asked(question), "core_groups")
    missing: npt.NDArray[np.object_] = _missing_words()[np.where(rows.known, rows.missing, 0)]
    rating = np.select([rows.core_groups >= GREEN, rows.core_groups >= AMBER], ["green", "amber"], "red")
    return _frame(question, rows, "core_groups").assign(
        missing=array(missing, dtype="str"),
        rating=array(np.where(rows.is_rated, rating, "unrated"), dtype="str"),
        established_months=rows.established_months,
    )


def active(question: Question, *, of: Tables | None = None) -> DataFrame:
    """How many of the core groups at each table came to any of its last two meetings, the least first; of those asked
    for, or `of` some of them.

    Columns: partnership, name, region, bridge, status, is_counted, attending, core_groups (in membership),
    share (%; NaN where nobody noted who came, or nobody is a member).
    """
    rows = asked(question) if of is None else of
    share = 100 * rows.attending / rows.core_groups
    order = np.lexsort((name_ranks(question.visible)[rows.position], share))
    return _frame(question, rows.of(order), "attending", "core_groups").assign(share=share[order])


def matrix(question: Question, *, by: Order = "name") -> DataFrame:
    """Every partnership asked for and every sector; columns as `cells`, sorted `by` an `Order`."""
    return cells(question, in_order(question, asked(question), by))


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


def in_order(question: Question, rows: Tables, by: Order) -> Tables:
    """The tables sorted."""
    keys: list[Positions | Numbers] = [name_ranks(question.visible)[rows.position]]
    if by == "core_groups":
        keys.append(rows.core_groups)
    elif by != "name":
        labels = selection.partnership_labels(question, rows.position)[by]
        keys.append(np.asarray(labels.rank(), dtype=np.float64))
    return rows.of(np.lexsort(keys))


def _frame(question: Question, rows: Tables, *columns: str) -> DataFrame:
    """Some of the tables as a frame: partnership, name, region, bridge, status, is_counted, and columns of `Tables`."""
    everyone = selection.everyone(question.visible, question.on)
    return DataFrame(
        {
            **selection.labels_of(question, rows.position),
            "status": everyone["status"].array.take(rows.position),
            "is_counted": selection.is_counted(question)[rows.position],
            **{column: getattr(rows, column) for column in columns},
        }
    )


@lru_cache(maxsize=1)
def _missing_words() -> npt.NDArray[np.object_]:
    """The labels of every combination of missing core groups; None where none is missing."""
    labels = list(CORE_GROUPS.values())
    combinations = [
        "; ".join(label for bit, label in enumerate(labels) if bits >> bit & 1)
        for bits in range(1 << len(labels))
    ]
    return np.array([words or None for words in combinations], dtype=object)


def _where(known: Flags, values: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return np.where(known, values, np.nan)
