"""What a workbook shows, before it has a form: its rows, guide, lists and widths, and what a column refers to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from data.names import by_name
from data.programme.programme import Programme, current
from data.register_evidence import read_csv
from data.returns.sheets import SHEETS, Column, Sheet
from data.returns.sheets.days import DayKind
from data.returns.sheets.kinds import FlagKind, NumberKind
from data.returns.sheets.records import SheetRows, sheet_rows
from data.returns.sheets.vocabularies import WordKind, WordsKind
from data.returns.spelling import nearest
from data.returns.workbook.grids import letter
from geo.lookups import read_areas
from geo.vintages import VINTAGES, members

GUIDE, LISTS, AREA = "guide", "lists", "area"
SPARE_ROWS = 1_000
"""Blank rows below the last one that are ready to be filled in: with drop-down lists, and as text or dates."""
HEAD = ("sheet", "column", "required", "what it holds", "what a cell takes")


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: the rows of each sheet, lines about where they come from, and lists of what its rows can name.

    `known` is noun -> code or key -> name of what the store has: authorities, partnerships, organisations.
    """

    rows: Mapping[str, SheetRows]
    about: tuple[str, ...]
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def blank() -> Book:
    """A workbook without rows; it knows the authorities that there are now."""
    areas = read_areas()
    now = areas[areas["area_code"].isin(members(areas, VINTAGES[-1]))].sort_values("name", key=by_name)
    known = {AREA: dict(now[["area_code", "name"]].itertuples(index=False, name=None))}
    return Book({name: [] for name in SHEETS}, ("This template is blank.",), known)


def guide_lines(book: Book) -> list[str]:
    """What stands above the table of the guide."""
    return [
        "Return of a Cultural Education Partnership",
        *book.about,
        "Fill in one row for each thing, on the sheet that is called so.",
        "A cell that is left blank keeps what is stored; [clear] takes it away.",
        "Areas, partnerships and organisations may go by their names.",
        "Leave the first row of each sheet as it is. Columns in bold are required; the others may stay blank.",
        "Keys tie rows together: small letters, digits and hyphens, never changed once sent.",
        "A row with a key that was sent before corrects that row; rows that you leave out stay as they are.",
        "A row with yes under “delete” is deleted, and only its key is read.",
        "A sheet too long for one file is sent as text files in parts: attendance-1.csv, attendance-2.csv.",
        "Organisations and roles only: never write the name of a person.",
        "Columns that take a list take semicolons between its words. All words are on the sheet “lists”.",
    ]


def guide_rows() -> list[tuple[str, ...]]:
    """One row a column of every sheet, below `HEAD`."""
    return [
        (sheet.name, column.name, "yes" if column.required else "no", column.says, column.kind.words)
        for sheet in SHEETS.values()
        for column in sheet.columns.values()
    ]


def note(column: Column) -> str:
    """What the note on a column's name says."""
    takes = f"Takes {column.kind.words}."
    return f"{'Required. ' if column.required else ''}{column.says} {takes}"


def lists() -> dict[str, Mapping[str, str]]:
    """Noun -> code -> label of every vocabulary, and of the bridges, in the order in which they are first used."""
    found: dict[str, Mapping[str, str]] = {"bridge": bridges()}
    for sheet in SHEETS.values():
        for column in sheet.columns.values():
            if column.vocabulary:
                found.setdefault(noun(column), column.vocabulary)
    return found


def lists_of(book: Book) -> dict[str, Mapping[str, str]]:
    """All that stands on the sheet of lists: the vocabularies, then what the store knows."""
    return {**lists(), **book.known}


def known_to(programme: Programme) -> dict[str, Mapping[str, str]]:
    """Noun -> code or key -> name: the authorities of the day, the partnerships, the organisations, by name."""
    frames = {
        AREA: current(programme.areas, programme.as_at)[["area_code", "name"]],
        "partnership": programme.partnerships[["partnership", "name"]],
        "organisation": programme.organisations[["organisation", "name"]],
    }
    return {
        noun: dict(frame.sort_values("name", key=by_name).itertuples(index=False, name=None))
        for noun, frame in frames.items()
        if len(frame)
    }


def list_columns(book: Book) -> dict[str, tuple[str, int]]:
    """Noun -> the letter of the column of lists that is offered, and its last row: codes; of areas the names, which
    people know.
    """
    return {
        noun: (letter(place * 2 + (noun == AREA)), len(words) + 1)
        for place, (noun, words) in enumerate(lists_of(book).items())
    }


def bridges() -> dict[str, str]:
    """Key -> name of the bridge organisations."""
    return {row["slug"]: row["bridge"] for row in read_csv("bridges.csv")}


