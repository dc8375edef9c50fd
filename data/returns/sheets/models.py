"""One model a sheet: its columns in order, each with its kind, whether it must be there, and a sentence on it.

The template, the checks and the reference are made from these. A column is called as in the store's table;
only `illustrative` is `is_illustrative` there, `delete` is not kept, and lists have tables of their own (`SHEETS` says
which).
"""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from data import taxonomy as words
from data.returns.sheets.days import DayKind
from data.returns.sheets.kinds import AreaCodeKind, FlagKind, KeyKind, LinkKind, NumberKind, TextKind
from data.returns.sheets.vocabularies import WordKind, WordsKind

Key = Annotated[str, KeyKind()]
Text = Annotated[str, TextKind()]
Link = Annotated[str, LinkKind()]
AreaCode = Annotated[str, AreaCodeKind()]
Day = Annotated[date, DayKind()]
Dated = Annotated[date, DayKind(precision="precision")]
"""A day that may be known to the month or year only, as the column precision says."""
Flag = Annotated[bool, FlagKind()]
Number = Annotated[float, NumberKind()]
Amount = Annotated[float, NumberKind(least=0)]
Count = Annotated[float, NumberKind(whole=True, least=0)]
Counted = Annotated[float, NumberKind(whole=True, least=0, basis="count_basis")]
Share = Annotated[float, NumberKind(least=0, most=1)]
Grade = Annotated[float, NumberKind(whole=True, least=min(words.GRADES), most=max(words.GRADES))]

Precision = Annotated[str, WordKind("precision", words.PRECISIONS)]
Words = tuple[str, ...]


def must(says: str) -> Any:  # noqa: ANN401 - a field of pydantic is of any type
    """Return a column that every sheet of the kind has and every row fills."""
    return Field(description=says)


def may(says: str, *, default: object = None) -> Any:  # noqa: ANN401 - a field of pydantic is of any type
    """Return a column that may be missing, and a cell that may be blank."""
    return Field(default=default, description=says)


