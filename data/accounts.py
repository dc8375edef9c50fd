"""Accounts: who may sign in to a team's server, what they may do, for which bridges, and what shows that it is they.

Changes of accounts leave the store's version as it is: no figure depends on them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, Engine, delete, func, insert, or_, select, update

from data.errors import AccountError
from data.programme.visibility import Scope
from data.store.address import as_store_error
from data.store.engine import appending, asked_again, reading
from data.store.schema import account, account_bridge, account_role, area_grouping, audit, partnership, role

OF_A_BRIDGE: Final = "bridge_editor"
"""The role that is about some bridges by its name: without any, it is about nobody."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in. `bridges` empty is every bridge; `session` is what a signed-in browser shows of them.

    `password` is a hash; `second_factor` is the secret of an authenticator app, encrypted, `last_code` the number of
    the last code of it that was taken, and `recovery_codes` are encrypted too. `openid` is what a provider calls them.
    `ended` are the marks of sessions that were signed out of, as long as they could last.
    """

    number: int
    email: str
    name: str
    roles: frozenset[str]
    bridges: frozenset[str]
    is_active: bool
    session: str
    password: str | None = None
    second_factor: str | None = None
    last_code: int | None = None
    recovery_codes: tuple[str, ...] = ()
    openid: str | None = None
    ended: frozenset[str] = frozenset()

    @property
    def scope(self) -> Scope:
        """What they see: who edits for bridges, of which none is left, sees nothing rather than everything."""
        everywhere = None if OF_A_BRIDGE not in self.roles else frozenset[str]()
        return Scope(bridges=self.bridges or everywhere)


class AccountStore:
    """The accounts of a store, to be read and changed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @asked_again
    def accounts(self) -> tuple[Account, ...]:
        """Every account, by e-mail address."""
        with reading(self.engine) as connection:
            return accounts_on(connection)

    def account(self, email: str) -> Account:
        """The account of an e-mail address. Raises `AccountError`."""
        wanted = as_written(email)
        for one in self.accounts():
            if one.email == wanted:
                return one
        raise AccountError(f"There is no account of {wanted}; `cep user list` says which there are.")

    @asked_again
    def bridges(self) -> Mapping[str, str]:
        """The code of each bridge that the store knows, with its name, in the order of codes."""
        codes, names = area_grouping.c.group_code, area_grouping.c.group_name
        with as_store_error(self.engine.url), self.engine.connect() as connection:
            used = connection.scalars(select(partnership.c.bridge).where(partnership.c.bridge.is_not(None)))
            found = {code: code for code in used}
            named = select(codes, names).where(area_grouping.c.grouping == "bridge")
            found |= {row.group_code: row.group_name for row in connection.execute(named)}
        return dict(sorted(found.items()))

    def add(self, email: str, name: str, *, roles: Collection[str], bridges: Collection[str]) -> Account:
        """Make an account, which has no password yet. Raises `AccountError` where there is one of this address."""
        wanted = as_written(email)
        with appending(self.engine) as connection:
            if connection.scalar(select(account.c.id).where(account.c.email == wanted)) is not None:
                raise AccountError(f"There is an account of {wanted} already.")
            number = _add(connection, email, name)
            _set_place(connection, number, roles, bridges)
            return accounts_on(connection, number)[0]

    def vouched_for(
        self, openid: str, email: str, name: str, *, roles: Collection[str], bridges: Collection[str]
    ) -> tuple[Account | None, Account]:
        """The account of somebody whom a provider vouched for, as it was, None if it is new, and as it is now: with
        this name and these roles, for these bridges. One that is disabled stays as it is.

        It is found by what the provider calls them, and by the e-mail address only while it has no such name: addresses
        are given to others. Raises `AccountError` where the address is somebody else's.
        """
        with appending(self.engine) as connection:
            known = accounts_on(connection)
            of_address = next((one for one in known if one.email == as_written(email)), None)
            before = next((one for one in known if one.openid == openid), of_address)
            if (of_address or before) is not before or (before and before.openid not in {None, openid}):
                raise AccountError(f"The account of {as_written(email)} is somebody else's.")
            if before and not before.is_active:
                return before, before
            number = before.number if before else _add(connection, email, name)
            _set_place(connection, number, roles, bridges)
            _keep(connection, number, openid=openid, email=as_written(email), name=" ".join(name.split()))
            return before, accounts_on(connection, number)[0]

    def place(self, email: str, *, roles: Collection[str], bridges: Collection[str]) -> Account:
        """Give somebody these roles, for these bridges, in place of those they had; they sign in anew."""
        number = self.account(email).number
        with appending(self.engine) as connection:
            _set_place(connection, number, roles, bridges)
            _keep(connection, number, fs_uniquifier=token_hex(16))
            return accounts_on(connection, number)[0]

    def keep(self, number: int, **written: Any) -> None:  # noqa: ANN401 - columns of several types
        """Write columns of one account."""
        with appending(self.engine) as connection:
            _keep(connection, number, **written)

    def sign_out(self, email: str, **written: Any) -> Account:  # noqa: ANN401 - columns of several types
        """Let no session of somebody, and no link that was made for them, be good any more; write columns beside."""
        number = self.account(email).number
        with appending(self.engine) as connection:
            _keep(connection, number, **written, fs_uniquifier=token_hex(16))
            return accounts_on(connection, number)[0]

    def end_session(self, number: int, mark: str, *, at: float, lasts: float) -> None:
        """Let one session of somebody be good no more; those that are over by themselves are forgotten (seconds)."""
        mine = account.c.id == number
        with appending(self.engine) as connection:
            ended = connection.scalar(select(account.c.ended).where(mine)) or []
            kept = [[one, when] for one, when in ended if at - when <= lasts]
            connection.execute(update(account).where(mine).values(ended=[*kept, [mark, at]]))

    def take_code(self, number: int, counted: int) -> bool:
        """Whether a code of an authenticator app is taken for the first time, and nothing later was: also by others."""
        newer = or_(account.c.tf_last_counter.is_(None), account.c.tf_last_counter < counted)
        with appending(self.engine) as connection:
            taken = update(account).where(account.c.id == number, newer).values(tf_last_counter=counted)
            return connection.execute(taken).rowcount == 1

    @asked_again
    def how_often(
        self, what: str, outcome: str, *, since: datetime, who: str, address: str
    ) -> tuple[int, int]:
        """How often an act had an outcome since a time (UTC): of whoever named this account, and of this machine."""
        asked = (audit.c.what == what, audit.c.outcome == outcome, audit.c.at >= since)
        counted = select(func.count()).select_from(audit).where(*asked)
        with reading(self.engine) as connection:
            return (
                int(connection.scalar(counted.where(audit.c.who == who)) or 0),
                int(connection.scalar(counted.where(audit.c.address == address)) or 0),
            )


