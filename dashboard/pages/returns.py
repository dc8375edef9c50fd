"""Returns: which are missing, what waits for a decision, and what to ask the bridges for."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from pandas import DataFrame

from dashboard import words
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.indicators.returns import expected
from dashboard.pages.page import Page
from dashboard.question import Question
from data.taxonomy import RETURN_STATES

DECIDED: Final = 10
"""Decisions that the page shows; the log of imports has every one."""
MOST_NAMED: Final = 60
"""Partnerships that a request names."""


def answer(question: Question) -> str:
    """Say how many returns are accepted, how many wait, and who is latest."""
    table = expected.by_bridge(question)
    total, late, accepted = (int(table[key].sum()) for key in ("total", "late", "accepted"))
    if not total:
        return f"No return is expected{question.where}."
    waits = len(_waiting(question))
    decision = f"{words.count_of(waits, 'return')} handed in {words.agree(waits, 'waits')} for a decision"
    missing = f"{words.number(late)} {words.agree(late, 'is')} late" if late else "none is late"
    quarters = words.count_of(table["period_end"].nunique(), "quarter")
    return words.sentences(
        f"Of the returns of {quarters} up to {question.day}{question.where}, "
        f"{words.of(accepted, total)} {words.agree(accepted, 'is')} accepted and {missing}",
        decision if waits else "Nothing waits for a decision",
    )


def desk(question: Question) -> Sequence[Element]:
    """Return what waits for a decision, what was decided last, and the requests for what is missing."""
    waiting, decided = _waiting(question), _decided(question)
    listed: list[Element] = (
        [html.Ul([_handed_in(row, question) for row in waiting], className="returns-waiting")]
        if waiting
        else [html.P("Nothing waits for a decision.", className="card-message")]
    )
    hand_in = html.link("the page Data", "/data")
    parts = [
        html.H2("Waiting for a decision", id="desk-title", tabIndex="-1"),
        html.P(
            ["Returns are handed in on ", hand_in, "; their rows count once a second person accepts them."],
            className="card-subtitle",
        ),
        *listed,
        *_folded("Decided last", [_handed_in(row, question) for row in decided]),
        *_folded("Ask for what is missing", list(_requests(question))),
    ]
    return [
        html.still(html.Section(parts, className="chart-card returns-desk", aria_labelledby="desk-title"))
    ]


def _folded(title: str, rows: list[Element]) -> list[Element]:
    if not rows:
        return []
    return [html.Details([html.Summary(title), html.Ul(rows, className="returns-waiting")])]


def _reviews(question: Question) -> list[dict[str, Any]]:
    """The returns handed in, the newest first; only those of the bridges that are filtered for."""
    frame = question.programme.return_reviews
    if question.filters.bridge:
        frame = frame[frame["bridge"].isin(question.filters.bridge)]
    newest: Any = frame.sort_values("number", ascending=False).to_dict("records")
    return list(newest)


def _waiting(question: Question) -> list[dict[str, Any]]:
    return [row for row in _reviews(question) if row["state"] in expected.WAITING]


def _decided(question: Question) -> list[dict[str, Any]]:
    return [row for row in _reviews(question) if row["state"] not in expected.WAITING][:DECIDED]


def _handed_in(row: dict[str, Any], question: Question) -> Element:
    """One return: whose, of which quarter, who sent it and when, how it stands, and the way to its difference."""
    number, state = int(row["number"]), RETURN_STATES[row["state"]]
    programme = question.programme
    about = int((programme.return_partnerships["number"] == row["number"]).sum())
    name = f"{_bridge(row['bridge'], question)}, quarter to {words.day(row['period_end'])}"
    facts = [
        f"Return {number}",
        f"{words.count_of(about, 'partnership')} in {row['title']}",
        f"handed in by {row['sender']} on {words.day(row['handed_in_on'])}",
    ]
    stands = f"{state} by {row['who']} on {words.day(row['state_on'])}"
    said = [f"“{row[key]}”" for key in ("note", "comment") if isinstance(row[key], str)]
    button = html.Button(
        "Look at it",
        type="button",
        className="quiet",
        data_does="review",
        data_number=str(number),
        data_named=name,
        aria_label=f"Look at return {number}: {name}",
    )
    return html.Li(
        [
            html.Div([html.H3(name), html.P(" · ".join(facts), className="hint")]),
            html.P(" ".join([f"{stands}.", *said]), className=f"return-state is-{row['state']}"),
            button,
        ]
    )


def _requests(question: Question) -> Iterator[Element]:
    """For each bridge of which returns are late or went back, the way to a text to send it, most of them first."""
    for bridge, size in _missing(question)["bridge"].value_counts(sort=True).items():
        yield html.Li(
            [
                html.H3(f"{bridge}: {words.count_of(int(size), 'return')}"),
                html.Button(
                    "Show the request",
                    type="button",
                    className="quiet",
                    data_does="request",
                    data_bridge=str(bridge),
                    aria_label=f"Show the request to {bridge}",
                ),
            ]
        )


def _missing(question: Question) -> DataFrame:
    frame = expected.outstanding(question)
    return frame[frame["state"].isin(["late", "returned"])]


def request_text(question: Question, bridge: str) -> str:
    """Return a request to a bridge (its name) for what is late or went back: who, which quarters, since when; line by
    line. Nothing where nothing is.
    """
    missing = _missing(question)
    rows = missing[missing["bridge"] == bridge]
    if rows.empty:
        return ""
    lines = [
        f"Dear colleagues at {bridge},",
        "",
        "these quarterly returns have not come, or went back to you:",
    ]
    for day, of_quarter in sorted(rows.groupby("period_end"), reverse=True):
        due = words.day(of_quarter["due_on"].min())
        names = words.listing(of_quarter["name"].tolist(), most=MOST_NAMED)
        lines.append(f"- quarter to {words.day(day)} (due {due}): {names}")
    return "\n".join([*lines, "", "Please send them, or tell us what is in the way. Thank you."])


def _bridge(key: str, question: Question) -> str:
    """The name of a bridge; its key where the store does not know it."""
    return str(question.known["bridge"].get(key, key))


PAGE: Final = Page(
    path="/returns",
    name="Returns",
    question="Which returns are missing, and what waits for a decision?",
    answer=answer,
    indicators=("returns",),
    links=desk,
    charts=(("returns-by-bridge", "full"), ("returns-outstanding", "full")),
    counts=False,
)
