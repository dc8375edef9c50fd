"""Everything the store knows about one partnership, as small frames for its profile."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.profile import partnerships
from dashboard.indicators.shared import area_coverage, places, records
from dashboard.indicators.shared.complete import complete_day
from dashboard.question import Question
from data.names import by_name
from data.programme.programme import Programme, current
from data.taxonomy import (
    ACTION_STATES,
    ACTIVITY_STATES,
    AGENDAS,
    AGREED_WHEN,
    APPROACHES,
    BODIES,
    CORE_GROUPS,
    COUNT_BASES,
    COVERAGES,
    GOVERNANCE_FORMS,
    LEVERS,
    MEETING_FORMATS,
    MEETING_PURPOSES,
    MEETING_STATES,
    ROLES,
    SCALES,
    SECTORS,
    SHORT_GRADES,
    STATUSES,
    SUPPORT_TYPES,
    VENUE_TYPES,
)

PUBLISHED = {
    "former_name": "Former name",
    "locality": "Locality",
    "lead_or_host": "Lead or host",
    "website": "Website",
    "source": "Source",
}
MILESTONES = {
    "first_meeting_on": "First meeting",
    "terms_agreed_on": "Terms of reference agreed",
    "launched_on": "Launched",
    "first_delivery_on": "First delivery",
}
SPELL = ["status", "from_date", "to_date", "precision", "begins", "when", "grade", "source"]
OPEN = Timestamp("2262-01-01")
MEMBER = [
    *("organisation", "name", "sector", "core_group", "roles", "since", "from_date", "to_date"),
    *("is_current", "is_illustrative"),
]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One partnership as it is known at the as-at date; nothing dated later is shown. Codes are worded.

    - status: the status counted at the as-at date (label), or why there is none in view - facts: fact, value,
    is_illustrative - statuses: status, from_date, to_date, precision, begins, when and grade (in
    words), source, is_illustrative; oldest first, undated last - areas: area_code, area, region, coverage,
    share, recorded_code; on the authorities of the as-at date - wards: see `wards_of` - members: organisation,
    name, sector, core_group, roles, since (a date, or words where it
    is not known to the day), from_date, to_date (NaT where it had not left), is_current, is_illustrative; current
    first - levers: lever, label, activities (begun in the window, by primary lever) - activities: activity, title,
    start_on, end_on, state, lever, secondary, secondary_considered, approaches, agendas, young_people, schools,
    count_basis, is_illustrative; latest first - meetings: meeting, held_on, body, format, purpose, venue,
    state, quorate, attended, is_illustrative; latest first - actions: action, description, agreed_on,
    agreed_when, owner, due_on, completed_on, state, is_overdue, is_illustrative; latest first - support:
    support_on, support_type, bridge, hours, is_illustrative; latest first - returns: period_end, due_on,
    received_on, is_on_time (None until it is due), is_illustrative; latest first
    """

    partnership: str
    name: str
    status: str
    facts: DataFrame
    statuses: DataFrame
    areas: DataFrame
    wards: DataFrame
    members: DataFrame
    levers: DataFrame
    activities: DataFrame
    meetings: DataFrame
    actions: DataFrame
    support: DataFrame
    returns: DataFrame


def profile(question: Question) -> Profile:
    """The profile of the partnership that the question is about, whether or not the other filters ask for it.

    Raises `partnerships.UnknownPartnership`.
    """
    return _profile(question.of_everyone)


@cached(most=32)
def _profile(question: Question) -> Profile:
    visible, on = question.visible, question.on
    slug = partnerships.slug_of(visible, question.partnership or "")
    every = partnerships.table(question)
    standing = every[every["partnership"] == slug].iloc[0]
    return Profile(
        partnership=slug,
        name=str(standing["name"]),
        status=str(standing["status"]),
        facts=_facts(visible, standing, on),
        statuses=_statuses(visible, slug, on),
        areas=_areas(visible, slug, on),
        wards=area_coverage.wards_of(visible, slug, on),
        members=_members(visible, slug, on),
        levers=_levers(question, slug),
        activities=_activities(visible, slug, on),
        meetings=_meetings(visible, slug, on),
        actions=_actions(visible, slug, on),
        support=_support(visible, slug, on),
        returns=_returns(visible, slug, on),
    )


def status_history(question: Question) -> DataFrame:
    """Dated status history: status (label), from_date, to_date, until (the last day shown), precision, when
    (in words), source, is_illustrative.

    A status published without a date is not there. Raises `partnerships.UnknownPartnership`.
    """
    slug = partnerships.slug_of(question.visible, question.partnership or "")
    return _shown(_every_status(question.visible, slug), question.on)


