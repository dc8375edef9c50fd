"""The options that several commands share, and the question that the filters among them ask."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from urllib.parse import urlencode

import typer

from dashboard.settings import DEFAULT_STORE, store_url

if TYPE_CHECKING:
    from dashboard.asked import Asked
    from data.programme import Programme

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


FILTER_KEYS = (
    "as_at",
    "since",
    "region",
    "ace_area",
    "bridge",
    "sector",
    "lever",
    "include",
    "illustrative",
    "need",
    "method",
    "partnership",
)


def question(store: str | None, said: dict[str, Any]) -> "Asked":
    """Return what is asked of a store; refuse with sentences when a filter is not understood."""
    from dashboard.asked import Asked

    asked = Asked.from_query(programme_of(store), urlencode(filters_said(said), doseq=True))
    if asked.ignored:
        refuse(*asked.ignored)
    return asked


def programme_of(store: str | None) -> "Programme":
    """Return what a store holds at this moment."""
    from data.programme import load
    from data.store import open_store

    return load(open_store(store_url(store)))


def filters_said(said: dict[str, Any]) -> dict[str, Any]:
    """Return the filters among the arguments of a command, those that were given."""
    return {key: said[key] for key in FILTER_KEYS if said.get(key)}


def refuse(*reasons: str) -> NoReturn:
    """Say why on stderr and leave with exit 1."""
    for reason in reasons:
        typer.echo(reason, err=True)
    raise SystemExit(1)
