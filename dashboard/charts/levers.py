"""Charts about the three levers of change: context, never a rating and never a league table."""

from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.figures import bars, flows, matrix, ternary
from dashboard.indicators.levers import activities, led_to, levers
from dashboard.indicators.shared.extremes import extreme
from dashboard.question import Question
from data.taxonomy import LEVERS

METHODS: Final = {
    "primary": "by primary lever only",
    "weighted": "primary lever as one, each secondary lever as a half",
}
SHARES: Final = {"share_SYN": LEVERS["SYN"], "share_MOB": LEVERS["MOB"], "share_DEL": LEVERS["DEL"]}
HALF: Final = 50
PROMPT: Final = "Synergy and mobilisation are easily overlooked unless someone asks"


CORNERS: Final = {"share_MOB": LEVERS["MOB"], "share_SYN": LEVERS["SYN"], "share_DEL": LEVERS["DEL"]}
"""Top, left and right of the triangle."""
LEVER_COLOURS: Final = {layer.name: layer.colour for layer in bars.LEVER_LAYERS.values()}
LED_TO: Final = {
    "from_label": "From lever",
    "to_label": "To lever",
    "links": "Links",
    "median_lag_months": "Median months between",
}


def by_quarter(question: Question) -> DataFrame:
    """The mix over time with a column a lever: quarter, SYN, MOB, DEL (activities or their weight), activities."""
    tidy = levers.over_time(question)
    wide = tidy.pivot_table(
        index="quarter", columns="lever", values="activities", aggfunc="sum"
    ).reset_index()
    wide = wide.reindex(columns=["quarter", *LEVERS])
    return wide.assign(activities=wide[list(LEVERS)].sum(axis=1))


def reported_balance(question: Question) -> DataFrame:
    """`levers.balance` of those with at least five activities, its shares in per cent."""
    frame = levers.balance(question)
    frame = frame[frame["is_reported"]].reset_index(drop=True)
    return frame.assign(**{share: 100 * frame[share] for share in SHARES})


def named_approaches(question: Question) -> DataFrame:
    """`activities.approaches` with the lever in the name, and a star on those that this product named."""
    frame = activities.approaches(question)
    star = frame["ours"].map({True: " *", False: ""})
    frame = frame.assign(name=frame["label"] + star + " (" + frame["lever"] + ")")
    return bars.largest_first(frame, "activities")


def led(question: Question) -> DataFrame:
    """`led_to.flows` with the median lag in words (lag), or no rows where nothing led to anything."""
    frame = led_to.flows(question)
    lag = [words.months(months) if words.is_known(months) else "" for months in frame["median_lag_months"]]
    return frame.assign(lag=lag) if frame["links"].sum() else frame.iloc[:0].assign(lag=[])


def describe_mix(frame: DataFrame, question: Question) -> ChartText:
    """State the share of the first lever in the period of the page and over the whole line, with the counting method;
    of one lever alone only how many activities there were.
    """
    now, ever = levers.in_period(question), frame[list(LEVERS)].sum()
    begun, began = _begun(question), frame["quarter"].iloc[0].year
    method = METHODS[question.filters.method]
    each = [f"{LEVERS[lever]} {words.percent(ever[lever] / ever.sum())}" for lever in LEVERS]
    counted = f"{words.listing(each)} since {began}, counted {method}"
    if len(question.filters.lever) == 1:
        number = words.count_of(int(frame["activities"].round().sum()), "activity")
        said = (
            f"{number} since {began}" if question.filters.method == "primary" else f"Activity since {began}"
        )
        return ChartText(said, words.sentence(PROMPT))
    text = words.sentences(counted, words.rounding(100 * ever / ever.sum()), PROMPT)
    if not now.sum():
        return ChartText(f"No activity {begun}; {each[int(ever.argmax())]} since {began}", text)
    first = str(now.idxmax())
    noun = "activity" if question.filters.method == "primary" else "weighted activity"
    share = f"{LEVERS[first]} makes up {words.portion(now[first], now.sum(), noun)} {begun}"
    before = (
        f", {words.percent(ever[first] / ever.sum())} since {began}" if not question.filters.since else ""
    )
    return ChartText(f"{share}{before}", text)


def _begun(question: Question) -> str:
    """The beginning of the period of the page: "since 1 April 2019"."""
    return f"since {question.first_day}"


def describe_balance(frame: DataFrame, question: Question) -> ChartText:
    """State how many partnerships give delivering more than half of their weight."""
    mostly = int((frame["share_DEL"] > HALF).sum())
    give = words.share_of(mostly, len(frame), "partnership", "gives")
    headline = f"{give} delivering more than half of the weight"
    shares = frame[["name", *SHARES]].itertuples(index=False, name=None)
    each = [f"{name} {', '.join(words.per_cent(share) for share in rest)}" for name, *rest in shares]
    return ChartText(
        words.capital(headline),
        words.sentences(
            "Synergising, mobilising, delivering: " + words.listing(each, most=20),
            words.rounding(*frame[[*SHARES]].to_numpy()),
        ),
    )


