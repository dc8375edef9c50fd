"""Which partnerships and which authorities the filters ask for; every indicator starts here.

A partnership is restricted by its one region and bridge, by the ACE areas it has an authority in, by the sectors at
its table and by the levers it pulled in the window. One that spans ACE areas is found in each of them, and counts once
where several are asked for. An authority is restricted by the region, ACE area and bridge it lies in.
Where the question is about authorities, a partnership from across the border counts too: see `Question.anywhere`.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd
from pandas import DataFrame
from pandas.api.extensions import ExtensionArray

from dashboard.cache import LONG, cached, cached_frame
from dashboard.filters import INCLUDED, Filters
from dashboard.indicators.shared import members, places, statuses
from dashboard.indicators.shared.complete import as_complete
from dashboard.indicators.shared.intervals import Flags, Positions
from dashboard.indicators.shared.periods import in_window
from dashboard.indicators.shared.records import name_ranks, with_position
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import COUNTED_STATUSES, EARLIER_STAGES, LIVE_STATUSES

GEOGRAPHY = ("region", "ace_area", "bridge")
LABELS = ("partnership", "name", "region", "bridge")


def is_whole_programme(filters: Filters) -> bool:
    """Whether all partnerships are asked for; a national target means nothing for some of them."""
    return not any((filters.region, filters.ace_area, filters.bridge, filters.sector, filters.lever))


def asks_for_all(question: Question) -> bool:
    """Whether all partnerships of the store are asked for and none is withheld: what is said of England holds here."""
    return is_whole_programme(question.filters) and question.programme.seen_by.sees_every_partnership


def counted_statuses(filters: Filters) -> tuple[str, ...]:
    """The statuses behind the headline: established and delivering, and emerging and existing if asked."""
    return (*COUNTED_STATUSES, *(name for name in INCLUDED if getattr(filters, name)))


@cached_frame
def selected(question: Question) -> DataFrame:
    """The partnerships asked for, as they stand at the as-at date; one row each, in the order of the store,
    labelled by position.

    Columns: position (in the store), partnership, name, bridge (code), region_code, ace_area_code, is_placed,
    status (NaN if none is in view), since, precision, begins, grade (of its evidence), is_illustrative_status,
    is_counted, is_live, is_planned (prospective or emerging).
    """
    every = everyone(question.visible, question.on)
    if not (keep := is_selected(question)).all():
        every = every.take(np.flatnonzero(keep))
    return every.assign(is_counted=is_counted(question)[every["position"].to_numpy()])


@cached(most=256)
def is_selected(question: Question) -> Flags:
    """Which partnerships of the store are asked for, whatever their status."""
    visible, on = question.visible, question.on
    filters, keep = question.filters, np.ones(len(visible.partnerships), dtype=bool)
    for grouping in GEOGRAPHY:
        if codes := getattr(filters, grouping):
            keep &= in_groups(visible, on, grouping, codes)
    if filters.sector:
        sectors = [members.SECTOR_CODES.index(sector) for sector in filters.sector]
        keep &= members.by_sector(visible, on)[:, sectors].any(axis=1)
    if filters.lever:
        keep &= _began_chosen_lever(question)
    return keep


def in_groups(programme: Programme, on: pd.Timestamp, grouping: str, codes: Collection[str]) -> Flags:
    """Which partnerships are counted in any of some groups: in their one region and their one bridge, but in every ACE
    area that they have an authority in.
    """
    if grouping == "bridge":
        return places.any_of(_of_bridges(programme), codes, len(programme.partnerships))
    counted_in = places.lies_in if grouping == "ace_area" else places.at_home_in
    return counted_in(programme, on, grouping, codes)


def was_counted(question: Question, dates: Sequence[pd.Timestamp]) -> Flags:
    """Which of the partnerships asked for (down) were counted on each of the dates (across)."""
    names = counted_statuses(question.filters)
    counted: Flags = statuses.held(question.visible, names, tuple(dates))[is_selected(question)]
    return counted


@cached(most=64)
def may_be_there(question: Question) -> Flags:
    """Which partnerships of the store are there at the as-at date or may be, whether or not the filters ask for them.

    An illustrative row takes nothing from what was published.
    """
    visible, published, on = question.visible, question.published.visible, question.on
    proved = published.partnerships["partnership"][statuses.may_be_there(published, on)]
    is_proved = visible.partnerships["partnership"].isin(proved).to_numpy(dtype=bool)
    return statuses.may_be_there(visible, on) | is_proved


def scope(question: Question, on: pd.Timestamp) -> Flags:
    """Which of the authorities of a day lie where the filters ask, and in the patches of which anybody is seen."""
    programme, bridges = question.visible, question.visible.seen_by.bridges
    keep = np.ones(len(places.authorities(programme, on)), dtype=bool)
    if bridges is not None:
        keep &= places.authorities_in(programme, on, "bridge", bridges)
    for grouping in GEOGRAPHY:
        if codes := getattr(question.filters, grouping):
            keep &= places.authorities_in(programme, on, grouping, codes)
    return keep


def within(frame: DataFrame, filters: Filters) -> DataFrame:
    """The rows of a frame with `region_code`, `ace_area_code`, `bridge_code` that lie where the filters
    ask.
    """
    asked = {grouping: values for grouping in GEOGRAPHY if (values := getattr(filters, grouping))}
    if not asked:
        return frame
    inside = [
        frame[f"{grouping}_code"].isin(values).to_numpy(dtype=bool) for grouping, values in asked.items()
    ]
    return frame.take(np.flatnonzero(np.logical_and.reduce(inside)))


def partnership_labels(question: Question, positions: Positions) -> DataFrame:
    """partnership, name, region, bridge (labels; NaN if not known) of partnerships by position in the store."""
    return DataFrame(labels_of(question, positions))


def labels_of(question: Question, positions: Positions) -> dict[str, ExtensionArray]:
    """The columns of `partnership_labels`, for a frame that has others beside them."""
    visible = question.visible
    frame = _labels_of_all(visible, places.last_change_before(visible, question.on))
    return {column: frame[column].array.take(positions) for column in LABELS}


def sorted_by_name(question: Question, positions: Positions) -> Positions:
    """The positions in the order of the partnerships' names."""
    ranks = name_ranks(question.visible)
    return positions[np.argsort(ranks[positions], kind="stable")]


