"""Nothing leaves the reader's machine: no other host, no sharing with a chart service, a strict policy that holds."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.paths import PATHS
from tests.browser.serving import Site
from tests.browser.visiting import Seen, visit

pytestmark = pytest.mark.thorough

SLIPPED_IN = """() => new Promise((refused) => {
  document.addEventListener("securitypolicyviolation", () => refused(), { once: true });
  const script = document.createElement("script");
  script.textContent = "window.slipped = 1";
  document.body.append(script);
})"""
"""Resolves when the browser says that it refused the script, which it does in its own time."""


def test_a_walk_through_every_page_asks_no_other_host(newcomer: tuple[Page, Seen], site: Site) -> None:
    page, seen = newcomer
    for path in PATHS:
        visit(page, path)
    assert seen.hosts == {urlsplit(site.address).netloc}


@pytest.mark.parametrize("path", PATHS)
def test_no_chart_offers_to_share_itself(desk_page: Page, path: str) -> None:
    page = desk_page
    visit(page, path)
    contexts = page.evaluate(
        "cepWatch.graphs().map(plot => [plot._context.showSendToCloud, plot._context.plotlyServerURL])"
    )
    assert all(context == [False, ""] for context in contexts)
    expect(page.locator(".modebar-btn")).to_have_count(0)
    assert "Share chart" not in page.locator("body").inner_text()


def test_the_policy_refuses_a_script_that_was_slipped_in(at_desk: tuple[Page, Seen]) -> None:
    page, seen = at_desk
    seen.expected.add("Content Security Policy")
    visit(page, "/")
    page.evaluate(SLIPPED_IN)
    assert page.evaluate("window.slipped") is None
    assert page.evaluate("cepWatch.refused.length") == 1
    page.evaluate("cepWatch.refused = []")


def test_no_page_of_ours_can_be_framed_or_sniffed(site: Site) -> None:
    for path in (*PATHS, "/api/indicators", "/health/ready", "/no-such-page"):
        headers = site.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
