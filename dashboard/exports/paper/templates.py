"""Templates for papers that are not ours: found by name and opened, with a sentence where that fails."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, is_zipfile

from dashboard import words
from dashboard.question import QueryError
from dashboard.settings import template_folder

PROGRAMS: Final = {"pptx": "PowerPoint", "docx": "Word"}
"""The ending of a template -> what opens it."""


class TemplateError(QueryError):
    """A template is not there or cannot be used; the message is a sentence for a member of staff."""


def template_for(form: str, names: Sequence[str], *, anywhere: bool = False) -> Path | None:
    """Return the template among some names that a form of a paper takes; None if none is named for it.

    They stand in the folder of templates that is configured. Where a name may be a file `anywhere`, there is but this
    one form, and a template for another is a mistake.
    """
    fitting = [name for name in names if _ending(name) == form]
    if names and not fitting and anywhere:
        takes = f"takes a template that ends in .{form}" if form in PROGRAMS else "takes no template"
        raise TemplateError(f"A paper in the form {form} {takes}; {words.listing(list(names))} is none.")
    return _found(fitting[0], anywhere=anywhere) if fitting else None


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Say in a sentence why a template cannot be opened."""
    ending = path.suffix.removeprefix(".").lower()
    said = f"{path.name} cannot be read; save it in {PROGRAMS.get(ending, 'its program')} as .{ending} again."
    if not is_zipfile(path):
        raise TemplateError(said)
    try:
        yield
    except (
        OSError,
        BadZipFile,
        KeyError,
        ValueError,
        SyntaxError,
    ) as error:  # the last is how lxml says bad XML
        raise TemplateError(said) from error


def _found(name: str, *, anywhere: bool) -> Path:
    if anywhere and Path(name).is_file():
        return Path(name)
    folder = template_folder()
    there = sorted(one for one in folder.iterdir() if _ending(one.name) in PROGRAMS) if folder else []
    found = [one for one in there if one.name == name and one.is_file()]
    if not found:
        known = f"Templates: {', '.join(one.name for one in there)}." if there else (
            "CEP_TEMPLATES names the folder that holds them."
        )  # fmt: skip
        raise TemplateError(f"There is no template called “{words.shortened(name)}”. {known}")
    return found[0]


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()
