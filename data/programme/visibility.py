"""Who may see what: the one place where rows are withheld."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Series
from sqlalchemy import Column, ColumnElement, Table, and_, false, or_, select, true

from data.programme.frames import TABLE_OF
from data.store.schema import attendance, membership, metadata, organisation, partnership, support

Frames = dict[str, DataFrame]

MILESTONES = (
    "first_meeting_on", "terms_agreed_on", "launched_on", "first_delivery_on", "meetings_expected_per_year",
    "governance_form",
)  # fmt: skip
"""The columns of a partnership that the generator fills where the register knows nothing."""

BEGINS = {
    "statuses": "from_date",
    "partnership_areas": "from_date",
    "memberships": "from_date",
    "evidence": "as_at",
    "activities": "start_on",
    "meetings": "held_on",
    "actions": "agreed_on",
    "support": "support_on",
    "returns": "period_end",
    "return_reviews": "handed_in_on",
    "published_counts": "as_at",
    "events": "held_on",
    "attention_states": "held_on",
}
"""Frame -> the column that says when its rows begin."""


_WITHHELD = {
    TABLE_OF[name]: name
    for name in ("partnerships", "organisations", "activities", "meetings", "return_reviews")
}
_REFERS = tuple(
    (name, column, _WITHHELD[key.column.table.name], key.column.name)
    for name, table in TABLE_OF.items()
    for column in metadata.tables[table].columns
    for key in column.foreign_keys
    if key.column.table.name in _WITHHELD
)
_HANGS_ON = tuple(
    (name, column.name, parent, key) for name, column, parent, key in _REFERS if not column.nullable
)
"""Frame and its column, the frame and column that this refers to: where that row is not seen, this one is not."""
_MAY_NAME = tuple(
    (name, column.name, parent, key)
    for name, column, parent, key in _REFERS
    if column.nullable and name != "support"
)
"""As `_HANGS_ON`, where a row is seen without what it refers to. Support goes with its partnership."""
ENGLAND = "England"
"""What the place of a count, an event or a question is called that is everybody's."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is looking: which rows they may see. The default sees everything.

    `partnerships` are the only ones seen, `until` the last day on which what is seen may have begun.
    """

    bridges: frozenset[str] | None = None
    illustrative: bool = True
    partnerships: frozenset[str] | None = None
    until: date | None = None

    def within(self, other: "Scope") -> "Scope":
        """What both may see."""
        return Scope(
            bridges=_both(self.bridges, other.bridges),
            illustrative=self.illustrative and other.illustrative,
            partnerships=_both(self.partnerships, other.partnerships),
            until=min((day for day in (self.until, other.until) if day is not None), default=None),
        )

    @property
    def sees_every_partnership(self) -> bool:
        """Whether no partnership is withheld for whose it is."""
        return self.bridges is None and self.partnerships is None


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return other if one is None else one if other is None else one & other


LEAST_OTHERS, LEAST_BRIDGES = 5, 2
"""How many partnerships of how many other bridges a figure rests on at least, that is told to who does not see them."""


def may_be_told(of_others: npt.NDArray[np.int64], together: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which numbers of partnerships may be told to who does not see these: the one rule for small numbers.

    `of_others` has them by each other bridge (first axis), `together` what they come to with those of no bridge.
    """
    enough: npt.NDArray[np.bool_] = (together >= LEAST_OTHERS) & (
        (of_others > 0).sum(axis=0) >= LEAST_BRIDGES
    )
    return enough


def withhold(frames: Mapping[str, DataFrame], scope: Scope) -> Frames:
    """The frames of a programme without what `scope` may not see; what hangs on a withheld row goes with it.

    Places, their statistics and targets are public and stay, and so does what was published of England. Organisations
    of other bridges go unless they sit on a visible partnership.
    """
    kept = dict(frames)
    if not scope.illustrative:
        kept = _without_illustrative(kept)
    if scope.bridges is not None:
        kept = _of_bridges(_only(kept, "bridge", scope.bridges), scope.bridges)
    if scope.partnerships is not None:
        kept = _only(kept, "partnership", scope.partnerships)
    if scope.until is not None:
        kept = _begun(kept, pd.Timestamp(scope.until))
    return _without_orphans(kept)


def _without_illustrative(frames: Frames) -> Frames:
    real = {
        name: _rows(frame, ~frame["is_illustrative"]) if "is_illustrative" in frame else frame
        for name, frame in frames.items()
    }
    partnerships = real["partnerships"]
    generated = partnerships["milestones_illustrative"]
    blank = {name: partnerships[name].mask(generated) for name in MILESTONES}
    return real | {"partnerships": partnerships.assign(**blank)}


def _only(frames: Frames, column: str, wanted: frozenset[str]) -> Frames:
    """The frames of some partnerships, with only those organisations that sit on one or came to a meeting of one."""
    own = {
        name: _rows(frames[name], frames[name][column].isin(wanted)) for name in ("partnerships", "support")
    }
    kept = _without_orphans(_of_returns(frames | own, column, wanted))
    seated = {*kept["memberships"]["organisation"], *kept["attendance"]["organisation"]}
    organisations = kept["organisations"]
    return kept | {"organisations": _rows(organisations, organisations["organisation"].isin(seated))}


