"""The lists that marks and numbers lead to: the authorities, activities, meetings and actions behind them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.attention import RETURNED
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.coverage import need_source, ranked_sources
from dashboard.charts.leads import NOUNS
from dashboard.charts.profile import CHAIN
from dashboard.figures.bars import ANSWER_LAYERS
from dashboard.indicators.levers.activities import COUNTED
from dashboard.indicators.lists import actions, activities, authorities, courses, meetings, support
from dashboard.indicators.lists.rows import NOT_SAID
from dashboard.indicators.meetings.meetings import HELD
from dashboard.indicators.shared.records import NOT_RECORDED
from dashboard.narrowed import OF_ONE, QUARTER, Key, chosen
from dashboard.question import Question
from data.taxonomy import (
    AGREED_WHEN,
    LEVERS,
    MEETING_FORMATS,
    MEETING_PURPOSES,
    SUPPORT_TYPES,
    VENUE_TYPES,
)

UNSAID: Final = {NOT_SAID: NOT_RECORDED}
STANDINGS: Final = {
    "overdue": "Overdue",
    "not_yet_due": "Open, not yet due",
    "done_by_due": "Done by the due date",
    "done_late": "Done late",
    "done_undated": "Done, day not recorded",
    "dropped": "Dropped",
}
ARRIVALS: Final = {arrival: part.name for arrival, part in RETURNED.items()}
CONSIDERED: Final = {answer: part.name for answer, part in ANSWER_LAYERS.items()}
FORMATS: Final = {**MEETING_FORMATS, **UNSAID}
PURPOSES: Final = {**MEETING_PURPOSES, **UNSAID}
VENUES: Final = {**VENUE_TYPES, **UNSAID}
AGREED: Final = {**AGREED_WHEN, **UNSAID}
OF_SECTORS: Final = {**meetings.SECTOR_LABELS, **UNSAID}
TAKEN: Final = dict(zip(activities.PAIR_CODES, activities.PAIR_LABELS, strict=True))
WHOM: Final = {"partnership": "Partnership (key)", "name": "Partnership", "bridge": "Bridge"}
MARK: Final = {"is_illustrative": "Illustrative", "anchor": "Where in the profile"}


def in_quarter(prefix: str) -> Mapping[str, Key]:
    """The key of a quarter."""
    return {QUARTER: Key(QUARTER, "day in a quarter", prefix=prefix)}


def yes_or_no(column: str, yes: str, no: str) -> Mapping[str, Key]:
    """The key of what a row is or is not, by the name of its column."""
    return {column: Key(column, f"value of “{column}”", {"yes": yes, "no": no})}


FELL_DUE: Final = yes_or_no("fell_due", "fell due in the period", "not fell due in the period")


def of_quarter_or_period(listing: Callable[..., DataFrame]) -> Callable[[Question], DataFrame]:
    """A listing of the period, or of all years where a quarter is asked for."""
    return lambda question: listing(question.unnarrowed, ever=bool(chosen(question.narrowed, QUARTER)))


def authority_columns(question: Question) -> Mapping[str, str]:
    """The columns of the authorities; need goes by the name of the measure that ranks."""
    return {
        "area": "Authority",
        "area_code": "Authority code",
        "region": "Region",
        "bridge": "Bridge patch",
        "state": "Coverage",
        "counted": "Counted partnerships",
        "names": "Partnerships",
        "partnerships": "Partnerships (keys)",
        "need": question.known["need"].get(question.filters.need, "Chosen measure of need or size"),
        "near": "Nearest partnerships elsewhere",
        "near_keys": "Nearest partnerships (keys)",
    }


def describe_authorities(frame: DataFrame, question: Question) -> ChartText:
    """Count them by state, or say of one who is there and who is near."""
    counts = frame["state"].value_counts()
    each = [
        f"{label[0].lower()}{label[1:]} {counts[state]}"
        for state, label in words.STATES.items()
        if state in counts
    ]
    if len(frame) > 1:
        some = int((frame["counted"] > 0).sum())
        headline = (
            f"{words.count_of(len(frame), 'authority')}, {words.number(some)} with a counted partnership"
        )
        return ChartText(headline, words.sentence(words.listing(each)))
    one = frame.iloc[0]
    state = words.STATES[one["state"]]
    said = state if question.filters.area else f"{one['area']}: {state[0].lower()}{state[1:]}"
    who = f"{words.first_of(one['names'], most=5)}" if isinstance(one["names"], str) else ""
    near = f"nearest: {words.listing(one['near'].split('; '))}" if one["near"] else ""
    return ChartText(said, words.sentences(who, near))


def describe(
    frame: DataFrame, question: Question, *, noun: str, column: str, said: Mapping[str, str]
) -> ChartText:
    """Count the rows and the partnerships they are of; the text counts them by the words of a column."""
    counts = frame[column].value_counts()
    each = [f"{said.get(str(value), str(value))} {count}" for value, count in counts.items()]
    whose = words.count_of(frame["partnership"].nunique(), "partnership")
    return ChartText(
        f"{words.count_of(len(frame), noun)} of {whose}", words.sentence(words.listing(each) or "Not said")
    )


def of_rows(
    column: str,
    *,
    key: str,
    narrows: Mapping[str, Key],
    codes: Mapping[str, Mapping[str, str]] | None = None,
    **entry: Any,  # noqa: ANN401 - what the fields of `Chart` hold
) -> Chart:
    """A list of rows of the returns, all of them or one partnership's; its text counts them by a column."""
    codes = codes or {}
    return Chart(
        key=key,
        codes=codes,
        narrows={**narrows, **OF_ONE},
        describe=partial(describe, noun=NOUNS[key], column=column, said=codes.get(column, {})),
        sources=("returns",),
        scrolls=True,
        **entry,
    )


