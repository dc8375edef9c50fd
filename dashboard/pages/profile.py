"""One partnership: everything the store knows about it."""

import re
from collections.abc import Callable, Mapping, Sequence
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
from dashboard.pages import profile_opening
from dashboard.pages.page import Page, Part
from dashboard.pages.profile_opening import mark
from dashboard.question import Question
from data.taxonomy import STATUSES

STATUS_SAID: Final = {
    STATUSES["existing"]: "exists (no source says how far it is)",
    EXISTS: "exists (its date or status is not published)",
    NOT_YET: "has no status yet",
    NOT_DATED: "has no dated status",
}
"""How a sentence says what is no plain status."""
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
        size="full",
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
        size="two-thirds",
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
    status = STATUS_SAID.get(found.status, f"is {found.status.lower()}")
    facts = found.facts.set_index("fact")["value"]
    since = facts["Status counted"].removeprefix(found.status).removeprefix(", ")
    rests = (
        ""
        if facts["Evidence of the status"] == words.NOT_KNOWN
        else f"evidence of grade {facts['Evidence of the status']}"
    )
    standing = "; ".join(part for part in (since, rests) if part)
    places = words.listing(places_of(found), most=4)
    where = f"It works in {places}" if places else "No source itemises the authorities it works in"
    bridge = f"its bridge is {facts['Bridge']}" if facts["Bridge"] != words.NOT_KNOWN else ""
    return words.sentences(
        f"{found.name} {status} on {question.day}{f' ({standing})' if standing else ''}",
        "; ".join(part for part in (where, bridge) if part),
    )


def places_of(found: Profile) -> list[str]:
    """Name the authorities a partnership works in, and the wards where it is recorded for these."""
    by_authority = found.wards.groupby("authority", sort=True)["area"]
    wards = [
        f"the {words.agree(len(names), 'ward')} {words.listing(names.tolist(), most=4)} in {authority}"
        for authority, names in by_authority
    ]
    divided = set(found.wards["authority"])
    return [*(area for area in found.areas["area"] if area not in divided), *wards]


def opening(question: Question) -> Sequence[Element]:
    """Return what stands first: whether it needs a call, and the way to each part of the page."""
    found, _ = _profile_or_reason(question)
    return [] if found is None else [profile_opening.call(question), _ways()]


def _ways() -> Element:
    """Links to the parts of the page, and a button that prints it."""
    links = [html.A(part.heading, href=f"#{part.anchor}") for part in PARTS if part.heading]
    button = html.Button("Print (2 pages)", type="button", className="quiet", data_does="print")
    return html.Nav([*links, button], className="on-page", aria_label="On this page")


def _first(question: Question) -> Sequence[Element]:
    """Who sits at the table, what comes next, what was last."""
    found, _ = _profile_or_reason(question)
    return [] if found is None else profile_opening.cards(question, found)


def _lists(*frames: str) -> Callable[[Question], Sequence[Element]]:
    """The lists of one part."""

    def block(question: Question) -> Sequence[Element]:
        found, _ = _profile_or_reason(question)
        return [] if found is None else [_listed(found, one) for one in LISTINGS if one.frame in frames]

    return block


def _facts_alone(question: Question) -> Sequence[Element]:
    found, _ = _profile_or_reason(question)
    return [] if found is None else [_facts(found.facts)]


def beneath(question: Question) -> Sequence[Element]:
    """Return the ways to others; where there is no such partnership, to those whose names come near."""
    found, _ = _profile_or_reason(question)
    return [_elsewhere(question)] if found is None else [_neighbours(question, found)]


def heading(question: Question) -> str:
    """Return the partnership's name."""
    found, _ = _profile_or_reason(question)
    return found.name if found else "No such partnership"


def _neighbours(question: Question, found: Profile) -> Element:
    """The partnerships before and after this one by name, its bridge's own list, and the pilots beside it."""
    order = table(question)["partnership"].tolist()
    place = order.index(found.partnership) if found.partnership in order else None
    facts = question.programme.partnerships.set_index("partnership")
    before = order[place - 1] if place else None
    after = order[place + 1] if place is not None and place + 1 < len(order) else None
    links = [
        html.link(f"{word}{facts.loc[slug, 'name']}", f"/partnerships/{slug}{question.query}")
        for word, slug in (("Previous: ", before), ("Next: ", after))
        if slug
    ]
    beside = html.link("Compare with the pilots", f"/pilots{question.query_about(found.partnership)}")
    return html.P([*links, beside], className="neighbours size-full")


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
        for part in (html.Dt(fact), html.Dd([_linked(value), *mark(generated)]))
    ]
    return html.Section(
        [html.H2("Facts"), html.Dl(terms, className="facts")], className="chart-card size-third", id="facts"
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
        [html.H2([one.heading, *mark(generated)]), content],
        className=f"chart-card size-{one.size} beneath-lists",
        id=one.frame,
    )


PARTS: Final = (
    Part("now", "", _first),
    Part(
        "table",
        "At the table",
        _lists("members"),
        (("partnership-sectors", "full"),),
        folded="The same by sector, as a table",
    ),
    Part(
        "dates",
        "Where, and since when",
        _facts_alone,
        (("partnership-area", "third"), ("partnership-status", "third")),
    ),
    Part(
        "activity",
        "Activity",
        _lists("activities"),
        (("partnership-levers", "third"), ("partnership-chains", "full")),
    ),
    Part("work", "Meetings and actions", _lists("meetings", "actions")),
    Part("bridge", "Support and returns", _lists("support", "returns"), (("partnership-quality", "full"),)),
    Part("evidence", "Evidence", None, (("partnership-evidence", "full"),)),
)
"""What a profile is made of, in reading order; the first part is what matters now."""
PAGE: Final = Page(
    path="/partnerships",
    name="",
    question="Who is this partnership?",
    answer=answer,
    heading=heading,
    links=opening,
    is_found=lambda question: _profile_or_reason(question)[0] is not None,
    charts=tuple(chart for part in PARTS for chart in part.charts),
    parts=PARTS,
    beneath=beneath,
)
