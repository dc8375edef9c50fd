"""Charts about the three levers of change: context, never a rating and never a league table."""

from typing import Final

import numpy as np
from pandas import DataFrame

from dashboard import words
from dashboard.cache import cached_frame
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.leads import ONE, Cell, Leads, to_list, with_days
from dashboard.figures import bars, flows, matrix, ternary
from dashboard.indicators.levers import activities, led_to, levers
from dashboard.indicators.shared.extremes import extreme, extreme_of
from dashboard.question import Question
from data.taxonomy import LEVERS

METHODS: Final = {
    "primary": "by primary lever only",
    "weighted": "primary lever as one, each secondary lever as a half",
}
SHARES: Final = {"share_SYN": LEVERS["SYN"], "share_MOB": LEVERS["MOB"], "share_DEL": LEVERS["DEL"]}
HALF: Final = 50
NAMED: Final = 20
"""Partnerships that a text names; of the others it says how many they are."""
PROMPT: Final = "Synergy and mobilisation are easily overlooked unless someone asks"


CORNERS: Final = {"share_MOB": LEVERS["MOB"], "share_SYN": LEVERS["SYN"], "share_DEL": LEVERS["DEL"]}
"""Top, left and right of the triangle."""
LEVER_COLOURS: Final = {layer.name: layer.colour for layer in bars.LEVER_LAYERS.values()}
LINKS: Final = to_list("led-to", {"from": "from_lever", "to": "to_lever"}, {"links": Cell()})
LED_TO: Final = {
    "from_label": "From lever",
    "to_label": "To lever",
    "links": "Links",
    "median_lag_months": "Median months between",
}


def by_quarter(question: Question) -> DataFrame:
    """The mix over time with a column a lever: quarter, SYN, MOB, DEL (activities or their weight), activities."""
    tidy = levers.over_time(question)
    cells = tidy["activities"].to_numpy().reshape(-1, len(LEVERS))
    quarter = tidy["quarter"].to_numpy()[:: len(LEVERS)]
    mix = dict(zip(LEVERS, cells.T, strict=True))
    return with_days(DataFrame({"quarter": quarter, **mix, "activities": cells.sum(axis=1)}))


def mix_leads(question: Question) -> Leads:
    """Where the mix leads: by main lever to its activities; a weight is no number of rows, but a quarter has them."""
    cells = {lever: Cell({"main": [lever]}) for lever in LEVERS} | {"activities": Cell()}
    by = {} if question.filters.method == "weighted" else cells
    return to_list("activities", {"quarter": "day"}, by)


def reported_balance(question: Question) -> DataFrame:
    """`levers.balance` of those with at least five activities, its shares in per cent."""
    frame = levers.balance(question)
    frame = frame.take(np.flatnonzero(frame["is_reported"].to_numpy())).reset_index(drop=True)
    return frame.assign(**{share: 100 * frame[share].to_numpy() for share in SHARES})


def most_active(frame: DataFrame) -> DataFrame:
    """All partnerships, or of very many those with most activities."""
    return frame if len(frame) <= ternary.MOST else frame.nlargest(ternary.MOST, "activities")


def measured(question: Question) -> str:
    """Who is drawn: all with enough activities, or of very many those with most."""
    by = "by its weight on each lever (secondary levers a half)"
    size = int(levers.balance(question)["is_reported"].to_numpy().sum())
    if size <= ternary.MOST:
        return f"Each partnership with five activities or more, {by}"
    return (
        f"Each of the {words.number(ternary.MOST)} of {words.number(size)} partnerships with most activities, {by}; "
        "choose a place for fewer, or see all of them in the table"
    )


def named_approaches(question: Question) -> DataFrame:
    """`activities.approaches` with the lever in the name, and a star on those that this product named."""
    frame = activities.approaches(question)
    cells = zip(frame["label"], frame["ours"], frame["lever"], strict=True)
    names = [f"{label}{' *' if ours else ''} ({lever})" for label, ours, lever in cells]
    taken = (frame["lever"] + "-" + frame["approach"]).array
    return bars.largest_first(frame.assign(name=names, taken=taken), "activities")


