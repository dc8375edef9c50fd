"""How complete the register is: of each number of partnerships that was published, how many are held.

Held is what published pages or real returns say is there: a partnership counts for a day where it may have existed
by then, whatever its stage. It may be more than was published, where pages count different things.
"""

from typing import NamedTuple

import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.cache import cached, cached_frame
from dashboard.filters import WHO
from dashboard.indicators.shared import places, possible, selection
from dashboard.indicators.shared.intervals import Flags
from dashboard.question import Question
from data.programme.programme import Programme
from data.programme.visibility import ENGLAND
from data.taxonomy import COUNTED_STATUSES, ENDED_STATUSES

EXISTING = ("emerging", "existing", *COUNTED_STATUSES)
"""A prospective place is not a partnership yet."""
COLUMNS = [
    "place", "bridge", "as_at", "precision", "kind", "published", "held", "share", "wording", "source",
    "address",
]  # fmt: skip


class Held(NamedTuple):
    """How many partnerships are held of a number that was published, for the period that ends on `as_at`."""

    held: int
    published: int
    share: float
    as_at: Timestamp
    precision: str


def counts(question: Question) -> DataFrame:
    """Every published number of partnerships of England or a bridge's patch, beside how many of them are held; of the
    patches alone where not every partnership is seen.

    Columns: place (England, or the bridge), bridge (its code; NaN for England), as_at (last day of the period it
    speaks of; NaT where the page is undated), precision, kind (stock, floor or cumulative), published, held (of that
    place, that may have existed by then; all where the page is undated), share (held of published, at most 1),
    wording, source, address (NaN where none is recorded). England first, then by bridge; each from the oldest on.
    """
    return _counts(question.published.visible, question.on)


@cached(most=256)
def reference(question: Question) -> Held | None:
    """The one published number that says how complete the register is for what is asked; None where there is none.

    A number of partnerships at a date goes before a floor or all that ever were. Of several it is the first that
    was published for the as-at date or later, else the last before it, else the largest of those without a date.
    """
    bridge = _patch(question)
    if bridge is None:
        return None
    frame = counts(question)
    rows = frame[(frame["bridge"].fillna("") == bridge).to_numpy()].sort_values(["as_at", "published"])
    stocks = rows[(rows["kind"] == "stock").to_numpy()]
    rows = stocks if len(stocks) else rows
    if rows.empty:
        return None
    dated = rows[rows["as_at"].notna()]
    later = dated[dated["as_at"] >= question.on]
    first = later[later["as_at"] == later["as_at"].min()]
    chosen = next(part for part in (first, dated, rows) if len(part)).iloc[-1]
    return Held(
        held=int(chosen["held"]),
        published=int(chosen["published"]),
        share=float(chosen["share"]),
        as_at=chosen["as_at"],
        precision=chosen["precision"],
    )


def share(question: Question) -> float | None:
    """How much of the published number is held for what is asked, 0 to 1; None where nothing was published."""
    found = reference(question)
    return found.share if found else None


def sentence(question: Question) -> str:
    """How complete the register is: "92 held; 118 were published for 2022"; nothing where nothing was published."""
    found = reference(question)
    if found is None:
        return ""
    is_dated = not pd.isna(found.as_at)
    when = f"for {words.dated(found.as_at, found.precision)}" if is_dated else "on a page without a date"
    were = words.agree(found.published, "was")
    return f"{words.number(found.held)} held; {words.number(found.published)} {were} published {when}"


@cached_frame
def _counts(published: Programme, on: Timestamp) -> DataFrame:
    rows = published.published_counts
    is_of = rows["bridge"].notna()
    if published.seen_by.bridges is None:
        is_of |= rows["place"].isna() | (rows["place"] == ENGLAND)
    rows = rows[((rows["kind"] != "target") & is_of).to_numpy()].rename(columns={"partnerships": "published"})
    names = places.labels(published, on, "bridge")
    held = [
        int(
            _may_exist(
                published, None if pd.isna(day) else day, ever=kind == "cumulative", bridge=bridge
            ).sum()
        )
        for day, kind, bridge in zip(
            rows["as_at"], rows["kind"], rows["bridge"].where(rows["bridge"].notna(), ""), strict=True
        )
    ]
    frame = rows.assign(
        place=rows["bridge"].map(names).fillna(rows["place"]).fillna(ENGLAND),
        held=held,
        share=(rows["published"].rdiv(held)).clip(upper=1),
        is_part=rows["bridge"].notna(),
    )
    order = ["is_part", "place", "as_at", "published"]
    return frame.sort_values(order, na_position="last", ignore_index=True)[COLUMNS]


def _may_exist(published: Programme, day: Timestamp | None, *, ever: bool, bridge: str) -> Flags:
    """Which partnerships may exist on a day, or `ever` up to it; without a day every one held."""
    partnerships = published.partnerships
    here = (partnerships["bridge"] == bridge).to_numpy(dtype=bool) if bridge else True
    if day is None:
        return _is_one(published) & here
    names = (*EXISTING, *ENDED_STATUSES) if ever else EXISTING
    return possible.may_hold(published, names, (day,))[:, 0] & here


def _is_one(published: Programme) -> Flags:
    """Which are partnerships, and not only places where one may come to be."""
    slugs, known = published.partnerships["partnership"], published.statuses
    further = known.loc[known["status"] != "prospective", "partnership"]
    return (slugs.isin(further) | ~slugs.isin(known["partnership"])).to_numpy(dtype=bool)


def _patch(question: Question) -> str | None:
    """The bridge whose whole patch is asked for, "" for all of England; None for any other part."""
    filters = question.filters
    if selection.asks_for_all(question):
        return ""
    if any(getattr(filters, key) for key in WHO):
        return None
    codes = places.authorities(question.visible, question.on)["bridge_code"]
    asked = codes[selection.scope(question, question.on)]
    bridges = asked.dropna().unique()
    if len(bridges) != 1:
        return None
    return str(bridges[0]) if int((codes == bridges[0]).sum()) == len(asked) else None
