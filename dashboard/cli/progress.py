"""A bar on the terminal that says how far a long command is; nothing where stderr is no terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from data.returns.reader import Watch


@contextmanager
def watching(*, rows: int | None = None) -> Iterator[Watch]:
    """Show what is being done and how many rows of it are done, of `rows` where that is known."""
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
