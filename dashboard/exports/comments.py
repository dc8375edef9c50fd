"""What somebody said to a chart for exactly these filters, and whether its figure has changed since."""

from typing import NamedTuple

from dashboard import words
from dashboard.charts.chart import Rendered
from dashboard.question import Question

ALL = "?"
"""What a comment keeps where no filter is chosen."""
OUT_OF_DATE = "Out of date: it was written when the chart said"


class Comment(NamedTuple):
    """A comment: its key, its words, who wrote it when, and that the chart has changed since; empty if it has not."""

    key: str
    wording: str
    said: str
    changed: str

    @property
    def line(self) -> str:
        """The comment in a paper."""
        return " ".join(part for part in (f"{self.wording} ({self.said})", self.changed) if part)


def filters_of(question: Question) -> str:
    """The filters that a comment speaks of, as an address has them; the store's own date is none."""
    if question.filters.as_at == question.programme.as_at:
        question = question.with_filters(as_at=None)
    return question.query_about(question.partnership) or ALL


def comments_of(rendered: Rendered) -> tuple[Comment, ...]:
    """The comments to a chart for the filters that it is asked with, in the order in which they were written."""
    held = rendered.question.programme.comments
    if held.empty:
        return ()
    is_asked = held["filters"] == filters_of(rendered.question)
    rows = held[is_asked & (held["chart"] == rendered.chart.key)].sort_values("written_on", kind="stable")
    return tuple(
        Comment(
            row["comment"],
            row["wording"],
            f"{row['who']}, {words.day(row['written_on'])}",
            "" if row["figure"] == rendered.headline else f"{OUT_OF_DATE} “{row['figure']}”.",
        )
        for row in rows.to_dict("records")
    )
