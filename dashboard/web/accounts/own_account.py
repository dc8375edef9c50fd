"""One's own account: the page about it, what the menu of every page says, and signing out on every device."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_security import current_user, logout_user
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf

from dashboard import words
from dashboard.people import Person, Right, who_asks
from dashboard.web.accounts.known import KnownPeople
from dashboard.web.accounts.signed_in import Times
from dashboard.web.accounts.watched import FORGET, Record
from dashboard.web.writing import as_json
from data.store.audit import Act

FOLDER: Final = "templates"
EVERYWHERE: Final = "You are signed out on every device."


def blueprint(
    store: KnownPeople, record: Record, times: Times, bridges: Callable[[], dict[str, str]]
) -> Blueprint:
    """Return the routes; `bridges` gives the names of bridges by their codes."""
    routes = Blueprint("accounts", __name__, template_folder=FOLDER)

    @routes.get("/account.json")
    def account_json() -> Response:
        return as_json(_said(who_asks(), bridges()))

    @routes.get("/account")
    def account() -> str:
        said = _said(who_asks(), bridges())
        codes = len(getattr(current_user, "mf_recovery_codes", ()))
        return render_template(
            "security/account.html",
            form=FlaskForm(),
            person=who_asks(),
            roles=said["roles"],
            sees=said["sees"],
            sees_audit=who_asks().may(Right.ADMINISTER),
            has_password=bool(getattr(current_user, "password", None)),
            has_second_factor=bool(getattr(current_user, "tf_primary_method", None)),
            codes_left=f"{words.count_of(codes, 'code')} left",
            idle=_in_words(times.idle),
            longest=_in_words(times.longest),
        )

    @routes.post("/account/sign-out-everywhere")
    def sign_out_everywhere() -> ResponseReturnValue:
        if not FlaskForm().validate_on_submit() or not current_user.is_authenticated:
            return redirect("/account")
        user = current_user._get_current_object()
        store.set_uniquifier(user)
        record(Act.SIGN_OUT, who=user.email, about="On every device")
        logout_user()
        flash(EVERYWHERE, "info")
        response = redirect("/sign-in")
        response.headers.update(FORGET)
        return response

    @routes.after_request
    def kept_by_nobody(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    return routes


def _said(person: Person, bridges: dict[str, str]) -> dict[str, object]:
    """What a page may say of who is signed in, and the token without which no form of theirs is taken."""
    seen = None if person.bridges is None else [bridges.get(code, code) for code in sorted(person.bridges)]
    return {
        "name": person.name,
        "email": person.email,
        "roles": [role.replace("_", " ") for role in sorted(person.roles)],
        "rights": [right.value for right in person.rights],
        "bridges": None if person.bridges is None else sorted(person.bridges),
        "sees": "all of England" if seen is None else f"what is in the patch of {words.listing(seen)}",
        "token": generate_csrf(),
    }


def _in_words(time: timedelta) -> str:
    minutes = int(time.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    return words.count_of(minutes, "minute") if rest or not hours else words.count_of(hours, "hour")
