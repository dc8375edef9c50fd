"""`cep template`, `import`, `import-log`, `undo` and `figures-changed`: returns out and in, and what they changed."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import lists
from dashboard.cli.options import (
    Filters,
    Format,
    Store,
    form_of,
    misused,
    programme_of,
    progress_bar,
    question_of,
    refuse,
    signed_in,
    with_filters,
    writing,
)
from dashboard.settings import store_url

if TYPE_CHECKING:
    from data.returns.imports import Batch, Plan, Quarter
    from data.returns.readings import Answers


def template(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Workbook to write; its ending says the form: .xlsx or .ods."),
    ],
    store: Store = None,
    partnership: Annotated[
        str | None,
        typer.Option(metavar="SLUG", help="Fill it with what the store knows about this partnership."),
    ] = None,
    bridge: Annotated[
        str | None,
        typer.Option(
            metavar="KEY", help="Fill it with all partnerships of this bridge: one workbook to send back."
        ),
    ] = None,
) -> None:
    """Write the workbook of a return: every sheet with its columns, lists to choose from, notes and a guide."""
    from data.returns import templates

    form = form_of(file, templates.FORMS)
    if partnership and bridge:
        misused("A template is of one partnership or of one bridge: say --partnership or --bridge.")
    with writing(file):
        if partnership is None and bridge is None:
            file.write_bytes(templates.template(form))
        else:
            programme = programme_of(store)
            try:
                content = templates.workbook_of(programme, partnership=partnership, bridge=bridge, form=form)
                file.write_bytes(content)
            except (templates.UnknownPartnershipError, templates.UnknownBridgeError) as error:
                refuse(str(error))
    typer.echo(f"Wrote {file}")


Who = Annotated[
    str | None, typer.Option("--who", help="Who loads it; by default the name you are signed in by.")
]


def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Returns: xlsx, xls, ods, or one csv for each sheet; a long one in parts, attendance-1.csv, "
            "attendance-2.csv.",
        ),
    ],
    store: Store = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write every problem and change to a csv, json or xlsx file."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="End what a sheet does not list of those that it lists.")
    ] = False,
    bridge: Annotated[
        str | None, typer.Option(metavar="KEY", help="The bridge whose return it is, with --quarter.")
    ] = None,
    quarter: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            help="The last day of the quarter: each partnership in it comes as received.",
        ),
    ] = None,
    note: Annotated[str | None, typer.Option(help="A note, kept with the batch.")] = None,
    answers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Answers to the questions of an earlier run (json).")
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what has to be answered to a json file, and load nothing."),
    ] = None,
    mapped: lists.Map = None,
    mapping: lists.MappingName = None,
    as_at: lists.AsAt = None,
    who: Who = None,
) -> None:
    """Load returns: check them, say what changes, and write it in one step that `cep undo` takes back.

    An error in any file refuses them all, and so does a question without an answer; warnings are said and kept. A row
    that the files do not have stays. With --replace it ends, if its sheet lists another row of the same partnership
    (of the same meeting for attendance).
    """
    from dashboard.exports.tables.changes import REPORTS
    from dashboard.indicators import INDICATORS
    from dashboard.text_reports import import_report
    from data.returns.imports import load, prepare
    from data.store.engine import open_store

    of = _return_of(bridge, quarter)
    if mapped or mapping:
        lists.import_list(
            store, files, to=mapped, mapping=mapping, as_at=as_at, dry_run=dry_run, who=who, note=note
        )
        return
    engine = open_store(store_url(store))
    form = form_of(report, REPORTS, why="which form") if report else ""
    with progress_bar() as watch:
        keys = [indicator.key for indicator in INDICATORS]
        plan = prepare(
            engine, files, indicators=keys, replace=replace, of=of, answers=_answered(answers), watch=watch
        )
    if report:
        with writing(report):
            report.write_bytes(REPORTS[form](plan))
    _tell(plan, questions)
    if plan.is_refused:
        refuse(import_report.refusal(plan))
    typer.echo(import_report.difference(plan) if dry_run or questions else import_report.counts(plan))
    if plan.difference.counts and plan.difference.is_empty:
        typer.echo("The store is as the files say already; there is nothing to load.")
    elif plan.difference.counts and not (dry_run or questions):
        with progress_bar(rows=len(plan.difference.changes)) as watch:
            batch = load(engine, plan, who=who or signed_in(), note=note, watch=watch)
        typer.echo(import_report.done(batch))


def _return_of(bridge: str | None, quarter: str | None) -> "Quarter | None":
    """Of which quarter it is the return, and that it comes today; None where it is none. Exit 2 where that is wrong."""
    from data.returns.imports import Quarter

    if bridge is None and quarter is None:
        return None
    if bridge is None or quarter is None:
        misused("A return is of a bridge and a quarter: say both --bridge and --quarter.")
    try:
        of = Quarter(bridge, date.fromisoformat(quarter), date.today())  # noqa: DTZ011 - the day where the reader is
    except ValueError:
        misused(f"“{quarter}” is not a day; write the last day of the quarter like 2020-03-31.")
    if wrong := of.wrong():
        misused(wrong)
    return of


def _answered(file: Path | None) -> "Answers":
    from data.returns.readings import answers_from_json

    try:
        return answers_from_json(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, UnicodeDecodeError) as error:
        misused(f"{file} cannot be read: {error}.")


def _tell(plan: "Plan", questions: Path | None) -> None:
    """Say what is wrong, what has to be answered and what was understood; the questions into a file, if wanted."""
    from dashboard.text_reports import import_report
    from data.returns.readings import questions_as_json

    for line in (*import_report.problems(plan.problems), *import_report.asked(plan)):
        typer.echo(line, err=True)
    for line in import_report.understood(plan):
        typer.echo(line)
    if questions:
        written = questions_as_json(plan.incoming.questions, plan.incoming.answers)
        with writing(questions):
            questions.write_text(written, encoding="utf-8")
        typer.echo(f"Wrote {questions}; nothing is loaded.")


def import_log(
    batch: Annotated[int | None, typer.Argument(help="A batch, to see every row that it changed.")] = None,
    store: Store = None,
    form: Annotated[Format, typer.Option("--format", help="How to write them.")] = Format.TABLE,
) -> None:
    """List what was imported and undone; of one batch, every change with its old and new values."""
    from dashboard.text_reports import import_report
    from data.returns.imports import changes, history
    from data.store.engine import open_store

    engine = open_store(store_url(store))
    if batch is None:
        typer.echo(import_report.log(history(engine), form.value))
    else:
        lines = import_report.changes(batch, changes(engine, batch), form.value)
        sys.stdout.writelines(f"{line}\n" for line in lines)


def undo(
    batch: Annotated[int, typer.Argument(help="The number of the batch; `cep import-log` lists them.")],
    store: Store = None,
    who: Who = None,
) -> None:
    """Take a batch back: exactly the state before it, unless something later stands on what it wrote."""
    from dashboard.text_reports import import_report
    from data.returns.imports import undo as undo_batch
    from data.store.engine import open_store

    engine = open_store(store_url(store))
    with progress_bar() as watch:
        undone = undo_batch(engine, batch, who=who or signed_in(), watch=watch)
    typer.echo(import_report.done(undone))


organisations = typer.Typer(help="The organisations of the store.", no_args_is_help=True)


@organisations.command("merge")
def merge_organisations(
    kept: Annotated[str, typer.Argument(metavar="KEPT", help="The key of the organisation that stays.")],
    gone: Annotated[str, typer.Argument(metavar="GONE", help="The key of the one that is the same.")],
    store: Store = None,
    who: Who = None,
) -> None:
    """Make one organisation of two: what names the second names the first. `cep undo` takes it back."""
    from dashboard.text_reports import import_report
    from data.returns.imports import merge
    from data.store.engine import open_store

    batch = merge(open_store(store_url(store)), kept, gone, who=who or signed_in())
    typer.echo(import_report.done(batch))


@organisations.callback()
def _several() -> None:
    """Let the one command there is be called by its name."""


@with_filters
def figures_changed(
    *,
    filters: Filters,
    since: Annotated[
        str,
        typer.Option(
            metavar="BATCH|YYYY-MM-DD", help="The first batch, or the first day of loading, that counts."
        ),
    ],
    store: Store = None,
    form: Annotated[Format, typer.Option("--format", help="How to write them.")] = Format.TABLE,
) -> None:
    """List every indicator that a loading changed, old and new, batch by batch; all as at the same date."""
    from dashboard.text_reports.revisions import revisions
    from data.returns.imports import history, steps
    from data.store.engine import open_store

    engine = open_store(store_url(store))
    question = question_of(store, filters)
    first = _first_batch(since, history(engine))
    rebuilt = steps(engine, since=first) if first is not None else ()
    if not rebuilt and form is Format.TABLE:
        typer.echo(f"Nothing was loaded since {since}.")
    else:
        typer.echo(revisions(rebuilt, question, form.value))


def _first_batch(said: str, batches: "Sequence[Batch]") -> int | None:
    """The number that was said, or of the first batch from a day on; None where none was loaded since."""
    if said.isdecimal():
        return int(said)
    try:
        day = date.fromisoformat(said)
    except ValueError:
        misused(
            f"“{said}” is neither a batch nor a day; `cep import-log` lists the batches, and a day is like 2020-03-31."
        )
    return min((one.number for one in batches if one.at.date() >= day), default=None)
