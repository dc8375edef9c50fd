"""Data: what the store holds, whether it can be relied on, and how returns get into it."""

from collections.abc import Sequence
from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.returns import everywhere
from dashboard.components import html, ids
from dashboard.components.html import Element
from dashboard.components.table import static_table
from dashboard.exports.forms import STORE_FORMS
from dashboard.figures.plain import rows
from dashboard.indicators.returns import quality
from dashboard.indicators.shared.happened import known_by
from dashboard.indicators.shared.values import reason_not_published
from dashboard.pages.page import Page
from dashboard.people import Person, Right, who_asks
from dashboard.question import Question

FORMS: Final = {
    "xlsx": "Excel workbook",
    "ods": "OpenDocument workbook",
    "zip": "CSV files, described for programs (CSVW, data package)",
}

PARTS: Final = (
    (
        Right.LOAD,
        "lists",
        "Load a list of partnerships",
        "A spreadsheet with one row a partnership, as it is kept: you say what its columns and words mean, "
        "once; what is personal is never stored. You see what would change before anything is written.",
    ),
    (
        Right.ADMINISTER,
        "added",
        "Add statistics and boundaries",
        "A table that a public body publishes, of deprivation or of schools; or boundaries that maps are then "
        "drawn from. You see what was understood and what would change before anything is written.",
    ),
    (
        Right.LOAD,
        "packs",
        "Papers and mails by themselves",
        "A paper that is made every quarter, month or week, or after a load, and a mail of what got worse: written "
        "to a folder and mailed, by the command cep packs run --due.",
    ),
    (
        Right.LOAD,
        "organisations",
        "Organisations that are one",
        "Where one organisation is in the store twice: what names the second names the first from then on. You see "
        "what would change before anything is written.",
    ),
)
"""Sections for files of one kind, each with the right that it takes, its name, its title and what it says."""


def answer(question: Question) -> str:
    """Say how much there is, how much of it is real, and what the rules find."""
    held = quality.holdings(everywhere(question))
    rows, real = int(held["rows"].sum()), int(held["real"].sum())
    errors, warnings = quality.count(question)
    found = words.listing([words.count_of(errors, "error"), words.count_of(warnings, "warning")])
    store = f"“{question.programme.store_name}”, version {words.number(question.programme.store_version)}"
    holds = f"Of {store}, you see" if question.whose else f"{store}, holds"
    return (
        f"{holds} {words.count_of(rows, 'row')}, of which {words.number(real)} are real and "
        f"{words.number(rows - real)} illustrative; the rules of quality find "
        f"{found}{question.where}."
    )


def desk(question: Question) -> Sequence[Element]:  # noqa: ARG001
    """Return the section in which files are sent, checked and loaded; assets/25-intake.js fills it."""
    title, says = _intake(who_asks())
    return [
        html.Section(
            [
                html.H2(title, id="intake-title"),
                html.P(says, className="card-subtitle"),
                html.Div(
                    id=ids.DESK, className="intake-desk" if who_asks().may(Right.HAND_IN) else "template-desk"
                ),
            ],
            className="chart-card intake",
            id="intake",
            aria_labelledby="intake-title",
        )
    ]


def _intake(person: Person) -> tuple[str, str]:
    """What the section of returns is called, and what somebody can do there."""
    sent = (
        "Send a filled-in template, or any workbook or CSV with its sheets. You see what is wrong in which cell and "
        "what would change;"
    )
    if person.may(Right.LOAD):
        return "Load returns", f"{sent} then you load it in one step, and can take it back."
    if person.may(Right.HAND_IN):
        return "Hand in returns", (
            f"{sent} then you hand it in as the return of your bridge for a quarter. Its rows count once somebody else "
            "accepts it."
        )
    return "Templates of returns", "A blank workbook, or one filled with what the store knows."


def beneath(question: Question) -> Sequence[Element]:
    """Return what else whoever asks may load, what was loaded before, and the ways to take everything away."""
    return [
        *(_part(name, title, says) for right, name, title, says in PARTS if who_asks().may(right)),
        _events(question),
        _history(),
        _downloads(question),
    ]


