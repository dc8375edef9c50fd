"""Every chart of the product, and `render`, which answers one for one question.

A chart is an entry in `CHARTS`; the entry alone brings card, headline, subtitle, messages, text alternative,
table twin, exports and deep link. The entries are written, theme by theme, in dashboard/charts.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
from pandas import DataFrame

from dashboard import file_names, words
from dashboard.boundaries import attribution, attribution_of_extents, boundary_url, extents, outlines
from dashboard.cache import cached, cached_by_size, failed
from dashboard.charts import (
    actions,
    attention,
    compared,
    coverage,
    evidence,
    levers,
    lists,
    london,
    meetings,
    partnerships,
    pilots,
    profile,
    progress,
    representation,
    returns,
)
from dashboard.charts.chart import Chart, ChartText, Rendered
from dashboard.figures import happened
from dashboard.figures.plain import Figure
from dashboard.indicators import DEFINED
from dashboard.indicators.shared import choices, illustrative
from dashboard.indicators.shared.area_coverage import LEVEL
from dashboard.indicators.shared.complete import as_complete, end_said
from dashboard.indicators.shared.happened import known_by
from dashboard.indicators.shared.rates import MINIMUM, with_intervals
from dashboard.indicators.shared.values import counts_activities, reason_not_published
from dashboard.method import ADDED, SOURCES, Source
from dashboard.narrowed import QUARTER, chosen
from dashboard.question import Question
from data.programme.programme import Programme
from geo.vintages import vintage_at

CHARTS: Final[Mapping[str, Chart]] = {
    chart.key: chart
    for theme in (
        progress,
        coverage,
        compared,
        london,
        pilots,
        representation,
        levers,
        meetings,
        actions,
        attention,
        partnerships,
        profile,
        returns,
        evidence,
        lists,
    )
    for chart in theme.CHARTS
}

IS_ILLUSTRATIVE: Final = "is_illustrative"
IS_PROVISIONAL: Final = "provisional"
"""The column that names the cells of a row which rest on returns that wait for a decision."""
log = logging.getLogger(__name__)

FIGURE, CELL = 20 << 10, 8
"""About the bytes of a figure with its words, and of a cell of a frame: a chart has some hundred cells, and a list of
what very many partnerships did has millions.
"""


def _size(made: Rendered) -> int:
    return FIGURE + CELL * made.frame.size


def _size_of_rows(made: tuple[DataFrame, str]) -> int:
    return CELL * (1 + made[0].size)


def render_or_explain(chart: Chart, question: Question) -> Rendered:
    """Answer one chart; one that fails says so in its own card, and the rest of the page stands."""
    try:
        return render(chart, question)
    except Exception:
        log.exception("Chart %s failed for %s", chart.key, question.query or "no filters")
        failed()
        return _blank(chart, question, DataFrame(), FAILED)


@cached_by_size(most_bytes=12 << 20, size=_size)
def render(chart: Chart, question: Question) -> Rendered:
    """Answer one chart for one question; the answer is kept, because readers go back and forth."""
    asked = chart.within(question) if chart.within else question
    if asked != question:
        return render(chart, asked)  # kept once, whatever else the reader filters for
    question = as_complete(asked, chart.draws_on)
    frame, message = answered(chart, question)
    ends = end_said(asked, (*chart.draws_on, *chart.touches))
    if frame.empty and not message:
        is_after = question.filters.since is not None and question.filters.since > question.on.date()
        message = words.sentence(ends) if is_after else reason_nothing_matches(chart, question)
    if message and question.whose:  # others may have what is not here
        message = words.sentences(message, f"Looked for among partnerships of {question.whose} alone")
    told = _blank(chart, question, frame, message, ends=ends)
    if question.on != asked.on:
        told = replace(told, asked_on=asked.on)
    if message or chart.draw is None:
        return told
    drawn = replace(told, figure=_drawn(told, chart.draw))
    return with_events(drawn) if chart.calendar and len(question.visible.events) else drawn


def with_events(drawn: Rendered) -> Rendered:
    """The same chart with the events of its days as numbered lines, and each of them in words with its source."""
    figure, said = happened.drawn_on(drawn.figure or {}, known_by(drawn.question))
    if not said:
        return drawn
    listed = words.sentence(f"Events: {'; '.join(said)}")
    text, source = (f"{part} {listed}" for part in (drawn.text, drawn.source))
    found = replace(drawn, figure=figure, text=text, source=source, events=tuple(said))
    figure["layout"]["meta"] = picture_metadata(found)
    return found


@cached_by_size(most_bytes=4 << 20, size=_size_of_rows)
def answered(chart: Chart, question: Question) -> tuple[DataFrame, str]:
    """The rows of a chart; and why there are none, where the store has nothing for it or too little."""
    if missing := reason_missing(chart, question):
        return DataFrame(columns=list(columns_of(chart, question))), missing
    asked = question.of_all if chart.subject == "none" else question
    frame = chart.frame(asked if chart.asked_narrowed else asked.unnarrowed)
    frame = narrowed_rows(chart, with_intervals(frame, chart.rates), question)
    if len(frame) and chart.of_rates and all(frame[rate].isna().all() for rate in chart.rates):
        return frame.iloc[:0], words.sentence(f"{words.TOO_FEW}: fewer than {MINIMUM} cases")
    return frame, ""


def narrowed_rows(chart: Chart, frame: DataFrame, question: Question) -> DataFrame:
    """The rows that have, for each key that the question narrows by, any of the values asked for."""
    asked = dict.fromkeys(one.key for one in question.narrowed if one.key in chart.narrows)
    for key in (one for one in asked if chart.narrows[one].column):
        cells, wanted = frame[chart.narrows[key].column], set(chosen(question.narrowed, key))
        some = [isinstance(cell, str) and not wanted.isdisjoint(cell.split("; ")) for cell in cells.tolist()]
        frame = frame.take(np.flatnonzero(some)).reset_index(drop=True)
    return frame


def reason_missing(chart: Chart, question: Question) -> str:
    """Say why the store has nothing for this chart, and how to add it; nothing when it has."""
    unanswerable = "" if chart.subject == "needed" else reason_not_published(question)
    lacking = [name for name in chart.draws_on if getattr(question.visible, name).empty]
    if unanswerable or not lacking:
        return f"{unanswerable} {HOW_TO_ADD}" if unanswerable else ""
    noun = words.listing([FRAME_NOUNS.get(name, name) for name in lacking], conjunction="or")
    if all(getattr(question.programme, name).empty for name in lacking):
        return f"Not published: this store holds no {noun} yet. {HOW_TO_ADD}"
    return f"Not published: no public source gives {noun}. {HOW_TO_ADD}"


def reason_nothing_matches(chart: Chart, question: Question) -> str:
    """Say that the filters leave nothing, naming them."""
    if not question.query_here:
        return chart.empty
    blamed = choices.emptied_by(question.of_all)
    if not blamed:
        return f"{chart.empty} Filters: {question.selection}. Remove one to see more."
    word, number = blamed[0]
    left = f"{words.count_of(number, 'partnership')} {words.agree(number, 'is')} left"
    return f"{chart.empty} Filters: {question.selection}. Without “{word.label}” {left}."


def rests_on_illustrative(chart: Chart, question: Question) -> bool:
    """Whether any row this chart may draw on is illustrative."""
    return not illustrative_frames(question.visible).isdisjoint((*chart.draws_on, *chart.touches))


@cached()
def illustrative_frames(programme: Programme) -> frozenset[str]:
    """The names of the frames of a programme in which any row is illustrative."""
    named = {name for chart in CHARTS.values() for name in (*chart.draws_on, *chart.touches)}
    frames = {name: getattr(programme, name) for name in named}
    return frozenset(
        name for name, one in frames.items() if "is_illustrative" in one and one["is_illustrative"].any()
    )


def described(chart: Chart, frame: DataFrame, question: Question) -> ChartText:
    """What a chart says in words, each sentence with the filters that it depends on."""
    said = chart.describe(frame, question)
    about = question.anywhere if chart.within else question
    alone = chart.subject == "none"
    preface = about.preface(activities=counts_activities(counted(chart))) if alone else ""
    if preface == f"In {about.whose}" and about.whose.lower() in said.headline.lower():
        preface = ""  # of two sides each says its place
    share = illustrative_share(chart, question)
    if is_provisional(chart, question):
        about_place = f", {preface[:1].lower()}{preface[1:]}" if preface else ""
        preface = f"Provisional {words.PROVISIONAL}{about_place}"
    return ChartText(*(_prefaced(preface, text, share) for text in (said.headline, said.text)))


def _prefaced(preface: str, text: str, share: float) -> str:
    """A text with what it depends on, and with the mark of illustrative data where it does not say so itself."""
    is_marked = illustrative.MARK.lower() in text.lower()
    return words.prefaced(preface if is_marked else illustrative.marked(preface, share=share), text)


@cached(most=256)
def is_provisional(chart: Chart, question: Question) -> bool:
    """Whether a chart would be another without returns that wait for a decision."""
    before = question.accepted
    if before is question or reason_missing(chart, question):
        return False
    now, then = (answered(chart, as_complete(one, chart.draws_on))[0] for one in (question, before))
    return not now.equals(then)


def illustrative_share(chart: Chart, question: Question) -> float:
    """The share (0 to 1) of the rows behind a chart's headline that are illustrative; of its sides the greatest."""
    if chart.speaks_of_published:
        return 0.0
    about = question.of_all if chart.subject == "none" else question
    frames = illustrative.behind(counted(chart), chart.draws_on)
    return max(illustrative.share_of(side, frames) for side in chart.sides(about))


