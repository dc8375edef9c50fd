"""The charts about one partnership."""

from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts import partnership_area
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.representation import members_sources
from dashboard.figures import bars, maps, timeline
from dashboard.figures.matrix import PRESENCE
from dashboard.indicators.levers import led_to, levers
from dashboard.indicators.profile import evidence, partnerships, profile
from dashboard.indicators.representation import seats
from dashboard.indicators.returns import returns
from dashboard.indicators.shared.extremes import extreme
from dashboard.indicators.shared.selection import selected
from dashboard.question import Question
from data.taxonomy import BEGINNINGS, PRECISIONS

SPELL: Final = {
    "status": "Status",
    "from_date": "From",
    "to_date": "To",
    "precision": "Precision",
    "begins": "What the date says",
    "grade": "Evidence",
    "source": "Source",
    "is_illustrative": "Illustrative",
}
OF_IT: Final = "what is recorded of this partnership, whatever its status"
CHAIN: Final = {
    "from_title": "Activity",
    "from_lever": "Its lever",
    "from_on": "Began",
    "to_title": "Led to",
    "to_lever": "Lever of that",
    "to_on": "Which began",
}
"""An activity and what it led to."""
OPEN_SPELL: Final = {"to_date": "[z]"}
"""A status that still holds has no end; that is not the same as an end nobody knows."""


def levers_of(question: Question) -> DataFrame:
    """Activities of one partnership in the period by primary lever, against those of its whole region.

    Columns: lever, label, activities, total, region_activities, region_total (NaN without any region).
    """
    frame = profile.profile(question).levers
    if not frame["activities"].sum():
        return frame.iloc[:0].assign(total=[], region_activities=[], region_total=[])
    everyone = selected(_of_all(question))
    home = everyone.loc[everyone["partnership"] == question.partnership, "region_code"].dropna()
    around = levers.in_period(_of_all(question).with_filters(region=tuple(home)), method="primary")
    region = around if len(home) and around.sum() else around * float("nan")
    return frame.assign(
        total=frame["activities"].sum(),
        region_activities=frame["lever"].map(region),
        region_total=region.sum(min_count=1),
    )


def sectors_of(question: Question) -> DataFrame:
    """Who sits at one partnership's table: sector_label, group, presence."""
    everyone = _of_all(question)
    rows = seats.asked(everyone)
    is_it = everyone.visible.partnerships["partnership"].eq(_slug(question)).to_numpy(dtype=bool)
    frame = seats.cells(everyone, rows.of(is_it[rows.position]))
    return frame.assign(said=frame["presence"].map({key: sign.label for key, sign in PRESENCE.items()}))


def quality_of(question: Question) -> DataFrame:
    """Returns of one partnership in the period and how complete its rows are; see `returns.by_partnership`."""
    frame = _rows_of(question, returns.by_partnership(_of_all(question)))
    return frame.assign(complete=100 * frame["complete"])


def _of_all(question: Question) -> Question:
    """The same question about all partnerships, whatever place, sectors and levers are asked for."""
    return question.of_all.of_everyone


def _rows_of(question: Question, frame: DataFrame) -> DataFrame:
    return frame[frame["partnership"] == _slug(question)].reset_index(drop=True)


def _slug(question: Question) -> str:
    """The key of the partnership that is asked about."""
    return partnerships.slug_of(question.programme, question.partnership or "")


def describe_spells(frame: DataFrame, question: Question) -> ChartText:
    """Name the present status and since when."""
    each = [
        f"{row['status']} {words.since(row['from_date'], row['precision'], row['begins'])}"
        for _, row in frame.iterrows()
    ]
    return ChartText(each[-1], words.sentences(*each))


def describe_evidence(frame: DataFrame, question: Question) -> ChartText:
    """Count the facts and how strong they are, the strongest first."""
    graded = frame["grade"].value_counts().sort_index()
    each = [f"grade {grade}, {count}" for grade, count in graded.items()]
    without = int((frame["address"] == evidence.NO_ADDRESS).sum())
    unknown = f"The address of {words.number(without)} is not recorded" if without else ""
    headline = f"{words.count_of(len(frame), 'published fact')}, at best of grade {graded.index[0]}"
    return ChartText(headline, words.sentences(words.listing(each), unknown))


