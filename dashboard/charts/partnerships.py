"""The table of all partnerships."""

from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.indicators.profile import partnerships
from dashboard.question import Question


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


CHARTS: Final = (
    Chart(
        key="partnerships",
        question="Which partnerships are there?",
        indicator="established",
        counted="partnerships of every status",
        measure="Every partnership on the register that the filters leave",
        frame=partnerships.table,
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