def status_histories(question: Question, names: Mapping[str, str]) -> DataFrame:
    """The histories of each of `names` (slug -> name), in that order, with the columns partnership and name."""
    return _shown(_histories(question.visible, tuple(names.items())), question.on) if names else DataFrame()


@cached(most=16)
def _histories(programme: Programme, names: tuple[tuple[str, str], ...]) -> DataFrame:
    slugs = [(partnerships.slug_of(programme, slug), slug, name) for slug, name in names]
    each = [
        _every_status(programme, known).assign(partnership=slug, name=name) for known, slug, name in slugs
    ]
    return pd.concat(each, ignore_index=True)


def _shown(statuses: DataFrame, on: Timestamp) -> DataFrame:
    """The dated ones that began by a day, with `until`; an end that was still to come is not told."""
    frame = statuses[(statuses["from_date"] <= on).to_numpy()].reset_index(drop=True)
    ended = frame["to_date"].where(frame["to_date"] <= on)
    return frame.assign(to_date=ended, until=ended.where(ended < on, on))


def _statuses(programme: Programme, slug: str, on: Timestamp) -> DataFrame:
    """The statuses of one partnership that began by a day, the earliest first; see `Profile.statuses`."""
    rows = _every_status(programme, slug)
    rows = rows[~(rows["from_date"] > on).to_numpy()].reset_index(drop=True)
    return rows.assign(to_date=rows["to_date"].where(rows["to_date"] <= on))


@cached(most=256)
def _every_status(programme: Programme, slug: str) -> DataFrame:
    rows = records.rows_of(programme, "statuses", slug).sort_values("from_date", ignore_index=True)
    when = [words.dated(begin, how) for begin, how in zip(rows["from_date"], rows["precision"], strict=True)]
    rows = _worded(rows, status=STATUSES).assign(
        when=Series(when, dtype="str"), grade=rows["grade"].map(SHORT_GRADES).astype("str")
    )
    return rows[[*SPELL, "is_illustrative"]]


def _facts(programme: Programme, standing: "Series[Any]", on: Timestamp) -> DataFrame:
    """fact, value (in words; "not known" where it is), is_illustrative. Milestones after the day are not
    known yet. `standing` is the partnership's row of the table of all.
    """
    slug = str(standing["partnership"])
    row = records.rows_of(programme, "partnerships", slug).iloc[0]
    made_up = bool(standing["is_illustrative_status"])
    since = words.since(standing["since"], standing["precision"], standing["begins"])
    has_status = pd.notna(standing["since"])
    evidence = records.rows_of(programme, "evidence", slug)
    by_then = evidence.loc[~(evidence["as_at"] > on), "grade"]
    rests_on = standing["evidence"] if has_status else SHORT_GRADES.get(by_then.min())
    is_published = _is_by(row["evidence_on"], on)
    agreed = _later(row["terms_agreed_on"], on) and row["governance_form"] == "terms_of_reference"
    home = places.homes(programme, on).iloc[records.place_of(programme, slug)]
    real, generated = bool(row["is_illustrative"]), bool(row["milestones_illustrative"])
    cadence = row["meetings_expected_per_year"]
    rows = [
        ("Status counted", f"{standing['status']}, {since}" if has_status else standing["status"], made_up),
        ("Status as published", _text(standing["published"] if is_published else None), real),
        ("Evidence of the status", _text(rests_on), made_up),
        ("Region", _label(programme, on, "region", home["region_code"]), real),
        ("Arts Council area", _label(programme, on, "ace_area", home["ace_area_code"]), real),
        ("Bridge", _label(programme, on, "bridge", row["bridge"]), real),
        ("Scale", _text(SCALES.get(row["scale"])), real),
        ("Pilot", "Yes" if row["pilot"] else "No", real),
        *(
            (label, words.days_in(str(row[column])), real)
            for column, label in PUBLISHED.items()
            if pd.notna(row[column]) and not (column == "source" and len(evidence))
        ),
        *(
            (label, words.day(row[column] if row[column] <= on else None), generated)
            for column, label in MILESTONES.items()
        ),
        ("Meetings expected a year", words.number(cadence), generated),
        ("Governance", _text(None if agreed else GOVERNANCE_FORMS.get(row["governance_form"])), generated),
    ]
    facts = DataFrame(rows, columns=["fact", "value", "is_illustrative"])
    return facts.assign(is_illustrative=facts["is_illustrative"] & (facts["value"] != words.NOT_KNOWN))