@cached_frame
def led(question: Question) -> DataFrame:
    """`led_to.flows` with the median lag in words (lag), or no rows where nothing led to anything."""
    frame = led_to.flows(question)
    lags = frame["median_lag_months"].tolist()
    frame = frame.assign(lag=[words.months(months) if words.is_known(months) else "" for months in lags])
    return frame if frame["links"].to_numpy().any() else frame.iloc[:0]


def describe_by_partnership(frame: DataFrame, question: Question) -> ChartText:
    """Name the partnership in which most led to more."""
    each = [f"{name} {number}" for name, number in zip(frame["name"], frame["links"].tolist(), strict=True)]
    most = extreme(frame, "links", label="name")
    total = (
        f"{words.count_of(int(frame['links'].sum()), 'link')} in {words.count_of(len(frame), 'partnership')}"
    )
    first = f"; most in {most.names}, {'each ' * (most.number > 1)}{words.number(most.value)}" if most else ""
    return ChartText(f"{total}{first}", words.sentence(words.listing(each, most=NAMED, of=len(frame))))


def describe_mix(frame: DataFrame, question: Question) -> ChartText:
    """State the share of the first lever in the period of the page and over the whole line, with the counting method;
    of one lever alone only how many activities there were.
    """
    now = levers.in_period(question).to_numpy()
    ever = np.array([frame[lever].to_numpy().sum() for lever in LEVERS])
    begun, began = _begun(question), frame["quarter"].iloc[0].year
    method = METHODS[question.filters.method]
    shares = ever / ever.sum()
    each = [f"{label} {words.percent(share)}" for label, share in zip(LEVERS.values(), shares, strict=True)]
    counted = f"{words.listing(each)} since {began}, counted {method}"
    if len(question.filters.lever) == 1:
        number = words.count_of(int(ever.sum()), "activity")
        said = (
            f"{number} since {began}" if question.filters.method == "primary" else f"Activity since {began}"
        )
        return ChartText(said, words.sentence(PROMPT))
    text = words.sentences(counted, words.rounding(100 * shares), PROMPT)
    if not now.sum():
        return ChartText(f"No activity {begun}; {each[int(ever.argmax())]} since {began}", text)
    first, label = int(now.argmax()), list(LEVERS.values())[now.argmax()]
    noun = "activity" if question.filters.method == "primary" else "weighted activity"
    share = f"{label} makes up {words.portion(now[first], now.sum(), noun)} {begun}"
    before = f", {words.percent(shares[first])} since {began}" if not question.filters.since else ""
    return ChartText(f"{share}{before}", text)


def _begun(question: Question) -> str:
    """The beginning of the period of the page: "since 1 April 2019"."""
    return f"since {question.first_day}"


def describe_balance(frame: DataFrame, question: Question) -> ChartText:
    """State how many partnerships give delivering more than half of their weight."""
    shares = frame[[*SHARES]].to_numpy()
    mostly = int((frame["share_DEL"].to_numpy() > HALF).sum())
    give = words.share_of(mostly, len(frame), "partnership", "gives")
    headline = f"{give} delivering more than half of the weight"
    named = zip(frame["name"].array[:NAMED], shares[:NAMED].tolist(), strict=True)
    each = [f"{name} {', '.join(words.per_cent(share) for share in rest)}" for name, rest in named]
    return ChartText(
        words.capital(headline),
        words.sentences(
            "Synergising, mobilising, delivering: " + words.listing(each, most=NAMED, of=len(frame)),
            words.rounding(*shares),
        ),
    )


def describe_approaches(frame: DataFrame, question: Question) -> ChartText:
    """Name the approach most often taken."""
    ours = "An approach with a star is named by this product, because the source names none for delivering"
    headline = _most(frame, "approach", "taken", "in")
    return ChartText(headline, words.sentences(words.listing(_each(frame, "name")), ours))


def describe_agendas(frame: DataFrame, question: Question) -> ChartText:
    """Name the agenda most often met."""
    headline = _most(frame, "agenda", "joined", "by")
    return ChartText(headline, words.sentence(words.listing(_each(frame, "label"))))


