"""What the server takes to answer a filter change, without a browser."""

import itertools
import json
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from dashboard.app import create_app, warm
from dashboard.settings import Settings
from tests.bench import questions
from tests.bench.figures import kilobytes, milliseconds, p50, p95

Row = tuple[str, str, str]
HEAVIEST = "/coverage"
CHANGES, FIRST = 60, 10
"""How many changes count, and how many go before them, because the first ones of a process pay for all."""


def filter_changes(stores: dict[int, str]) -> Iterator[Row]:
    """Time never-asked filter changes on the heaviest page at each scale, in one run so that they compare."""
    tails = {}
    for scale, store in stores.items():
        times, size = changes(store)
        tails[scale] = p95(times)
        budget = "p95 below 40 ms" if scale == 1 else ""
        yield f"Server, filter change on {HEAVIEST}, scale {scale}, p50", milliseconds(p50(times)), ""
        yield f"Server, filter change on {HEAVIEST}, scale {scale}, p95", milliseconds(tails[scale]), budget
        yield f"Answer of a filter change, compressed, scale {scale}, largest", kilobytes(size), "below 60 kB"
    ratio = tails[max(tails)] / tails[min(tails)]
    yield "Server, p95 at the large scale to p95 at scale 1", f"{ratio:.2f} times", "below 3 times"


def changes(store: str) -> tuple[list[float], int]:
    """Return the milliseconds of each change and the largest compressed answer in bytes."""
    app = create_app(Settings(store=store))
    warm(app)
    client = app.server.test_client()
    body = request_of(client)
    times, largest = [], 0
    for change in itertools.islice(questions.changes(), FIRST + CHANGES):
        began = perf_counter()
        answer = ask(client, body, change.query)
        times.append((perf_counter() - began) * 1000)
        if answer.status_code != 200 or not answer.data:
            message = f"The filter change {change.query} was answered with {answer.status_code}."
            raise RuntimeError(message)
        largest = max(largest, len(answer.data))
    return times[FIRST:], largest


def ask(client: Any, body: dict[str, Any], query: str) -> Any:
    """Return the answer to a filter change, which `body` has been made for by `request_of`."""
    body["inputs"][1]["value"] = f"?{query}"
    return client.post("/_dash-update-component", json=body, headers={"Accept-Encoding": "br, gzip"})


def request_of(client: Any, *, page: str = HEAVIEST) -> dict[str, Any]:
    """Return the request that the browser sends for a filter change on a page, as the layout implies it."""
    host = {"Referer": f"http://localhost{page}"}
    layout = json.loads(client.get("/_dash-layout", headers=host).data)
    known = [one["props"]["id"] for one in components(layout) if "id" in one["props"]]
    callback = next(
        one
        for one in json.loads(client.get("/_dash-dependencies").data)
        if not one["clientside_function"] and "main.children" in one["output"]
    )
    outputs = [expanded(part, known) for part in callback["output"].strip(".").split("...")]
    state = [{"id": one["id"], "property": one["property"], "value": page} for one in callback["state"]]
    values = (page, "")
    inputs = [
        {"id": one["id"], "property": one["property"], "value": value}
        for one, value in zip(callback["inputs"], values, strict=True)
    ]
    return {
        "output": callback["output"],
        "outputs": outputs,
        "inputs": inputs,
        "changedPropIds": ["url.query"],
        "state": state,
    }


def expanded(output: str, known: list[Any]) -> Any:
    """Return one output as the browser names it: a list of the ids on the page where it stands for many."""
    name, _, prop = output.rpartition(".")
    if not name.startswith("{"):
        return {"id": name, "property": prop}
    wanted = json.loads(name)["part"]
    parts = [one for one in known if isinstance(one, dict) and one["part"] == wanted]
    return [{"id": one, "property": prop} for one in parts]


def components(node: Any) -> Iterator[dict[str, Any]]:
    """Every component of a layout, from the outside in."""
    if isinstance(node, list):
        for one in node:
            yield from components(one)
    elif isinstance(node, dict) and "props" in node:
        yield node
        yield from components(node["props"].get("children"))
