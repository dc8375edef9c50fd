"""What a profile opens with: whether it needs a call and why, its table as seats, what is next and what was last."""

from collections.abc import Sequence
from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.indicators.attention import attention, calls
from dashboard.indicators.attention.reasons import REASONS
from dashboard.indicators.levers import led_to
from dashboard.indicators.profile import opening
from dashboard.indicators.profile.opening import Seat
from dashboard.indicators.profile.profile import Profile, profile
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.complete import as_complete, end_said
from dashboard.indicators.shared.illustrative import is_labelled, share_of
from dashboard.question import Question
from data.taxonomy import CORE_GROUPS, LIVE_STATUSES, STATUSES

ILLUSTRATIVE: Final = "Illustrative data"
STATES: Final = {
    "missing": "nobody",
    "absent": "nobody",
    "by_design": "sits on some by design",
    "unknown": "not known",
    "ended": "has ended",
}
"""What is written on a seat without anybody, by its state."""
NAMED: Final = 2
"""Organisations that a seat names; the list of members names all."""
RECORDED: Final = {
    "meetings": "held_on",
    "actions": "agreed_on",
    "support": "support_on",
    "returns": "period_end",
}
"""Records without any of which nobody can tell whether a call is needed, with their days."""
KINDS: Final = {"meetings": "meeting", "support": "support by its bridge", "returns": "return received"}


def mark(generated: bool) -> list[Element | str]:
    """Return the word that tells illustrative rows from published ones, where there are any."""
    return [" ", html.Span(ILLUSTRATIVE, className="mark-illustrative")] if generated else []


def call(question: Question) -> Element:
    """Return why it needs a call, each reason leading to the rows that make it; or that it needs none, or that nobody
    can tell.
    """
    reasons = attention.of_one(question)
    if reasons.empty:
        return html.P(_no_call(question), className="why-call")
    made_up = is_labelled(share_of(question, tuple(dict.fromkeys(reasons["record"]))))
    is_open = reasons["said"] == ""
    named = [("Needs a call: ", reasons[is_open]), (" Called about: ", reasons[~is_open])]
    if not is_open.any():
        named = [("No call left to make: ", reasons)]
    told = [part for preface, some in named if len(some) for part in _reasons(preface, some)]
    late = end_said(question, calls.WEIGHED)
    return html.P(
        [*told, *mark(made_up), *([f" {late}."] if late else [])],
        className="why-call",
    )


def _reasons(preface: str, reasons: DataFrame) -> list[Element | str]:
    """Some reasons in a row, each a way to the rows that make it, and after it how far it is."""
    parts: list[Element | str] = [html.Strong(preface)]
    for why, said, anchor in reasons[["why", "said", "anchor"]].itertuples(index=False, name=None):
        parts += [
            html.A(f"{why[:1].lower()}{why[1:]}", href=f"#{anchor}"),
            f"{f' ({said})' if said else ''}; ",
        ]
    return [*parts[:-1], f"{str(parts[-1]).removesuffix('; ')}."]


def _no_call(question: Question) -> str:
    standing = selection.everyone(question.visible, question.on)
    row = standing.loc[standing["partnership"] == question.partnership].iloc[0]
    if row["status"] in STATUSES and row["status"] not in LIVE_STATUSES:
        return f"No call to make: it is {STATUSES[row['status']].lower()}."
    if not any(_has_any(question, record, day) for record, day in RECORDED.items()):
        return "Whether it needs a call is not known: nothing of its meetings, members or work is on record."
    return f"Needs no call on {question.day}: none of the {len(REASONS)} reasons holds of what is on record."


def _has_any(question: Question, record: str, day: str) -> bool:
    rows = getattr(question.visible, record)
    return bool(((rows["partnership"] == question.partnership) & (rows[day] <= question.on)).any())


def cards(question: Question, found: Profile) -> Sequence[Element]:
    """Return its table as seats, what is due, and what was last."""
    dates = opening.dates(question, found)
    return [_table(question, found), _next(dates), _last(question, found)]


