"""Two days or two places side by side, and what changed between two days, on the authorities of the later one."""

from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp
from pandas.api.extensions import ExtensionArray

from dashboard import words
from dashboard.filters import GEOGRAPHY
from dashboard.indicators.coverage import cover, reach
from dashboard.indicators.shared import places, selection, statuses
from dashboard.indicators.shared.intervals import Flags
from dashboard.indicators.shared.records import name_ranks
from dashboard.narrowed import COMPARE, Narrowed, chosen
from dashboard.question import Question
from data.names import by_name
from data.norms import ago
from data.taxonomy import STATUSES
from geo.groupings import REGIONS

COLUMNS: Final = ("what", "name", "before", "after", "region", "partnership", "area_code")
KINDS: Final = (
    "Partnership counted since",
    "Partnership no longer counted",
    "Authority gained",
    "Authority lost",
    "Authority now covered as a whole",
    "Authority now covered in part only",
)
NOT_COVERED: Final = "Not covered"


def asked(question: Question) -> str:
    """What is compared with, as the address has it: a day, or the code of a region; else three months before."""
    values = chosen(question.narrowed, COMPARE)
    return values[0] if values else ago(question.on, 3).date().isoformat()


def is_of_days(question: Question) -> bool:
    """Whether two days are compared, not two places."""
    return asked(question) not in REGIONS


def beside(question: Question) -> Question:
    """The question of the side that is compared with; of that side it is the same one."""
    value = asked(question)
    named = replace(question, narrowed=(Narrowed(COMPARE, value, ""),))
    if value in REGIONS:
        return named.with_filters(**dict.fromkeys(GEOGRAPHY, ()) | {"region": (value,)})
    on = Timestamp(value).date()
    since = question.filters.since
    return named.with_filters(
        as_at=None if on == question.programme.as_at else on, since=since if since and since <= on else None
    )


def sides(question: Question) -> tuple[Question, Question]:
    """What is compared with, and what is asked; of two days the earlier one first."""
    first, second = beside(question).unnarrowed, question.unnarrowed
    return (second, first) if is_of_days(question) and first.on > second.on else (first, second)


class Change(NamedTuple):
    """How many changes of each kind there were."""

    started: int
    ended: int
    gained: int
    lost: int


def change(question: Question) -> Change:
    """How many partnerships and authorities changed between two days."""
    kinds = changes(question)["what"].to_list()
    return Change(*(kinds.count(kind) for kind in KINDS[:4]))


def changes(question: Question) -> DataFrame:
    """What changed between two days: partnerships that are counted since or no longer, authorities that were gained or
    lost or are covered otherwise; nothing between two places.

    Columns: what (of `KINDS`), name, before and after (status or coverage, in words), region (NaN if not known),
    partnership (key; NaN for an authority), area_code (NaN for a partnership). By kind, then by name.
    """
    if not is_of_days(question):
        return DataFrame(columns=list(COLUMNS))
    earlier, later = sides(question)
    parts = [_partnerships(earlier, later), _authorities(earlier, later)]
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def _partnerships(earlier: Question, later: Question) -> DataFrame:
    visible, days = later.visible, (earlier.on, later.on)
    counted = statuses.held(visible, selection.counted_statuses(later.filters), days)
    asked_for = selection.is_selected(later)
    kinds = [
        (KINDS[0], ~counted[:, 0] & counted[:, 1] & asked_for),
        (KINDS[1], counted[:, 0] & ~counted[:, 1] & asked_for),
    ]
    rank = name_ranks(visible)
    order = [
        (kind, row) for kind, flags in kinds for row in sorted(np.flatnonzero(flags), key=rank.__getitem__)
    ]
    rows = np.array([row for _, row in order], dtype=np.intp)
    labels = pd.array([*STATUSES.values()], dtype="str")
    named = statuses.named(visible, days)[rows]
    facts = visible.partnerships
    regions = places.homes(visible, later.on)["region_code"].map(places.labels(visible, later.on, "region"))
    before, after = (labels.take(named[:, side], allow_fill=True) for side in (0, 1))
    return DataFrame(
        {
            "what": [kind for kind, _ in order],
            "name": facts["name"].array.take(rows),
            "before": before.fillna("None known"),
            "after": after.fillna("None known"),
            "region": regions.array.take(rows),
            "partnership": facts["partnership"].array.take(rows),
            "area_code": pd.array([None] * len(rows), dtype="str"),
        }
    )


def _authorities(earlier: Question, later: Question) -> DataFrame:
    """The authorities of the later day: a merger between the two neither makes nor takes a covered one."""
    visible, scope = later.visible, selection.scope(later, later.on)
    whole_before, covered_before = (flags[:, 0] for flags in cover.in_quarters(later, (earlier.on,)))
    now = cover.cover(later)
    whole, covered = now.whole > 0, now.whole + now.part > 0
    both = covered & covered_before
    kinds = dict(
        zip(
            KINDS[2:],
            (
                covered & ~covered_before,
                ~covered & covered_before,
                both & whole & ~whole_before,
                both & ~whole & whole_before,
            ),
            strict=True,
        )
    )
    areas = places.authorities(visible, later.on)
    name = by_name(areas["area"]).to_list()
    order = [
        (kind, row)
        for kind, flags in kinds.items()
        for row in sorted(np.flatnonzero(flags & scope).tolist(), key=name.__getitem__)
    ]
    rows = np.array([row for _, row in order], dtype=np.intp)
    return DataFrame(
        {
            "what": [kind for kind, _ in order],
            "name": areas["area"].array.take(rows),
            "before": _said(whole_before, covered_before)[rows],
            "after": _said(whole, covered)[rows],
            "region": areas["region"].array.take(rows),
            "partnership": pd.array([None] * len(rows), dtype="str"),
            "area_code": areas["area_code"].array.take(rows),
        }
    )


def _said(whole: Flags, covered: Flags) -> ExtensionArray:
    said = pd.array([NOT_COVERED, words.STATES["part"], words.STATES["whole"]], dtype="str")
    return said.take(covered.astype(int) + whole)


def numbers(question: Question) -> DataFrame:
    """The numbers of both sides: measure, first, second, difference (second less first; NaN where either is not
    known).
    """
    rows = [_numbers(side) for side in sides(question)]
    first, second = (np.array([*side.values()], dtype=np.float64) for side in rows)
    return DataFrame({"measure": [*rows[0]], "first": first, "second": second, "difference": second - first})


def _numbers(side: Question) -> dict[str, float | None]:
    """What one side comes to, by its measure."""
    area, children = reach.area_coverage(side), reach.cyp_coverage(side)
    return {
        "Partnerships counted": int(np.count_nonzero(selection.flags(side, "is_counted"))),
        "Authorities": area.denominator,
        "Authorities covered, as a whole or in part": area.numerator,
        "Authorities covered (%)": area.value,
        "Authorities covered as a whole": cover.in_states(side, "whole"),
        f"Authorities with nobody{side.yours} on record": reach.cold_spots(side).value,
        "Children and young people covered, at least (%)": children.value,
    }
