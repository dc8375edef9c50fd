"""The pilots side by side, as points of their own and never as an average."""

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from pandas import DataFrame, Series

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.profile import OPEN_SPELL, SPELL
from dashboard.figures import lines, timeline
from dashboard.filters import USUAL
from dashboard.indicators.pilots import pilots, verdicts
from dashboard.indicators.pilots.verdicts import PLACED, TOO_FEW, Verdict
from dashboard.indicators.profile import profile
from dashboard.question import Question

EQUAL_AGE: Final = (
    "by months since the first meeting, against median and middle half of {whom} at the same age"
)


def comparison(question: Question) -> DataFrame:
    """`pilots.comparison` as it is printed, a column of numbers and texts a partnership, with the spread of others in
    words: label, unit, a column a partnership, others, stands (where each stands against the middle half).
    """
    frame = pilots.comparison(question)
    worded = frame["unit"] == "text"
    names = pilots.compared(question)
    if not names:
        return frame.iloc[:0].assign(stands="", others="")
    stands = [
        _stands(
            {
                names[slug]: verdicts.placed(row["key"], row[slug], row["others_low"], row["others_high"])
                for slug in names
            }
        )
        for row in frame.to_dict("records")
    ]
    for slug in names:
        frame[slug] = frame[slug].map(lambda one: words.rounded(one, 1) if isinstance(one, float) else one)
    return frame.assign(
        stands=Series(stands, dtype="str"),
        unit=frame["unit"].mask(worded, ""),
        n_others=frame["n_others"].mask(worded),
        others=[_spread(*row) for row in frame[pilots.SPREAD].itertuples(index=False, name=None)],
    )


def compared_columns(question: Question) -> Mapping[str, str]:
    """The columns of the comparison: one for each partnership compared."""
    who = _who(question)
    others = {
        "others": f"{who}: median (middle half)",
        "n_others": f"{who} known",
        "stands": "Against the middle half",
    }
    return {"label": "Measure", "unit": "Unit", **pilots.compared(question), **others}


def curve_columns(question: Question) -> Mapping[str, str]:
    """The columns of a curve: one for each partnership compared."""
    who = _who(question)
    return {
        "age_months": "Months since first meeting",
        **pilots.compared(question),
        "median": f"{who}: median",
        "low": f"{who}: a quarter lie below",
        "high": f"{who}: a quarter lie above",
        "n": f"{who} at this age",
        **({} if question.whose else {"left_out": "Others without a first meeting"}),
    }


def _who(question: Question) -> str:
    """With whom is compared: whoever sees some bridges alone has what all others come to."""
    return "Others elsewhere" if question.whose else "Others"


def comparison_measure(question: Question) -> str:
    """What stands beside the spread of whom."""
    whom = (
        "the counted partnerships of all other bridges"
        if question.whose
        else "all other counted partnerships"
    )
    return f"Each pilot by itself, beside median and middle half of {whom}"


def curve_measure(what: str, question: Question) -> str:
    """What is measured, by age, against whom."""
    whom = "those of all other bridges" if question.whose else "all others"
    return f"{what}, {EQUAL_AGE.format(whom=whom)}"


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


def _stands(places: Mapping[str, str]) -> str | None:
    """Who is where, in words: "Bristol ahead; the others within"; nothing where there is nothing to compare."""
    who: dict[str, list[str]] = {}
    for name, place in places.items():
        who.setdefault(place.removesuffix(" of"), []).append(name)
    if "" in who:
        return None
    if len(who) == 1:
        return f"all {next(iter(who))}"
    named = sorted(who, key=lambda place: len(who[place]))
    each = [
        f"{'the others' if place == named[-1] and len(who[place]) > 1 else words.listing(who[place])} {place}"
        for place in named
    ]
    return "; ".join(each)


