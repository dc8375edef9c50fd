"""The partnerships of a list, each with what the list says of it, as far as that is understood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.returns.lists import columns as roles
from data.returns.lists.cells import BLANK, Cells, Known, Value
from data.returns.lists.columns import ListColumn
from data.returns.lists.members import Member, members_of
from data.returns.lists.said import Said
from data.returns.lists.tables import ListRow, shown
from data.returns.lists.terms import When, likely_status, status_of, when_of
from data.returns.matches import NEW, free_key
from data.returns.places import Covered, Gazetteer, once
from data.returns.problems import Problem
from data.returns.readings import Choice
from data.returns.spelling import likened
from data.returns.workbook.grids import Cell, letter
from data.taxonomy import STATUSES


@dataclass(frozen=True, slots=True)
class Entry:
    """A partnership as a list has it: its rows, its key in the store or the one it gets, and what is said of it.

    `wording` is the list's own word for the status; `key` is "" while it is asked which partnership is meant.
    """

    rows: tuple[int, ...]
    name: str
    key: str
    is_new: bool
    covered: tuple[Covered, ...] = ()
    bridge: str | None = None
    status: str | None = None
    wording: str | None = None
    when: When | None = None
    when_wording: str | None = None
    members: tuple[Member, ...] = ()
    website: str | None = None
    notes: str | None = None


def entries_of(said: Said, known: Known) -> tuple[tuple[ListColumn, ...], tuple[Entry, ...]]:
    """The columns of a list, each with what it is, and its partnerships; what is doubtful is asked through `said`."""
    rows = _rows(said)
    found = _columns(said, rows, known.gazetteer)
    of_role = {role: [one for one in found if one.role == role] for role in roles.ROLES}
    if not of_role["name"]:
        table = said.table
        wrong, right = "No column has the names of the partnerships.", "Say which column has them."
        said.problems.append(Problem("error", table.file, table.sheet, table.header, None, "", wrong, right))
        return found, ()
    joined = _Joined(said, known, of_role)
    return found, joined.entries(rows)


def _rows(said: Said) -> list[ListRow]:
    """The rows of the list, with those that stand alone and were answered to be partnerships."""
    kept = list(said.table.rows)
    for row in said.table.alone:
        text = next(shown(cell) for cell in row.cells if cell is not None)
        position = next(place for place, cell in enumerate(row.cells) if cell is not None)
        choices = (
            Choice("heading", "A heading of the list"),
            Choice("partnership", "A partnership, of which no more is said"),
        )
        asks = f"“{text}” stands alone in its row. Is it a heading, or a partnership?"
        if said.ask("row", text, [(row.number, position)], asks=asks, choices=choices) == "partnership":
            kept.append(row)
    return sorted(kept, key=lambda row: row.number)


def _columns(said: Said, rows: Sequence[ListRow], gazetteer: Gazetteer) -> tuple[ListColumn, ...]:
    """Each column with its role: as the mapping has it, else by its heading, else by what stands in it."""
    found: list[ListColumn] = []
    taken: set[str] = set()
    headings = dict(said.table.headings)
    width = max((len(row.cells) for row in rows), default=0)
    for position in range(max([width, *(place + 1 for place in headings)])):
        cells = tuple(
            (row.number, row.cells[position])
            for row in rows
            if position < len(row.cells) and row.cells[position] is not None
        )
        heading = headings.get(position, "")
        if not heading and not cells:
            continue
        name = heading or f"Column {letter(position)}"
        values = [cell for _, cell in cells]
        role = said.mapping.columns.get(name) or _role(name if heading else "", values, gazetteer)
        if role in taken and role not in roles.SEVERAL:
            role = "ignore"
        taken.add(role)
        found.append(ListColumn(position, name, role, cells))
    if "name" not in taken:
        found = _with_names(found, said)
    return tuple(found)


def _role(heading: str, values: Sequence[Cell], gazetteer: Gazetteer) -> str:
    named = roles.role_of_heading(heading)
    if named in {None, "lead", "notes", "members"} and roles.is_personal(heading, values):
        return "personal"
    return named or roles.role_of_cells(
        values,
        is_area=gazetteer.is_area,
        is_bridge=lambda text: gazetteer.bridge(text) is not None,
        is_status=lambda text: bool(status_of(text) or likely_status(text)),
        is_day=lambda cell: when_of(cell) is not None,
    )


def _with_names(found: Sequence[ListColumn], said: Said) -> list[ListColumn]:
    """Where no heading says which column has the names: the first of texts that are all different.

    Names of partnerships can look like those of people, so a column that only looks personal is among them.
    """
    for place, column in enumerate(found):
        texts = [cell for _, cell in column.cells]
        is_free = column.role in roles.UNSTORED and roles.role_of_heading(column.heading) is None
        if is_free and column.heading not in said.mapping.columns and texts:
            words = {likened(cell) for cell in texts if isinstance(cell, str)}
            if len(words) == len(texts):
                return [*found[:place], replace(column, role="name"), *found[place + 1 :]]
    return list(found)


@dataclass
class _Joined:
    """Joins the rows of one partnership, and finds out which one it is."""

    said: Said
    known: Known
    columns: Mapping[str, Sequence[ListColumn]]
    taken: set[str] = field(default_factory=set)

    def entries(self, rows: Sequence[ListRow]) -> tuple[Entry, ...]:
        """The partnerships, in the order of their first rows."""
        cells = Cells(self.said, self.known, self.columns)
        covered = cells.areas()
        names = {row: str(cell).strip() for one in self.columns["name"] for row, cell in one.cells}
        together: dict[str, list[int]] = {}
        for row in rows:
            if row.number in names:
                together.setdefault(likened(names[row.number]), []).append(row.number)
        self._nameless([row.number for row in rows if row.number not in names])
        statuses, whens = cells.each("status", cells.status), cells.each("established", cells.when)
        bridges, websites = cells.bridges(rows), cells.each("website", cells.website)
        notes = cells.notes()
        found = [
            Entry(
                rows=tuple(numbers),
                name=names[numbers[0]],
                key="",
                is_new=False,
                covered=tuple(once([one for row in numbers for one in covered.get(row, ())])),
                bridge=_first(bridges, numbers),
                status=self._one_status(
                    names[numbers[0]], [statuses[row] for row in numbers if row in statuses]
                ),
                wording=self._wording("status", numbers),
                when=_first(whens, numbers),
                when_wording=self._wording("established", numbers),
                website=_first(websites, numbers),
                notes=" ".join(notes[row] for row in numbers if row in notes) or None,
            )
            for numbers in together.values()
        ]
        keyed = self._once([self._keyed(entry) for entry in found])
        owner = {row: (entry.rows[0], entry.key) for entry in keyed for row in entry.rows}
        members = members_of(self.said, self.known.organisations, self.columns, owner)
        return tuple(replace(entry, members=members.get(entry.rows[0], ())) for entry in keyed)

    def _one_status(self, name: str, found: Sequence[str]) -> str | None:
        """The status of a partnership that stands in several rows; two are asked about."""
        statuses = list(dict.fromkeys(found))
        if len(statuses) < 2:  # noqa: PLR2004 - two that differ
            return statuses[0] if statuses else None
        choices = [Choice(code, STATUSES[code]) for code in statuses]
        asks = f"The rows of “{name}” say different statuses. Which is right?"
        return self.said.ask("status of", name, (), asks=asks, choices=choices)

    def _wording(self, role: str, numbers: Sequence[int]) -> str | None:
        said = [shown(cell) for one in self.columns[role] for row, cell in one.cells if row in numbers]
        return "; ".join(dict.fromkeys(said)) or None

    def _nameless(self, numbers: Sequence[int]) -> None:
        if numbers:
            spots = [(row, self.columns["name"][0].position) for row in numbers]
            asks = "These rows have no name of a partnership. They can only be left out."
            self.said.ask("name", "", spots, asks=asks, choices=(BLANK,), proposed="")

    def _keyed(self, entry: Entry) -> Entry:
        """The partnership with its key: the store's where that is certain or answered, else a new one."""
        match = self.known.partnerships.find(entry.name, {one.code for one in entry.covered})
        key = match.key
        spots = [(row, self.columns["name"][0].position) for row in entry.rows]
        if key is None:
            asks = f"Is “{entry.name}” a partnership that the store knows?"
            key = self.said.ask(
                "name", entry.name, spots, asks=asks, choices=match.choices, proposed=match.proposed
            )
            if key is None:
                return entry
        elif key != NEW and self.known.partnerships.names[key] != entry.name:
            self.said.read_as("name", entry.name, spots, f"{self.known.partnerships.names[key]} ({key})")
        if key != NEW:
            return replace(entry, key=key)
        made = self._new(entry, otherwise=f"partnership-{entry.rows[0]}")
        self.said.read_as("name", entry.name, spots, f"a new partnership ({made.key})")
        return made

    def _new(self, entry: Entry, *, otherwise: str) -> Entry:
        """The partnership as a new one, with a key that nobody has."""
        taken = {*self.known.partnerships.names, *self.taken}
        made = free_key(entry.name, taken, otherwise=otherwise)
        if self.known.held.elsewhere("partnerships", "partnership", {made}):
            made = free_key(entry.name, {*taken, made}, otherwise=otherwise)
        self.taken.add(made)
        return replace(entry, key=made, is_new=True)

    def _once(self, entries: Sequence[Entry]) -> list[Entry]:
        """Each partnership once: two names of the list for one are asked about, and the first counts until then."""
        seen: dict[str, Entry] = {}
        kept: list[Entry] = []
        for entry in entries:
            other = seen.get(entry.key) if entry.key else None
            if other is None:
                seen[entry.key] = entry
                kept.append(entry)
                continue
            spots = [(row, self.columns["name"][0].position) for row in entry.rows]
            asks = f"“{entry.name}” and “{other.name}” (row {other.rows[0]}) would be one partnership, {entry.key}."
            choices = (Choice("", "Leave this row out"), Choice(NEW, "A new one"))
            if self.said.ask("twice", entry.name, spots, asks=asks, choices=choices) == NEW:
                kept.append(self._new(entry, otherwise=f"row-{entry.rows[0]}"))
        return kept


def _first(found: Mapping[int, Value], numbers: Iterable[int]) -> Value | None:
    return next((found[row] for row in numbers if row in found), None)
