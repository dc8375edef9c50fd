"""Who may know whom, and other rules of the whole tree that no single module can keep."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("dashboard", "geo", "data", "assets")
GEOMETRY = ("geopandas", "shapely", "pyogrio", "fiona")
DATABASE = ("sqlalchemy", "alembic", "psycopg", "sqlite3")
DRAWING = ("plotly",)
WEB = ("dash", "dash_bootstrap_components", "flask", "werkzeug", "gunicorn")

SHAPING = ("geo.boundaries", "geo.build", "geo.web", "geo.add.read", "geo.add.prepare")

FORBIDDEN: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    # (where, what may not be imported there, which files may all the same)
    ("geo", ("data", "dashboard", *DATABASE, *DRAWING, *WEB), ()),
    ("data", ("dashboard", *DRAWING, *WEB), ()),
    # The command that adds boundaries prepares their shapes; it imports that inside its functions.
    ("dashboard", SHAPING, ("dashboard/cli/boundaries.py",)),
    ("data", SHAPING, ()),
    ("dashboard", DATABASE, ("dashboard/web/routes.py", "dashboard/web/accounts/__init__.py")),
    ("dashboard/indicators", (*DATABASE, *DRAWING, *WEB, "dashboard.components", "dashboard.pages"), ()),
    ("dashboard/figures", (*DATABASE, *WEB, "dashboard.indicators", "dashboard.components"), ()),
    ("dashboard/figures", ("data.programme", "data.store"), ()),
    ("dashboard/charts", (*DATABASE, *WEB, "dashboard.components", "dashboard.pages"), ()),
    ("dashboard/exports", (*DATABASE, *WEB, "dashboard.components", "dashboard.pages"), ()),
    ("dashboard/components", (*DATABASE, *DRAWING, "dashboard.web"), ()),
    (
        "dashboard/web/callbacks.py",
        (*DATABASE, *DRAWING, "pandas", "dashboard.indicators", "dashboard.figures"),
        (),
    ),
    ("dashboard", ("plotly.express",), ()),
    ("dashboard", GEOMETRY, ()),
    ("data", GEOMETRY, ()),
]
GEOMETRY_FILES = {
    "geo/boundaries.py",
    "geo/build.py",
    "geo/add/read.py",
    "geo/add/prepare.py",
}
"""Shapes are read and built here and nowhere else; nothing on the way to a page may import these files."""
OUTSIDE = re.compile(r"https?://(?!127\.0\.0\.1|localhost)[\w.-]+|//cdn\.|\bunpkg\b|\bjsdelivr\b")
# A link that a reader may follow, or the name of a schema, is no request; none of these is ever fetched.
NAMED_ONLY = (
    "http://schemas.openxmlformats.org/",  # the vocabularies of office files, named inside each of them
    "http://schemas.microsoft.com/office/word",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://purl.org/dc/elements/1.1/",
    "http://openoffice.org/2010/chart",
    "http://www.w3.org/1999/xhtml",  # the vocabularies of a drawing, and notes to programmers, in plotly.js
    "http://www.w3.org/2000/xmlns/",
    "http://www.w3.org/XML/1998/namespace",
    "https://github.com/d3/",
)
CALLBACK_LINES = 10
MODULES_A_FOLDER = 20


def python_files(where: str = "") -> list[Path]:
    roots = [ROOT / where] if where else [ROOT / package for package in PACKAGES]
    return sorted(path for root in roots for path in ([root] if root.is_file() else root.rglob("*.py")))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that a file imports, also inside functions; `from a import b` names a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(module: str, forbidden: str) -> bool:
    return module == forbidden or module.startswith(f"{forbidden}.")


@pytest.mark.parametrize(("where", "forbidden", "but"), FORBIDDEN)
def test_nobody_imports_what_their_layer_must_not_know(
    where: str, forbidden: tuple[str, ...], but: tuple[str, ...]
) -> None:
    files = [path for path in python_files(where) if relative(path) not in but]
    found = [
        f"{relative(path)} imports {module}"
        for path in files
        for module in imports(parsed(path))
        if any(is_within(module, one) for one in forbidden)
    ]
    assert files
    assert found == []


MODULES = {
    relative(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): path
    for path in python_files()
    if "migrations" not in path.parts
}


def modules_imported(name: str) -> set[str]:
    """Which modules of ours a module imports, also inside functions; a package only where it is meant itself."""
    found = set()
    for node in ast.walk(parsed(MODULES[name])):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inside & MODULES.keys() | ({str(node.module)} if inside - MODULES.keys() else set())
    return found & MODULES.keys() - {name}


@cache
def part_of(name: str) -> str:
    """The folder of a module; where that has folders of its own, the module itself."""
    folder = MODULES[name].parent
    return name if any(folder in other.parent.parents for other in MODULES.values()) else relative(folder)


def test_no_imports_go_in_a_circle() -> None:
    modules = {name: modules_imported(name) for name in MODULES}
    parts: dict[str, set[str]] = {}
    for name, imported in modules.items():
        parts.setdefault(part_of(name), set()).update({part_of(one) for one in imported} - {part_of(name)})
    for graph in (modules, parts):
        TopologicalSorter(graph).prepare()  # raises CycleError, which names those in the circle


def test_no_folder_holds_more_than_twenty_modules() -> None:
    modules = Counter(relative(path.parent) for path in MODULES.values() if path.name != "__init__.py")
    assert {folder: number for folder, number in modules.items() if number > MODULES_A_FOLDER} == {}


def test_only_the_readers_and_builders_of_shapes_import_geometry() -> None:
    found = {
        relative(path)
        for path in python_files("geo")
        if any(is_within(module, one) for module in imports(parsed(path)) for one in GEOMETRY)
    }
    assert found
    assert found <= GEOMETRY_FILES


def loaded_by(modules: str, heavy: Sequence[str]) -> str:
    """Which of some heavy modules a fresh process holds once it has imported others, as a list in words."""
    script = f"import sys, {modules}\nprint([name for name in {list(heavy)!r} if name in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return answer.stdout.strip()


def test_serving_a_page_loads_no_geometry_and_no_express() -> None:
    heavy = (*GEOMETRY, "plotly.express", *SHAPING)
    assert loaded_by("dashboard.app, dashboard.cli, dashboard.server", heavy) == "[]"


WATCHED_IMPORT = """
import importlib, sys
done = []
root, *modules = sys.argv[1:]
busy = {"socket.connect", "socket.bind", "sqlite3.connect", "subprocess.Popen", "os.mkdir"}
def watch(event, arguments):
    if event in busy:
        done.append(event)
    if event == "open":
        name = str(arguments[0])
        if name.startswith(root) and ".venv" not in name and not name.endswith((".py", ".pyc")) and "pyc." not in name:
            done.append("open " + name)
