"""No words of a picture are cut off, and none lie on others."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dashboard.charts.render import CHARTS, render
from dashboard.exports.native import native
from dashboard.exports.native.model import PT, Size, Table
from dashboard.exports.pdf.said import LEAST, MAP, WIDTH, picture
from dashboard.exports.pictures.pictures import pictures
from dashboard.question import Question
from data.programme.programme import Programme
from tests.browser import chromium

ILLEGIBLE = (Path(__file__).parent / "legible.js").read_text()
ON_EACH_OTHER = (
    '<svg width="200" height="50"><text x="9" y="20">First words</text><text x="12" y="24">Others</text>'
)
CUT_OFF = '<svg width="200" height="50"><text x="180" y="20">Longer than its room</text>'


def illegible(browser: Browser, svg: str) -> list[str]:
    """What cannot be read in a picture."""
    with browser.new_page(viewport={"width": 1200, "height": 900}) as page:
        page.set_content(f"<body style='margin:0'>{svg}")
        found = page.evaluate(ILLEGIBLE)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("query", ["", "region=E12000007", "as_at=2016-03-31"], ids=["all", "London", "2016"])
def test_all_words_of_every_picture_can_be_read(
    demo_programme: Programme, browser: Browser, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", chromium.find())
    asked = Question.from_query(demo_programme, query, partnership="camden-spark")
    answered = [render(chart, asked) for chart in CHARTS.values() if chart.draw]
    drawn = zip(answered, pictures(answered, "svg"), strict=True)
    found = {one.chart.key: illegible(browser, svg.decode()) for one, svg in drawn}
    assert {key: words for key, words in found.items() if words} == {}


def test_all_words_of_every_chart_of_a_paper_can_be_read(demo_programme: Programme, browser: Browser) -> None:
    """As low as charts of a paper get."""
    asked = Question.from_query(demo_programme, "", partnership="camden-spark")
    answered = [one for chart in CHARTS.values() if not (one := render(chart, asked)).reason_empty]
    found = {
        one.chart.key: illegible(browser, picture(drawn, LEAST).content)
        for one in answered
        if not isinstance(drawn := native(one, size=Size(WIDTH, round(MAP * PT))), Table)
    }
    assert len(found) > len(answered) / 3
    assert {key: words for key, words in found.items() if words} == {}


def test_words_that_lie_on_others_or_are_cut_off_are_found(browser: Browser) -> None:
    assert illegible(browser, ON_EACH_OTHER) == ["“First words” on “Others”"]
    assert illegible(browser, CUT_OFF) == ["outside: Longer than its room"]
