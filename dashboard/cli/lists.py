"""`cep import LIST --map FILE` and `--mapping FILE`: a list as people keep it, understood and then loaded."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import misused, progress_bar, refuse, signed_in, writing
from dashboard.settings import store_url

if TYPE_CHECKING:
    from data.returns.lists import Mapping, Understood

Map = Annotated[
    Path | None,
    typer.Option(
        "--map", metavar="FILE.json",
        help="The file is a list, one row a partnership: write what was understood and asked, and load nothing.",
    ),
]  # fmt: skip
MappingName = Annotated[
    str | None,
    typer.Option(
        "--mapping", metavar="FILE.json|NAME",
        help="The file is a list: load it as this mapping says, or as the one that the store keeps by that name.",
    ),
]  # fmt: skip
AsAt = Annotated[
    str | None, typer.Option("--as-at", metavar="YYYY-MM-DD", help="The day that a list speaks of.")
]


def import_list(
    store: str | None,
    files: list[Path],
    *,
    to: Path | None,
    mapping: str | None,
    as_at: str | None,
    dry_run: bool,
    who: str | None,
    note: str | None,
) -> None:
    """Understand a list; with a mapping whose questions are all answered, load it in one step that can be undone."""
    from dashboard.text_reports import import_report, list_report
    from data.returns.lists import Mapping, proposal, understand
    from data.returns.reader.files import source_at
    from data.returns.workbook.grids import FileError, Limits
    from data.store.engine import open_store

    if len(files) != 1:
        misused("A list is one file; load one after the other.")
    wanted = (_mapping(store, mapping) if mapping else Mapping()).on(_day(as_at))
    try:
        found = understand(open_store(store_url(store)), source_at(files[0], limits=Limits()), wanted)
    except FileError as error:
        refuse(f"{files[0].name}: {error}")
    for line in list_report.understood(found):
        typer.echo(line)
    for line in (*import_report.problems(found.problems), *map(list_report.question, found.open)):
        typer.echo(line, err=True)
    if to is None:
        _load(store, found, mapping or "", dry_run=dry_run, who=who or signed_in(), note=note)
        return
    with writing(to):
        to.write_text(json.dumps(proposal(found), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    typer.echo(f"Wrote {to}; nothing was loaded.")
    if not found.is_ready:
        refuse(_next(found, str(to)))
    typer.echo(_next(found, str(to)))


def _load(
    store: str | None, found: "Understood", mapping: str, *, dry_run: bool, who: str | None, note: str | None
) -> None:
    """Load a list as one batch and keep its mapping; exit 1 while a question has no answer."""
    from dashboard.text_reports import import_report
    from data.returns.lists import load, prepare
    from data.store.engine import open_store

    if not found.is_ready:
        refuse(f"{_next(found, mapping)} Nothing was loaded.")
    engine = open_store(store_url(store))
    plan = prepare(engine, found)
    for line in import_report.problems([one for one in plan.problems if one not in found.problems]):
        typer.echo(line, err=True)
    if plan.is_refused:
        refuse(import_report.refusal(plan))
    typer.echo(import_report.difference(plan) if dry_run else import_report.counts(plan))
    if dry_run:
        return
    with progress_bar(rows=len(plan.difference.changes)) as watch:
        batch = load(engine, found, plan, who=who, note=note, watch=watch)
    nothing = "The store is as the list says already; there is nothing to load."
    typer.echo(import_report.done(batch) if batch else nothing)
    typer.echo(
        f"The mapping is kept as “{found.mapping.name}”: next time, say --mapping {found.mapping.name}."
    )


def _next(found: "Understood", mapping: str) -> str:
    """What to do about a list that is not ready, or how to load one that is."""
    from dashboard.words import count_of

    file = mapping if mapping.endswith(".json") else "the file that --map writes"
    if found.open:
        wait = f"{count_of(len(found.open), 'question')} to be answered"
        return f"{wait}: write each answer in {file}, or take all proposed ones with “accept_proposed”: true."
    if not found.is_ready:
        return "Mend the errors, or say in the mapping what the columns are."
    return f"Load it with --mapping {file}."


def _mapping(store: str | None, said: str) -> "Mapping":
    """The mapping of a file, else the one that the store keeps by that name."""
    from data.returns.lists import from_json, kept_as
    from data.store.engine import open_store

    file = Path(said)
    if not file.is_file():
        return kept_as(open_store(store_url(store)), said)
    try:
        return from_json(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        misused(f"{said} cannot be read: {error}.")


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        misused(f"“{said}” is not a day; write it as 2020-02-14.")
