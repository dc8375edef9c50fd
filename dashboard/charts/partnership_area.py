"""What the map of one partnership shows, its authorities or its wards, and what it says in words."""

import pandas as pd
from pandas import DataFrame

from dashboard import words
from dashboard.boundaries import added_url, attribution, localities
from dashboard.charts.chart import ChartText
from dashboard.indicators.coverage import coverage
from dashboard.indicators.profile import profile
from dashboard.indicators.shared import area_coverage
from dashboard.question import Question
from data.taxonomy import COVERAGES
from geo.names import OWN
from geo.vintages import vintage_at


def frame(question: Question) -> DataFrame:
    """The region around one partnership: its own areas whole or part, all others as background.

    Columns as `coverage.by_area`, and for wards authority (the one it lies in) and boundaries (the address
    of its shapes), NaN for an authority. `state` says what this partnership covers, not what others do. An authority
    in whose wards it works is not a row; all of its wards are. The areas that it calls its own are rows, too.
    """
    found = profile.profile(question)
    own = _own(question).drop(columns=["partnership", "vintage"])
    every = _authorities_and_wards(question, found)
    return every if own.empty else pd.concat([every, own.assign(state="own")], ignore_index=True)


def _own(question: Question) -> DataFrame:
    """The areas that the partnership calls its own; see `dashboard.boundaries.localities`."""
    every = localities(question.programme)
    return every[every["partnership"] == question.partnership]


def _authorities_and_wards(question: Question, found: profile.Profile) -> DataFrame:
    areas = _around(coverage.mapped(question.of_all.anywhere), found.areas)
    every = _wards(question, found.wards)
    if every.empty:
        nothing = pd.Series(None, index=areas.index, dtype="str")
        return areas.assign(authority=nothing, boundaries=nothing)
    table = area_coverage.table(question.programme, vintage_at(question.on.date()))
    now = every["parent_code"].map(table.drop_duplicates("from_code").set_index("from_code")["to_code"])
    lying = every.assign(region=now.map(areas.set_index("area_code")["region"]))
    undivided = areas[~areas["area_code"].isin(now)]
    return pd.concat([undivided, lying.drop(columns=["parent_code", "vintage"])], ignore_index=True)


def _around(frame: DataFrame, own: DataFrame) -> DataFrame:
    """The regions in which a partnership has authorities, each of these whole or part, the others none."""
    covered = own.set_index("area_code")["coverage"]
    mine = frame["area_code"].isin(covered.index)
    around = frame["region_code"].isin(frame.loc[mine, "region_code"]) if mine.any() else mine
    states = {label: state for state, label in COVERAGES.items()}
    state = frame["area_code"].map(covered).map(states).fillna("none")
    return frame.assign(state=state)[around].reset_index(drop=True)


def _wards(question: Question, own: DataFrame) -> DataFrame:
    """All wards around those of a partnership, ready to be drawn; no rows where no boundaries of them were added."""
    every = area_coverage.wards_around(question.programme, own, question.on)
    if every.empty:
        return every
    state = every["area_code"].map(own.set_index("area_code")["coverage"]).fillna("none")
    urls = {
        (vintage, parent): added_url(question.programme, area_coverage.WARD, vintage, parent)
        for vintage, parent in every[["vintage", "parent_code"]]
        .drop_duplicates()
        .itertuples(index=False, name=None)
    }
    keys = zip(every["vintage"], every["parent_code"], strict=True)
    return every.assign(
        authority=every["parent_code"].map(question.programme.areas.set_index("area_code")["name"]),
        state=state,
        boundaries=pd.Series([urls[key] for key in keys], index=every.index, dtype="str"),
    )


def measured(question: Question) -> str:
    """What the map shows: authorities in their region, or wards in their authority."""
    every, own = _drawn_wards(question), _own(question)
    if len(own):
        return f"What this partnership calls its own, in its region; boundaries of {own['vintage'].iloc[0]}"
    if every.empty:
        return "Authorities this partnership covers, in its region"
    return f"Wards this partnership covers, in their authority; boundaries of {every['vintage'].iloc[0]}"


def attributed(question: Question) -> str:
    """The attribution of the boundaries that are drawn; nothing where only those that ship are."""
    on, every = question.on.date(), _drawn_wards(question)
    lines = [attribution(question.programme, area_coverage.LEVEL, vintage_at(on).key)]
    lines += [
        attribution(question.programme, area_coverage.WARD, vintage) for vintage in every["vintage"].unique()
    ]
    lines += [attribution(question.programme, OWN, vintage) for vintage in _own(question)["vintage"].unique()]
    return "; ".join(dict.fromkeys(line.removeprefix("Source: ").rstrip(".") for line in lines if line))


def _drawn_wards(question: Question) -> DataFrame:
    return area_coverage.wards_around(question.programme, profile.profile(question).wards, question.on)


def describe(frame: DataFrame, question: Question) -> ChartText:
    """Name the areas covered, whole and part; wards under the authority that they lie in; and those of its own."""
    is_own = frame["boundaries"].notna() & frame["authority"].isna()
    own = frame.loc[is_own, "area"].tolist()
    covered = frame[(frame["state"] != "none") & ~is_own]
    partly = (covered["state"] == "part").map({True: "part of ", False: ""})
    named = covered.assign(said=partly + covered["area"]).sort_values("state", ascending=False, kind="stable")
    places = named.loc[named["authority"].isna(), "said"].tolist()
    below = named.groupby("authority", sort=True)["said"]
    places += [
        f"the {words.agree(len(said), 'ward')} {words.listing(said.tolist(), most=4)} in {authority}"
        for authority, said in below
    ]
    calls = f", and calls {words.listing(own, most=4)} its own" if own else ""
    every = calls and f", and calls {words.listing(own)} its own"
    return ChartText(
        f"Covers {words.listing(places, most=4)}{calls}",
        words.sentence(f"Covers {words.listing(places)}{every}"),
    )
