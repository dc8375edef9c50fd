"""Only a page of this dashboard, on this machine, may change the store."""

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from dashboard.web.uploads.routes import ON_THE_COMMAND_LINE
from dashboard.web.writing import NOT_FROM_HERE, refusal

OURS = {"X-Requested-With": "cep", "Origin": "http://127.0.0.1:8050", "Sec-Fetch-Site": "same-origin"}


def asked(address: str = "http://127.0.0.1:8050", **headers: str | None) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {name: value for name, value in (OURS | named).items() if value is not None}
    return Request(EnvironBuilder(base_url=address, method="POST", headers=kept).get_environ())


def test_a_page_of_ours_may_write() -> None:
    assert refusal(asked(), may_write=True, elsewhere=ON_THE_COMMAND_LINE) == ""
    assert (
        refusal(asked(Origin=None, Sec_Fetch_Site=None), may_write=True, elsewhere=ON_THE_COMMAND_LINE) == ""
    )
    assert (
        refusal(
            asked("http://localhost:8050", Origin="http://localhost:8050"),
            may_write=True,
            elsewhere=ON_THE_COMMAND_LINE,
        )
        == ""
    )


def test_where_writing_is_not_allowed_even_our_own_page_is_sent_to_the_command_line() -> None:
    assert refusal(asked(), may_write=False, elsewhere=ON_THE_COMMAND_LINE) == ON_THE_COMMAND_LINE
    assert "cep import" in ON_THE_COMMAND_LINE


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
    assert refusal(request_of_others, may_write=True, elsewhere=ON_THE_COMMAND_LINE) == NOT_FROM_HERE
