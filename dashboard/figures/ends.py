"""The names of lines beside their ends, pushed apart so that none covers another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from textwrap import wrap
from typing import Any, Final

from dashboard.figures.plain import NEW_LINE
from dashboard.theme import INK

LETTERS: Final = 17
"""Letters of a name before it goes on in a second line, so that lines keep room on a phone."""
LINE, BETWEEN = 16, 4
"""Pixels of a line of a name, and between two names."""
LEADER: Final = 14
"""Pixels from the end of a line to its name; the stroke between them has the line's colour."""
LETTER, EDGE = 7.3, 8
"""Pixels that a letter takes, and pixels kept free beyond the names and beside a chart without any."""
HEADROOM: Final = 1.05
"""How much higher the axis goes than the highest value."""
AXIS: Final = 30
"""Pixels that the labels of the axis below the plane take."""


@dataclass(frozen=True, slots=True)
class End:
    """The last point of a line, with the line's name and colour."""

    name: str
    day: str
    value: float
    colour: str

    @property
    def lines(self) -> list[str]:
        """What is said there, in lines; the value stays with the last word of the name."""
        kept = f"{self.name}:\N{NO-BREAK SPACE}{self.value:,.0f}"
        return [
            line.replace("\N{NO-BREAK SPACE}", " ") for line in wrap(kept, LETTERS, break_long_words=False)
        ]


def apart(wanted: Sequence[float], sizes: Sequence[float], *, low: float, high: float) -> list[float]:
    """Return middles as near as can be to those wanted, for things of these sizes that must not overlap.

    The order of those wanted is kept, and all lie between `low` and `high` if there is room. Neighbours that would
    overlap share the shift (least squares, by pooling them).
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    steps = [(sizes[one] + sizes[other]) / 2 for one, other in pairwise(order)]
    offsets = dict(zip(order, accumulate(steps, initial=0.0), strict=True))
    least = low + sizes[order[0]] / 2
    most = high - sizes[order[-1]] / 2 - offsets[order[-1]]
    starts = _rising([wanted[place] - offsets[place] for place in order])
    made = {
        place: max(min(start, most), least) + offsets[place]
        for place, start in zip(order, starts, strict=True)
    }
    return [made[place] for place in range(len(wanted))]


def _rising(values: Sequence[float]) -> list[float]:
    """The numbers nearest to these of which none is below the one before it: those out of order take their mean."""
    pools: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, many = pools.pop()
            total, count = total + before, count + many
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]


def top_of(values: Sequence[float]) -> float:
    """Return where an axis that begins at nought ends, so that the highest of these values has room."""
    return max(values, default=0.0) * HEADROOM or 1.0


def margin(ends: Sequence[End]) -> float:
    """Return the pixels that names take beside the plane."""
    letters = max((len(line) for end in ends for line in end.lines), default=0)
    return LEADER + LETTER * letters + EDGE if ends else EDGE


def beside(ends: Sequence[End], *, top: float, height: float) -> list[dict[str, Any]]:
    """Return what names each line to the right of its end, as annotations of a figure, joined to it by a stroke.

    The plane is `height` pixels high, from nought to `top`.
    """
    texts = [end.lines for end in ends]
    sizes = [LINE * len(lines) + BETWEEN for lines in texts]
    wanted = [height * (1 - end.value / top) for end in ends]
    places = apart(wanted, sizes, low=-LINE, high=height + LINE)
    return [
        {
            "name": end.name,
            "x": end.day,
            "y": end.value,
            "ax": LEADER,
            "ay": place - want,
            "xanchor": "left",
            "text": NEW_LINE.join(lines),
            "align": "left",
            "font": {"color": INK},
            "arrowhead": 0,
            "arrowwidth": 2,
            "arrowcolor": end.colour,
            "standoff": 1,
        }
        for end, lines, want, place in zip(ends, texts, wanted, places, strict=True)
    ]
