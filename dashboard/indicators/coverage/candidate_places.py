"""Places without a partnership that a bridge supports: the next ones may come from there."""

from pandas import DataFrame, Series, Timestamp

from dashboard.cache import cached
from dashboard.indicators.bridges import support
from dashboard.indicators.coverage import coverage
from dashboard.indicators.shared import area_coverage, places, selection
from dashboard.indicators.shared.periods import in_window
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import SUPPORT_TYPES
from geo.vintages import vintage_at


def supported(question: Question) -> DataFrame:
    """The places that had support of their own in the period, the latest first.

    Columns: area_code, area, region_code, region, ace_area_code, ace_area, bridge_code, bridge (of the
    authority at the as-at date; NaN where the code recorded is none then), times, last_support, label (its
    type), hours (recorded; NaN where none is), has_partnership (one now, or evidence of one), is_illustrative.
    A place is restricted by where it lies; what else the filters ask is about partnerships and narrows nothing here.
    """
    every = _supported(question.of_everyone)
    frame = selection.within(every, question)
    return every.copy(deep=False) if frame is every else frame.reset_index(drop=True)


@cached(most=32)
def _supported(question: Question) -> DataFrame:
    """`supported` wherever the filters ask."""
    visible = question.visible
    settled = places.last_change_before(visible, question.on)
    given = _support_of_places(visible, settled)
    given = given[in_window(given["support_on"].to_numpy(), question)]
    groups, last = (
        given.groupby("area_code"),
        given.drop_duplicates("area_code", keep="last").set_index("area_code"),
    )
    frame = DataFrame(
        {
            "times": groups.size(),
            "last_support": last["support_on"],
            "label": last["support_type"].astype("str").map(SUPPORT_TYPES),
            "hours": groups["hours"].sum(min_count=1),
            "is_illustrative": groups["is_illustrative"].any(),
        }
    )
    areas = places.authorities(visible, settled)
    frame = frame.reset_index(names="area_code").merge(areas, on="area_code", how="left")
    frame = frame.assign(has_partnership=frame["area_code"].isin(_lived_in(question)))
    frame = frame.sort_values(["last_support", "area"], ascending=[False, True], ignore_index=True)
    return frame[
        [*areas.columns, "times", "last_support", "label", "hours", "has_partnership", "is_illustrative"]
    ]


@cached(most=32)
def _support_of_places(programme: Programme, on: Timestamp) -> DataFrame:
    """The support that went to a place without a partnership, with its area_code: the authority it is at a date."""
    given = support.support_given(programme)
    recorded = programme.support[["partnership", "area_code"]].iloc[given.index]
    own = (recorded["partnership"].isna() & recorded["area_code"].notna()).to_numpy()
    return given[own].assign(area_code=_carried(programme, on, recorded["area_code"][own]).to_numpy())


def _carried(programme: Programme, on: Timestamp, codes: "Series[str]") -> "Series[str]":
    """Each code as the authority it is at a date; itself where it is none then, or several."""
    table = area_coverage.table(programme, vintage_at(on.date()))
    one = table.drop_duplicates("from_code", keep=False).set_index("from_code")["to_code"]
    return codes.map(one).astype("str").fillna(codes)


def _lived_in(question: Question) -> "Series[str]":
    """The authorities with a partnership that is live or may be there."""
    areas = coverage.by_area(question)
    return areas.loc[areas["state"] != "none", "area_code"]
