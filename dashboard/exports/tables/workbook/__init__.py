"""Charts as workbooks that follow the public sector's guidance: cover, contents, notes, one marked-up table a sheet."""

from dashboard.charts.chart import Rendered
from dashboard.exports.paper import texts
from dashboard.exports.paper.choice import command
from dashboard.exports.paper.paper import Paper
from dashboard.exports.tables.workbook.contents import book_of
from dashboard.exports.tables.workbook.model import Book

__all__ = ["book_of", "chart_book", "paper_book"]


def chart_book(rendered: Rendered, *, form: str) -> Book:
    """Return the workbook of one chart."""
    question, key = rendered.question, rendered.chart.key
    if rendered.chart.subject == "none":
        question = question.of_all
    remade = command(question, "chart", key, "--format", form)
    return book_of([rendered], title=rendered.chart.question, remade=remade)


def paper_book(paper: Paper) -> Book:
    """Return a paper as a workbook: its words on the cover, a worksheet for each table."""
    opening = texts.opening(paper)
    about = [
        *texts.read_by(paper),
        *((_term(heading, number), line) for heading, lines in opening for number, line in lines),
        *((f"On figure {one.number}", line) for one in paper.figures for line in one.commentary),
        *(
            (_term(texts.NEXT_STEPS, str(number)), line)
            for number, line in enumerate(paper.next_steps, start=1)
        ),
    ]
    return book_of(
        paper.figures, title=paper.title, remade=paper.command, about=about, question=paper.question
    )


def _term(heading: str, number: str) -> str:
    """What stands before a line on the cover: "Purpose", "Recommendation 2"."""
    return f"{heading.removesuffix('s')} {number}" if number else heading