def _part(name: str, title: str, says: str) -> Element:
    """A section for files of one kind, which assets/26-<name>.js fills."""
    return html.Section(
        [
            html.H2(title, id=f"{name}-title"),
            html.P(says, className="card-subtitle"),
            html.Div(id=f"{name}-desk"),
        ],
        className="chart-card size-full",
        id=name,
        aria_labelledby=f"{name}-title",
    )


def _events(question: Question) -> Element:
    """What happened to the programme, and the way to write it down; assets/50-notes.js asks for it."""
    events = known_by(question)
    may_write = who_asks().may(Right.LOAD)
    add = html.Button("Add an event", type="button", className="quiet table-more", data_does="event")
    columns = {"what": "What", "when": "When", "place": "Place", "source": "Source"}
    if may_write:
        columns["remove"] = "What you can do"
    table = static_table(
        DataFrame(
            {
                "what": events["what"],
                "when": [words.dated(*row) for row in rows(events, "held_on", "precision")],
                "place": events["place"],
                "source": events["source"],
                "remove": [_remove(*row) for row in rows(events, "event", "what")],
            }
        ),
        columns=columns,
        caption="Events",
    )
    return html.Section(
        [
            html.H2("Events"),
            html.P(
                "A launch, a funding round, a change of method: drawn on every chart over time, and listed there with "
                f"its source.{' Written down here, or with the sheet “events”.' * may_write}",
                className="card-subtitle",
            ),
            *([table] if len(events) else [html.P("No event is written down yet.")]),
            *([add] if may_write else []),
        ],
        className="chart-card size-full",
        id="events",
    )


def _remove(event: str, what: str) -> Element:
    return html.Button(
        "Remove",
        type="button",
        className="linkish",
        data_does="unevent",
        data_key=event,
        aria_label=f"Remove the event {what}",
    )


def _history() -> Element:
    """The section in which assets/26-history.js lists every batch."""
    return html.Section(
        [
            html.H2("What was loaded"),
            html.P(
                "Every loading is one batch: which files, when, how many rows. Undoing restores the state before, "
                "unless later changes stand on it.",
                className="card-subtitle",
            ),
            html.Div(id=ids.HISTORY),
            # Made anew, it has desk and list filled where they are empty.
            html.Store(id=ids.DESK_OPEN, data=True),
        ],
        className="chart-card size-full",
    )


def _downloads(question: Question) -> Element:
    """The section with the links; with filters there are two of each."""
    chosen = (
        [("What the filters show", question.query)]
        if question.query and not reason_not_published(question)
        else []
    )
    return html.Section(
        [
            html.H2("Take the data away", id="downloads-title"),
            html.P(
                "One table a sheet, with every row and whether it is illustrative. Both workbooks, and the CSV files, "
                "can be loaded again as they are.",
                className="card-subtitle",
            ),
            *(_line(label, query) for label, query in [("The whole store", ""), *chosen]),
        ],
        className="chart-card size-full",
        id="downloads",
        aria_labelledby="downloads-title",
    )


def _line(label: str, query: str) -> Element:
    links = [
        html.Li(
            html.A(
                FORMS[form],
                href=f"/export/store.{form}{query}",
                download="",
                aria_label=f"{FORMS[form]}: {label.lower()}",
            )
        )
        for form in STORE_FORMS
    ]
    return html.Div([html.H3(label, className="h6"), html.Ul(links)])


PAGE: Final = Page(
    path="/data",
    name="Data",
    question="What is in the store, and can it be relied on?",
    answer=answer,
    indicators=("returns",),
    controls=desk,
    beneath=beneath,
    follows_place=False,
    charts=(
        ("quality-by-rule", "half"),
        ("completeness-by-field", "half"),
        ("returns-by-quarter", "full"),
        ("quality-findings", "full"),
        ("quality-by-partnership", "full"),
        ("store-holdings", "full"),
        ("held-of-published", "full"),
        ("evidence-grades", "full"),
    ),
)
