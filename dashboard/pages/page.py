"""What a page is: a question, its answer in one sentence, tiles, then cards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, NamedTuple

from dashboard import words
from dashboard.charts.chart import Rendered
from dashboard.charts.leads import way_of
from dashboard.charts.render import CHARTS, render_or_explain
from dashboard.components import html, ids
from dashboard.components.card import card, changes, coming, extra
from dashboard.components.html import Element
from dashboard.components.tile import NO_NUMBER, Tile, tile, tile_said
from dashboard.indicators import INDICATORS, Indicator, Value
from dashboard.indicators.shared.complete import as_complete
from dashboard.indicators.shared.illustrative import COUNTED, MARK, marked, share_of
from dashboard.indicators.shared.values import reason_not_published, value_of
from dashboard.narrowed import Key
from dashboard.question import Question
from data.programme.visibility import ENGLAND

Size = Literal["full", "two-thirds", "half", "third"]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part of a long page, which the address can lead to: its heading, a block of its own, then its charts.

    Of its charts those in `switch` share the place of one card, each under the name that it has there; where they
    `differ`, and do not show the same in several ways, paper has all of them. Charts that say again what the block says
    are `folded` away under these words.
    """

    anchor: str
    heading: str
    block: Callable[[Question], Sequence[Element]] | None = None
    charts: tuple[tuple[str, Size], ...] = ()
    switch: Mapping[str, str] = field(default_factory=dict)
    differ: bool = False
    folded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """One page. `answer` is the sentence under the question; `beneath` are blocks of its own below the cards.

    A long one is made of `parts`, whose charts `charts` has in reading order.
    `heading` replaces the question where the page is about one thing; `links` stand under the answer and follow the
    filters, `controls` do not; `more_tiles` stand beside those of the indicator list. `name` is empty for a page that
    the navigation does not list. `is_found` says whether what the page is about exists, `published_first` whether its
    tiles say what is published before what illustrative rows would say, `follows_place` whether its question is asked
    of the place filtered for; `filters_of` gives the part of the address that asks for filters, where the rest is the
    page's own; `records` are the kinds of records that the answer rests on, as at the last day to which they are
    complete; `asked_of_bridge` is the question for whoever sees some bridges alone, where it is another; `counts` says
    whether the answer rests on which partnerships are counted. Cards that come `later` are
    asked for by themselves once the page is there; `keys` narrow what no chart of its own shows.
    """

    path: str
    name: str
    question: str
    answer: Callable[[Question], str]
    indicators: tuple[str, ...] = ()
    more_tiles: Callable[[Question], Sequence[tuple[Indicator, Value]]] = lambda _: ()
    charts: tuple[tuple[str, Size], ...] = ()
    later: frozenset[str] = frozenset()
    keys: Mapping[str, Key] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    beneath: Callable[[Question], Sequence[Element]] | None = None
    heading: Callable[[Question], str] | None = None
    links: Callable[[Question], Sequence[Element]] | None = None
    controls: Callable[[Question], Sequence[Element]] | None = None
    is_found: Callable[[Question], bool] = lambda _: True
    asked_of_bridge: str = ""
    published_first: bool = False
    follows_place: bool = True
    filters_of: Callable[[str], str] = lambda search: search
    records: tuple[str, ...] = ()
    counts: bool = True

    @property
    def rests_on(self) -> tuple[str, ...]:
        """What stands behind its answer: the statuses of those counted, and its records; nothing without a chart."""
        return (COUNTED, *self.records) if self.charts and self.counts else ()

    @property
    def narrows(self) -> Mapping[str, Key]:
        """The keys of the address that narrow the list that this page is; none on other pages."""
        shown = {name: key for chart, _ in self.charts for name, key in CHARTS[chart].narrows.items()}
        return {**shown, **self.keys}

    def cards(self, question: Question) -> tuple[tuple[str, Size], ...]:
        """The charts to show, with their sizes, in reading order; none where what the page is about does not exist."""
        return self.charts if self.is_found(question) else ()


