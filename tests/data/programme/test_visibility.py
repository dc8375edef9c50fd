"""What a bridge sees of all that is not a partnership of its own: each frame by hand, with something of another."""

from datetime import date
from typing import Any

import pytest

from data.programme.programme import COLUMNS, Programme, Scope
from data.returns.imports.rebuild import with_waiting
from tests.factories import make_programme, partnership

OWN, OTHER = "a-new-direction", "ive"
SEEN = Scope(bridges=frozenset({OWN}))
PUBLIC = {
    "targets", "record_ends", "area_statistics", "area_measures", "areas", "area_groupings", "area_succession",
    "boundary_sets", "boundary_files", "boundary_areas",
}  # fmt: skip
"""Frames that everybody sees whole."""


def count(wording: str, **facts: Any) -> dict[str, Any]:
    return {"as_at": date(2019, 1, 1), "partnerships": 9, "kind": "stock", "wording": wording} | facts


def event(key: str, place: str | None = None) -> dict[str, Any]:
    return {"event": key, "held_on": date(2019, 1, 1), "what": key, "place": place}


def review(number: int, bridge: str, **facts: Any) -> dict[str, Any]:
    return {"number": number, "bridge": bridge, "title": f"Of {bridge}", "state": "received"} | facts


def of_both(**frames: list[dict[str, Any]]) -> Programme:
    """A programme of one partnership here and one elsewhere."""
    return make_programme(
        partnerships=[partnership("own"), partnership("other", bridge=OTHER)],
        **frames,
    )


def test_what_was_published_of_england_and_of_the_own_patch_is_seen() -> None:
    seen = of_both(
        published_counts=[
            count("in England"),
            count("of England by name", place="England"),
            count("here", place="London", bridge=OWN),
            count("there", place="Yorkshire", bridge=OTHER),
            count("in a county of nobody's", place="Derbyshire"),
        ]
    ).visible_to(SEEN)
    assert [*seen.published_counts["wording"]] == ["in England", "of England by name", "here"]


def test_an_event_is_seen_where_it_is_of_england_or_of_the_own_patch() -> None:
    seen = of_both(
        events=[
            event("of-nowhere"),
            event("of-england", "England"),
            event("of-the-patch", "A New Direction"),
            event("of-its-region", "London"),
            event("of-its-partnership", "Own"),
            event("of-another-patch", "IVE"),
            event("of-another-region", "Yorkshire and The Humber"),
            event("of-another-partnership", "Other"),
            event("of-words", "A theatre"),
        ]
    ).visible_to(SEEN)
    assert [*seen.events["event"]] == [
        "of-nowhere", "of-england", "of-the-patch", "of-its-region", "of-its-partnership",
    ]  # fmt: skip


def test_of_returns_handed_in_only_the_own_are_seen_and_of_these_only_the_own_partnerships() -> None:
    seen = of_both(
        return_reviews=[review(1, OWN), review(2, OTHER)],
        return_partnerships=[
            {"number": 1, "partnership": "own"},
            {"number": 1, "partnership": "other"},
            {"number": 2, "partnership": "other"},
            {"number": 2, "partnership": "own"},
        ],
    ).visible_to(SEEN)
    assert [*seen.return_reviews["number"]] == [1]
    assert seen.return_partnerships.to_dict("records") == [{"number": 1, "partnership": "own"}]


def test_an_action_keeps_its_row_and_loses_a_meeting_that_is_not_seen() -> None:
    facts = {"partnership": "own", "description": "Ask", "agreed_on": date(2019, 1, 1)}
    seen = of_both(
        meetings=[
            {"meeting": "here", "partnership": "own", "held_on": date(2019, 1, 1)},
            {"meeting": "there", "partnership": "other", "held_on": date(2019, 1, 1)},
        ],
        actions=[
            {"action": "one", "meeting": "here", **facts},
            {"action": "two", "meeting": "there", **facts},
        ],
    ).visible_to(SEEN)
    assert seen.actions["meeting"].fillna("").to_list() == ["here", ""]


def test_a_link_is_seen_where_both_its_ends_are() -> None:
    begun = {"title": "Made", "start_on": date(2019, 1, 1), "primary_lever": "DEL"}
    seen = of_both(
        activities=[
            {"activity": key, "partnership": who, **begun}
            for key, who in (("a", "own"), ("b", "own"), ("c", "other"))
        ],
        activity_links=[
            {"from_activity": one, "to_activity": two} for one, two in (("a", "b"), ("a", "c"), ("c", "b"))
        ],
    ).visible_to(SEEN)
    assert seen.activity_links[["from_activity", "to_activity"]].to_numpy().tolist() == [["a", "b"]]


def test_a_name_is_not_told_apart_from_one_that_is_not_seen() -> None:
    both = make_programme(
        partnerships=[
            partnership("own", name="Arts Partnership", locality="Camden"),
            partnership("other", name="Arts Partnership", locality="Leeds", bridge=OTHER),
        ]
    )
    assert [*both.partnerships["name"]] == ["Arts Partnership (Camden)", "Arts Partnership (Leeds)"]
    assert [*both.visible_to(SEEN).partnerships["name"]] == ["Arts Partnership"]
    assert [*both.visible_to(Scope(bridges=frozenset({OWN, OTHER}))).partnerships["name"]] == [
        "Arts Partnership (Camden)", "Arts Partnership (Leeds)",
    ]  # fmt: skip


def test_no_word_of_another_bridge_is_in_any_frame() -> None:
    """Each text of a row is a mark; of what is public there is nothing to withhold."""
    rows = {
        name: [marked(name, "own", OWN, 1), marked(name, "other", OTHER, 2)]
        for name in COLUMNS
        if name not in PUBLIC
    }
    seen = make_programme(**rows).visible_to(SEEN)
    for name in rows:
        assert len(getattr(seen, name)) == 1, name
        assert "other" not in getattr(seen, name).to_csv().lower(), name


def marked(name: str, mark: str, bridge: str, number: int) -> dict[str, Any]:
    """A row of a frame whose every text is one mark, of one bridge."""
    said = {"bridge": bridge, "bridges": bridge, "number": number}
    return {
        column: said.get(column, mark if kind == "str" else None if kind != "bool" else False)
        for column, kind in COLUMNS[name].items()
    }


@pytest.mark.parametrize("state", ["received", "accepted"])
def test_a_bridge_waits_for_its_own_returns_alone(store: Any, state: str) -> None:
    programme = of_both(return_reviews=[review(1, OWN, state=state), review(2, OTHER)]).visible_to(SEEN)
    assert (with_waiting(store, programme) is programme) == (state == "accepted")
