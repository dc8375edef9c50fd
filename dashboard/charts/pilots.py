"""The pilots side by side, as points of their own and never as an average."""

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Any, Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.profile import OPEN_SPELL, SPELL
from dashboard.figures import lines, timeline
from dashboard.filters import USUAL
from dashboard.indicators.pilots import pilots
from dashboard.indicators.profile import profile
from dashboard.question import Question

EQUAL_AGE: Final = (
    "by months since the first meeting, against median and middle half of all others at the same age"
)


def comparison(question: Question) -> DataFrame:
    """`pilots.comparison` as it is printed, a column of numbers and texts a partnership, with the spread of others in
    words: label, unit, a column a partnership, others.
    """
    frame = pilots.comparison(question)
    worded = frame["unit"] == "text"
    for slug in pilots.compared(question):
        frame[slug] = frame[slug].map(lambda one: words.rounded(one, 1) if isinstance(one, float) else one)
    return frame.assign(
        unit=frame["unit"].mask(worded, ""),
        n_others=frame["n_others"].mask(worded),
        others=[_spread(*row) for row in frame[pilots.SPREAD].itertuples(index=False, name=None)],
    )


def compared_columns(question: Question) -> Mapping[str, str]:
    """The columns of the comparison: one for each partnership compared."""
    others = {"others": "Others: median (middle half)", "n_others": "Others known"}
    return {"label": "Measure", "unit": "Unit", **pilots.compared(question), **others}


def curve_columns(question: Question) -> Mapping[str, str]:
    """The columns of a curve: one for each partnership compared."""
    return {
        "age_months": "Months since first meeting",
        **pilots.compared(question),
        "median": "Others: median",
        "low": "Others: a quarter lie below",
        "high": "Others: a quarter lie above",
        "n": "Others at this age",
        "left_out": "Others without a first meeting",
    }


def describe_comparison(frame: DataFrame, question: Question) -> ChartText:
    """Name who is compared, and state the measure that sets them apart most plainly: core groups at the table."""
    names = pilots.compared(question)
    groups = frame[frame["key"] == "core_groups"].to_dict("records")[0]
    each = [f"{name} {_worded(groups[slug])}" for slug, name in names.items()]
    measures = [
        f"{row['label']}: {words.listing([f'{name} {_worded(row[slug])}' for slug, name in names.items()])}"
        for row in frame.to_dict("records")
    ]
    return ChartText(f"Core groups at the table: {words.listing(each)}", words.sentences(*measures))


def describe_curve(of_what: str, frame: DataFrame, question: Question) -> ChartText:
    """State where each line stands at its last age, beside the others at that age."""
    names, rows = pilots.compared(question), frame.to_dict("records")
    ends = {slug: next((row for row in reversed(rows) if words.is_known(row[slug])), None) for slug in names}
    stand = [words.plain(end[slug]) if end else words.NOT_KNOWN for slug, end in ends.items()]
    aged = [words.number(end["age_months"]) if end else "–" for end in ends.values()]
    each = [
        f"{names[slug]} {words.number(end[slug])} at {end['age_months']:.0f} months, where {_beside(end)}"
        for slug, end in ends.items()
        if end
    ]
    who = "the pilots and the one added" if question.query_partnership else "the three pilots"
    headline = f"{of_what}: {words.listing(stand)} in {who}, at {words.listing(aged)} months"
    if not each:
        return ChartText(f"{of_what}: not known yet of {who}", "Nothing is recorded of any of them by then.")
    return ChartText(headline, words.sentences(*each))


def _beside(row: Mapping[Hashable, float]) -> str:
    if not words.is_known(row["median"]):
        few = f", {words.TOO_FEW}" if row["n"] else ""
        return f"{words.count_of(row['n'], 'other')} {words.agree(row['n'], 'is')} that old{few}"
    return f"the median of {row['n']:.0f} others is {words.number(row['median'], decimals=1)}"