def _of_bridges(frames: Frames, bridges: frozenset[str]) -> Frames:
    """The frames without what was published, happened or was written elsewhere than at some bridges or in all of
    England. Who wrote for some bridges is read by whoever sees all of these.
    """
    counts, events = frames["published_counts"], frames["events"]
    of_england = counts["bridge"].isna() & (counts["place"].isna() | (counts["place"] == ENGLAND))
    here = events["place"].isna() | events["place"].isin([ENGLAND, *_places_of(frames, bridges)])
    written = {
        name: _rows(frame, frame["bridges"].map(lambda codes: _all_of(codes, bridges)).astype("bool"))
        for name, frame in frames.items()
        if "bridges" in frame
    }
    return (
        frames
        | {
            "published_counts": _rows(counts, counts["bridge"].isin(bridges) | of_england),
            "events": _rows(events, here),
        }
        | written
    )


def _all_of(codes: object, bridges: frozenset[str]) -> bool:
    return isinstance(codes, str) and bool(codes) and bridges.issuperset(codes.split(";"))


def _places_of(frames: Frames, bridges: frozenset[str]) -> set[str]:
    """What the patches of some bridges are called, the authorities and partnerships there, and the groups that lie
    wholly in these patches.
    """
    groups, areas = frames["area_groupings"], frames["areas"]
    patch = groups[(groups["grouping"] == "bridge") & groups["group_code"].isin(bridges)]
    codes = set(patch["area_code"])
    inside = (
        groups["area_code"].isin(codes).groupby([groups["grouping"], groups["group_name"]]).transform("all")
    )
    return {
        *patch["group_name"],
        *groups.loc[inside, "group_name"],
        *areas.loc[areas["area_code"].isin(codes), "name"],
        *frames["partnerships"]["name"],
    }


def _of_returns(frames: Frames, column: str, wanted: frozenset[str]) -> Frames:
    """The frames with only the returns handed in that some bridges sent, or that speak of some partnerships."""
    reviews, spoken_of = frames["return_reviews"], frames["return_partnerships"]
    spoken_of = _rows(spoken_of, spoken_of["partnership"].isin(frames["partnerships"]["partnership"]))
    is_seen = (
        reviews["number"].isin(spoken_of["number"])
        if column == "partnership"
        else reviews[column].isin(wanted)
    )
    return frames | {"return_reviews": _rows(reviews, is_seen), "return_partnerships": spoken_of}


def _begun(frames: Frames, day: pd.Timestamp) -> Frames:
    """The frames without rows that begin after a day; what nobody dated stays."""
    begun = {
        name: _rows(frames[name], frames[name][column].isna() | (frames[name][column] <= day))
        for name, column in BEGINS.items()
    }
    return frames | begun


def _without_orphans(frames: Frames) -> Frames:
    """The frames without rows whose partnership, activity, meeting, organisation or return is not there; what only
    names one that is not there names none.
    """
    kept = dict(frames)
    for name, column, parent, key in _HANGS_ON:
        kept[name] = _rows(kept[name], kept[name][column].isin(kept[parent][key]))
    for name, column, parent, key in _MAY_NAME:
        named = kept[name][column]
        if not (is_there := named.isna() | named.isin(kept[parent][key])).all():
            kept[name] = kept[name].assign(**{column: named.where(is_there)})
    partnership = kept["support"]["partnership"]
    known = partnership.isna() | partnership.isin(kept["partnerships"]["partnership"])
    return kept | {"support": _rows(kept["support"], known)}


def _rows(frame: DataFrame, kept: "Series[bool]") -> DataFrame:
    return frame[kept].reset_index(drop=True)


def owned(table: Table, scope: Scope) -> ColumnElement[bool]:
    """The condition that a row of a table is one of those for whom `scope` is: what they see, and may return.

    The same as `withhold` for all that hangs on a partnership. Of what hangs on none, such as a target, nothing is
    theirs to return.
    """
    if table is partnership:
        wanted = {partnership.c.bridge: scope.bridges, partnership.c.partnership: scope.partnerships}
        return and_(
            true(), *(column.in_(sorted(some)) for column, some in wanted.items() if some is not None)
        )
    if table is organisation:
        seats = (select(one.c.organisation).where(owned(one, scope)) for one in (membership, attendance))
        return or_(*(organisation.c.organisation.in_(seated) for seated in seats))
    hanging = [
        (column, parent.column)
        for column in table.columns
        for parent in column.foreign_keys
        if parent.column.table.name in _WITHHELD and parent.column.table is not organisation
    ]
    if table is support:
        whose = true() if scope.bridges is None else support.c.bridge.in_(sorted(scope.bridges))
        (column, parent) = hanging[0]
        of_none = false() if scope.bridges is None else column.is_(None)
        return and_(whose, or_(of_none, _is_owned(column, parent, scope)))
    required = [_is_owned(column, parent, scope) for column, parent in hanging if not column.nullable]
    return and_(*required) if required else false()


def _is_owned(column: Column[Any], parent: Column[Any], scope: Scope) -> ColumnElement[bool]:
    """The condition that the row which a column names is one of theirs."""
    return column.in_(select(parent).where(owned(parent.table, scope)))
