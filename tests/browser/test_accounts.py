"""Signing in to a team's server in a browser, from a link for a password to signing out; every page is for all."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from passlib.totp import TOTP
from playwright.sync_api import Browser, Page, Route, expect

from tests.accounts import KEY, PASSWORD, code, later
from tests.browser.serving import Site, served
from tests.browser.test_access import looks, problems
from tests.browser.visiting import KINDS
from tests.command_line import run_cep
from tests.stores import SQLiteFiles

BRIDGE = "a-new-direction"


@pytest.fixture(scope="module")
def team(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path, str]]:
    """A server with accounts over the demo store, with where it writes and its store."""
    folder = tmp_path_factory.mktemp("team")
    store = SQLiteFiles(shared, folder).copy("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CEP_ACCOUNTS", "1")
        patch.setenv("CEP_SECRET_KEY", KEY)
        with served(store, folder) as site:
            yield site, folder, store


@pytest.fixture
def visitor(team: tuple[Site, Path, str], browser: Browser) -> Iterator[Page]:
    """A browser on a phone, in which nobody has signed in."""
    context = browser.new_context(base_url=team[0].address, **KINDS["phone"])
    page = context.new_page()
    yield page
    context.close()


def clean(page: Page, heading: str) -> None:
    """A page is there, and as it should be: axe finds nothing, in any colours, and nothing is wider than the screen."""
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    assert problems(page) == []
    assert looks(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def choose(page: Page, password: str, again: str) -> None:
    page.get_by_label("New password").fill(password)
    page.get_by_label("The same once more").fill(again)
    page.keyboard.press("Enter")


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def show(page: Page, digits: str) -> None:
    page.get_by_label("Code of six digits").fill(digits)
    page.keyboard.press("Enter")


def link_of(team: tuple[Site, Path, str], email: str, *said: str) -> str:
    site, folder, store = team
    made = run_cep(
        folder,
        "user",
        "add",
        email,
        *said,
        "--store",
        store,
        CEP_SECRET_KEY=KEY,
        CEP_SERVER_ADDRESS=site.address,
    )
    assert made.returncode == 0, made.stderr
    return made.stdout.splitlines()[-1]


def test_somebody_signs_in_with_a_second_factor_and_out_again(
    team: tuple[Site, Path, str], visitor: Page
) -> None:
    link = link_of(
        team, "ada@example.org", "--role", "bridge_editor", "--bridge", BRIDGE, "--name", "Ada Lovelace"
    )
    visitor.goto(link)
    clean(visitor, "Choose a password")
    choose(visitor, PASSWORD, "something else")
    expect(visitor.get_by_text("The two are not the same.")).to_be_visible()
    expect(visitor).to_have_title(re.compile("^Error: Choose a password"))
    clean(visitor, "Choose a password")
    choose(visitor, PASSWORD, PASSWORD)

    expect(visitor.get_by_role("heading", name="Sign in")).to_be_visible()
    visitor.goto("/levers?region=E12000007")
    expect(visitor).to_have_url(re.compile("/sign-in"))
    clean(visitor, "Sign in")
    sign_in(visitor, "ada@example.org", "not my password")
    expect(visitor.get_by_text("The e-mail address or the password is not right.")).to_be_visible()
    clean(visitor, "Sign in")
    sign_in(visitor, "ada@example.org")

    clean(visitor, "Set up your second factor")
    visitor.get_by_role("button", name="Show what to scan").click()
    expect(visitor.get_by_role("img", name="QR code that holds the key below")).to_be_visible()
    clean(visitor, "Set up your second factor")
    phone = TOTP(key=visitor.locator(".key").inner_text().replace("-", ""))
    show(visitor, code(phone))
    clean(visitor, "Recovery codes")
    visitor.get_by_role("button", name="Make new recovery codes").click()
    expect(visitor.locator(".codes li")).to_have_count(8)
    clean(visitor, "Recovery codes")
    visitor.get_by_role("link", name="I have kept them: go on").click()

    menu = visitor.locator(".page .account")
    expect(menu.get_by_text("Ada Lovelace")).to_be_visible()
    menu.locator("summary").click()
    expect(menu.get_by_text("You see what is in the patch of A New Direction.")).to_be_visible()
    assert problems(visitor) == []
    menu.get_by_role("link", name="Your account").click()
    expect(visitor.get_by_text("bridge editor")).to_be_visible()
    clean(visitor, "Your account")
    coverage = visitor.locator(".page .nav-link", has_text="Coverage")
    visitor.route("**/react-dom*", lambda route: (coverage.focus(), route.continue_()), times=1)
    visitor.goto("/levers")
    expect(visitor.locator("#first")).to_have_count(0)
    expect(coverage).to_be_focused()
    menu.locator("summary").click()
    menu.get_by_role("button", name="Sign out").click()
    expect(visitor.get_by_role("heading", name="Sign in")).to_be_visible()
    visitor.go_back()
    expect(visitor).to_have_url(re.compile("/sign-in"))

    visitor.goto("/levers?region=E12000007")
    sign_in(visitor, "ada@example.org")
    clean(visitor, "Enter the code of your authenticator app")
    show(visitor, later(phone))
    expect(visitor).to_have_url(re.compile(r"/levers\?region=E12000007$"))


def test_a_page_whose_session_has_ended_leads_to_sign_in_and_back(
    team: tuple[Site, Path, str], visitor: Page
) -> None:
    visitor.goto(link_of(team, "reader@example.org", "--role", "viewer"))
    choose(visitor, PASSWORD, PASSWORD)
    sign_in(visitor, "reader@example.org")
    expect(visitor.locator(".page .account[data-filled]")).to_be_visible()

    def ended(route: Route) -> None:
        visitor.context.clear_cookies()
        route.continue_()

    visitor.route("**/_dash-update-component*", ended, times=1)
    visitor.evaluate("window.cepFollow('/meetings')")
    expect(visitor).to_have_url(re.compile("/sign-in"))
    sign_in(visitor, "reader@example.org")
    expect(visitor).to_have_url(re.compile("/meetings$"))


def test_an_administrator_reads_who_did_what_on_a_phone_and_takes_it_away(
    team: tuple[Site, Path, str], visitor: Page
) -> None:
    visitor.goto(link_of(team, "olu@example.org", "--role", "administrator"))
    choose(visitor, PASSWORD, PASSWORD)
    sign_in(visitor, "olu@example.org")
    visitor.get_by_role("button", name="Show what to scan").click()
    show(visitor, code(TOTP(key=visitor.locator(".key").inner_text().replace("-", ""))))
    expect(visitor.get_by_role("heading", name="Recovery codes")).to_be_visible()
    visitor.goto("/account")
    visitor.get_by_role("link", name="Who did what").click()
    clean(visitor, "Who did what")

    visitor.get_by_label("What", exact=True).select_option("Signing in")
    visitor.get_by_label("Who", exact=True).fill("olu@")
    visitor.get_by_role("button", name="Show").click()
    expect(visitor.get_by_role("row")).to_have_count(2)  # the heading, and one time
    expect(visitor.get_by_role("row").last).to_contain_text("Signing in")
    clean(visitor, "Who did what")
    with visitor.expect_download() as taken:
        visitor.get_by_role("link", name="Take them away as CSV").click()
    assert Path(taken.value.path()).read_text().count("olu@example.org,sign-in,") == 1