def describe_approaches(frame: DataFrame, question: Question) -> ChartText:
    """Name the approach most often taken."""
    each = [f"{name} {count}" for name, count in zip(frame["name"], frame["activities"], strict=True)]
    ours = "An approach with a star is named by this product, because the source names none for delivering"
    headline = _most(frame, "approach", "taken", "in")
    return ChartText(headline, words.sentences(words.listing(each), ours))


def describe_agendas(frame: DataFrame, question: Question) -> ChartText:
    """Name the agenda most often met."""
    each = [f"{name} {count}" for name, count in zip(frame["label"], frame["activities"], strict=True)]
    headline = _most(frame, "agenda", "joined", "by")
    return ChartText(headline, words.sentence(words.listing(each)))


def describe_led_to(frame: DataFrame, question: Question) -> ChartText:
    """Name the commonest flow."""
    flows_ = frame[frame["links"] > 0][["from_label", "to_label", "links", "median_lag_months"]]
    each = [
        f"{a} to {b} {n}, after {words.months(lag)}"
        for a, b, n, lag in flows_.itertuples(index=False, name=None)
    ]
    named = flows_.assign(label=flows_["from_label"] + " led to " + flows_["to_label"].str.lower())
    most = extreme(named, "links")
    counts = [f"{label} {number}" for label, number in zip(named["label"], named["links"], strict=True)]
    headline = words.listing(counts, most=2)
    if most is not None:
        often = words.count_of(most.value, "time")
        only = ", and nothing else" if len(named) == 1 else ""
        headline = f"{'' if only else 'Most often: '}{most.names}{only}, {'each ' * (most.number > 1)}{often}"
    return ChartText(headline, words.sentence(words.listing(each)))


def _most(frame: DataFrame, what: str, done: str, by: str) -> str:
    """Which of several was chosen most often, as far as enough activities tell them apart."""
    most = extreme(frame, "activities")
    counts = [f"{label} {number}" for label, number in zip(frame["label"], frame["activities"], strict=True)]
    if most is None:
        return words.listing(counts, most=3)
    each = f"{'each ' * (most.number > 1)}{by} {words.count_of(most.value, 'activity')}"
    which = f"the only {what}" if len(frame) == 1 else f"the {words.agree(most.number, what)} most often"
    return f"{most.names} {words.agree(most.number, 'is')} {which} {done}, {each}"


def describe_considered(frame: DataFrame, question: Question) -> ChartText:
    """State the share of activities whose secondary lever was considered, in the period and over the whole line."""
    total, considered = int(frame["activities"].sum()), int(frame["considered"].sum())
    unknown = int(frame["unknown"].sum())
    began, begun = frame["quarter"].iloc[0].year, _begun(question)
    now = activities.in_period(question)["considered"].eq("considered")
    ever = words.portion(considered, total, "activity")
    headline = (
        f"A secondary lever was considered for {words.portion(int(now.sum()), len(now), 'activity')} {begun}"
        f"{'' if question.filters.since else f', for {ever} since {began}'}"
        if len(now)
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
        question="Which levers are pulled?",
        indicator="lever_mix",
        measure=lambda question: f"Activities begun in each quarter, {METHODS[question.filters.method]}",
        frame=by_quarter,
        columns={"quarter": "Quarter to", **LEVERS, "activities": "Activities"},
        draw=lambda frame: bars.columns(frame, x="quarter", layers=bars.LEVER_LAYERS, y_title="Activities"),
        describe=describe_mix,
        sources=("returns",),
        draws_on=("activities",),
        period="history",
        empty="No activity matches.",
    ),
    Chart(
        key="lever-balance",
        question="How do partnerships balance the three levers?",
        indicator="lever_balance",
        measure="Each partnership with five activities or more, by its weight on each lever (secondary levers a half)",
        frame=reported_balance,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "region": "Region",
            "activities": "Activities",
            **{share: f"{label} (%)" for share, label in SHARES.items()},
            "balance": "Balance (0 to 1)",
        },
        draw=lambda frame: ternary.points(frame, corners=CORNERS, name="name"),
        describe=describe_balance,
        sources=("returns",),
        draws_on=("activities",),
        period="window",
        empty="No partnership has five activities in this period: too few to report.",
    ),
    Chart(
        key="lever-approaches",
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
        empty="No activity in this period names an approach.",
    ),
    Chart(
        key="lever-agendas",
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
        key="lever-considered",
        question="Was a secondary lever considered?",
        indicator="lever_considered",
        measure="Activities begun in each quarter by whether anybody considered a secondary lever",
        frame=levers.considered_over_time,
        columns={
            "quarter": "Quarter to",
            "considered": "Considered",
            "not_considered": "Not considered",
            "unknown": "Nobody said",
            "activities": "Activities",
            "share": "Considered (%)",
        },
        rates={"share": ("considered", "activities")},
        draw=lambda frame: bars.columns(frame, x="quarter", layers=bars.ANSWER_LAYERS, y_title="Activities"),
        describe=describe_considered,
        sources=("returns",),
        draws_on=("activities",),
        period="history",
        empty="No activity matches.",
    ),
)