def describe_led_to(frame: DataFrame, question: Question) -> ChartText:
    """Name the commonest flow."""
    columns = ("from_label", "to_label", "links", "median_lag_months")
    cells = [row for row in zip(*(frame[column].tolist() for column in columns), strict=True) if row[2]]
    each = [f"{one} to {other} {number}, after {words.months(lag)}" for one, other, number, lag in cells]
    named = [f"{one} led to {other.lower()}" for one, other, _, _ in cells]
    most = extreme_of(named, np.array([number for _, _, number, _ in cells], dtype=np.float64))
    headline = words.listing([f"{label} {cell[2]}" for label, cell in zip(named, cells, strict=True)], most=2)
    if most is not None:
        often = words.count_of(most.value, "time")
        only = ", and nothing else" if len(named) == 1 else ""
        headline = f"{'' if only else 'Most often: '}{most.names}{only}, {'each ' * (most.number > 1)}{often}"
    return ChartText(headline, words.sentence(words.listing(each)))


def _each(frame: DataFrame, label: str) -> list[str]:
    """Each label with its number of activities."""
    return [f"{name} {count}" for name, count in zip(frame[label], frame["activities"].tolist(), strict=True)]


def _most(frame: DataFrame, what: str, done: str, by: str) -> str:
    """Which of several was chosen most often, as far as enough activities tell them apart."""
    most = extreme(frame, "activities")
    if most is None:
        return words.listing(_each(frame, "label"), most=3)
    each = f"{'each ' * (most.number > 1)}{by} {words.count_of(most.value, 'activity')}"
    which = f"the only {what}" if len(frame) == 1 else f"the {words.agree(most.number, what)} most often"
    return f"{most.names} {words.agree(most.number, 'is')} {which} {done}, {each}"


def describe_considered(frame: DataFrame, question: Question) -> ChartText:
    """State the share of activities whose secondary lever was considered, in the period and over the whole line."""
    total, considered, unknown = (
        int(frame[column].to_numpy().sum()) for column in ("activities", "considered", "unknown")
    )
    began, begun = frame["quarter"].iloc[0].year, _begun(question)
    now = levers.considered(question)
    ever = words.portion(considered, total, "activity")
    headline = (
        f"A secondary lever was considered for {words.portion(now[0], sum(now), 'activity')} {begun}"
        f"{'' if question.filters.since else f', for {ever} since {began}'}"
        if sum(now)
        else f"No activity {begun}; a secondary lever was considered for {ever} since {began}"
    )
    return ChartText(
        headline,
        words.sentences(
            f"Considered for {words.of(considered, total)} since {began}; for {unknown} nobody said",
            PROMPT,
        ),
    )


