"""The project as a newcomer gets it: a wheel that holds everything, and a README whose commands are true."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.browser.serving import served

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = {"run", "team", "test", "test-fast", "check", "fix", "figures", "ways", "bench", "shots", "plotly"}


def run(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "CEP_", "MAKE"))}
    return subprocess.run(
        command, cwd=cwd, env=kept | environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
    assert built.returncode == 0, built.stderr
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment with the wheel in it; what the wheel depends on is lent by this one.

    The environment has its own site-packages, and this one's come after them, without the files by which the
    checkout is installed for editing: they are only read for a folder named in the search path itself.
    """
    home = tmp_path_factory.mktemp("installed")
    assert run(sys.executable, "-m", "venv", "--without-pip", str(home)).returncode == 0
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    paths = run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip()
    (Path(paths) / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    )
    answer = run(*pip, "--force-reinstall", "--ignore-installed", str(wheel))
    assert answer.returncode == 0, answer.stderr
    return python


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_four_packages_with_everything_they_read(wheel: Path) -> None:
    held = names(wheel)
    for package in ("dashboard", "geo", "data", "assets"):
        here = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / package).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert here <= held
    assert any(name.startswith("geo/shapes/") and name.endswith(".shp") for name in held)
    assert any(name.startswith("data/register/") and name.endswith(".csv") for name in held)
    assert any(name.startswith("data/store/migrations/versions/") for name in held)
    assert any(name.startswith("assets/") and name.endswith(".css") for name in held)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"dashboard", "geo", "data", "assets"}
    assert not [name for name in names(wheel) if name.endswith((".db", ".pyc", ".sqlite"))]


@pytest.mark.thorough
def test_the_wheel_serves_the_demo_from_another_directory(installed: Path, tmp_path: Path) -> None:
    where = run(str(installed), "-c", "import dashboard, geo, data; print(dashboard.__file__)", cwd=tmp_path)
    assert str(ROOT / "dashboard") not in where.stdout
    cep = installed.with_name("cep")
    store = "sqlite:///somewhere/cep.db"
    assert run(str(cep), "store", "demo", "--store", store, cwd=tmp_path).returncode == 0
    with served(f"sqlite:///{tmp_path}/somewhere/cep.db", tmp_path, command=(str(cep),)) as site:
        page = site.get("/")
        assert page.status == 200
        layout = json.dumps(
            json.loads(site.get("/_dash-layout", {"Referer": f"{site.address}/coverage"}).body)
        )
        assert "Where is somebody, and where is nobody?" in layout
        styles = re.findall(r'href="(/(?:assets|vendor)/[^"]+)"', page.body.decode())
        assert len(styles) > 3
        assert {site.get(style).status for style in styles} == {200}
        (shapes,) = set(re.findall(r"/geo/england-\d+\.\w+\.geojson", layout))
        assert site.get(shapes).status == 200
        assert site.get("/export/area-coverage.csv").status == 200


def test_the_two_commands_of_the_readme_are_targets() -> None:
    named = set(re.findall(r"\bmake ([a-z-]+)\b", README)) | set(re.findall(r"`([a-z-]+)` \(", README))
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE))
    assert {"run", "test", "help"} <= named
    assert named & TARGETS <= targets
    assert targets >= TARGETS


def test_make_help_lists_every_target_with_its_purpose() -> None:
    answer = run("make", "help")
    assert answer.returncode == 0
    for target in TARGETS:
        assert re.search(rf"make {target}\s+\S+", answer.stdout)


def test_what_runs_on_a_clean_checkout_is_the_readme_s_own_command() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text()
    assert "make test" in README


def test_the_locked_dependencies_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {plain(re.split(r"[\[<>=]", one)[0]) for one in asked}
    locked = (ROOT / "requirements-dev.lock").read_text()
    assert names <= {plain(name) for name in re.findall(r"^([\w.-]+)==", locked, flags=re.MULTILINE)}


def plain(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