def describe_histories(frame: DataFrame, question: Question) -> ChartText:
    """Say what each is now, and since when; then all that came before."""
    last = frame.drop_duplicates("partnership", keep="last")
    now = [f"{row['name']} {_since(row)}" for row in last.to_dict("records")]
    each = [f"{row['name']}: {_since(row)}" for row in frame.to_dict("records")]
    states = set(last["status"])
    who = "All pilots and the one added" if question.query_partnership else "All pilots"
    headline = f"{who} are {last['status'].iloc[0].lower()}" if len(states) == 1 else words.listing(now)
    return ChartText(headline, words.sentences(*each))


def _since(row: Mapping[Hashable, Any]) -> str:
    return f"{row['status'].lower()} from {words.dated(row['from_date'], row['precision'])}"


def _spread(median: float, low: float, high: float) -> str:
    if not words.is_known(median):
        return "–"
    return f"{_worded(median)} ({_worded(low)} to {_worded(high)})"


def _worded(value: object) -> str:
    if isinstance(value, str):
        return value
    return words.plain(value if isinstance(value, int | float) else None)


def _curve(  # noqa: PLR0913
    key: str, measure: str, question: str, *, what: str, y_title: str, draws_on: tuple[str, ...]
) -> Chart:
    """A measure at equal age; the names of its lines come with the frame."""

    def frame(asked: Question) -> DataFrame:
        found = pilots.curves(asked, measure=measure)
        found.attrs["names"] = pilots.compared(asked)
        return found

    return Chart(
        key=key,
        question=question,
        indicator="core_groups" if measure in {"members", "core_groups"} else "lever_mix",
        measure=f"{what}, {EQUAL_AGE}",
        frame=frame,
        columns=curve_columns,
        blanks=dict.fromkeys(("median", "low", "high"), "[low]"),
        draw=lambda frame: lines.against_the_rest(frame, names=frame.attrs["names"], y_title=y_title),
        describe=partial(describe_curve, y_title),
        sources=("returns",),
        draws_on=draws_on,
        subject="optional",
        counted="the pilots, whatever their status; among the others partnerships of every status until they end",
        period="history",
        empty="No pilot has met.",
    )


CHARTS: Final = (
    Chart(
        key="pilots-comparison",
        question="How do the pilots compare?",
        indicator="core_groups",
        counted=f"the pilots, whatever their status; among the others {USUAL}",
        measure="Each pilot by itself, beside median and middle half of all other counted partnerships",
        frame=comparison,
        columns=compared_columns,
        describe=describe_comparison,
        sources=("register", "returns"),
        draws_on=("partnerships", "memberships"),
        touches=("statuses", "activities", "meetings", "attendance", "actions"),
        subject="optional",
        period="window",
        empty="The register holds no pilot.",
    ),
    Chart(
        key="pilots-status",
        question="How did the status of the pilots change?",
        indicator="established",
        counted="the pilots, whatever their status",
        measure="Status over time; hatched bars are illustrative",
        frame=lambda question: profile.status_histories(question, pilots.compared(question)),
        columns={"name": "Partnership", **SPELL},
        draw=timeline.lives,
        describe=describe_histories,
        blanks=OPEN_SPELL,
        sources=("register",),
        draws_on=("statuses",),
        subject="optional",
        period="history",
        empty="The status of none of them is published with a date.",
    ),
    _curve(
        "pilots-members",
        "members",
        "How did their membership grow?",
        what="Organisations at the table",
        y_title="Organisations",
        draws_on=("memberships",),
    ),
    _curve(
        "pilots-core-groups",
        "core_groups",
        "How soon were the core groups there?",
        what="Core groups at the table",
        y_title="Core groups",
        draws_on=("memberships",),
    ),
    _curve(
        "pilots-activities",
        "activities",
        "How much do they do?",
        what="Activities begun in the twelve months before",
        y_title="Activities in a year",
        draws_on=("activities",),
    ),
    _curve(
        "pilots-meetings",
        "meetings",
        "How often do they meet?",
        what="Meetings held in the twelve months before",
        y_title="Meetings in a year",
        draws_on=("meetings",),
    ),
)
