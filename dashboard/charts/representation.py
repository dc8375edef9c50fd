"""Charts about who is at the table, and who is missing."""

from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.figures import bars, lines, matrix
from dashboard.indicators.representation import gaps, seats
from dashboard.indicators.shared.extremes import extreme
from dashboard.indicators.shared.rates import MINIMUM
from dashboard.question import Question
from dashboard.theme import NAVY
from data.taxonomy import CORE_GROUPS

KNOWN_ONLY: Final = "counted partnerships with a known membership"
PARTNERSHIPS: Final = {"partnerships": bars.Layer("Partnerships", NAVY)}


def sector_matrix(question: Question) -> DataFrame:
    """`seats.matrix` of counted partnerships, those with fewest core groups first, and core_groups (NaN where nobody
    knows).
    """
    tables = seats.core_groups(question)
    counts = tables[tables["is_counted"]].set_index("partnership")["core_groups"]
    frame = seats.matrix(question, by="core_groups")
    frame = frame[frame["partnership"].isin(counts.index)].reset_index(drop=True)
    return frame.assign(core_groups=frame["partnership"].map(counts))


def active(question: Question) -> DataFrame:
    """`seats.active` of counted partnerships."""
    frame = seats.active(question)
    return frame[frame["is_counted"]].reset_index(drop=True)


def measured(question: Question) -> str:
    """What the matrix shows: all that are counted, or of very many those with the most gaps."""
    size = int(seats.membership_summary(question)["is_counted"].sum())
    if size <= matrix.MOST:
        return "Every counted partnership by sector, the least complete tables first"
    return (
        f"The {matrix.MOST} least complete tables of {words.number(size)} by sector; "
        "choose a place for fewer, or see all of them in the table"
    )


def lacking(question: Question) -> DataFrame:
    """`gaps.by_sector`, core sectors first, each by how many lack it; only where any membership is known."""
    frame = gaps.by_sector(question)
    frame = frame[frame["known"] > 0].sort_values(
        ["rated", "share_lacking"], ascending=False, ignore_index=True
    )
    mark = frame["rated"].map({True: "", False: " (unrated)"})
    return frame.assign(name=frame["label"] + mark)


def groups_over_time(question: Question) -> DataFrame:
    """The share of tables with each core group, tidy: date, series, value (%), known."""
    frame = gaps.over_time(question)
    frame = frame[frame["known"] > 0].rename(columns={"quarter": "date"})
    tidy = frame.melt(["date", "known"], [*CORE_GROUPS, "all_five"], var_name="key", value_name="value")
    names = {**CORE_GROUPS, "all_five": "All five"}
    tidy = tidy.assign(having=(tidy["value"] * tidy["known"] / 100).round())
    return tidy.assign(series=tidy["key"].map(names)).sort_values(["series", "date"], ignore_index=True)


def spread(question: Question) -> DataFrame:
    """`gaps.distribution`, or no rows where there is no counted partnership."""
    return _if_any(gaps.distribution(question))


def depth(question: Question) -> DataFrame:
    """`gaps.depth_distribution`, or no rows where there is no counted partnership."""
    return _if_any(gaps.depth_distribution(question))


def members_sources(question: Question) -> tuple[str, ...]:
    """Where members are from: published pages, returns, or both."""
    facts, seats = question.visible.evidence, question.visible.memberships
    facts = facts[facts["kind"] == "membership"]
    published = {*zip(facts["partnership"], facts["value"], strict=True)}
    returned = {*zip(seats["partnership"], seats["organisation"], strict=True)} - published
    return (*(("register",) if published else ()), *(("returns",) if returned or not published else ()))


def describe_matrix(frame: DataFrame, question: Question) -> ChartText:
    """Count the tables, those that nobody knows, and the gaps of those that somebody knows."""
    is_unknown = frame["presence"].eq("unknown").groupby(frame["partnership"])
    unknown, size = int(is_unknown.all().sum()), frame["partnership"].nunique()
    partly = int(is_unknown.any().sum()) - unknown
    core = frame[(frame["group"] == "core") & (frame["presence"] == "absent")]
    missing = core["sector_label"].value_counts()
    known = size - unknown - partly
    counts = missing.rename_axis("label").reset_index(name="tables")
    first = extreme(counts, "tables") if known >= MINIMUM else None
    most = ""
    if first is not None:
        least = "most often" if len(counts) > 1 else "alone"
        are, tables = words.agree(first.number, "is"), words.number(first.value)
        most = f"; {first.names} {are} missing {least}, from {tables}"
    each = [f"{label} {count}" for label, count in missing.items()]
    nobody = f"For {words.count_of(unknown, 'counted partnership')} no source says who sits there; that is not absence"
    some = f"{words.of(known, size)} tables" if known else f"No table of {words.number(size)}"
    named = f", some members of {words.number(partly)} more are named" if partly else ""
    return ChartText(
        f"{some} {words.agree(max(known, 1), 'is')} known{named}{most}",
        words.sentences(
            f"Core sectors absent from known tables: {words.listing(each)}" if each else "",
            nobody if unknown else "",
        ),
    )


