"""Charts about the records themselves: what the store holds, what contradicts itself, what is missing or late."""

from dataclasses import replace
from functools import partial
from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.leads import Cell, to_list
from dashboard.figures import bars, matrix
from dashboard.figures.plain import MONTH
from dashboard.filters import Filters
from dashboard.indicators.returns import completeness, expected, quality
from dashboard.indicators.shared.extremes import extreme
from dashboard.narrowed import OF_ONE, Key
from dashboard.question import Question
from dashboard.theme import NAVY, PLUM
from data.quality import RULES

SEVERITIES: Final = {"error": bars.Part("Errors", PLUM), "warning": bars.Part("Warnings", NAVY)}
FIRST: Final = 10
"""Findings that the text alternative reads out; the table has all."""
RECORDS: Final = (
    "memberships", "activities", "meetings", "attendance", "actions", "support", "returns",
)  # fmt: skip
HELD: Final = {
    "partnerships": ("Partnerships", "Names and places from published pages; milestones may be generated"),
    "statuses": ("Statuses", "Published ones with their page; others generated"),
    "partnership_areas": ("Areas of partnerships", "The authorities each covers, as published"),
    "organisations": ("Organisations", "At the table or at meetings; never persons"),
    "memberships": ("Memberships", "Who sits on which partnership, in which role; few are published"),
    "evidence": ("Evidence", "What each published fact rests on, with its page"),
    "activities": ("Activities", "What the partnerships do; published nowhere"),
    "activity_levers": ("Secondary levers", "Of activities"),
    "activity_approaches": ("Approaches", "Of activities"),
    "activity_agendas": ("Agendas", "Of activities"),
    "activity_links": ("Led-to links", "Which activity led to which; published nowhere"),
    "meetings": ("Meetings", "Published nowhere"),
    "attendance": ("Attendance", "Which organisation was at which meeting; published nowhere"),
    "actions": ("Actions", "What was agreed; published nowhere"),
    "support": ("Support", "What bridges gave; published nowhere"),
    "returns": ("Returns", "Which quarter’s return was due and came; published nowhere"),
    "return_reviews": (
        "Returns handed in",
        "Who handed in what, and who accepted it, written on these pages",
    ),
    "return_partnerships": ("Partnerships of returns handed in", "Of which partnerships these speak"),
    "targets": ("Targets", "The aim of at least 50, as announced"),
    "published_counts": ("Published counts", "Counts of England and of bridges, each with its page"),
    "events": ("Events", "What happened to the programme, each with its day and source"),
    "attention_states": ("Calls", "How far somebody is with a reason to call, written on these pages"),
    "comments": ("Comments", "What somebody said to a chart, written on these pages"),
    "saved_views": ("Saved views", "Pages with their filters, under a name"),
    "packs": ("Packs", "Papers and mails that are made by themselves, written on these pages"),
    "paper_drafts": ("Drafts of papers", "Board papers that are not finished, written on these pages"),
    "record_ends": ("Last complete days", "Up to which day each kind of record is complete"),
    "area_statistics": ("Area statistics", "Office for National Statistics and others, by authority"),
    "area_measures": ("Measures of areas", "What the area statistics measure, and how they add up"),
    "areas": ("Areas", "Authorities of every vintage"),
    "area_groupings": ("Groupings", "Region, Arts Council area, bridge and county of each authority"),
    "area_succession": ("Successions", "Which authority became which"),
    "boundary_sets": ("Boundary sets", "Vintages of boundaries"),
    "boundary_files": ("Boundary files", "Maps of boundaries that were added to this store"),
    "boundary_areas": ("Areas of added boundaries", "Where each area of an added set lies"),
}
"""Frame -> its label, and where its rows come from."""
NOT_DESCRIBED: Final = "A kind of row that this page does not describe yet"


def everywhere(question: Question) -> Question:
    """The question about the whole store: only the date and what is illustrative stay."""
    filters = question.filters
    return replace(question, filters=Filters(as_at=filters.as_at, illustrative=filters.illustrative))


