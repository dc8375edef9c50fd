"""Words of a vocabulary, alone or in a list, and what somebody meant who wrote another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.returns.sheets.kinds import CellError, Kind, quoted, text_of
from data.returns.spelling import folded, nearest

_JOINED = (re.compile(r"[;,/&+|]"), re.compile(r"[;,/&+|]|\band\b"))
"""How people join words; the second breaks labels that hold an `and`."""


@dataclass(frozen=True, slots=True)
class WordKind(Kind):
    """One of the words of a vocabulary: code -> label. `noun` is what such a word is: `sector`."""

    noun: str
    vocabulary: Mapping[str, str] = field(hash=False)

    @property
    def words(self) -> str:
        """What a cell holds."""
        return "one of " + ", ".join(self.vocabulary)

    def read(self, cell: object) -> str:
        """The code; its label and another case are read as the code, since they can mean nothing else."""
        if isinstance(cell, str) and cell in self.vocabulary:
            return cell
        said = folded(text_of(cell))
        for code, label in self.vocabulary.items():
            if said in {folded(code), folded(label)}:
                return code
        if ";" in said or self.several(text_of(cell)):
            raise CellError(f"{quoted(cell)} is more than one {self.noun}.", "Give one only.")
        raise CellError(f"{quoted(cell)} is not {_with_article(self.noun)}.", self._advice(said))

    def several(self, text: str) -> tuple[str, ...]:
        """The codes of a text that joins words of the vocabulary with commas and the like; none where it does not."""
        known = {folded(word): code for code, label in self.vocabulary.items() for word in (label, code)}
        for joined in _JOINED:
            codes = [known.get(folded(part), "") for part in joined.split(text) if part.strip()]
            if len(codes) > 1 and all(codes):
                return tuple(codes)
        return ()

    def _advice(self, said: str) -> str:
        other = OTHER_WORDS.get(self.noun, {}).get(said, "")
        close = other if other in self.vocabulary else nearest(said, self.vocabulary)
        return f"Did you mean {close}?" if close else f"It is {self.words}."


@dataclass(frozen=True, slots=True)
class WordsKind(Kind):
    """A list of words of a vocabulary with semicolons between them."""

    one: WordKind

    @property
    def words(self) -> str:
        """What a cell holds."""
        return f"any of {', '.join(self.one.vocabulary)}, with ; between them"

    def read(self, cell: object) -> tuple[str, ...]:
        """The codes, each once, in the order given."""
        parts = [part.strip() for part in text_of(cell).split(";")]
        for part in parts:
            if part not in self.one.vocabulary and (meant := self.one.several(part)):
                raise CellError(
                    f"{quoted(part)} is more than one {self.one.noun}.", f"Did you mean {';'.join(meant)}?"
                )
        return tuple(dict.fromkeys(self.one.read(part) for part in parts if part))


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


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