def noun(column: Column) -> str:
    """What one word of the column's vocabulary is called; "" where it has none."""
    kind = column.kind.one if isinstance(column.kind, WordsKind) else column.kind
    if isinstance(kind, WordKind):
        return kind.noun
    return "bridge" if column.name == "bridge" else ""


def referred_to(sheet: Sheet, column: Column) -> Sheet | None:
    """The sheet whose rows the column names by their key, where there is one."""
    parent = sheet.parents.get(column.stored)
    return SHEETS[parent] if parent else None


def plain(value: object) -> object:
    """A value as a cell holds it: yes and no in words, lists with semicolons."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ";".join(value) or None
    return value


def exact(number: float) -> bool:
    """Whether a spreadsheet's sixteen digits hold the number as it is."""
    return float(f"{number:.16G}") == number


class _UnknownKeyError(LookupError):
    """A programme has nothing of that key."""

    noun = ""

    def __init__(self, key: str, known: Iterable[str]) -> None:
        likely = nearest(key, list(known))
        hint = f" Did you mean {likely}?" if likely else ""
        super().__init__(f"No {self.noun} in this store is called “{key[:60]}”.{hint}")


class UnknownPartnershipError(_UnknownKeyError):
    """A programme has no partnership of that key."""

    noun = "partnership"


class UnknownBridgeError(_UnknownKeyError):
    """A programme has no partnership of a bridge of that key."""

    noun = "bridge"


def filled(programme: Programme, partnership: str | None, bridge: str | None = None) -> dict[str, SheetRows]:
    """Sheet -> its rows, all of them or what concerns a partnership or a bridge; every sheet is there."""
    rows = {name: sheet_rows(programme, name) for name in SHEETS}
    known = [(str(row["partnership"]), str(row["bridge"] or "")) for row in rows["partnerships"]]
    if bridge is not None:
        of_bridge = frozenset(slug for slug, whose in known if whose == bridge)
        if not of_bridge:
            raise UnknownBridgeError(bridge, sorted({whose for _, whose in known if whose}))
        kept = _concerning(rows, of_bridge)
        kept["support"] = [row for row in rows["support"] if row["bridge"] == bridge]
        return kept
    if partnership is None:
        return rows
    if partnership not in dict(known):
        raise UnknownPartnershipError(partnership, dict(known))
    return _concerning(rows, frozenset({partnership}))


def about(programme: Programme, partnership: str | None, bridge: str | None = None) -> tuple[str, ...]:
    """Lines that say what a workbook was made from."""
    whose = f"the partnership {partnership}" if partnership else "everything"
    if bridge:
        whose = f"all partnerships of the bridge {bridges().get(bridge, bridge)}"
    return (
        f"It holds {whose} from the store “{programme.store_name}”, as at {programme.as_at.isoformat()} "
        f"(version {programme.store_version}).",
        "Rows with yes under “illustrative” are made up, and so are days with yes under “milestones_illustrative”.",
        "A row that you change is then what you reported, whole. Of such days those you correct are; the others go.",
    )


def _concerning(rows: dict[str, SheetRows], partnerships: frozenset[str]) -> dict[str, SheetRows]:
    kept = {name: [row for row in rows[name] if row.get("partnership") in partnerships] for name in SHEETS}
    meetings = {row["meeting"] for row in kept["meetings"]}
    activities = {row["activity"] for row in kept["activities"]}
    kept["attendance"] = [row for row in rows["attendance"] if row["meeting"] in meetings]
    kept["activity_links"] = [
        row for row in rows["activity_links"] if {row["from_activity"], row["to_activity"]} & activities
    ]
    seated = {row["organisation"] for row in [*kept["memberships"], *kept["attendance"]]}
    kept["organisations"] = [row for row in rows["organisations"] if row["organisation"] in seated]
    return kept


_DAY, _SHORT, _WORDS = 13, 12, 30
GUIDE_WIDTHS = (22, 26, 10, 60, 70)
"""The columns of the guide."""
LIST_WIDTHS = (26, 36)
"""Code and meaning on the sheet of lists."""


def width(column: Column) -> int:
    """How many characters wide a column is."""
    wide = _WORDS
    if isinstance(column.kind, DayKind):
        wide = _DAY
    elif isinstance(column.kind, FlagKind | NumberKind):
        wide = _SHORT
    return max(wide, len(column.name) + 2)


def lines_of(cells: Sequence[str]) -> int:
    """How many lines a row of the guide takes."""
    return max(ceil(len(words) / wide) for words, wide in zip(cells, GUIDE_WIDTHS, strict=True))
