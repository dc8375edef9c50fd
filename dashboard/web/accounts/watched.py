"""What is watched where people say who they are: how often it was refused, how many try at once, and what came of it.

All of it is counted in the store, so that workers and machines count together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from http import HTTPStatus
from secrets import token_hex
from typing import Any, Final, Protocol

from flask import Flask, Response, make_response, redirect, render_template, request, session
from flask_security import (
    password_changed,
    password_reset,
    tf_disabled,
    tf_profile_changed,
    url_for_security,
    user_authenticated,
)
from flask_security.tf_plugin import tf_clean_session
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from dashboard.web.accounts import library
from dashboard.web.accounts.known import Known
from dashboard.web.accounts.signed_in import MARK, SEEN, SINCE, USER, People, Times
from dashboard.web.incoming import NOTHING, parts_of
from dashboard.web.turns import Turns
from data.accounts import as_written
from data.store.audit import DONE, NO_ADDRESS, REFUSED, Act, plain

WINDOW: Final = timedelta(minutes=15)
MOST_OF_ONE, MOST_OF_A_MACHINE = 10, 50
"""How often it is refused within that time for one account, known or not, and to one machine, which several share."""
AT_ONCE, IN_LINE = 2, 8
"""To compare a password takes 64 MB and a tenth of a second; who comes while so many wait is told to wait too."""
HALF: Final = timedelta(minutes=10)
"""How long a password that was right may wait for its second factor."""
TOO_OFTEN: Final = "That was tried too often. Wait a quarter of an hour, then try again."
BUSY: Final = "Many people sign in at this moment. Try again in a few seconds."
GUESSED: Final = {
    "login": "password",
    "verify": "password",
    "change_password": "password",
    "two_factor_token_validation": "code",
    "two_factor_setup_validate": "code",
    "mf_recovery": "recovery code",
}
"""Where somebody could try what they do not know, by the names of their routes, and what that is."""
COSTLY: Final = (*GUESSED, "forgot_password", "reset_password")
"""Where passwords are compared and made, or mails are sent."""
SECOND: Final = ("two_factor_token_validation", "mf_recovery", "two_factor_setup")
"""What comes after the password."""
TELLS: Final = {
    password_reset: "Chose a password by a link",
    password_changed: "Changed their password",
    tf_profile_changed: "Set up another second factor",
    tf_disabled: "Signs in without a second factor from now on",
}

OURS: Final = ("security", "accounts")
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
FORMS_ALONE: Final = "This address takes what its form sends, and nothing else."
NO_WAY_BACK: Final = "The address to go on to is none."
FORGET: Final = {"Clear-Site-Data": '"storage"'}
"""A browser that several people share keeps the tray and the name of nobody who has signed out."""
HowOften = Callable[..., tuple[int, int]]
View = Callable[..., Any]


class Record(Protocol):
    """Adds a row to the audit."""

    def __call__(self, what: Act, *, about: str = "", who: str | None = None, outcome: str = DONE) -> None:
        """Add it."""


@dataclass(frozen=True)
class Watch:
    """What is asked before somebody may try, and told afterwards."""

    how_often: HowOften
    record: Record
    people: People
    times: Times
    end_session: Callable[..., None]

    def register(self, server: Flask) -> None:
        """Stand before the routes that were registered by the library, and hear what it tells."""
        server.before_request(_refuse_others)
        turns = Turns(at_once=AT_ONCE, in_line=IN_LINE)
        for name in COSTLY:
            endpoint = f"security.{name}"
            server.view_functions[endpoint] = self._guarded(name, server.view_functions[endpoint], turns)
        for name in SECOND:
            endpoint = f"security.{name}"
            server.view_functions[endpoint] = self._soon(name, server.view_functions[endpoint])
        out = server.view_functions["security.logout"]
        server.view_functions["security.logout"] = self._told_out(out)
        user_authenticated.connect(self._signed_in, server, weak=False)
        for signal, about in TELLS.items():
            signal.connect(self._told(about), server, weak=False)

    def is_held(self, name: str, who: str, address: str) -> bool:
        """Whether it was refused too often of late, or a link for a password, which never is, asked for so often."""
        since = datetime.fromtimestamp(self.times.now(), UTC) - WINDOW
        counted = (Act.ACCOUNT, DONE) if name == "forgot_password" else (Act.SIGN_IN, REFUSED)
        of_one, of_machine = self.how_often(*counted, since=since, who=who, address=address)
        return (bool(who) and of_one >= MOST_OF_ONE) or of_machine >= MOST_OF_A_MACHINE

    def _tell(self, name: str, who: str, response: Response) -> None:
        """Tell what came of a try that led no further; a new password that is too short is none."""
        if name == "forgot_password":
            self.record(
                Act.ACCOUNT, who=who if "@" in who else NO_ADDRESS, about="Asked for a link for a password"
            )
        elif name in GUESSED and (
            name != "change_password" or library.SAID["INVALID_PASSWORD"] in response.get_data(as_text=True)
        ):
            self.record(Act.SIGN_IN, who=who, about=GUESSED[name], outcome=REFUSED)

    def _guarded(self, name: str, view: View, turns: Turns) -> View:
        @wraps(view)
        def answer(**named: Any) -> Any:  # noqa: ANN401 - parts of the address, and what views answer
            if request.method != "POST":
                return view(**named)
            who, is_setting_up = self._who(name), session.get("tf_state") == "validating_profile"
            if self.is_held(name, who, request.remote_addr or ""):
                return _asked_to_wait(TOO_OFTEN, WINDOW)
            with turns.take() as has_turn:
                response = (
                    make_response(view(**named)) if has_turn else _asked_to_wait(BUSY, timedelta(seconds=5))
                )
            if has_turn and response.status_code == HTTPStatus.OK:
                self._tell(name, who, response)
            if name == "login" and "tf_user_id" in session:
                session["half"] = self.times.now()
            if name == "two_factor_token_validation" and is_setting_up and USER in session:
                self.record(Act.ACCOUNT, who=who, about="Set up a second factor")
                return redirect(url_for_security("mf_recovery_codes"))
            return response

        return answer

    def _soon(self, name: str, view: View) -> View:
        """The second factor comes soon after the password, or not at all; who is in already stays in."""

        @wraps(view)
        def answer(**named: Any) -> Any:  # noqa: ANN401 - parts of the address, and what views answer
            if USER in session and name == "two_factor_token_validation":
                return redirect("/")
            if self.times.now() - session.get("half", 0) > HALF.total_seconds():
                tf_clean_session()
            return view(**named)

        return answer

    def _told_out(self, view: View) -> View:
        @wraps(view)
        def answer(**named: Any) -> Any:  # noqa: ANN401 - parts of the address, and what views answer
            kept, mark = session.get(USER), session.get(MARK)
            account = self.people.account(kept) if kept else None
            response = make_response(view(**named))
            if account and USER not in session:
                lasts = self.times.longest.total_seconds()
                self.end_session(account.number, mark, at=self.times.now(), lasts=lasts)
                self.people.forget()
                self.record(Act.SIGN_OUT, who=account.email)
                session.clear()
                response.headers.update(FORGET)
            return response

        return answer

    def _signed_in(self, _server: Flask, *, user: Known, authn_via: list[str] | None, **_: Any) -> None:  # noqa: ANN401
        session[SINCE] = session[SEEN] = self.times.now()
        session[MARK] = token_hex(8)
        session.pop("half", None)
        session.pop("csrf_token", None)
        self.record(Act.SIGN_IN, who=user.email, about=", ".join(authn_via or ["second factor"]))

    def _told(self, about: str) -> Callable[..., None]:
        def tell(_server: Flask, *, user: Known, **_: Any) -> None:  # noqa: ANN401 - what signals bring beside
            self.record(Act.ACCOUNT, who=user.email, about=about)

        return tell

    def _who(self, name: str) -> str:
        """Whom somebody says that they are; nobody where a link says it."""
        if name in {"login", "forgot_password"}:
            return plain(as_written(request.form.get("email", "")))
        kept = session.get(USER) or session.get("tf_user_id")
        account = self.people.account(kept) if kept else None
        return account.email if account else ""


def _refuse_others() -> None:
    """Keep from the library what it would fail on: bodies that no form sends, and a way back that is no address."""
    if request.blueprint not in OURS:
        return
    if request.content_length and request.mimetype not in FORMS:
        raise UnsupportedMediaType(FORMS_ALONE)
    for back in (*request.args.getlist("next"), *request.form.getlist("next")):
        if back and NOTHING in {parts_of(back), parts_of(back.replace("\\", "/"))}:
            raise BadRequest(NO_WAY_BACK)


def _asked_to_wait(sentence: str, wait: timedelta) -> Response:
    response = make_response(
        render_template("security/wait.html", sentence=sentence), HTTPStatus.TOO_MANY_REQUESTS
    )
    response.headers["Retry-After"] = str(int(wait.total_seconds()))
    response.headers["Cache-Control"] = "no-store"
    return response