def subtitle(chart: Chart, question: Question) -> str:
    """Measure, geography or partnership, period."""
    measure = chart.measure if isinstance(chart.measure, str) else chart.measure(question)
    about = question.selection if chart.subject != "needed" else _subject(question)
    return words.sentences(measure, f"{about}, {_period(chart, question)}")


def source_line(chart: Chart, question: Question, *, illustrative: bool, ends: str = "") -> str:
    """Source, as-at date, counting rule, attribution and illustrative mark: what a figure needs to stand alone."""
    named = "; ".join(source_text(chart, question, key) for key in sources_of(chart, question))
    return words.sentences(
        f"Source: {named}",
        *date_texts(question),
        ends,
        counting_rule(chart, question),
        question.seen_alone,
        f"{words.ILLUSTRATIVE}: {illustrative_part(chart)}" if illustrative else "",
    )


def counting_rule(chart: Chart, question: Question) -> str:
    """What a chart counts, as its source line says: in the chart's own words, else in those of its indicator."""
    return question.filters.counts(counted(chart))


def counting_rule_of_several(question: Question) -> str:
    """What figures together count: counted partnerships, where none says otherwise of itself."""
    return f"{question.filters.counting_rule}; a figure that counts others says so itself"


def rule_beside_name(rule: str) -> str:
    """A counting rule as it stands beside the words "Counting rule": "Established and delivering"."""
    return words.capital(rule.removeprefix("Counted: "))


