"""For each rule rows that break it, rows that keep it, and words of what is found in the former."""

from typing import Any

from factories import area, partnership, status

SLUG = "camden-spark"


def activity(key: str, start: str = "2019-05-01", **facts: Any) -> dict[str, Any]:
    row = {"activity": key, "partnership": SLUG, "title": key.title(), "start_on": start, "state": "complete"}
    return row | {"primary_lever": "DEL", "secondary_considered": True} | facts


def meeting(key: str, held_on: str = "2020-02-01", **facts: Any) -> dict[str, Any]:
    row = {"meeting": key, "partnership": SLUG, "held_on": held_on, "format": "roundtable"}
    return row | {"purpose": "ideation", "state": "held"} | facts


def action(key: str, **facts: Any) -> dict[str, Any]:
    row = {"action": key, "partnership": SLUG, "description": "Ask schools", "agreed_on": "2020-01-10"}
    return row | {"due_on": "2020-06-01", "state": "open"} | facts


def seat(role: str, since: str | None, until: str | None = None) -> tuple[Any, ...]:
    return (SLUG, "camden-college", role, since, until)


CLOSED = [status(SLUG, "established", "2016-06-13", "2019-01-01"), status(SLUG, "closed", "2019-01-01")]
RETURNED = [(SLUG, "2019-12-31", "2020-01-30", "2020-01-20")]