class SheetRow(BaseModel):
    """What the rows of every sheet share."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Marked(SheetRow):
    """Rows that say whether they are made up."""

    illustrative: Flag = may("Whether the row is made up, not returned; no where it is blank.", default=False)
    delete: Flag = may(
        "Whether the row with this key is to be deleted; then only its key is read. No where it is blank.",
        default=False,
    )


_SECTORS = {code: sector.label for code, sector in words.SECTORS.items()}
_APPROACHES = {code: approach.label for code, approach in words.APPROACHES.items()}
_LEVER = WordKind("lever", words.LEVERS)


class PartnershipRow(Marked):
    """The partnerships: one row each."""

    partnership: Key = must("The partnership's key, which every other sheet uses.")
    name: Text = must("The name it goes by.")
    former_name: Text | None = may("The name it went by before.")
    pilot: Flag = may("Whether it is one of the three pilots; no where it is blank.", default=False)
    scale: Annotated[str, WordKind("scale", words.SCALES)] | None = may("How large a place it covers.")
    bridge: Key | None = may("The key of the bridge organisation whose patch it is in.")
    website: Link | None = may("The address of its page.")
    first_meeting_on: Day | None = may("The day of its first meeting.")
    terms_agreed_on: Day | None = may("The day on which its terms of reference were agreed.")
    launched_on: Day | None = may("The day of its launch.")
    first_delivery_on: Day | None = may("The day on which its first delivery began.")
    meetings_expected_per_year: Amount | None = may("How often a year it means to meet.")
    governance_form: Annotated[str, WordKind("form of governance", words.GOVERNANCE_FORMS)] | None = may(
        "How it is governed."
    )
    source: Text | None = may("Where this is published or who said so.")
    milestones_illustrative: Flag = may(
        "Whether its days, expected meetings and governance are made up; no where it is blank.", default=False
    )


class StatusRow(Marked):
    """The status of each partnership over time: one row for each stretch of time."""

    partnership: Key = must("The partnership's key.")
    status: Annotated[str, WordKind("status", words.STATUSES)] = must("The status it had.")
    from_date: Dated | None = must("The first day; blank only where the precision is not_published.")
    to_date: Day | None = may("The day after the last one; blank while the status lasts.")
    precision: Precision = may("How precisely the first day is known; day where it is blank.", default="day")
    source: Text | None = may("Where the status is published or who said so.")


class PartnershipAreaRow(Marked):
    """The authorities that each partnership covers: one row an authority."""

    partnership: Key = must("The partnership's key.")
    area_code: AreaCode = must("The code of the authority.")
    coverage: Annotated[str, WordKind("coverage", words.COVERAGES)] = must(
        "Whether it covers the whole authority or a part of it."
    )
    share: Share | None = may(
        "The share of the authority's children and young people that live in that part."
    )
    locality: Text | None = may("The name of the part, where no boundary shows it.")
    from_date: Day | None = may("The first day; blank where it always was so.")
    to_date: Day | None = may("The day after the last one; blank while it is so.")


class OrganisationRow(Marked):
    """The organisations at the table: one row each, and never a person."""

    organisation: Key = must("The organisation's key.")
    name: Text = must("Its name.")
    sector: Annotated[str, WordKind("sector", _SECTORS)] = must("The sector it belongs to.")
    area_code: AreaCode | None = may("The code of the authority it is in.")


class MembershipRow(Marked):
    """Who is a member of what, in which role: one row for each role and stretch of time."""

    partnership: Key = must("The partnership's key.")
    organisation: Key = must("The organisation's key.")
    role: Annotated[str, WordKind("role", words.ROLES)] = must("The role it has.")
    from_date: Day | None = must(
        "The first day; blank where it is not stated: the seat is then held by the day of the return."
    )
    to_date: Day | None = may("The day after the last one; blank while it lasts.")


class ActivityRow(Marked):
    """What the partnerships do: one row an activity."""

    activity: Key = must("The activity's key.")
    partnership: Key = must("The partnership's key.")
    title: Text = must("What it is called.")
    start_on: Day = must("The first day.")
    end_on: Day | None = may("The last day; blank while it lasts.")
    state: Annotated[str, WordKind("state of an activity", words.ACTIVITY_STATES)] | None = may(
        "How far it is."
    )
    primary_lever: Annotated[str, _LEVER] = must("The one lever that it pulls first of all.")
    secondary_levers: Annotated[Words, WordsKind(_LEVER)] = may("The other levers it pulls.", default=())
    secondary_considered: Flag | None = may("Whether somebody asked which other levers it could pull.")
    approaches: Annotated[Words, WordsKind(WordKind("approach", _APPROACHES))] = may(
        "How it pulls its levers.", default=()
    )
    agendas: Annotated[Words, WordsKind(WordKind("agenda", words.AGENDAS))] = may(
        "The other agendas that it brings arts and culture into.", default=()
    )
    young_people: Counted | None = may("How many children and young people took part.")
    schools: Counted | None = may("How many schools took part.")
    count_basis: Annotated[str, WordKind("basis", words.COUNT_BASES)] | None = may(
        "Whether those were counted or estimated."
    )


class ActivityLinkRow(Marked):
    """Which activity led to which: one row a pair."""

    from_activity: Key = must("The key of the earlier activity.")
    to_activity: Key = must("The key of the activity that it led to.")
    basis: Annotated[str, WordKind("basis", words.LINK_BASES)] | None = may(
        "Whether the partnership reported it or a reader inferred it."
    )


class MeetingRow(Marked):
    """The meetings: one row each."""

    meeting: Key = must("The meeting's key.")
    partnership: Key = must("The partnership's key.")
    held_on: Day = must("The day of the meeting, or for which it is planned.")
    body: Annotated[str, WordKind("body", words.BODIES)] | None = may("Who met.")
    format: Annotated[str, WordKind("format", words.MEETING_FORMATS)] = must("The format it was held in.")
    purpose: Annotated[str, WordKind("purpose", words.MEETING_PURPOSES)] | None = may("What it was for.")
    venue_type: Annotated[str, WordKind("type of venue", words.VENUE_TYPES)] | None = may("Where they met.")
    quorate: Flag | None = may("Whether enough members were there to decide.")
    state: Annotated[str, WordKind("state of a meeting", words.MEETING_STATES)] | None = may(
        "Whether it was held, is planned or was cancelled."
    )


class AttendanceRow(Marked):
    """Who was at which meeting: one row for each organisation and meeting."""

    meeting: Key = must("The meeting's key.")
    organisation: Key = must("The organisation's key.")
    state: Annotated[str, WordKind("state of attendance", words.ATTENDANCE_STATES)] = must(
        "Whether it was there, sent another, sent apologies or was absent."
    )


class ActionRow(Marked):
    """The actions that were agreed: one row each."""

    action: Key = must("The action's key.")
    partnership: Key = must("The partnership's key.")
    meeting: Key | None = may("The key of the meeting that it came from.")
    description: Text = must("What is to be done.")
    agreed_on: Day = must("The day on which it was agreed.")
    agreed_when: Annotated[str, WordKind("time of agreement", words.AGREED_WHEN)] | None = may(
        "Whether it was agreed in the meeting or in the follow-up."
    )
    owner: Text | None = may("The organisation or role that does it; never a person's name.")
    due_on: Day | None = may("The day by which it is due.")
    completed_on: Day | None = may("The day on which it was done.")
    state: Annotated[str, WordKind("state of an action", words.ACTION_STATES)] | None = may("How far it is.")


class SupportRow(Marked):
    """The support that bridges gave: one row an occasion."""

    support: Key = must("The key of this piece of support.")
    bridge: Key = must("The key of the bridge organisation that gave it.")
    partnership: Key | None = may("The partnership's key; blank where the place has none yet.")
    area_code: AreaCode | None = may("The code of the authority that it was for.")
    support_on: Day = must("The day on which it was given.")
    support_type: Annotated[str, WordKind("type of support", words.SUPPORT_TYPES)] = must("What kind it was.")
    hours: Amount | None = may("How many hours it took.")


class ReturnRow(Marked):
    """The returns that were due: one row for each partnership and quarter."""

    partnership: Key = must("The partnership's key.")
    period_end: Day = must("The last day of the quarter.")
    due_on: Day = must("The day on which the return was due.")
    received_on: Day | None = may("The day on which it came; blank while it has not.")


class TargetRow(Marked):
    """The targets: one row for each indicator and due date."""

    indicator: Key = must("The key of the indicator.")
    value: Number = must("The value to be reached.")
    due_on: Day = must("The day by which it is to be reached.")
    set_on: Day = must("The day on which it was set.")
    official: Flag = may("Whether it is the target that counts; no where it is blank.", default=False)
    source: Text | None = may("Where it is published.")


class AreaStatisticRow(Marked):
    """What is known about authorities: one row for each authority, measure and date."""

    area_code: AreaCode = must("The code of the authority.")
    measure: Key = must("The key of what is measured.")
    reference_date: Day = must("The day for which the value holds.")
    value: Number = must("The value.")
    source: Text | None = may("Where it is published.")


class PublishedCountRow(Marked):
    """The counts of partnerships that were published, of England, of a bridge's patch or of a place: one row each."""

    as_at: Dated | None = must(
        "The day for which the count was published, or the last day it can mean; blank only where the precision is "
        "not_published."
    )
    precision: Precision = may("How precisely that day is known; day where it is blank.", default="day")
    partnerships: Count = must("How many partnerships were counted.")
    wording: Text = must("The words of the page.")
    kind: Annotated[str, WordKind("kind of count", words.COUNT_KINDS)] | None = may(
        "What kind of count it is."
    )
    source: Text | None = may("Where it is published.")
    place: Text | None = may("What was counted, where it is not England.")
    bridge: Key | None = may("The key of the bridge organisation whose patch was counted.")
    address: Link | None = may("The full address of the page.")


