"""`cep indicators`, `chart`, `check` and `export`: what the pages show, on the command line."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import (
    Compare,
    Filters,
    Format,
    NamedForm,
    Store,
    form_asked,
    placed,
    question_of,
    refuse,
    with_filters,
    writing,
)

if TYPE_CHECKING:
    from dashboard.question import Question


@with_filters
def indicators(
    *,
    filters: Filters,
    store: Store = None,
    form: Annotated[Format, typer.Option("--format", help="How to write them.")] = Format.TABLE,
) -> None:
    """Print every indicator with value, unit, numerator, denominator, rating and note."""
    from dashboard.text_reports import answers

    question = question_of(store, filters)
    typer.echo(answers.indicators(question, form.value))


@with_filters
def chart(
    *,
    filters: Filters,
    key: Annotated[str, typer.Argument(help="Key of the chart.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE|DIR",
            help="File to write; its ending says the form. A folder, or nothing: it is called after what it holds.",
        ),
    ] = None,
    form: NamedForm = None,
    describe: Annotated[
        bool,
        typer.Option(
            "--describe", help="Beside a csv, write what describes it to programs (CSV on the Web)."
        ),
    ] = False,
    store: Store = None,
    partnership: Annotated[str | None, typer.Option(help="Key of the partnership a chart is about.")] = None,
    compare: Compare = None,
) -> None:
    """Write one chart to a file: csv, xlsx, ods, json, png or svg."""
    from dashboard.charts.render import CHARTS, file_stem, render
    from dashboard.exports.pictures.chrome import PictureError
    from dashboard.exports.tables.files import FORMS, as_metadata, chart_file
    from dashboard.indicators.profile.partnerships import UnknownPartnership

    if key not in CHARTS:
        refuse(f"There is no chart called “{key}”. Charts: {', '.join(sorted(CHARTS))}.")
    kind = form_asked(output, form, FORMS)
    question = question_of(
        store,
        filters,
        about_one=CHARTS[key].subject != "none",
        keys=CHARTS[key].narrows,
        partnership=partnership,
        compare=compare,
    )
    if CHARTS[key].subject == "needed" and not question.partnership:
        refuse(f"The chart “{key}” is about one partnership; add --partnership KEY.")
    try:
        rendered = render(CHARTS[key], question)
        path = placed(output, f"{file_stem(rendered)}.{kind}")
        with writing(path):
            path.write_bytes(chart_file(rendered, kind))
            if describe and kind == "csv":
                beside = path.with_name(f"{path.name}-metadata.json")
                beside.write_bytes(as_metadata(rendered, url=path.name))
    except (UnknownPartnership, PictureError) as error:
        refuse(str(error))
    typer.echo(f"Wrote {path}")


@with_filters
def check(
    *,
    filters: Filters,
    store: Store = None,
    form: Annotated[Format, typer.Option("--format", help="How to write them.")] = Format.TABLE,
) -> None:
    """Look for contradictions, missing fields, late returns and old records. Changes nothing.

    Exit 0 when no errors are found (warnings may be), 1 when errors are found. An error makes figures wrong, a
    warning makes them incomplete or old. What is missing or late is looked for in the activity window.
    """
    from dashboard.indicators.returns import quality
    from dashboard.text_reports import answers
    from dashboard.words import count_of

    question = question_of(store, filters)
    typer.echo(answers.findings(question, form.value))
    errors, _ = quality.count(question)
    if errors:
        refuse(f"{count_of(errors, 'error')} found. The column “mend” says what to do about each.")


@with_filters
def export(
    *,
    filters: Filters,
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR|FILE",
            help="Folder for text files, or a file: .xlsx, .ods or .zip; its ending says the form. Without: a file "
            "that is called after what it holds.",
        ),
    ] = None,
    form: NamedForm = None,
    store: Store = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
    flat: Annotated[
        bool,
        typer.Option("--flat", help="One list with a row a partnership (.csv or .xlsx), as people keep it."),
    ] = False,
) -> None:
    """Write the store, or what the filters show of it: as a workbook that can be imported again, or as text files."""
    from dashboard import words
    from dashboard.indicators.shared.values import reason_not_published

    question = question_of(store, filters)
    if reason := reason_not_published(question):
        refuse(reason)
    files = _flat(question, target, form) if flat else _files(question, target, form)
    there = [str(path) for path in files if path.exists()]
    if there and not force:
        named = words.listing(there, most=3)
        refuse(f"Already there: {named}. Nothing was written. Say --force to overwrite.")
    with writing(target or next(iter(files))):
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    written = f"{len(files)} files to {target}" if len(files) > 1 else str(next(iter(files)))
    typer.echo(f"Wrote {written}")


def _flat(question: "Question", target: Path | None, form: str | None) -> dict[Path, bytes]:
    """The list that is to be written; an ending that it does not come in is refused."""
    from dashboard.exports.tables.flat_list import FORMS, flat_list
    from dashboard.exports.tables.whole_store import file_name

    kind = form_asked(target, form, FORMS)
    return {placed(target, file_name(question, kind, what="cep-list")): flat_list(question, kind)}


def _files(question: "Question", target: Path | None, form: str | None) -> dict[Path, bytes]:
    """What is to be written where; an ending that no form has is refused, no ending is a folder."""
    from dashboard.exports.forms import STORE_FORMS
    from dashboard.exports.tables.whole_store import file_name, store_file, text_files

    if target is None or (form and target.is_dir()):
        kind = form_asked(target, form, STORE_FORMS)
        return {placed(target, file_name(question, kind)): store_file(question, kind)}
    ending = target.suffix.removeprefix(".").lower()
    if ending in STORE_FORMS and not target.is_dir():
        return {target: store_file(question, ending)}
    if ending and not target.is_dir():
        endings = ", ".join(f".{name}" for name in STORE_FORMS)
        refuse(
            f"{target} should end in one of {endings}, or name a folder; the ending says which form to write."
        )
    return {target / name: content for name, content in text_files(question).items()}