CASES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    # rule: (rows that break it, rows that keep it, words of the finding)
    "two-open-statuses": (
        {"statuses": [status(SLUG, "emerging", "2015-01-01"), status(SLUG, "established", "2016-06-13")]},
        {
            "statuses": [
                status(SLUG, "emerging", "2015-01-01", "2016-06-13"),
                status(SLUG, "established", "2016-06-13"),
            ]
        },
        "Emerging and Established",
    ),
    "overlapping-statuses": (
        {
            "statuses": [
                status(SLUG, "emerging", "2015-01-01", "2016-09-01"),
                status(SLUG, "established", "2016-06-13"),
            ]
        },
        {
            "statuses": [
                status(SLUG, "emerging", "2015-01-01", "2016-06-13"),
                status(SLUG, "established", "2016-06-13"),
            ]
        },
        "Established begins on 13 June 2016, while Emerging",
    ),
    "undated-status": (
        {"statuses": [status(SLUG, "established", None)]},
        {"statuses": [status(SLUG, "established", None), status(SLUG, "established", "2016-06-13")]},
        "no source says since when",
    ),
    "no-status": ({"statuses": []}, {}, "No status is on record"),
    "no-area": ({"partnership_areas": []}, {}, "on no map"),
    "area-twice": (
        {"partnership_areas": [area(SLUG, "E09000007"), area(SLUG, "E09000007", from_date="2018-01-01")]},
        {
            "partnership_areas": [
                area(SLUG, "E09000007", to_date="2018-01-01"),
                area(SLUG, "E09000007", from_date="2018-01-01"),
            ]
        },
        "listed twice",
    ),
    "share-of-a-whole": (
        {"partnership_areas": [area(SLUG, "E09000007", share=0.5)]},
        {"partnership_areas": [area(SLUG, "E09000007", "part", share=0.5)]},
        "its share is 0.5",
    ),
    "milestones-backwards": (
        {"partnerships": [partnership(SLUG, first_meeting_on="2016-05-01", first_delivery_on="2016-04-01")]},
        {"partnerships": [partnership(SLUG, first_meeting_on="2016-05-01", first_delivery_on="2016-05-01")]},
        "before its first meeting on 1 May 2016",
    ),
    "met-before-the-first-meeting": (
        {
            "partnerships": [partnership(SLUG, first_meeting_on="2020-02-02")],
            "meetings": [meeting("m1", "2020-02-01")],
        },
        {
            "partnerships": [partnership(SLUG, first_meeting_on="2020-02-01")],
            "meetings": [meeting("m1", "2020-02-01"), meeting("m0", "2019-02-01", state="cancelled")],
        },
        "It met on 1 February 2020",
    ),
    "delivering-nothing": (
        {"statuses": [status(SLUG, "delivering", "2016-06-13")], "returns": RETURNED},
        {
            "statuses": [status(SLUG, "delivering", "2016-06-13")],
            "returns": RETURNED,
            "activities": [activity("a1")],
        },
        "no activity is on record",
    ),
    "members-after-the-end": (
        {"statuses": CLOSED, "memberships": [seat("member", "2019-01-01")]},
        {"statuses": CLOSED, "memberships": [seat("member", "2018-12-31")]},
        "Camden College joins as member after 1 January 2019",
    ),
    "members-staying-on": (
        {"statuses": CLOSED, "memberships": [seat("member", "2017-01-01")]},
        {"statuses": CLOSED, "memberships": [seat("member", "2017-01-01", "2019-01-01")]},
        "Camden College is member after 1 January 2019",
    ),
    "member-twice": (
        {
            "memberships": [
                seat("member", "2017-01-01", "2018-01-01"),
                seat("member", "2017-06-01"),
                seat("chair", "2017-01-01"),
            ]
        },
        {
            "memberships": [
                seat("member", "2017-01-01", "2018-01-01"),
                seat("member", "2018-01-01"),
                seat("chair", "2017-01-01"),
            ]
        },
        "twice as Member at the same time, again from 1 June 2017",
    ),
    "guests-at-meetings": (
        {
            "memberships": [seat("member", "2020-02-02")],
            "meetings": [meeting("m1", "2020-02-01")],
            "attendance": [("m1", "camden-college", "present")],
        },
        {
            "memberships": [seat("member", "2020-02-01")],
            "meetings": [meeting("m1", "2020-02-01")],
            "attendance": [("m1", "camden-college", "present")],
        },
        "Camden College came to the meeting of 1 February 2020 and was no member",
    ),
    "came-to-no-meeting": (
        {
            "meetings": [meeting("m1", state="cancelled")],
            "attendance": [("m1", "camden-college", "substitute")],
        },
        {
            "meetings": [meeting("m1", state="cancelled")],
            "attendance": [("m1", "camden-college", "apologies")],
        },
        "cancelled",
    ),
    "no-members": (
        {"returns": RETURNED},
        {"returns": RETURNED, "memberships": [seat("member", "2017-01-01")]},
        "no member is on record",
    ),
    "led-backwards": (
        {
            "activities": [activity("a", "2019-05-02"), activity("b", "2019-05-01")],
            "activity_links": [("a", "b")],
        },
        {
            "activities": [activity("a", "2019-05-01"), activity("b", "2019-05-01")],
            "activity_links": [("a", "b")],
        },
        "“A” of 2 May 2019 led to “B”, which began on 1 May 2019",
    ),
    "primary-lever-twice": (
        {"activities": [activity("a")], "activity_levers": [("a", "DEL"), ("a", "SYN")]},
        {"activities": [activity("a")], "activity_levers": [("a", "SYN")]},
        "Delivering is both",
    ),
    "not-considered-yet-named": (
        {"activities": [activity("a", secondary_considered=False)], "activity_levers": [("a", "SYN")]},
        {"activities": [activity("a", secondary_considered=None)], "activity_levers": [("a", "SYN")]},
        "said that none was considered",
    ),
    "activities-after-the-end": (
        {"statuses": CLOSED, "activities": [activity("a"), activity("b"), activity("c", "2018-01-01")]},
        {"statuses": CLOSED, "activities": [activity("a", "2018-12-31"), activity("b", state="cancelled")]},
        "2 activities after 1 January 2019, when it ended; first 1 May 2019",
    ),
    "meetings-after-the-end": (
        {"statuses": CLOSED, "meetings": [meeting("m1", "2019-01-02")]},
        {"statuses": CLOSED, "meetings": [meeting("m1", "2019-01-01")]},
        "1 meeting after 1 January 2019",
    ),
    "done-before-agreed": (
        {"actions": [action("a", completed_on="2020-01-09", state="complete")]},
        {"actions": [action("a", completed_on="2020-01-10", state="complete")]},
        "done or due on 9 January 2020, before it was agreed on 10 January 2020",
    ),
    "done-but-open": (
        {"actions": [action("a", completed_on="2020-02-01")]},
        {"actions": [action("a", completed_on="2020-02-01", state="complete"), action("b")]},
        "is open, and was done on 1 February 2020",
    ),
    "done-undated": (
        {"actions": [action("a", state="complete"), action("b", state="complete")]},
        {"actions": [action("a", state="complete", completed_on="2020-02-01")]},
        "2 actions complete without a date",
    ),
    "plans-overtaken": (
        {
            "meetings": [meeting("m1", state="planned")],
            "activities": [activity("a", state="running", end_on="2019-06-01")],
        },
        {
            "meetings": [meeting("m1", "2020-06-01", state="planned")],
            "activities": [activity("a", state="running")],
        },
        "2 meetings or activities still planned or running though the day is over, the oldest of 1 May 2019",
    ),
}