CHARTS: Final = (
    Chart(
        key="lever-mix",
        leads=mix_leads,
        question="Which levers are pulled?",
        indicator="lever_mix",
        measure=lambda question: f"Activities begun in each quarter, {METHODS[question.filters.method]}",
        frame=by_quarter,
        columns={"quarter": "Quarter to", **LEVERS, "activities": "Activities"},
        calendar=True,
        draw=lambda frame: bars.columns(frame, x="quarter", layers=bars.LEVER_LAYERS, y_title="Activities"),
        describe=describe_mix,
        sources=("returns",),
        draws_on=("activities",),
        period="history",
        empty="No activity matches.",
    ),
    Chart(
        key="lever-balance",
        leads=Leads(
            to="/partnerships",
            noun="partnership",
            into="partnership",
            anchor="activities",
            keyed="partnership",
            cells={"share_MOB": Cell(count=ONE)},
        ),
        question="How do partnerships balance the three levers?",
        indicator="lever_balance",
        measure=measured,
        frame=reported_balance,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "region": "Region",
            "activities": "Activities",
            **{share: f"{label} (%)" for share, label in SHARES.items()},
            "balance": "Balance (0 to 1)",
        },
        draw=lambda frame: ternary.points(most_active(frame), corners=CORNERS, name="name"),
        describe=describe_balance,
        sources=("returns",),
        draws_on=("activities",),
        period="window",
        empty="No partnership has five activities in this period: too few to report.",
    ),
    Chart(
        key="lever-approaches",
        leads=to_list("activities", {"taken": "taken"}, {"activities": Cell()}),
        question="Which approaches are taken?",
        indicator="lever_mix",
        measure="Activities by approach within each lever; a star marks names of our own",
        frame=named_approaches,
        columns={
            "lever_label": "Lever",
            "label": "Approach",
            "ours": "Named by this product",
            "activities": "Activities",
        },
        draw=lambda frame: bars.ranked(frame, label="name", value="activities", x_title="Activities"),
        describe=describe_approaches,
        sources=("returns",),
        draws_on=("activities",),
        period="window",
        folds=True,
        empty="No activity in this period names an approach.",
    ),
    Chart(
        key="lever-agendas",
        leads=to_list("activities", {"agenda": "agenda"}, {"activities": Cell()}),
        question="Which other agendas are joined?",
        indicator="lever_mix",
        measure="Activities that embed arts and culture in another agenda",
        frame=lambda question: bars.largest_first(activities.agendas(question), "activities"),
        columns={"label": "Agenda", "activities": "Activities"},
        draw=lambda frame: bars.ranked(frame, label="label", value="activities", x_title="Activities"),
        describe=describe_agendas,
        sources=("returns",),
        draws_on=("activities",),
        period="window",
        empty="No activity in this period joins another agenda.",
    ),
    Chart(
        key="led-to-flows",
        leads=LINKS,
        question="What leads to what?",
        indicator="led_to",
        measure="Activities at least twelve months old that led to another within twelve months, by the lever of each",
        frame=led,
        columns=LED_TO,
        draw=lambda frame: flows.sankey(
            frame, source="from_label", target="to_label", value="links", colours=LEVER_COLOURS
        ),
        describe=describe_led_to,
        sources=("returns",),
        draws_on=("activities", "activity_links"),
        least_width="28rem",
        period="history",
        empty="No activity at least twelve months old is known to have led to another within twelve months.",
    ),
    Chart(
        key="led-to-matrix",
        leads=LINKS,
        question="How often does one lever lead to another?",
        indicator="led_to",
        measure=(
            "Links from an activity at least twelve months old (row) to one that it led to within twelve months "
            "(column), by lever, and the median months between"
        ),
        frame=led,
        columns=LED_TO,
        draw=lambda frame: matrix.numbers(
            frame,
            row="from_label",
            column="to_label",
            value="links",
            x_title="led to",
            y_title="From",
            note="lag",
        ),
        describe=describe_led_to,
        sources=("returns",),
        draws_on=("activities", "activity_links"),
        least_width="28rem",
        period="history",
        empty="No activity at least twelve months old is known to have led to another within twelve months.",
    ),
    Chart(
        key="led-to-partnerships",
        leads=Leads(
            to="/partnerships",
            noun="partnership",
            into="partnership",
            anchor="card-partnership-chains",
            cells={"links": Cell(count=ONE)},
        ),
        question="In which partnerships did one thing lead to another?",
        indicator="led_to",
        measure="Links by partnership; each opens what led to what there, step by step",
        frame=led_to.by_partnership,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "region": "Region",
            "links": "Links",
        },
        draw=lambda frame: bars.ranked(frame, label="name", value="links", x_title="Links", limit=10),
        describe=describe_by_partnership,
        sources=("returns",),
        draws_on=("activities", "activity_links"),
        period="history",
        empty="No activity at least twelve months old is known to have led to another within twelve months.",
    ),
    Chart(
        key="lever-considered",
        leads=to_list(
            "activities",
            {"quarter": "day"},
            {
                **{answer: Cell({"considered": [answer]}) for answer in bars.ANSWER_LAYERS},
                "activities": Cell(),
            },
        ),
        question="Was a secondary lever considered?",
        indicator="lever_considered",
        measure="Activities begun in each quarter by whether anybody considered a secondary lever",
        frame=lambda question: with_days(levers.considered_over_time(question)),
        columns={
            "quarter": "Quarter to",
            "considered": "Considered",
            "not_considered": "Not considered",
            "unknown": "Nobody said",
            "activities": "Activities",
            "share": "Considered (%)",
        },
        rates={"share": ("considered", "activities")},
        calendar=True,
        draw=lambda frame: bars.columns(frame, x="quarter", layers=bars.ANSWER_LAYERS, y_title="Activities"),
        describe=describe_considered,
        sources=("returns",),
        draws_on=("activities",),
        period="history",
        empty="No activity matches.",
    ),
)
