"""Signing in to a team's server; nothing of it is imported where there are no accounts."""

from functools import partial

from flask import Flask
from sqlalchemy import Engine

from dashboard.settings import Settings
from dashboard.web.accounts.signed_in import People, SignedIn
from data.accounts import accounts


def register(server: Flask, engine: Engine, settings: Settings) -> People:
    """Have the server answer only who has signed in; returns the people it knows."""
    server.secret_key = settings.secret_key
    people = People(partial(accounts, engine))
    server.wsgi_app = SignedIn(server.wsgi_app, server, people)  # type: ignore[method-assign]
    return people
