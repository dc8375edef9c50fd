"""What a rule of quality is, and what it looks at."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Literal

import pandas as pd
from pandas import DataFrame, Series, Timestamp

from data.programme.programme import Programme, current
from data.taxonomy import LIVE_STATUSES

Severity = Literal["error", "warning"]
END_OF_TIME = "2262-01-01"
"""Stands for an end that is not known."""


@dataclass(frozen=True, eq=False)
class Records:
    """A programme looked at on a day, with what several rules ask of it; `since` begins the period before it."""

    programme: Programme
    on: Timestamp
    since: Timestamp

    @cached_property
    def status(self) -> "Series[str]":
        """Partnership -> its status on the day: the one that began last, the published before the generated."""
        return _last(current(self.programme.statuses, self.on))["status"]

    @cached_property
    def live(self) -> frozenset[str]:
        """The partnerships in a live status on the day."""
        return self.with_status(LIVE_STATUSES)

    @cached_property
    def ended(self) -> "Series[Timestamp]":
        """Partnership -> the day on which it closed or merged, for those of which that is the last status."""
        last = _last(self.programme.statuses.dropna(subset="from_date"))
        return last.loc[last["status"].isin(["closed", "merged"]), "from_date"]

    @cached_property
    def returning(self) -> frozenset[str]:
        """The partnerships of which a return has been received by the day; of others nothing is known."""
        returns = self.programme.returns
        return frozenset(returns.loc[returns["received_on"] <= self.on, "partnership"])

    @cached_property
    def generated_returns(self) -> "Series[bool]":
        """Partnership -> whether any of its returns was generated."""
        return self.programme.returns.groupby("partnership")["is_illustrative"].any()

    @cached_property
    def names(self) -> "Series[str]":
        """Organisation -> its name."""
        return self.programme.organisations.set_index("organisation")["name"]

    def with_status(self, statuses: Sequence[str]) -> frozenset[str]:
        """The partnerships in one of these statuses on the day."""
        return frozenset(self.status.index[self.status.isin(statuses)])

    def in_period(self, days: "Series[Any]") -> "Series[bool]":
        """Which days lie in the period (since, on]."""
        return (days > self.since) & (days <= self.on)


Find = Callable[[Records], DataFrame]


def anchor_of(sheet: str) -> str:
    """The place in the profile that shows a sheet, where a rule names no other."""
    anchors = {
        "partnerships": "facts",
        "statuses": "card-partnership-status",
        "partnership_areas": "card-partnership-area",
        "memberships": "members",
        "attendance": "meetings",
        "activity_links": "activities",
    }
    return anchors.get(sheet, sheet)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One thing that can be wrong with the records.

    An `error` makes figures wrong, a `warning` makes them incomplete or old. `sheet` is the one to mend it on,
    `anchor` the place in the profile that shows it, `says` the rule in words, `mend` what to do. `find` gives a
    row a finding with partnership, what (a sentence) and is_illustrative; whether it asks for the day or the period
    is said by `dated`.
    """

    key: str
    severity: Severity
    sheet: str
    anchor: str
    says: str
    mend: str
    find: Find
    dated: bool = False

    @property
    def label(self) -> str:
        """What is wrong, in a few words: `Members after the end`."""
        return self.key.replace("fields-missing-", "fields missing: ").replace("-", " ").capitalize()


def rule(
    severity: Severity, sheet: str, *, mend: str, anchor: str = "", dated: bool = False
) -> Callable[[Find], Rule]:
    """What makes a finder a rule, which its docstring says and whose key is its name."""

    def make(find: Find) -> Rule:
        key, says = find.__name__.replace("_", "-"), str(find.__doc__).strip().removesuffix(".")
        return Rule(key, severity, sheet, anchor or anchor_of(sheet), says, mend, find, dated)

    return make


error = partial(rule, "error")
warning = partial(rule, "warning")


def as_findings(rows: DataFrame, sentences: Iterable[str]) -> DataFrame:
    """What a rule finds: a sentence for each of the rows, which carry partnership and is_illustrative."""
    return DataFrame(
        {
            "partnership": rows["partnership"].astype("str").to_numpy(),
            "what": Series(list(sentences), dtype="str").to_numpy(),
            "is_illustrative": rows["is_illustrative"].eq(True).to_numpy(dtype=bool),
        }
    )


def fill_in(rows: DataFrame, template: str) -> DataFrame:
    """What a rule finds: a sentence with the values of each row filled in ("{held_on} ..."), dates in full."""
    worded = (
        {
            str(key): day(value) if isinstance(value, Timestamp) or value is pd.NaT else value
            for key, value in row.items()
        }
        for row in rows.to_dict("records")
    )
    return as_findings(rows, [template.format(**row) for row in worded])


def day(on: Any) -> str:  # noqa: ANN401 - a Timestamp or NaT
    """A date as readers write it: 31 March 2020."""
    return "an unknown day" if pd.isna(on) else f"{on.day} {on:%B %Y}"


def lookup(keys: "Series[Any]", values: "Series[Any]") -> "Series[Any]":
    """The value of each key; missing where there is none. Unlike `map`, it keeps the kind of no values at all."""
    return values.reindex(keys).set_axis(keys.index)


def count_of(number: int, noun: str, plural: str = "") -> str:
    """1 action, 3 actions."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def per_partnership(rows: DataFrame) -> DataFrame:
    """rows (how many), is_illustrative (any) and the first `day` of each partnership's rows, by partnership."""
    grouped = rows.groupby("partnership", sort=False)
    return grouped.agg(
        rows=("day", "size"), day=("day", "min"), is_illustrative=("is_illustrative", "any")
    ).reset_index()


def after_one_another(rows: DataFrame, keys: list[str]) -> DataFrame:
    """Rows of the same keys in order, each with the one before it: `status_before` and so on, and in `ended` the
    last day that any before it reaches.
    """
    rows = rows.sort_values([*keys, "from_date"], na_position="first", kind="stable")
    groups = [rows[key] for key in keys]
    reach = rows["to_date"].fillna(END_OF_TIME)
    before = rows.groupby(keys, sort=False)[["from_date", *(["status"] if "status" in rows else [])]].shift()
    ended = reach.groupby(groups, sort=False).cummax().groupby(groups, sort=False).shift()
    joined = rows.join(before.add_suffix("_before")).assign(ended=ended, was_open=ended == END_OF_TIME)
    return joined[ended.notna()]


def _last(statuses: DataFrame) -> DataFrame:
    """The row that counts of each partnership's statuses, by partnership."""
    order = ["from_date", "is_illustrative", "status"]
    rows = statuses.sort_values(order, ascending=[True, False, True], na_position="first", kind="stable")
    return rows.drop_duplicates("partnership", keep="last").set_index("partnership")
