"""The words of the field: every code the store accepts, with the label a reader sees.

Plain mappings `code -> label` in the order readers expect, and two richer ones (`SECTORS`, `APPROACHES`).
The store's check constraints, the generated returns and the pages all read them from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Sector:
    """A kind of organisation at the table; `core_group` is None for the extended sectors and for other."""

    code: str
    label: str
    group: str
    core_group: str | None = None


@dataclass(frozen=True, slots=True)
class Approach:
    """A way of pulling a lever; `ours` says that the source names none and this product does."""

    code: str
    label: str
    levers: tuple[str, ...]
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A statistic of areas: its label, how values of authorities that merged go together ("" if not known; a key of
    `MEASURE_KINDS`), the measure by which they are weighted, and whether the lowest value is the greatest need.
    """

    key: str
    label: str
    kind: str = ""
    weights: str | None = None
    lower_is_needier: bool = False

    @property
    def is_size(self) -> bool:
        """Whether it only says how many there are: more of them is a larger place, not a needier one."""
        return self.kind == "count" and not self.lower_is_needier


def _words(**labels: str) -> Mapping[str, str]:
    return MappingProxyType(labels)


CORE_GROUPS = _words(
    local_authority="Local authority",
    cultural_organisation="Cultural organisation",
    education_setting="Education setting",
    music_education_hub="Music Education Hub",
    youth_sector="Youth sector",
)


SECTORS: Mapping[str, Sector] = MappingProxyType(
    {
        sector.code: sector
        for sector in (
            Sector("local_authority", "Local authority", "core", "local_authority"),
            Sector("cultural_organisation", "Cultural organisation", "core", "cultural_organisation"),
            Sector("school", "School", "core", "education_setting"),
            Sector("early_years", "Early Years setting", "core", "education_setting"),
            Sector("further_education", "Further Education", "core", "education_setting"),
            Sector("higher_education", "Higher Education", "core", "education_setting"),
            Sector("music_education_hub", "Music Education Hub", "core", "music_education_hub"),
            Sector("youth_sector", "Youth sector", "core", "youth_sector"),
            Sector("employer", "Local employer", "extended"),
            Sector("creative_industry", "Commercial creative industry", "extended"),
            Sector("health", "Health", "extended"),
            Sector("planning", "Planning", "extended"),
            Sector("other", "Other", "other"),
        )
    }
)

STATUSES = _words(
    prospective="Prospective",
    emerging="Emerging",
    existing="Existing, status not stated",
    established="Established",
    delivering="Delivering",
    dormant="Dormant",
    merged="Merged",
    closed="Closed",
)
EARLIER_STAGES = ("prospective", "emerging")
"""The statuses that a partnership leaves on its way to being established."""
COUNTED_STATUSES = ("established", "delivering")
"""The statuses behind every headline unless the reader adds emerging."""
LIVE_STATUSES = (*EARLIER_STAGES, "existing", *COUNTED_STATUSES)
OVER_STATUSES = ("merged", "closed")
"""Statuses after which there is no table to sit at; a dormant partnership keeps its members."""
ENDED_STATUSES = ("dormant", *OVER_STATUSES)
BEGINNINGS = _words(on="Began on that date", by="Held by that date; when it began is not published")
"""What the date of a status or a membership says of its beginning."""

PUBLISHED_STATUSES = _words(established="Established", emerging="Emerging", not_stated="Not stated")
"""How the public register words a partnership; `not_stated` proves no status, only that the partnership exists."""

EVIDENCE_KINDS = _words(
    existence="Existence",
    status="Status",
    stage="Stage of development",
    place="Place",
    date="Date",
    lead="Lead organisation",
    membership="Membership",
    count="Count",
    funding="Funding",
)
"""What a piece of evidence says something about."""
GRADES: Mapping[int, str] = MappingProxyType(
    {
        1: "Official count or statement",
        2: "Page of the partnership, its bridge or a funder that states status and date",
        3: "Page that names it; status or date not stated",
        4: "Return",
        5: "Inferred by a rule that is named",
        6: "Illustrative",
    }
)
"""How strong a piece of evidence is, the strongest first."""
SHORT_GRADES: Mapping[int, str] = MappingProxyType(
    {
        1: "1: official",
        2: "2: states status and date",
        3: "3: names it",
        4: "4: return",
        5: "5: inferred",
        6: "6: illustrative",
    }
)
"""The grades where there is little room."""
ILLUSTRATIVE_GRADE = max(GRADES)
CALL_STATES = _words(open="Open", called="Called", waiting="Waiting", settled="Settled")
"""How far somebody is with a reason to call a partnership; `waiting` until a day."""
RETURN_STATES = _words(
    received="Received", in_check="In check", returned="Returned with comment", accepted="Accepted"
)
"""How far a return is that somebody handed in; one that nobody has handed in is expected, and late after its day."""
PACK_KINDS = _words(paper="Board paper", worse="What got worse")
"""What is made by itself: a paper, or a mail that says what got worse since the last one."""
RHYTHMS = _words(week="Every week", month="Every month", quarter="Every quarter", load="After every load")
RECORD_KINDS = _words(
    returns="Returns",
    meetings="Meetings",
    activities="Activities",
    actions="Actions",
    support="Bridge support",
    memberships="Memberships",
)
"""The kinds of record that are complete up to a day of their own."""

