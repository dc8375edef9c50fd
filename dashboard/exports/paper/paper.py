"""A board paper before it is a file: words, answered charts, definitions, and the line that remakes it."""

from dataclasses import dataclass
from typing import Final

from dashboard import words
from dashboard.charts.chart import Rendered
from dashboard.charts.render import counting_rule_of_several, source_of, sources_of
from dashboard.exports.paper.choice import Choice, asked_pairs, command
from dashboard.indicators import DEFINED, Defined
from dashboard.method import RULES, SOURCES, Source
from dashboard.question import Question
from dashboard.settings import product_version

RECOMMENDATION: Final = "To be written by the author."
ON_THE_LAST_PAGE: Final = "the command that remakes it is under “How to make this paper again”"
LONGEST_FOOT: Final = 260
"""Characters that the foot of a page has room for."""


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """Everything a board paper says, in reading order; Word, PowerPoint, PDF and the print view only lay it out.

    `summary` are the author's own lines, or sentences computed from the data where the author gave none.
    A figure whose `message` is not empty has nothing to draw and says why.
    """

    question: Question
    choice: Choice
    title: str
    purpose: str
    summary: tuple[str, ...]
    figures: tuple[Rendered, ...]
    form: str = "docx"
    """The ending of the file that it becomes; the command that remakes it names the same."""

    @property
    def recommendation(self) -> str:
        """What stands under "Recommendation" until the author writes it."""
        return RECOMMENDATION

    @property
    def as_at(self) -> str:
        """The date of the figures in words."""
        return words.day(self.question.filters.on(self.question.programme))

    @property
    def selection(self) -> str:
        """The filters in words."""
        return self.question.selection

    @property
    def counting_rule(self) -> str:
        """Which statuses are counted, where a figure does not count others."""
        return counting_rule_of_several(self.question)

    @property
    def illustrative(self) -> bool:
        """Whether any figure rests on illustrative rows."""
        return any(figure.illustrative for figure in self.figures)

    @property
    def mark(self) -> str:
        """The sentence that marks illustrative data; empty where there are none."""
        return words.sentence(words.ILLUSTRATIVE) if self.illustrative else ""

    @property
    def definitions(self) -> tuple[Defined, ...]:
        """The indicators behind the figures, each once, in the order of the indicator list."""
        behind = {figure.chart.indicator for figure in self.figures}
        return tuple(one for key, one in DEFINED.items() if key in behind)

    @property
    def rules(self) -> tuple[tuple[str, str], ...]:
        """The rules that all numbers follow: name and sentence."""
        return RULES

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the facts of the figures come from, each once, with note, licence and attribution."""
        named = {
            source_of(figure.chart, self.question, key)
            for figure in self.figures
            for key in (
                *sources_of(figure.chart, self.question),
                *(("boundaries",) if figure.chart.boundaries else ()),
            )
        }
        order = list(SOURCES)
        return tuple(sorted(named, key=lambda source: (order.index(source.key), source.short)))

    @property
    def origin(self) -> str:
        """Where these figures come from: store and its version, date, filters, product version."""
        programme = self.question.programme
        known = (
            f"{programme.store_name}, version {programme.store_version}",
            f"as at {self.as_at}",
            self.selection,
            f"CEP Monitor {product_version()}",
        )
        return " · ".join(known)

    @property
    def foot(self) -> str:
        """The line at the foot of every page: where the figures come from, and the command that remakes them."""
        whole = f"{self.origin} · {self.command}"
        return whole if len(whole) <= LONGEST_FOOT else f"{self.origin} · {ON_THE_LAST_PAGE}"

    @property
    def command(self) -> str:
        """The command that remakes this paper from the same store; the date is always said."""
        return command(self.question, "board-pack", "-o", self.file_name(self.form), more=self.choice.pairs())

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Everything that was asked as keys and values: filters with their date, partnership, choice."""
        return [*asked_pairs(self.question), *self.choice.pairs()]

    def file_name(self, form: str) -> str:
        """The name of the file in one form."""
        return f"board-paper-{self.question.filters.on(self.question.programme):%Y-%m-%d}.{form}"


def definition(rendered: Rendered) -> Defined:
    """Return the indicator behind a figure."""
    return DEFINED[rendered.chart.indicator]