def body(page: Page, question: Question) -> list[Element]:
    """Return the page's content: question, answer, tiles, cards, and what stands beneath."""
    shown = rendered(page, question)
    first = answer(page, question, shown)
    cards = {
        key: coming(render_or_explain(CHARTS[key], question), size=size)
        if key in page.later
        else card(shown[key], size=size)
        for key, size in page.cards(question)
    }
    parts = [_part(page, part, cards, question) for part in page.parts] if page.is_found(question) else []
    return [
        html.Div(
            [
                html.H1(first.title),
                html.P(first.sentence, className="answer"),
                html.P(first.mark, className="page-mark", hidden=not first.mark),
                *_block(page, question, ids.LINKS),
                *(page.controls(question) if page.controls else []),
                html.still(
                    html.Dl([tile(one) for one in first.tiles], className="tiles", hidden=not first.tiles)
                ),
            ],
            className="is-marked" if first.mark else None,
        ),
        html.Div(parts, id=ids.PARTS, className="parts", hidden=not parts),
        html.Div(
            [*({} if parts else cards).values(), *_block(page, question, ids.BENEATH)], className="cards"
        ),
    ]


def _part(page: Page, part: Part, cards: Mapping[str, Element], question: Question) -> Element:
    """One part: its heading, if it has one, and its block and cards side by side."""
    first = next(iter(part.switch), "")
    shown = [
        _switched(part, cards, size) if key == first else cards[key]
        for key, size in part.charts
        if key == first or key not in part.switch
    ]
    if part.folded:
        shown = [html.Details([html.Summary(part.folded), *shown], className="said-again size-full")]
    heading = [html.H2(part.heading, className="part-heading")] if part.heading else []
    beside = html.Div([*_block(page, question, part.anchor), *shown], className="cards")
    return html.Section([*heading, beside], className="part", id=part.anchor, aria_label=part.heading or None)


def _switched(part: Part, cards: Mapping[str, Element], size: Size) -> Element:
    """Cards in one place, of which the one is seen that the address names, else the first: see assets/20-cards.js."""
    first = next(iter(part.switch))
    ways = [
        html.A(name, href=f"#card-{key}", aria_current="true" if key == first else None)
        for key, name in part.switch.items()
    ]
    wide = f"size-{size}"
    shown = [
        html.Div(cards[key], className=wide if key == first else f"{wide} is-aside") for key in part.switch
    ]
    choice = words.listing([*part.switch.values()], conjunction="or").lower()
    named = html.Nav(ways, className="switch", aria_label=f"Show {choice}")
    kind = " all-on-paper" if part.differ else ""
    return html.Div([html.still(named), *shown], className=f"switched {wide}{kind}")


def arrived(page: Page, question: Question) -> dict[str, Any]:
    """Return what the browser needs beside the content of a page: of each card, by its key, its `extra`."""
    return {"cards": {key: extra(one) for key, one in rendered(page, question).items()}}


def changed(page: Page, question: Question) -> dict[str, Any]:
    """Return what a changed filter changes on the page: title, sentence and tiles, and of each card everything."""
    cards = rendered(page, question)
    return {
        **answer(page, question, cards)._asdict(),
        "cards": {key: {**changes(one), **extra(one)} for key, one in cards.items()},
    }


def _block(page: Page, question: Question, key: str) -> list[Element]:
    made = block(page, question, key)
    return [] if made is None else [html.Div(made, id=ids.part(ids.BLOCK, key))]


def block(page: Page, question: Question, key: str) -> list[Element] | None:
    """Return the elements of one of a page's own blocks; None where it has none of this key."""
    blocks = {
        ids.LINKS: page.links,
        ids.BENEATH: page.beneath,
        **{part.anchor: part.block for part in page.parts},
    }
    made = blocks.get(key)
    return list(made(question)) if made else None


