"""Accounts: who may sign in to a team's server, what they may do, and for which bridges."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Engine, select

from data.store.address import as_store_error
from data.store.engine import asked_again
from data.store.schema import account, account_bridge, account_role, role


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in. `bridges` empty is every bridge; `session` is what a signed-in browser shows of them."""

    email: str
    name: str
    roles: frozenset[str]
    bridges: frozenset[str]
    is_active: bool
    session: str


@asked_again
def accounts(engine: Engine) -> tuple[Account, ...]:
    """Every account, by e-mail address."""
    with as_store_error(engine.url), engine.connect() as connection:
        rows = connection.execute(select(account).order_by(account.c.email)).all()
        roles, bridges = defaultdict(set), defaultdict(set)
        held = select(account_role.c.account, role.c.name).join(role, role.c.id == account_role.c.role)
        for one, name in connection.execute(held):
            roles[one].add(name)
        for one, code in connection.execute(select(account_bridge.c.account, account_bridge.c.bridge)):
            bridges[one].add(code)
    return tuple(
        Account(
            row.email,
            row.name,
            frozenset(roles[row.id]),
            frozenset(bridges[row.id]),
            row.active,
            row.fs_uniquifier,
        )
        for row in rows
    )
