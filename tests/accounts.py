"""Accounts for tests, and somebody at a browser without scripts who signs in."""

import re
from dataclasses import dataclass, field
from time import time
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from dashboard.settings import Settings
from dashboard.web.accounts import link_for
from data.accounts import AccountStore

PASSWORD = "correct horse battery"  # noqa: S105
KEY = "of the tests, and of nothing else in the world"


@dataclass
class Visitor:
    """A browser that does what its reader would: it follows links, and fills in and sends the forms that are there."""

    server: Flask
    machine: str = "192.0.2.1"
    client: FlaskClient = field(init=False)
    page: TestResponse = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.server.test_client()

    def go(self, path: str) -> TestResponse:
        """Ask for an address, and follow where it leads."""
        return self._arrive(self.client.get(path, environ_overrides=self._here()))

    def send(self, path: str = "", **fields: str) -> TestResponse:
        """Send the form of the page that is shown, to its address or another, and follow where it leads."""
        form = re.search(r'<form action="([^"]+)"', self.page.text)
        token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', self.page.text)
        sent = {"csrf_token": token[1] if token else "", **fields}
        target = path or (form[1] if form else "")
        return self._arrive(self.client.post(target, data=sent, environ_overrides=self._here()))

    def sign_in(self, email: str, password: str = PASSWORD, *, to: str = "/account") -> TestResponse:
        """Say who one is, by a password."""
        self.go(f"/sign-in?next={to}")
        return self.send(email=email, password=password)

    def said(self) -> str:
        """What the page says is wrong."""
        return " ".join(re.findall(r'class="wrong"[^>]*>(?:<p>)?([^<]+)', self.page.text))

    def where(self) -> str:
        """The path of the page that is shown."""
        return urlsplit(self.page.request.url).path

    def set_up(self) -> TOTP:
        """Set up a second factor; returns what the app on the phone holds."""
        self.send(setup="authenticator")
        phone = app_of(self.page.text)
        self.send(self.code_form(), code=code(phone))
        return phone

    def code_form(self) -> str:
        """The address to which the code is sent."""
        return re.findall(r'<form action="([^"]+)"', self.page.text)[-1]

    def _here(self) -> dict[str, str]:
        return {"REMOTE_ADDR": self.machine}

    def _arrive(self, answer: TestResponse) -> TestResponse:
        while answer.status_code in (302, 303):
            answer = self.client.get(answer.headers["Location"], environ_overrides=self._here())
        self.page = answer
        return answer


def app_of(page: str) -> TOTP:
    """The authenticator app, to which somebody typed the key that a page shows."""
    found = re.search(r'class="key">([^<]+)<', page)
    assert found, page
    return TOTP(key=found[1].replace("-", ""))


def code(phone: TOTP) -> str:
    """A code that was not used before: the clock of a phone may be half a minute fast."""
    return str(phone.generate(time()).token)


def later(phone: TOTP) -> str:
    """The code that the app shows next."""
    return str(phone.generate(time() + 30).token)


def with_account(
    engine: Engine, server: Flask, settings: Settings, email: str, role: str, *bridges: str
) -> Visitor:
    """Somebody who has an account and has chosen a password, not signed in yet."""
    store = AccountStore(engine)
    store.add(email, email.partition("@")[0].title(), roles={role}, bridges=set(bridges))
    visitor = Visitor(server)
    visitor.go(urlsplit(link_for(store, settings, email)).path)
    visitor.send(password=PASSWORD, password_confirm=PASSWORD)
    return visitor
