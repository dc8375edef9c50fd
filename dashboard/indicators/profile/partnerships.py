"""The table of partnerships: everything a reader sorts, searches and picks one by."""

from difflib import get_close_matches

import numpy as np
from pandas import DataFrame, Series, Timestamp

from dashboard import words
from dashboard.cache import LONG, cached
from dashboard.indicators.shared import members, places, records, selection, statuses
from dashboard.question import Question
from data.names import by_name
from data.programme.programme import Programme
from data.taxonomy import SCALES, SHORT_GRADES, STATUSES

EXISTS, NOT_YET, NOT_DATED = "Exists, date or status not published", "No status yet", "Status not dated"
"""Said of a partnership without a status in view: evidence leaves open when or how far it is; its first status begins
later; what ended or was planned is not dated."""
SHORTEST_HINT = 3
"""Letters of a key from which on every partnership whose key holds them is suggested."""


class UnknownPartnership(LookupError):  # noqa: N818
    """Nobody is called that; `suggestions` are slugs that come near, the nearest first."""

    def __init__(self, slug: str, suggestions: tuple[str, ...]) -> None:
        self.slug, self.suggestions = slug, suggestions
        hint = f" Did you mean {words.listing(suggestions, conjunction='or')}?" if suggestions else ""
        super().__init__(f"No partnership in this store is called “{slug[:60]}”.{hint}")


def table(question: Question) -> DataFrame:
    """One row a partnership asked for, sorted by name.

    Columns: partnership, name, status (label; `EXISTS`, `NOT_YET` or `NOT_DATED` if none is in view), published (the
    word of the source), evidence (the grade of what the status rests on, else of the best that is held, in words; NaN
    if none is), since (proved from then on), precision (of since: day, month, quarter or year), begins
    (`by` where it is not published since when), region, ace_area, bridge (labels; NaN if not
    known), areas (how many authorities), area_names ("; "-joined), scale (label), pilot,
    core_groups (0 to 5; NaN if no member is known), last_meeting, last_return (dates; NaT if none),
    is_counted, is_illustrative_status, illustrative (the partnership itself is).
    """
    asked = selection.sorted_by_name(question, np.flatnonzero(selection.is_selected(question)))
    return _everyone(question.of_everyone.of_all).iloc[asked].reset_index(drop=True)


def slug_of(programme: Programme, slug: str) -> str:
    """The slug if the store has it; raises `UnknownPartnership` with the slugs that come near."""
    known = programme.partnerships
    if (known["partnership"] == slug).any():
        return slug
    named = {name.lower(): found for found, name in zip(known["partnership"], known["name"], strict=True)}
    named |= {found: found for found in known["partnership"]}
    wanted = slug.lower()
    holding = [found for found in known["partnership"] if len(wanted) >= SHORTEST_HINT and wanted in found]
    near = holding + [named[match] for match in get_close_matches(wanted, list(named), n=4, cutoff=0.5)]
    raise UnknownPartnership(slug, tuple(dict.fromkeys(near))[:3])


@cached(most=LONG)
def _everyone(question: Question) -> DataFrame:
    """`table` of all partnerships, in the order of the store."""
    visible, on = question.visible, question.on
    frame = selection.selected(question)
    held = _areas(visible, places.last_change_before(visible, on))
    facts = visible.partnerships
    return DataFrame(
        {
            "partnership": frame["partnership"],
            "name": frame["name"],
            "status": _status_said(question, frame),
            "published": facts["status_as_published"].to_numpy(),
            "evidence": _graded(visible, frame),
            "since": frame["since"],
            "precision": frame["precision"],
            "begins": frame["begins"],
            "region": frame["region_code"].map(places.labels(visible, on, "region")),
            "ace_area": frame["ace_area_code"].map(places.labels(visible, on, "ace_area")),
            "bridge": frame["bridge"].map(places.labels(visible, on, "bridge")),
            "areas": frame["partnership"].map(held["areas"]),
            "area_names": frame["partnership"].map(held["area_names"]),
            "scale": facts["scale"].map(SCALES).to_numpy(),
            "pilot": facts["pilot"].to_numpy(),
            "core_groups": members.core_groups(visible, on),
            "last_meeting": records.latest(visible, "meetings", "held_on", on=on).to_numpy(),
            "last_return": records.latest(visible, "returns", "received_on", on=on).to_numpy(),
            "is_counted": frame["is_counted"],
            "is_illustrative_status": frame["is_illustrative_status"],
            "illustrative": facts["is_illustrative"].to_numpy(),
        }
    )


def _status_said(question: Question, frame: DataFrame) -> "Series[str]":
    """The label of each status; where there is none in view, why not."""
    exists, never = selection.may_be_there(question), statuses.never_dated(question.visible)
    reason = np.select([exists, never], [EXISTS, NOT_DATED], NOT_YET)
    known = frame["status"].map(STATUSES).to_numpy()
    return Series(np.where(frame["status"].isna(), reason, known), frame.index, dtype="str")


def _graded(programme: Programme, frame: DataFrame) -> "Series[str]":
    """How strong the evidence of each status is; without one, the best evidence that is held."""
    best = programme.evidence.groupby("partnership")["grade"].min()
    grade = frame["grade"].fillna(frame["partnership"].map(best))
    return grade.map(SHORT_GRADES).astype("str")


@cached(most=32)
def _areas(programme: Programme, on: Timestamp) -> DataFrame:
    """By partnership: areas (how many authorities of that day) and area_names."""
    names = places.authorities(programme, on)[["area_code", "area"]]
    held = places.placed(programme, on).merge(names, on="area_code").sort_values("area", key=by_name)
    groups = held.groupby("partnership")["area"]
    return DataFrame({"areas": groups.size(), "area_names": groups.agg("; ".join)})
