"""What the cells of a list mean, each different one read once: statuses, days, areas, bridges, addresses, notes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from data.returns.imports.known_places import Places
from data.returns.imports.stored_rows import StoredRows
from data.returns.lists.columns import ListColumn
from data.returns.lists.said import Said, equal_cells
from data.returns.lists.tables import ListRow
from data.returns.lists.terms import DAY, NOT_STATED, When, day_of, likely_status, status_of, when_of
from data.returns.matches import Organisations, Partnerships
from data.returns.places import Covered, Gazetteer, Unknown, Wider
from data.returns.readings import Choice
from data.returns.sheets.days import DayKind
from data.returns.sheets.kinds import CellError, LinkKind
from data.returns.spelling import looks_personal, says_nothing
from data.taxonomy import STATUSES

_STATUSES = (
    *(Choice(code, label) for code, label in STATUSES.items()),
    Choice(NOT_STATED, "Says nothing of it"),
)
BLANK = Choice("", "Leave out")
_LINK = LinkKind()
Value = TypeVar("Value")
Spots = Sequence[tuple[int, int]]
"""Row and column of equal cells."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows that a list can name."""

    gazetteer: Gazetteer
    partnerships: Partnerships
    organisations: Organisations
    places: Places
    held: StoredRows

    @classmethod
    def of(cls, held: StoredRows, gazetteer: Gazetteer, places: Places) -> "Known":
        """From the rows of a store."""
        names = Partnerships.of(held.all("partnerships").rows(), held.all("partnership_areas").rows())
        seats = held.all("memberships").rows()
        return cls(gazetteer, names, Organisations.of(held.all("organisations").rows(), seats), places, held)


