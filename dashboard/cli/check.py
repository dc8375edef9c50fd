"""`cep check`: whether the records of a store can be relied on."""

from typing import Annotated

import typer

from dashboard.cli.options import Format, Said, Store, asking, question_of, refuse


@asking
def check(
    *,
    said: Said,
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

    question = question_of(store, said)
    typer.echo(answers.findings(question, form.value))
    errors, _ = quality.count(question)
    if errors:
        refuse(f"{count_of(errors, 'error')} found. The column “mend” says what to do about each.")
