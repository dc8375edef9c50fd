"""`cep indicators` and `cep chart`: what the pages show, on the command line."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.options import Format, Said, Store, asking, question_of, refuse


@asking
def indicators(
    *,
    said: Said,
    store: Store = None,
    form: Annotated[Format, typer.Option("--format", help="How to write them.")] = Format.TABLE,
) -> None:
    """Print every indicator with value, unit, numerator, denominator, rating and note."""
    from dashboard.text_reports import answers

    question = question_of(store, said)
    typer.echo(answers.indicators(question, form.value))


@asking
def chart(
    *,
    said: Said,
    key: Annotated[str, typer.Argument(help="Key of the chart.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="File to write; its ending says the form.")
    ],
    store: Store = None,
    partnership: Annotated[str | None, typer.Option(help="Key of the partnership a chart is about.")] = None,
) -> None:
    """Write one chart to a file: csv, xlsx, ods, json, png or svg."""
    from dashboard.charts.render import CHARTS, render
    from dashboard.exports.pictures.chrome import PictureError
    from dashboard.exports.tables.files import FORMS, written
    from dashboard.indicators.profile.partnerships import UnknownPartnership

    if key not in CHARTS:
        refuse(f"There is no chart called “{key}”. Charts: {', '.join(sorted(CHARTS))}.")
    form = output.suffix.removeprefix(".").lower()
    if form not in FORMS:
        refuse(
            f"{output} should end in {' or '.join(f'.{name}' for name in FORMS)}; the ending says which form to write."
        )
    question = question_of(store, said, partnership=partnership)
    if CHARTS[key].subject == "needed" and not question.partnership:
        refuse(f"The chart “{key}” is about one partnership; add --partnership KEY.")
    try:
        output.write_bytes(written(render(CHARTS[key], question), form))
    except (UnknownPartnership, PictureError) as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{output} cannot be written: {error.strerror}.")
    typer.echo(f"Wrote {output}")