def as_written(email: str) -> str:
    """An e-mail address in the one form that it is kept in."""
    return email.strip().lower()


def _add(connection: Connection, email: str, name: str) -> int:
    row = {
        "email": as_written(email),
        "name": " ".join(name.split()),
        "fs_uniquifier": token_hex(16),
        "made_at": datetime.now(UTC),
    }
    return int(connection.execute(insert(account).values(row).returning(account.c.id)).scalar_one())


def _keep(connection: Connection, number: int, **written: Any) -> None:  # noqa: ANN401
    connection.execute(update(account).where(account.c.id == number).values(**written))


def _set_place(connection: Connection, number: int, roles: Collection[str], bridges: Collection[str]) -> None:
    connection.execute(delete(account_role).where(account_role.c.account == number))
    connection.execute(delete(account_bridge).where(account_bridge.c.account == number))
    for name in sorted(roles):
        found = connection.scalar(select(role.c.id).where(role.c.name == name))
        if found is None:
            found = connection.execute(insert(role).values(name=name).returning(role.c.id)).scalar_one()
        connection.execute(insert(account_role).values(account=number, role=found))
    for code in sorted(bridges):
        connection.execute(insert(account_bridge).values(account=number, bridge=code))


def accounts_on(connection: Connection, number: int | None = None) -> tuple[Account, ...]:
    """Every account, by e-mail address; or the one of a number."""
    asked = select(account).order_by(account.c.email)
    rows = connection.execute(asked if number is None else asked.where(account.c.id == number)).all()
    roles, bridges = defaultdict(set), defaultdict(set)
    held = select(account_role.c.account, role.c.name).join(role, role.c.id == account_role.c.role)
    for one, name in connection.execute(held):
        roles[one].add(name)
    for one, code in connection.execute(select(account_bridge.c.account, account_bridge.c.bridge)):
        bridges[one].add(code)
    return tuple(
        Account(
            number=row.id,
            email=row.email,
            name=row.name,
            roles=frozenset(roles[row.id]),
            bridges=frozenset(bridges[row.id]),
            is_active=row.active,
            session=row.fs_uniquifier,
            password=row.password,
            second_factor=row.tf_totp_secret if row.tf_primary_method else None,
            last_code=row.tf_last_counter,
            recovery_codes=tuple(row.mf_recovery_codes or ()),
            openid=row.openid,
            ended=frozenset(mark for mark, _ in row.ended or ()),
        )
        for row in rows
    )
