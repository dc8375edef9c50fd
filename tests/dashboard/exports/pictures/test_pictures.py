"""Pictures drawn without a page: framed as in the browser, in their time, and sentences when they cannot be."""

import fcntl
import html
import json
import os
import re
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest
from choreographer import Browser, Tab
from lxml import etree

from dashboard import release
from dashboard.charts.chart import Rendered
from dashboard.charts.render import CHARTS, counting_rule, render
from dashboard.exports.pictures import draw_in_chrome
from dashboard.exports.pictures import pictures as drawing
from dashboard.exports.pictures.chrome import (
    TOO_LONG,
    BusyError,
    NoBrowserError,
    PictureError,
    find_browser,
)
from dashboard.exports.pictures.draw_in_chrome import draw, outcome
from dashboard.exports.pictures.pictures import NoPictureError, pictures
from dashboard.exports.tables.files import FORMS, chart_file
from dashboard.question import Question
from data.programme.programme import Programme
from tests.factories import area, make_programme, partnership, status

pytestmark = pytest.mark.thorough

DRAWN = [key for key, chart in CHARTS.items() if chart.draw]
NASTY = "=cmd|'!A0' & <b>\"Ŵoé\"</b> ]]> \x08 \u202e %0d%0a {x} </text><script>alert(1)</script>"


def answered(programme: Programme, key: str, query: str = "", about: str | None = None) -> Rendered:
    return render(CHARTS[key], Question.from_query(programme, query, partnership=about))


def said_in(svg: bytes) -> str:
    """What a picture says, with spaces where lines break."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", svg.decode())).replace("\xa0", " ").split())


@pytest.fixture(scope="module")
def all_drawn(demo_programme: Programme, chrome: str) -> dict[str, tuple[Rendered, bytes]]:
    """Every chart of the product as SVG, drawn in one batch."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", chrome)
        rendereds = [answered(demo_programme, key, about="camden-spark") for key in DRAWN]
        drawn = pictures(rendereds, "svg")
    return dict(zip(DRAWN, zip(rendereds, drawn, strict=True), strict=True))


@pytest.mark.parametrize("key", DRAWN)
def test_a_picture_of_any_chart_says_everything_it_needs_to_stand_alone(
    all_drawn: dict[str, tuple[Rendered, bytes]], key: str
) -> None:
    rendered, svg = all_drawn[key]
    etree.fromstring(svg)
    said = said_in(svg)
    for words in (rendered.headline, rendered.subtitle, rendered.source, rendered.text, release.in_short()):
        assert " ".join(words.replace("\xa0", " ").split()) in said
    assert ("Illustrative data" in said) == rendered.illustrative
    on = "31 December 2019" if key == "compared-first" else "31 March 2020"
    assert f"As at {on}" in said
    assert counting_rule(rendered.chart, rendered.question) in said


def test_a_map_is_drawn_with_all_its_areas_and_their_attribution(
    all_drawn: dict[str, tuple[Rendered, bytes]],
) -> None:
    rendered, svg = all_drawn["area-coverage"]
    assert svg.count(b"choroplethlocation") == len(rendered.frame) == 317
    assert "Contains OS data © Crown copyright" in said_in(svg)


def test_no_letter_of_a_picture_is_smaller_than_eight_points_in_a_column_of_a4(
    all_drawn: dict[str, tuple[Rendered, bytes]],
) -> None:
    """160 mm are 453 points; a chart that needs more room than others may go down to seven."""
    for key, (rendered, svg) in all_drawn.items():
        width = float(etree.fromstring(svg).get("width", "0"))
        frame = re.findall(r'<text x="20" y="[\d.]+" font-size="([\d.]+)"', svg.decode())
        points = min(float(size) for size in frame) * 453 / width
        assert points >= (7 if rendered.chart.least_width else 7.99), key


@pytest.mark.usefixtures("with_chrome")
def test_a_png_is_twice_the_size_of_its_svg(demo_programme: Programme) -> None:
    rendered = answered(demo_programme, "london-map")
    (png,), (svg,) = pictures([rendered], "png"), pictures([rendered], "svg")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    size = etree.fromstring(svg)
    expected = tuple(2 * int(float(size.get(side, "0"))) for side in ("width", "height"))
    assert struct.unpack(">II", png[16:24]) == expected


