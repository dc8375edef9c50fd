"""Where is somebody and where is nobody: the frames of the coverage pages, one row an authority or a place.

Every frame is about the authorities of the as-at date that lie where the filters ask; a partnership covers
an authority wherever its own home is, so the parts of the country add up to the whole.
"""

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from dashboard import words
from dashboard.cache import cached, cached_frame
from dashboard.indicators.coverage import need
from dashboard.indicators.progress import held_of_published
from dashboard.indicators.shared import places, selection
from dashboard.indicators.shared.area_coverage import AreaCoverage
from dashboard.indicators.shared.intervals import Flags
from dashboard.indicators.shared.records import name_ranks
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import CHILDREN, STATUSES
from geo.lookups import read_london_tiles
from geo.vintages import vintage_at

STATES = tuple(words.STATES)
"""whole and part: a counted partnership covers it so; pipeline: only prospective or emerging ones; exists: one of which
no source says when or how far it is; none: no evidence of any."""
NOT_NAMED = "The source names no authority"
ACROSS = ("Part of one borough", "Several boroughs", "Boroughs not itemised")
"""How a partnership of London that is not simply one whole borough lies."""
FIRST_QUARTER = pd.Timestamp("2012-12-31")


@cached_frame
def by_area(question: Question) -> DataFrame:
    """Every authority asked for and who covers it.

    Columns: area_code, area, region_code, region, ace_area_code, ace_area, bridge_code, bridge, state (see
    `STATES`), whole and part (how many counted partnerships cover it so), live (how many partnerships are
    live there), partnerships and names (of those that are live or may be there, "; "-joined, counted first),
    need (by the chosen measure) and children (aged 0 to 24), NaN if not known. Sorted by area_code.
    """
    everywhere = _everywhere(question.anywhere)
    return everywhere[selection.scope(question, question.on)].reset_index(drop=True)


def by_region(question: Question, *, grouping: str = "region") -> DataFrame:
    """Authorities by state in each group: <grouping>_code, <grouping>, whole, part, pipeline, exists, none,
    authorities.

    Authorities in no group, if there are any, have a row without a code.
    """
    frame = by_area(question)
    groups = (
        frame[[f"{grouping}_code", grouping]]
        .drop_duplicates()
        .sort_values(f"{grouping}_code", ignore_index=True)
    )
    group = pd.Index(groups[f"{grouping}_code"]).get_indexer(pd.Index(frame[f"{grouping}_code"]))
    state = pd.Index(STATES).get_indexer(pd.Index(frame["state"]))
    cells = np.bincount(group * len(STATES) + state, minlength=len(groups) * len(STATES)).reshape(
        -1, len(STATES)
    )
    return groups.assign(**dict(zip(STATES, cells.T, strict=True)), authorities=cells.sum(axis=1))


def cold_spots(question: Question) -> DataFrame:
    """Authorities with no live partnership and no evidence of one in the order of `need.ranked`.

    Columns: rank, area_code, area, region_code, region, need, children (aged 0 to 24; NaN if not known).
    """
    frame = by_area(question)[["area_code", "area", "region_code", "region", "need", "children", "state"]]
    frame = frame[frame["state"] == "none"].drop(columns="state")
    return need.ranked(frame, need.measure_of(question.programme, question.filters.need))


def overlaps(question: Question) -> DataFrame:
    """Authorities with more than one counted partnership, the most first.

    Columns: area_code, area, region_code, region, counted, names, partnerships (the live ones, counted
    first).
    """
    frame = by_area(question)
    counted = frame["whole"] + frame["part"]
    frame = frame[["area_code", "area", "region_code", "region", "names", "partnerships"]]
    frame.insert(4, "counted", counted)
    frame = frame[frame["counted"] > 1]
    return frame.sort_values(["counted", "area"], ascending=[False, True], ignore_index=True)


def nobody_on_record(question: Question) -> str:
    """How a sentence says that nothing is known of any partnership, with how complete the register is there:
    "nobody on record (partnerships: 92 held; 118 were published for 2022)".
    """
    nobody = "no such partnership" if question.chosen else "nobody"
    held = held_of_published.sentence(question)
    return f"{nobody} on record{f' (partnerships: {held})' if held else ''}"


