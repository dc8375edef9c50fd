"""Who asks, what they may do, and which rows they see.

Without accounts whoever sits at this machine may do everything. With accounts each request is somebody's, whom
`dashboard/web/accounts` finds before anything is answered.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from data.programme.visibility import Scope


class Right(StrEnum):
    """What somebody may do."""

    READ = "read"
    NOTE = "note"
    """Write comments, how far calls are, views and drafts."""
    HAND_IN = "hand_in"
    """Hand returns in, and correct them."""
    ACCEPT = "accept"
    """Decide on returns that somebody else handed in."""
    LOAD = "load"
    """Write to the store directly: loads, lists, merges, packs, events; and take back what one loaded."""
    ADMINISTER = "administer"
    """Accounts, the audit, taking back what others loaded, boundaries, statistics."""


ROLES: Final[Mapping[str, frozenset[Right]]] = {
    "viewer": frozenset({Right.READ}),
    "bridge_editor": frozenset({Right.READ, Right.NOTE, Right.HAND_IN}),
    "reviewer": frozenset({Right.READ, Right.NOTE, Right.ACCEPT}),
    "national": frozenset({Right.READ, Right.NOTE, Right.HAND_IN, Right.LOAD}),
    "administrator": frozenset(Right),
}
"""What each role may do; who has several may do what any of them may."""
OF_ALL: Final = frozenset({Right.LOAD, Right.ADMINISTER})
"""What reaches beyond any bridge, and is for those alone who see them all."""


@dataclass(frozen=True)
class Person:
    """Somebody who asks. `bridges` are the codes of those whose partnerships they see; None is every bridge."""

    email: str
    name: str
    roles: frozenset[str]
    bridges: frozenset[str] | None = None

    def may(self, right: Right) -> bool:
        """Whether one of their roles has a right, and what it reaches is theirs to see."""
        if right in OF_ALL and self.bridges is not None:
            return False
        return any(right in ROLES.get(role, ()) for role in self.roles)

    @cached_property
    def rights(self) -> tuple[Right, ...]:
        """All that they may do."""
        return tuple(right for right in Right if self.may(right))

    @cached_property
    def scope(self) -> Scope:
        """Which rows of the store they see."""
        return Scope(bridges=self.bridges)


LAPTOP: Final = Person("", "", frozenset({"administrator"}))
"""Whoever sits at a machine that serves itself alone, without accounts."""


PERSON: Final = "cep.person"
"""Who asks, as our own processes say it to the application; no request from outside can set it."""
NOBODY: Final = Person("", "", frozenset(), frozenset())
"""Who is not signed in: may do nothing, and sees no partnership."""
_ASKS: Final[ContextVar[Person]] = ContextVar("asks")


def who_asks(*, is_somebody: bool = False) -> Person:
    """Return who asks what is being answered; whoever sits at this machine where nobody said.

    Where it must have been said `is_somebody`, `LookupError` is raised instead: better no answer than one for all.
    """
    return _ASKS.get() if is_somebody else _ASKS.get(LAPTOP)


@contextmanager
def asked_by(person: Person) -> Iterator[None]:
    """Answer what is inside as asked by somebody."""
    token = _ASKS.set(person)
    try:
        yield
    finally:
        _ASKS.reset(token)


def bridges_said(bridges: Collection[str] | None) -> str | None:
    """The bridges of a scope as a row of the store says them: codes in order with ; between them; None for all."""
    return None if bridges is None else ";".join(sorted(bridges))
