"""Signing in at an OpenID provider: there with state, nonce and PKCE, back with a code, in as what the groups say.

Authlib speaks with the provider and checks its identity token; who is let in is said here.
"""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask, current_app, flash, redirect, request, session
from flask_security import login_user
from joserfc.errors import JoseError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from requests import RequestException
from werkzeug import Response

from dashboard.settings import SIGN_IN
from dashboard.web.accounts.known import Known
from dashboard.web.accounts.provider import Group, Provider
from dashboard.web.accounts.signed_in import People, Times
from dashboard.web.accounts.watched import BUSY, Record
from dashboard.web.turns import Turns
from data.accounts import Account, AccountStore
from data.errors import AccountError
from data.store.audit import REFUSED, Act

BEGIN: Final = "/sign-in/openid"
ANSWER: Final = "/sign-in/openid/answer"
"""Where the provider sends the browser back to; it has to know this address."""
SECONDS: Final = 5
"""What the provider may take for each of its answers to us."""
AT_ONCE, IN_LINE = 4, 8
"""How many wait for the provider in a process: one that is slow must not take every thread."""
NEXT: Final = "openid_next"
NAME: Final = "openid"
_UNFINISHED: Final = f"_state_{NAME}"
"""How Authlib begins the names of what it keeps of a sign-in in the session."""
_SAID = logging.getLogger(__name__)


class NotLetInError(Exception):
    """Somebody is not let in; the message is a sentence for them. `who` is an address that the provider vouched for."""

    def __init__(self, sentence: str, *, who: str = "", why: str = "") -> None:
        super().__init__(sentence)
        self.who, self.why = who, why