def note_of_existing(question: Question) -> str:
    """In how many authorities there is one of which no source says when or how far it is; nothing where in none."""
    number = int((by_area(question)["state"] == "exists").sum())
    if not number:
        return ""
    return f"In {words.number(number)} more a partnership exists whose date or status is not published"


def not_placed_note(question: Question) -> str:
    """How many counted partnerships no authority of the as-at date holds; nothing where every one is placed."""
    frame = selection.selected(question)
    number = int((frame["is_counted"] & ~frame["is_placed"]).sum())
    if not number:
        return ""
    some = f"{words.count_of(number, 'counted partnership')} {words.agree(number, 'is')} not placed"
    return f"{some}: no authority of {vintage_at(question.on.date()).key} is known to hold {words.agree(number, 'it')}"


@cached_frame
def unmapped(question: Question) -> DataFrame:
    """The partnerships asked for that lie in no authority of the as-at date: they are on no map, but in
    every count.

    Columns: partnership, name, status (label; NaN if none is in view), is_counted, locality, why. Sorted by
    name.
    """
    frame = selection.selected(question)
    frame = frame[~frame["is_placed"]]
    visible = question.visible
    locality = visible.partnerships["locality"].iloc[frame["position"]].to_numpy()
    codes = frame["partnership"].map(_recorded_codes(visible)).astype("str")
    year = vintage_at(question.on.date()).key
    frame = frame.assign(
        status=frame["status"].map(STATUSES),
        locality=locality,
        why=("Recorded for " + codes + f", which is no authority of {year}").fillna(NOT_NAMED),
    )
    columns = ["partnership", "name", "status", "is_counted", "locality", "why"]
    return frame[columns].sort_values("name", ignore_index=True)


def over_time(question: Question) -> DataFrame:
    """Authorities covered at each quarter's end; the as-at date comes last.

    All are counted on the authorities of the as-at date, so that a merger neither makes nor takes a covered one.
    Columns: quarter (date), whole (covered as a whole), covered (whole or part), authorities (asked for).
    """
    on, visible = question.on, question.visible
    dates = [*pd.date_range(FIRST_QUARTER, on, freq="QE", inclusive="left"), on]
    scope = selection.scope(question, on)
    counted = np.zeros((len(visible.partnerships), len(dates)), dtype=bool)
    counted[selection.is_selected(question.anywhere)] = selection.was_counted(question.anywhere, dates)
    rows = [
        _covered(
            places.area_coverage_on(visible, date, vintage=vintage_at(on.date())), scope, counted[:, column]
        )
        for column, date in enumerate(dates)
    ]
    frame = DataFrame(rows, columns=["whole", "covered", "authorities"])
    frame.insert(0, "quarter", pd.DatetimeIndex(dates).as_unit("us"))
    return frame


def boroughs(question: Question) -> DataFrame:
    """Every borough with its place in the tile map and who covers it.

    Columns: area_code, area, row, column (of the tile, from 1), state, whole, part, live, partnerships,
    names, need; see `coverage.by_area`. Sorted by row, then column.
    """
    tiles = read_london_tiles()[["area_code", "row", "column"]]
    areas = by_area(question.anywhere)
    columns = ["area", "state", "whole", "part", "live", "partnerships", "names", "need"]
    frame = tiles.merge(areas[["area_code", *columns]], on="area_code")
    frame = frame[["area_code", "area", "row", "column", *columns[1:]]]
    return frame.sort_values(["row", "column"], ignore_index=True)