import pandas, dash, plotly, sqlalchemy, geopandas, requests
sys.addaudithook(watch)
for name in modules:
    importlib.import_module(name)
import flask, gc
from sqlalchemy import Engine
done += [type(one).__name__ for one in gc.get_objects() if isinstance(one, (flask.Flask, Engine))]
print(done)
"""


def test_importing_every_module_does_no_work(tmp_path: Path) -> None:
    """No engine, no application, no file: whoever imports us gets names and nothing else."""
    modules = [
        relative(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in python_files()
        if "migrations" not in path.parts
    ]
    command = [sys.executable, "-c", WATCHED_IMPORT, str(ROOT), *modules]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert answer.stderr == ""
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("path", python_files("dashboard/web/callbacks.py"), ids=relative)
def test_callbacks_stay_under_ten_lines(path: Path) -> None:
    """A callback is a function inside `register`; what it needs more than ten lines for belongs elsewhere."""
    registers = [
        node
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and node.name == "register"
    ]
    long = [
        f"{inner.name}: {inner.end_lineno - inner.lineno + 1} lines"
        for outer in registers
        for inner in ast.walk(outer)
        if isinstance(inner, ast.FunctionDef) and inner is not outer
        if (inner.end_lineno or 0) - inner.lineno + 1 >= CALLBACK_LINES
    ]
    assert long == []


def test_nothing_is_called_data_or_df() -> None:
    found = [
        f"{relative(path)}:{node.lineno} {name}"
        for path in python_files()
        for node in ast.walk(parsed(path))
        for name in _named(node)
        if name in {"data", "df"}
    ]
    assert found == []


ROUNDS = {
    "dashboard/charts/representation.py",  # tables counted back from their share
    "dashboard/indicators/coverage/reach.py",  # persons
    "dashboard/indicators/pilots/by_age.py",  # days
}
"""Where a number is made whole; no other number is rounded before it is printed, in `words` or in a file."""


def test_numbers_are_rounded_where_they_are_printed() -> None:
    found = {
        relative(path)
        for path in python_files()
        for node in ast.walk(parsed(path))
        if relative(path).startswith(("dashboard/indicators", "dashboard/charts", "dashboard/pages"))
        if isinstance(node, ast.Call)
        if (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) == "round"
    }
    assert found == ROUNDS


@pytest.mark.parametrize(
    "path",
    sorted(
        path
        for folder in ("assets", "dashboard")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".js", ".css", ".html", ".svg", ".json"}
    ),
    ids=relative,
)
def test_no_file_of_the_pages_names_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for name in NAMED_ONLY:
        text = text.replace(name, "")
    found = [match.group() for match in OUTSIDE.finditer(text) if not match.group().startswith("http://{")]
    assert found == []


def _named(node: ast.AST) -> list[str]:
    """The names that a node gives to a value."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    if isinstance(node, ast.arg):
        return [node.arg]
    return []
