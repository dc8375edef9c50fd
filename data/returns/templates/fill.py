"""Which rows of a programme go into a workbook: all, or those that concern one partnership."""

from collections.abc import Iterable

from data.programme.programme import Programme
from data.returns.sheets import SHEETS
from data.returns.sheets.records import SheetRows, sheet_rows
from data.returns.spelling import nearest

_OF_PARTNERSHIP = (
    "partnerships", "statuses", "partnership_areas", "memberships", "activities", "meetings", "actions", "support",
    "returns",
)  # fmt: skip


class UnknownPartnershipError(LookupError):
    """A programme has no partnership of that key."""

    def __init__(self, slug: str, known: Iterable[str]) -> None:
        likely = nearest(slug, list(known))
        hint = f" Did you mean {likely}?" if likely else ""
        super().__init__(f"No partnership in this store is called “{slug[:60]}”.{hint}")


def filled(programme: Programme, partnership: str | None) -> dict[str, SheetRows]:
    """Sheet -> its rows; every sheet is there."""
    rows = {name: sheet_rows(programme, name) for name in SHEETS}
    if partnership is None:
        return rows
    known = [str(row["partnership"]) for row in rows["partnerships"]]
    if partnership not in known:
        raise UnknownPartnershipError(partnership, known)
    return _concerning(rows, partnership)


def about(programme: Programme, partnership: str | None) -> tuple[str, ...]:
    """Lines that say what a workbook was made from."""
    whose = f"the partnership {partnership}" if partnership else "everything"
    return (
        f"It holds {whose} from the store “{programme.store_name}”, as at {programme.as_at.isoformat()} "
        f"(version {programme.store_version}).",
        "Rows with yes under “illustrative” are made up, and so are days with yes under “milestones_illustrative”.",
        "Where you correct one, write no in its place: it is then what you reported.",
    )


def _concerning(rows: dict[str, SheetRows], partnership: str) -> dict[str, SheetRows]:
    kept: dict[str, SheetRows] = {name: [] for name in SHEETS}
    for name in _OF_PARTNERSHIP:
        kept[name] = [row for row in rows[name] if row["partnership"] == partnership]
    meetings = {row["meeting"] for row in kept["meetings"]}
    activities = {row["activity"] for row in kept["activities"]}
    kept["attendance"] = [row for row in rows["attendance"] if row["meeting"] in meetings]
    kept["activity_links"] = [
        row for row in rows["activity_links"] if {row["from_activity"], row["to_activity"]} & activities
    ]
    seated = {row["organisation"] for row in [*kept["memberships"], *kept["attendance"]]}
    kept["organisations"] = [row for row in rows["organisations"] if row["organisation"] in seated]
    return kept