def describe_lacking(frame: DataFrame, question: Question) -> ChartText:
    """Name the core sector that is missing most."""
    core = frame[frame["rated"]]
    first = extreme(core, "lacking", base="known")
    each = [
        f"{name} {words.of(n, known)}"
        for name, n, known in zip(frame["name"], frame["lacking"], frame["known"], strict=True)
    ]
    size = words.count_of(int(frame["known"].iloc[0]), "known table")
    few = int(frame["known"].iloc[0]) < MINIMUM
    headline = f"{size}: too few to say which sector is missing most"
    if first is None and not few:
        headline = f"Every core sector is missing from as many of {size}"
    if first is not None and first.value:
        are = words.agree(first.number, "is")
        headline = f"{first.names} {are} missing most often, from {words.number(first.value)} of {size}"
    design = "Extended sectors sit on some partnerships by design: their absence is no fault"
    return ChartText(headline, words.sentences(f"Lacking: {words.listing(each)}", design))


def describe_spread(frame: DataFrame, question: Question) -> ChartText:
    """State how many tables are full."""
    counts = dict(zip(frame["label"], frame["partnerships"], strict=True))
    known = frame.dropna(subset=[frame.columns[0]])
    full = int(known["partnerships"].iloc[-1])
    size = int(known["partnerships"].sum())
    each = [f"{label}: {count}" for label, count in counts.items()]
    everything = (
        "all five core groups" if frame.columns[0] == "core_groups" else "all four education settings"
    )
    headline = f"{words.share_of(full, size, 'known table', 'has')} {everything}"
    return ChartText(words.capital(headline), words.sentence(words.listing(each)))


def describe_over_time(frame: DataFrame, question: Question) -> ChartText:
    """State where the shares stand now."""
    last = frame.groupby("series")["value"].last().sort_values()
    each = [f"{name} {words.per_cent(value)}" for name, value in last.items()]
    groups = last.drop("All five", errors="ignore").rename_axis("label").reset_index(name="share")
    known = int(frame["known"].iloc[-1])
    size = words.number(known)
    headline = f"{words.count_of(known, 'known table')}: too few to say which core group is missing most"
    if known >= MINIMUM:
        headline = f"Each core group is at {words.per_cent(groups['share'].iloc[0])} of {size} known tables"
    if (lowest := extreme(groups.assign(known=known), "share", base="known", least=True)) is not None:
        are, share = words.agree(lowest.number, "is"), words.per_cent(lowest.value)
        headline = f"{lowest.names} {are} at {share} of {size} known tables, the least of the core groups"
    return ChartText(headline, words.sentence(words.listing(each)))


def describe_shared(frame: DataFrame, question: Question) -> ChartText:
    """Count the organisations on several partnerships."""
    each = [f"{name}: {names}" for name, names in zip(frame["name"], frame["names"], strict=True)]
    sit = f"{words.count_of(len(frame), 'organisation')} {words.agree(len(frame), 'sits')}"
    headline = f"{sit} on several counted partnerships"
    return ChartText(headline, words.sentence(words.listing(each, most=20)))


def describe_active(frame: DataFrame, question: Question) -> ChartText:
    """Count the tables to which every group came."""
    noted = frame.dropna(subset=["attending"])
    full = int((noted["attending"] >= noted["core_groups"]).sum())
    headline = (
        f"At {words.of(full, len(noted))} tables every core group came to one of the last two meetings"
        if len(noted)
        else "Nobody noted who came to the last meetings"
    )
    return ChartText(
        headline, words.sentence("Listed is not attending: the share counts core groups that came")
    )


def _if_any(frame: DataFrame) -> DataFrame:
    return frame if frame["partnerships"].sum() else frame.iloc[:0]


