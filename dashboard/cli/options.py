"""What several commands share: options, the question that the filters ask, refusals, a bar for long work."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from urllib.parse import urlencode

import typer

from dashboard.settings import DEFAULT_STORE, store_url

if TYPE_CHECKING:
    from dashboard.narrowed import Key
    from dashboard.question import Question
    from data.programme.programme import Programme
    from data.returns.reader import Watch

Store = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URL", help=f"SQLAlchemy URL of the store; else CEP_STORE, else {DEFAULT_STORE}."
    ),
]
Many = list[str] | None
Compare = Annotated[
    str | None,
    typer.Option(metavar="DAY|REGION", help="What a comparison is with: a day, or the code of a region."),
]
NamedForm = Annotated[
    str | None,
    typer.Option("--format", metavar="FORM", help="Form of a file that is called after what it holds."),
]


class Format(StrEnum):
    """How a table is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


FILTERS: dict[str, Any] = {
    key: Annotated[kind, typer.Option(f"--{key.replace('_', '-')}", metavar=metavar, help=text)]
    for key, kind, metavar, text in (
        ("as_at", str | None, "YYYY-MM-DD", "The date the figures are for."),
        ("since", str | None, "YYYY-MM-DD", "Start of the activity window."),
        ("region", Many, "CODE", "Region code; may be repeated."),
        ("ace_area", Many, "KEY", "Arts Council area; may be repeated."),
        ("bridge", Many, "KEY", "Bridge organisation; may be repeated."),
        ("sector", Many, "CODE", "Sector at the table; may be repeated."),
        ("lever", Many, "CODE", "Lever of change; may be repeated."),
        ("county", Many, "CODE", "County, as E10000016 is Kent; may be repeated."),
        ("area", Many, "CODE", "Local authority; may be repeated."),
        ("status", Many, "STATUS", "Status at the date; may be repeated."),
        ("has", Many, "CODE", "Sector that must be at the table; if repeated, all of them."),
        ("lacks", Many, "CODE", "Sector that must be missing at the table; if repeated, all of them."),
        ("approach", Many, "CODE", "Approach of an activity in the window; may be repeated."),
        ("agenda", Many, "CODE", "Agenda of an activity in the window; may be repeated."),
        ("reason", Many, "CODE", "Reason to call; may be repeated."),
        ("call", Many, "STATE", "State of a call: open, called, waiting or settled; may be repeated."),
        ("quality", Many, "RULE", "Rule of quality that finds something; may be repeated."),
        ("completed", Many, "yes|no", "Required fields all filled, or not all."),
        ("include", Many, "emerging|existing", "Count emerging, or named ones too; may be repeated."),
        ("illustrative", str | None, "hide", "Leave illustrative rows out."),
        ("need", str | None, "MEASURE", "Measure of need or size; the mean income unless said."),
        ("method", str | None, "weighted", "Count each secondary lever as a half."),
        ("provisional", str | None, "show", "Count returns not accepted yet, marked [p]."),
    )
}
"""Filter key -> its option, the same for every command that asks a question."""
Filters = dict[str, str | list[str]]
"""The filters that were given, as keys and values of a query."""


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command every filter as an option; those that are given come to it as `filters`.

    An option of the command's own that is called like a filter takes its place.
    """
    own = signature(command, eval_str=True)
    taken = [key for key in FILTERS if key not in own.parameters]

    @wraps(command)
    def run(**given: Any) -> None:  # noqa: ANN401  (options are of any type)
        filters = {key: value for key in taken if (value := given.pop(key)) not in (None, [])}
        command(filters=filters, **given)

    parameters = [
        *(
            one.replace(kind=Parameter.KEYWORD_ONLY)
            for one in own.parameters.values()
            if one.name != "filters"
        ),
        *(Parameter(key, Parameter.KEYWORD_ONLY, default=None, annotation=FILTERS[key]) for key in taken),
    ]
    run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]  # what Typer reads
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def question_of(
    store: str | None,
    filters: Filters,
    *,
    about_one: bool = False,
    keys: "Mapping[str, Key] | None" = None,
    **more: str | None,
) -> "Question":
    """Return what is asked of a store, about one partnership if that is among `more`, narrowed by any of `keys`; else
    exit 2 with sentences.
    """
    from dashboard.question import QueryError, Question

    pairs = {**filters, **{key: value for key, value in more.items() if value is not None}}
    try:
        query = urlencode(pairs, doseq=True)
        return Question.exactly(programme_of(store), query, about_one=about_one, keys=keys)
    except QueryError as error:
        misused(*error.args)


def programme_of(store: str | None) -> "Programme":
    """Return what a store holds at this moment."""
    from data.programme.programme import load
    from data.store.engine import open_store

    return load(open_store(store_url(store)), waiting=_with_waiting)


def _with_waiting(*asked: Any) -> "Programme":  # noqa: ANN401 - the engine of a store, and what it holds
    """The programme with the rows that wait for a decision; what reads returns is imported by who asks for these."""
    from data.returns.imports.rebuild import with_waiting

    return with_waiting(*asked)


def refuse(*reasons: str) -> NoReturn:
    """Say why on stderr and leave with exit 1."""
    for reason in reasons:
        typer.echo(reason, err=True)
    raise SystemExit(1)


def misused(*reasons: str) -> NoReturn:
    """Say why on stderr and leave with exit 2: what was asked for is not known."""
    for reason in reasons:
        typer.echo(reason, err=True)
    raise SystemExit(2)


def form_of(file: Path, forms: Collection[str], *, why: str = "which form to write") -> str:
    """Return the form that the ending of a file says; refuse an ending that is none of the forms."""
    form = file.suffix.removeprefix(".").lower()
    if form not in forms:
        refuse(f"{file} should end in {' or '.join(f'.{name}' for name in forms)}; the ending says {why}.")
    return form


def form_asked(target: Path | None, form: str | None, forms: Collection[str]) -> str:
    """Return the form that the ending of a file says, else the one asked for, else the first of them."""
    if target is not None and not target.is_dir():
        return form_of(target, forms)
    if form is not None and form not in forms:
        refuse(f"“{form}” is none of its forms: {', '.join(forms)}.")
    return form or next(iter(forms))


def placed(target: Path | None, name: str) -> Path:
    """Return the file that was said, else one of this name, in the folder that was said or here."""
    return target if target is not None and not target.is_dir() else (target or Path()) / name


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Refuse with a sentence when a file cannot be written."""
    try:
        yield
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror}.")


def signed_in() -> str | None:
    """Return the name that the machine knows the user by, if it knows one."""
    from data.store.audit import at_this_machine

    return at_this_machine()


@contextmanager
def progress_bar(*, rows: int | None = None) -> Iterator["Watch"]:
    """Show on a terminal what is being done and how many rows of it are done, of `rows` where that is known."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Opening", total=rows)

        def watch(doing: str, done: int, /) -> None:
            progress.update(task, description=doing, completed=done)

        yield watch