CHARTS: Final = (
    Chart(
        key="authorities",
        question="Which authorities are these?",
        indicator="area_coverage",
        measure="Authorities by name, who covers each, and who is near",
        frame=authorities.listing,
        columns=authority_columns,
        describe=describe_authorities,
        narrows={
            "coverage": Key("state", "state of coverage", words.STATES),
            **yes_or_no(
                "several", "more than one counted partnership", "not more than one counted partnership"
            ),
        },
        codes={"state": words.STATES},
        blanks=dict.fromkeys(("names", "partnerships", "near", "near_keys"), "[z]"),
        added_sources={"income": need_source},
        sources=ranked_sources,
        draws_on=("partnership_areas",),
        touches=("statuses",),
        scrolls=True,
        empty="No authority matches.",
    ),
    of_rows(
        "lever",
        key="activities",
        question="Which activities are these?",
        indicator="lever_mix",
        counted=COUNTED,
        measure="Activities by the day they began, the latest first, and what each led to",
        frame=of_quarter_or_period(activities.listing),
        asked_narrowed=True,
        columns={
            "title": "Activity",
            **WHOM,
            "start_on": "Began",
            "lever": "Main lever",
            "secondary": "Secondary levers",
            "considered": "Secondary lever considered",
            "approaches": "Approaches",
            "agendas": "Agendas",
            "led_to": "Led to",
            "state": "State",
            **MARK,
        },
        narrows={
            **in_quarter("begun in "),
            "main": Key("main", "lever", LEVERS, "main lever: "),
            "considered": Key("considered", "answer", CONSIDERED, "secondary lever: "),
            "taken": Key("taken", "approach within its lever", TAKEN, "approach of "),
            **yes_or_no("led", "led to another", "not known to have led to another"),
        },
        codes={"considered": CONSIDERED},
        blanks=dict.fromkeys(("secondary", "approaches", "agendas", "led_to"), "[z]"),
        draws_on=("activities",),
        touches=("activity_links",),
        period="window",
        empty="No activity matches.",
    ),
    of_rows(
        "from_lever",
        key="led-to",
        question="What led to what, one by one?",
        indicator="led_to",
        measure="Activities at least twelve months old with what each led to within twelve months, the latest first",
        frame=activities.links,
        columns={
            **WHOM,
            **CHAIN,
            "months": "Months between",
            "basis": "Basis",
            **MARK,
        },
        narrows={
            "from": Key("source", "lever", LEVERS, "from "),
            "to": Key("target", "lever", LEVERS, "to "),
        },
        draws_on=("activities", "activity_links"),
        period="history",
        empty="No activity at least twelve months old is known to have led to another within twelve months.",
    ),
    of_rows(
        "format",
        key="meetings",
        question="Which meetings are these?",
        indicator="decision_fit",
        counted=HELD,
        measure="Meetings held, the latest first",
        frame=of_quarter_or_period(meetings.listing),
        asked_narrowed=True,
        columns={
            **WHOM,
            "held_on": "Held",
            "format": "Form",
            "purpose": "Purpose",
            "body": "Body",
            "quorate": "Quorate",
            "venue": "Venue",
            "invited": "Organisations invited",
            "came": "Came",
            "agreed": "Actions agreed",
            **MARK,
        },
        narrows={
            **in_quarter("held in "),
            "format": Key("format", "form of a meeting", FORMATS, "form: "),
            "purpose": Key("purpose", "purpose of a meeting", PURPOSES, "purpose: "),
            "venue": Key("venue", "kind of venue", VENUES, "venue: "),
            **yes_or_no("expected", "held by those expected to meet", "held by others"),
        },
        codes={"format": FORMATS, "purpose": PURPOSES, "venue": VENUES},
        draws_on=("meetings",),
        touches=("attendance", "actions"),
        period="window",
        empty="No meeting matches.",
    ),
    of_rows(
        "sector",
        key="invitations",
        question="Who was invited, and who came?",
        indicator="active_core_groups",
        counted="invitations to meetings held by partnerships of every status",
        measure="Organisations invited to the meetings of the period, the latest meeting first",
        frame=meetings.invitations,
        columns={
            "organisation": "Organisation",
            "sector": "Sector",
            **WHOM,
            "held_on": "Meeting held",
            "state": "Attendance",
            "attended": "Came, or sent a substitute",
            **MARK,
        },
        narrows={
            "invited_sector": Key("invited_sector", "sector", OF_SECTORS, "invited: "),
            **yes_or_no("attended", "came", "did not come"),
        },
        draws_on=("meetings", "attendance"),
        period="window",
        empty="No invitation matches.",
    ),
    of_rows(
        "standing",
        key="actions",
        question="Which actions are these, and who owes them?",
        indicator="follow_up",
        measure="Actions agreed by the as-at date, the longest overdue first",
        frame=actions.actions,
        columns={
            "description": "Action",
            **WHOM,
            "owner": "Whose",
            "standing": "State",
            "days_overdue": "Days overdue",
            "due_on": "Due",
            "agreed_on": "Agreed",
            "agreed": "Agreed when",
            "completed_on": "Done",
            **MARK,
        },
        narrows={
            **in_quarter("due in "),
            **FELL_DUE,
            "standing": Key("standing", "state of an action", STANDINGS),
            "agreed": Key("agreed", "value of “agreed”", AGREED, "agreed: "),
        },
        codes={"standing": STANDINGS, "agreed": AGREED},
        blanks={"days_overdue": "[z]", "completed_on": "[z]"},
        draws_on=("actions",),
        touches=("meetings",),
        period="history",
        empty="No action matches.",
    ),
    of_rows(
        "arrival",
        key="returns",
        question="Which returns are these?",
        indicator="returns",
        measure="Returns that had come due, the latest quarter first",
        frame=actions.returns,
        columns={
            **WHOM,
            "period_end": "Quarter to",
            "arrival": "State",
            "due_on": "Due",
            "received_on": "Received",
            "days_late": "Days late",
            **MARK,
        },
        narrows={
            **in_quarter("about "),
            **FELL_DUE,
            "arrival": Key("arrival", "state of a return", ARRIVALS),
        },
        codes={"arrival": ARRIVALS},
        blanks={"days_late": "[z]", "received_on": "[z]"},
        draws_on=("returns",),
        period="history",
        empty="No return matches.",
    ),
    of_rows(
        "type",
        key="support",
        question="Which support is this?",
        indicator="support_reach",
        counted="support given to partnerships of every status",
        measure="Support by bridges, the latest first",
        frame=support.listing,
        columns={
            **WHOM,
            "given_by": "Given by",
            "support_on": "Day",
            "type": "Support",
            "hours": "Hours",
            **MARK,
        },
        narrows={
            "support": Key("support", "type of support", SUPPORT_TYPES, "support: "),
            **yes_or_no("lately", "in the last six months", "longer ago than six months"),
            **yes_or_no("counted", "to counted partnerships", "to others"),
        },
        draws_on=("support",),
        period="history",
        empty="No support matches.",
    ),
    Chart(
        key="courses",
        question="Which partnerships are followed, and for how long?",
        indicator="time_to_delivery",
        measure="Each partnership with a known beginning and records, by the months that it was followed",
        frame=courses.listing,
        columns={
            **WHOM,
            "curve_label": "Curve",
            "months": "Months followed",
            "how": "How it ended",
            "anchor": "Where in the profile",
        },
        narrows={
            "curve": Key("curve", "curve", courses.CURVES),
            **yes_or_no("ended", "ended by then", "not ended when last known"),
            **OF_ONE,
        },
        describe=partial(describe, noun=NOUNS["courses"], column="how", said={}),
        sources=("register", "returns"),
        draws_on=("returns",),
        touches=("partnerships", "statuses", "meetings", "activities"),
        period="history",
        scrolls=True,
        empty="No partnership is followed.",
    ),
)
