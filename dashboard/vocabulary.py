"""The values that filters may take, with their labels, and what each filter asks for."""

from collections.abc import Mapping

from dashboard import words
from data import quality
from data.names import by_name
from data.programme.programme import Programme
from data.taxonomy import (
    AGENDAS,
    APPROACHES,
    CALL_STATES,
    CHILDREN,
    INCOME,
    LEVERS,
    REASONS,
    SECTORS,
    STATUSES,
    TAXPAYERS,
)

Vocabulary = Mapping[str, Mapping[str, str]]
"""Key of an address -> {value: label} for the keys whose values the store decides."""

COMPLETED = {"yes": "all filled", "no": "not all filled"}
"""Value of `completed` -> how the fields that a return must fill are."""
_SECTORS = {code: sector.label for code, sector in SECTORS.items()}
FIXED: Vocabulary = {
    "status": STATUSES,
    "sector": _SECTORS,
    "has": _SECTORS,
    "lacks": _SECTORS,
    "lever": LEVERS,
    "approach": {code: approach.label for code, approach in APPROACHES.items()},
    "agenda": AGENDAS,
    "reason": REASONS,
    "call": {code: label.lower() for code, label in CALL_STATES.items()},
    "quality": {rule.key: rule.label for rule in quality.RULES},
    "completed": COMPLETED,
}
"""The values, with their labels, of the filters that have the same in every store."""
MEANINGS = {
    "as_at": "The day that all is said of; the store's own day unless said.",
    "since": "First day of the activity window; twelve months before the day unless said.",
    "region": "Region: partnerships that have their home there, and its authorities.",
    "ace_area": "Arts Council area: partnerships with an authority in it, and its authorities.",
    "bridge": "Bridge organisation: its partnerships, and the authorities of its patch.",
    "county": "County: partnerships with an authority in it, and its authorities.",
    "area": "Authority by its code, of whatever day: partnerships that lie in it, or in what it was or became.",
    "status": "Status at the day.",
    "sector": "A sector that has a member at the table.",
    "has": "A sector that must have a member at the table; given more than once, all of them.",
    "lacks": "A sector without a member at a table whose members are known; given more than once, all of them.",
    "lever": "Main lever of an activity begun in the window.",
    "approach": "Approach of an activity begun in the window, the same one as lever and agenda are asked of.",
    "agenda": "Agenda that an activity begun in the window was on, the same one as lever and approach are asked of.",
    "reason": "Reason to call that the partnership gives at the day.",
    "call": "State in which a reason to call that the partnership gives is noted.",
    "quality": "Rule of quality that finds something of the partnership.",
    "completed": "Whether all required fields are filled in rows of the window; neither where there are none.",
    "include": "Statuses that are counted beside established and delivering.",
    "illustrative": "Whether illustrative rows are seen.",
    "need": "Measure by which places are ranked.",
    "method": "Whether a secondary lever is counted as a half.",
    "provisional": "Show returns that wait for a decision as if they were accepted, marked [p].",
}
"""Filter key -> what it asks for, in the order in which a reader meets them."""


def vocabulary(programme: Programme) -> Vocabulary:
    """The values a filter may take in this store, each with its label, in the order readers expect."""
    groupings = programme.area_groupings.sort_values("from_date", na_position="first", kind="stable")
    latest = groupings.drop_duplicates(["grouping", "group_code"], keep="last")
    if (bridges := programme.seen_by.bridges) is not None:
        latest = latest[(latest["grouping"] != "bridge") | latest["group_code"].isin(bridges)]

    def groups(grouping: str, *, by: str) -> dict[str, str]:
        rows = latest[latest["grouping"] == grouping].sort_values(by, key=by_name)
        return dict(zip(rows["group_code"], rows["group_name"], strict=True))

    return {
        "region": groups("region", by="group_code"),
        "ace_area": groups("ace_area", by="group_name"),
        "bridge": groups("bridge", by="group_name"),
        "county": groups("county", by="group_name"),
        "area": _authorities(programme),
        **FIXED,
        "need": _measures(programme),
        "partnership": dict(
            zip(programme.partnerships["partnership"], programme.partnerships["name"], strict=True)
        ),
    }


def _authorities(programme: Programme) -> dict[str, str]:
    """Every authority that there is or was, by name; those of one name are told apart by their codes."""
    areas = programme.areas[programme.areas["level"] == "lad"].drop_duplicates("area_code")
    areas = areas.sort_values(["name", "area_code"], key=by_name)
    shared = areas["name"].duplicated(keep=False)
    labels = areas["name"].where(~shared, areas["name"] + " (" + areas["area_code"] + ")")
    return dict(zip(areas["area_code"], labels, strict=True))


def _measures(programme: Programme) -> dict[str, str]:
    """The measures that places can be ranked by: those that were added to the store, then income, then size.

    How many taxpayers there are only weighs incomes.
    """
    labels = dict(zip(programme.area_measures["measure"], programme.area_measures["label"], strict=True))
    added = set(programme.area_statistics["measure"].dropna()) - {INCOME, CHILDREN, TAXPAYERS}
    named = {
        measure: labels.get(measure) or words.measure(measure)
        for measure in (*sorted(added), INCOME, CHILDREN)
    }
    return named | {CHILDREN: f"{named[CHILDREN]} (size)"}