def standing(found: Sequence[Verdict], names: Mapping[str, str]) -> str:
    """Who is ahead of, within and behind the middle half, in words; those who can not be compared last."""
    said = {
        one.partnership: f"{names[one.partnership]} ({words.plain(one.value) if one.value else 'none'})"
        for one in found
    }
    who = {place: [one.partnership for one in found if one.place == place] for place in (*PLACED, TOO_FEW)}
    half = ["the middle half of others as old", *("it" for _ in PLACED)]
    there = [place for place in PLACED if who[place]]
    compared = [
        f"{words.listing([said[slug] for slug in who[place]])} {place} {what}"
        for place, what in zip(there, half, strict=False)
    ]
    few = words.listing([said[slug] for slug in who[TOO_FEW]])
    return "; ".join([*compared, *([f"too few others as old as {few}"] if few else [])])


def describe_curve(measure: str, of_what: str, frame: DataFrame, question: Question) -> ChartText:
    """State who stands where against the middle half of the others at the last age that is known of each."""
    names, found = pilots.compared(question), verdicts.at_equal_age(question, measure)
    each = [
        f"{names[one.partnership]} {words.number(one.value)} at {one.age:.0f} months, {_beside(one)}"
        for one in found
        if one.place != verdicts.NOT_KNOWN
    ]
    who = "the pilots and the one added" if question.query_partnership else "the three pilots"
    who = words.listing([*names.values()]) if question.whose else who
    if not each:
        return ChartText(f"{of_what}: not known yet of {who}", "Nothing is recorded of any of them by then.")
    return ChartText(f"{of_what}: {standing(found, names)}", words.sentences(*each))


def _beside(one: Verdict) -> str:
    if one.place == TOO_FEW:
        few = f", {words.TOO_FEW}" if one.others else ""
        return f"where {words.count_of(one.others, 'other')} {words.agree(one.others, 'is')} that old{few}"
    half = f"{words.plain(one.low)} to {words.plain(one.high)}"
    return f"{one.place} the middle half of {words.count_of(one.others, 'other')} at that age ({half})"


def describe_histories(frame: DataFrame, question: Question) -> ChartText:
    """Say what each is now, and since when; then all that came before."""
    last = frame.drop_duplicates("partnership", keep="last")
    now = [f"{row['name']} {_since(row)}" for row in last.to_dict("records")]
    each = [f"{row['name']}: {_since(row)}" for row in frame.to_dict("records")]
    states = set(last["status"])
    who = "All pilots and the one added" if question.query_partnership else "All pilots"
    all_alike = len(states) == 1 and not question.whose
    headline = f"{who} are {last['status'].iloc[0].lower()}" if all_alike else words.listing(now)
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
        found, names = pilots.curves(asked, measure=measure), pilots.compared(asked)
        found = found if names else found.iloc[:0]
        found.attrs["names"] = names
        return found

    return Chart(
        key=key,
        question=question,
        indicator="core_groups" if measure in {"members", "core_groups"} else "lever_mix",
        measure=partial(curve_measure, what),
        frame=frame,
        columns=curve_columns,
        blanks=dict.fromkeys(("median", "low", "high"), "[low]"),
        draw=lambda frame: lines.against_the_rest(frame, names=frame.attrs["names"], y_title=y_title),
        describe=partial(describe_curve, measure, y_title),
        behind=partial(profiles, measure),
        sources=("returns",),
        draws_on=draws_on,
        subject="optional",
        counted="the pilots, whatever their status; among the others partnerships of every status until they end",
        period="history",
        empty="No pilot has met.",
    )


PARTS: Final = {"members": "table", "core_groups": "table", "activities": "activity", "meetings": "work"}
"""Where in a profile the rows are that each measure counts."""


def profiles(measure: str, question: Question) -> Mapping[str, str]:
    """Where the rows of each line are: in the profile of the partnership."""
    named = pilots.compared(question)
    return {
        f"Open {name}": f"/partnerships/{slug}{question.query}#{PARTS[measure]}"
        for slug, name in named.items()
    }


CHARTS: Final = (
    Chart(
        key="pilots-comparison",
        question="How do the pilots compare?",
        indicator="core_groups",
        counted=f"the pilots, whatever their status; among the others {USUAL}",
        measure=comparison_measure,
        frame=comparison,
        columns=compared_columns,
        blanks={"stands": "[z]"},
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
        calendar=True,
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
