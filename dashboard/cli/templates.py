"""`cep template`: the workbook that a partnership fills in."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.options import Store, refuse
from dashboard.settings import store_url


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
) -> None:
    """Write the workbook of a return: every sheet with its columns, lists to choose from, notes and a guide."""
    from data.returns.templates import FORMS

    form = file.suffix.removeprefix(".").lower()
    if form not in FORMS:
        refuse(
            f"{file} should end in {' or '.join(f'.{name}' for name in FORMS)}; the ending says which form to write."
        )
    try:
        file.write_bytes(_content(form, store, partnership))
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror}.")
    typer.echo(f"Wrote {file}")


def _content(form: str, store: str | None, partnership: str | None) -> bytes:
    from data.programme.programme import load
    from data.returns import templates
    from data.store.engine import open_store

    if partnership is None:
        return templates.template(form)
    programme = load(open_store(store_url(store)))
    try:
        return templates.workbook_of(programme, partnership=partnership, form=form)
    except templates.UnknownPartnershipError as error:
        refuse(str(error))
