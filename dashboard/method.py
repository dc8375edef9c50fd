"""The rules behind every number, and where facts come from: printed under charts, in papers, on the page Method."""

from dataclasses import dataclass
from typing import Final

from dashboard import words
from data.taxonomy import GRADES


@dataclass(frozen=True, slots=True)
class Source:
    """One origin of facts: its short name for source lines, and what a reader should know of it.

    `grades` are those of the evidence it holds, strongest first; none where nobody graded it.
    """

    key: str
    short: str
    note: str
    licence: str
    grades: tuple[int, ...] = ()

    @property
    def evidence(self) -> str:
        """How strong it is: "Evidence of grade 1 (official count or statement)"."""
        if len(self.grades) == 1:
            (grade,) = self.grades
            return f"Evidence of grade {grade} ({GRADES[grade].lower()})"
        named = words.listing([str(grade) for grade in self.grades])
        return f"Evidence of grades {named}, row by row" if named else "Evidence not graded"

    @property
    def said(self) -> str:
        """Note, strength and licence, as sentences."""
        return words.sentences(self.note, self.evidence, self.licence)


REGISTER: Final = Source(
    "register",
    "Public register of partnerships, compiled from published pages",
    "110 partnerships pieced together from published pages of the Arts Council, bridge organisations, councils and "
    "partnerships; each row names its page and keeps the status as that page worded it.",
    "Facts from public pages; each page is named row by row.",
    (1, 2, 3),
)
PUBLISHED: Final = Source(
    "published",
    "Published national counts (Arts Council England, Cultural Learning Alliance, Artswork)",
    "National counts as published; they count different things (stock, cumulative, floor), so they are shown as "
    "separate marks and never joined to the line.",
    "Facts from public pages; each page is named row by row.",
    (1, 2, 3),
)
TARGETS: Final = Source(
    "targets",
    "Arts Council England, Cultural Education Challenge, 14 October 2015",
    "The aim of at least 50 partnerships by 2020, set on 14 October 2015; counted as due on 31 December 2020.",
    "Facts from public pages.",
    (1,),
)
RETURNS: Final = Source(
    "returns",
    "Quarterly returns of partnerships",
    "Memberships, meetings, activities, actions, support. But for some memberships none of these is published: in the "
    "demonstration store all others are generated and marked illustrative.",
    "Illustrative rows are free of any right.",
    (4, 6),
)
BOUNDARIES: Final = Source(
    "boundaries",
    "Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right 2023",
    "Authorities of England at five vintages (2015, 2019, 2020, 2021, 2023), built from 2011 statistical areas, "
    "simplified as one coverage without gaps or overlaps.",
    "Open Government Licence v.3.0",
    (1,),
)
POPULATION: Final = Source(
    "population",
    "Office for National Statistics, mid-2023 population estimates",
    "Children and young people aged 0 to 24 in each authority, mid-2023, on the authorities of April 2023.",
    "Open Government Licence v.3.0",
    (1,),
)
INCOME: Final = Source(
    "income",
    "HM Revenue and Customs, Survey of Personal Incomes, tax year 2021 to 2022",
    "Mean total income before tax of those who pay Income Tax, in pounds a year, as the public package "
    "policyengine-uk-data 1.11.1 holds it on the authorities of April 2023: "
    "known for 290 of 296, not for Torbay, Isles of Scilly, Cumberland, Westmorland and Furness, North Yorkshire and "
    "Somerset. It leaves out people who pay no Income Tax, and a few very high incomes raise it. Where authorities "
    "merge it is weighted by their numbers of taxpayers.",
    "Open Government Licence v.3.0",
    (1,),
)

ADDED: Final = "Added to this store."
"""What is noted of a source that does not come with the product."""

SOURCES: Final = {
    source.key: source for source in (REGISTER, RETURNS, TARGETS, PUBLISHED, BOUNDARIES, INCOME, POPULATION)
}

RULES: Final = (
    (
        "Evidence",
        "Every published fact has a grade from 1, an official statement, to 6, illustrative, and stands on the profile "
        "with its words and its address. A fact dated to a period is certain on its last day, and possible from its "
        "first. A page that does not say since when proves its word on its own day and after it; what it says "
        "may have held before. Where evidence leaves open when or how far a partnership is, maps and lists say that it "
        "exists; nobody is on record only where there is neither dated nor undated evidence.",
    ),
    (
        "Counting",
        "A partnership is counted when its status at the as-at date is established or delivering. A switch adds "
        "emerging ones. Sources do not define a partnership alike, so every figure prints what it counts "
        "itself: activities, meetings, actions and returns are those of partnerships of every status.",
    ),
    (
        "Choosing",
        "Filters of different kinds narrow one another. Who sits or is missing at a table is asked as at the date; a "
        "sector is missing only where the members are known and the partnership has not ended. Lever, approach and "
        "agenda are asked of one activity, begun in the period. Whoever gives a reason to call, a finding of quality "
        "or empty required fields is found as the pages Attention and Data find them.",
    ),
    (
        "Dates",
        "Every status is an interval: from its first day up to, not including, its last. A date published only as "
        "a month or a year counts from that period’s last day, the day by which it is certain. A status published "
        "without any date is never counted at a date; the count says how many there are.",
    ),
    (
        "One partnership, one count",
        "A partnership that covers several authorities is counted once. It counts in the region where most of its "
        "authorities lie (ties: the lowest code); one whose authorities nobody itemised counts in the region of its "
        "bridge’s patch, if that lies in one region. One that spans Arts Council areas is found in each of them and "
        "counts once where several are asked for, so the areas may add up to more than England.",
    ),
    (
        "Authorities change",
        "Maps and denominators use the authorities that existed at the as-at date: 326 to 31 March 2019, then 317, "
        "314, 309, and 296 from April 2023. Areas recorded under older or newer codes are carried to that date. The "
        "whole of an older authority is a part of its successor, unless all of that successor’s predecessors are "
        "covered. A line of authorities over the years stands on those of the as-at date throughout, so that no merger "
        "makes a step.",
    ),
    (
        "Whole and part",
        "Part coverage is drawn as an outline with a stroke, never as a lighter colour. A part without a known "
        "share adds nothing to the children and young people covered; the note says what it would add at most.",
    ),
    (
        "Need and size",
        "Places are ranked by need: usually the mean income of taxpayers, the lowest first, and of equals the one "
        "with more children and young people. How many children and young people live somewhere is size, not need; "
        "it stands beside, and can be chosen to rank by. Measures that are added to a store come first in the choice. "
        "A value belongs to the authorities it was published for: it is carried to their successors (counts added up, "
        "means weighted), never divided among predecessors, and what is not known comes last.",
    ),
    (
        "Illustrative data",
        "Most memberships and all meetings, activities, actions and support are published nowhere. The demonstration "
        "store holds generated ones, each row marked; so are status dates that no source gives. One switch hides "
        "them.",
    ),
    (
        "Unknown",
        "Unknown is never zero, and what is rounded is rounded once, where it is printed. Each kind of record is "
        "complete to a day of its own; a question asked later is answered as at that day, because what has not been "
        "returned yet is neither missing nor late. What falls due on the as-at date counts on neither side until the "
        "day has passed.",
    ),
    (
        "Small numbers",
        "A rate with fewer than five cases behind it says “too few to report” instead of a number, and one with fewer "
        "than ten is not rated. Every other rate has the 95 % interval of Wilson beside it: were these cases drawn "
        "from very many like them, it would hold the true share nineteen times in twenty. Most, best and fewest are "
        "said of five cases or more, of all who tie up to three.",
    ),
)
