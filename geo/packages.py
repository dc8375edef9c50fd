"""The pinned packages that hold the public material: fetched, checked against their checksum, unpacked."""

import hashlib
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from geo.errors import SourceError


@dataclass(frozen=True, slots=True)
class Package:
    """One wheel and the file inside it that is used."""

    key: str
    name: str
    version: str
    python: str
    file: str
    sha256: str
    member: str


def pinned(sources: Path) -> dict[str, Package]:
    """The packages that `sources.toml` names, by key."""
    entries = tomllib.loads(sources.read_text(encoding="utf-8"))["package"]
    wanted = Package.__dataclass_fields__
    packages = [Package(**{field: entry[field] for field in wanted}) for entry in entries]
    return {package.key: package for package in packages}


def fetch(package: Package, *, into: Path) -> Path:
    """The wheel on disk, downloaded into a folder unless it is there; refused if it is not the pinned one."""
    wheel = into / package.file
    if not wheel.exists():
        _download(package, into=into)
    if not wheel.exists() or sha256(wheel) != package.sha256:
        raise SourceError(
            f"The package {package.name} {package.version} is not the one these boundaries were built from "
            f"(its checksum differs from that in sources.toml). Nothing changed; check where it came from."
        )
    return wheel


def extract(package: Package, *, wheel: Path, into: Path) -> Path:
    """The one file of a wheel that is used, unpacked into a folder."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            return Path(archive.extract(package.member, into))
    except (KeyError, zipfile.BadZipFile) as error:
        raise SourceError(
            f"{wheel.name} does not hold {package.member}: it is damaged. Delete it and try again."
        ) from error


def sha256(path: Path) -> str:
    """The SHA-256 checksum of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _download(package: Package, *, into: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    wanted = ["--python-version", package.python, "--dest", str(into), f"{package.name}=={package.version}"]
    done = subprocess.run([*pip, *wanted], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["pip gave no reason"]
        raise SourceError(
            f"The package {package.name} {package.version} could not be downloaded: {reason[0]}"
        )
