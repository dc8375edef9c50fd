"""Who may see what: the one place where rows are withheld."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
from pandas import DataFrame, Series

Frames = dict[str, DataFrame]

MILESTONES = (
    "first_meeting_on", "terms_agreed_on", "launched_on", "first_delivery_on", "meetings_expected_per_year",
    "governance_form",
)  # fmt: skip
"""The columns of a partnership that the generator fills where the register knows nothing."""

_OF_PARTNERSHIP = (
    "statuses",
    "partnership_areas",
    "memberships",
    "activities",
    "meetings",
    "actions",
    "returns",
)
_OF_ACTIVITY = ("activity_levers", "activity_approaches", "activity_agendas")


BEGINS = {
    "statuses": "from_date",
    "partnership_areas": "from_date",
    "memberships": "from_date",
    "activities": "start_on",
    "meetings": "held_on",
    "actions": "agreed_on",
    "support": "support_on",
    "returns": "period_end",
    "published_counts": "as_at",
}
"""Frame -> the column that says when its rows begin."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is looking: which rows they may see. The default sees everything.

    `partnerships` are the only ones seen, `until` the last day on which what is seen may have begun.
    """

    bridges: frozenset[str] | None = None
    illustrative: bool = True
    partnerships: frozenset[str] | None = None
    until: date | None = None


def withhold(frames: Mapping[str, DataFrame], scope: Scope) -> Frames:
    """The frames of a programme without what `scope` may not see; what hangs on a withheld row goes with it.

    Places are public and stay. Organisations of other bridges go unless they sit on a visible partnership.
    """
    kept = dict(frames)
    if not scope.illustrative:
        kept = _without_illustrative(kept)
    if scope.bridges is not None:
        kept = _of_bridges(kept, scope.bridges)
    if scope.partnerships is not None:
        kept = _of_partnerships(kept, scope.partnerships)
    if scope.until is not None:
        kept = _begun(kept, pd.Timestamp(scope.until))
    return _without_orphans(kept)


def _without_illustrative(frames: Frames) -> Frames:
    real = {
        name: _rows(frame, ~frame["is_illustrative"]) if "is_illustrative" in frame else frame
        for name, frame in frames.items()
    }
    return real | {"partnerships": _without_milestones(real["partnerships"])}


def _without_milestones(partnerships: DataFrame) -> DataFrame:
    """The partnerships with the columns blank that the generator filled."""
    generated = partnerships["milestones_illustrative"]
    return partnerships.assign(**{name: partnerships[name].mask(generated) for name in MILESTONES})


def _of_bridges(frames: Frames, bridges: frozenset[str]) -> Frames:
    partnerships = _rows(frames["partnerships"], frames["partnerships"]["bridge"].isin(bridges))
    support = _rows(frames["support"], frames["support"]["bridge"].isin(bridges))
    return _seated(_without_orphans(frames | {"partnerships": partnerships, "support": support}))


def _of_partnerships(frames: Frames, slugs: frozenset[str]) -> Frames:
    partnerships = _rows(frames["partnerships"], frames["partnerships"]["partnership"].isin(slugs))
    support = _rows(frames["support"], frames["support"]["partnership"].isin(slugs))
    return _seated(_without_orphans(frames | {"partnerships": partnerships, "support": support}))


def _seated(frames: Frames) -> Frames:
    """The frames with only those organisations that sit on a partnership, or came to a meeting."""
    seated = {*frames["memberships"]["organisation"], *frames["attendance"]["organisation"]}
    organisations = frames["organisations"]
    return frames | {"organisations": _rows(organisations, organisations["organisation"].isin(seated))}


def _begun(frames: Frames, day: pd.Timestamp) -> Frames:
    """The frames without rows that begin after a day; what nobody dated stays."""
    begun = {
        name: _rows(frames[name], frames[name][column].isna() | (frames[name][column] <= day))
        for name, column in BEGINS.items()
    }
    return frames | begun


def _without_orphans(frames: Frames) -> Frames:
    """The frames without rows whose partnership, activity, meeting or organisation is not there."""
    kept = dict(frames)
    for name in _OF_PARTNERSHIP:
        kept[name] = _belonging(kept, name, "partnership", "partnerships")
    for name in _OF_ACTIVITY:
        kept[name] = _belonging(kept, name, "activity", "activities")
    kept["activity_links"] = _belonging(
        kept, "activity_links", "activity", "activities", column="from_activity"
    )
    kept["activity_links"] = _belonging(
        kept, "activity_links", "activity", "activities", column="to_activity"
    )
    kept["attendance"] = _belonging(kept, "attendance", "meeting", "meetings")
    for name in ("memberships", "attendance"):
        kept[name] = _belonging(kept, name, "organisation", "organisations")
    place_only = kept["support"]["partnership"].isna()
    known = kept["support"]["partnership"].isin(kept["partnerships"]["partnership"])
    return kept | {"support": _rows(kept["support"], place_only | known)}


def _belonging(frames: Frames, name: str, key: str, parent: str, *, column: str | None = None) -> DataFrame:
    frame = frames[name]
    return _rows(frame, frame[column or key].isin(frames[parent][key]))


def _rows(frame: DataFrame, kept: "Series[bool]") -> DataFrame:
    return frame[kept].reset_index(drop=True)
