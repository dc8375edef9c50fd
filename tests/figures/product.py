"""Everything that `make figures` asks of the product: the one file to change when the product's names change.

What it returns is plain: frames, JSON values and bytes, so that what two commits wrote can be compared. Pages,
indicators and papers are asked for as a browser asks for them.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode
from zlib import crc32

import orjson
import pandas as pd
from flask.testing import FlaskClient
from typer.testing import CliRunner
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.charts.render import CHARTS, render_or_explain
from dashboard.cli import app as command_line
from dashboard.exports.rows import chart_table
from dashboard.question import Question
from dashboard.settings import Settings
from data.demo import build_demo
from data.programme.programme import Programme, load
from data.store.engine import open_store

PAGES = (
    "/", "/coverage", "/london", "/pilots", "/representation", "/levers", "/meetings", "/attention",
    "/partnerships", "/paper", "/returns", "/data", "/method", "/lists/authorities", "/lists/activities",
    "/lists/led-to", "/lists/meetings", "/lists/invitations", "/lists/actions", "/lists/returns", "/lists/support",
    "/lists/findings",
)  # fmt: skip
MEASURE = "made_up"
"""A second measure of need, so that the choice between two can be tried."""


class Product:
    """The demo store of the usual seed, and what the product says of it.

    Questions about a measure of need are put to a second store, to which one was added.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stores: dict[bool, tuple[Programme, FlaskClient]] = {}

    def charts(self, query: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every chart that can be asked for, by key, in the order of the registry."""
        question = Question.from_query(self._store(query)[0], query)
        for key, chart in CHARTS.items():
            if chart.subject == "needed" and not question.partnership:
                continue
            rendered = render_or_explain(chart, question)
            table = chart_table(rendered)
            figure = orjson.dumps(rendered.figure, option=orjson.OPT_SERIALIZE_NUMPY)
            words = ("headline", "subtitle", "text", "source", "illustrative")
            said = {name: getattr(rendered, name) for name in words}
            answer = {
                "frame": rendered.frame,
                "labels": dict(rendered.columns),
                "table": (table.labels, table.rows),
                "figure": orjson.loads(figure),
                "words": {"question": chart.question} | said | {"message": rendered.reason_empty},
            }
            yield key, answer

    def indicators(self, query: str) -> list[dict[str, Any]]:
        """Every indicator with all that is said of its value, or why the question is refused."""
        answer = self._answer(f"/api/indicators?{_of_all(query)}", query)
        return [{"refused": answer.text}] if answer.status_code == 400 else orjson.loads(answer.data)

    def pages(self, query: str) -> Iterator[tuple[str, Any]]:
        """Every page by its path, as the components that a browser is given."""
        subject = dict(parse_qsl(query)).get("partnership")
        for path in (*PAGES, *([f"/partnerships/{subject}"] if subject else [])):
            layout = self._get("/_dash-layout", query, Referer=f"http://localhost{path}?{query}")
            yield path, _shown(orjson.loads(layout))

    def paper(self, query: str, form: str) -> bytes:
        """A board paper in one form."""
        return self._get(f"/board-pack.{form}", query)

    def _get(self, path: str, query: str, **headers: str) -> bytes:
        address = f"{path}?{query}"
        answer = self._answer(address, query, **headers)
        if answer.status_code != 200:
            message = f"{address} answered {answer.status_code}: {answer.text[:200]}"
            raise RuntimeError(message)
        return bytes(answer.data)

    def _answer(self, address: str, query: str, **headers: str) -> TestResponse:
        return self._store(query)[1].get(address, headers=headers)

    def _store(self, query: str) -> tuple[Programme, FlaskClient]:
        """The store that a question is put to, built when it is first needed."""
        added = "need=" in query
        if added not in self.stores:
            file = self.folder / f"demo-{added}.db"
            address = f"sqlite:///{file}"
            build_demo(address)
            if added:
                _add_measure(_loaded(address), address, file)
            client = create_app(Settings(store=address)).server.test_client()
            self.stores[added] = (_loaded(address), client)
        return self.stores[added]


def _of_all(query: str) -> str:
    """The query without the partnership that a page is about: what is about all refuses it."""
    return urlencode([pair for pair in parse_qsl(query) if pair[0] != "partnership"])


def _loaded(address: str) -> Programme:
    engine = open_store(address)
    try:
        return load(engine)
    finally:
        engine.dispose()


def _add_measure(programme: Programme, address: str, file: Path) -> None:
    """Add a value for each authority that has children, made from its code, as `cep statistics add` does."""
    codes = sorted(programme.area_statistics["area_code"].unique())
    table = file.with_name("measure.csv")
    values = [crc32(code.encode()) % 1000 / 10 for code in codes]
    pd.DataFrame({"Code": codes, "Score": values}).to_csv(table, index=False)
    said = f"--measure {MEASURE} --value-column Score --date 2019-09-26 --kind score --label Made-up"
    options = ["statistics", "add", str(table), *said.split(), "--source", "Nobody", "--store", address]
    done = CliRunner().invoke(command_line, options)
    if done.exit_code:
        raise RuntimeError(done.output)
    with sqlite3.connect(file) as connection:  # the moment at which it was added is no result
        connection.execute("UPDATE import_batch SET imported_at = '2020-04-01 00:00:00.000000'")


def _shown(component: Any) -> Any:
    """Components without those that are hidden from every reader."""
    if isinstance(component, list):
        return [_shown(one) for one in component]
    if not isinstance(component, dict) or "props" not in component:
        return component
    props = component["props"]
    if props.get("hidden"):
        return None
    return component | {
        "props": {
            key: _shown(value) if key in {"children", "content"} else value for key, value in props.items()
        }
    }
