"""Our accounts as Flask-Security asks for them and changes them."""

from collections.abc import Mapping
from typing import Any, Final

from flask_security import RoleMixin, UserMixin
from flask_security.datastore import UserDatastore

from dashboard.people import Right
from dashboard.web.accounts.signed_in import People, person_of
from data.accounts import Account, AccountStore, as_written

AUTHENTICATOR: Final = "authenticator"
WRITTEN: Final = ("password", "fs_uniquifier", "tf_primary_method", "tf_totp_secret", "mf_recovery_codes")
"""What Flask-Security may change of an account: columns of its table."""


class Known(UserMixin):
    """Somebody with an account, under the names that Flask-Security has for what it knows of them."""

    fs_uniquifier = ""

    def __init__(self, account: Account) -> None:
        self.id, self.email, self.name, self.active = (
            account.number,
            account.email,
            account.name,
            account.is_active,
        )
        self.password, self.fs_uniquifier = account.password, account.session
        self.tf_primary_method = AUTHENTICATOR if account.second_factor else None
        self.tf_totp_secret, self.tf_phone_number = account.second_factor, None
        self.mf_recovery_codes = list(account.recovery_codes)
        self.roles: list[RoleMixin] = []  # what somebody may do is asked of `dashboard.people` alone
        self._person = person_of(account)

    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Whether a second factor is asked for: of whoever has one, and of whoever may change anything."""
        return bool(tf_setup_methods) or self.check_tf_required_setup(), tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """Whether somebody must have a second factor."""
        return any(right is not Right.READ for right in self._person.rights)


class KnownPeople(UserDatastore):
    """Finds accounts for Flask-Security, and writes down what it changes of them."""

    def __init__(self, store: AccountStore, people: People) -> None:
        super().__init__(Known, RoleMixin)
        self._store, self._people = store, people

    def find_user(self, case_insensitive: bool = False, **by: Any) -> Known | None:
        """Return the account of a session, or of an e-mail address: of those who sign in here, with a password."""
        if (session := by.get("fs_uniquifier")) is not None:
            account = self._people.account(str(session))
            return Known(account) if account else None
        wanted = as_written(str(by.get("email", "")))
        here = (one for one in self._store.accounts() if not one.openid)
        return next((Known(one) for one in here if one.email == wanted), None)

    def find_role(self, role: str) -> RoleMixin | None:
        """Return nothing: what a role may do is asked of `dashboard.people` alone."""
        return None

    def put(self, user: UserMixin) -> UserMixin:
        """Write down an account as it is now."""
        written: Mapping[str, Any] = {name: getattr(user, name) for name in WRITTEN}
        self._store.keep(user.id, **written)
        self._people.forget()
        return user

    def commit(self) -> None:
        """Do nothing more: what was put is written."""

    def last_code(self, user: UserMixin) -> int | None:
        """Return the number of the last code of an authenticator app that was taken."""
        return next((one.last_code for one in self._store.accounts() if one.number == user.id), None)

    def take_code(self, user: UserMixin, counted: int) -> bool:
        """Whether a code of an authenticator app is taken for the first time."""
        is_new = self._store.take_code(user.id, counted)
        self._people.forget()
        return is_new
