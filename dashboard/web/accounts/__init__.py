"""Signing in to a team's server; nothing of it is imported where there are no accounts."""

import os
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.packs.post import MailError, MailServer, send
from dashboard.settings import Settings, mail_named
from dashboard.web.accounts import audited, library, openid, own_account
from dashboard.web.accounts.known import Known, KnownPeople
from dashboard.web.accounts.provider import provider_named
from dashboard.web.accounts.signed_in import Headers, People, SignedIn, Times
from dashboard.web.accounts.watched import Watch
from dashboard.web.writing import THIS_MACHINE
from data.accounts import AccountStore
from data.store.audit import count, entries, record


def register(server: Flask, engine: Engine, settings: Settings, always: Headers) -> People:
    """Have the server answer only who has signed in, and let people sign in; returns the people it knows.

    `always` are the headers that go with every answer.
    """
    store = AccountStore(engine)
    people = People(store.accounts)
    times = Times(timedelta(minutes=settings.idle_minutes), timedelta(hours=settings.session_hours))
    known, tell = KnownPeople(store, people), partial(record, engine)
    server.register_blueprint(own_account.blueprint(known, tell, times, lambda: dict(store.bridges())))
    server.register_blueprint(audited.blueprint(partial(entries, engine), partial(count, engine), tell))
    add_library(server, known, settings)
    Watch(store.how_often, tell, people, times, store.end_session).register(server)
    if provider := provider_named(os.environ):
        door = openid.door_of(provider, store, people, times, tell)
        openid.register(server, provider, door, address=settings.address)
        way = {"address": openid.BEGIN, "name": f"Sign in with {provider.name}"}
        server.jinja_env.globals["other_ways"] = [way]
    names = THIS_MACHINE | {urlsplit(settings.address).hostname or ""}
    server.wsgi_app = SignedIn(server, people, times, names=names, always=always)  # type: ignore[method-assign]
    if settings.behind_proxy:
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return people


def add_library(server: Flask, known: KnownPeople, settings: Settings) -> None:
    """Add Flask-Security to a server, with what its pages say of this one."""
    mail = MailServer.named(*named) if all(named := mail_named()) else None
    is_https = urlsplit(settings.address).scheme == "https"
    library.configure(server, known, secret=settings.secret_key, is_https=is_https, mail=mail)
    server.jinja_env.globals.update(
        sends_mail=mail is not None,
        password_hint=library.PASSWORD_HINT,
        server_address=settings.address,
        other_ways=[],
    )


def link_for(store: AccountStore, settings: Settings, email: str) -> str:
    """Return the address at which somebody chooses a password: good once; what was made before is not any more."""
    account = store.sign_out(email)
    server = Flask("dashboard")
    add_library(server, KnownPeople(store, People(store.accounts)), settings)
    with server.test_request_context():
        return library.link(Known(account), settings.address)


def mail_link(link: str, email: str, server: MailServer) -> None:
    """Send somebody their link. Raises `MailError`."""
    said = f"""An administrator of the CEP Monitor sends you this link, by which you choose a password:

{link}

It can be used once, and for two days.
"""
    if refused := send(library.letter(server, email, library.SUBJECT, said), [email], server, wait=None):
        raise MailError(f"{server} refused the mail to {email}: {refused[email]}.")