def held(question: Question) -> DataFrame:
    """`quality.holdings` with label and origin of each kind of row."""
    frame = quality.holdings(question)
    known = [HELD.get(table) or (words.measure(table), NOT_DESCRIBED) for table in frame["table"]]
    return frame.assign(label=[label for label, _ in known], origin=[origin for _, origin in known])


def fields(question: Question) -> DataFrame:
    """`completeness.by_field` of fields that were required, in per cent, the emptiest first."""
    frame = completeness.by_field(question)
    frame = frame[frame["required"] > 0]
    frame = frame.sort_values("share", kind="stable", ignore_index=True)
    return frame.assign(share=100 * frame["share"])


def per_partnership(question: Question) -> DataFrame:
    """`quality.by_partnership` with its shares in per cent."""
    frame = quality.by_partnership(question)
    return frame.assign(**{name: 100 * frame[name] for name in completeness.SHEETS})


def describe_held(frame: DataFrame, question: Question) -> ChartText:
    """Say how much of it is real."""
    total, real = int(frame["rows"].sum()), int(frame["real"].sum())
    headline = f"{words.of(real, total)} rows are real, {words.number(total - real)} illustrative"
    each = [
        f"{label} {words.number(rows)} ({words.number(made_up)} illustrative)"
        for label, rows, made_up in zip(frame["label"], frame["rows"], frame["illustrative"], strict=True)
    ]
    return ChartText(headline, words.sentence(words.listing(each)))


def severities_in(frame: DataFrame) -> dict[str, bars.Part]:
    """The severities of which there is any finding: a legend names nothing that is not there."""
    return {severity: part for severity, part in SEVERITIES.items() if frame[severity].any()}


def describe_rules(frame: DataFrame, question: Question) -> ChartText:
    """Count the findings, and name the rule most often broken."""
    errors, warnings = int(frame["error"].sum()), int(frame["warning"].sum())
    most = extreme(frame, "findings")
    counts = words.listing([words.count_of(errors, "error"), words.count_of(warnings, "warning")])
    headline = words.capital(counts)
    if most is not None and len(frame) > 1:
        headline += f"; most often: {most.names.lower()}"
    each = [
        f"{label} {words.number(size)} ({kind.lower()})"
        for label, size, kind in zip(frame["label"], frame["findings"], frame["kind"], strict=True)
    ]
    return ChartText(headline, words.sentence(words.listing(each)))


def describe_findings(frame: DataFrame, question: Question) -> ChartText:
    """Count the partnerships concerned, and give the first findings."""
    of = words.count_of(frame["partnership"].nunique(), "partnership")
    each = [f"{name}: {what.rstrip('.')}" for name, what in zip(frame["name"], frame["what"], strict=True)]
    headline = f"{words.count_of(len(frame), 'finding')} about {of}, each with what to do"
    more = len(each) - FIRST
    return ChartText(
        headline, words.sentences(*each[:FIRST], f"And {words.number(more)} more" if more > 0 else "")
    )


def describe_fields(frame: DataFrame, question: Question) -> ChartText:
    """Say how much is filled, and which field least."""
    filled, required = int(frame["filled"].sum()), int(frame["required"].sum())
    first = extreme(frame, "share", base="required", least=True)
    least = "" if filled < required else "; none is empty"
    if first is not None and filled < required and len(frame) > 1:
        least = f"; least often: {first.names[0].lower()}{first.names[1:]}"
    headline = f"{words.percent(filled / required)} of required fields are filled{least}"
    each = [
        f"{label} {words.portion(some, size, 'cell')}"
        for label, some, size in zip(frame["label"], frame["filled"], frame["required"], strict=True)
    ]
    return ChartText(headline, words.sentence(words.listing(each)))


def describe_partnerships(frame: DataFrame, question: Question) -> ChartText:
    """Count those without a finding."""
    clean = int((frame["errors"] + frame["warnings"] == 0).sum())
    headline = words.capital(
        f"{words.share_of(clean, len(frame), 'partnership', 'has')} records without any finding"
    )
    worst = frame.sort_values(["errors", "warnings"], ascending=False, kind="stable").head(5)
    each = [
        f"{name} {words.count_of(errors, 'error')} and {words.count_of(warnings, 'warning')}"
        for name, errors, warnings in zip(worst["name"], worst["errors"], worst["warnings"], strict=True)
    ]
    return ChartText(headline, words.sentence(f"Most findings: {words.listing(each)}"))


