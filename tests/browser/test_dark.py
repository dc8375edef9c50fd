"""A dark screen: pages and charts follow the system, can be read by everybody, and leave light as they were."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard import theme
from tests.browser.acting import card, take_away
from tests.browser.visiting import visit

SCRIPT = (Path(__file__).parents[2] / "assets" / "00-dark.js").read_text(encoding="utf-8")
PARTNERS = dict(re.findall(r'"(#[0-9A-F]{6})": "(#[0-9A-F]{6})"', SCRIPT))
PAPER = "rgb(27, 32, 38)"


def luminance(colour: str) -> float:
    """The relative luminance of WCAG."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def fills(page: Page, key: str) -> set[str]:
    """The colours that the chart of a card is painted in."""
    painted = (
        card(page, key)
        .locator(".main-svg")
        .evaluate_all(
            "all => all.flatMap(svg => [svg, ...svg.querySelectorAll('path, text, rect')])"
            ".flatMap(one => [getComputedStyle(one).fill, getComputedStyle(one).backgroundColor])"
        )
    )
    return set(painted)


def test_every_colour_of_the_charts_has_one_of_its_own_on_a_dark_screen() -> None:
    named = {value.upper() for value in vars(theme).values() if isinstance(value, str) and value[:1] == "#"}
    named |= {colour.upper() for colour in (*theme.CATEGORICAL, *theme.SEQUENTIAL)}
    assert named == PARTNERS.keys()
    assert len({*PARTNERS.values(), *PARTNERS}) == 2 * len(PARTNERS)


@pytest.mark.parametrize("colour", [theme.INK, theme.QUIET])
def test_words_of_charts_stand_out(colour: str) -> None:
    assert contrast(PARTNERS[colour.upper()], PARTNERS[theme.PAPER.upper()]) >= 4.5


@pytest.mark.parametrize("colour", [*theme.CATEGORICAL, *theme.SEQUENTIAL])
def test_shapes_of_charts_stand_out(colour: str) -> None:
    assert contrast(PARTNERS[colour.upper()], PARTNERS[theme.PAPER.upper()]) >= 3


@pytest.mark.parametrize(("path", "key"), [("/levers", "lever-mix"), ("/coverage", "area-coverage")])
def test_charts_follow_the_system_and_back(desk_page: Page, path: str, key: str) -> None:
    page = desk_page
    visit(page, path)
    light = fills(page, key)
    assert "rgb(255, 255, 255)" in light
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".js-plotly-plot:not([data-dark])")).to_have_count(0)
    assert PAPER in fills(page, key)
    assert "rgb(255, 255, 255)" not in fills(page, key)
    page.emulate_media(color_scheme="light")
    expect(page.locator(".js-plotly-plot[data-dark]")).to_have_count(0)
    assert fills(page, key) == light


def test_a_number_in_a_bar_can_be_read(desk_page: Page) -> None:
    page = desk_page
    page.emulate_media(color_scheme="dark")
    visit(page, "/coverage")
    pairs = page.evaluate(
        "cepWatch.graphs().flatMap(plot => plot.data).filter(one => one.type === 'bar' && one.insidetextfont)"
        ".map(one => [one.marker.color, one.insidetextfont.color])"
    )
    assert pairs
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_a_picture_from_a_dark_screen_is_light(desk_page: Page) -> None:
    page = desk_page
    saved = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        visit(page, "/coverage")
        with page.expect_download() as waiting:
            take_away(page, "coverage-by-region", "Picture (SVG)")
        saved[scheme] = re.sub(
            r"[0-9a-f]{6}(?=[\"xy-])", "", Path(waiting.value.path()).read_text(encoding="utf-8")
        )
    assert "27, 32, 38" not in saved["dark"]
    assert sorted(re.findall(r"rgb\([^)]*\)", saved["dark"])) == sorted(
        re.findall(r"rgb\([^)]*\)", saved["light"])
    )


def test_what_is_printed_from_a_dark_screen_is_light(desk_page: Page) -> None:
    page = desk_page
    page.emulate_media(color_scheme="dark")
    visit(page, "/levers")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert "rgb(255, 255, 255)" in fills(page, "lever-mix")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(11, 12, 12)"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert PAPER in fills(page, "lever-mix")
