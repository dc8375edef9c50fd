"""What a profile opens with: who sits in which seat and who does not, what is due and was due, what was done last."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import DataFrame, Timedelta, Timestamp

from dashboard import words
from dashboard.indicators.profile.profile import Profile
from dashboard.indicators.representation import seats as tables
from dashboard.indicators.shared import records, statuses
from dashboard.indicators.shared.complete import complete_day
from dashboard.question import Question
from data.norms import DAYS_A_YEAR, MEETING_STATUSES
from data.programme.programme import last_complete_day
from data.taxonomy import ACTION_STATES, ACTIVITY_STATES, CORE_GROUPS, MEETING_STATES, SECTORS

LATEST = 3
"""Activities that a profile opens with."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One sector's place at a table on a day.

    `state`: there, missing (nobody of its core group is), absent (others of its core group are there), by_design (an
    extended sector that is not there), unknown, or ended. `names` are the organisations there, or, where it is
    unknown, those that later pages name.
    """

    sector: str
    label: str
    group: str
    state: str
    names: tuple[str, ...]


def seats(question: Question, found: Profile) -> list[Seat]:
    """The seat of each sector at the table of the partnership asked about, in the order of the sectors."""
    everyone = question.of_everyone.of_all
    rows = tables.tables(everyone.visible, everyone.on)
    place = records.place_of(everyone.visible, found.partnership)
    presence = tables.presence(everyone, rows.of(np.array([place])))[0]
    now = found.members["is_current"].to_numpy(dtype=bool)
    there, later = (found.members[flags].groupby("sector")["name"] for flags in (now, _named_later(found)))
    held = {label: tuple(names) for label, names in there}
    named = {label: tuple(names) for label, names in later}
    states = [tables.PRESENCE[one] for one in presence]
    kept = {
        sector.core_group
        for sector, state in zip(SECTORS.values(), states, strict=True)
        if state == "present"
    }
    return [
        Seat(
            sector.code,
            sector.label,
            sector.core_group or sector.group,
            said := _state(state, is_kept=sector.core_group in kept, is_core=sector.group == "core"),
            held.get(sector.label, ()) if said == "there" else named.get(sector.label, ()),
        )
        for sector, state in zip(SECTORS.values(), states, strict=True)
    ]


def _named_later(found: Profile) -> "pd.Series[bool]":
    """Those whom a page names that speaks of a later day, or of none: they may have sat there."""
    members = found.members
    return ~members["is_current"].astype(bool) & members["to_date"].isna()


def _state(presence: str, *, is_kept: bool, is_core: bool) -> str:
    if presence == "absent":
        return "absent" if is_kept else "missing"
    if presence == "not_applicable":
        return "ended" if is_core else "by_design"
    return {"present": "there"}.get(presence, presence)


def missing_groups(found: list[Seat]) -> list[str]:
    """The labels of the core groups of which nobody is at the table, where that is known."""
    return [
        CORE_GROUPS[group] for group in dict.fromkeys(one.group for one in found if one.state == "missing")
    ]


def dates(question: Question, found: Profile) -> DataFrame:
    """What is due after the as-at date and what was due before it and has not come, as it was known then.

    Columns: on (the day; the first of several), when (in words), what (in words), anchor (where in the profile it is),
    is_behind, is_illustrative. What lies behind comes first, then what comes next, each by its day.
    """
    rows = [
        *_actions(question, found),
        *_returns(question, found),
        *_meetings(question, found),
        *_planned(question, found),
    ]
    frame = DataFrame(rows, columns=["on", "when", "what", "anchor", "is_behind", "is_illustrative"])
    return frame.sort_values(["is_behind", "on"], ascending=[False, True], kind="stable", ignore_index=True)


Row = tuple[Timestamp, str, str, str, bool, bool]


def _actions(question: Question, found: Profile) -> list[Row]:
    overdue = found.actions["is_overdue"].astype(bool)
    is_open = found.actions["completed_on"].isna() & found.actions["state"].eq(ACTION_STATES["open"])
    due = is_open & (found.actions["due_on"] >= question.on)
    return [
        row
        for chosen, said, is_behind in ((overdue, "overdue", True), (due, "due", False))
        for row in _several(
            found.actions[chosen].sort_values("due_on"), "action", said, "actions", is_behind=is_behind
        )
    ]


def _several(rows: DataFrame, noun: str, said: str, anchor: str, *, is_behind: bool) -> list[Row]:
    """One line for what is due: its words where it is one, else how many from which day on."""
    if rows.empty:
        return []
    first, made_up = rows["due_on"].iloc[0], bool(rows["is_illustrative"].any())
    if len(rows) == 1:
        named = f": {rows['description'].iloc[0]}" if "description" in rows else ""
        return [(first, words.day(first), f"{noun} {said}{named}", anchor, is_behind, made_up)]
    counted = f"{words.count_of(len(rows), noun)} {said}"
    return [(first, f"From {words.day(first)}", counted, anchor, is_behind, made_up)]


def _returns(question: Question, found: Profile) -> list[Row]:
    """The returns missing since the last one that came, and the next one that is due."""
    came = found.returns.loc[found.returns["received_on"].notna(), "period_end"].max()
    is_missing = found.returns["is_on_time"].eq(False) & found.returns["received_on"].isna()
    missing = found.returns[is_missing & ~(found.returns["period_end"] < came)].sort_values("period_end")
    every = records.rows_of(question.visible, "returns", found.partnership).sort_values("due_on")
    ahead = every[(every["due_on"] >= question.on) & ~(every["received_on"] <= question.on)].head(1)
    return [
        row
        for rows, said, is_behind in ((missing, "due and not received", True), (ahead, "due", False))
        for row in _several(rows, _return_for(rows), said, "returns", is_behind=is_behind)
    ]


def _return_for(rows: DataFrame) -> str:
    return f"return for {words.quarter(rows['period_end'].iloc[0])}" if len(rows) == 1 else "return"


def _meetings(question: Question, found: Profile) -> list[Row]:
    """The meetings that are planned, or else the day by which its own rhythm brings the next one."""
    planned = _ahead(question, "meetings", "held_on", found)
    if len(planned):
        return [
            (day, words.day(day), "meeting planned", "meetings", False, made_up)
            for day, made_up in planned[["held_on", "is_illustrative"]].itertuples(index=False, name=None)
        ]
    held = found.meetings[found.meetings["state"] == MEETING_STATES["held"]]
    facts = records.rows_of(question.visible, "partnerships", found.partnership).iloc[0]
    a_year = facts["meetings_expected_per_year"]
    if held.empty or not a_year > 0 or not _is_to_meet(question, found):
        return []
    by = held["held_on"].max() + Timedelta(days=DAYS_A_YEAR // a_year)
    is_behind = bool(by < complete_day(question.visible, question.on, ["meetings"]))
    if by < question.on and not is_behind:
        return []  # whether it met by then is not known yet
    made_up = bool(held["is_illustrative"].any() or facts["milestones_illustrative"])
    said = f"a meeting expected, {words.number(a_year)} a year{'; none since' if is_behind else ''}"
    return [(by, f"By {words.day(by)}", said, "meetings", is_behind, made_up)]


def _is_to_meet(question: Question, found: Profile) -> bool:
    """Whether it is expected to meet at all: a place where nothing has begun, or something has ended, is not."""
    visible = question.visible
    holds = statuses.held(visible, MEETING_STATUSES, (question.on,))
    return bool(holds[records.place_of(visible, found.partnership), 0])


def _planned(question: Question, found: Profile) -> list[Row]:
    rows = _ahead(question, "activities", "start_on", found)
    return [
        (day, words.day(day), f"begins: {title}", "activities", False, made_up)
        for day, title, made_up in rows[["start_on", "title", "is_illustrative"]].itertuples(
            index=False, name=None
        )
    ]


def _ahead(question: Question, table: str, day: str, found: Profile) -> DataFrame:
    """What is planned for after the as-at date. Plans are known as at the last day that records are complete to; on an
    earlier day nobody can say what had been planned by then.
    """
    rows = records.rows_of(question.visible, table, found.partnership)
    end = last_complete_day(question.visible, {table})
    if end is None or question.on < end:
        return rows.iloc[:0]
    return rows[(rows[day] > question.on) & (rows["state"] == "planned")].sort_values(day)


def last_activities(found: Profile, chains: DataFrame) -> DataFrame:
    """The last three activities that began by the as-at date and were not cancelled, the latest first.

    `chains` has what led to what in it; see `led_to.chains`. Columns: title, start_on, lever, state, led_to (titles,
    "; "-joined; "" if none is known), is_illustrative.
    """
    begun = found.activities[
        ~found.activities["state"].isin([ACTIVITY_STATES["cancelled"], ACTIVITY_STATES["planned"]])
    ]
    latest = begun.head(LATEST)
    then: dict[str, list[str]] = {}
    for source, title in zip(chains["from_activity"], chains["to_title"], strict=True):
        then.setdefault(source, []).append(title)
    columns = ["title", "start_on", "lever", "state", "is_illustrative"]
    return latest[columns].assign(led_to=["; ".join(then.get(key, [])) for key in latest["activity"]])


def last_contacts(question: Question) -> dict[str, Timestamp]:
    """The last meeting held, support given and return received by the as-at date, those that there are."""
    visible, on = question.visible, question.on
    place = records.place_of(visible, question.partnership or "")
    days = {
        table: records.latest(visible, table, column, on=on).iloc[place]
        for table, column in records.CONTACTS.items()
    }
    return {table: day for table, day in days.items() if pd.notna(day)}