def below_and_across(question: Question) -> DataFrame:
    """London's partnerships that are smaller or larger than one borough, or whose boroughs no source names.

    Columns: partnership, name, kind (see `ACROSS`), status (label; NaN if none is in view), is_counted,
    boroughs (how many), borough_names (NaN if none), locality. Sorted by kind, then name.
    """
    visible, on = question.visible, question.on
    frame = selection.selected(question.anywhere)
    london = places.authorities(visible, on)
    london = london[london["area_code"].isin(read_london_tiles()["area_code"])]
    held = places.placed(visible, on).merge(london[["area_code", "area"]], on="area_code").sort_values("area")
    by_partnership = held.groupby("partnership")
    wholes = (held["coverage"] == "whole").groupby(held["partnership"]).sum()
    number = frame["partnership"].map(by_partnership.size()).fillna(0).astype("int64")
    unnamed = ~frame["is_placed"] & frame["region_code"].isin(london["region_code"])
    below = (number == 1) & (frame["partnership"].map(wholes) == 0)
    kind = Series(np.select([below, number > 1, unnamed], ACROSS, ""), index=frame.index, dtype="str")
    frame = frame.assign(
        kind=kind,
        status=frame["status"].map(STATUSES),
        boroughs=number,
        borough_names=frame["partnership"].map(by_partnership["area"].agg("; ".join)),
        locality=frame["partnership"].map(visible.partnerships.set_index("partnership")["locality"]),
    )
    columns = ["partnership", "name", "kind", "status", "is_counted", "boroughs", "borough_names", "locality"]
    frame = frame.loc[kind != "", columns]
    order = frame["kind"].map(dict(zip(ACROSS, range(len(ACROSS)), strict=True)))
    return frame.assign(order=order).sort_values(["order", "name"], ignore_index=True).drop(columns="order")


def _covered(held: AreaCoverage, scope: Flags, counted: Flags) -> tuple[int, int, int]:
    """How many authorities asked for are covered as a whole, covered at all, and there."""
    covering = held.among(counted)
    whole, covered = held.number(covering & held.whole) > 0, held.number(covering) > 0
    return int((whole & scope).sum()), int((covered & scope).sum()), int(scope.sum())


@cached(most=32)
def _everywhere(question: Question) -> DataFrame:
    """`by_area` for all of England."""
    on, visible = question.on, question.visible
    areas, held = places.authorities(visible, on), places.area_coverage_on(visible, on)
    counted, live, planned = (
        held.among(selection.flags(question, column)) for column in ("is_counted", "is_live", "is_planned")
    )
    there = held.among(selection.may_be_there(question) & selection.is_selected(question))
    kinds = (counted & held.whole, counted & ~held.whole, planned, live | there)
    whole, part, pipeline, exists = (held.number(rows) for rows in kinds)
    slugs, names = _joined(visible, held, counted, live | there)
    some = (whole > 0, part > 0, pipeline > 0, exists > 0)
    state = np.select(some, range(len(some)), len(some))
    return areas.assign(
        state=Series(np.array(STATES, dtype=object)[state], dtype="str"),
        whole=whole,
        part=part,
        live=held.number(live),
        partnerships=Series(slugs, dtype="str"),
        names=Series(names, dtype="str"),
        **{
            column: need.needs(visible, measure, on).reindex(areas["area_code"]).to_numpy(dtype=np.float64)
            for column, measure in (("need", question.filters.need), ("children", CHILDREN))
        },
    )


def _joined(
    programme: Programme, held: AreaCoverage, counted: Flags, there: Flags
) -> tuple[list[str | None], list[str | None]]:
    """For each authority the slugs and the names of the partnerships there; None where it has none."""
    rows = np.lexsort((name_ranks(programme)[held.partnership], ~counted))
    lists: list[list[int]] = [[] for _ in held.codes]
    for row in rows[there[rows]]:
        lists[held.area[row]].append(held.partnership[row])

    def joined(column: str) -> list[str | None]:
        values = programme.partnerships[column].to_numpy(dtype=object)
        return ["; ".join(values[positions]) or None for positions in lists]

    return joined("partnership"), joined("name")


@cached(most=8)
def _recorded_codes(programme: Programme) -> "Series[str]":
    """Partnership -> the codes its source gives, joined."""
    pairs = (
        programme.partnership_areas[["partnership", "area_code"]].drop_duplicates().sort_values("area_code")
    )
    return pairs.groupby("partnership")["area_code"].agg("; ".join)
