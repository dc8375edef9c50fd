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
YEAR_WIDTH = round(1.4 * CM)
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

    def shape(self, name: str, says: str, box: Box) -> Shape:
        """Return a bar or a swatch; a pale one is hatched in grey, or the strokes could not be seen."""
        front = QUIET if self.colour == PALE else PAPER
        fill = front if self.pattern else self.colour
        return Shape(name, says, box, fill=fill, pattern=self.pattern, back=self.colour, line=INK)


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
    shown = figure["layout"]["xaxis"].get("range", ())
    first = min([spell.start for spell in every] + [date.fromisoformat(day) for day in shown[:1]])
    last = max(first + timedelta(days=1), *(spell.end for spell in every))
    calendar = Calendar(first, last, rows, Box(LABELS, top, size.width - LABELS - CM // 2, high * len(rows)))
    labels = tuple(
        Shape(
            f"Row: {row}",
            row,
            Box(0, calendar.top(row), LABELS - CM // 4, high),
            text=Text(row, 11, align="r"),
        )
        for row in rows
    )
    groups = (
        Group("Key", _key(every) if top else ()),
        Group("Years", _years(calendar)),
        Group("Rows", labels),
        Group("Spells", tuple(_bar(spell, calendar) for spell in every)),
    )
    return Drawing(size, tuple(group for group in groups if group.shapes))


def _spells(trace: Trace) -> list[Spell]:
    marker, found = trace["marker"], []
    columns = (trace["y"], trace["base"], trace["x"], trace["customdata"], marker["color"])
    for row, base, length, said, colour, shape in zip(*columns, marker["pattern"]["shape"], strict=True):
        start = date.fromisoformat(str(base)[:10])
        end = start + timedelta(days=length / MILLISECONDS_A_DAY)
        label, *days = map(str, said)
        pattern = PATTERNS.get(shape, "")
        found.append(Spell(plain_text(row), label, " to ".join(days), start, end, colour, pattern))
    return found


def _bar(spell: Spell, calendar: Calendar) -> Shape:
    left, right = calendar.across(spell.start), calendar.across(spell.end)
    top = calendar.top(spell.row) + calendar.high // 5
    box = Box(left, top, max(right - left, CM // 20), calendar.high * 3 // 5)
    whose = "" if spell.row == spell.label else f"{spell.row}, "
    says = f"{whose}{spell.label}: {spell.days}{', illustrative' if spell.pattern else ''}"
    return spell.shape(f"Spell: {spell.row}, {spell.label}", says, box)


def _key(every: list[Spell]) -> tuple[Shape, ...]:
    """A swatch and a word for each kind of spell, from left to right; hatching is explained by the subtitle."""
    kinds = {spell.label: spell for spell in sorted(every, key=lambda one: bool(one.pattern), reverse=True)}
    shapes = []
    for place, (label, spell) in enumerate(kinds.items()):
        swatch = Box(LABELS + place * ENTRY, (KEY - SWATCH) // 2, SWATCH, SWATCH)
        beside = SWATCH + CM // 6
        words = Box(swatch.x + beside, 0, ENTRY - beside, KEY)
        shapes += [
            replace(spell, pattern="").shape(f"Key: {label}", label, swatch),
            Shape(f"Key, words: {label}", label, words, text=Text(label, 10.5, align="l")),
        ]
    return tuple(shapes)


def _years(calendar: Calendar) -> tuple[Shape, ...]:
    """Thin lines at the turn of years, then the years below them; as many as can be read."""
    first, last, room = calendar.first, calendar.last, calendar.room
    every = max(1, round((last - first).days / YEAR / MOST_TICKS))
    lines, words = [], []
    for year in range(first.year + 1, last.year + 1, every):
        at = calendar.across(date(year, 1, 1))
        line = Box(at, room.y, 6350, room.height)
        below = Box(at - YEAR_WIDTH // 2, room.y + room.height, YEAR_WIDTH, AXIS)
        lines.append(Shape(f"Line: {year}", f"1 January {year}", line, fill=RULE))
        words.append(Shape(f"Year: {year}", str(year), below, text=Text(str(year), 10, QUIET)))
    return (*lines, *words)
