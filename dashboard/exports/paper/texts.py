"""What a paper says around its figures, in every form alike."""

from collections.abc import Sequence
from typing import Final

from dashboard import release, words
from dashboard.charts.chart import Rendered
from dashboard.exports.native.model import AltText, Table
from dashboard.exports.native.tables import SPREADSHEET, left_out_said
from dashboard.exports.paper.paper import Figure, Paper, definition
from dashboard.indicators import Defined

PURPOSE: Final = "Purpose"
ANSWER: Final = "In short"
FINDINGS: Final = "Findings"
RECOMMENDATIONS: Final = "Recommendations"
FIGURES: Final = "Figures"
NEXT_STEPS: Final = "Next steps"
METHOD: Final = "Method and evidence"
ANNEX: Final = "Annex: tables in full"
WORKBOOK: Final = "Workbook of this paper"
HELD: Final = (
    "Every row and column behind the figures, a worksheet for each table; it is this paper’s Excel form, too."
)
OPENED: Final = f"{HELD} A double click on the symbol opens it."
CODE: Final = "QR code"
AGAIN: Final = "How to make this paper again"
"""The headings of a paper, in every form alike."""
RULES_SAID: Final = ("Counting", "Dates", "Small numbers")
"""The rules that the page of method says itself."""
ELSEWHERE: Final = (
    "All rules, and what each source is, are on the worksheet Notes of the workbook of this paper, and on the page "
    "Method."
)
Lines = tuple[tuple[str, str], ...]
"""Terms with what is said of each."""


def alt_text(figure: Figure) -> AltText:
    """The name of a figure, and its text alternative: its finding, what it shows, and its numbers."""
    return AltText(
        f"Figure {figure.number}: {figure.caption}",
        words.sentences(figure.headline, figure.subtitle, figure.text),
    )


def table_alt_text(figure: Figure) -> AltText:
    """The same of a figure that is a table: its cells are read by themselves, so it need not say them twice."""
    return AltText(alt_text(figure).name, words.sentences(figure.headline, figure.subtitle))


def in_workbook(figure: Figure) -> str:
    """Where every row behind a figure is: "table 3 in the workbook of this paper (worksheet cold-spots)"."""
    return f"table {figure.number} in the workbook of this paper (worksheet {figure.sheet})"


def defined(rendered: Rendered) -> str:
    """The definition of the indicator that a figure shows, with its rating rule if it has one."""
    return _defined(definition(rendered))


def below(table: Table, *, where: str = SPREADSHEET) -> str:
    """What is said below a table: what its signs mean, how many rows are left out, and where they are."""
    return words.sentences(table.note, left_out_said(table, where=where))


def notes(figure: Figure) -> str:
    """What a speaker has before them: the numbers in words, the definition, the source."""
    parts = (
        ("In words", figure.reason_empty or words.sentences(figure.headline, figure.text)),
        (f"Definition of “{definition(figure).name}”", defined(figure)),
        ("Comments", " ".join(figure.commentary)),
        ("What is shown", figure.subtitle),
        ("Source and counting rule", figure.source),
    )
    return "\n\n".join(f"{term}: {said}" for term, said in parts if said)


def opening(paper: Paper) -> tuple[tuple[str, Lines], ...]:
    """What the first page says below its title, in this order: headings, and lines with what stands before each."""
    parts = (
        (PURPOSE, tuple(("", line) for line in (paper.purpose,) if line)),
        (ANSWER, tuple(("", line) for line in (paper.answer,) if line)),
        (FINDINGS, tuple(("", line) for line in paper.findings)),
        (RECOMMENDATIONS, numbered(paper.recommendations)),
    )
    return tuple((heading, lines) for heading, lines in parts if lines)


def numbered(lines: Sequence[str]) -> Lines:
    """Lines with their numbers."""
    return tuple((str(number), line) for number, line in enumerate(lines, start=1))


def definitions(paper: Paper) -> Lines:
    """Every indicator behind the figures."""
    return tuple((f"{one.name} ({one.unit})", _defined(one)) for one in paper.definitions)


def rules(paper: Paper) -> Lines:
    """The rules by which a reader understands any number, the counting rule of this paper first; and where the others
    are.
    """
    return (
        ("In this paper", words.sentences(paper.counting_rule, paper.mark)),
        *((name, rule) for name, rule in paper.rules if name in RULES_SAID),
        ("Other rules", ELSEWHERE),
    )


def sources(paper: Paper) -> Lines:
    """Every source with its strength and licence."""
    return tuple((one.short, words.sentences(one.evidence, one.licence)) for one in paper.sources)


def remade(paper: Paper) -> Lines:
    """What the paper was made from, and what remakes it."""
    told = (
        ("Store", paper.store),
        ("Filters", f"{paper.selection}, as at {paper.as_at}"),
        ("Command", paper.command),
        ("Address", paper.address),
    )
    return tuple((term, said) for term, said in told if said)


def method(paper: Paper) -> tuple[tuple[str, Lines], ...]:
    """The parts of the page on method and evidence, in this order: headings, and terms with what is said of each."""
    return (
        ("What is measured", definitions(paper)),
        ("Rules", rules(paper)),
        ("Sources", sources(paper)),
        (release.ABOUT, release.about()),
        (AGAIN, remade(paper)),
    )


def found_by(paper: Paper) -> AltText:
    """What the picture of the paper's address is called, and says."""
    return AltText(CODE, f"The address of this paper: {paper.address}")


def read_by(paper: Paper) -> Lines:
    """For which meeting the paper is, by whom and for whom, and what is asked of them."""
    told = (
        ("Meeting", paper.meeting),
        ("Author", paper.choice.author),
        ("For", paper.choice.audience),
        paper.asked,
    )
    return tuple((term, said) for term, said in told if said)


def cover(paper: Paper) -> Lines:
    """What stands below the title: for which meeting and whom, what is asked, what the figures are about."""
    told = (
        *read_by(paper),
        ("Figures", f"{paper.selection}, as at {paper.as_at}"),
        ("Status", release.in_a_cell()),
        ("", paper.mark),
    )
    return tuple((term, said) for term, said in told if said)


def _defined(indicator: Defined) -> str:
    return words.sentences(indicator.definition, f"Rating: {indicator.rule}" if indicator.rule else "")