def counted(chart: Chart) -> str:
    """Whom or what a chart counts: in its own words, else in those of its indicator."""
    return chart.counted or DEFINED[chart.indicator].counted


def date_texts(question: Question) -> tuple[str, str]:
    """The as-at date, and to when the store is complete where that is before it."""
    late = f"The store is {question.beyond}" if question.beyond else ""
    return f"As at {question.day}", late


def source_text(chart: Chart, question: Question, key: str) -> str:
    """The source as a figure prints it: that of what was added to the store, where the figure rests on it."""
    return source_of(chart, question, key).short


def source_of(chart: Chart, question: Question, key: str) -> Source:
    """One source of a chart; what was added to the store stands in the place of what ships."""
    added = ({"boundaries": of_authorities} | dict(chart.added_sources)).get(key, lambda _: "")(question)
    if key == "boundaries" and chart.boundaries == "england":
        above = [
            line
            for line in (outlines(question.programme)[1], attribution_of_extents(question.programme))
            if line
        ]
        lines = (added or SOURCES[key].short, "; ".join(above))
        added = (
            "; ".join(line.removeprefix("Source: ").rstrip(".") for line in lines if line)
            if lines[1]
            else added
        )
    said = added.removeprefix("Source: ").rstrip(".")
    return Source(key, said, ADDED, "Licence as its publisher says.") if said else SOURCES[key]


def of_authorities(question: Question) -> str:
    """The attribution of the authorities' boundaries of the as-at date, if they were added to the store."""
    return attribution(question.programme, LEVEL, vintage_at(question.on.date()).key)


def illustrative_part(chart: Chart) -> str:
    """Which of the rows that a chart draws on may be illustrative, in a few words."""
    nouns = [
        ILLUSTRATIVE_NOUNS.get(name, FRAME_NOUNS.get(name, name))
        for name in (*chart.draws_on, *chart.touches)
    ]
    return words.listing([noun for noun in nouns if noun])


def _subject(question: Question) -> str:
    """The partnership a chart is about: no filter but the hiding of illustrative rows changes what it shows."""
    facts = question.programme.partnerships
    names = facts.loc[facts["partnership"] == question.partnership, "name"].tolist()
    hidden = "" if question.filters.illustrative else "; illustrative rows hidden"
    return f"{(names or [question.partnership or ''])[0]}{hidden}"


def _period(chart: Chart, question: Question) -> str:
    if chart.period == "window" and not chosen(question.narrowed, QUARTER):
        return question.period
    return f"{'up to' if chart.period == 'history' else 'as at'} {question.day}"


