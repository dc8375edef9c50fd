"""The table of all partnerships."""

from typing import Final

from pandas import DataFrame, Series

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.indicators.meetings import meetings
from dashboard.indicators.profile import partnerships
from dashboard.indicators.representation import seats
from dashboard.indicators.shared.intervals import Numbers
from dashboard.narrowed import Key, chosen
from dashboard.question import Question
from data.norms import ago
from data.taxonomy import CORE_GROUPS

UNKNOWN: Final = "unknown"
LONGEST_WITHOUT: Final = 24
"""Months without a meeting that can be asked for."""


def listing(question: Question) -> DataFrame:
    """`partnerships.table` with what it is narrowed by: how many core groups and education settings are at each table
    (their codes; `UNKNOWN` where no member is known), whether its members are known, and how it meets (met: a state of
    `meetings.STATES`; NaN of those that are not live), for which of the months asked for it has not met (not_met: those
    whose last meeting on record is as old; without one nothing is known).
    """
    asked = question.unnarrowed
    frame = partnerships.table(asked)
    if not question.narrowed:
        return frame
    if chosen(question.narrowed, "met"):
        met = meetings.recency(asked).set_index("partnership")["state"]
        frame = frame.assign(met=frame["partnership"].map(met).array)
    if months := chosen(question.narrowed, "not_met"):
        last = frame["last_meeting"]
        fits = [[month for month in months if day <= ago(question.on, int(month))] for day in last]
        frame = frame.assign(not_met=["; ".join(some) for some in fits])
    if {one.key for one in question.narrowed} <= {"met", "not_met"}:
        return frame
    tables = seats.asked(asked)
    slugs = question.visible.partnerships["partnership"].array[tables.position]
    numbers = {"core_groups": codes(tables.core_groups), "settings": codes(tables.settings)}
    coded = DataFrame(numbers, index=slugs).reindex(frame["partnership"])
    return frame.assign(
        core_code=coded["core_groups"].array,
        settings=coded["settings"].array,
        members=coded["settings"].where(coded["settings"] == UNKNOWN, "known").array,
    )


def codes(numbers: "Series[float] | Numbers") -> list[str]:
    """The code of each number: "0" and up, `UNKNOWN` where there is none."""
    return [UNKNOWN if number != number else str(int(number)) for number in numbers.tolist()]  # noqa: PLR0124


def describe_table(frame: DataFrame, question: Question) -> ChartText:
    """Count the partnerships by status."""
    counts = frame["status"].value_counts()
    said = {
        partnerships.EXISTS: (
            "that exists, its date or status not published",
            "that exist, their date or status not published",
        ),
        partnerships.NOT_YET: ("with no status yet",) * 2,
        partnerships.NOT_DATED: ("with a status nobody dated",) * 2,
    }
    parts = [
        f"{count} {said.get(str(status), (str(status).lower(),) * 2)[count > 1]}"
        for status, count in counts.items()
    ]
    return ChartText(f"{words.count_of(len(frame), 'partnership')}: {words.listing(parts)}", "")


def _of(size: int, what: str) -> dict[str, str]:
    """The codes of how many of so many are at a table, with their words."""
    return {str(n): f"{n} of {size} {what}" for n in range(size + 1)} | {UNKNOWN: f"{what} not known"}


NARROWS: Final = {
    "core_groups": Key("core_code", "number of core groups", _of(len(CORE_GROUPS), "core groups")),
    "settings": Key("settings", "number of education settings", _of(4, "education settings")),
    "members": Key("members", "value of “members”", {"known": "members known", UNKNOWN: "members not known"}),
    "met": Key("met", "state of meetings", meetings.STATES, "meetings: "),
    "not_met": Key(
        "not_met",
        "number of months without a meeting",
        {str(n): f"no meeting for {words.count_of(n, 'month')}" for n in range(1, LONGEST_WITHOUT + 1)},
    ),
}

CHARTS: Final = (
    Chart(
        key="partnerships",
        question="Which partnerships are there?",
        indicator="established",
        counted="partnerships of every status",
        measure="Every partnership on the register that the filters leave",
        frame=listing,
        narrows=NARROWS,
        asked_narrowed=True,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "status": "Status",
            "published": "Status as published",
            "evidence": "Grade of the evidence",
            "since": "Proved from",
            "precision": "Exact to the",
            "region": "Region",
            "bridge": "Bridge",
            "area_names": "Authorities",
            "core_groups": "Core groups (of 5)",
            "last_meeting": "Last meeting",
            "is_illustrative_status": "Status illustrative",
        },
        describe=describe_table,
        codes={"precision": {"not_published": "page without a date"}},
        sources=("register", "returns"),
        draws_on=("partnerships", "statuses"),
        touches=("memberships", "meetings"),
        blanks={"published": "[z]", "evidence": "[z]", "since": "[z]", "precision": "[z]"},
        empty="No partnership matches.",
    ),
)
