"""Who is missing across the counted partnerships: by sector, by core group, over time."""

from functools import lru_cache

import numpy as np
from pandas import DataFrame, Timestamp, array

from dashboard.cache import QUESTIONS, cached, cached_frame
from dashboard.indicators.representation.seats import Tables, counted
from dashboard.indicators.shared import members, selection
from dashboard.indicators.shared.extremes import Extreme, extreme_of
from dashboard.indicators.shared.intervals import (
    Flags,
    IntArray,
    Numbers,
    Positions,
    day_number,
    day_numbers,
)
from dashboard.indicators.shared.members import GROUP_CODES, IS_CORE
from dashboard.indicators.shared.periods import quarter_ends, quarter_of
from dashboard.indicators.shared.records import name_ranks
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import CORE_GROUPS, SECTORS

FIRST_QUARTER = np.array(["2014-03-31"], dtype="datetime64[us]")
UNKNOWN = "Unknown"
SECTOR_LABELS = DataFrame(
    [
        (code, sector.label, sector.group, CORE_GROUPS.get(sector.core_group or ""))
        for code, sector in SECTORS.items()
    ],
    columns=["sector", "label", "group", "core_group"],
    dtype="str",
)
GROUP_LABELS = DataFrame(CORE_GROUPS.items(), columns=["core_group", "label"], dtype="str")


@cached(most=QUESTIONS)
def known(question: Question) -> Tables:
    """The tables of the counted partnerships with a known membership."""
    tables = counted(question)
    return tables.of(tables.known)


@cached_frame
def by_sector(question: Question) -> DataFrame:
    """How many counted partnerships lack each sector, in the order of the field.

    Columns: sector, label, group (core, extended, other), core_group (label; NaN without one), lacking,
    present, known (counted partnerships with a known membership), share_lacking (%), rated (core sectors
    only: an extended one sits on some partnerships by design).
    """
    return _lacking(SECTOR_LABELS, _counts(question) > 0, rated=IS_CORE)


@cached(most=QUESTIONS)
def most_missed(question: Question) -> Extreme | None:
    """The core sectors that most counted partnerships lack, as far as enough tables tell them apart."""
    frame = by_sector(question)
    lacking, known = (frame[column].to_numpy()[IS_CORE].astype(float) for column in ("lacking", "known"))
    return extreme_of(frame["label"].array[IS_CORE], lacking, cases=known)


def by_core_group(question: Question) -> DataFrame:
    """How many counted partnerships lack each core group: core_group (code), label, lacking, present, known,
    share_lacking (%).
    """
    return _lacking(GROUP_LABELS, members.groups(_counts(question)))


def distribution(question: Question) -> DataFrame:
    """Counted partnerships by how many core groups are at their table.

    Columns: core_groups (0 to 5; NaN in the last row, for those whose membership is unknown), label,
    partnerships.
    """
    return _distribution("core_groups", counted(question).core_groups, len(CORE_GROUPS))


def depth_distribution(question: Question) -> DataFrame:
    """Counted partnerships by how many of the four education settings are at their table.

    Columns: settings (0 to 4; NaN in the last row, for those whose membership is unknown), label,
    partnerships.
    """
    return _distribution("settings", counted(question).settings, int(members.SETTINGS.sum()))


def over_time(question: Question) -> DataFrame:
    """Who was at the table at each quarter's end since 2014 (the last row is the as-at date).

    Columns: quarter (date), counted (partnerships counted then), known (of these, with a known membership),
    for each core group (its code) the share of the known that have it, and all_five (%; NaN where none is
    known). The partnerships are those that the filters select at the as-at date.
    """
    visible, on = question.visible, question.on
    ends, is_selected = _ends(on), selection.is_selected(question)
    is_counted = selection.was_counted(question, ends)
    is_known, groups = (part[is_selected] for part in _history(visible, on))
    is_known &= is_counted
    having = (groups & is_known[:, None, :]).sum(axis=0)
    full = (groups.all(axis=1) & is_known).sum(axis=0)
    number = is_known.sum(axis=0)
    shares = 100 * np.vstack([having, full]) / np.where(number > 0, number, np.nan)
    return DataFrame(
        {
            "quarter": np.array(ends, dtype="datetime64[us]"),
            "counted": is_counted.sum(axis=0),
            "known": number,
            **dict(zip((*GROUP_CODES, "all_five"), shares, strict=True)),
        }
    )