def columns_of(chart: Chart, question: Question) -> Mapping[str, str]:
    """The columns a reader gets, with their labels; some charts have one for each partnership compared. In each the
    last says whether a row rests on illustrative rows.
    """
    columns = chart.columns(question) if callable(chart.columns) else chart.columns
    columns = with_ends(chart, columns) if chart.rates else columns
    provisional = (
        {IS_PROVISIONAL: f"Provisional {words.PROVISIONAL}"} if is_provisional(chart, question) else {}
    )
    return {**columns, **provisional, IS_ILLUSTRATIVE: columns.get(IS_ILLUSTRATIVE, illustrative.MARK)}


def with_ends(chart: Chart, columns: Mapping[str, str]) -> Mapping[str, str]:
    """The columns with those of the interval of each rate beside it."""
    beside = {
        rate: {f"{rate}_{end}": label for end, label in _interval(chart, columns[rate]).items()}
        for rate in chart.rates
    }
    pairs = ({key: label} | beside.get(key, {}) for key, label in columns.items())
    return {key: label for some in pairs for key, label in some.items()}


def _interval(chart: Chart, rate: str) -> Mapping[str, str]:
    """The labels of the ends of an interval, which say of which rate they are where a table has several."""
    if len(chart.rates) == 1:
        return words.INTERVAL
    whose = rate.removesuffix(" (%)")
    return {end: f"{whose}: {label.lower()}" for end, label in words.INTERVAL.items()}


def sources_of(chart: Chart, question: Question) -> tuple[str, ...]:
    """The keys of the sources that an answer rests on; some charts have others for another question."""
    return chart.sources(question) if callable(chart.sources) else chart.sources


def _blank(
    chart: Chart, question: Question, frame: DataFrame, reason_empty: str, *, ends: str = ""
) -> Rendered:
    """Everything but the figure."""
    illustrative = rests_on_illustrative(chart, question)
    said = ChartText(chart.question, reason_empty) if reason_empty else described(chart, frame, question)
    return Rendered(
        chart=chart,
        question=question,
        frame=frame,
        columns=columns_of(chart, question),
        figure=None,
        headline=said.headline,
        subtitle=subtitle(chart, question),
        text=said.text,
        source=source_line(chart, question, illustrative=illustrative, ends=ends),
        ends=ends,
        illustrative=illustrative,
        reason_empty=reason_empty,
    )


def _drawn(rendered: Rendered, draw: Callable[..., Figure]) -> Figure:
    """The figure with our template, and with what a picture of it prints: its meta."""
    chart, question = rendered.chart, rendered.question
    on = question.on.date()
    place = {"boundaries": boundary_url(question.programme, chart.boundaries, on)} if chart.boundaries else {}
    borders = outlines(question.programme)[0] if chart.boundaries == "england" else ""
    own = extents(question.programme) if chart.boundaries == "england" else ("", {})
    above = ({"outlines": borders} if borders else {}) | ({"extents": own} if own[0] else {})
    figure = draw(rendered.frame, **place, **above)
    figure["layout"]["meta"] = picture_metadata(rendered)
    return figure


def picture_metadata(rendered: Rendered) -> dict[str, Any]:
    """Return what a picture of a chart prints around it, so that it stands alone; it travels as the figure's meta."""
    least = rendered.chart.least_width.removesuffix("rem")
    return {
        "key": rendered.chart.key,
        "headline": rendered.headline,
        "subtitle": rendered.subtitle,
        "text": rendered.text,
        "source": rendered.source,
        "illustrative": rendered.illustrative,
        "message": rendered.reason_empty,
        "least_width": float(least) * ROOT_SIZE if least else None,
        "filename": file_stem(rendered),
    }


def file_stem(rendered: Rendered) -> str:
    """Return the name of a file of this chart without its ending."""
    question = rendered.question
    about = (question.partnership or "") if rendered.chart.subject != "none" else ""
    return file_names.file_stem(question, rendered.chart.key, about=about, asked=rendered.asked_on)


ROOT_SIZE: Final = 16
"""The pixels of one rem, in which charts say how much room they need at least."""

HOW_TO_ADD = (
    "Such data come with the partnerships’ returns: load these on the page Data, or show illustrative data "
    "to see how this will look."
)
FAILED = "This chart could not be drawn. The other charts are not affected; the fault is in the log."

ILLUSTRATIVE_NOUNS: Mapping[str, str] = {
    "statuses": "status dates that no source gives",
    "partnership_areas": "",
    "partnerships": "",
    "evidence": "",
}

FRAME_NOUNS: Mapping[str, str] = {
    "statuses": "status of any partnership",
    "memberships": "members",
    "evidence": "evidence",
    "activities": "activities",
    "activity_links": "what led to what",
    "attendance": "attendance",
    "meetings": "meetings",
    "actions": "actions",
    "support": "support by bridges",
    "returns": "returns",
    "area_statistics": "area statistics",
    "partnership_areas": "areas of partnerships",
}