@dataclass(frozen=True)
class Cells:
    """Reads the columns of a list by their role; what is doubtful is asked through `said`."""

    said: Said
    known: Known
    columns: Mapping[str, Sequence[ListColumn]]

    def each(self, role: str, read: Callable[[str, Spots], Value | None]) -> dict[int, Value]:
        """Row -> what its cell of a role means, each different cell read once."""
        found: dict[int, Value] = {}
        for text, spots in equal_cells(self.columns[role]).items():
            value = read(text, spots)
            if value is not None:
                found |= {row: value for row, _ in spots}
        return found

    def status(self, text: str, spots: Spots) -> str | None:
        """The status that equal cells say; None where they say nothing of it, or are asked about."""
        if says_nothing(text):
            self.said.read_as("status", text, spots, "")
            return None
        if code := status_of(text):
            if text != code:
                self.said.read_as("status", text, spots, code)
            return code
        asks = f"“{text}” is no status of ours. What does it mean?"
        answer = self.said.ask(
            "status", text, spots, asks=asks, choices=_STATUSES, proposed=likely_status(text)
        )
        return None if answer == NOT_STATED else answer

    def when(self, text: str, spots: Spots) -> When | None:
        """The day that equal cells say, no sharper than it is known."""
        row, position = spots[0]
        cell = next(
            cell
            for one in self.columns["established"]
            for at, cell in one.cells
            if (at, one.position) == (row, position)
        )
        if isinstance(cell, str) and says_nothing(cell):
            self.said.read_as("established", text, spots, "")
            return None
        when = when_of(cell, self._days)
        if isinstance(when, When):
            if text != when.words:
                self.said.read_as("established", text, spots, when.words)
            return when
        meanings = when.choices if when else ()
        asks = (
            when.asks
            if when
            else f"“{text}” is no date that is known. Write it as 2016, 2016-09 or 2016-09-01."
        )
        answer = self.said.ask(
            "established", text, spots, asks=asks, choices=(*meanings, Choice("", "Not stated")),
            proposed=meanings[0].write if len(meanings) == 1 else None,
            is_answer=lambda said: not said or day_of(said) is not None,
        )  # fmt: skip
        return day_of(answer or "")

    @cached_property
    def _days(self) -> DayKind:
        """Days as all cells of the list that have one show them."""
        return DAY.among(cell for column in self.columns["established"] for _, cell in column.cells)

    def website(self, text: str, spots: Spots) -> str | None:
        """The address that equal cells say."""
        if says_nothing(text):
            self.said.read_as("website", text, spots, "")
            return None
        for address in (text, f"https://{text}"):
            try:
                found = _LINK.read(address) if "." in address and " " not in address else None
            except CellError:
                found = None
            if found:
                if found != text:
                    self.said.read_as("website", text, spots, found)
                return found
        asks = f"“{text}” is not an address. What is it?"
        answer = self.said.ask(
            "website", text, spots, asks=asks, choices=(BLANK,), proposed="", is_answer=_is_link
        )
        return answer or None

    def bridges(self, rows: Sequence[ListRow]) -> dict[int, str]:
        """The bridge of each row: as its column says, else as the heading above the row does."""
        found: dict[int, str] = {
            row.number: bridge
            for row in rows
            if row.band and (bridge := self.known.gazetteer.bridge(row.band))
        }
        return found | self.each("bridge", self.bridge)

    def bridge(self, text: str, spots: Spots) -> str | None:
        """The key of the bridge that equal cells name."""
        if says_nothing(text):
            self.said.read_as("bridge", text, spots, "")
            return None
        if key := self.known.gazetteer.bridge(text):
            if key != text:
                self.said.read_as("bridge", text, spots, key)
            return key
        choices = [Choice(key, name) for key, name in sorted(self.known.gazetteer.bridges.items())]
        asks = f"No bridge is called “{text}”. Which one is it?"
        return self.said.ask("bridge", text, spots, asks=asks, choices=[*choices, BLANK]) or None

    def notes(self) -> dict[int, str]:
        """The notes of each row; one with an e-mail address, a telephone number or a title of a person is left out."""
        found: dict[int, str] = {}
        for text, spots in equal_cells(self.columns["notes"]).items():
            if looks_personal(text):
                self.said.read_as("notes", "a note with personal details", spots, "")
            elif not says_nothing(text):
                for row, _ in spots:
                    found[row] = f"{found[row]} {text}" if row in found else text
        return found

    def areas(self) -> dict[int, list[Covered]]:
        """Row -> the authorities that its cells name, under the codes of the list's day."""
        found: dict[int, list[Covered]] = {}
        for text, spots in equal_cells(self.columns["areas"]).items():
            if says_nothing(text):
                self.said.read_as("areas", text, spots, "")
                continue
            named = self.known.gazetteer.named(text)
            covered = [one for part in named for one in self._covered(part, spots)]
            if all(isinstance(one, Covered) for one in named):
                meaning = "; ".join(self._words(one) for one in covered)
                if meaning != text:
                    self.said.read_as("areas", text, spots, meaning)
            for row, _ in spots:
                found.setdefault(row, []).extend(covered)
        return found

    def _covered(self, named: object, spots: Spots) -> list[Covered]:
        if isinstance(named, Covered):
            return [self._carried(named)]
        gazetteer = self.known.gazetteer
        if isinstance(named, Wider):
            text = f"{named.name} (part)" if named.is_part else named.name
            asks = f"“{text}” is a {named.kind}. Which authorities does it cover there?"
            choices = [Choice(code, gazetteer.called(code)) for code in named.codes]
            proposed = None if named.is_part else ";".join(named.codes)
        elif isinstance(named, Unknown):
            text, choices, proposed = named.text, [], None
            asks = f"No area is called “{text}”. Which authorities are meant, by their codes? Leave blank for none."
        answer = self.said.ask(
            "areas", text, spots, asks=asks, choices=choices, proposed=proposed, is_answer=self._are_areas
        )
        return gazetteer.answered(answer or "")

    def _are_areas(self, answer: str) -> bool:
        try:
            self.known.gazetteer.answered(answer)
        except ValueError:
            return False
        return True

    def _carried(self, one: Covered) -> Covered:
        """An authority under the code of the list's day: what merged meanwhile is a part of the one it merged into."""
        places, now = self.known.places, one
        while True:
            authority, step = places.authorities.get(now.code), places.successions.get(now.code)
            if (
                authority is None
                or step is None
                or not authority.to_date
                or authority.to_date > self.known.gazetteer.on
            ):
                return now
            if step.is_the_same_place:
                now = replace(now, code=step.to_code)
            else:
                now = Covered(step.to_code, "part", now.locality or authority.name)

    def _words(self, one: Covered) -> str:
        name = self.known.gazetteer.called(one.code)
        part = f" (part: {one.locality})" if one.locality else " (part)"
        return f"{name}{part if one.coverage == 'part' else ''}"


def _is_link(said: str) -> bool:
    try:
        return not said or bool(_LINK.read(said))
    except CellError:
        return False
