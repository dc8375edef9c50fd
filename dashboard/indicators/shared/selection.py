"""Which partnerships and which authorities the filters ask for; every indicator starts here.

A partnership is restricted by its one region and bridge, by the ACE areas, counties and authorities it lies in, by its
status, by the sectors at its table, by what it did in the window, by the reasons it gives to call, by what the rules of
quality find and by whether its required fields are filled. One that spans ACE areas is found in each of them, and
counts once where several are asked for. An authority is restricted by the places it lies in.
Where the question is about authorities, a partnership from across the border counts too: see `Question.anywhere`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from operator import attrgetter
from typing import Final

import numpy as np
import pandas as pd
from pandas import DataFrame
from pandas.api.extensions import ExtensionArray

from dashboard.cache import QUESTIONS, cached, cached_frame
from dashboard.filters import ACTIVITY, GEOGRAPHY, INCLUDED, REPEATABLE, Filters
from dashboard.indicators.shared import members, places, possible, statuses
from dashboard.indicators.shared.complete import as_complete
from dashboard.indicators.shared.intervals import Flags, Positions
from dashboard.indicators.shared.periods import in_window
from dashboard.indicators.shared.records import name_ranks, with_position
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import COUNTED_STATUSES, EARLIER_STAGES, LIVE_STATUSES

LABELS = ("partnership", "name", "region", "bridge")
_ASKED = attrgetter(*REPEATABLE)


def is_whole_programme(filters: Filters) -> bool:
    """Whether all partnerships are asked for; a national target means nothing for some of them."""
    return not any(_ASKED(filters))


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
    keep = np.ones(len(question.visible.partnerships), dtype=bool)
    for key, codes in zip(REPEATABLE, _ASKED(question.filters), strict=True):
        if codes:
            keep &= chosen_by(question, key)
    return keep


def chosen_by(question: Question, key: str) -> Flags:
    """Which partnerships of the store the values of one filter choose; those of activities choose together."""
    if key in GEOGRAPHY:
        return in_groups(question.visible, question.on, key, getattr(question.filters, key))
    if key in ACTIVITY:
        return _began_what_is_asked(question)
    return CHOOSERS[key](question)


def in_groups(programme: Programme, on: pd.Timestamp, grouping: str, codes: Collection[str]) -> Flags:
    """Which partnerships are counted in any of some groups: in their one region and their one bridge, but in every ACE
    area, county and authority that they lie in.
    """
    if grouping == "bridge":
        return places.any_of(_of_bridges(programme), codes, len(programme.partnerships))
    counted_in = places.at_home_in if grouping == "region" else places.lies_in
    return counted_in(programme, on, grouping, codes)


def was_counted(question: Question, dates: Sequence[pd.Timestamp]) -> Flags:
    """Which of the partnerships asked for (down) were counted on each of the dates (across)."""
    names = counted_statuses(question.filters)
    counted: Flags = statuses.held(question.visible, names, tuple(dates))[is_selected(question)]
    return counted


def may_be_there(question: Question) -> Flags:
    """Which partnerships of the store are there at the as-at date or may be, whether or not the filters ask for them.

    An illustrative row takes nothing from what was published.
    """
    return possible.may_be_there_as_published(question.visible, question.published.visible, question.on)


def scope(question: Question, on: pd.Timestamp) -> Flags:
    """Which of the authorities of a day lie where the filters ask, and in the patches of which anybody is seen."""
    programme, bridges = question.visible, question.visible.seen_by.bridges
    keep = in_places(question, on)
    if bridges is not None:
        keep &= places.authorities_in(programme, on, "bridge", bridges)
    return keep


def in_places(question: Question, on: pd.Timestamp) -> Flags:
    """Which of the authorities of a day lie where the filters ask."""
    programme = question.visible
    keep = np.ones(len(places.authorities(programme, on)), dtype=bool)
    for grouping in GEOGRAPHY:
        if codes := getattr(question.filters, grouping):
            keep &= places.authorities_in(programme, on, grouping, codes)
    return keep


def asks_where(filters: Filters) -> bool:
    """Whether any place is asked for."""
    return any(getattr(filters, grouping) for grouping in GEOGRAPHY)


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


@cached(most=QUESTIONS)
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


def _in_any_status(question: Question) -> Flags:
    return statuses.held(question.visible, question.filters.status, (question.on,))[:, 0]


def _with_any_sector(question: Question) -> Flags:
    found: Flags = np.logical_or.reduce(_members_from(question, question.filters.sector), axis=1)
    return found


def _with_every_sector(question: Question) -> Flags:
    has_ended = members.has_ended(question.visible, question.on)
    return _members_from(question, question.filters.has).all(axis=1) & ~has_ended


def _without_sectors(question: Question) -> Flags:
    """Of whom all members are known; of others nobody knows what is missing, and nothing is where all is over."""
    visible, on = question.visible, question.on
    is_known = members.known(visible, on) & ~members.has_ended(visible, on)
    return is_known & ~_members_from(question, question.filters.lacks).any(axis=1)


def _members_from(question: Question, sectors: Sequence[str]) -> Flags:
    """Whether each partnership of the store (down) has a member from each of some sectors (across)."""
    columns = [members.SECTOR_CODES.index(sector) for sector in sectors]
    return members.by_sector(question.visible, question.on)[:, columns] > 0


def activities_asked(question: Question) -> Flags | None:
    """Which activities of the store, in its order, are of the levers, the approaches and the agendas asked for; None
    where none is asked for.
    """
    visible, size = question.visible, len(question.visible.activities)
    fitting = [
        places.any_of(_activities_of(visible, key), codes, size)
        for key in ACTIVITY
        if (codes := getattr(question.filters, key))
    ]
    return np.logical_and.reduce(np.array(fitting)) if fitting else None


@cached(most=24)
def _activities_of(programme: Programme, key: str) -> Mapping[str, Flags]:
    """Main lever, approach or agenda -> which activities of the store are of it."""
    if key == "lever":
        return places.members_of_groups(programme.activities["primary_lever"])
    tags = programme.activity_approaches if key == "approach" else programme.activity_agendas
    place = pd.Index(programme.activities["activity"]).get_indexer(pd.Index(tags["activity"]))
    size = len(programme.activities)
    return {
        str(code): np.bincount(place[rows & (place >= 0)], minlength=size) > 0
        for code, rows in places.members_of_groups(tags[key]).items()
    }


def _began_what_is_asked(question: Question) -> Flags:
    """Which partnerships began an activity that is asked for in the window; cancelled ones do not count."""
    rows, fits = _activities(question.visible), activities_asked(question)
    flags = in_window(rows["start_on"].to_numpy(), as_complete(question, ["activities"]))
    if fits is not None:
        flags &= fits[rows.index.to_numpy()]
    return np.isin(np.arange(len(question.visible.partnerships)), rows["position"][flags])


@cached()
def _activities(programme: Programme) -> DataFrame:
    """Every activity that has a beginning and was not cancelled, labelled by its place in the store: partnership,
    start_on, position (of the partnership).
    """
    rows = programme.activities[["partnership", "start_on"]].reset_index(drop=True)
    begun = rows[programme.activities["state"].ne("cancelled").to_numpy()].dropna(subset="start_on")
    return with_position(programme, begun)


def is_counted(question: Question) -> Flags:
    """Which partnerships of the store are counted at the as-at date, whether or not the filters ask for them."""
    names = counted_statuses(question.filters)
    return statuses.held(question.visible, names, (question.on,))[:, 0]


def flags(question: Question, column: str) -> Flags:
    """A yes-or-no column of `selected` for every partnership of the store; no for those not asked for."""
    if column == "is_counted":
        return is_counted(question) & is_selected(question)
    visible, on = question.visible, question.on
    if column == "is_placed":
        every: Flags = places.homes(visible, on)["is_placed"].to_numpy(dtype=bool)
    else:
        names = {"is_live": LIVE_STATUSES, "is_planned": EARLIER_STAGES}[column]
        every = statuses.held(visible, names, (on,))[:, 0]
    return every & is_selected(question)


@cached()
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


CHOOSERS: Final[dict[str, Callable[[Question], Flags]]] = {
    "status": _in_any_status,
    "sector": _with_any_sector,
    "has": _with_every_sector,
    "lacks": _without_sectors,
}
"""Filter key -> which partnerships of the store its values choose. What only a theme knows, which stands above this
module, is added where the themes come together: `dashboard.indicators`.
"""