@pytest.mark.usefixtures("with_chrome")
def test_a_chart_with_nothing_to_show_is_a_picture_that_says_why(demo_programme: Programme) -> None:
    rendered = answered(demo_programme, "sector-gap", "illustrative=hide")
    assert rendered.figure is None
    (svg,) = pictures([rendered], "svg")
    assert rendered.reason_empty in said_in(svg)
    assert rendered.source in said_in(svg)


def test_a_chart_that_is_a_table_has_no_picture(demo_programme: Programme) -> None:
    with pytest.raises(NoPictureError, match="is a table and has no picture"):
        pictures([answered(demo_programme, "attention")], "png")


@pytest.mark.usefixtures("with_chrome")
def test_no_name_breaks_a_picture() -> None:
    programme = make_programme(
        partnerships=[partnership("nasty", name=NASTY)],
        statuses=[status("nasty", "established", "2019-01-01")],
        partnership_areas=[area("nasty", "E09000007")],
    )
    rendereds = [
        answered(programme, key, "partnership=nasty")
        for key in ("area-coverage", "sector-matrix", "pilots-members")
    ]
    for svg in pictures(rendereds, "svg"):
        root = etree.fromstring(svg)
        assert root.findall(".//{*}script") == []


@pytest.mark.usefixtures("without_chrome")
@pytest.mark.parametrize("form", ["png", "svg"])
def test_without_chrome_a_sentence_says_so(demo_programme: Programme, form: str) -> None:
    with pytest.raises(
        NoBrowserError, match="Pictures need Chrome or Chromium on this machine, and none was found"
    ):
        chart_file(answered(demo_programme, "trajectory"), form)


@pytest.mark.usefixtures("without_chrome")
@pytest.mark.parametrize("form", sorted(set(FORMS) - {"png", "svg"}))
def test_without_chrome_every_other_form_is_written(demo_programme: Programme, form: str) -> None:
    assert chart_file(answered(demo_programme, "area-coverage"), form)


def test_a_browser_path_that_is_wrong_is_said_and_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chrome")
    with pytest.raises(NoBrowserError, match="BROWSER_PATH names /nowhere/chrome, which is no program"):
        find_browser()


def test_a_browser_is_found_by_its_name_in_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = program(tmp_path / "chromium", "exit 0")
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() == str(there)


def test_a_program_that_is_no_browser_is_said_in_a_sentence(
    demo_programme: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(program(tmp_path / "chrome", "exit 3")))
    with pytest.raises(PictureError, match="Chrome could not draw: it ended as soon as it was started"):
        pictures([answered(demo_programme, "trajectory")], "png")


def test_a_browser_that_never_answers_is_stopped_with_everything_it_started(
    demo_programme: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(program(tmp_path / "chrome", "exec sleep 100")))
    monkeypatch.setattr(drawing, "SECONDS_TO_START", 3)
    monkeypatch.setattr(drawing, "SECONDS_A_PICTURE", 0)
    with pytest.raises(PictureError, match="took longer than 3 seconds and was stopped"):
        pictures([answered(demo_programme, "trajectory")], "png")
    assert gone(str(tmp_path / "chrome"))


def test_the_process_that_drives_a_browser_which_never_answers_ends_by_itself(tmp_path: Path) -> None:
    browser = program(tmp_path / "chrome", "exec sleep 100")
    (tmp_path / "job.json").write_text(json.dumps(job(browser=str(browser), limit=2)))
    command = [sys.executable, "-m", "dashboard.exports.pictures.draw_in_chrome", str(tmp_path)]
    assert subprocess.run(command, timeout=40, check=False).returncode == TOO_LONG


@pytest.mark.usefixtures("with_chrome")
def test_a_figure_that_cannot_be_drawn_is_said_with_the_reason(demo_programme: Programme) -> None:
    rendered = answered(demo_programme, "by-region")
    figure = deepcopy(rendered.figure or {})
    figure["layout"]["meta"]["headline"] = None
    with pytest.raises(
        PictureError, match="Chrome could not draw: TypeError: Cannot read properties of null"
    ):
        pictures([replace(rendered, figure=figure)], "svg")


