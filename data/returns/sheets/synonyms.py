"""What people call what a vocabulary calls otherwise: only ever suggested, never read as it."""

from collections.abc import Mapping

OTHER_WORDS: Mapping[str, Mapping[str, str]] = {
    "sector": {
        **dict.fromkeys(("la", "council", "borough", "county_council", "borough_council"), "local_authority"),
        **dict.fromkeys(
            ("npo", "museum", "theatre", "gallery", "library", "arts_centre", "arts", "culture", "orchestra"),
            "cultural_organisation",
        ),
        **dict.fromkeys(("academy", "primary", "secondary", "mat", "academy_trust", "special"), "school"),
        **dict.fromkeys(("nursery", "children's_centre", "eyfs", "preschool", "pre_school"), "early_years"),
        **dict.fromkeys(
            ("college", "fe", "sixth_form", "fe_college", "sixth_form_college"), "further_education"
        ),
        **dict.fromkeys(("university", "he", "hei"), "higher_education"),
        **dict.fromkeys(("meh", "music_service", "hub"), "music_education_hub"),
        **dict.fromkeys(("youth", "youth_service", "youth_club", "youth_centre"), "youth_sector"),
        **dict.fromkeys(("business", "company"), "employer"),
        **dict.fromkeys(("nhs", "public_health", "ccg", "hospital"), "health"),
    },
    "type of support": {
        **dict.fromkeys(("1:1", "121", "1_1", "1_to_1", "one_on_one", "1_2_1"), "one_to_one"),
        "artsmark": "artsmark_advice",
    },
    "role": {
        **dict.fromkeys(("chairperson", "chairman", "chairwoman", "convenor", "convener"), "chair"),
        **dict.fromkeys(("co_chair", "deputy_chair", "deputy"), "vice_chair"),
        **dict.fromkeys(("partner", "attendee"), "member"),
        **dict.fromkeys(("secretary", "manager", "administrator"), "coordinator"),
        "lead": "lead_organisation",
    },
    "state of attendance": {
        **dict.fromkeys(("attended", "yes", "y", "there", "in_attendance"), "present"),
        **dict.fromkeys(("sent_apologies", "apology", "apols"), "apologies"),
        **dict.fromkeys(("deputy", "deputised", "represented"), "substitute"),
        **dict.fromkeys(("no", "dna", "did_not_attend"), "absent"),
    },
    "state of an action": {
        **dict.fromkeys(("done", "closed", "finished", "completed"), "complete"),
        **dict.fromkeys(("in_progress", "ongoing", "outstanding", "overdue", "to_do"), "open"),
        **dict.fromkeys(("cancelled", "abandoned"), "dropped"),
    },
    "state of an activity": {
        **dict.fromkeys(("done", "completed", "finished"), "complete"),
        **dict.fromkeys(("ongoing", "in_progress", "current", "active"), "running"),
    },
    "state of a meeting": {
        **dict.fromkeys(("done", "took_place", "complete", "completed", "happened"), "held"),
        **dict.fromkeys(("upcoming", "scheduled"), "planned"),
    },
    "basis": {
        **dict.fromkeys(("counted", "count", "exact", "register"), "actual"),
        **dict.fromkeys(("approx", "approximate", "rough"), "estimate"),
    },
    "status": {"active": "delivering", "set_up": "established", "inactive": "dormant"},
    "coverage": {**dict.fromkeys(("all", "full", "entire"), "whole"), "some": "part"},
}
"""Noun of a vocabulary -> folded word -> code."""