def _is_by(published: str | None, on: Timestamp) -> bool:
    """Whether what was published on a day, in a month or in a year ("2016-09") may be known on another; yes where
    nobody says when.
    """
    return pd.isna(published) or str(published) <= f"{on:%Y-%m-%d}"[: len(str(published))]


def _later(day: Timestamp | None, on: Timestamp) -> bool:
    return bool(pd.notna(day) and day > on)


def _label(programme: Programme, on: Timestamp, grouping: str, code: Any) -> str:  # noqa: ANN401 - a code or NaN
    return _text(places.labels(programme, on, grouping).get(code, code))


def _text(value: Any) -> str:  # noqa: ANN401 - text, None or NaN
    return words.NOT_KNOWN if value is None or pd.isna(value) else str(value)


def _areas(programme: Programme, slug: str, on: Timestamp) -> DataFrame:
    held = places.placed(programme, on)
    held = held[held["partnership"] == slug].merge(places.authorities(programme, on), on="area_code")
    held = _worded(held, coverage=COVERAGES).sort_values("area", key=by_name, ignore_index=True)
    return held[["area_code", "area", "region", "coverage", "share", "recorded_code"]]


def _members(programme: Programme, slug: str, on: Timestamp) -> DataFrame:
    """One row an organisation and whether it is at the table now; its roles joined.

    One that a later page names without saying since when is there too: it may have sat at the table on that day.
    """
    rows = records.rows_of(programme, "memberships", slug)
    rows = rows[~(rows["from_date"] > on) | (rows["begins"] == "by")].sort_values("from_date", kind="stable")
    rows = rows.assign(
        is_current=rows.index.isin(current(rows, on).index),
        role=rows["role"].map(ROLES),
        to_date=rows["to_date"].fillna(OPEN),
    )
    seats = rows.groupby(["organisation", "is_current"], sort=False)
    frame = DataFrame(
        {
            "roles": seats["role"].agg("; ".join),
            "from_date": seats["from_date"].min(),
            "precision": seats["precision"].first(),
            "begins": seats["begins"].first(),
            "to_date": seats["to_date"].max(),
            "is_illustrative": seats["is_illustrative"].any(),
        }
    ).reset_index()
    frame = frame.merge(_organisations(programme), on="organisation", how="left")
    dates = frame[["from_date", "precision", "begins"]].itertuples(index=False, name=None)
    since = [
        start if begins != "by" and precision in (None, "day") else words.begun(start, precision, begins)
        for start, precision, begins in dates
    ]
    frame = frame.assign(
        to_date=frame["to_date"].where(frame["to_date"] <= on), since=Series(since, dtype="object")
    )
    return frame.sort_values(["is_current", "name"], key=by_name, ascending=[False, True], ignore_index=True)[
        MEMBER
    ]


@cached()
def _organisations(programme: Programme) -> DataFrame:
    """organisation, name, sector, core_group; worded."""
    known = programme.organisations[["organisation", "name", "sector"]]
    sectors = {code: sector.label for code, sector in SECTORS.items()}
    groups = {code: CORE_GROUPS.get(sector.core_group or "") for code, sector in SECTORS.items()}
    return known.assign(
        sector=known["sector"].map(sectors), core_group=known["sector"].map(groups).astype("str")
    )


def _levers(question: Question, slug: str) -> DataFrame:
    since, until = question.window
    rows = records.rows_of(question.visible, "activities", slug)
    begun = (rows["start_on"] > since) & (rows["start_on"] <= until) & (rows["state"] != "cancelled")
    number = rows.loc[begun, "primary_lever"].value_counts().reindex(list(LEVERS), fill_value=0)
    labels = list(LEVERS.values())
    return DataFrame({"lever": list(LEVERS), "label": labels, "activities": number.to_numpy()})


def _activities(programme: Programme, slug: str, on: Timestamp) -> DataFrame:
    rows = _as_it_was(_latest_first(programme, "activities", slug, by="start_on", on=on), on)
    approaches = {code: approach.label for code, approach in APPROACHES.items()}
    rows = _worded(rows, state=ACTIVITY_STATES, primary_lever=LEVERS, count_basis=COUNT_BASES)
    rows = rows.rename(columns={"primary_lever": "lever"}).assign(
        secondary=_tags(programme, "activity_levers", "lever", rows, LEVERS),
        approaches=_tags(programme, "activity_approaches", "approach", rows, approaches),
        agendas=_tags(programme, "activity_agendas", "agenda", rows, AGENDAS),
    )
    columns = [
        "activity",
        "title",
        "start_on",
        "end_on",
        "state",
        "lever",
        "secondary",
        "secondary_considered",
    ]
    numbers = ["young_people", "schools", "count_basis", "is_illustrative"]
    return rows[[*columns, "approaches", "agendas", *numbers]]


