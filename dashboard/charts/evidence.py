"""Charts about what everything rests on: how complete the register is, and how strong its evidence."""

from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.returns import everywhere
from dashboard.indicators.profile.evidence import NO_ADDRESS
from dashboard.indicators.progress import held_of_published
from dashboard.indicators.returns import quality
from dashboard.question import Question
from data.taxonomy import COUNT_KINDS, GRADES


def counts(question: Question) -> DataFrame:
    """`held_of_published.counts` with the day in words (when), and the share in per cent."""
    frame = held_of_published.counts(question)
    dates = frame[["as_at", "precision"]].itertuples(index=False, name=None)
    return frame.assign(
        when=[words.dated(*row) for row in dates],
        kind=frame["kind"].map(COUNT_KINDS),
        share=100 * frame["share"],
        address=frame["address"].fillna(NO_ADDRESS + frame["source"].radd(": ").fillna("")),
    )


def describe_counts(frame: DataFrame, question: Question) -> ChartText:
    """Say how complete the register is for England, then of each number that was published."""
    said = held_of_published.sentence(question)
    columns = frame[["place", "held", "published", "when"]]
    each = [
        f"{place}, {when}: {words.number(held)} held, {words.number(published)} published"
        for place, held, published, when in columns.itertuples(index=False, name=None)
    ]
    none = f"No number of {question.whole}’s partnerships was published"
    headline = f"Of partnerships, {said}" if said else none
    return ChartText(headline, words.sentences(*each))


def counts_measure(question: Question) -> str:
    """What is held, of which numbers."""
    where = question.whose or "England or a bridge’s patch"
    return f"Partnerships held of each number that was published for {where}"


def grades(question: Question) -> DataFrame:
    """`quality.by_grade` with each grade in words."""
    frame = quality.by_grade(question)
    return frame.assign(label=[f"{grade}: {GRADES[grade]}" for grade in frame["grade"]])


def describe_grades(frame: DataFrame, question: Question) -> ChartText:
    """Say of which grade most facts are, and how many there are of each."""
    facts = frame["evidence"].to_list()
    headline = (
        f"{words.of(max(facts), sum(facts))} published facts are of grade {facts.index(max(facts)) + 1}"
    )
    each = [
        f"{label}: {words.count_of(some, 'fact')}, {words.count_of(statuses, 'status')}"
        for label, some, statuses in zip(frame["label"], facts, frame["statuses"], strict=True)
    ]
    return ChartText(headline, words.sentences(*each))


CHARTS: Final = (
    Chart(
        key="held-of-published",
        question="How complete is the register?",
        indicator="established",
        measure=counts_measure,
        frame=counts,
        columns={
            "place": "Of",
            "when": "Published for",
            "kind": "Kind of number",
            "held": "Held",
            "published": "Published",
            "share": "Held of published (%)",
            "wording": "Words as published",
            "address": "Address",
        },
        describe=describe_counts,
        counted="partnerships held that may have existed by then, established or not; prospective places are left out",
        sources=("register", "published"),
        draws_on=("partnerships", "published_counts"),
        speaks_of_published=True,
        scrolls=True,
        within=everywhere,
        empty="No number of partnerships was published.",
    ),
    Chart(
        key="evidence-grades",
        question="How strong is the evidence?",
        indicator="holdings",
        measure="Rows held by the grade of their evidence, the strongest first",
        frame=grades,
        columns={
            "label": "Grade",
            "evidence": "Published facts",
            "statuses": "Statuses",
            "counts": "Published numbers",
        },
        describe=describe_grades,
        counted="rows of the store",
        sources=("register", "published", "returns"),
        draws_on=("evidence",),
        touches=("statuses",),
        within=everywhere,
        empty="The store holds no evidence.",
    ),
)
