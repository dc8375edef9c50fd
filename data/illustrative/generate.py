"""All illustrative rows together, from the register and a seed."""

from collections.abc import Mapping

from data.illustrative.activities import activity_rows
from data.illustrative.further import further_partnerships
from data.illustrative.meetings import meeting_rows
from data.illustrative.members import Seat, membership_rows, organisation_rows, seats
from data.illustrative.partnerships import Partnership, milestone_columns, partnership_of
from data.illustrative.status_histories import History, history
from data.illustrative.support import network_rows, support_rows
from data.register_reader import Published, area_row, partnership_row, read_register
from data.store.rows import Row, Rows, combine
from data.store.schema import metadata
from data.taxonomy import ILLUSTRATIVE_GRADE
from geo import lookups
from geo.vintages import VINTAGES, members

DEFAULT_SEED = 1
"""What it makes up turns no sign of what is published: the gap in need is the same way with it and without."""
SOURCE = "Illustrative: made up, published nowhere"


def generate(*, seed: int = DEFAULT_SEED, scale: int = 1, further: int = 0) -> tuple[dict[str, Row], Rows]:
    """The generated columns of each partnership of the register by its slug, and every generated row by table.

    The same seed gives the same rows. `further` partnerships are made up beside those of the register. `scale`
    multiplies how much each partnership did: its meetings, attendance, actions, activities and support; not the
    partnerships, their statuses, members or returns.
    """
    names = dict(lookups.read_areas()[["area_code", "name"]].itertuples(index=False, name=None))
    known, added = read_register(), tuple(further_partnerships(further, seed))
    partnerships = [partnership_of(history(published, seed), names, seed) for published in known + added]
    seated = {each.slug: seats(each, seed) for each in partnerships}
    parts = [_rows_of(each, seated[each.slug], seed, scale) for each in partnerships]
    organisations = organisation_rows(seat for each in partnerships for seat in seated[each.slug])
    network = [
        row
        for bridge, open_to in _open_places().items()
        for row in network_rows(bridge, open_to, seed, scale=scale)
    ]
    milestones = {each.slug: milestone_columns(each, seed) for each in partnerships}
    rows = combine(
        [_further_rows(added, milestones), {"organisation": organisations}, *parts, {"support": network}]
    )
    for table, generated in rows.items():
        if "is_illustrative" in metadata.tables[table].columns:
            for row in generated:
                row["is_illustrative"] = True
    return {published.slug: milestones[published.slug] for published in known}, rows


def _further_rows(further: tuple[Published, ...], milestones: Mapping[str, Row]) -> Rows:
    """Rows of the partnerships that are made up themselves, and of their areas; no tables where there are none."""
    if not further:
        return {}
    made_up: Row = {"published_status": None, "source": SOURCE}
    return {
        "partnership": [partnership_row(each) | made_up | milestones[each.slug] for each in further],
        "partnership_area": [area_row(each, covered) for each in further for covered in each.areas],
    }


def _rows_of(each: Partnership, seated: tuple[Seat, ...], seed: int, scale: int) -> Rows:
    return {
        "partnership_status": _status_rows(each.history),
        "membership": membership_rows(each, seated, seed),
        **meeting_rows(each, seated, seed, scale=scale),
        **activity_rows(each, seed, scale=scale),
        "support": support_rows(each, seed, scale=scale),
        "monitoring_return": _return_rows(each),
    }


def _status_rows(course: History) -> list[Row]:
    return [
        {
            "partnership": course.slug,
            "status": phase.status,
            "from_date": phase.from_date,
            "to_date": phase.to_date,
            "precision": "day",
            "begins": "on",
            "grade": ILLUSTRATIVE_GRADE,
            "source": SOURCE,
        }
        for phase in course.phases
    ]


def _return_rows(each: Partnership) -> list[Row]:
    return [
        {
            "partnership": each.slug,
            "period_end": back.quarter.last,
            "due_on": back.due_on,
            "received_on": back.received_on,
        }
        for back in each.returns
    ]


def _open_places() -> Mapping[str, frozenset[str]]:
    """For each bridge, the authorities of the oldest vintage in its patch that no partnership covers."""
    covered = {area.code for published in read_register() for area in published.areas}
    open_to = members(lookups.read_areas(), VINTAGES[0]) - covered
    groupings = lookups.read_groupings()
    patches = groupings[(groupings["grouping"] == "bridge") & groupings["area_code"].isin(open_to)]
    return {str(bridge): frozenset(patch) for bridge, patch in patches.groupby("group_code")["area_code"]}
