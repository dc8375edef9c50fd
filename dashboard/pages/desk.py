"""The desk of the Attention page: calls by reason at the left, the calls with their states, and what can be done."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dashboard import words
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.filters import Filters
from dashboard.indicators.attention import desk
from dashboard.indicators.attention.desk import Call, Desk, Reasoned
from dashboard.indicators.attention.reasons import REASONS, WEIGHTS
from dashboard.people import Right, who_asks
from dashboard.question import Question, query_of
from data.taxonomy import CALL_STATES

MOST: Final = 10
"""Partnerships on the desk at once: as calls are made, others take their place; the table below lists all."""
TO_CALL: Final = "to call"
DOING: Final = (("called", "Called"), ("waiting", "Wait until …"), ("settled", "Settled"))


def desk_of(question: Question) -> list[Element]:
    """Return the desk; nothing where nothing is known of meetings, members or returns."""
    if question.visible.meetings.empty and question.visible.returns.empty:
        return []
    counted = desk.counts(question)
    calls = [_call(call, question) for call in desk.first_calls(question, MOST)]
    title = html.H2(_heading(counted, question.filters), id="desk-title", tabIndex="-1")
    listed = (
        html.Ul(calls, className="calls") if calls else html.P(_nobody(question), className="card-message")
    )
    told = html.P(_told(counted, question), className="hint")
    groups = [html.H2("By reason"), html.Ul(list(_groups(counted, question.filters)))]
    parts = [
        html.Nav(groups, className="desk-groups", aria_label="Calls by reason"),
        html.Section(
            [title, told, _last_visit(question), listed, *_more(len(calls))],
            aria_labelledby="desk-title",
        ),
    ]
    return [html.still(html.Div(parts, className="desk"))]


def _groups(counted: Desk, filters: Filters) -> Iterator[Element]:
    """A link for all that is open, for each reason, and for each state that is not open."""
    none = replace(filters, reason=(), call=())
    yield _group("All open", counted.open, none, is_here=not filters.reason and not filters.call)
    for reason in REASONS:
        is_here = filters.reason == (reason.key,) and not filters.call
        yield _group(
            reason.label, counted.by_reason[reason.key], replace(none, reason=(reason.key,)), is_here=is_here
        )
    for state, number in counted.by_state.items():
        label = "Waiting until a day" if state == "waiting" else CALL_STATES[state]
        yield _group(label, number, replace(none, call=(state,)), is_here=filters.call == (state,))


def _group(label: str, number: int, chosen: Filters, *, is_here: bool) -> Element:
    parts = [html.Span(label), html.Span(words.number(number), className="desk-number")]
    return html.Li(html.link(parts, query_of(chosen) or "?", aria_current="true" if is_here else None))


def _heading(counted: Desk, filters: Filters) -> str:
    """How many there are of what is shown: "14 to call", "3 waiting", "6 to call: return late"."""
    state = _state(filters)
    if not filters.reason and len(filters.call) < 2:  # noqa: PLR2004 - one state, or none asked for
        number = sum(counted.by_state.get(one, 0) for one in filters.call) if filters.call else counted.open
        return f"{words.number(number)} {state}"
    reasons = words.listing([reason.label.lower() for reason in REASONS if reason.key in filters.reason])
    if len(filters.reason) == 1 and not filters.call:
        return f"{words.number(counted.by_reason[filters.reason[0]])} {state}: {reasons}"
    return f"{words.capital(state)}: {reasons}" if reasons else words.capital(state)


def _state(filters: Filters) -> str:
    named = [TO_CALL if one == "open" else CALL_STATES[one].lower() for one in filters.call]
    return words.listing(named or [TO_CALL], conjunction="or")


def _told(counted: Desk, question: Question) -> str:
    worse = words.count_of(counted.worse, "partnership") if counted.worse else "No partnership"
    order = "First what a call can settle, then most open reasons, then the longest"
    return words.sentences(order, f"{worse} got worse since {words.day(desk.back_to(question))}")


def _last_visit(question: Question) -> Element:
    """The way to what got worse since this browser was last here, which it alone knows: assets/00-components.js."""
    until = question.programme.as_at.isoformat()
    return html.P(html.LastVisit(until=until, on=question.on.date().isoformat()), className="last-visit")


def _nobody(question: Question) -> str:
    return f"Nobody is {_state(question.filters)}{question.where} on {question.day}."


def _more(shown: int) -> list[Element]:
    if shown < MOST:
        return []
    return [html.P(html.link("All of them are in the list below", "#card-attention"), className="hint")]


def _call(call: Call, question: Question) -> Element:
    """One partnership: its reasons, who can act, what helps, and what can be written down."""
    address = f"/partnerships/{call.partnership}{question.query}"
    new = f"new since {words.day(desk.back_to(question))}"
    facts = html.P(" · ".join(call.facts), className="call-facts")
    return html.Li(
        [
            html.Div([html.H3(html.link(call.name, address)), facts]),
            html.Ul(
                [_reason(call, reason, address, new) for reason in call.reasons], className="call-reasons"
            ),
            html.Div(list(_doing(call)), className="call-doing"),
        ],
        className="call",
    )


def _reason(call: Call, reason: Reasoned, address: str, new: str) -> Element:
    """A reason leads to where it stands in the profile; below it how long and how far, and the way back."""
    link = html.link(reason.why, f"{address}#{reason.anchor}")
    if reason.state == "open":
        mark = [html.Span(new, className="call-new"), " "] if reason.is_new else []
        told = f"{words.count_of(reason.days, 'day')} · {WEIGHTS[reason.weight].lower()}"
        return html.Li([link, html.P([*mark, told], className="call-state")])
    note = f": “{reason.note}”" if reason.note else ""
    undo = html.Button(
        "Undo",
        type="button",
        className="linkish",
        data_does="unwrite",
        data_key=f"{call.partnership};{reason.key}",
        aria_label=f"Undo: {call.name}, {reason.label}",
    )
    back = [undo] if who_asks().may(Right.NOTE) else []
    said = html.P([f"{words.capital(reason.said)}{note} ", *back], className="call-state")
    return html.Li([link, said], className="is-done")


def _doing(call: Call) -> Iterator[Element]:
    """Who can act, what helps, and the buttons by which a call is written down, for the reasons that are open."""
    if not call.open:
        return
    helps = words.listing([one.lower() for one in call.helps])
    link = html.link(helps, "#card-support-by-type")
    yield html.P(["Who can act: ", words.listing(list(call.actors))], className="call-state")
    yield html.P(["What helps: ", link], className="call-state")
    if not who_asks().may(Right.NOTE):
        return
    buttons = [
        html.Button(
            label,
            type="button",
            className="quiet",
            data_does="write",
            data_state=state,
            aria_label=f"{label}: {call.name}",
        )
        for state, label in DOING
    ]
    yield html.Div(
        buttons,
        className="call-write",
        data_partnership=call.partnership,
        data_named=call.name,
        data_reasons=";".join(f"{reason.key}:{reason.label}" for reason in call.open),
    )
