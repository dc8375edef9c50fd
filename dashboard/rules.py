"""The rules behind every number, as the Method page and the last page of every paper print them."""

from typing import Final

RULES: Final = (
    (
        "Counting",
        "A partnership is counted when its status at the as-at date is established or delivering. A switch adds "
        "emerging ones. Sources do not define a partnership alike, so the rule is printed beside every figure.",
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
        "bridge’s patch, if that lies in one region.",
    ),
    (
        "Authorities change",
        "Maps and denominators use the authorities that existed at the as-at date: 326 to 31 March 2019, then 317, "
        "314, 309, and 296 from April 2023. Areas recorded under older or newer codes are carried to that date. The "
        "whole of an older authority is a part of its successor, unless all of that successor’s predecessors are "
        "covered.",
    ),
    (
        "Whole and part",
        "Part coverage is drawn as an outline with a stroke, never as a lighter colour. A part without a known "
        "share adds nothing to the children and young people covered; the note says what it would add at most.",
    ),
    (
        "Illustrative data",
        "Memberships, meetings, activities, actions and support are published nowhere. The demonstration store "
        "holds generated ones, each row marked; so are status dates that no source gives. One switch hides them.",
    ),
    (
        "Unknown",
        "Unknown is never zero. A rate with too few cases behind it says “too few to report” instead of a number.",
    ),
)
