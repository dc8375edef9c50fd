"""Spells of time as bars along a calendar, as shapes."""

from datetime import date, timedelta

from dashboard.exports.native.model import CM, Box, Drawing, Group, Shape, Size, Text
from dashboard.exports.native.reading import PATTERNS, plain_text
from dashboard.figures.plain import Figure, Trace
from dashboard.theme import INK, PALE, PAPER, QUIET, RULE
from dashboard.words import day

LABELS = round(4.2 * CM)
AXIS = round(0.8 * CM)
TALLEST = round(2.2 * CM)
YEAR = 365.25
MOST_TICKS = 10
MILLISECONDS_A_DAY = 86_400_000


def spells(figure: Figure, *, size: Size) -> Drawing:
    """Return a bar a spell with its words, above years."""
    trace = figure["data"][0]
    starts = [date.fromisoformat(str(base)[:10]) for base in trace["base"]]
    ends = [
        start + timedelta(days=length / MILLISECONDS_A_DAY)
        for start, length in zip(starts, trace["x"], strict=True)
    ]
    rows = list(dict.fromkeys(plain_text(label) for label in trace["y"]))
    high = min((size.height - AXIS) // len(rows), TALLEST)
    room = Box(LABELS, 0, size.width - LABELS, high * len(rows))
    first, last = min(starts), max(*ends, min(starts) + timedelta(days=1))

    def across(on: date) -> int:
        return room.x + int(room.width * ((on - first).days / (last - first).days))

    bars = tuple(
        _bar(trace, place, (across(start), across(end)), rows, high, (start, end))
        for place, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    labels = tuple(
        Shape(
            f"Status: {label}",
            label,
            Box(0, place * high, LABELS - CM // 4, high),
            text=Text(label, 11, align="r"),
        )
        for place, label in enumerate(rows)
    )
    return Drawing(
        size,
        (
            Group("Years", _years(first, last, room, across)),
            Group("Statuses", labels),
            Group("Spells", bars),
        ),
    )


def _bar(  # noqa: PLR0913, PLR0917
    trace: Trace, place: int, span: tuple[int, int], rows: list[str], high: int, dates: tuple[date, date]
) -> Shape:
    label = plain_text(trace["y"][place])
    hatched = trace["marker"]["pattern"]["shape"][place]
    colour = trace["marker"]["color"][place]
    says = f"{label}: {day(dates[0])} to {day(dates[1])}{', illustrative' if hatched else ''}"
    top = rows.index(label) * high + high // 5
    return Shape(
        f"Spell: {label}",
        says,
        Box(span[0], top, max(span[1] - span[0], CM // 20), high * 3 // 5),
        fill=(QUIET if colour == PALE else PAPER) if hatched else colour,
        pattern=PATTERNS.get(hatched, ""),
        back=colour,
        line=INK,
    )


def _years(first: date, last: date, room: Box, across) -> tuple[Shape, ...]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Thin lines at the turn of years, with the year below; as many as can be read."""
    every = max(1, round((last - first).days / YEAR / MOST_TICKS))
    turns = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1, every)]
    width = round(1.4 * CM)
    lines = [
        Shape(
            f"Line: {turn.year}", f"1 January {turn.year}", Box(across(turn), 0, 6350, room.height), fill=RULE
        )
        for turn in turns
    ]
    words = [
        Shape(
            f"Year: {turn.year}",
            str(turn.year),
            Box(across(turn) - width // 2, room.height, width, AXIS),
            text=Text(str(turn.year), 10, QUIET),
        )
        for turn in turns
    ]
    return (*lines, *words)
