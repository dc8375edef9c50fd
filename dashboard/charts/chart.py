"""What a chart is: what it asks, where its numbers come from, how it is drawn and said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from pandas import DataFrame, Timestamp

from dashboard.charts.leads import Leads
from dashboard.figures.plain import Figure
from dashboard.narrowed import Key
from dashboard.question import Question

Period = Literal["as_at", "window", "history"]


class Describe(Protocol):
    """What a chart says in words, from the very frame it draws."""

    def __call__(self, frame: DataFrame, question: Question) -> "ChartText":
        """Return headline and text alternative for this frame."""


@dataclass(frozen=True, slots=True)
class ChartText:
    """A headline of ten words or so that states the finding, and a text alternative that carries the numbers."""

    headline: str
    text: str


class Missing(NamedTuple):
    """What rows of a matrix lack: the sectors of the filter `lacks`, each a code, its label and how many rows lack it;
    and by label the orders of the rows that are drawn, as their places from top to bottom.
    """

    sectors: Sequence[tuple[str, str, int]]
    orders: Mapping[str, list[int]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chart:
    """One entry of the registry.

    `columns` maps the columns of the frame that a reader gets (table twin and exports) to their labels. `draws_on`
    names the frames of the Programme without which there is nothing to say, `touches` those it uses where there
    are any. `counted` says whom or what it counts, where that is not what its indicator counts; see `Filters.counts`.
    `draw` is None for a chart that is a table. `boundaries` names the level of detail of a map, whose URL is then
    given to `draw`. `within` narrows the question for a chart that is always about one place. `least_width` (CSS)
    is the room below which a chart scrolls in its card; `orders` names columns by which the rows of a matrix can be
    put in order, and `missing` gives more of them, of what its rows lack; a long table `scrolls` within its card; one
    that `folds`, a table or a tall figure, shows its first rows until all are asked for; one that `follows` shows the
    chains of what led to what, and its table when it is asked for;
    `added_sources` has, by the key of a source, what was added
    to the store in its place, if that is more than the authorities' boundaries; `blanks` says what a cell without a
    value means in a spreadsheet, by column, where it is not "[x]" (not available): "[z]" not applicable, "[low]" too
    few to report; `rates` has, by the column of a share (%), the columns of its part and its whole: the share is made
    of them, from five cases on, with its interval in two columns beside it; a chart `of_rates` draws these and is
    empty without any; `codes` has, by column, code -> words for those that hold codes which people would not read.
    The axis of one with a `calendar` is made of days, on which the events of the programme are drawn.
    `speaks_of_published` says that its headline rests on no illustrative row, whatever is shown. `narrows` are the keys
    of the address that choose among its rows: `frame` is asked for all of these, unless it is to be `asked_narrowed`
    because what it has depends on them; `leads` says where its marks and numbers lead, and `behind` where all
    rows are of which no mark stands for some: what a link says, and its address; one that sets the answers to several
    questions beside each other has these as its `sides`. Compared by identity, so it can key a cache.
    """

    key: str
    question: str
    indicator: str
    measure: str | Callable[[Question], str]
    frame: Callable[[Question], DataFrame]
    columns: Mapping[str, str] | Callable[[Question], Mapping[str, str]]
    describe: Describe
    sources: tuple[str, ...] | Callable[[Question], tuple[str, ...]]
    draws_on: tuple[str, ...] = ("statuses",)
    touches: tuple[str, ...] = ()
    draw: Callable[..., Figure] | None = None
    boundaries: Literal["england", "detail", "london"] | None = None
    finder: bool = False
    orders: Mapping[str, str] | None = None
    missing: Callable[[Question], Missing] | None = None
    blanks: Mapping[str, str] = field(default_factory=dict)
    rates: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    of_rates: bool = False
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    least_width: str = ""
    scrolls: bool = False
    folds: bool = False
    follows: bool = False
    calendar: bool = False
    period: Period = "as_at"
    subject: Literal["none", "needed", "optional"] = "none"
    added_sources: Mapping[str, Callable[[Question], str]] = field(default_factory=dict)
    empty: str = "Nothing to show with these filters."
    counted: str = ""
    speaks_of_published: bool = False
    within: Callable[[Question], Question] | None = None
    narrows: Mapping[str, Key] = field(default_factory=dict)
    asked_narrowed: bool = False
    leads: Leads | Callable[[Question], Leads] | None = None
    behind: Callable[[Question], Mapping[str, str]] | None = None
    sides: Callable[[Question], tuple[Question, ...]] = lambda question: (question,)


@dataclass(frozen=True, slots=True, eq=False)
class Rendered:
    """A chart answered: its tidy frame, its figure as plain JSON (None for a table or a message), and its words.

    `reason_empty` says why there is nothing to draw; it is empty when there is. `ends` says which records end before
    the day that was asked for; the question is then as at the last day to which they are complete, and `asked_on` is
    the day that was asked for.
    `events` are those drawn on it, in words after their numbers.
    """

    chart: Chart
    question: Question
    frame: DataFrame
    columns: Mapping[str, str]
    figure: Figure | None
    headline: str
    subtitle: str
    text: str
    source: str
    illustrative: bool
    reason_empty: str = ""
    ends: str = ""
    events: tuple[str, ...] = ()
    asked_on: Timestamp | None = None
