"""The options that several commands share, and the question that the filters among them ask."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from urllib.parse import urlencode

import typer

from dashboard.settings import DEFAULT_STORE, store_url

if TYPE_CHECKING:
    from dashboard.question import Question
    from data.programme.programme import Programme

Store = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URL", help=f"SQLAlchemy URL of the store; else CEP_STORE, else {DEFAULT_STORE}."
    ),
]
Many = list[str] | None


class Format(StrEnum):
    """How a table is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


AsAt = Annotated[
    str | None, typer.Option("--as-at", metavar="YYYY-MM-DD", help="The date the figures are for.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="Start of the activity window.")
]
Region = Annotated[Many, typer.Option("--region", metavar="CODE", help="Region code; may be repeated.")]
AceArea = Annotated[
    Many, typer.Option("--ace-area", metavar="KEY", help="Arts Council area; may be repeated.")
]
Bridge = Annotated[
    Many, typer.Option("--bridge", metavar="KEY", help="Bridge organisation; may be repeated.")
]
Sector = Annotated[
    Many, typer.Option("--sector", metavar="CODE", help="Sector at the table; may be repeated.")
]
Lever = Annotated[Many, typer.Option("--lever", metavar="CODE", help="Lever of change; may be repeated.")]
Include = Annotated[
    str | None, typer.Option("--include", metavar="emerging", help="Count emerging partnerships too.")
]
Illustrative = Annotated[
    str | None, typer.Option("--illustrative", metavar="hide", help="Leave illustrative rows out.")
]
Need = Annotated[str | None, typer.Option("--need", metavar="MEASURE", help="Measure of need.")]
Method = Annotated[
    str | None, typer.Option("--method", metavar="weighted", help="Count each secondary lever as a half.")
]


FILTERS: dict[str, Any] = {
    "as_at": AsAt,
    "since": Since,
    "region": Region,
    "ace_area": AceArea,
    "bridge": Bridge,
    "sector": Sector,
    "lever": Lever,
    "include": Include,
    "illustrative": Illustrative,
    "need": Need,
    "method": Method,
}
"""Filter key -> its option, the same for every command that asks."""
Said = dict[str, str | list[str]]
"""The filters that were given, as keys and values of a query."""


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command every filter as an option; what was given comes to it as `said`."""
    own = signature(command, eval_str=True)

    @wraps(command)
    def run(**given: Any) -> None:  # noqa: ANN401  (options are of any type)
        said = {key: value for key in FILTERS if (value := given.pop(key))}
        command(said=said, **given)

    options = [
        Parameter(key, Parameter.KEYWORD_ONLY, default=None, annotation=option)
        for key, option in FILTERS.items()
    ]
    others = [
        one.replace(kind=Parameter.KEYWORD_ONLY) for one in own.parameters.values() if one.name != "said"
    ]
    run.__signature__ = own.replace(parameters=[*others, *options])  # type: ignore[attr-defined]  # what Typer reads
    run.__annotations__ = {one.name: one.annotation for one in (*others, *options)}
    return run


def question_of(store: str | None, said: Said, **more: str | None) -> "Question":
    """Return what is asked of a store; refuse with sentences when a filter is not understood."""
    from dashboard.question import Question

    pairs = {**said, **{key: value for key, value in more.items() if value}}
    question = Question.from_query(programme_of(store), urlencode(pairs, doseq=True))
    if question.ignored:
        refuse(*question.ignored)
    return question


def programme_of(store: str | None) -> "Programme":
    """Return what a store holds at this moment."""
    from data.programme.programme import load
    from data.store.engine import open_store

    return load(open_store(store_url(store)))


def refuse(*reasons: str) -> NoReturn:
    """Say why on stderr and leave with exit 1."""
    for reason in reasons:
        typer.echo(reason, err=True)
    raise SystemExit(1)