URGENT_FIRST: Final = {
    "late": "late",
    "returned": "returned",
    "received": "received",
    "in_check": "in check",
    "expected": "not due yet",
}
"""State -> how a cell of the grid says it."""


def grid(question: Question) -> DataFrame:
    """`expected.by_bridge` with the quarter as a label, and what is most urgent of it in a few words."""
    frame = expected.by_bridge(question)
    said = [
        next((f"{row[state]} {told}" for state, told in URGENT_FIRST.items() if row[state]), "all accepted")
        for row in frame.to_dict("records")
    ]
    return frame.assign(quarter=[f"{day:{MONTH}}" for day in frame["period_end"]], said=said)


def describe_grid(frame: DataFrame, question: Question) -> ChartText:
    """Count what is outstanding and late, and name the bridge with the most late ones."""
    total, late, accepted = (int(frame[key].sum()) for key in ("total", "late", "accepted"))
    waiting = int(frame["received"].sum() + frame["in_check"].sum())
    by = frame.groupby("bridge", sort=False)["late"].sum().reset_index()
    most = extreme(by, "late", label="bridge") if late else None
    named = f"; most of {most.names}" if most is not None and len(by) > 1 else ""
    accepting = words.capital(words.share_of(accepted, total, "return", "is"))
    headline = f"{accepting} accepted, {words.number(late) if late else 'none'} late{named}"
    each = [
        f"{row['bridge']}, quarter to {row['quarter']}: "
        f"{words.of(row['accepted'], row['total'])} accepted, {row['said']}"
        for row in frame.to_dict("records")
    ]
    waits = f"{words.count_of(waiting, 'return')} {words.agree(waiting, 'waits')} for a decision"
    return ChartText(headline, words.sentences(waits, words.listing(each)))


def describe_outstanding(frame: DataFrame, question: Question) -> ChartText:
    """Count what is not accepted, by state, and name the first."""
    by = frame["label"].value_counts(sort=False)
    listed = words.listing(
        [f"{words.number(size)} {label.lower()}" for label, size in zip(by.index, by, strict=True)]
    )
    each = [
        f"{row['name']}, quarter to {words.day(row['period_end'])}: {row['label'].lower()}"
        for row in frame.head(FIRST).to_dict("records")
    ]
    return ChartText(
        f"{words.count_of(len(frame), 'return')} outstanding: {listed}", words.sentence(words.listing(each))
    )


of_the_calendar = partial(
    Chart,
    indicator="returns",
    counted="returns of partnerships that are live at the end of the quarter, or that the store asks one of",
    sources=("returns",),
    draws_on=("statuses",),
    touches=("returns",),
)
"""A chart of which returns are expected and how far each is."""

of_the_rules = partial(
    Chart,
    indicator="quality",
    sources=("register", "returns"),
    draws_on=("partnerships",),
    touches=("statuses", *RECORDS),
    period="window",
)
"""A chart of what the rules of quality find in the records of the period."""