def test_a_page_that_has_loaded_before_it_is_asked_draws(
    chrome: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python may be held up for longer than Chrome takes to load the page."""
    opened = Browser.create_tab

    async def late(browser: Browser, url: str) -> Tab:
        tab = await opened(browser, url)
        await draw_in_chrome.loaded(tab)
        return tab

    monkeypatch.setattr(Browser, "create_tab", late)
    assert outcome(draw(job(browser=chrome), tmp_path)) == (0, "")
    assert "Nothing to show" in said_in((tmp_path / "0.svg").read_bytes())


def test_a_chromium_of_snap_is_given_a_page_that_it_can_read(
    chrome: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its /tmp is another one; the home of its user is the same."""
    home, snap = tmp_path / "home", tmp_path / "snap"
    home.mkdir()
    snap.mkdir()
    monkeypatch.setenv("HOME", str(home))
    opened, addresses = Browser.create_tab, []

    async def heard(browser: Browser, url: str) -> Tab:
        addresses.append(url)
        return await opened(browser, url)

    monkeypatch.setattr(Browser, "create_tab", heard)
    browser = program(snap / "chromium", f'exec {chrome} "$@"')
    assert outcome(draw(job(browser=str(browser)), tmp_path)) == (0, "")
    assert addresses[0].startswith(f"{home.as_uri()}/")
    assert not any(path.suffix == ".html" for path in home.rglob("*"))


def test_a_browser_that_ends_while_it_draws_is_said_in_a_sentence(
    chrome: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Browser.create_tab

    async def crashed(browser: Browser, url: str) -> Tab:
        await browser.send_command("Browser.crash")
        return await opened(browser, url)

    monkeypatch.setattr(Browser, "create_tab", crashed)
    assert outcome(draw(job(browser=chrome), tmp_path)) == (1, "it ended before it had drawn everything.")


def test_the_machine_draws_two_batches_at_once_and_says_when_there_are_more(
    demo_programme: Programme, chrome: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", chrome)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    rendered = answered(demo_programme, "by-region")
    with held(tmp_path, 0):
        assert pictures([rendered], "svg", patient=False)
        with held(tmp_path, 1), pytest.raises(BusyError, match="Try again in a few seconds"):
            pictures([rendered], "svg", patient=False)


@pytest.mark.usefixtures("with_chrome")
def test_two_people_who_draw_at_once_get_each_their_own(demo_programme: Programme) -> None:
    asked = [answered(demo_programme, "by-region"), answered(demo_programme, "trajectory")]
    with ThreadPoolExecutor(2) as pool:
        drawn = list(pool.map(lambda rendered: pictures([rendered], "svg")[0], asked))
    assert [rendered.headline in said_in(svg) for rendered, svg in zip(asked, drawn, strict=True)] == [
        True,
        True,
    ]


@pytest.mark.usefixtures("with_chrome")
def test_drawing_asks_no_other_host_for_anything(demo_programme: Programme) -> None:
    """A figure that names a picture and shapes elsewhere gets neither, though the host would answer."""
    rendered = answered(demo_programme, "area-coverage")
    with listening() as (address, asked):
        figure = deepcopy(rendered.figure or {})
        figure["layout"]["images"] = [{"source": f"{address}/x.png", "x": 0, "y": 1, "sizex": 1, "sizey": 1}]
        figure["data"][0]["geojson"] = f"{address}/shapes.geojson"
        with suppress(PictureError):
            pictures([replace(rendered, figure=figure)], "svg")
    assert asked == []


def job(*, browser: str, limit: int = 40) -> dict[str, Any]:
    """One figure to draw, which has nothing but a message."""
    said = {"headline": "", "subtitle": "", "source": "", "text": "", "message": "Nothing to show"}
    figures = [{"data": [], "layout": {"meta": said}}]
    return {"browser": browser, "form": "svg", "figures": figures, "shapes": {}, "limit": limit}


def program(place: Path, script: str) -> Path:
    """A program that is no browser."""
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)
    return place


def gone(name: str) -> bool:
    """Whether every process that has a name on its command line has ended, or ends at once."""
    running = [one for one in psutil.process_iter(["cmdline"]) if name in (one.info["cmdline"] or [])]
    return psutil.wait_procs(running, timeout=30)[1] == []


@contextmanager
def held(folder: Path, number: int) -> Iterator[None]:
    """One of the places for drawing, taken by somebody else."""
    with (folder / f"cep-pictures-{os.getuid()}-{number}.lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A host that notes what it is asked for."""
    asked: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Noting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()
