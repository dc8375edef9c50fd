"""Write down what the product says to every question: one file a question, in plain values."""

import gzip
import json
import logging
import math
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from zlib import crc32

from tests.figures.paper_text import lines
from tests.figures.questions import FORMS, PAPERS, QUESTIONS

Table = dict[str, list[Any]]
"""`columns` are names, `rows` lists of plain values in their order."""
Recorded = dict[str, Any]
"""`question`, and by the name of a part (a chart's frame, a page) its table or, under `figures`, its figure."""

Job = tuple[str, str]
"""Whether a question is put or a paper is made, and of which query."""

WORKERS = 2
LONGEST_NAME = 100
SAID = ("children", "label", "title", "alt", "aria-label", "placeholder", "href")
"""The properties of a component that a reader sees, hears or follows."""
product: Any = None


def jobs(*, quick: bool = False) -> list[Job]:
    """What is asked, the largest first; for a quick look every fifth question, and the first paper."""
    papers = [("paper", query) for query in (PAPERS[:1] if quick else PAPERS)]
    return papers + [("question", query) for query in QUESTIONS[:: 5 if quick else 1]]


def record(folder: Path, asked: Sequence[Job]) -> None:
    """Ask, and write the answers into a folder, which appears when it is complete."""
    with tempfile.TemporaryDirectory() as stores:
        made = Path(stores) / "figures"
        made.mkdir()
        context = get_context("spawn")
        with ProcessPoolExecutor(WORKERS, context, initializer=start, initargs=(stores,)) as pool:
            for job, answer in zip(asked, pool.map(answered, asked), strict=True):
                (made / file_name(*job)).write_bytes(answer)
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, folder)


def file_name(kind: str, query: str) -> str:
    """The name of the file of one question: what is asked, shortened where it is long."""
    plain = re.sub(r"[^a-z0-9_=.-]+", ",", query.lower()) or "no-filters"
    short = plain if len(plain) <= LONGEST_NAME else f"{plain[:LONGEST_NAME]}-{crc32(query.encode()):08x}"
    return f"{kind}-{short}.json.gz"


def start(stores: str) -> None:
    """Give this process a product to ask."""
    global product  # noqa: PLW0603 - a worker process has one, made once
    from tests.figures.product import Product  # noqa: PLC0415 - only those who ask need the product

    logging.disable()  # a chart that fails says so itself, and that is written down
    product = Product(Path(tempfile.mkdtemp(dir=stores)))


def answered(job: Job) -> bytes:
    """Answer one question, or make one paper in every form, as the bytes of a file."""
    kind, query = job
    parts = papers(query) if kind == "paper" else answers(query)
    text = json.dumps({"kind": kind, "question": query, **parts}, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=5, mtime=0)


def papers(query: str) -> Recorded:
    """The lines of a paper in every form."""
    return {
        "tables": {
            f"paper {form}": table(["line"], ([line] for line in lines(product.paper(query, form), form)))
            for form in FORMS
        },
        "figures": {},
    }


def answers(query: str) -> Recorded:
    """Every chart, every indicator and every page."""
    tables: dict[str, Table] = {}
    figures: dict[str, Any] = {}
    for key, chart in product.charts(query):
        frame, (labels, rows) = chart["frame"], chart["table"]
        tables[f"{key}: words"] = table(list(chart["words"]), [list(chart["words"].values())])
        tables[f"{key}: frame"] = table(
            [str(column) for column in frame.columns], zip(*(frame[column] for column in frame), strict=True)
        )
        tables[f"{key}: columns"] = table(["column", "label"], chart["labels"].items())
        tables[f"{key}: table"] = table(labels, rows)
        figures[f"{key}: figure"] = chart["figure"]
    indicators = product.indicators(query)
    tables["indicators"] = table(list(indicators[0]), (one.values() for one in indicators))
    for path, layout in product.pages(query):
        tables[f"page {path}"] = table(["part", "text"], texts(layout))
    return {"tables": tables, "figures": figures}


def table(columns: Sequence[str], rows: Any) -> Table:
    """A table of plain values."""
    return {"columns": list(columns), "rows": [[plain(value) for value in row] for row in rows]}


def plain(value: Any) -> Any:
    """A value as JSON has it; whatever is missing is null, dates are text."""
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if hasattr(value, "item"):
        value = value.item()  # a number of numpy
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else (None if math.isnan(value) else str(value))
    text = str(value)
    return None if text in {"NaT", "<NA>"} else text.removesuffix(" 00:00:00")


def texts(component: Any, name: str = "children") -> Iterator[tuple[str, str]]:
    """What a page says, in the order of its components: the property, and its text."""
    if isinstance(component, Mapping):
        properties = component.get("props", component)
        if "answer" in str(properties.get("className", "")).split():
            name = "answer"
        for key, value in properties.items():
            if key in SAID or (isinstance(value, list | Mapping) and key not in {"figure", "id", "style"}):
                yield from texts(value, name if key in {"children", "content"} else key)
    elif isinstance(component, list):
        for one in component:
            yield from texts(one, name)
    elif isinstance(component, str | int | float) and not isinstance(component, bool):
        yield name, str(component)
