"""`make team` as somebody tries it: three people sign in, a return goes from a bridge to the store, all on record."""

import csv
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from passlib.totp import TOTP
from playwright.sync_api import Browser, Page, expect

from tests.accounts import PASSWORD, code
from tests.browser.serving import SECONDS_TO_STOP, free_port
from tests.browser.test_accounts import choose, show, sign_in
from tests.browser.test_review import FIRST, done, send
from tests.browser.visiting import KINDS, settled, visit, visiting

pytestmark = pytest.mark.thorough
OTHERS, NOBODYS = "reading-cep", "reading-cxp"
"""A partnership of another bridge, and one that there never was."""


@dataclass(frozen=True, slots=True)
class Made:
    """What `make team` printed: where it is, and whose link is where."""

    address: str
    links: dict[str, str]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """A running `make team`; it stops as with Ctrl-C, and nothing of it is left."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    with (tmp_path / "team.err").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.team", "--port", str(port)],
            stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True,
        )  # fmt: skip
    try:
        assert process.stdout
        printed = ""
        while "--store" not in printed:
            line = process.stdout.readline()
            assert line, f"It ended early.\n{printed}{(tmp_path / 'team.err').read_text()}"
            printed += line
        links = dict(re.findall(rf"(\w+)@team\.example .*\n +({address}\S+)", printed))
        yield Made(address, links)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        rest = process.communicate(timeout=4 * SECONDS_TO_STOP)[0]
    assert process.returncode == 0, (tmp_path / "team.err").read_text()
    assert rest.endswith("Stopped; nothing of it is left.\n")
    assert list(Path(tempfile.gettempdir()).glob("cep-team-*")) == []


def by_the_provider(page: Page, who: str, *, to: str) -> None:
    """Come to a page, and sign in with the provider of the tests."""
    page.route("https://cdn.jsdelivr.net/**", lambda route: route.abort())  # what its page is dressed in
    page.goto(to)
    page.get_by_role("link", name="Sign in with the provider of the tests").press("Enter")
    page.get_by_role("button", name=who).press("Enter")
    expect(page).to_have_url(re.compile(f"{to}$"))


def test_a_return_goes_from_a_bridge_by_a_reviewer_into_the_store_and_onto_the_record(
    made: Made, browser: Browser
) -> None:
    with visiting(browser, made.address, **KINDS["desktop"]) as (page, seen):
        page.goto(made.links["ann"])
        choose(page, PASSWORD, PASSWORD)
        sign_in(page, "ann@team.example")
        page.get_by_role("button", name="Show what to scan").press("Enter")
        show(page, code(TOTP(key=page.locator(".key").inner_text().replace("-", ""))))
        expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

        visit(page, "/partnerships")
        expect(page.locator("p.answer")).to_contain_text(
            "18 partnerships on the register in your bridge A New Direction"
        )
        expect(page.locator(".chart-card").first).to_contain_text("18 rows")
        answers = [page.request.get(f"/partnerships/{slug}") for slug in (OTHERS, NOBODYS)]
        assert [answer.status for answer in answers] == [404, 404]
        of_another, of_nobody = (re.sub(r'"end_id":"[^"]+"', "", answer.text()) for answer in answers)
        assert of_another.replace(OTHERS, NOBODYS) == of_nobody

        send(page, FIRST)
        page.get_by_label("Note").fill("Our spring")
        page.get_by_role("button", name="Hand in for review").press("Enter")
        expect(page.locator("#intake-status")).to_contain_text("Handed in as return 1.")
        assert {urlsplit(f"http://{host}").hostname for host in seen.hosts} == {"127.0.0.1"}

    with visiting(browser, made.address, **KINDS["desktop"]) as (page, _):
        by_the_provider(page, "ben", to="/returns")
        settled(page)
        page.get_by_role("button", name="Look at return 1").press("Enter")
        box = page.get_by_role("dialog")
        expect(box).to_contain_text("Return 1: A New Direction, quarter to 31 March 2020")
        box.get_by_role("button", name="Accept").press("Enter")
        done(page, "Return 1 is accepted as batch 1: ")

    with visiting(browser, made.address, **KINDS["desktop"]) as (page, _):
        by_the_provider(page, "cas", to="/account")
        page.goto("/audit")
        for what, who in (("Handing a return in", "ann"), ("Accepting a return", "ben")):
            row = page.get_by_role("row", name=re.compile(what))
            expect(row).to_contain_text(f"{who}@team.example")
            expect(row).to_contain_text("127.0.0.1")

        file = page.get_by_role("link", name="Take them away as CSV").get_attribute("href")
        lines = page.request.get(str(file)).text().splitlines()[1:]
    told = [
        (who.partition("@")[0], what)
        for _, who, what, *_, outcome in reversed([*csv.reader(lines)])
        if outcome == "done"
    ]
    assert [one for one in told if one[0] in made.links] == [
        ("ann", "account"),  # chose a password
        ("ann", "sign-in"),
        ("ann", "account"),  # set up a second factor
        ("ann", "hand-in"),
        ("ben", "account"),  # joined to what the provider calls them
        ("ben", "sign-in"),
        ("ben", "accept"),
        ("cas", "account"),
        ("cas", "sign-in"),
        ("cas", "export"),  # of the record itself
    ]
