"""The table of each partnership: who sits there, who does not, who came lately; one row a partnership."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Series

from dashboard.cache import cached_frame
from dashboard.indicators.meetings import meetings_held
from dashboard.indicators.shared import members, places, selection, statuses
from dashboard.indicators.shared.intervals import Flags
from dashboard.indicators.shared.members import GROUP_CODES, IS_CORE, SETTINGS
from dashboard.indicators.shared.periods import DAYS_A_MONTH
from dashboard.question import Question
from data.norms import ago
from data.taxonomy import CORE_GROUPS, COUNTED_STATUSES, SECTORS

DAY = np.timedelta64(1, "D")
OVER = ("merged", "closed")
PRESENCE = ("present", "absent", "not_applicable", "unknown")
GREEN, AMBER = 5, 4
"""Core groups from which a partnership established for over twelve months is rated so; red below."""
RATED_FROM = 12
"""Months for which a partnership must have been established to be rated."""
ORDERS = {
    "name": ["name"],
    "core_groups": ["core_groups", "name"],
    "region": ["region", "name"],
    "bridge": ["bridge", "name"],
}
"""What the rows of the matrix may be sorted by; whatever is not known comes last."""
SECTOR_LABELS = DataFrame(
    [(sector.code, sector.label, sector.group) for sector in SECTORS.values()],
    columns=["sector", "sector_label", "group"],
)
FACTS = ["partnership", "name", "region", "bridge", "status", "is_counted"]


@cached_frame
def membership_summary(question: Question) -> DataFrame:
    """The table of every partnership asked for, in the order of the store.

    Columns: position (in the store), partnership, name, region, bridge (labels), status, is_counted, known
    (its membership is), members, core_groups (0 to 5), missing (bits, one a core group), settings (0 to 4),
    effective, attending (core groups of the table that came to the last two meetings), established_months,
    has_ended, is_rated (its core groups are).
    What is not known is NaN; so is the table of a partnership that has ended (merged, closed, or dormant
    with no member left).
    """
    visible, on = question.visible, question.on
    chosen = selection.selected(question)
    position = chosen["position"].to_numpy()
    established = statuses.status_since(visible, on, COUNTED_STATUSES)[position]
    counts = members.by_sector(visible, on)[position]
    groups = members.groups(counts)
    over = chosen["status"].isin(OVER).to_numpy()
    ended = over | (chosen["status"].eq("dormant").to_numpy() & ~counts.any(axis=1))
    known = members.known(visible, on)[position] & ~ended
    came, recorded = (part[position] for part in meetings_held.last_meetings(visible, on))
    return DataFrame(
        {
            "position": position,
            "partnership": chosen["partnership"],
            "name": chosen["name"],
            "region": chosen["region_code"].map(places.labels(visible, on, "region")),
            "bridge": chosen["bridge"].map(places.labels(visible, on, "bridge")),
            "status": chosen["status"],
            "is_counted": chosen["is_counted"],
            "known": known,
            "has_ended": ended,
            "members": _where(known, counts.sum(axis=1)),
            "core_groups": _where(known, groups.sum(axis=1)),
            "missing": ~groups @ (1 << np.arange(len(GROUP_CODES))),
            "settings": _where(known, (counts[:, SETTINGS] > 0).sum(axis=1)),
            "effective": np.where(known, members.effective(counts), np.nan),
            "attending": _where(known & recorded & groups.any(axis=1), (came & groups).sum(axis=1)),
            "established_months": (on.to_datetime64() - established) / DAY / DAYS_A_MONTH,
            "is_rated": known & (established < ago(on, RATED_FROM).to_datetime64()),
        }
    )


def core_groups(question: Question) -> DataFrame:
    """The core groups of each partnership asked for, fewest first.

    Columns: partnership, name, region, bridge, status (code), is_counted, core_groups (0 to 5; NaN if not
    known), missing (labels, "; "-joined; NaN where none is missing or nothing is known), rating (green,
    amber, red; unrated unless established for over twelve months), established_months.
    """
    frame = membership_summary(question)
    missing, groups = _missing_words()[frame["missing"].to_numpy()], frame["core_groups"].to_numpy()
    rating = np.select([groups >= GREEN, groups >= AMBER], ["green", "amber"], "red")
    tidy = frame.assign(
        missing=Series(np.where(frame["known"], missing, None), dtype="str"),
        rating=Series(np.where(frame["is_rated"], rating, "unrated"), dtype="str"),
    )
    return _sorted(tidy, "core_groups")[[*FACTS, "core_groups", "missing", "rating", "established_months"]]


def active(question: Question) -> DataFrame:
    """How many of the core groups at each table came to any of its last two meetings, the least first.

    Columns: partnership, name, region, bridge, status, is_counted, attending, core_groups (in membership),
    share (%; NaN where nobody noted who came, or nobody is a member).
    """
    frame = membership_summary(question)
    share = 100 * frame["attending"] / frame["core_groups"]
    frame = frame.assign(share=share).sort_values(["share", "name"], ignore_index=True)
    return frame[[*FACTS, "attending", "core_groups", "share"]]


def matrix(question: Question, *, by: str = "name") -> DataFrame:
    """Every partnership asked for and every sector.

    Columns: partnership, name, region, bridge, sector, sector_label, group (core, extended, other),
    presence: `present`, `absent`, `not_applicable` (an extended or other sector that is not there, or a
    partnership that has ended) or `unknown` (nobody was ever known to be a member). Partnerships are sorted
    `by` one of `ORDERS`: name, core_groups (fewest first), region, bridge; unknown last.
    """
    rows = _sorted(membership_summary(question), by)
    counts = members.by_sector(question.visible, question.on)[rows["position"].to_numpy()]
    cells = presence(counts, rows["known"].to_numpy(), rows["has_ended"].to_numpy())
    size, width = cells.shape
    tidy = rows[["partnership", "name", "region", "bridge"]].loc[np.repeat(np.arange(size), width)]
    sectors = SECTOR_LABELS.loc[np.tile(np.arange(width), size)].reset_index(drop=True)
    frame = pd.concat([tidy.reset_index(drop=True), sectors], axis=1)
    return frame.assign(presence=Series(cells.ravel(), dtype="str"))


def presence(counts: npt.NDArray[np.int64], known: Flags, ended: Flags) -> npt.NDArray[np.object_]:
    """The word for each partnership (down) and sector (across) of `members.by_sector`."""
    gap = np.where(IS_CORE, 1, 2)
    code = np.where(ended[:, None], 2, np.where(known[:, None], gap, 3))
    return np.array(PRESENCE, dtype=object)[np.where((counts > 0) & ~ended[:, None], 0, code)]


def _sorted(frame: DataFrame, by: str) -> DataFrame:
    return frame.sort_values(ORDERS[by], ignore_index=True, kind="stable")


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
