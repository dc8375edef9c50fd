"""What got worse: new reasons to call, actions overdue, returns missing, ratings that changed, since the last mail."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from dashboard import words
from dashboard.exports.tables.answers import indicator_rows
from dashboard.indicators.attention import calls
from dashboard.indicators.attention.given import given_since, matches
from dashboard.indicators.attention.reasons import REASONS
from dashboard.indicators.lists.actions import actions
from dashboard.indicators.returns import expected
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.complete import as_complete
from dashboard.indicators.shared.intervals import NEVER
from dashboard.question import Question
from data.names import in_order
from data.packs import Known

KINDS: Final = {
    "reason": "New reasons to call",
    "action": "Actions that have become overdue",
    "return": "Returns that are missing now",
    "rating": "Figures that changed their rating",
}
"""What is told, in this order; of one kind each has a key of its own."""
WHOLE: Final = "All bridges together"
UNRATED: Final = "unrated"
RANKS: Final = ("red", "amber", "green")


Ratings = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Label of a bridge -> key of a figure that is rated there -> what is told of it."""


class Item(NamedTuple):
    """One thing that stands: its key, the label of its bridge, whom it is about, what it says, where it is seen."""

    kind: str
    key: str
    bridge: str
    name: str
    said: str
    path: str
    is_illustrative: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand on a day: everything to act on, and the rated figures of each bridge, as plain rows."""

    items: tuple[Item, ...]
    ratings: Ratings

    @property
    def known(self) -> Known:
        """What the next mail needs to know of it."""
        rated = {
            bridge: {key: row["rating"] for key, row in rows.items()} for bridge, rows in self.ratings.items()
        }
        return {"seen": sorted(item.key for item in self.items), "ratings": rated}

    def since(self, before: Known) -> tuple[Item, ...]:
        """What was not so before, bridge by bridge, in the order of `KINDS`."""
        seen, kinds = set(before["seen"]), list(KINDS)
        new = [item for item in self.items if item.key not in seen]
        new += _changed(self.ratings, before["ratings"])
        return tuple(
            sorted(
                new,
                key=lambda item: (_place(item.bridge), kinds.index(item.kind), in_order(item.name), item.key),
            )
        )


def standing(question: Question) -> Standing:
    """Return how things stand as at the day of a question, for the partnerships asked for.

    What is not complete up to that day is told as at the last day to which it is, as on the pages; which returns are
    missing is known of any day.
    """
    items = (*_reasons(question), *_overdue(question), *_missing(question))
    known = question.known["bridge"]
    asked = question.filters.bridge or tuple(known)
    ratings = {known[key]: _rated(question.with_filters(bridge=(key,))) for key in asked if key in known}
    if not question.filters.bridge:
        ratings[WHOLE] = _rated(question)
    return Standing(items, {bridge: rows for bridge, rows in ratings.items() if rows})


def _reasons(question: Question) -> Iterator[Item]:
    question = as_complete(question, calls.WEIGHED)
    visible, on = question.visible, question.on
    places = selection.selected(question).index.to_numpy()
    rows = selection.partnership_labels(question, places).to_dict("records")
    made_up = [_illustrative(getattr(visible, reason.record)) for reason in REASONS]
    for row, at in zip(*np.nonzero(given_since(visible, on)[places] > NEVER), strict=True):
        reason, about = REASONS[at], rows[row]
        yield Item(
            "reason",
            f"reason:{about['partnership']}:{reason.key}",
            _bridge(about["bridge"]),
            about["name"],
            matches(visible, on)[at].text(places[row]),
            f"/partnerships/{about['partnership']}#{reason.anchor}",
            about["partnership"] in made_up[at],
        )


def _overdue(question: Question) -> Iterator[Item]:
    frame = actions(as_complete(question, ("actions",)))
    for row in frame[frame["standing"] == "overdue"].to_dict("records"):
        owner = f", {row['owner']}" if isinstance(row["owner"], str) else ""
        yield Item(
            "action",
            f"action:{row['action']}",
            _bridge(row["bridge"]),
            row["name"],
            f"{row['description']}: due on {words.day(row['due_on'])}{owner}",
            f"/partnerships/{row['partnership']}#actions",
            bool(row["is_illustrative"]),
        )


def _missing(question: Question) -> Iterator[Item]:
    frame = expected.of_selected(question)
    for row in frame[frame["state"] == "late"].to_dict("records"):
        yield Item(
            "return",
            f"return:{row['partnership']}:{row['period_end'].date().isoformat()}",
            _bridge(row["bridge"]),
            row["name"],
            f"Return for {words.quarter(row['period_end'])}, due on {words.day(row['due_on'])}",
            f"/partnerships/{row['partnership']}#returns",
            bool(row["is_illustrative"]),
        )


def _rated(question: Question) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in indicator_rows(question) if row["rating"] != UNRATED}


def _changed(
    now: Mapping[str, Mapping[str, Mapping[str, Any]]], before: Mapping[str, Mapping[str, str]]
) -> Iterator[Item]:
    """The figures that were rated otherwise; too few cases to rate are no change."""
    for bridge, rows in now.items():
        for key, row in rows.items():
            old, new = before.get(bridge, {}).get(key, row["rating"]), row["rating"]
            if old == new:
                continue
            how = "worse" if RANKS.index(new) < RANKS.index(old) else "better"
            value = f"{words.plain(row['value'])} {row['unit']}"
            said = (
                f"from {old} to {new} ({how}): {value}, as at {words.day(date.fromisoformat(row['as_at']))}"
            )
            yield Item(
                "rating", f"rating:{bridge}:{key}", bridge, row["name"], said, "/method", row["illustrative"]
            )


def _illustrative(frame: pd.DataFrame) -> set[str]:
    return set(frame.loc[frame["is_illustrative"], "partnership"])


def _bridge(label: object) -> str:
    return label if isinstance(label, str) else expected.NO_BRIDGE


def _place(bridge: str) -> tuple[int, str]:
    """All together first, then by name, whom no bridge looks after last."""
    return [bridge == WHOLE, bridge not in (WHOLE, expected.NO_BRIDGE), True].index(True), in_order(bridge)
