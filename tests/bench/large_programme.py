"""The returns of a whole large programme as text files, the same every time.

`python -m tests.bench.large_programme FOLDER STORE [ROWS]` writes them for the places of a store.

Attendance is more than half of the rows, as it is in any programme, and too long for one file: it is cut in parts.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from data.programme.programme import load
from data.store.engine import open_store
from data.taxonomy import (
    ACTION_STATES,
    AGENDAS,
    APPROACHES,
    LEVERS,
    MEETING_FORMATS,
    MEETING_PURPOSES,
    ROLES,
    SECTORS,
    SUPPORT_TYPES,
    VENUE_TYPES,
)

ROWS = 801_306
ROWS_A_FILE = 200_000
SEATS, GUESTS = 39, 1_000
"""Members of each partnership, and the rows of attendance of which one is about a guest."""
ATTENDED = 12
QUARTERS = 9
FIRST, SPAN = date(2015, 4, 1), 1_800
PARTS = {
    "organisations": 12_000, "activities": 90_000, "activity_links": 15_000, "actions": 110_000, "support": 6_346,
}  # fmt: skip
"""Rows of a programme of `ROWS`; the other sheets follow from its 920 partnerships and 40,000 meetings."""
PARTNERSHIPS, MEETINGS = 920, 40_000
COLUMNS = {
    "partnerships": ("partnership", "name", "scale", "launched_on", "meetings_expected_per_year"),
    "statuses": ("partnership", "status", "from_date", "to_date"),
    "partnership_areas": ("partnership", "area_code", "coverage", "locality"),
    "organisations": ("organisation", "name", "sector"),
    "memberships": ("partnership", "organisation", "role", "from_date", "to_date"),
    "activities": (
        "activity", "partnership", "title", "start_on", "end_on", "state", "primary_lever", "secondary_levers",
        "secondary_considered", "approaches", "agendas", "young_people", "schools", "count_basis",
    ),
    "activity_links": ("from_activity", "to_activity", "basis"),
    "meetings": ("meeting", "partnership", "held_on", "body", "format", "purpose", "venue_type", "quorate", "state"),
    "attendance": ("meeting", "organisation", "state"),
    "actions": (
        "action", "partnership", "meeting", "description", "agreed_on", "agreed_when", "owner", "due_on",
        "completed_on", "state",
    ),
    "support": ("support", "bridge", "partnership", "support_on", "support_type", "hours"),
    "returns": ("partnership", "period_end", "due_on", "received_on"),
}  # fmt: skip
Row = tuple[object, ...]


def write_programme(
    folder: Path, *, area_codes: list[str], bridges: list[str], rows: int = ROWS
) -> list[Path]:
    """Write `rows` rows (roughly, where there are fewer than `ROWS`) to a text file a sheet; the files in order."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Programme(rows / ROWS, area_codes, bridges)
    return [file for sheet in COLUMNS for file in _write(folder, sheet, getattr(made, sheet)())]


def _write(folder: Path, sheet: str, rows: Iterator[Row]) -> Iterator[Path]:
    """The file of a sheet, or its parts where it is too long for one; each part has the header."""
    parts = 0
    some = list(islice(rows, ROWS_A_FILE))
    while some:
        following = list(islice(rows, ROWS_A_FILE))
        parts += 1
        name = f"{sheet}-{parts}.csv" if parts > 1 or following else f"{sheet}.csv"
        with (folder / name).open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target)
            writer.writerow(COLUMNS[sheet])
            writer.writerows(some)
        yield folder / name
        some = following


