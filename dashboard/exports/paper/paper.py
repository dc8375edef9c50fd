"""A board paper before it is a file: words, answered charts, definitions, and the line that remakes it."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlencode

from dashboard import words
from dashboard.charts.chart import Rendered
from dashboard.charts.render import counting_rule_of_several, source_of, sources_of
from dashboard.exports.paper.choice import ASKS, CHART, Choice, asked_pairs, command
from dashboard.file_names import file_stem
from dashboard.indicators import DEFINED, Defined
from dashboard.method import RULES, SOURCES, Source
from dashboard.question import Question
from dashboard.settings import product_version, server_address

DECISION, INFORMATION = ASKS
LONGEST_ADDRESS: Final = 600


@dataclass(frozen=True, slots=True, eq=False)
class Figure(Rendered):
    """An answered chart as a figure of a paper: numbered, with what is said of it there.

    `named` is how an address names it, `own` are its filters in words where they are not the paper's, `commentary` what
    the author and others say of it, a line a paragraph; `sheet` is the worksheet with all its rows in the workbook
    that goes with the paper.
    """

    number: int = 0
    named: str = ""
    own: str = ""
    commentary: tuple[str, ...] = ()
    sheet: str = ""

    @classmethod
    def of(cls, answered: Rendered, *, number: int, **more: Any) -> Self:  # noqa: ANN401 - the fields of a figure
        """Return an answered chart as a figure."""
        parts = {one.name: getattr(answered, one.name) for one in fields(Rendered)}
        return cls(**parts, number=number, **more)

    @property
    def caption(self) -> str:
        """What stands at the figure: its question, and its own filters where these are not the paper's."""
        own = f" ({self.own})" if self.own else ""
        return f"{self.chart.question}{own}"


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """Everything a board paper says, in reading order; Word, PowerPoint, PDF and the preview only lay it out.

    One page stands alone: title, for whom, what is asked, the answer, the findings, recommendations, and the first
    figure where it is a picture. Then come the other figures, the next steps, and one page of method. What the author
    left out is empty, but for title, purpose and summary, which come from the data unless the author wants none.
    """

    question: Question
    choice: Choice
    title: str
    purpose: str
    summary: tuple[str, ...]
    figures: tuple[Figure, ...]
    form: str = "docx"
    """The ending of the file that it becomes; the command that remakes it names the same."""
    template: Path | None = None
    """The template that the file takes; None for ours."""

    @property
    def answer(self) -> str:
        """The answer in a sentence: the first line of the summary."""
        return self.summary[0] if self.summary else ""

    @property
    def findings(self) -> tuple[str, ...]:
        """The other lines of the summary, five at most."""
        return self.summary[1:]

    @property
    def recommendations(self) -> tuple[str, ...]:
        """What the author recommends, in the order of its numbers."""
        return self.choice.recommendation

    @property
    def next_steps(self) -> tuple[str, ...]:
        """What happens next, as the author says it."""
        return self.choice.next_step

    @property
    def meeting(self) -> str:
        """The meeting and its day: "Board of Trustees, 12 May 2020"; or either of them, or nothing."""
        on = words.day(self.choice.meeting_on) if self.choice.meeting_on else ""
        return ", ".join(part for part in (self.choice.meeting, on) if part)

    @property
    def asks(self) -> str:
        """Whether the paper is for decision or for information: as its author says, else by its recommendations."""
        return self.choice.ask or (DECISION if self.recommendations else INFORMATION)

    @property
    def asked(self) -> tuple[str, str]:
        """What the paper asks of its readers: "For decision", and what is to be decided."""
        count = len(self.recommendations)
        between = "and" if count == 2 else "to"  # noqa: PLR2004 - two are not a row
        named = "the recommendation below" if count == 1 else f"recommendations 1 {between} {count}"
        if self.asks == DECISION:
            return (
                "For decision",
                f"Agree {named}." if count else "A decision is asked; its purpose says which.",
            )
        return "For information", f"No decision is asked{f'; {named} are to be noted' if count > 1 else ''}."

    @property
    def lead(self) -> Figure | None:
        """The figure of the first page: the first of all where it is a picture."""
        return next((one for one in self.figures[:1] if one.figure is not None), None)

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
    def store(self) -> str:
        """What the figures were read from: the store and its version, and the version of the product."""
        programme = self.question.programme
        return f"{programme.store_name}, version {programme.store_version}; CEP Monitor {product_version()}"

    @property
    def foot(self) -> str:
        """What the foot of every page says before its number."""
        return f"CEP Monitor, as at {self.as_at}"

    @property
    def address(self) -> str:
        """Where this paper is composed anew, if the address of a server is configured; else nothing.

        What is too long for a code that telephones read leaves out the author's words, if need be the charts too.
        """
        server, asked = server_address(), asked_pairs(self.question)
        charts = [(CHART, chart) for chart in self.choice.charts]
        wholes = (urlencode(some) for some in (self.pairs, [*asked, *charts], asked))
        short = next((one for one in wholes if len(one) <= LONGEST_ADDRESS), "")
        return f"{server}/paper?{short}" if server else ""

    @property
    def command(self) -> str:
        """The command that remakes this paper from the same store; the date is always said."""
        return command(self.question, "board-pack", "-o", self.file_name(self.form), more=self._chosen)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Everything that was asked as keys and values: filters with their date, partnership, choice."""
        return [*asked_pairs(self.question), *self._chosen]

    @property
    def _chosen(self) -> list[tuple[str, str]]:
        """The choice, with a template without its folder, which is nobody's business."""
        return [(key, Path(one).name if key == "template" else one) for key, one in self.choice.pairs()]

    def file_name(self, form: str) -> str:
        """The name of the file in one form."""
        stem = file_stem(self.question, "board-paper", about=self.question.partnership or "")
        return f"{stem}.{form}"


def definition(rendered: Rendered) -> Defined:
    """Return the indicator behind a figure."""
    return DEFINED[rendered.chart.indicator]