PRECISIONS = _words(
    day="to the day",
    month="to the month",
    quarter="to the quarter",
    term="to the term",
    year="to the year",
    school_year="to the school year",
    not_published="date not published",
)
REGISTER_PRECISIONS = ("day", "month", "quarter", "year", "not_published")
"""Those of the dates on which the register's pages speak."""
COVERAGES = _words(whole="Whole authority", part="Part of the authority")
SCALES = _words(
    part_of_local_authority="Part of a local authority",
    local_authority="One local authority",
    several_local_authorities="Several local authorities",
    county="County",
)

ROLES = _words(
    chair="Chair",
    vice_chair="Vice chair",
    lead_organisation="Lead organisation",
    host="Host",
    coordinator="Coordinator",
    steering_group="Steering group",
    member="Member",
    sub_group_lead="Sub-group lead",
    observer="Observer",
)
GOVERNANCE_FORMS = _words(
    informal_network="Informal network",
    terms_of_reference="Terms of reference agreed",
    hosted="Hosted by a member",
    charity="Independent charity",
    company="Community interest company",
)

LEVERS = _words(SYN="Synergising", MOB="Mobilising and influencing", DEL="Delivering")
APPROACHES: Mapping[str, Approach] = MappingProxyType(
    {
        approach.code: approach
        for approach in (
            Approach("awareness_raising", "Awareness raising", ("SYN",)),
            Approach("synergies", "Formal and informal synergies", ("SYN",)),
            Approach("organisational_development", "Organisational development", ("SYN",)),
            Approach(
                "developing_activity", "Developing activity for children and young people", ("SYN", "MOB")
            ),
            Approach("inter_organisation_learning", "Inter-organisation learning", ("SYN",)),
            Approach("mapping", "Mapping", ("SYN",)),
            Approach("sub_groups", "Sub-groups", ("SYN",)),
            Approach("school_capacity_building", "School capacity-building", ("MOB",)),
            Approach("programming", "Arts and cultural organisation programming", ("MOB",)),
            Approach("embedding", "Embedding arts and culture in other agendas", ("MOB",)),
            Approach("direct_delivery", "Direct delivery project", ("DEL",), ours=True),
            Approach("event_or_festival", "Event or festival", ("DEL",), ours=True),
            Approach("accredited_delivery", "Accredited delivery", ("DEL",), ours=True),
        )
    }
)
AGENDAS = _words(
    mental_health="Mental health and well-being",
    crime="Crime and anti-social behaviour",
    clinical_commissioning="Clinical commissioning and CAMHS",
    police="Police",
    social_services="Social services",
    creative_careers="Creative careers",
)
ACTIVITY_STATES = _words(planned="Planned", running="Running", complete="Complete", cancelled="Cancelled")
COUNT_BASES = _words(actual="Actual", estimate="Estimate")
LINK_BASES = _words(reported="Reported", inferred="Inferred")

MEETING_FORMATS = _words(
    workshop="Workshop", roundtable="Roundtable", open_network="Open network", closed_meeting="Closed meeting"
)
MEETING_PURPOSES = _words(
    ideation="Ideation",
    information_sharing="Information sharing",
    recruitment="Recruitment",
    decision="Decision",
)
BODIES = _words(
    full_partnership="Full partnership",
    steering_group="Steering group",
    sub_group="Sub-group",
    network="Wider network",
    other="Other",
)
VENUE_TYPES = _words(
    school="School",
    partner="Partner’s premises",
    cultural_venue="Cultural venue",
    council_office="Council office",
    online="Online",
    other="Other",
)
MEETING_STATES = _words(held="Held", planned="Planned", cancelled="Cancelled")
ATTENDANCE_STATES = _words(present="Present", substitute="Substitute", apologies="Apologies", absent="Absent")

AGREED_WHEN = _words(in_meeting="In the meeting", in_follow_up="In follow-up")
ACTION_STATES = _words(open="Open", complete="Complete", dropped="Dropped")

SUPPORT_TYPES = _words(
    one_to_one="One-to-one",
    meeting_attendance_intro="Attending a meeting: introduction",
    meeting_attendance_data="Attending a meeting: evidence",
    artsmark_advice="Artsmark advice",
    arts_award_advice="Arts Award advice",
    connected_lab="Connected Lab",
    connected_network="Connected Network",
)

REASONS = _words(
    dormant="No meeting for long",
    core_group_missing="A core group is missing",
    overdue_actions="Actions overdue",
    no_support="No support",
    return_late="Return late",
    emerging_long="Emerging for long",
    chair_vacant="Chair vacant",
)
"""Why a partnership needs a call, in the order in which a row names them."""

GROUPINGS = _words(region="Region", ace_area="Arts Council area", bridge="Bridge", county="County")
SUCCESSION_KINDS = _words(merge="Merged into", recode="Given a new code")
MEASURE_KINDS = _words(count="Count", score="Score", rate="Rate")

CHILDREN, INCOME, TAXPAYERS = "population_0_24", "mean_income", "taxpayers"
MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        measure.key: measure
        for measure in (
            Measure(INCOME, "Mean income of taxpayers (£ a year)", "rate", TAXPAYERS, lower_is_needier=True),
            Measure(CHILDREN, "Children and young people aged 0 to 24", "count"),
            Measure(TAXPAYERS, "Taxpayers", "count"),
        )
    }
)
"""The measures that ship: need, size, and what the mean income of authorities that merge is weighted by."""

COUNT_KINDS = _words(
    stock="Partnerships at that date", target="Target", floor="At least", cumulative="Ever established"
)
