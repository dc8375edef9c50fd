"""Where is somebody and where is nobody: the frames of the coverage pages, one row an authority or a place.

Every frame is about the authorities of the as-at date that lie where the filters ask; a partnership covers
an authority wherever its own home is, so the parts of the country add up to the whole.
"""

import numpy as np
import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.coverage import cover, need
from dashboard.indicators.coverage.cover import STATES
from dashboard.indicators.progress import held_of_published
from dashboard.indicators.shared import places, selection, statuses
from dashboard.indicators.shared.intervals import Positions
from dashboard.indicators.shared.periods import quarters_before, stamp, stamps_of
from dashboard.indicators.shared.records import name_ranks, taken, tally
from dashboard.question import Question
from data.names import by_name, in_order
from data.programme.programme import Programme
from data.taxonomy import STATUSES
from geo.lookups import read_london_tiles
from geo.vintages import vintage_at

LABELS = pd.array([*STATUSES.values()], dtype="str")
NOT_NAMED = "The source names no authority"
OTHERS_UNSEEN = "partnerships of other bridges that reach there are not seen"
ACROSS = ("Part of one borough", "Several boroughs", "Boroughs not itemised")
"""How a partnership of London that is not simply one whole borough lies."""
FIRST_QUARTER = Timestamp("2012-12-31")
_COLUMNS = (
    "area_code", "area", "region_code", "region", "ace_area_code", "ace_area", "bridge_code", "bridge", "state",
    "whole", "part", "live", "partnerships", "names", "need", "children",
)  # fmt: skip


def by_area(question: Question) -> DataFrame:
    """Every authority asked for and who covers it.

    Columns: area_code, area, region_code, region, ace_area_code, ace_area, bridge_code, bridge, state (see
    `STATES`), whole and part (how many counted partnerships cover it so), live (how many partnerships are
    live there), partnerships and names (of those that are live or may be there, "; "-joined, counted first),
    need (by the chosen measure) and children (aged 0 to 24), NaN if not known. Sorted by area_code.
    """
    return cover.frame_of(question, cover.which(question), _COLUMNS)


def mapped(question: Question) -> DataFrame:
    """`by_area` with where each authority lies, in degrees: lon, lat, and west, south, east, north."""
    return cover.frame_of(question, cover.which(question), (*_COLUMNS, *cover.BOX))


def by_region(question: Question, *, grouping: str = "region") -> DataFrame:
    """Authorities by state in each group: <grouping>_code, <grouping>, whole, part, pipeline, exists, none,
    authorities.

    Authorities in no group, if there are any, have a row without a code.
    """
    groups, group = _groups(question.visible, question.on, grouping)
    scope = selection.scope(question, question.on)
    cells = tally((group[scope], len(groups)), (cover.cover(question).state[scope], len(STATES)))
    number = cells.sum(axis=1)
    some = np.flatnonzero(number)
    return DataFrame(
        {
            **{str(column): groups[column].array.take(some) for column in groups},
            **dict(zip(STATES, cells[some].T, strict=True)),
            "authorities": number[some],
        },
        copy=False,
    )


def cold_spots(question: Question) -> DataFrame:
    """Authorities with no live partnership and no evidence of one in the order of `need.order`.

    Columns: rank, area_code, area, region_code, region, need, children (aged 0 to 24; NaN if not known).
    """
    order = need.order(question.visible, question.filters.need, question.on)
    is_cold = np.zeros(len(order), dtype=bool)
    is_cold[cover.which(question, "none")] = True
    rows = order[is_cold[order]]
    frame = cover.frame_of(question, rows, ("area_code", "area", "region_code", "region", "need", "children"))
    frame.insert(0, "rank", need.ranks(frame["need"].to_numpy(), frame["children"].to_numpy()))
    return frame


def overlaps(question: Question) -> DataFrame:
    """Authorities with more than one counted partnership, the most first.

    Columns: area_code, area, region_code, region, counted, names, partnerships (the live ones, counted
    first).
    """
    several, counted = cover.with_several(question)
    names = places.authorities(question.visible, question.on)["area"].array[several].tolist()
    order = np.array(
        sorted(range(len(several)), key=lambda place: (-counted[place], in_order(names[place]))),
        dtype=np.intp,
    )
    several = several[order]
    frame = cover.frame_of(
        question, several, ("area_code", "area", "region_code", "region", "names", "partnerships")
    )
    frame.insert(4, "counted", counted[order])
    return frame