def _table(question: Question, found: Profile) -> Element:
    asked = as_complete(question, ["memberships"])
    found = found if asked is question else profile(asked)
    seats = opening.seats(asked, found)
    now = found.members[found.members["is_current"].astype(bool)]
    shown = [one for one in seats if one.state != "by_design"]
    elsewhere = [one.label for one in seats if one.state == "by_design"]
    rest = (
        f"Sit on some tables by design, and not on this one: {words.listing(elsewhere)}." if elsewhere else ""
    )
    return html.Section(
        [
            html.H2([headline(seats), *mark(bool(now["is_illustrative"].any()))]),
            html.P(_who(asked, len(now)), className="card-subtitle"),
            html.Ul([_seat(one) for one in shown], className="seats"),
            html.P(
                [f"{rest} " if rest else "", html.A("Who, and since when", href="#members")],
                className="card-source",
            ),
        ],
        className="chart-card size-full",
        id="seats",
    )


def headline(seats: Sequence[Seat]) -> str:
    """Return what the seats say: how many core groups are there, and which are not."""
    if all(one.state == "ended" or one.group not in CORE_GROUPS for one in seats):
        return "It has ended; nobody is expected at its table"
    missing = opening.missing_groups(list(seats))
    there = {one.group for one in seats if one.state == "there"} & set(CORE_GROUPS)
    if any(one.state == "unknown" for one in seats):
        named = words.listing([CORE_GROUPS[group] for group in CORE_GROUPS if group in there])
        return (
            f"Pages name somebody from {named.lower()}; the rest is not known"
            if there
            else "Who sits at the table is not known"
        )
    gone = f"; nobody from {words.listing(missing, conjunction='or')}" if missing else ""
    return f"{words.of(len(there), len(CORE_GROUPS))} core groups at the table{gone}"


def _who(question: Question, number: int) -> str:
    return f"{words.capital(words.count_of(number, 'organisation'))} known at the table on {question.day}"


def _seat(one: Seat) -> Element:
    """One seat: the sector, and who sits there, or why nobody does."""
    said = words.number(len(one.names)) if one.state == "there" else STATES[one.state]
    named = words.listing(one.names, most=NAMED)
    note = f"a later page names {named}" if named and one.state != "there" else named
    return html.Li(
        [
            html.Span(one.label),
            html.Strong(said),
            *([html.Span(note, className="seat-names", title=note)] if note else []),
        ],
        className=f"seat is-{one.state.replace('_', '-')}",
    )


def _next(dates: DataFrame) -> Element:
    """What comes next, and under it what should have come."""
    ahead, behind = (dates[dates["is_behind"].astype(bool) == flag] for flag in (False, True))
    nothing = html.P("Nothing is known to be due.", className="card-subtitle")
    late = [html.H3("Behind"), _due(behind)] if len(behind) else []
    made_up = bool(dates["is_illustrative"].any())
    content = [_due(ahead)] if len(ahead) else [nothing]
    return html.Section(
        [html.H2(["Next", *mark(made_up)]), *content, *late], className="chart-card size-half", id="next"
    )


def _due(rows: DataFrame) -> Element:
    lines = [
        html.Li([html.Strong(when), " ", html.A(what, href=f"#{anchor}")])
        for when, what, anchor in rows[["when", "what", "anchor"]].itertuples(index=False, name=None)
    ]
    return html.Ul(lines, className="plain-list")


def _last(question: Question, found: Profile) -> Element:
    """The last activities, what they led to, and the last days on which anybody heard of it."""
    latest = opening.last_activities(found, led_to.chains(question.of_all, found.partnership))
    lines = [
        html.Li(
            [
                html.A(title, href="#activities"),
                f", {lever}, {words.day(start)}",
                *(
                    [html.Span(f"→ led to {words.first_of(then, most=1)}", className="led-to")]
                    if then
                    else []
                ),
            ]
        )
        for title, lever, start, then in latest[["title", "lever", "start_on", "led_to"]].itertuples(
            index=False, name=None
        )
    ]
    contacts = [f"{KINDS[kind]} {words.day(day)}" for kind, day in opening.last_contacts(question).items()]
    contact = [html.P(f"Last {words.listing(contacts)}.", className="card-source")] if contacts else []
    content = (
        html.Ul(lines, className="plain-list")
        if lines
        else html.P("No activity is on record.", className="card-subtitle")
    )
    made_up = bool(latest["is_illustrative"].any())
    return html.Section(
        [html.H2(["Last", *mark(made_up)]), content, *contact], className="chart-card size-half", id="last"
    )
