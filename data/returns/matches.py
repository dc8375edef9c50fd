"""Which partnership or organisation a list means: by name and place, and rather nothing than a wrong one."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.returns.readings import Choice
from data.returns.sheets.kinds import slug
from data.returns.spelling import likened
from data.store.rows import Row
from data.taxonomy import SECTORS

NEW, LEFT_OUT = "new", ""
"""Answers: a partnership or organisation that the store does not have; what is not stored."""
EACH = "each"
"""The answer `each:school`: one organisation in each partnership's place, not one for all."""
_COMMON = frozenset(
    {"cep", "lcep", "local", "lcultural", "cultural", "education", "educational", "partnership"}
)
_SECTOR_WORDS: tuple[tuple[str, str], ...] = (
    ("music_education_hub", r"music (?:education )?(?:hub|service)"),
    ("early_years", r"nursery|nurseries|early years|pre ?school|children s centre|childrens centre"),
    ("higher_education", r"university|universities|uni|uea|conservatoire"),
    ("school", r"schools?|primary|secondary|infants?|juniors?|academy|academies|high school|grammar"),
    ("further_education", r"college|sixth form"),
    ("health", r"nhs|health|hospital|ccg|clinical"),
    ("youth_sector", r"youth|ymca|scouts|guides|young people s|boys and girls club"),
    ("local_authority", r"council|borough|local authority|county council|city council|children s services"),
    ("cultural_organisation", r"theatre|museums?|gallery|galleries|arts?|library|libraries|dance|orchestra|opera|film|"
                              r"festival|heritage|playhouse|cinema|archives?|creative|music|circus|literature"),
    ("employer", r"chamber of commerce|business|ltd|plc"),
)  # fmt: skip
LOCAL_SECTORS = frozenset(
    {
        "school",
        "early_years",
        "further_education",
        "local_authority",
        "music_education_hub",
        "youth_sector",
        "health",
    }
)
"""Sectors of which many places have an organisation of one name."""
_UNNAMED = re.compile(
    r"^\d+\s*(?:x\b|no\b)?|\b(?:various|several|other|others|etc|all|local)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means: the key where that is certain, else what it can be, and which of them is proposed."""

    key: str | None
    choices: tuple[Choice, ...] = ()
    proposed: str | None = None


@dataclass(frozen=True, slots=True)
class Partnerships:
    """The partnerships of a store by name, and the authorities that each covers."""

    names: Mapping[str, str]
    by_name: Mapping[str, frozenset[str]]
    by_core: Mapping[str, frozenset[str]]
    areas: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, rows: Iterable[Row], areas: Iterable[Row]) -> "Partnerships":
        """From the rows of the sheets partnerships and partnership_areas."""
        names: dict[str, str] = {}
        by_name: dict[str, set[str]] = defaultdict(set)
        by_core: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            key = str(row["partnership"])
            names[key] = str(row["name"])
            for said in {str(row["name"]), key, str(row["former_name"] or row["name"])}:
                by_name[likened(said)].add(key)
                by_core[core(said)].add(key)
        covers: dict[str, set[str]] = defaultdict(set)
        for row in areas:
            covers[str(row["partnership"])].add(str(row["area_code"]))
        return cls(names, _frozen(by_name), _frozen(by_core), _frozen(covers))

    def find(self, name: str, codes: Collection[str]) -> Match:
        """The partnership of a name in some places; what is not certain is asked, those of the place first."""
        exact = self.by_name.get(likened(name), frozenset())
        alike = exact or self.by_core.get(core(name), frozenset())
        here = [key for key in sorted(alike) if self._agrees(key, codes)]
        if len(here) == 1 and (exact or core(name)):
            return Match(here[0])
        if not alike:
            here = self._in_place(name, codes)
        if not here and not alike:
            return Match(NEW)
        known = here or sorted(alike)
        choices = (
            *(Choice(key, f"{self.names[key]}, in the store") for key in known),
            Choice(NEW, "A new one"),
        )
        return Match(None, choices, self._proposed(name, here, bool(alike)))

    def _proposed(self, name: str, here: Sequence[str], is_alike: bool) -> str | None:
        """The one of the place whose name has all words of this one; a new one where the name is elsewhere."""
        words = set(core(name).split())
        whole = [key for key in here if words <= set(core(self.names[key]).split())]
        if not here and is_alike:
            return NEW
        return whole[0] if len(whole) == 1 else None

    def _agrees(self, key: str, codes: Collection[str]) -> bool:
        held = self.areas.get(key, frozenset())
        return not held or not codes or bool(held & set(codes))

    def _in_place(self, name: str, codes: Collection[str]) -> list[str]:
        """Those that cover one of the places and share a word of the name that is no common one."""
        words = set(core(name).split())
        return [
            key
            for key, held in sorted(self.areas.items())
            if held & set(codes) and words & set(core(self.names.get(key, "")).split())
        ]


