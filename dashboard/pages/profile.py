"""One partnership: everything the store knows about it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.components.table import static_table, worded
from dashboard.indicators.profile.partnerships import (
    EXISTS,
    NOT_DATED,
    NOT_YET,
    UnknownPartnership,
    slug_of,
    table,
)
from dashboard.indicators.profile.profile import Profile, profile
from dashboard.pages.page import Page
from dashboard.question import Question
from data.taxonomy import STATUSES

STATUS_SAID: Final = {
    STATUSES["existing"]: "exists (no source says how far it is)",
    EXISTS: "exists (its date or status is not published)",
    NOT_YET: "has no status yet",
    NOT_DATED: "has no dated status",
}
"""How a sentence says what is no plain status."""
ILLUSTRATIVE: Final = "Illustrative data"
NOT_PUBLISHED: Final = "Not published. This comes with the partnership’s returns."


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the profile: which frame, under which heading, with which columns."""

    frame: str
    heading: str
    caption: str
    columns: Mapping[str, str]
    size: str = "half"


LISTINGS: Final = (
    Listing(
        "members",
        "Who is at the table",
        "Members, those of the as-at date first",
        {"name": "Organisation", "sector": "Sector", "roles": "Roles", "since": "Since", "to_date": "To"},
    ),
    Listing(
        "meetings",
        "How it meets",
        "Meetings, the latest first",
        {
            "held_on": "Held on",
            "format": "Format",
            "purpose": "Purpose",
            "venue": "Venue",
            "attended": "Attended",
        },
    ),
    Listing(
        "activities",
        "What it does",
        "Activities, the latest first",
        {
            "title": "Activity",
            "lever": "Primary lever",
            "secondary": "Secondary levers",
            "start_on": "Began",
            "state": "State",
            "young_people": "Young people",
        },
        size="full",
    ),
    Listing(
        "actions",
        "Follow-up",
        "Actions, the latest first",
        {
            "description": "Action",
            "agreed_on": "Agreed on",
            "due_on": "Due",
            "completed_on": "Done",
            "state": "State",
        },
    ),
    Listing(
        "support",
        "Support by its bridge",
        "Support, the latest first",
        {"support_on": "Date", "support_type": "Kind", "bridge": "Bridge", "hours": "Hours"},
    ),
    Listing(
        "returns",
        "Returns",
        "Quarterly returns, the latest first",
        {"period_end": "Quarter to", "due_on": "Due", "received_on": "Received", "is_on_time": "On time"},
    ),
)


def answer(question: Question) -> str:
    """Say in a sentence what this partnership is and where it works."""
    found, missing = _profile_or_reason(question)
    if found is None:
        return missing
    on = question.day
    status = STATUS_SAID.get(found.status, f"is {found.status.lower()}")
    places = words.listing(places_of(found), most=4)
    where = f"It works in {places}." if places else "No source itemises the authorities it works in."
    return f"{found.name} {status} on {on}. {where}"


def places_of(found: Profile) -> list[str]:
    """Name the authorities a partnership works in, and the wards where it is recorded for these."""
    by_authority = found.wards.groupby("authority", sort=True)["area"]
    wards = [
        f"the {words.agree(len(names), 'ward')} {words.listing(names.tolist(), most=4)} in {authority}"
        for authority, names in by_authority
    ]
    divided = set(found.wards["authority"])
    return [*(area for area in found.areas["area"] if area not in divided), *wards]


def beneath(question: Question) -> Sequence[Element]:
    """Return the facts and every list, each marked where it is illustrative."""
    found, _ = _profile_or_reason(question)
    if found is None:
        return [_elsewhere(question)]
    return [_facts(found.facts), *(_listed(found, one) for one in LISTINGS)]


def heading(question: Question) -> str:
    """Return the partnership's name."""
    found, _ = _profile_or_reason(question)
    return found.name if found else "No such partnership"


def neighbours(question: Question) -> Sequence[Element]:
    """Return the way to the partnerships before and after this one by name, and beside the pilots."""
    found, _ = _profile_or_reason(question)
    if found is None:
        return []
    order = table(question)["partnership"].tolist()
    place = order.index(found.partnership) if found.partnership in order else None
    names = question.programme.partnerships.set_index("partnership")["name"]
    before = order[place - 1] if place else None
    after = order[place + 1] if place is not None and place + 1 < len(order) else None
    steps = [("Previous: ", before), ("Next: ", after)]
    links = [
        html.link(f"{word}{names[slug]}", f"/partnerships/{slug}{question.query}")
        for word, slug in steps
        if slug
    ]
    beside = question.query_about(found.partnership)
    return [
        html.P([*links, html.link("Compare with the pilots", f"/pilots{beside}")], className="neighbours")
    ]


def _profile_or_reason(question: Question) -> tuple[Profile | None, str]:
    try:
        return profile(question), ""
    except UnknownPartnership as error:
        return None, str(error)


def _elsewhere(question: Question) -> Element:
    """Links to those whose names come near, and to all."""
    try:
        near = slug_of(question.programme, question.partnership or "")
    except UnknownPartnership as error:
        nearest = error.suggestions
    else:
        nearest = (near,)
    names = question.programme.partnerships.set_index("partnership")["name"]
    links = [html.link(names[slug], f"/partnerships/{slug}{question.query}") for slug in nearest]
    everyone = html.link("All partnerships", f"/partnerships{question.query}")
    return html.Ul([html.Li(one) for one in [*links, everyone]], className="size-full")


def _facts(facts: DataFrame) -> Element:
    terms = [
        part
        for fact, value, generated in facts[["fact", "value", "is_illustrative"]].itertuples(
            index=False, name=None
        )
        for part in (html.Dt(fact), html.Dd([_linked(value), *_mark(generated)]))
    ]
    return html.Section(
        [html.H2("Facts"), html.Dl(terms, className="facts")], className="chart-card size-half", id="facts"
    )


def _linked(value: str) -> Element | str:
    """A fact; one that is an address of the web leads there."""
    return html.outside(value) if re.fullmatch(r"https?://\S+", value) else worded(value)


def _listed(found: Profile, one: Listing) -> Element:
    frame: DataFrame = getattr(found, one.frame)
    generated = "is_illustrative" in frame and bool(frame["is_illustrative"].any())
    content = (
        static_table(frame, columns=one.columns, caption=one.caption) if len(frame) else html.P(NOT_PUBLISHED)
    )
    return html.Section(
        [html.H2([one.heading, *_mark(generated)]), content],
        className=f"chart-card size-{one.size} beneath-lists",
        id=one.frame,
    )


def _mark(generated: bool) -> list[Element | str]:
    return [" ", html.Span(ILLUSTRATIVE, className="mark-illustrative")] if generated else []


PAGE: Final = Page(
    path="/partnerships",
    name="",
    question="Who is this partnership?",
    answer=answer,
    heading=heading,
    links=neighbours,
    is_found=lambda question: _profile_or_reason(question)[0] is not None,
    charts=(
        ("partnership-area", "half"),
        ("partnership-status", "half"),
        ("partnership-evidence", "full"),
        ("partnership-sectors", "half"),
        ("partnership-levers", "half"),
        ("partnership-chains", "full"),
        ("partnership-quality", "half"),
    ),
    beneath=beneath,
)
