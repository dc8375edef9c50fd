"""Only a page of this dashboard, on this machine or at its address, may change the store, for who has the right."""

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from dashboard.people import Person, Right, asked_by
from dashboard.settings import Settings
from dashboard.web.writing import MAY_NOT, NOT_FROM_HERE, THIS_MACHINE, our_hosts, refusal

OURS = {"X-Requested-With": "cep", "Origin": "http://127.0.0.1:8050", "Sec-Fetch-Site": "same-origin"}


def asked(address: str = "http://127.0.0.1:8050", **headers: str | None) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {name: value for name, value in (OURS | named).items() if value is not None}
    return Request(EnvironBuilder(base_url=address, method="POST", headers=kept).get_environ())


def test_a_page_of_ours_may_write() -> None:
    assert refusal(asked(), Right.LOAD) == ""
    assert refusal(asked(Origin=None, Sec_Fetch_Site=None), Right.LOAD) == ""
    assert refusal(asked("http://localhost:8050", Origin="http://localhost:8050"), Right.LOAD) == ""


@pytest.mark.parametrize("right", list(Right))
def test_who_has_not_the_right_is_told_so_even_on_our_own_page(right: Right) -> None:
    with asked_by(Person("ben@bridge.example", "Ben", frozenset({"nothing"}))):
        assert refusal(asked(), right) == MAY_NOT[right]
    with asked_by(Person("ada@arts.example", "Ada", frozenset({"administrator"}))):
        assert refusal(asked(), right) == ""


def test_of_a_team_s_server_its_own_address_asks_and_no_other() -> None:
    address = "https://cep.example.org"
    hosts = our_hosts(Settings(host="0.0.0.0", accounts=True, secret_key="s" * 32, public_address=address))  # noqa: S104

    def said(address: str, **headers: str) -> str:
        return refusal(asked(address, **{"Origin": address, **headers}), Right.LOAD, hosts=hosts)

    assert said("https://cep.example.org") == ""
    for address in ("http://127.0.0.1:8050", "https://evil.example", "https://cep.example.org.evil.example"):
        assert said(address) == NOT_FROM_HERE
    assert said("https://cep.example.org", Origin="https://evil.example") == NOT_FROM_HERE


def test_where_others_reach_a_server_without_accounts_no_page_writes() -> None:
    assert our_hosts(Settings(host="0.0.0.0")) == frozenset()  # noqa: S104
    assert our_hosts(Settings()) == THIS_MACHINE


@pytest.mark.parametrize(
    "request_of_others",
    [
        asked(X_Requested_With=None),
        asked(X_Requested_With="XMLHttpRequest"),
        asked(Origin="http://evil.example"),
        asked(Origin="http://127.0.0.1:9999"),
        asked(Origin="null"),
        asked(Sec_Fetch_Site="cross-site"),
        asked(Sec_Fetch_Site="same-site"),
        asked(Sec_Fetch_Site="none"),
        asked("http://evil.example:8050", Origin="http://evil.example:8050"),
    ],
    ids=["no header", "other header", "origin", "port", "null", "cross", "sibling", "typed", "rebound name"],
)
def test_nobody_else_may(request_of_others: Request) -> None:
    assert refusal(request_of_others, Right.LOAD) == NOT_FROM_HERE
