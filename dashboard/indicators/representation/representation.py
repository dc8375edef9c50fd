"""Who is at the table, and who is missing? Indicators 13 to 18; the frames are in `seats` and `gaps`."""

from collections import Counter

import numpy as np

from dashboard import words
from dashboard.cache import QUESTIONS, cached
from dashboard.filters import USUAL
from dashboard.indicators.representation.gaps import by_core_group, by_sector, known, most_missed
from dashboard.indicators.representation.seats import Tables, counted, ratings
from dashboard.indicators.shared import members
from dashboard.indicators.shared.extremes import extreme
from dashboard.indicators.shared.intervals import Numbers
from dashboard.indicators.shared.members import IS_CORE
from dashboard.indicators.shared.values import HOW_TO_ADD, Indicator, Value, percentage
from dashboard.question import Question
from data.taxonomy import CORE_GROUPS

NOT_PUBLISHED = "Not published: no source gives who sits on the partnerships"
KNOWN_TABLES = f"{USUAL}; of them those with a known membership"
NOBODY = f"{words.TOO_FEW}: no counted partnership has a known membership"


def median_core_groups(question: Question) -> Value:
    """Indicator 13: core groups with at least one current member, the median of the counted partnerships
    with a known membership (numerator; denominator all counted).

    The rating is each partnership's own (see `seats.ratings`); the note counts them.
    """
    tables = known(question)
    note = words.sentences(_each_have(tables.core_groups, "core groups", most_first=True), _ratings(tables))
    return _median(question, "core_groups", tables.core_groups, unit="core groups", note=note)


@cached(most=QUESTIONS)
def fully_represented(question: Question) -> Value:
    """Indicator 14: counted partnerships with all five core groups, of those with a known membership."""
    if reason := _missing(question):
        return Value(key="fully_represented", value=None, unit="%", n=0, note=reason)
    tables = known(question)
    full, size = int((tables.core_groups == len(CORE_GROUPS)).sum()), len(tables)
    left = len(counted(question)) - size
    return percentage(
        "fully_represented",
        full,
        size,
        noun="counted partnership",
        which=" with a known membership",
        note=f"{words.of(full, size)} {words.agree(full, 'has')} all five core groups",
        also=words.sentences(
            f"The membership of {words.count_of(left, 'other')} is not known" if left else "",
        ),
    )


def sector_gap(question: Question) -> Value:
    """Indicator 15: the core sector that most counted partnerships lack; every sector is in `by_sector`."""
    if reason := _missing(question):
        return Value(key="sector_gap", value=None, unit="%", n=0, note=reason)
    lacking = int(by_sector(question)["lacking"].to_numpy()[IS_CORE].max())
    size, named = len(known(question)), most_missed(question)
    group = extreme(by_core_group(question), "lacking", base="known")
    return percentage(
        "sector_gap",
        lacking,
        size,
        noun="counted partnership",
        which=" with a known membership",
        note=words.sentences(
            f"{'Every core sector' if named is None else named.names}: {words.of(lacking, size)} "
            f"{words.agree(lacking, 'has')} none",
            f"Of the five core groups, most often missing: {group.names} ({words.of(group.value, size)})"
            if group is not None and group.value
            else "",
            "Extended sectors sit on some partnerships by design and are not rated",
        ),
    )


def education_depth(question: Question) -> Value:
    """Indicator 16: how many of school, Early Years, Further and Higher Education are there; the median."""
    settings = known(question).settings
    note = words.sentences(_each_have(settings, "of the four education settings"))
    return _median(question, "education_depth", settings, unit="settings", note=note)


def active_core_groups(question: Question) -> Value:
    """Indicator 17: core groups that came to any of the last two meetings held, of the core groups in
    membership, over the counted partnerships where somebody noted who came (`n`).
    """
    tables = known(question)
    noted = tables.of(~np.isnan(tables.attending))
    if reason := _missing(question):
        return Value(key="active_core_groups", value=None, unit="%", n=0, note=reason)
    if not noted:
        note = words.sentences(f"{words.TOO_FEW}: nobody noted who came to the last meetings")
        return Value(key="active_core_groups", value=None, unit="%", n=0, note=note)
    came, seats = int(noted.attending.sum()), int(noted.core_groups.sum())
    left = len(tables) - len(noted)
    return percentage(
        "active_core_groups",
        came,
        seats,
        noun="core group",
        which=" in membership",
        n=len(noted),
        note=words.sentences(
            f"{words.of(came, seats)} core groups of {words.count_of(len(noted), 'partnership')} came to "
            "one of the last two meetings",
            f"Of {words.count_of(left, 'other')} nobody noted who came" if left else "",
        ),
    )