def evidence_measured(question: Question) -> str:
    """What the list of facts holds, and how many it leaves out because they speak of later days."""
    later = evidence.later(question)
    left = f"; {words.count_of(later, 'fact')} of later days left out" if later else ""
    return f"Facts that published pages state, and what each proves, the newest first{left}"


def levers_measured(question: Question) -> str:
    """What is compared with what."""
    seen = " as far as it is seen" if question.whose else ""
    return f"Share of activities by primary lever, beside its region{seen}; context, not a judgement"


def describe_levers(frame: DataFrame, question: Question) -> ChartText:
    """Count activities by lever; context, never a judgement."""
    total = int(frame["activities"].sum())
    rows = [*frame[["label", "activities", "share", "region_share"]].itertuples(index=False, name=None)]
    seen = " as far as seen" if question.whose else ""
    each = [
        f"{label} {n}, {words.per_cent(own)} (region{seen} {words.per_cent(region)})"
        for label, n, own, region in rows
    ]
    most, counts = extreme(frame, "activities"), [f"{label} {n}" for label, n, *_ in rows]
    headline = f"{words.listing(counts)} of its {words.count_of(total, 'activity')}"
    if most is not None and most.number == 1:
        region = next(around for label, _, _, around in rows if label == most.names)
        around = f"; {words.per_cent(region)} in its region{seen}" if words.is_known(region) else ""
        share = words.per_cent(100 * most.value / total)
        headline = f"{most.names} makes up {share} of its {words.count_of(total, 'activity')}{around}"
    return ChartText(headline, words.sentence(words.listing(each)))


def describe_sectors(frame: DataFrame, question: Question) -> ChartText:
    """State how many sectors are there, and which core sectors are not."""
    if frame["presence"].eq("unknown").all():
        later = int((profile.profile(question).members["from_date"] > question.on).sum())
        named = f"Pages that do not say since when name {words.count_of(later, 'member')}" if later else ""
        said = words.sentences(f"No source says who sat there on {question.day}; that is not absence", named)
        return ChartText("Nobody knows yet who sits at this table", said)
    there = int(frame["presence"].eq("present").sum())
    absent = frame.loc[frame["presence"].eq("absent"), "sector_label"].tolist()
    missing = f"; missing: {words.listing(absent).lower()}" if absent else ""
    text = words.sentence(words.listing(absent) or "No sector is known to be missing")
    return ChartText(f"{words.count_of(there, 'sector')} at the table{missing}", text)


def describe_chains(frame: DataFrame, question: Question) -> ChartText:
    """Count what led to what."""
    pairs = frame[["from_title", "to_title"]].itertuples(index=False, name=None)
    each = [f"{first} led to {then}" for first, then in pairs]
    return ChartText(
        f"{words.count_of(len(frame), 'activity')} led on to another",
        words.sentence(words.listing(each, most=10)),
    )


def describe_quality(frame: DataFrame, question: Question) -> ChartText:
    """State how many returns came on time, and how complete they are."""
    row = frame.to_dict("records")[0]
    filled = words.per_cent(row["complete"])
    came = words.share_of(row["on_time"], row["due"], "return", "was")
    headline = words.capital(f"{came} on time; {filled} of fields filled")
    return ChartText(headline, words.sentence(f"{row['late']} late, {row['missing']} not received"))


