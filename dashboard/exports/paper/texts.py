"""What a paper says around its figures, in every form alike."""

from typing import Final

from dashboard import release, words
from dashboard.charts.chart import Rendered
from dashboard.charts.render import rule_beside_name
from dashboard.exports.comments import comments_of
from dashboard.exports.native.model import AltText, Table
from dashboard.exports.native.tables import SPREADSHEET, left_out_said
from dashboard.exports.paper.paper import Paper, definition
from dashboard.indicators import Defined

AGAIN: Final = "How to make this paper again"
"""Where the foot line sends those who look for the command."""
Lines = tuple[tuple[str, str], ...]
"""Terms with what is said of each."""


def alt_text(place: int, rendered: Rendered) -> AltText:
    """The name of a figure, and its text alternative: its finding, what it shows, and its numbers."""
    return AltText(
        f"Figure {place}: {rendered.chart.question}",
        words.sentences(rendered.headline, rendered.subtitle, rendered.text),
    )


def table_alt_text(place: int, rendered: Rendered) -> AltText:
    """The same of a figure that is a table: its cells are read by themselves, so it need not say them twice."""
    return AltText(alt_text(place, rendered).name, words.sentences(rendered.headline, rendered.subtitle))


def defined(rendered: Rendered) -> str:
    """The definition of the indicator that a figure shows, with its rating rule if it has one."""
    return _defined(definition(rendered))


def below(table: Table, *, where: str = SPREADSHEET) -> str:
    """What is said below a table: what its signs mean, how many rows are left out, and where they are."""
    return words.sentences(table.note, left_out_said(table, where=where))


def notes(rendered: Rendered) -> str:
    """What a speaker has before them: the numbers in words, the definition, the source."""
    parts = (
        ("In words", rendered.reason_empty or words.sentences(rendered.headline, rendered.text)),
        (f"Definition of “{definition(rendered).name}”", defined(rendered)),
        ("Comments", " ".join(one.line for one in comments_of(rendered))),
        ("What is shown", rendered.subtitle),
        ("Source and counting rule", rendered.source),
    )
    return "\n\n".join(f"{term}: {said}" for term, said in parts if said)


def summary(paper: Paper) -> Lines:
    """The lines of the summary, and the place for the author's recommendation."""
    return (*(("", line) for line in paper.summary), ("Recommendation", paper.recommendation))


def definitions(paper: Paper) -> Lines:
    """Every indicator behind the figures."""
    return tuple((f"{one.name} ({one.unit})", _defined(one)) for one in paper.definitions)


def rules(paper: Paper) -> Lines:
    """The rules that all numbers follow, the counting rule of this paper first."""
    return (("In this paper", words.sentences(paper.counting_rule, paper.mark)), *paper.rules)


def sources(paper: Paper) -> Lines:
    """Every source with its note and licence."""
    return tuple((one.short, one.said) for one in paper.sources)


def remade(paper: Paper) -> Lines:
    """What remakes the paper."""
    store = paper.question.programme
    made_of = f"{store.store_name}, version {store.store_version}, as at {paper.as_at}; {paper.selection}."
    return (("Made from", made_of), (AGAIN, paper.command))


def cover(paper: Paper) -> Lines:
    """What the cover says below title and purpose."""
    store = paper.question.programme
    told = (
        ("As at", paper.as_at),
        ("Selection", paper.selection),
        ("Counting rule", rule_beside_name(paper.counting_rule)),
        ("Store", f"{store.store_name}, version {store.store_version}"),
        ("Status", release.in_short()),
        ("", paper.mark),
    )
    return tuple((term, said) for term, said in told if said)


def _defined(indicator: Defined) -> str:
    return words.sentences(indicator.definition, f"Rating: {indicator.rule}" if indicator.rule else "")
