"""Words of a vocabulary, alone or in a list, and what somebody meant who wrote another."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from data.returns.readings import Choice, Doubt, Meaning, Meant
from data.returns.sheets.kinds import CellError, Kind, quoted, text_of
from data.returns.spelling import folded, nearest, says_nothing

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

    def meant(self, cell: object, /) -> Meaning | None:
        """The word that another word stands for; where that is not certain, which one of all is asked."""
        if not isinstance(cell, str) or says_nothing(cell):
            return None
        said = folded(cell)
        other = OTHER_WORDS.get(self.noun, {}).get(said.rstrip("?"), "")
        if other in self.vocabulary and said in OTHER_WORDS[self.noun] and said not in UNSURE:
            return Meant(other, other)
        several = self.several(cell)
        likely = other if other in self.vocabulary else nearest(said, self.vocabulary)
        codes = several or dict.fromkeys([*([likely] if likely else []), *self.vocabulary])
        asks = f"{quoted(cell)} is {'more than one' if several else 'no'} {self.noun}. Which one is meant?"
        proposed = likely if likely and not several else None
        return Doubt(asks, tuple(Choice(code, self.vocabulary[code]) for code in codes), proposed)

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

    def meant(self, cell: object, /) -> Meaning | None:
        """The words of a list that is joined by commas and the like; if one of them is asked, for the list."""
        if not isinstance(cell, str) or says_nothing(cell):
            return None
        parts = [part.strip() for part in cell.split(";") if part.strip()]
        if len(parts) == 1 and not self.one.several(cell):
            parts = [part.strip() for part in _JOINED[0].split(cell) if part.strip()]
        codes: list[str] = []
        for part in parts:
            if found := self.one.several(part):
                codes += found
            else:
                meaning = self._of(part)
                if not isinstance(meaning, Meant):
                    return self._in_list(cell, parts, meaning) if meaning else None
                codes.append(str(meaning.value))
        codes = list(dict.fromkeys(codes))
        return Meant(tuple(codes), ";".join(codes)) if codes else None

    def _of(self, part: str) -> Meaning | None:
        try:
            code = self.one.read(part)
        except CellError:
            return self.one.meant(part)
        return Meant(code, code)

    def _in_list(self, cell: str, parts: list[str], doubt: Doubt) -> Doubt:
        """Ask of a list with one word that is none what the whole should be."""
        others = [
            code
            for part in parts
            if isinstance(known := self._of(part), Meant)
            for code in [str(known.value)]
        ]
        choices = [
            Choice(";".join(dict.fromkeys([*others, choice.write])), choice.means) for choice in doubt.choices
        ]
        if others:
            choices.append(Choice(";".join(dict.fromkeys(others)), "without it"))
        proposed = ";".join(dict.fromkeys([*others, doubt.proposed])) if doubt.proposed else None
        return Doubt(f"{doubt.asks} (In {quoted(cell)}.)" if others else doubt.asks, tuple(choices), proposed)


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
    "status": {
        **dict.fromkeys(("active", "live", "running", "up_and_running"), "delivering"),
        **dict.fromkeys(("set_up", "launched", "formed"), "established"),
        **dict.fromkeys(
            ("developing", "in_development", "forming", "early_stages", "setting_up"), "emerging"
        ),
        **dict.fromkeys(("inactive", "paused", "on_hold"), "dormant"),
        **dict.fromkeys(("planned", "proposed", "potential"), "prospective"),
        **dict.fromkeys(("ended", "disbanded"), "closed"),
    },
    "coverage": {**dict.fromkeys(("all", "full", "entire"), "whole"), "some": "part"},
}
"""Noun of a vocabulary -> folded word -> code."""
UNSURE: Set[str] = frozenset(
    {
        *OTHER_WORDS["status"], *OTHER_WORDS["coverage"], "arts", "culture", "hub", "deputy", "partner", "lead",
        "library", "manager", "secretary", "business", "company", "closed", "overdue", "hospital", "special",
        "college", "yes", "y", "no", "represented", "count", "current", "active",
    }
)  # fmt: skip
"""Those of them that somebody may mean otherwise: they are proposed, and asked."""