def nobody_on_record(question: Question) -> str:
    """How a sentence says that nothing is known of any partnership, with how complete the register is there:
    "nobody on record (partnerships: 92 held; 118 were published for 2022)".
    """
    nobody = "no such partnership" if question.chosen else "nobody"
    held = held_of_published.sentence(question)
    return f"{nobody}{question.yours} on record{f' (partnerships: {held})' if held else ''}"


def note_of_existing(question: Question) -> str:
    """In how many authorities there is one of which no source says when or how far it is, and that others are not seen
    where they reach there; nothing where in none, and all are seen.
    """
    number = cover.in_states(question, "exists")
    said = f"In {words.number(number)} more a partnership exists whose date or status is not published"
    parts = [said if number else "", OTHERS_UNSEEN if question.whose else ""]
    return "; ".join(part for part in parts if part)


def not_placed_note(question: Question) -> str:
    """How many counted partnerships no authority of the as-at date holds; nothing where every one is placed."""
    placed = selection.flags(question, "is_placed")
    number = int((selection.flags(question, "is_counted") & ~placed).sum())
    if not number:
        return ""
    some = f"{words.count_of(number, 'counted partnership')} {words.agree(number, 'is')} not placed"
    return f"{some}: no authority of {vintage_at(question.on.date()).key} is known to hold {words.agree(number, 'it')}"


def number_unmapped(question: Question) -> int:
    """How many of the partnerships asked for lie in no authority of the as-at date."""
    asked = np.count_nonzero(selection.is_selected(question))
    return int(asked - np.count_nonzero(selection.flags(question, "is_placed")))


def unmapped(question: Question) -> DataFrame:
    """The partnerships asked for that lie in no authority of the as-at date: they are on no map, but in
    every count.

    Columns: partnership, name, status (label; NaN if none is in view), is_counted, locality, why. Sorted by
    name.
    """
    visible, on = question.visible, question.on
    every = _unmapped(visible, places.last_change_before(visible, on))
    position = every["position"].to_numpy()
    asked = np.flatnonzero(selection.is_selected(question)[position])
    partnership, name, locality, why = (
        every[column].array.take(asked) for column in ("partnership", "name", "locality", "why")
    )
    return DataFrame(
        {
            "partnership": partnership,
            "name": name,
            "status": LABELS.take(statuses.named(visible, (on,))[position[asked], 0], allow_fill=True),
            "is_counted": selection.is_counted(question)[position[asked]],
            "locality": locality,
            "why": why,
        },
        copy=False,
    )


@cached(most=32)
def _unmapped(programme: Programme, on: Timestamp) -> DataFrame:
    """`unmapped` of every partnership, with its position in the store, but for what its status is."""
    adrift = np.flatnonzero(~places.homes(programme, on)["is_placed"].to_numpy(dtype=bool))
    frame = taken(programme.partnerships, adrift, ["partnership", "name", "locality"])
    codes = frame["partnership"].map(_recorded_codes(programme)).astype("str")
    why = ("Recorded for " + codes + f", which is no authority of {vintage_at(on.date()).key}").fillna(
        NOT_NAMED
    )
    return frame.assign(position=adrift, why=why).sort_values("name", key=by_name, ignore_index=True)


def over_time(question: Question) -> DataFrame:
    """Authorities covered at each quarter's end; the as-at date comes last.

    All are counted on the authorities of the as-at date, so that a merger neither makes nor takes a covered one.
    Columns: quarter (date), whole (covered as a whole), covered (whole or part), authorities (asked for).
    """
    quarters, past = quarters_before(question, FIRST_QUARTER)
    scope, now = selection.scope(question, question.on), cover.cover(question)
    before = cover.in_quarters(question, quarters)
    number = {
        name: np.append(each[scope, :past].sum(axis=0), np.count_nonzero(covered[scope]))
        for name, each, covered in zip(
            ("whole", "covered"), before, (now.whole > 0, now.whole + now.part > 0), strict=True
        )
    }
    quarter = np.append(stamps_of(quarters)[:past], stamp(question.on))
    return DataFrame({"quarter": quarter, **number, "authorities": np.count_nonzero(scope)}, copy=False)


