"""One application in a process of its own, asked by lines of JSON: `python -m tests.bench.worker STORE`.

It answers each page and query with what that took of a processor; with `load` after the store it only says what loading
takes.
"""

import json
import sys
from time import process_time
from typing import Any

import orjson
import psutil

from dashboard.app import create_app, warm
from dashboard.charts.render import CHARTS, render
from dashboard.question import Question
from dashboard.settings import Settings
from data.programme.programme import load
from data.store.engine import open_store
from tests.bench.on_server import ask, request_of


def main(store: str) -> None:
    """Answer as long as anything is asked."""
    app = create_app(Settings(store=store))
    warm(app)
    client, bodies = app.server.test_client(), {}
    for line in sys.stdin:
        page, query = json.loads(line)
        if page == "end":
            break
        if page not in bodies:
            bodies[page] = request_of(client, page=page)
        busy = process_time()
        answer = ask(client, bodies[page], query)
        say(milliseconds=1000 * (process_time() - busy), status=answer.status_code)
    say(megabytes=psutil.Process().memory_info().rss / 2**20, **sizes(client, store, [*bodies]))


def loading(store: str) -> None:
    """Load the store and nothing else."""
    busy = process_time()
    load(open_store(store))
    say(processor=process_time() - busy)


def sizes(client: Any, store: str, pages: list[str]) -> dict[str, Any]:
    """Bytes of each page's layout as JSON, and of the largest figure of a chart about all partnerships."""
    question = Question.from_query(load(open_store(store)), "")
    drawn = {
        key: len(orjson.dumps(render(chart, question).figure, option=orjson.OPT_SERIALIZE_NUMPY))
        for key, chart in CHARTS.items()
        if chart.draw and chart.subject == "none"
    }
    largest = max(drawn, key=lambda key: drawn[key])
    asking = {page: {"Referer": f"http://localhost{page}"} for page in pages}
    layouts = {page: len(client.get("/_dash-layout", headers=asking[page]).data) for page in pages}
    return {"layouts": layouts, "chart": [largest, drawn[largest]]}


def say(**said: Any) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    loading(sys.argv[1]) if sys.argv[2:] == ["load"] else main(sys.argv[1])
