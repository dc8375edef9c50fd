"""Which commit this tree stands at, and what an earlier one said."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "var" / "figures"
TOOL = "tests/figures"
LOOKED_AT = ("dashboard", "data", "geo", "assets", TOOL)


def refusal(message: str) -> SystemExit:
    """Say why it cannot be done; the exit code is none of those of a comparison."""
    sys.stderr.write(f"{message}\n")
    return SystemExit(2)


def git(*words: str) -> str:
    """What git says."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise refusal(done.stderr.strip())
    return done.stdout.strip()


def folder_here(*, quick: bool = False) -> Path:
    """The folder of this tree: its commit, marked where something differs from it or only some is asked."""
    changed = "-changed" if git("status", "--porcelain", "--", *LOOKED_AT) else ""
    return KEPT / f"{git('rev-parse', '--short', 'HEAD')}{changed}{'-quick' * quick}"


def folder_of(base: str) -> Path:
    """The folder to compare with: `base` itself if it is one, else that of a commit, made if it is not there."""
    if Path(base).is_dir():
        return Path(base)
    commit = git("rev-parse", "--short", f"{base}^{{commit}}")
    folder = KEPT / commit
    if not folder.exists():
        make(commit, folder)
    return folder


def make(commit: str, folder: Path) -> None:
    """Ask an earlier commit the same questions, in a tree of its own.

    This tool goes with it, except for `product.py`, which knows the names of its time: a commit keeps its own, and one
    from before there was any gets the first.
    """
    with tempfile.TemporaryDirectory() as place:
        tree = Path(place) / "tree"
        git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            _lend_tool(tree / TOOL)
            environment = os.environ | {"PYTHONPATH": str(tree)}
            command = [sys.executable, "-m", "tests.figures", "--to", str(folder)]
            if subprocess.run(command, cwd=tree, env=environment, check=False).returncode:
                message = (
                    f"{commit} could not be asked: its names are not those of {TOOL}/product.py. Check it out, "
                    f"put {TOOL} there with a product.py for its names, run `python -m tests.figures --to FOLDER` in "
                    "it, and compare with --base FOLDER."
                )
                raise refusal(message)
        finally:
            git("worktree", "remove", "--force", str(tree))


def _lend_tool(there: Path) -> None:
    product = there / "product.py"
    known = product.read_text(encoding="utf-8") if product.exists() else _first_product()
    there.mkdir(parents=True, exist_ok=True)
    for file in (ROOT / TOOL).glob("*.py"):
        shutil.copy(file, there / file.name)
    product.write_text(known, encoding="utf-8")


def _first_product() -> str:
    path = f"{TOOL}/product.py"
    added = git("log", "--diff-filter=A", "--format=%h", "--", path).splitlines()
    return git("show", f"{added[-1]}:{path}") if added else (ROOT / path).read_text(encoding="utf-8")