CHARTS: Final = (
    Chart(
        key="sector-gap",
        question="Which sectors are missing?",
        indicator="sector_gap",
        measure=f"Share of {KNOWN_ONLY} that lack each sector",
        frame=lacking,
        columns={
            "label": "Sector",
            "group": "Group",
            "core_group": "Core group",
            "lacking": "Lack it",
            "present": "Have it",
            "known": "Known tables",
            "share_lacking": "Lack it (%)",
            "rated": "Core",
        },
        rates={"share_lacking": ("lacking", "known")},
        of_rates=True,
        draw=lambda frame: bars.ranked(
            frame, label="name", value="share_lacking", x_title="% of known tables", form=".0f"
        ),
        describe=describe_lacking,
        blanks={"core_group": "[z]"},
        sources=members_sources,
        draws_on=("memberships",),
        empty="No counted partnership with a known membership matches.",
    ),
    Chart(
        key="core-groups",
        question="How complete are the tables?",
        indicator="core_groups",
        measure="Counted partnerships by how many of the five core groups are at their table",
        frame=spread,
        columns={"label": "Core groups", "partnerships": "Partnerships"},
        draw=lambda frame: bars.columns(frame, x="label", layers=PARTNERSHIPS, y_title="Partnerships"),
        describe=describe_spread,
        sources=members_sources,
        draws_on=("memberships",),
        empty="No counted partnership matches.",
    ),
    Chart(
        key="core-groups-over-time",
        question="How has membership moved?",
        indicator="fully_represented",
        measure=f"Share of {KNOWN_ONLY} with each core group, at the end of each quarter",
        frame=groups_over_time,
        columns={
            "date": "Quarter to",
            "series": "Core group",
            "having": "Tables that have it",
            "known": "Known tables",
            "value": "Tables that have it (%)",
        },
        rates={"value": ("having", "known")},
        of_rates=True,
        draw=lambda frame: lines.named(frame, y_title="% of known tables"),
        describe=describe_over_time,
        sources=members_sources,
        draws_on=("memberships",),
        period="history",
        empty="No counted partnership with a known membership matches.",
    ),
    Chart(
        key="education-depth",
        question="How deep does education reach?",
        indicator="education_depth",
        measure="Counted partnerships by how many of school, Early Years, Further and Higher Education are there",
        frame=depth,
        columns={"label": "Settings", "partnerships": "Partnerships"},
        draw=lambda frame: bars.columns(frame, x="label", layers=PARTNERSHIPS, y_title="Partnerships"),
        describe=describe_spread,
        sources=members_sources,
        draws_on=("memberships",),
        empty="No counted partnership matches.",
    ),
    Chart(
        key="sector-matrix",
        question="Who sits at which table?",
        indicator="core_groups",
        measure=measured,
        frame=sector_matrix,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "region": "Region",
            "bridge": "Bridge",
            "sector_label": "Sector",
            "group": "Group",
            "presence": "Presence",
        },
        codes={"presence": {"not_applicable": "not applicable"}},
        draw=lambda frame: matrix.signs(frame, row="name", column="sector_label", value="presence"),
        least_width="46rem",
        orders={"fewest core groups": "core_groups", "name": "name", "region": "region", "bridge": "bridge"},
        describe=describe_matrix,
        sources=members_sources,
        draws_on=("memberships",),
        empty="No counted partnership matches.",
    ),
    Chart(
        key="active-groups",
        question="Who comes, not only sits on the list?",
        indicator="active_core_groups",
        measure="Counted partnerships: core groups that came to one of the last two meetings, of those in membership",
        frame=active,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "region": "Region",
            "attending": "Core groups that came",
            "core_groups": "Core groups in membership",
            "share": "Share (%)",
        },
        rates={"share": ("attending", "core_groups")},
        describe=describe_active,
        sources=members_sources,
        draws_on=("memberships", "meetings"),
        empty="No counted partnership matches.",
    ),
    Chart(
        key="shared-organisations",
        question="Which organisations sit on several partnerships?",
        indicator="effective_sectors",
        measure="Organisations that are members of more than one counted partnership",
        frame=gaps.shared_organisations,
        columns={
            "name": "Organisation",
            "sector": "Sector",
            "partnerships": "Partnerships",
            "names": "Which",
        },
        describe=describe_shared,
        sources=members_sources,
        draws_on=("memberships",),
        empty="No organisation sits on several counted partnerships.",
    ),
)