@dataclass(frozen=True, slots=True)
class Organisations:
    """The organisations of a store by name, the authority and sector of each, and at whose table each sits."""

    rows: Mapping[str, Row]
    by_name: Mapping[str, frozenset[str]]
    tables: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Row], memberships: Iterable[Row]) -> "Organisations":
        """From the rows of the sheets organisations and memberships."""
        held = {str(row["organisation"]): row for row in rows}
        by_name: dict[str, set[str]] = defaultdict(set)
        for key, row in held.items():
            by_name[likened(str(row["name"]))].add(key)
        tables: dict[str, set[str]] = defaultdict(set)
        for row in memberships:
            tables[str(row["organisation"])].add(str(row["partnership"]))
        return cls(held, _frozen(by_name), _frozen(tables))

    def find(self, name: str, partnerships: Sequence[str]) -> Match:
        """The organisation that the members' columns of some partnerships mean by a name.

        Certain is one that is called so and sits at these tables, or that is of no one place; and a new one with the
        word of a sector in its name, at one table alone. Anything else is asked: two schools can have one name.
        """
        held = sorted(self.by_name.get(likened(name), frozenset()))
        sector = sector_in(name)
        if len(held) == 1 and self._is_meant(held[0], partnerships):
            return Match(held[0])
        if not held and sector and len(partnerships) == 1 and not _UNNAMED.search(name):
            return Match(f"{NEW}:{sector}")
        known = tuple(Choice(key, f"{self.rows[key]['name']}, in the store") for key in held)
        return Match(
            None,
            (*known, *choices_of_sectors(len(partnerships) > 1)),
            self._proposed(name, held, sector, partnerships),
        )

    def _is_meant(self, key: str, partnerships: Sequence[str]) -> bool:
        return set(partnerships) <= self.tables.get(key, frozenset()) or (
            self.rows[key]["sector"] not in LOCAL_SECTORS and self.rows[key]["area_code"] is None
        )

    @staticmethod
    def _proposed(
        name: str, held: Sequence[str], sector: str | None, partnerships: Sequence[str]
    ) -> str | None:
        if _UNNAMED.search(name):
            return LEFT_OUT
        if held or sector is None:
            return None
        several = len(partnerships) > 1 and sector in LOCAL_SECTORS
        return f"{EACH if several else NEW}:{sector}"


def choices_of_sectors(several: bool) -> tuple[Choice, ...]:
    """What an organisation that the store does not have can be; the last is to leave it out."""
    new = [Choice(f"{NEW}:{code}", f"New: {sector.label}") for code, sector in SECTORS.items()]
    each = [
        Choice(f"{EACH}:{code}", f"One in each place: {sector.label}") for code, sector in SECTORS.items()
    ]
    return (*new, *(each if several else ()), Choice(LEFT_OUT, "Leave out: it names no organisation"))


def sector_in(name: str) -> str | None:
    """The sector that a name has the word of: `St Mary's Primary` is a school."""
    words = f" {likened(name)} "
    return next((code for code, said in _SECTOR_WORDS if re.search(rf" (?:{said}) ", words)), None)


def core(name: str) -> str:
    """A name without what every partnership is called: `Brent LCEP` is brent."""
    return " ".join(word for word in likened(name).split() if word not in _COMMON)


def free_key(name: str, taken: Collection[str], *, otherwise: str) -> str:
    """A key for a name that nobody has yet."""
    made = slug(name) or otherwise
    return made if made not in taken else f"{made}-{otherwise}"


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(held) for key, held in found.items()}
