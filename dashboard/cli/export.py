"""`cep export`: the store, or what the filters show of it, as files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import Said, Store, asking, question_of, refuse

if TYPE_CHECKING:
    from dashboard.question import Question


@asking
def export(
    *,
    said: Said,
    target: Annotated[
        Path,
        typer.Argument(
            metavar="DIR|FILE",
            help="Folder for text files, or a file: .xlsx, .ods or .zip; its ending says the form.",
        ),
    ],
    store: Store = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Write the store, or what the filters show of it: as a workbook that can be imported again, or as text files."""
    from dashboard import words
    from dashboard.exports.tables.whole_store import why_none

    question = question_of(store, said)
    if reason := why_none(question):
        refuse(reason)
    files = _files(question, target)
    there = [str(path) for path in files if path.exists()]
    if there and not force:
        named = words.listing(there, most=3)
        refuse(f"Already there: {named}. Nothing was written. Say --force to overwrite.")
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        refuse(f"{target} cannot be written: {error.strerror}.")
    written = f"{len(files)} files to {target}" if len(files) > 1 else str(target)
    typer.echo(f"Wrote {written}")


def _files(question: "Question", target: Path) -> dict[Path, bytes]:
    """What is to be written where; an ending that no form has is refused, no ending is a folder."""
    from dashboard.exports.tables.whole_store import WHOLE, folder, whole

    form = target.suffix.removeprefix(".").lower()
    if form in WHOLE and not target.is_dir():
        return {target: whole(question, form)}
    if form and not target.is_dir():
        endings = ", ".join(f".{name}" for name in WHOLE)
        refuse(
            f"{target} should end in one of {endings}, or name a folder; the ending says which form to write."
        )
    return {target / name: content for name, content in folder(question).items()}