_GRADES = ", ".join(f"{grade} ({label})" for grade, label in words.GRADES.items())


class EvidenceRow(Marked):
    """What published facts about partnerships rest on: one row for each fact and page; what is not listed stays. A
    status that a row proves is counted only once the sheet statuses has it too.
    """

    partnership: Key = must("The partnership's key.")
    kind: Annotated[str, WordKind("kind of evidence", words.EVIDENCE_KINDS)] = must(
        "What it says something about."
    )
    as_at: Dated | None = may(
        "The day that it speaks of, or the last day that its month, quarter or year has; blank only where the "
        "precision is not_published."
    )
    precision: Precision = may("How precisely that day is known; day where it is blank.", default="day")
    value: Text | None = may("What it says: the place, the number, the key of the member.")
    wording: Text | None = may("The words of the page.")
    address: Link | None = must("The full address of the page; blank where it was not recorded.")
    grade: Grade = may(f"How strong it is: {_GRADES}; 4 where it is blank.", default=4.0)
    known_by: Day | None = may("The last day on which a page without a date can have been written.")
    status: Annotated[str, WordKind("status", words.STATUSES)] | None = may(
        "The status that it proves; blank where it proves none."
    )
    begins: Annotated[str, WordKind("beginning", words.BEGINNINGS)] = may(
        "Whether that status began on the day or held by then; on where it is blank.", default="on"
    )
    note: Text | None = may("What a reader must know besides.")


class EventRow(Marked):
    """What happened to the programme, to be seen beside its figures: one row for each launch, funding round or change
    of method.
    """

    event: Key = must("The key of the event.")
    held_on: Dated = must("The day on which it was, or the last day that its month, quarter or year has.")
    precision: Precision = may("How precisely that day is known; day where it is blank.", default="day")
    what: Text = must("What it was, in a few words.")
    place: Text | None = may("Where it was, where it is not all of England.")
    source: Text | None = may("Where it is published or who said so.")
