"""One partnership: everything the store knows about it."""

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component
from pandas import DataFrame

from dashboard import words
from dashboard.asked import Asked
from dashboard.components.link import link
from dashboard.components.table import static_table, worded
from dashboard.indicators import partnerships
from dashboard.indicators.partnerships import Profile, UnknownPartnership
from dashboard.pages.page import Page

NOT_PUBLISHED: Final = "Not published. This comes with the partnership’s returns."
BLOCKS: Final = (
    ("members", "Who is at the table", "Members by sector; those at the table on the as-at date first",
     {"name": "Organisation", "sector": "Sector", "role": "Role", "from_date": "From", "to_date": "To"}),
    ("activities", "What it does", "Activities, the latest first",
     {"title": "Activity", "lever": "Primary lever", "start_on": "Began", "end_on": "Ended", "state": "State", "young_people": "Young people"}),
    ("meetings", "Meetings", "Meetings, the latest first",
     {"held_on": "Held on", "format": "Format", "purpose": "Purpose", "venue_type": "Venue", "state": "State"}),
    ("actions", "Follow-up", "Actions, open ones first",
     {"description": "Action", "agreed_on": "Agreed on", "owner": "Owner", "due_on": "Due", "completed_on": "Done", "state": "State"}),
    ("support", "Support by the bridge", "Support, the latest first",
     {"support_on": "Date", "support_type": "Kind", "bridge": "Bridge", "hours": "Hours"}),
    ("returns", "Returns", "Quarterly returns, the latest first",
     {"period_end": "Quarter to", "due_on": "Due", "received_on": "Received"}),
)  # fmt: skip


def answer(asked: Asked) -> str:
    """Say in a sentence what and where this partnership is, and what its source says."""
    found = _profile(asked)
    if found is None:
        return _not_known(asked)
    facts = found.facts
    status = f"is {str(facts['status']).lower()}" if facts.get("status") else "has no status dated on or before this day"
    places = words.listing(found.areas["area"].tolist(), most=4) or facts.get("locality") or "no itemised authority"
    return (
        f"{facts['name']} {status} on {words.day(asked.filters.on(asked.programme))}; it works in {places}. "
        f"Its source words it “{facts['status_as_published']}”."
    )


def beneath(asked: Asked) -> Sequence[Component]:
    """Return facts and every list, each marked when it is illustrative."""
    found = _profile(asked)
    if found is None:
        return [html.P(link("See all partnerships", f"/partnerships{asked.query}"))]
    return [
        html.Div([_facts(found), *(_block(found, *block) for block in BLOCKS)], className="cards profile"),
    ]


def heading(asked: Asked) -> str:
    """Return the partnership's name."""
    found = _profile(asked)
    return str(found.facts["name"]) if found else "No such partnership"


def _profile(asked: Asked) -> Profile | None:
    try:
        return partnerships.profile(asked.programme, asked.subject or "", asked.filters)
    except UnknownPartnership:
        return None


def _not_known(asked: Asked) -> str:
    try:
        partnerships.profile(asked.programme, asked.subject or "", asked.filters)
    except UnknownPartnership as error:
        return str(error)
    return ""


def _facts(found: Profile) -> Component:
    terms = [part for label, value in found.described() for part in (html.Dt(label), html.Dd(worded(value)))]
    return html.Section([html.H2("Facts"), html.Dl(terms, className="facts")], className="chart-card size-half")


def _block(found: Profile, name: str, title: str, caption: str, columns: dict[str, str]) -> Component:
    frame: DataFrame = getattr(found, name)
    mark = [" ", html.Span("Illustrative data", className="mark-illustrative")]
    generated = bool(len(frame)) and bool(frame["is_illustrative"].any())
    content = static_table(frame, columns=columns, caption=caption) if len(frame) else html.P(NOT_PUBLISHED)
    return html.Section([html.H2([title, *(mark if generated else [])]), content], className="chart-card size-half")


PAGE: Final = Page(
    path="/partnerships",
    name="",
    question="Who is this partnership?",
    answer=answer,
    heading=heading,
    charts=(("partnership-area", "half"), ("partnership-status", "half"), ("partnership-levers", "half")),
    beneath=beneath,
)
