"""What commands take of a processor from nothing to their end, with all the processes that they start."""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from tests.bench.run import Goal, Row, Run
from tests.browser import chromium
from tests.browser.serving import CEP

HEADER: Row = ("", "processor", "goal", "met")
COMMANDS = {
    "cep indicators": (("indicators", "--format", "json"), 1.0),
    "cep chart, csv": (("chart", "lever-mix", "-o", "chart.csv"), 0.9),
    "cep chart, png": (("chart", "lever-mix", "-o", "chart.png"), 3.0),
    "cep board-pack, docx": (("board-pack", "-o", "paper.docx"), 2.0),
    "cep board-pack, pptx": (("board-pack", "-o", "paper.pptx"), 1.5),
    "cep board-pack, pdf": (("board-pack", "-o", "paper.pdf"), 2.0),
}
"""What is run, and the seconds that it is to take at most."""


def commands(run: Run) -> Iterator[Row]:
    """Each command once a round."""
    took: dict[str, list[float]] = defaultdict(list)
    environment = os.environ | {"BROWSER_PATH": chromium.find(), "CEP_STORE": run.store}
    for number in run.turns(first=1):
        for what, (arguments, _) in COMMANDS.items():
            command = [sys.executable, "-m", "tests.bench.processor", *CEP, *arguments]
            answer = subprocess.run(
                command, env=environment, cwd=run.folder, check=True, capture_output=True, text=True
            )
            if number >= 0:
                took[what].append(float(answer.stdout))
    for what, (_, goal) in COMMANDS.items():
        seconds = median(took[what])
        yield what, f"{seconds:.2f} s", *Goal(goal, unit=" s").cells(seconds)