class _Claims(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    sub: str = Field(min_length=1, max_length=255)
    email: str = Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    email_verified: bool | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Vouched:
    """Somebody whom the provider vouched for: what it calls them, which stays, and what they are here."""

    openid: str
    email: str
    name: str
    group: Group


@dataclass(frozen=True, slots=True)
class Door:
    """What happens beside the provider: who is known is let in, or `NotLetInError` says why not; who is not is told."""

    let_in: Callable[[Vouched, str], Response]
    keep_out: Callable[[NotLetInError], Response]


def register(server: Flask, provider: Provider, door: Door, *, address: str) -> None:
    """Add the way to the provider and the way back; `address` is that of this server, scheme and host."""
    client = OAuth(server).register(
        NAME,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": provider.scope, "code_challenge_method": "S256", "default_timeout": SECONDS},
    )

    def begin() -> Response:
        for name in [name for name in session if name.startswith(_UNFINISHED)]:
            del session[name]  # of one sign-in at a time: a cookie has 4 kB
        session[NEXT] = _local(request.args.get("next", ""))
        answer: Response = client.authorize_redirect(f"{address}{ANSWER}")
        return answer

    def finish() -> Response:
        vouched = _vouched(provider, claims_of(client, provider))
        return door.let_in(vouched, session.pop(NEXT, "/"))

    turns = Turns(at_once=AT_ONCE, in_line=IN_LINE, patience=SECONDS)
    for path, step in ((BEGIN, begin), (ANSWER, finish)):
        told = _kept_by_nobody(_kept_out(step, provider, door, turns))
        server.add_url_rule(path, path.strip("/").replace("/", "-"), told)


def door_of(provider: Provider, accounts: AccountStore, people: People, times: Times, record: Record) -> Door:
    """What happens here: who is let in gets an account and a session; who is not is told on the first page."""

    def let_in(vouched: Vouched, path: str) -> Response:
        account = _account(vouched, accounts, record)
        people.forget()
        user = Known(account)
        if provider.second_factor_here:
            session["half"] = times.now()
            asked = current_app.extensions["security"].two_factor_plugins.tf_enter(user, False, NAME, path)
            if asked is not None:
                answer: Response = asked
                return answer
        login_user(user, remember=False, authn_via=["OpenID"])
        return redirect(path, 303)

    def keep_out(error: NotLetInError) -> Response:
        if error.who:
            record(Act.SIGN_IN, who=error.who, about=f"OpenID: {error.why}", outcome=REFUSED)
        flash(str(error), "error")
        return redirect(SIGN_IN, 303)

    return Door(let_in, keep_out)


def _account(vouched: Vouched, accounts: AccountStore, record: Record) -> Account:
    roles, bridges = vouched.group.roles, vouched.group.bridges or ()
    try:
        before, account = accounts.vouched_for(
            vouched.openid, vouched.email, vouched.name, roles=roles, bridges=bridges
        )
    except AccountError as error:
        sentence = (
            "Your e-mail address has an account of somebody else here. Ask whoever looks after this server."
        )
        raise NotLetInError(sentence, who=vouched.email, why="the address is somebody else's") from error
    if not account.is_active:
        sentence = "Your account is switched off here. Ask whoever looks after this server."
        raise NotLetInError(sentence, who=vouched.email, why="the account is disabled")
    if before is None or before.openid is None or _place(before) != _place(account):
        done = (
            "Gave a place"
            if before and before.openid
            else "Joined an account"
            if before
            else "Made an account"
        )
        record(Act.ACCOUNT, who=account.email, about=f"{done} by OpenID: {account.email}, {_place(account)}")
    return account


def _place(account: Account) -> str:
    roles = ", ".join(sorted(account.roles)).replace("_", " ")
    return f"{roles} of {', '.join(sorted(account.bridges)) or 'all of England'}"


def _kept_by_nobody(step: Callable[[], Response]) -> Callable[[], Response]:
    @wraps(step)
    def answer() -> Response:
        response = step()
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def _kept_out(
    step: Callable[[], Response], provider: Provider, door: Door, turns: Turns
) -> Callable[[], Response]:
    """A step in its turn, after which whoever is not let in is told why."""

    @wraps(step)
    def told() -> Response:
        try:
            with turns.take() as has_turn:
                if not has_turn:
                    raise NotLetInError(BUSY)
                return step()
        except NotLetInError as error:
            return door.keep_out(error)
        except (AuthlibBaseError, JoseError) as error:
            _SAID.warning("A sign-in with OpenID was not finished: %s", error)
            return door.keep_out(NotLetInError("The sign-in was not finished. Begin it again."))
        except (RequestException, RuntimeError, ValueError, KeyError) as error:
            _SAID.warning("The OpenID provider does not answer as it should: %r", error)
            return door.keep_out(
                NotLetInError(
                    f"The sign-in of {provider.name} cannot be reached at the moment. Try it again in a few minutes."
                )
            )

    return told


def claims_of(client: FlaskOAuth2App, provider: Provider) -> Mapping[str, Any]:
    """What the identity token says, which has to be from this provider, for us, and for this browser's question."""
    has_to_be = {"iss": provider.issuer, "aud": provider.client_id}
    options = {name: {"essential": True, "value": value} for name, value in has_to_be.items()}
    token: Mapping[str, Any] = client.authorize_access_token(claims_options=options)
    if "userinfo" not in token:
        raise ValueError("no identity token came with the code")
    claims: Mapping[str, Any] = token["userinfo"]
    return claims


def _vouched(provider: Provider, claims: Mapping[str, Any]) -> Vouched:
    try:
        said = _Claims.model_validate(claims)
    except ValidationError as error:
        raise NotLetInError(
            f"{_begun(provider.name)} did not say your e-mail address, so you cannot be let in."
        ) from error
    email = said.email.lower()
    if not (said.email_verified or (said.email_verified is None and provider.emails_are_verified)):
        raise NotLetInError(
            f"Your e-mail address is not confirmed at {provider.name}. Confirm it there first.",
            who=email,
            why="the address is not confirmed",
        )
    group = provider.member(claims)
    if group is None:
        raise NotLetInError(
            f"Your account at {provider.name} is in no group that may use this server. "
            "Ask whoever looks after it to put you in one.",
            who=email,
            why="in none of the groups",
        )
    return Vouched(f"{said.sub} at {provider.issuer}", email, said.name.strip() or email, group)


def _local(path: str) -> str:
    """A path of this server; the first page where it could be read as anything else."""
    return path if re.fullmatch(r"/(?!/)[!-\[\]-~]{0,1000}", path) else "/"


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