def boroughs(question: Question) -> DataFrame:
    """Every borough with its place in the tile map and who covers it.

    Columns: area_code, area, row, column (of the tile, from 1), state, whole, part, live, partnerships,
    names, need; see `coverage.by_area`. Sorted by row, then column.
    """
    tiles, rows = _tiles(question.visible, question.on)
    if question.whose:
        seen = selection.scope(question, question.on)[rows]
        tiles, rows = tiles[seen], rows[seen]
    columns = ("state", "whole", "part", "live", "partnerships", "names", "need")
    frame = cover.frame_of(question, rows, ("area_code", "area", *columns))
    frame.insert(2, "row", tiles["row"].to_numpy())
    frame.insert(3, "column", tiles["column"].to_numpy())
    return frame


@cached(most=32)
def _tiles(programme: Programme, on: Timestamp) -> tuple[DataFrame, Positions]:
    """London's tiles by row and column, and the place of each among the authorities of a day."""
    tiles = read_london_tiles().sort_values(["row", "column"], ignore_index=True)
    rows = pd.Index(places.authorities(programme, on)["area_code"]).get_indexer(pd.Index(tiles["area_code"]))
    return tiles[rows >= 0], rows[rows >= 0]


def below_and_across(question: Question) -> DataFrame:
    """London's partnerships that are smaller or larger than one borough, or whose boroughs no source names.

    Columns: partnership, name, kind (see `ACROSS`), status (label; NaN if none is in view), is_counted,
    boroughs (how many), borough_names (NaN if none), locality. Sorted by kind, then name.
    """
    every, anywhere = _below_and_across(question.visible, question.on), question.anywhere
    position = every["position"].to_numpy()
    asked = np.flatnonzero(selection.is_selected(anywhere)[position])
    columns = ["partnership", "name", "kind", "status", "boroughs", "borough_names", "locality"]
    frame = taken(every, asked, columns)
    frame.insert(4, "is_counted", selection.is_counted(anywhere)[position[asked]])
    return frame


@cached(most=32)
def _below_and_across(programme: Programme, on: Timestamp) -> DataFrame:
    """`below_and_across` of every partnership, with its position in the store."""
    everyone, areas = selection.everyone(programme, on), places.authorities(programme, on)
    in_london = areas["area_code"].isin(read_london_tiles()["area_code"]).to_numpy(dtype=bool)
    held = places.area_coverage_on(programme, on)
    rows = np.flatnonzero(in_london[held.area])
    number, wholes = (
        np.bincount(held.partnership[some], minlength=len(everyone))
        for some in (rows, rows[held.whole[rows]])
    )
    regions = areas.loc[in_london, "region_code"].dropna().unique()
    unnamed = ~everyone["is_placed"].to_numpy(dtype=bool) & places.at_home_in(
        programme, on, "region", regions
    )
    kind = np.select([(number == 1) & (wholes == 0), number > 1, unnamed], range(len(ACROSS)), len(ACROSS))
    some = np.flatnonzero(kind < len(ACROSS))
    some = some[np.lexsort((name_ranks(programme)[some], kind[some]))]
    names: dict[int, list[str]] = {}
    for position, area in zip(held.partnership[rows], areas["area"].array[held.area[rows]], strict=True):
        names.setdefault(int(position), []).append(area)
    frame = taken(everyone, some, ["position", "partnership", "name", "status"])
    return frame.assign(
        kind=Series([ACROSS[place] for place in kind[some]], dtype="str"),
        status=frame["status"].map(STATUSES),
        boroughs=number[some],
        borough_names=Series(
            ["; ".join(sorted(names.get(one, []), key=in_order)) or None for one in some.tolist()],
            dtype="str",
        ),
        locality=programme.partnerships["locality"].array.take(some),
    )


@cached(most=32)
def _groups(programme: Programme, on: Timestamp, grouping: str) -> tuple[DataFrame, Positions]:
    """The groups of a grouping by code, what is in none last, and the place of each authority among them."""
    areas, code = places.authorities(programme, on), f"{grouping}_code"
    groups = areas[[code, grouping]].drop_duplicates().sort_values(code, ignore_index=True)
    return groups, pd.Index(groups[code]).get_indexer(pd.Index(areas[code]))


@cached()
def _recorded_codes(programme: Programme) -> "Series[str]":
    """Partnership -> the codes its source gives, joined."""
    pairs = (
        programme.partnership_areas[["partnership", "area_code"]].drop_duplicates().sort_values("area_code")
    )
    return pairs.groupby("partnership")["area_code"].agg("; ".join)
