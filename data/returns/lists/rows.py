"""What a list says as rows of the sheets: only what the store does not say already."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.returns.imports.stored_rows import StoredRows
from data.returns.lists.entries import Entry
from data.returns.lists.members import Member
from data.returns.lists.standing import GRADE_OF_A_LIST, holds_on, status_rows
from data.returns.sheets.kinds import slug
from data.returns.sheets.records import Origin, Sent, SentRow, SentRows
from data.store.info import written
from data.store.rows import Row
from data.taxonomy import COUNTED_STATUSES

_SHEETS = ("partnerships", "statuses", "partnership_areas", "organisations", "memberships", "evidence")


@dataclass(frozen=True, slots=True)
class ListSaid:
    """What a list says as a whole: its file and sheet, its day, its partnerships, and the names of areas by code."""

    file: str
    sheet: str
    day: date
    entries: Sequence[Entry]
    names: Mapping[str, str]

    @property
    def source(self) -> str:
        """What stands as the source of its rows."""
        return f"{self.file}, as at {written(self.day)}"


def sent_rows(said: ListSaid, held: StoredRows) -> SentRows:
    """The rows of each sheet that a list brings, each with the row of the file that it is from."""
    writer = _Writer(said, held)
    for entry in said.entries:
        writer.add(entry)
    return {name: Sent.of(rows) for name, rows in writer.rows.items() if rows}


@dataclass
class _Writer:
    said: ListSaid
    held: StoredRows
    rows: dict[str, list[SentRow]] = field(default_factory=lambda: {name: [] for name in _SHEETS})
    made: dict[str, SentRow] = field(default_factory=dict)
    stored: dict[str, dict[object, list[Row]]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Add the rows of one partnership; none while it is asked which one it is."""
        if not entry.key:
            return
        origin = Origin(self.said.file, self.said.sheet, entry.rows[0])
        self._put("partnerships", origin, [self._partnership(entry)])
        self._put("statuses", origin, self._statuses(entry))
        self._put("partnership_areas", origin, self._areas(entry))
        self._put("memberships", origin, self._seats(entry, origin))
        self._put("evidence", origin, self._evidence(entry))

    def _put(self, sheet: str, origin: Origin, rows: Iterable[Row]) -> None:
        self.rows[sheet] += [SentRow(row, origin) for row in rows]

    def _of(self, sheet: str, entry: Entry) -> list[Row]:
        """The rows that the store has of a partnership; a sheet is read once for all of the list."""
        if sheet not in self.stored:
            keys = {one.key for one in self.said.entries}
            self.stored[sheet] = defaultdict(list)
            for row in self.held.where(sheet, "partnership", keys).rows():
                self.stored[sheet][row["partnership"]].append(row)
        return self.stored[sheet].get(entry.key, [])

    def _partnership(self, entry: Entry) -> Row:
        """Its row: the name of the store stays, and so does what the list does not say."""
        said: Row = {"bridge": entry.bridge, "website": entry.website}
        row: Row = {"partnership": entry.key, "name": entry.name}
        if entry.is_new:
            row["source"] = self.said.source
        else:
            row["name"] = next(one["name"] for one in self._of("partnerships", entry))
        return row | {name: value for name, value in said.items() if value is not None}

    def _statuses(self, entry: Entry) -> list[Row]:
        return status_rows(
            self._of("statuses", entry), partnership=entry.key, status=entry.status, on=self.said.day,
            when=entry.when, source=self.said.source,
        )  # fmt: skip

    def _areas(self, entry: Entry) -> Iterator[Row]:
        """Authorities that the store has not, and those of which the list says that only a part is covered."""
        now = [row for row in self._of("partnership_areas", entry) if holds_on(row, self.said.day)]
        for one in entry.covered:
            here = [row for row in now if row["area_code"] == one.code and not row["is_illustrative"]]
            row: Row = {
                "partnership": entry.key,
                "area_code": one.code,
                "coverage": one.coverage,
                "locality": one.locality,
            }
            if not here:
                yield row | {"from_date": None}
            elif one.coverage == "part" and all(held["coverage"] == "whole" for held in here):
                yield {
                    "partnership": entry.key, "area_code": one.code, "coverage": "part", "share": None,
                    "from_date": here[0]["from_date"],
                }  # fmt: skip

    def _seats(self, entry: Entry, origin: Origin) -> Iterator[Row]:
        """A seat for each member that the store has not at the table: since when it is held is not stated."""
        now = {
            (row["organisation"], row["role"])
            for row in self._of("memberships", entry)
            if holds_on(row, self.said.day) and not row["is_illustrative"]
        }
        for member in entry.members:
            key = self._organisation(entry, member, origin)
            if not any(key == held and (member.role in {"member", role}) for held, role in now):
                yield {
                    "partnership": entry.key, "organisation": key, "role": member.role, "from_date": self.said.day,
                    "precision": "not_published", "begins": "by",
                }  # fmt: skip

    def _organisation(self, entry: Entry, member: Member, origin: Origin) -> str:
        """The key of a member; an organisation that is new, or only made up so far, gets its row."""
        if member.key is not None:
            row = next(iter(self.held.where("organisations", "organisation", {member.key}).rows()), None)
            if row and row["is_illustrative"]:
                self._make(
                    {name: row[name] for name in ("organisation", "name", "sector", "area_code")}, origin
                )
            return member.key
        name, code = member.name, None
        codes = {one.code for one in entry.covered}
        if member.is_each:
            code = next(iter(codes)) if len(codes) == 1 else None
            name = f"{member.name}, {self.said.names.get(code or '', entry.name)}"
            key = f"{slug(member.name)}-{entry.key}"
        else:
            key = self._key_of_new(name)
        self._make({"organisation": key, "name": name, "sector": member.sector, "area_code": code}, origin)
        return key

    def _key_of_new(self, name: str) -> str:
        """The key of a new organisation: another one of the store can have the one that the name would make."""
        key = slug(name) or "organisation"
        held = next(iter(self.held.where("organisations", "organisation", {key}).rows()), None)
        if self.held.elsewhere("organisations", "organisation", {key}):
            return f"{key}-2"
        return key if held is None or held["name"] == name else f"{key}-2"

    def _make(self, row: Row, origin: Origin) -> None:
        key = str(row["organisation"])
        if key not in self.made:
            self.made[key] = SentRow(row, origin)
            self.rows["organisations"].append(self.made[key])

    def _evidence(self, entry: Entry) -> Iterator[Row]:
        """What the list says of how far the partnership is, in its own words; and a date that begins no status."""
        status = entry.status or "existing"
        yield {
            "partnership": entry.key, "kind": "status" if entry.status else "existence", "as_at": self.said.day,
            "precision": "day", "value": status, "wording": entry.wording or entry.name, "address": None,
            "note": entry.notes, "status": status, "begins": "by", "grade": GRADE_OF_A_LIST,
        }  # fmt: skip
        if entry.when and entry.status not in COUNTED_STATUSES:
            yield {
                "partnership": entry.key, "kind": "date", "as_at": entry.when.day, "precision": entry.when.precision,
                "value": "established", "wording": entry.when_wording, "address": None, "note": None, "status": None,
                "begins": "on", "grade": GRADE_OF_A_LIST,
            }  # fmt: skip
