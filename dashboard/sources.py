"""Where each fact comes from, as printed under charts and listed on the Method page."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Source:
    """One origin of facts: its short name for source lines, and what a reader should know of it."""

    key: str
    short: str
    note: str
    licence: str


REGISTER: Final = Source(
    "register",
    "Public register of partnerships, compiled from published pages",
    "92 partnerships pieced together from published pages of the Arts Council, bridge organisations, councils and "
    "partnerships; each row names its page and keeps the status as that page worded it.",
    "Facts from public pages; each page is named row by row.",
)
PUBLISHED: Final = Source(
    "published",
    "Published national counts (Arts Council England, Cultural Learning Alliance, Artswork)",
    "National counts as published; they count different things (stock, cumulative, floor), so they are shown as "
    "separate marks and never joined to the line.",
    "Facts from public pages; each page is named row by row.",
)
TARGETS: Final = Source(
    "targets",
    "Arts Council England, Cultural Education Challenge, 14 October 2015",
    "The aim of at least 50 partnerships by 2020, set on 14 October 2015; counted as due on 31 December 2020.",
    "Facts from public pages.",
)
RETURNS: Final = Source(
    "returns",
    "Quarterly returns of partnerships",
    "Memberships, meetings, activities, actions, support. None of these is published: in the demonstration store every "
    "one is generated and marked illustrative.",
    "Illustrative rows are free of any right.",
)
BOUNDARIES: Final = Source(
    "boundaries",
    "Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right 2023",
    "Authorities of England at five vintages (2015, 2019, 2020, 2021, 2023), built from 2011 statistical areas, "
    "simplified as one coverage without gaps or overlaps.",
    "Open Government Licence v.3.0",
)
POPULATION: Final = Source(
    "population",
    "Office for National Statistics, mid-2023 population estimates",
    "Children and young people aged 0 to 24 in each authority, mid-2023, on the authorities of April 2023.",
    "Open Government Licence v.3.0",
)

ADDED: Final = "Added to this store."
"""What is noted of a source that does not come with the product."""

SOURCES: Final = {
    source.key: source for source in (REGISTER, RETURNS, TARGETS, PUBLISHED, BOUNDARIES, POPULATION)
}
