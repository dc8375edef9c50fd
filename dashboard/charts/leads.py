"""Where the marks and numbers of a chart, and the number of an indicator, lead: to the rows behind them, as a list at
an address of its own.

No address is worked out for a mark: the page is given what the row and the column of a mark add to one, and puts it
together (assets/02-ways.js).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import quote_plus, urlencode

from pandas import DataFrame

from dashboard import words
from dashboard.figures.plain import days
from dashboard.filters import REPEATABLE, Filters
from dashboard.indicators.meetings import actions
from dashboard.indicators.shared.values import Value
from dashboard.question import Question
from data.taxonomy import CORE_GROUPS, COUNTED_STATUSES

NOUNS: Final = {
    "authorities": "authority",
    "activities": "activity",
    "led-to": "link",
    "meetings": "meeting",
    "invitations": "invitation",
    "actions": "action",
    "returns": "return",
    "support": "support record",
    "courses": "course",
    "findings": "finding",
}
"""The lists, by the last part of their addresses, and what a row of each is called."""
ONE: Final = ""
"""In the place of a column that counts: the mark stands for a single row."""
SOME: Final = "some"
"""There: how many rows are behind the mark is not said, as where a line shows an earlier day."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a column that is drawn or printed adds to an address, and which column says how many rows are there: itself
    where none is named. `by` says for it alone what the row adds.
    """

    adds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    count: str | None = None
    by: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """A list, and what each mark of a chart adds to its address.

    `to` is the path of the list, `noun` what one of its rows is called. `by` maps a key of the query to the column of
    the chart's frame that holds its value, `cells` each column that is drawn or printed to what it adds; `always` is
    added by all, and the statuses that are counted where the list is of those `counted`. Where a row stands for one
    partnership, `into` is the column with its key, and the mark leads into its profile, at `anchor`. `keyed` is the
    column of a value that figure and table hold themselves, so that it need not be said again; of `every` so many rows
    of the frame that lead alike one is given. In a tidy frame of lines `series` is the column that names the cell.
    """

    to: str
    noun: str
    by: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, Cell] = field(default_factory=dict)
    always: Mapping[str, Sequence[str]] = field(default_factory=dict)
    counted: bool = False
    into: str = ""
    anchor: str = ""
    keyed: str = ""
    series: str = ""
    every: int = 1

    def ways(self, frame: DataFrame, question: Question) -> dict[str, Any]:
        """What the page needs to put the addresses together.

        to, noun, query (of the filters, without what a mark says anew), rows (what each row of the frame adds; None
        where it leads nowhere), cells (column -> what it adds), own (column -> what the rows add for it alone), numbers
        (column -> how many rows are behind each mark, where that is not what the column itself says).
        """
        frame = frame.iloc[:: self.every] if self.every > 1 else frame
        said = {key for cell in self.cells.values() for key in cell.adds}
        asked = {key: getattr(question.filters, key) for key in said & {*REPEATABLE}}
        counts = {column: cell.count for column, cell in self.cells.items() if cell.count is not None}
        return {
            "to": self.to,
            "noun": self.noun,
            "query": self.query(question),
            "rows": None if self.keyed else self._rows(frame, self.by),
            "keyed": [next(iter(self.by), "/"), self.keyed] if self.keyed else None,
            "cells": {
                column: _encoded(asked | _within(cell.adds, asked)) for column, cell in self.cells.items()
            },
            "own": {column: self._rows(frame, cell.by) for column, cell in self.cells.items() if cell.by},
            "numbers": {
                column: {ONE: 1, SOME: SOME}.get(count) or _numbers(frame, count)
                for column, count in counts.items()
            },
            "series": self.series,
            "anchor": self.anchor,
            "every": self.every,
        }

    def query(self, question: Question) -> str:
        """The query of the filters but for those that marks say anew, and what all marks add."""
        always = self._always(question.filters)
        said = {*self.by, *always, *(key for cell in self.cells.values() for key in cell.adds)}
        if "as_at" in said:
            said.add("since")  # which would lie after an earlier day
        kept = [
            pair
            for pair in question.filters.to_query().split("&")
            if pair.partition("=")[0] not in said & NAMED_ONCE
        ]
        return "&".join(part for part in (*kept, _encoded(always)) if part)

    def _rows(self, frame: DataFrame, by: Mapping[str, str]) -> list[str | None]:
        """What each row adds: a part of a query, or the rest of a path."""
        if self.into:
            return [f"/{slug}" for slug in frame[self.into].tolist()]
        if not by:
            return [""] * len(frame)
        columns = [[(key, value) for value in frame[column].tolist()] for key, column in by.items()]
        return [_part(pairs) for pairs in zip(*columns, strict=True)]

    def _always(self, filters: Filters) -> Mapping[str, Sequence[str]]:
        """What every mark adds; the statuses are those that are counted and, if any are asked for, asked for."""
        always = dict(self.always)
        if self.counted:
            included = [name for name in ("emerging", "existing") if getattr(filters, name)]
            always["status"] = sorted([*COUNTED_STATUSES, *included])
        return _within(always, {"status": filters.status})


def _part(pairs: Sequence[tuple[str, Any]]) -> str | None:
    """The part of a query that says these; None where any value is not known."""
    if any(not isinstance(value, str) for _, value in pairs):
        return None
    return "&".join(f"{key}={quote_plus(value)}" for key, value in pairs)


def _within(
    adds: Mapping[str, Sequence[str]], asked: Mapping[str, Sequence[str]]
) -> dict[str, Sequence[str]]:
    """What a cell adds, of what is asked for where anything is."""
    return {
        key: [value for value in values if value in (asked.get(key) or values)]
        for key, values in adds.items()
    }


def _encoded(added: Mapping[str, Sequence[str]]) -> str:
    return urlencode([(key, value) for key, values in added.items() for value in values])


def _numbers(frame: DataFrame, column: str) -> list[int | None]:
    return [None if value != value else int(value) for value in frame[column].tolist()]  # noqa: PLR0124


NAMED_ONCE: Final = frozenset(
    {"region", "ace_area", "bridge", "county", "area", "status", "as_at", "since", "illustrative"}
)
"""Keys of which a mark says anew what the filters may say already; of all others it asks for more."""


def with_days(frame: DataFrame) -> DataFrame:
    """The frame with the last days of its quarters as addresses have them (day: "2020-03-31")."""
    return frame.assign(day=days(frame["quarter"]))


def to_partnerships(by: Mapping[str, str], cells: Mapping[str, Cell], **more: Any) -> Leads:  # noqa: ANN401
    """Marks that stand for partnerships."""
    return Leads(to="/partnerships", noun="partnership", by=by, cells=cells, **more)


def to_list(key: str, by: Mapping[str, str], cells: Mapping[str, Cell], **more: Any) -> Leads:  # noqa: ANN401
    """Marks that stand for rows of one of the lists."""
    return Leads(to=f"/lists/{key}", noun=NOUNS[key], by=by, cells=cells, **more)


def all_of(key: str, **always: Sequence[str]) -> Callable[[Question], Mapping[str, str]]:
    """Where all rows of a list are that a chart rests on: what a link says, and its address."""
    leads = to_list(key, {}, {}, always=always)

    def addresses(question: Question) -> Mapping[str, str]:
        query = leads.query(question)
        return {f"Open the {key} behind it": f"{leads.to}?{query}" if query else leads.to}

    return addresses


AN_AUTHORITY: Final = to_list(
    "authorities", {"area": "area_code"}, {"state": Cell(count=ONE)}, keyed="area_code"
)
"""Each mark is an authority, as on a map."""

Part = Literal["value", "low", "n", "numerator", "denominator"]
"""What of a value says how many rows there are."""


class Way(NamedTuple):
    """Where a number leads, and what is there: "Open the 17 partnerships"."""

    address: str
    said: str


@dataclass(frozen=True, slots=True)
class Number:
    """The rows behind a number, and which part of the value says how many there are."""

    leads: Leads
    part: Part = "value"

    def way(self, value: Value, question: Question) -> Way | None:
        """The way from a value of this question; None where there are no rows."""
        number = getattr(value, self.part)
        if value.value is None or not number:
            return None
        if value.as_at:
            question = question.with_filters(as_at=value.as_at)
        query = self.leads.query(question)
        rows = self.leads.noun if number == 1 else words.count_of(number, self.leads.noun)
        return Way(f"{self.leads.to}{f'?{query}' if query else ''}", f"Open the {rows}")


def _partnerships(part: Part, *, counted: bool = True, **always: tuple[str, ...]) -> Number:
    return Number(to_partnerships({}, {}, counted=counted, always=always), part)


def _rows(key: str, part: Part, **always: tuple[str, ...]) -> Number:
    return Number(to_list(key, {}, {}, always=always), part)


NUMBERS: Final[Mapping[str, Number]] = {
    "established": _partnerships("low", illustrative=("hide",)),
    "pipeline": _partnerships("value", counted=False, status=("emerging",)),
    "area_coverage": _rows("authorities", "numerator", coverage=("part", "whole")),
    "cold_spots": _rows("authorities", "value", coverage=("none",)),
    "overlap": _rows("authorities", "value", several=("yes",)),
    "core_groups": _partnerships("n", members=("known",)),
    "fully_represented": _partnerships("numerator", core_groups=(str(len(CORE_GROUPS)),)),
    "education_depth": _partnerships("n", members=("known",)),
    "lever_mix": _rows("activities", "numerator", main=("DEL",)),
    "lever_considered": _rows("activities", "numerator", considered=("considered",)),
    "meeting_recency": _partnerships("numerator", met=("dormant", "late", "on_time")),
    "decision_fit": _rows("meetings", "denominator", purpose=("decision",)),
    "follow_up": _rows(
        "actions",
        "denominator",
        fell_due=("yes",),
        standing=actions.DUE,
    ),
    "returns": _rows("returns", "denominator", fell_due=("yes",)),
    "attention": Number(Leads(to="/attention", noun="partnership")),
}
"""Indicator -> the rows behind it; what is measured of no rows (a forecast, a median of months) leads nowhere."""


def way_of(value: Value, question: Question) -> Way | None:
    """Where the number of an indicator leads; None where it leads nowhere."""
    number = NUMBERS.get(value.key)
    return number.way(value, question) if number else None
