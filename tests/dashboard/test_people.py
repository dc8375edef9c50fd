"""Who asks, what they may do, and which rows they see."""

import pytest

from dashboard.people import LAPTOP, NOBODY, Person, Right, asked_by, bridges_said, who_asks
from data.programme.programme import Scope

EDITOR = Person("e@example.org", "An Editor", frozenset({"bridge_editor"}), frozenset({"artswork"}))


def test_without_accounts_whoever_asks_may_do_everything_and_sees_everything() -> None:
    assert who_asks() is LAPTOP
    assert (LAPTOP.rights, LAPTOP.scope) == (tuple(Right), Scope())


def test_who_asks_is_known_while_it_is_answered() -> None:
    with asked_by(EDITOR):
        assert who_asks() is EDITOR
    assert who_asks() is LAPTOP


def test_nobody_may_do_anything_or_sees_a_partnership() -> None:
    assert (NOBODY.rights, NOBODY.scope) == ((), Scope(bridges=frozenset()))


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        ({"viewer"}, {Right.READ}),
        ({"bridge_editor"}, {Right.READ, Right.NOTE, Right.HAND_IN}),
        ({"reviewer"}, {Right.READ, Right.NOTE, Right.ACCEPT}),
        ({"bridge_editor", "reviewer"}, {Right.READ, Right.NOTE, Right.HAND_IN, Right.ACCEPT}),
        ({"national"}, {Right.READ, Right.NOTE, Right.HAND_IN, Right.LOAD}),
        ({"administrator"}, set(Right)),
        ({"chief"}, set()),
        (set(), set()),
    ],
)
def test_rights_are_those_of_all_roles(roles: set[str], may: set[Right]) -> None:
    assert set(Person("", "", frozenset(roles)).rights) == may


def test_bridges_are_said_in_order() -> None:
    assert [bridges_said(one) for one in (None, set(), {"b", "a"})] == [None, "", "a;b"]