CHARTS: Final = (
    Chart(
        key="partnership-area",
        question="Where does it work?",
        indicator="area_coverage",
        counted=OF_IT,
        measure=partnership_area.measured,
        frame=partnership_area.frame,
        columns={
            "area_code": "Area code",
            "area": "Area",
            "authority": "Ward of",
            "region": "Region",
            "state": "Covered by this partnership",
        },
        codes={"state": {"whole": "as a whole", "part": "in part", "own": "its own area", "none": "no"}},
        draw=lambda frame, boundaries: maps.one_place(frame, boundaries=boundaries),
        boundaries="detail",
        describe=partnership_area.describe,
        added_sources={"boundaries": partnership_area.attributed},
        sources=("register", "boundaries"),
        draws_on=("partnership_areas",),
        subject="needed",
        empty="No source itemises the authorities this partnership covers.",
    ),
    Chart(
        key="partnership-status",
        question="How did its status change?",
        indicator="established",
        counted=OF_IT,
        measure="Status over time; hatched bars are illustrative",
        frame=profile.status_history,
        columns=SPELL,
        calendar=True,
        draw=timeline.spells,
        describe=describe_spells,
        blanks=OPEN_SPELL,
        codes={"precision": PRECISIONS, "begins": BEGINNINGS},
        sources=("register",),
        subject="needed",
        period="history",
        empty="Its status is published without a date.",
    ),
    Chart(
        key="partnership-evidence",
        question="What is known of it, and from where?",
        indicator="established",
        measure=evidence_measured,
        frame=evidence.listing,
        columns={
            "what": "Fact",
            "says": "What the page says",
            "wording": "Words as published",
            "when": "As at",
            "proves": "What it proves",
            "grade": "Grade",
            "address": "Address",
            "note": "Note",
            "iso": "As at (year, month or day)",
            "is_illustrative": "Illustrative",
        },
        describe=describe_evidence,
        counted="every fact on every page that states it, of days up to the as-at date or not published",
        blanks={"note": "[z]"},
        scrolls=True,
        sources=("register",),
        draws_on=("evidence",),
        subject="needed",
        empty="No published page on record speaks of it by then; its returns say the rest.",
    ),
    Chart(
        key="partnership-levers",
        question="Which levers does it pull?",
        indicator="lever_mix",
        counted=OF_IT,
        measure=levers_measured,
        frame=levers_of,
        columns={
            "label": "Lever",
            "activities": "Activities",
            "total": "All its activities",
            "share": "Share (%)",
            "region_activities": "Activities in its region",
            "region_total": "All activities there",
            "region_share": "Share in its region (%)",
        },
        rates={"share": ("activities", "total"), "region_share": ("region_activities", "region_total")},
        of_rates=True,
        draw=lambda frame: bars.paired(
            frame,
            label="label",
            own=("share", "This partnership"),
            other=("region_share", "Its region"),
            x_title="% of activities",
        ),
        describe=describe_levers,
        sources=("returns",),
        draws_on=("activities",),
        subject="needed",
        period="window",
        empty="No activity reported in this period.",
    ),
    Chart(
        key="partnership-sectors",
        question="Who sits at its table?",
        indicator="core_groups",
        counted=OF_IT,
        measure="Sectors at the table: present, absent, there by design on some, or unknown",
        frame=sectors_of,
        columns={"sector_label": "Sector", "group": "Group", "said": "At the table"},
        describe=describe_sectors,
        sources=members_sources,
        draws_on=("memberships",),
        subject="needed",
        empty="The register holds no such partnership.",
    ),
    Chart(
        key="partnership-chains",
        question="What led to what?",
        indicator="led_to",
        counted=OF_IT,
        measure="Activities of this partnership that led to another",
        frame=lambda question: led_to.chains(question.of_all, question.partnership or ""),
        columns={
            **CHAIN,
            "basis": "Basis",
        },
        follows=True,
        describe=describe_chains,
        sources=("returns",),
        draws_on=("activities", "activity_links"),
        subject="needed",
        period="history",
        empty="No activity is known to have led to another.",
    ),
    Chart(
        key="partnership-quality",
        question="How good are its returns?",
        indicator="returns",
        counted=OF_IT,
        measure="Returns due in the period, and required fields filled",
        frame=quality_of,
        columns={
            "due": "Returns due",
            "on_time": "On time",
            "late": "Late",
            "missing": "Not received",
            "required": "Fields required",
            "filled": "Fields filled",
            "complete": "Complete (%)",
        },
        rates={"complete": ("filled", "required")},
        describe=describe_quality,
        sources=("returns",),
        draws_on=("returns",),
        subject="needed",
        period="window",
        empty="No return was due in this period.",
    ),
)