CHARTS: Final = (
    of_the_calendar(
        key="returns-by-bridge",
        question="Whose returns are missing, and what waits for a decision?",
        measure="Returns not accepted, of each bridge and quarter that has ended; how far they are is as it stands now",
        frame=grid,
        columns={
            "bridge": "Bridge",
            "period_end": "Quarter to",
            "said": "Most urgent",
            "total": "Expected in all",
            "late": "Late",
            "returned": "Returned with comment",
            "received": "Received",
            "in_check": "In check",
            "expected": "Not due yet",
            "accepted": "Accepted",
            "outstanding": "Not accepted",
        },
        draw=lambda frame: matrix.numbers(
            frame,
            row="bridge",
            column="quarter",
            value="outstanding",
            note="said",
            x_title="Quarter to the end of",
            y_title="Bridge",
        ),
        describe=describe_grid,
        least_width="46rem",
        empty="No return is expected.",
    ),
    of_the_calendar(
        key="returns-outstanding",
        question="Which returns are not accepted, and how long are they late?",
        measure="Expected returns that are not accepted, late ones first; a name leads into the profile",
        scrolls=True,
        frame=expected.outstanding,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "bridge": "Bridge",
            "period_end": "Quarter to",
            "label": "State",
            "due_on": "Due on",
            "days": "Days late",
            "who": "By",
            "state_on": "Since",
            "is_illustrative": "Illustrative",
        },
        describe=describe_outstanding,
        empty="Every return that is expected is accepted.",
    ),
    Chart(
        key="store-holdings",
        question="What does the store hold, and what of it is real?",
        indicator="holdings",
        measure="Rows of the store by kind; illustrative rows were generated, and are marked row by row",
        frame=held,
        columns={
            "label": "Kind of row",
            "rows": "Rows",
            "real": "Real rows",
            "illustrative": "Illustrative rows",
            "origin": "Where they come from",
        },
        describe=describe_held,
        sources=("register", "returns", "targets", "published", "boundaries", "population"),
        draws_on=("partnerships",),
        touches=("statuses", *RECORDS),
        within=everywhere,
        empty="The store is empty.",
    ),
    of_the_rules(
        key="quality-by-rule",
        leads=to_list(
            "findings",
            {"rule": "rule"},
            {"error": Cell(), "warning": Cell(), "findings": Cell()},
        ),
        question="Which rules of quality are broken, and how often?",
        measure="Findings by rule; an error makes figures wrong, a warning makes them incomplete or old",
        frame=quality.by_rule,
        columns={
            "label": "What is wrong",
            "kind": "Severity",
            "sheet": "Sheet",
            "findings": "Findings",
            "partnerships": "Partnerships",
            "says": "Rule",
            "mend": "How to mend it",
        },
        draw=lambda frame: bars.stacked(frame, label="label", parts=severities_in(frame), x_title="Findings"),
        describe=describe_rules,
        empty="No rule finds anything.",
    ),
    Chart(
        key="completeness-by-field",
        question="Which required fields are left empty?",
        indicator="returns",
        counted="cells in the rows of partnerships of every status",
        measure="Cells filled, of those that an indicator needs, in rows of the period",
        frame=fields,
        columns={
            "label": "Field",
            "table": "Sheet",
            "field": "Column",
            "indicator": "Indicator that needs it (no.)",
            "required": "Required",
            "filled": "Filled",
            "share": "Filled (%)",
        },
        rates={"share": ("filled", "required")},
        of_rates=True,
        draw=lambda frame: bars.ranked(
            frame, label="label", value="share", x_title="% of required cells filled"
        ),
        describe=describe_fields,
        sources=("returns",),
        draws_on=("returns",),
        touches=("activities", "meetings", "actions"),
        period="window",
        empty="No field was required.",
    ),
    of_the_rules(
        key="quality-findings",
        narrows={"rule": Key("rule", "rule of quality", {rule.key: rule.label for rule in RULES}), **OF_ONE},
        question="What is wrong, where, and how is it mended?",
        measure="Findings of the rules of quality, errors first; a name leads to the place in the profile",
        scrolls=True,
        frame=quality.findings,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "label": "Finding",
            "kind": "Severity",
            "sheet": "Sheet",
            "what": "What is wrong",
            "mend": "How to mend it",
            "is_illustrative": "Illustrative",
            "anchor": "Where in the profile",
        },
        describe=describe_findings,
        empty="No rule finds anything.",
    ),
    of_the_rules(
        key="quality-by-partnership",
        question="How complete and how timely are the records of each partnership?",
        measure="Required cells filled on each sheet, in per cent from five on, returns due and on time, findings",
        scrolls=True,
        frame=per_partnership,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "bridge": "Bridge",
            "partnerships": "Facts filled (%)",
            "activities": "Activities filled (%)",
            "meetings": "Meetings filled (%)",
            "actions": "Actions filled (%)",
            "due": "Returns due",
            "on_time": "Returns on time",
            "last_received": "Last return",
            "errors": "Errors",
            "warnings": "Warnings",
        },
        describe=describe_partnerships,
        empty="No partnership matches.",
    ),
)
