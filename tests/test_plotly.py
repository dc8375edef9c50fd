"""The plotly.js of the pages: of the version of the Python package, as `make plotly` built it, with its licences.

That each chart draws with what is in it is tested with the charts (tests/dashboard/charts/test_render.py).
"""

import json
import re
from hashlib import sha256
from pathlib import Path

import brotli
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).parents[1]
ASSETS, SOURCE = ROOT / "assets", ROOT / "bundle"
BUNDLE = ASSETS / "plotly.min.js"


def parts(kind: str) -> set[str]:
    """The names of the traces or components that the built file registers."""
    return set(re.findall(rf'moduleType:"{kind}",name:"(\w+)"', BUNDLE.read_text(encoding="utf-8")))


def test_it_is_of_the_version_that_the_python_package_draws_for() -> None:
    version = get_plotlyjs_version()
    asked = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))["dependencies"]["plotly.js"]
    locked = json.loads((SOURCE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert BUNDLE.read_text(encoding="utf-8").startswith(f"/* plotly.js v{version},")
    assert asked == locked["node_modules/plotly.js"]["version"] == version


def test_what_builds_it_is_pinned() -> None:
    asked = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))["devDependencies"]["esbuild"]
    locked = json.loads((SOURCE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert asked == locked["node_modules/esbuild"]["version"]
    assert all("integrity" in one for place, one in locked.items() if place)


def test_it_is_as_it_was_built() -> None:
    said, name = (ASSETS / "plotly.sha256").read_text(encoding="utf-8").split()
    built = (ASSETS / name).read_bytes()
    assert sha256(built).hexdigest() == said
    assert brotli.decompress((ASSETS / f"{name}.br").read_bytes()) == built


def test_the_traces_are_those_that_its_source_names() -> None:
    named = re.findall(
        r"plotly\.js/(?:lib|src/traces)/(\w+)", (SOURCE / "plotly.cjs").read_text(encoding="utf-8")
    )
    assert parts("trace") == set(named)


def test_the_licence_of_each_package_in_it_is_there() -> None:
    text = (ASSETS / "plotly.LICENSE.txt").read_text(encoding="utf-8")
    named = re.findall(r"^([@\w][\w./@-]*) (\d+\.\d+\.\d+)$", text, flags=re.MULTILINE)
    assert ("plotly.js", get_plotlyjs_version()) in named
    assert {"@plotly/d3", "d3-geo", "@plotly/d3-sankey", "culori"} <= {name for name, _ in named}
    assert len(text.split("-" * 80)) == len(named)