def effective_sectors(question: Question) -> Value:
    """Indicator 18: exp(-sum p ln p) over the sectors of a partnership's member organisations; the median."""
    note = "As many sectors, had each as many members as the others; an organisation counts once."
    return _median(question, "effective_sectors", known(question).effective, unit="sectors", note=note)


def named_note(question: Question) -> str:
    """Of how many counted partnerships some members are named, where not all are known; nothing where of none."""
    tables = counted(question)
    unknown = tables.position[~tables.known]
    number = int(members.by_sector(question.visible, question.on)[unknown].any(axis=1).sum())
    if not number:
        return ""
    of = words.count_of(number, "counted partnership")
    return f"Of {of} some members are named, and who is missing is not known"


def _median(question: Question, key: str, numbers: Numbers, *, unit: str, note: str) -> Value:
    """The median of the known tables' numbers."""
    numbers = numbers[~np.isnan(numbers)]
    if (missing := _missing(question)) or not len(numbers):
        reason = missing or words.sentences(f"{words.TOO_FEW}: no member is known")
        return Value(key=key, value=None, unit=unit, n=0, note=reason)
    size, of = len(numbers), len(counted(question))
    told = f"Median of {words.count_of(size, 'partnership')} with a known membership, of {of} counted"
    return Value(
        key=key,
        value=float(np.median(numbers)),
        unit=unit,
        numerator=size,
        denominator=of,
        n=size,
        note=words.sentences(told, note),
    )


def _missing(question: Question) -> str:
    """Why there is nothing to report; nothing when there is."""
    if question.visible.memberships.empty:
        return words.sentences(NOT_PUBLISHED, HOW_TO_ADD)
    return words.sentences(NOBODY) if not known(question) else ""


def _each_have(numbers: Numbers, of: str, *, most_first: bool = False) -> str:
    """How many have how many: "15 have 5 core groups, 27 have 4 and 2 have 3"."""
    held, count = np.unique(numbers, return_counts=True)
    each = [
        f"{words.number(one)} {words.agree(one, 'has')} {words.number(number)}"
        for number, one in zip(held.tolist(), count.tolist(), strict=True)
    ]
    each = each[::-1] if most_first else each
    return words.listing([f"{each[0]} {of}", *each[1:]]) if each else ""


def _ratings(known: Tables) -> str:
    found = Counter(ratings(known.of(known.is_rated)).tolist())
    if not found:
        return "None has been established for over twelve months"
    each = ", ".join(f"{found[rating]} {rating}" for rating in ("green", "amber", "red"))
    return f"Of {found.total()} established for over twelve months: {each}"


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        13,
        "core_groups",
        "Core groups at the table",
        "Core groups with at least one current member, 0 to 5; the median of the counted partnerships with a "
        "known membership",
        "core groups",
        "Each partnership established for over twelve months: green 5, amber 4, red 3 or fewer",
        median_core_groups,
        ("memberships",),
        counted=KNOWN_TABLES,
    ),
    Indicator(
        14,
        "fully_represented",
        "Fully represented",
        "Counted partnerships with all five core groups, of those with a known membership",
        "%",
        "",
        fully_represented,
        ("memberships",),
        counted=KNOWN_TABLES,
    ),
    Indicator(
        15,
        "sector_gap",
        "Largest gap in a core sector",
        "Counted partnerships lacking the core sector that most of them lack, of those with a known "
        "membership",
        "%",
        "",
        sector_gap,
        ("memberships",),
        counted=KNOWN_TABLES,
    ),
    Indicator(
        16,
        "education_depth",
        "Depth of education",
        "How many of school, Early Years, Further and Higher Education are at the table, 0 to 4; the median "
        "of the counted partnerships with a known membership",
        "settings",
        "",
        education_depth,
        ("memberships",),
        counted=KNOWN_TABLES,
    ),
    Indicator(
        17,
        "active_core_groups",
        "Core groups that come",
        "Core groups that came to at least one of the last two meetings, of the core groups in membership, "
        "over the counted partnerships whose attendance is known",
        "%",
        "",
        active_core_groups,
        ("memberships", "meetings"),
        counted=KNOWN_TABLES,
    ),
    Indicator(
        18,
        "effective_sectors",
        "Effective sectors",
        "How many equally strong sectors a table amounts to: exp(−∑ p ln p), p being each sector's share of the "
        "member organisations; the median of the counted partnerships with a known membership",
        "sectors",
        "",
        effective_sectors,
        ("memberships",),
        counted=KNOWN_TABLES,
    ),
)
"""Indicators 13 to 18, in their published order."""