def shared_organisations(question: Question) -> DataFrame:
    """The organisations that sit on several of the counted partnerships asked for, those on most first.

    Columns: organisation, name, sector (label), partnerships (how many), names (of them, "; "-joined).
    """
    visible, on = question.visible, question.on
    seats, facts = members.seats(visible), visible.organisations
    now = seats.stays.on(day_number(on.to_datetime64())) & (seats.sector >= 0)
    now &= selection.flags(question, "is_counted")[seats.partnership]
    number = np.bincount(seats.organisation[now], minlength=len(facts))
    now &= number[seats.organisation] > 1
    organisation, host = seats.organisation[now], seats.partnership[now]
    names = visible.partnerships["name"].to_numpy()[
        host[np.lexsort((name_ranks(visible)[host], organisation))]
    ]
    several = np.unique(organisation)
    until = np.cumsum(number[several])
    joined = ["; ".join(names[end - size : end]) for end, size in zip(until, number[several], strict=True)]
    order = np.lexsort((_ranks(visible)[several], -number[several]))
    shown = several[order]
    return DataFrame(
        {
            "organisation": facts["organisation"].array.take(shown),
            "name": facts["name"].array.take(shown),
            "sector": SECTOR_LABELS["label"].array.take(members.sectors(visible)[shown]),
            "partnerships": number[shown],
            "names": array(np.array(joined, dtype=object)[order], dtype="str"),
        }
    )


@cached()
def _ranks(programme: Programme) -> Positions:
    """Where each organisation comes when they are sorted by name."""
    facts = programme.organisations
    return np.argsort(
        np.lexsort([facts[column].to_numpy(dtype=object) for column in ("organisation", "name")])
    )


def _counts(question: Question) -> IntArray:
    """Member organisations of the counted partnerships with a known membership, by sector."""
    return members.by_sector(question.visible, question.on).take(known(question).position, axis=0)


def _lacking(labels: DataFrame, present: Flags, **more: Flags) -> DataFrame:
    number = len(present)
    having = present.sum(axis=0)
    share = 100 * (number - having) / (number or np.nan)
    return labels.assign(lacking=number - having, present=having, known=number, share_lacking=share, **more)


def _distribution(column: str, values: Numbers, most: int) -> DataFrame:
    is_known = ~np.isnan(values)
    numbers = np.bincount(values[is_known].astype(np.intp), minlength=most + 1)
    return DataFrame(
        {
            column: [*map(float, range(most + 1)), np.nan],
            "label": [*map(str, range(most + 1)), UNKNOWN],
            "partnerships": np.append(numbers, (~is_known).sum()),
        }
    )


@lru_cache(maxsize=256)
def _ends(on: Timestamp) -> tuple[Timestamp, ...]:
    """The ends of the quarters from the first one that is looked at to a day."""
    return tuple(Timestamp(end) for end in quarter_ends(on, int(quarter_of(FIRST_QUARTER)[0])))


def _history(programme: Programme, on: Timestamp) -> tuple[Flags, Flags]:
    """Whose membership was known at each quarter's end, and which core groups were there: partnerships, (groups,)
    quarters.
    """
    known, groups = zip(*(_at(programme, end) for end in _ends(on)), strict=True)
    return np.stack(known, axis=-1), np.stack(groups, axis=-1)


@cached(most=128)
def _at(programme: Programme, on: Timestamp) -> tuple[Flags, Flags]:
    """Whose membership was known on a day, and which core groups were there: partnerships, (groups)."""
    days = day_numbers(np.array([on], dtype="datetime64[us]"), missing=0)
    return members.known(programme, on), members.groups_at(programme, days)[:, :, 0]