class Programme:
    """The rows of every sheet of a programme that is `share` times as large as `ROWS`."""

    def __init__(self, share: float, area_codes: list[str], bridges: list[str]) -> None:
        self._sizes = {sheet: max(1, round(size * share)) for sheet, size in PARTS.items()}
        self._codes, self._bridges = area_codes, bridges
        self._keys = [f"made-{number:04}" for number in range(max(2, round(PARTNERSHIPS * share)))]
        self._meetings = max(1, round(MEETINGS * share))

    def _of(self, number: int) -> tuple[int, str]:
        """The partnership of the row of that number, by its own number and key."""
        place = number % len(self._keys)
        return place, self._keys[place]

    def _member(self, place: int, seat: int) -> str:
        return f"body-{(place * 13 + seat) % self._sizes['organisations']:05}"

    def partnerships(self) -> Iterator[Row]:
        for number, key in enumerate(self._keys):
            yield key, f"Made-up Partnership {number}", "local_authority", _day(number % 300), 4 + number % 9

    def statuses(self) -> Iterator[Row]:
        for key in self._keys:
            yield key, "emerging", date(2014, 1, 1), date(2015, 1, 1)
            yield key, "established", date(2015, 1, 1), None

    def partnership_areas(self) -> Iterator[Row]:
        for number, key in enumerate(self._keys):
            yield key, self._codes[number % len(self._codes)], "part", f"Locality {number}"

    def organisations(self) -> Iterator[Row]:
        for number in range(self._sizes["organisations"]):
            yield f"body-{number:05}", f"Organisation {number} of the arts", _one(SECTORS, number)

    def memberships(self) -> Iterator[Row]:
        for number in range(len(self._keys) * SEATS + (len(self._keys) == PARTNERSHIPS) * 120):
            place, key = self._of(number)
            seat = number // len(self._keys)
            yield key, self._member(place, seat), _one(ROLES, seat), date(2014, 6, 1), None

    def activities(self) -> Iterator[Row]:
        for number in range(self._sizes["activities"]):
            _, key = self._of(number)
            start = _day(number)
            approaches = f"{_one(APPROACHES, number)};{_one(APPROACHES, number + 5)}"
            yield (
                f"{key}-a{number}", key, f"Project {number} with schools", start, start + timedelta(days=number % 90),
                "complete", _one(LEVERS, number), _one(LEVERS, number + 1), "yes" if number % 2 else "no", approaches,
                _one(AGENDAS, number) if number % 4 else "", number % 400, number % 12, "actual",
            )  # fmt: skip

    def activity_links(self) -> Iterator[Row]:
        several = len(self._keys)
        for number in range(self._sizes["activity_links"]):
            _, key = self._of(number)
            if number % SPAN + several < SPAN:
                yield f"{key}-a{number}", f"{key}-a{number + several}", "reported"
            else:  # the later one begins before: the other way round
                yield f"{key}-a{number + several}", f"{key}-a{number}", "reported"

    def meetings(self) -> Iterator[Row]:
        for number in range(self._meetings):
            _, key = self._of(number)
            yield (
                f"{key}-m{number}", key, _day(number), "full_partnership", _one(MEETING_FORMATS, number),
                _one(MEETING_PURPOSES, number), _one(VENUE_TYPES, number), "yes", "held",
            )  # fmt: skip

    def attendance(self) -> Iterator[Row]:
        states = ("present", "present", "present", "substitute", "apologies", "absent")
        for number in range(self._meetings * ATTENDED):
            meeting, place = divmod(number, ATTENDED)
            partnership, key = self._of(meeting)
            seat = (meeting + place * 3) % SEATS
            seat += SEATS * 2 if number % GUESTS == GUESTS - 1 else 0
            yield f"{key}-m{meeting}", self._member(partnership, seat), _one(states, number)

    def actions(self) -> Iterator[Row]:
        for number in range(self._sizes["actions"]):
            meeting = number % self._meetings
            _, key = self._of(meeting)
            agreed = _day(meeting)
            state = _one(ACTION_STATES, number)
            yield (
                f"{key}-x{number}", key, f"{key}-m{meeting}", f"Write to school {number} about its offer", agreed,
                "in_meeting", _one(ROLES, number), agreed + timedelta(days=60),
                agreed + timedelta(days=number % 50) if state == "complete" else None, state,
            )  # fmt: skip

    def support(self) -> Iterator[Row]:
        for number in range(self._sizes["support"]):
            _, key = self._of(number)
            bridge = self._bridges[number % len(self._bridges)]
            yield f"help-{number}", bridge, key, _day(number), _one(SUPPORT_TYPES, number), number % 20 / 2

    def returns(self) -> Iterator[Row]:
        for key in self._keys:
            for quarter in range(QUARTERS):
                year, part = divmod(quarter, 4)
                end = (date(2018 + year, 3, 31), date(2018 + year, 6, 30), date(2018 + year, 9, 30),
                       date(2018 + year, 12, 31))[part]  # fmt: skip
                yield key, end, end + timedelta(days=31), end + timedelta(days=20 + quarter)


def _day(number: int) -> date:
    return FIRST + timedelta(days=number % SPAN)


def _one(codes: Iterable[str], number: int) -> str:
    every = list(codes)
    return every[number % len(every)]


def places_of(store: str) -> tuple[list[str], list[str]]:
    """The codes of the authorities of now, and the keys of the bridges, that a store has."""
    programme = load(open_store(store))
    areas, groupings = programme.areas, programme.area_groupings
    codes = areas.loc[(areas["level"] == "lad") & areas["to_date"].isna(), "area_code"]
    bridges = groupings.loc[groupings["grouping"] == "bridge", "group_code"]
    return sorted(codes), sorted(set(bridges))


def main() -> None:
    """Write the files to a folder, for the places of a store: `FOLDER STORE [ROWS]`."""
    folder, store, *rows = sys.argv[1:]
    codes, bridges = places_of(store)
    write_programme(Path(folder), area_codes=codes, bridges=bridges, rows=int(rows[0]) if rows else ROWS)


if __name__ == "__main__":
    main()
