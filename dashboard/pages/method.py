"""Method: how every number is made, and where every fact comes from."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import pandas as pd

from dashboard import release, words
from dashboard.cache import cached
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.components.table import static_table
from dashboard.components.tile import tile_number
from dashboard.glossary import TERMS
from dashboard.indicators import INDICATORS, all_values
from dashboard.indicators.coverage import need
from dashboard.indicators.definitions import CHANGES
from dashboard.method import ADDED, RULES, SOURCES
from dashboard.pages.page import Page
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import RECORD_KINDS
from geo.lookups import read_income, read_population
from geo.names import LEVELS


def answer(question: Question) -> str:
    """Say what the page holds."""
    return (
        f"{words.count_of(len(INDICATORS), 'indicator')}, each with one definition; the values are those of "
        f"{question.day} with the filters above."
    )


def beneath(question: Question) -> Sequence[Element]:
    """Return what these figures are, indicators, terms, how definitions changed, the rules, and the sources."""
    sources = [*_sources(), *_added(question.programme)]
    return [
        html.Section(
            [html.H2(release.ABOUT), _definitions(release.about())], className="chart-card size-full"
        ),
        html.Section([html.H2("Indicators"), indicator_table(question)], className="chart-card size-full"),
        html.Section([html.H2("Terms"), _terms()], className="chart-card size-full"),
        html.Section(
            [html.H2("How definitions changed"), _changes_of_definitions()], className="chart-card size-full"
        ),
        html.Section(
            [html.H2("Up to when records are complete"), _ends(question.programme)],
            className="chart-card size-full",
        ),
        html.Section([html.H2("Rules"), _definitions(RULES)], className="chart-card size-full"),
        html.Section([html.H2("Sources"), _definitions(sources)], className="chart-card size-full"),
    ]


def indicator_table(question: Question) -> Element:
    """Return every indicator with definition, value, rating rule and note."""
    rows = []
    for one, value in zip(INDICATORS, all_values(question), strict=True):
        number, unit = tile_number(one, value)
        name = html.Span(one.name, id=f"indicator-{one.key}")
        rows.append((one.number, name, one.definition, f"{number} {unit}", one.rule or "Unrated", value.note))
    frame = pd.DataFrame(rows, columns=["number", "name", "definition", "value", "rule", "note"])
    columns = {
        "name": "Indicator",
        "number": "No.",
        "definition": "Definition",
        "value": "Value",
        "rule": "Rating rule",
        "note": "Note",
    }
    return static_table(frame, columns=columns, caption=f"Indicators as at {question.day}")


@cached()
def _ends(programme: Programme) -> Element:
    """The last complete day of each kind of record: of real records, and of all where some are illustrative."""
    ends = programme.record_ends
    if ends.empty:
        return html.P("No records of partnerships are in this store yet.")
    kinds = list(RECORD_KINDS)
    order = ends["kind"].map(kinds.index)
    frame = ends.assign(
        kind=ends["kind"].map(RECORD_KINDS),
        of=ends["is_illustrative"].map({True: "All, illustrative ones among them", False: "Real ones alone"}),
    ).iloc[order.argsort(kind="stable")]
    columns = {"kind": "Kind of record", "complete_to": "Complete to", "of": "Which", "source": "By"}
    return static_table(frame, columns=columns, caption="A later question is answered as at these days")


def _sources() -> list[tuple[str, str]]:
    return [(source.short, source.said) for source in SOURCES.values()]


@cached()
def _added(programme: Programme) -> list[tuple[str, str]]:
    """Boundaries and statistics that were added to this store, each with where it comes from."""
    sets = programme.boundary_sets[programme.boundary_sets["file_name"].notna()]
    columns = sets[["level", "vintage", "features", "attribution", "file_name"]]
    drawn = [
        (
            f"Boundaries of {LEVELS[level].many}, {vintage}",
            f"{words.count_of(features, 'area')} from {file}. {line}",
        )
        for level, vintage, features, line, file in columns.itertuples(index=False, name=None)
    ]
    rows = programme.area_statistics[["measure", "reference_date", "source"]].drop_duplicates()
    shipped = pd.MultiIndex.from_frame(
        pd.concat([read_population(), read_income()])[rows.columns].drop_duplicates()
    )
    added = rows[~pd.MultiIndex.from_frame(rows).isin(shipped)].sort_values(["measure", "reference_date"])
    return drawn + [
        (f"{need.measure_of(programme, measure).label}, {words.day(on)}", words.sentences(str(source), ADDED))
        for measure, on, source in added.itertuples(index=False, name=None)
    ]


@cache
def _changes_of_definitions() -> Element:
    names = {one.key: one.name for one in INDICATORS}
    frame = pd.DataFrame(
        {
            "version": [str(one.version) for one in CHANGES],
            "on": [words.day(one.on) for one in CHANGES],
            "indicators": [words.listing([names[key] for key in one.indicators]) or "All" for one in CHANGES],
            "what": [one.what for one in CHANGES],
        }
    )
    columns = {"version": "Version", "on": "From", "indicators": "Indicator", "what": "What changed"}
    return static_table(frame, columns=columns, caption="Changes of definitions, the newest first")


@cache
def _terms() -> Element:
    """The words of the field, each where a link or a search finds it."""
    return html.Dl(
        [
            part
            for term in TERMS
            for part in (
                html.Dt(
                    f"{term.name} ({words.listing(term.others)})" if term.others else term.name,
                    id=term.anchor,
                ),
                html.Dd(term.meaning),
            )
        ],
        className="definitions",
    )


def _definitions(pairs: Sequence[tuple[str, str]]) -> Element:
    return html.Dl(
        [part for term, text in pairs for part in (html.Dt(term), html.Dd(text))], className="definitions"
    )


PAGE: Final = Page(
    path="/method",
    name="Method",
    question="How is every number made, and where does it come from?",
    answer=answer,
    follows_place=False,
    counts=False,
    charts=(("held-of-published", "full"), ("evidence-grades", "full")),
    beneath=beneath,
)