def title(page: Page, question: Question) -> str:
    """Return the page's question, asked of the place that is filtered for: a bridge's own page reads as such."""
    if page.heading:
        return page.heading(question)
    asked = (question.whose and page.asked_of_bridge) or page.question
    if question.place == ENGLAND or not page.follows_place:
        return asked
    return f"{words.capital(question.place)}: {asked[0].lower()}{asked[1:]}"


ALL_ILLUSTRATIVE: Final = (
    "All figures here rest on illustrative data, wholly or in part: generated to show how the tool works, and "
    "published nowhere."
)
MARKED_ROWS: Final = (
    "Rows that rest on illustrative data are marked so in their last column: generated to show how the tool works, "
    "and published nowhere. What is not of returns, as places, regions and incomes, is published."
)
"""What a list says, whose rows hold both."""


class Answer(NamedTuple):
    """The question as the page asks it, the sentence that answers it, the tiles, and what is said once of all."""

    title: str
    sentence: str
    tiles: list[Tile]
    mark: str = ""


def answer(page: Page, question: Question, cards: Mapping[str, Rendered]) -> Answer:
    """Return the question, the answer sentence, the tiles, and whether these and all cards are illustrative."""
    asked = title(page, question)
    listed = {indicator.key: indicator for indicator in INDICATORS}
    if reason := "" if question.partnership else reason_not_published(question):
        return Answer(asked, reason, [])
    valued = published_first if page.published_first else value_of
    pairs = [(listed[key], valued(listed[key], question.of_all)) for key in page.indicators]
    tiles = [tile_said(*pair, way_of(pair[1], _asked(page, question, pair[1]))) for pair in pairs]
    tiles += [tile_said(*pair, way_of(pair[1], question.of_all)) for pair in page.more_tiles(question)]
    is_all = bool(cards) and all(one.illustrative for one in cards.values())
    is_all &= all(one["mark"] or one["number"] == NO_NUMBER for one in tiles)
    is_list = all(one.chart.draw is None for one in cards.values())
    of_all = MARKED_ROWS if is_list and not tiles else ALL_ILLUSTRATIVE
    return Answer(asked, said(page, question), tiles, of_all if is_all else "")


def said(page: Page, question: Question) -> str:
    """Return the answer, as at the last day to which its records are complete; marked where more than a tenth of what
    is behind it is illustrative.
    """
    sentence = _said(page, question)
    if question.accepted is question or sentence == _said(page, question.accepted):
        return sentence
    return words.prefaced(f"Provisional {words.PROVISIONAL}", sentence)


def _said(page: Page, question: Question) -> str:
    asked = as_complete(question, page.records)
    sentence = page.answer(asked)
    if MARK.lower() in sentence.lower() or not page.is_found(asked):
        return sentence
    about = asked if page.heading else asked.of_all
    return words.prefaced(marked("", share=share_of(about, page.rests_on)), sentence)


def _asked(page: Page, question: Question, value: Value) -> Question:
    """The question that an indicator of the page answers: what is published comes without illustrative rows."""
    is_told = page.published_first and value.illustrative_share == 0
    return question.of_all.published if is_told else question.of_all


def published_first(indicator: Indicator, question: Question) -> Value:
    """Return the value without illustrative rows; what it would be with them is the last sentence of its note."""
    shown = value_of(indicator, question)
    if shown.value is None or not shown.illustrative_share:
        return shown
    told = value_of(indicator, question.published)
    number = words.per_cent(shown.value) if indicator.unit.endswith("%") else words.plain(shown.value)
    return replace(told, note=words.sentences(told.note, f"{MARK}: {number} with generated rows counted too"))


def rendered(page: Page, question: Question) -> dict[str, Rendered]:
    """Return every chart of the page, answered, but for those that come later."""
    return {
        key: render_or_explain(CHARTS[key], question)
        for key, _ in page.cards(question)
        if key not in page.later
    }


def come_later(question: Question, key: str) -> dict[str, Any]:
    """Return what a card is told that comes later than its page."""
    one = render_or_explain(CHARTS[key], question)
    return {**changes(one), **extra(one)}