def _as_it_was(rows: DataFrame, on: Timestamp) -> DataFrame:
    """Activities as they stood on a day: one that ended later was running, and whom it reached was not counted yet."""
    ran_on = (rows["end_on"] > on) & (rows["state"] == "complete")
    counted_later = ran_on & (rows["count_basis"] == "actual")
    return rows.assign(
        state=rows["state"].mask(ran_on, "running"),
        end_on=rows["end_on"].mask(ran_on),
        **{column: rows[column].mask(counted_later) for column in ("young_people", "schools", "count_basis")},
    )


def _tags(
    programme: Programme, table: str, column: str, rows: DataFrame, labels: Mapping[str, str]
) -> "Series[str]":
    """For each activity the labels it is tagged with, "; "-joined; NaN if there are none."""
    tags = records.rows_of_all(programme, table, rows["activity"], column="activity")
    found: dict[str, list[str]] = {}
    for activity, tag in zip(tags["activity"], tags[column], strict=True):
        found.setdefault(activity, []).append(labels[tag])
    return Series(["; ".join(found.get(key, [])) or None for key in rows["activity"]], dtype="str")


def _meetings(programme: Programme, slug: str, on: Timestamp) -> DataFrame:
    rows = _latest_first(programme, "meetings", slug, by="held_on", on=on)
    attendance = records.rows_of_all(programme, "attendance", rows["meeting"], column="meeting")
    present = attendance[attendance["state"].isin(("present", "substitute"))].groupby("meeting").size()
    known = rows["meeting"].isin(attendance["meeting"])
    attended = rows["meeting"].map(present).astype("float64").fillna(0.0).where(known)
    rows = _worded(rows, body=BODIES, format=MEETING_FORMATS, purpose=MEETING_PURPOSES, state=MEETING_STATES)
    rows = rows.assign(attended=attended, venue=rows["venue_type"].map(VENUE_TYPES))
    columns = ["meeting", "held_on", "body", "format", "purpose", "venue", "state", "quorate", "attended"]
    return rows[[*columns, "is_illustrative"]]


def _actions(programme: Programme, slug: str, on: Timestamp) -> DataFrame:
    rows = _latest_first(programme, "actions", slug, by="agreed_on", on=on)
    done = (rows["completed_on"] <= on) | ((rows["state"] == "complete") & rows["completed_on"].isna())
    end = complete_day(programme, on, ["actions"])
    overdue = (rows["due_on"] < end) & ~done & (rows["state"] != "dropped")
    state = rows["state"].mask((rows["state"] == "complete") & ~done, "open")
    rows = rows.assign(state=state, completed_on=rows["completed_on"].where(done))
    rows = _worded(rows, state=ACTION_STATES, agreed_when=AGREED_WHEN).assign(is_overdue=overdue)
    columns = [
        "action",
        "description",
        "agreed_on",
        "agreed_when",
        "owner",
        "due_on",
        "completed_on",
        "state",
    ]
    return rows[[*columns, "is_overdue", "is_illustrative"]]


def _support(programme: Programme, slug: str, on: Timestamp) -> DataFrame:
    rows = _latest_first(programme, "support", slug, by="support_on", on=on)
    rows = _worded(rows, support_type=SUPPORT_TYPES, bridge=places.labels(programme, on, "bridge"))
    return rows[["support_on", "support_type", "bridge", "hours", "is_illustrative"]]


def _returns(programme: Programme, slug: str, on: Timestamp) -> DataFrame:
    rows = _latest_first(programme, "returns", slug, by="period_end", on=on)
    received = rows["received_on"].where(rows["received_on"] <= on)
    due = rows["due_on"] < complete_day(programme, on, ["returns"])
    on_time = (received <= rows["due_on"]).astype("object").where(due | received.notna(), None)
    rows = rows.assign(received_on=received, is_on_time=on_time)
    return rows[["period_end", "due_on", "received_on", "is_on_time", "is_illustrative"]]


def _latest_first(programme: Programme, table: str, slug: str, *, by: str, on: Timestamp) -> DataFrame:
    rows = records.rows_of(programme, table, slug)
    return rows[rows[by] <= on].sort_values(by, ascending=False, kind="stable", ignore_index=True)


def _worded(rows: DataFrame, **labels: Mapping[str, str]) -> DataFrame:
    """The rows with the codes of some columns turned into labels."""
    return rows.assign(
        **{
            column: Series([words_of.get(code) for code in rows[column]], index=rows.index, dtype="str")
            for column, words_of in labels.items()
        }
    )
