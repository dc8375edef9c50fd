"""Spells of time as bars along a calendar, as shapes."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.exports.native.model import CM, Box, Drawing, Group, Shape, Size, Text
from dashboard.exports.native.plotly_values import PATTERNS, plain_text
from dashboard.figures.plain import Figure, Trace
from dashboard.theme import INK, PALE, PAPER, QUIET, RULE

LABELS = round(4.6 * CM)
AXIS = round(0.8 * CM)
KEY = round(0.9 * CM)
ENTRY = round(2.9 * CM)
SWATCH = round(0.5 * CM)
TALLEST = round(2.2 * CM)
YEAR = 365.25
MOST_TICKS = 8
MILLISECONDS_A_DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Spell:
    """One bar: its row, its label, its days in words and as dates, its colour, and a pattern if it has one."""

    row: str
    label: str
    days: str
    start: date
    end: date
    colour: str
    pattern: str

    @property
    def says(self) -> str:
        """What the bar says to those who do not see it."""
        whose = "" if self.row == self.label else f"{self.row}, "
        mark = ", illustrative" if self.pattern else ""
        return f"{whose}{self.label}: {self.days}{mark}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The plane of the bars: its first and last day, its rows, and the room they have."""

    first: date
    last: date
    rows: tuple[str, ...]
    room: Box

    def across(self, on: date) -> int:
        """Where a day lies from left to right."""
        return self.room.x + int(self.room.width * ((on - self.first).days / (self.last - self.first).days))

    @property
    def high(self) -> int:
        """The height of a row."""
        return self.room.height // len(self.rows)

    def top(self, row: str) -> int:
        """Where a row begins."""
        return self.room.y + self.rows.index(row) * self.high


def spells(figure: Figure, *, size: Size) -> Drawing:
    """Return a row for each label of the figure and a bar for each spell, above years; a key if colours need one."""
    every = [spell for trace in figure["data"] for spell in _spells(trace)]
    named = figure["layout"]["yaxis"].get("categoryarray") or [spell.row for spell in every]
    rows = tuple(dict.fromkeys(plain_text(row) for row in named))
    top = KEY if figure["layout"].get("showlegend") else 0
    high = min((size.height - AXIS - top) // len(rows), TALLEST)
    first = min(spell.start for spell in every)
    last = max(first + timedelta(days=1), *(spell.end for spell in every))
    calendar = Calendar(first, last, rows, Box(LABELS, top, size.width - LABELS - CM // 2, high * len(rows)))
    groups = (
        Group("Key", _key(every) if top else ()),
        Group("Years", _years(calendar)),
        Group("Rows", tuple(_label(row, calendar) for row in rows)),
        Group("Spells", tuple(_bar(spell, calendar) for spell in every)),
    )
    return Drawing(size, tuple(group for group in groups if group.shapes))


def _spells(trace: Trace) -> list[Spell]:
    marker = trace["marker"]
    rows = zip(
        trace["y"],
        trace["base"],
        trace["x"],
        trace["customdata"],
        marker["color"],
        marker["pattern"]["shape"],
        strict=True,
    )
    spells_ = []
    for row, base, length, said, colour, shape in rows:
        start = date.fromisoformat(str(base)[:10])
        end = start + timedelta(days=length / MILLISECONDS_A_DAY)
        label, *days = map(str, said)
        pattern = PATTERNS.get(shape, "")
        spells_.append(Spell(plain_text(row), label, " to ".join(days), start, end, colour, pattern))
    return spells_


def _painted(name: str, says: str, box: Box, spell: Spell) -> Shape:
    """A bar or a swatch in the colour of a spell; a pale one is hatched in grey, or the strokes could not be seen."""
    front = QUIET if spell.colour == PALE else PAPER
    return Shape(
        name,
        says,
        box,
        fill=front if spell.pattern else spell.colour,
        pattern=spell.pattern,
        back=spell.colour,
        line=INK,
    )


def _bar(spell: Spell, calendar: Calendar) -> Shape:
    left, right = calendar.across(spell.start), calendar.across(spell.end)
    top = calendar.top(spell.row) + calendar.high // 5
    box = Box(left, top, max(right - left, CM // 20), calendar.high * 3 // 5)
    return _painted(f"Spell: {spell.row}, {spell.label}", spell.says, box, spell)


def _label(row: str, calendar: Calendar) -> Shape:
    box = Box(0, calendar.top(row), LABELS - CM // 4, calendar.high)
    return Shape(f"Row: {row}", row, box, text=Text(row, 11, align="r"))


def _key(every: list[Spell]) -> tuple[Shape, ...]:
    """A swatch and a word for each kind of spell, from left to right; hatching is explained by the subtitle."""
    kinds = {
        spell.label: spell for spell in sorted(every, key=lambda spell: bool(spell.pattern), reverse=True)
    }
    shapes = []
    for place, (label, spell) in enumerate(kinds.items()):
        left = LABELS + place * ENTRY
        plain = replace(spell, pattern="")
        swatch = Box(left, (KEY - SWATCH) // 2, SWATCH, SWATCH)
        words = Box(left + SWATCH + CM // 6, 0, ENTRY - SWATCH - CM // 6, KEY)
        shapes += [
            _painted(f"Key: {label}", label, swatch, plain),
            Shape(f"Key, words: {label}", label, words, text=Text(label, 10.5, align="l")),
        ]
    return tuple(shapes)


def _years(calendar: Calendar) -> tuple[Shape, ...]:
    """Thin lines at the turn of years, with the year below; as many as can be read."""
    first, last, room = calendar.first, calendar.last, calendar.room
    every = max(1, round((last - first).days / YEAR / MOST_TICKS))
    turns = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1, every)]
    width = round(1.4 * CM)
    lines = [
        Shape(
            f"Line: {turn.year}",
            f"1 January {turn.year}",
            Box(calendar.across(turn), room.y, 6350, room.height),
            fill=RULE,
        )
        for turn in turns
    ]
    words = [
        Shape(
            f"Year: {turn.year}",
            str(turn.year),
            Box(calendar.across(turn) - width // 2, room.y + room.height, width, AXIS),
            text=Text(str(turn.year), 10, QUIET),
        )
        for turn in turns
    ]
    return (*lines, *words)