@cached(most=LONG)
def everyone(programme: Programme, on: pd.Timestamp) -> DataFrame:
    """Every partnership of the store as it stands on a day; columns as in `selected`, without is_counted."""
    line, facts = statuses.timeline(programme), programme.partnerships
    rows = line.at([on])[:, 0]
    status, since, precision, begins, grade = (
        line.statuses[column].array.take(rows, allow_fill=True)
        for column in ("status", "from_date", "precision", "begins", "grade")
    )
    return DataFrame(
        {
            **{column: facts[column].array for column in ("partnership", "name", "bridge")},
            "position": np.arange(len(facts)),
            **places.homes(programme, on),
            "status": status,
            "since": since,
            "precision": precision,
            "begins": begins,
            "grade": grade,
            "is_illustrative_status": line.generated(rows),
            "is_live": statuses.held(programme, LIVE_STATUSES, (on,))[:, 0],
            "is_planned": statuses.held(programme, EARLIER_STAGES, (on,))[:, 0],
        }
    )


def _began_chosen_lever(question: Question) -> Flags:
    """Which partnerships began an activity of the levers asked for in the window; cancelled ones do not count."""
    rows = _activities(question.visible)
    window = as_complete(question, ["activities"])
    flags = in_window(rows["start_on"].to_numpy(), window) & rows["primary_lever"].isin(
        question.filters.lever
    )
    return np.isin(np.arange(len(question.visible.partnerships)), rows["position"][flags])


@cached(most=8)
def _activities(programme: Programme) -> DataFrame:
    begun = programme.activities[programme.activities["state"] != "cancelled"].dropna(subset="start_on")
    return with_position(programme, begun[["partnership", "start_on", "primary_lever"]])


def is_counted(question: Question) -> Flags:
    """Which partnerships of the store are counted at the as-at date, whether or not the filters ask for them."""
    names = counted_statuses(question.filters)
    return statuses.held(question.visible, names, (question.on,))[:, 0]


def flags(question: Question, column: str) -> Flags:
    """A yes-or-no column of `selected` for every partnership of the store; no for those not asked for."""
    if column == "is_counted":
        return is_counted(question) & is_selected(question)
    flags: Flags = everyone(question.visible, question.on)[column].to_numpy(dtype=bool)
    return flags & is_selected(question)


@cached(most=8)
def _of_bridges(programme: Programme) -> Mapping[str, Flags]:
    """Bridge -> which partnerships are its."""
    return places.members_of_groups(programme.partnerships["bridge"])


@cached(most=64)
def _labels_of_all(programme: Programme, on: pd.Timestamp) -> DataFrame:
    facts, homes = programme.partnerships, places.homes(programme, on)
    return DataFrame(
        {
            "partnership": facts["partnership"].to_numpy(dtype=object),
            "name": facts["name"].to_numpy(dtype=object),
            "region": homes["region_code"].map(places.labels(programme, on, "region")).to_numpy(dtype=object),
            "bridge": facts["bridge"].map(places.labels(programme, on, "bridge")).to_numpy(dtype=object),
        }
    ).astype("str")
