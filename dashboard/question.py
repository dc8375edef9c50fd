"""One question to the dashboard: which store, which filters, about which partnership."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard import narrowed, words
from dashboard.cache import cached
from dashboard.filters import ACTIVITY, GEOGRAPHY, PLACES_NAMED, WHO, Filters, pairs_of
from dashboard.narrowed import Key, Narrowed
from dashboard.vocabulary import Vocabulary, vocabulary
from data.programme.programme import Programme, Scope
from data.programme.visibility import ENGLAND

PARTNERSHIP = "partnership"
"""The one query key that is no filter: which partnership a chart about one partnership is about."""
EMPTY = "The partnership is empty; leave it out, or give its key."
MORE_THAN_ONE = "Only one partnership can be named; the first one counts."
NOT_ABOUT_ONE = "This is not about one partnership; leave “partnership” out."
CHOSEN = {
    "status": ("status", "the {word} {labels}"),
    "sector": ("sector", "a member from the {word} {labels}"),
    "has": ("sector", "members from the {word} {labels}"),
    "lacks": ("sector", "no member from the {word} {labels}"),
    "reason": ("reason", "the {word} to call {labels}"),
    "call": ("call", "a reason to call that is {labels}"),
    "quality": ("finding", "the {word} {labels}"),
    "completed": ("field", "required fields {labels}"),
    "activity": ("activity", "activity {labels}"),
}
"""What chooses partnerships -> how it follows "partnerships with": a noun, and the words around its values."""
ACTIVITIES = {"lever": "whose main lever is", "approach": "whose approach is", "agenda": "whose agenda is"}
QUOTED = ("reason", "quality")
"""Keys whose values are said as they are printed elsewhere."""
MOST_REASONS = 10
"""Parts of a query that a refusal names; more than that nobody reads."""


class QueryError(ValueError):
    """A query asks for what is not known; each argument is a sentence that says what, and what is possible."""

    def __str__(self) -> str:
        return " ".join(few(self.args))


def few(reasons: Sequence[str]) -> list[str]:
    """The first reasons, and how many more there are."""
    more = len(reasons) - MOST_REASONS
    return [*reasons[:MOST_REASONS], *([f"And {more:,} more."] if more > 0 else [])]


@dataclass(frozen=True)
class Question:
    """What a reader wants to know; hashable, so that an answer can be kept.

    `path_partnership` is the slug that the path names, `query_partnership` the one that the query adds to a page;
    `narrowed` is what a list is narrowed by, `ignored` are sentences about parts of the query that mean nothing here.
    """

    programme: Programme
    filters: Filters
    path_partnership: str | None = None
    query_partnership: str | None = None
    narrowed: tuple[Narrowed, ...] = ()
    ignored: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(
        cls,
        programme: Programme,
        query: str,
        *,
        partnership: str | None = None,
        keys: Mapping[str, Key] | None = None,
    ) -> "Question":
        """Read a query string against what this store knows; never raises. `keys` are those that narrow a list."""
        pairs, too_many = pairs_of(query)
        by, pairs, not_known = narrowed.read(pairs, keys or {}, known_words(programme))
        named = [value for key, value in pairs if key == PARTNERSHIP]
        rest = urlencode([(key, value) for key, value in pairs if key != PARTNERSHIP])
        parsed = Filters.from_query(rest, known=known_words(programme), store_as_at=programme.as_at)
        added = None if partnership or not named else named[0]
        beside = (
            [EMPTY] if "" in named else [MORE_THAN_ONE] if len({partnership or added, *named}) > 1 else []
        )
        shown = _with_waiting(programme) if parsed.filters.provisional else programme
        return cls(
            shown, parsed.filters, partnership, added, by, (*too_many, *parsed.ignored, *not_known, *beside)
        )

    @classmethod
    def exactly(
        cls,
        programme: Programme,
        query: str,
        *,
        about_one: bool = False,
        keys: Mapping[str, Key] | None = None,
    ) -> "Question":
        """The question of a query of which nothing is ignored: what programs ask. Raises `QueryError`.

        `about_one` is whether what is asked for may be about one partnership, `keys` are those that narrow it.
        """
        asked = cls.from_query(programme, query, keys=keys)
        beside = [] if about_one or not asked.partnership else [NOT_ABOUT_ONE]
        if asked.ignored or beside:
            raise QueryError(*asked.ignored, *beside)
        return asked

    @cached_property
    def unnarrowed(self) -> "Question":
        """The same question about every row of a list."""
        return replace(self, narrowed=()) if self.narrowed else self

    def with_filters(self, **changes: Any) -> "Question":  # noqa: ANN401 - what the fields of `Filters` hold
        """The same question with some filters changed; itself where they are so already."""
        if all(getattr(self.filters, key) == value for key, value in changes.items()):
            return self
        return replace(self, filters=replace(self.filters, **changes))

    @cached_property
    def anywhere(self) -> "Question":
        """The same question without its geography."""
        return self.with_filters(**dict.fromkeys(GEOGRAPHY, ()))

    @cached_property
    def of_anyone(self) -> "Question":
        """The same question about every partnership there, whoever its members are, whatever it does or is."""
        return self.with_filters(**dict.fromkeys(WHO, ()))

    @cached_property
    def of_everyone(self) -> "Question":
        """The same question about every partnership, wherever it is."""
        return self.anywhere.of_anyone

    @cached_property
    def of_all(self) -> "Question":
        """The same question about all that the filters select, not about one partnership."""
        if self.partnership is None:
            return self
        return replace(self, path_partnership=None, query_partnership=None)

    @cached_property
    def visible(self) -> Programme:
        """The programme as these filters show it: without its illustrative rows when they are hidden."""
        return self.programme if self.filters.illustrative else _without_illustrative(self.programme)

    @cached_property
    def accepted(self) -> "Question":
        """The same question of accepted rows alone, as at the same day; itself where no return waits."""
        if not self.programme.accepted:
            return self
        filters = replace(self.filters, provisional=False, as_at=self.on.date())
        return replace(self, programme=self.programme.accepted, filters=filters)

    @cached_property
    def published(self) -> "Question":
        """The same question asked of what is published and of real returns alone, whatever the filter says."""
        return self.with_filters(illustrative=False)

    @cached_property
    def on(self) -> pd.Timestamp:
        """The as-at date: the reader's, else the store's own."""
        return self.filters.on(self.programme)

    @cached_property
    def window(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """The activity window (after, as at]; see `Filters.window`."""
        return self.filters.window(self.programme)

    @cached_property
    def day(self) -> str:
        """The as-at date as a reader reads it: "31 March 2020"."""
        return words.day(self.on)

    @cached_property
    def first_day(self) -> str:
        """The first day of the activity window: "1 April 2019"."""
        return words.day(self.window[0] + pd.Timedelta(days=1))

    @cached_property
    def period(self) -> str:
        """The activity window as a reader reads it: "1 April 2019 to 31 March 2020"."""
        return f"{self.first_day} to {words.day(self.window[1])}"

    @cached_property
    def known(self) -> Vocabulary:
        """The values that the filters may take in this store, with their labels."""
        return known_words(self.programme)

    @cached_property
    def selection(self) -> str:
        """The filters in English without the as-at date, and what a list is narrowed by: "London; sector: Health", or
        "All of England".
        """
        narrowed = [one.label for one in self.narrowed if one.label]
        return "; ".join([self.filters.describe(self.known, whole=self.whose), *narrowed])

    @cached_property
    def place(self) -> str:
        """Where the question is about: "England", "London", "the patch of Artswork"; "your bridge Artswork" for whoever
        sees no other.
        """
        if not self.whose:
            return self.filters.place(self.known)
        every = self.seen_of.issubset(self.filters.bridge)
        asked = self.with_filters(bridge=()).filters if every else self.filters
        place = asked.place(self.known)
        return self.whose if place == ENGLAND else f"{place} within {self.whose}"

    @cached_property
    def seen_of(self) -> frozenset[str]:
        """The bridges whose partnerships alone are seen; none where no bridge is withheld."""
        return self.programme.seen_by.bridges or frozenset()

    @cached_property
    def whose(self) -> str:
        """Whose partnerships alone are seen, where any are withheld for whose they are: "your bridge Artswork"; or
        nothing.
        """
        if self.programme.seen_by.bridges is None:
            return ""
        named = sorted(self.known["bridge"].get(code, code) for code in self.seen_of)
        listed = words.listing(named, most=PLACES_NAMED)
        return f"your {words.agree(len(named), 'bridge')} {listed}" if named else "no bridge"

    @cached_property
    def whole(self) -> str:
        """All that is seen whatever the filters choose: "England", or `whose`."""
        return self.whose or ENGLAND

    @cached_property
    def yours(self) -> str:
        """What follows "nobody" where others may be there who are not seen: " of yours"; or nothing."""
        return " of yours" if self.whose else ""

    @cached_property
    def seen_alone(self) -> str:
        """That partnerships of others are withheld, and what is told of them; nothing where none are."""
        told = "of others only what at least five of two bridges come to"
        return f"Seen: partnerships of {self.whose} alone, {told}" if self.whose else ""

    @cached_property
    def where(self) -> str:
        """The selection as it ends a sentence: "" for all of England, else its place and what else is chosen."""
        return f"{self.inside}{self.chosen}"

    @cached_property
    def chosen(self) -> str:
        """What is chosen beside the place, as it follows "partnerships": "" or " with a member from the sector Health
        and activity whose main lever is delivering".
        """
        said = [
            wording.format(word=words.agree(len(getattr(self.filters, key, ())), noun), labels=labels)
            for key, (noun, wording) in CHOSEN.items()
            if (labels := self._activity if key == "activity" else self._labels(key))
        ]
        return f" with {words.listing(said)}" if said else ""

    @cached_property
    def _activity(self) -> str:
        """What is asked of activities: "whose main lever is delivering and whose approach is mapping"; or nothing."""
        said = {key: self._labels(key) for key in ACTIVITIES}
        return words.listing([f"{ACTIVITIES[key]} {labels}" for key, labels in said.items() if labels])

    def preface(self, *, activities: bool = False) -> str:
        """What a sentence that stands alone begins with: "" for all of England, else "In London, of partnerships with a
        member from the sector Health"; a filter by lever may choose `activities` instead of partnerships.
        """
        fitting = self._activity if activities else ""
        chosen = self.with_filters(**dict.fromkeys(ACTIVITY, ())).chosen if fitting else self.chosen
        parts = [
            f"in {self.place}" if self.place != ENGLAND else "",
            f"of partnerships{chosen}" if chosen else "",
            f"of activity {fitting}" if fitting else "",
        ]
        text = ", ".join(part for part in parts if part)
        return words.capital(text)

    def _labels(self, kind: str) -> str:
        """The labels of a filter's values: "Health or School"; nothing where it asks for none."""
        values = getattr(self.filters, kind)
        if not values:
            return ""
        labels = [self.known.get(kind, {}).get(value, value) for value in values]
        if kind in ("lever", "approach"):
            labels = [label.lower() for label in labels]
        if kind in QUOTED:
            labels = [f"“{label}”" for label in labels]
        return words.listing(labels, conjunction="and" if kind == "has" else "or", most=PLACES_NAMED)

    @cached_property
    def inside(self) -> str:
        """The place as it ends a sentence: "" for all of England, else " in London"."""
        return "" if self.place == ENGLAND else f" in {self.place}"

    @cached_property
    def beyond(self) -> str:
        """That the as-at date lies past what the store is complete to; nothing where it does not."""
        complete = self.programme.as_at
        if self.filters.as_at is None or self.filters.as_at <= complete:
            return ""
        return f"complete to {words.day(complete)} only"

    @cached_property
    def partnership(self) -> str | None:
        """The slug of the partnership that is asked about, however it was named."""
        return self.path_partnership or self.query_partnership

    @cached_property
    def query(self) -> str:
        """The canonical query of the filters with its question mark, or nothing."""
        return query_of(self.filters)

    def query_about(self, partnership: str | None) -> str:
        """The same query with a partnership, if there is one."""
        return query_of(self.filters, partnership=partnership) if partnership else self.query

    @cached_property
    def query_here(self) -> str:
        """The canonical query with all that a list is narrowed by."""
        return query_of(self.filters, by=self.narrowed)


def query_of(filters: Filters, *, partnership: str | None = None, by: Iterable[Narrowed] = ()) -> str:
    """The canonical query of filters with its question mark, and with a partnership if there is one and what a list is
    narrowed by; or nothing.
    """
    added = urlencode({PARTNERSHIP: partnership}) if partnership else ""
    text = "&".join(part for part in (filters.to_query(), narrowed.query(by), added) if part)
    return f"?{text}" if text else ""


@cached()
def known_words(programme: Programme) -> Vocabulary:
    """The vocabulary of a programme, worked out once."""
    return vocabulary(programme)


@cached()
def _with_waiting(programme: Programme) -> Programme:
    return programme.with_waiting


@cached()
def _without_illustrative(programme: Programme) -> Programme:
    return programme.visible_to(Scope(illustrative=False))
