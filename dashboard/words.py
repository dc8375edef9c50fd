"""One place for words and number formats: 1,234; 59 %; 31 March 2020; "too few to report"."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import isnan
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from data import norms, taxonomy

TOO_FEW = "too few to report"
NOT_KNOWN = "not known"
NOT_DATED = "since when is not published"
ILLUSTRATIVE = "Illustrative: generated to show how the tool works, published nowhere"
PROVISIONAL = "[p]"
"""Marks what rests on returns that wait for a decision."""
SHOWN = 40
"""Letters of what somebody wrote that a sentence repeats."""
FEW = 5
"""A share of fewer cases is said in numbers, not in per cent."""
INTERVAL = MappingProxyType({"low": "Low, 95 % interval (%)", "high": "High, 95 % interval (%)"})
"""Ends of an interval -> the columns that hold them."""
NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

STATES: Mapping[str, str] = MappingProxyType(
    {
        "whole": "Covered as a whole",
        "part": "Covered in part",
        "pipeline": "Emerging or prospective only",
        "exists": "A partnership exists; its date or status is not published",
        "none": "No live partnership known",
    }
)
"""What a map says of an authority, in the order of its legend."""

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        **{key: measure.label for key, measure in taxonomy.MEASURES.items()},
        "population": "Population",
        "schools": "Schools",
        "artsmark": "Settings on the Artsmark journey",
        "npo": "Organisations in the National Portfolio",
        "idaci": "Children in income-deprived families (IDACI)",
        "imd": "Index of Multiple Deprivation",
    }
)

ACRONYMS = frozenset({"cyp", "fsm", "idaci", "imd", "ks2", "ks4", "npo", "ons", "send"})
"""Parts of a measure's key that are read letter by letter."""

IRREGULAR: Mapping[str, str] = MappingProxyType(
    {
        "child": "children",
        "approach": "approaches",
        "status": "statuses",
        "is": "are",
        "it": "them",
        "has": "have",
        "was": "were",
        "rests": "rest",
        "waits": "wait",
        "covers": "cover",
        "gives": "give",
        "meets": "meet",
        "sits": "sit",
    }
)
"""Nouns that take no plain "s", and verbs as they go with more than one."""

OPENINGS = frozenset(
    {
        "A",
        "All",
        "At",
        "Considered",
        "Done",
        "Each",
        "Half",
        "Median",
        "Most",
        "No",
        "Nobody",
        "None",
        "Not",
        "Nothing",
    }
    | {"Of", "Only", "The", "There", "Too"}
)
"""Words that have a capital only where a sentence begins with them."""

Day = date | pd.Timestamp
"""Both are accepted wherever a date is worded; a Timestamp is a date too."""


def is_known(value: float | None) -> bool:
    """Whether there is a number to word: not None and not NaN."""
    return value is not None and not isnan(value)


def number(value: float | None, *, decimals: int = 0) -> str:
    """1234 -> "1,234"; a true minus sign; "not known" without a value."""
    if value is None or isnan(value):
        return NOT_KNOWN
    shown = rounded(value, decimals) + 0.0  # adding 0.0 turns -0.0 into 0.0
    return f"{shown:,.{decimals}f}".replace("-", MINUS)


def rounded(value: float, decimals: int = 0) -> float:
    """A number as it is printed, halves away from zero as browsers do; 100 * .575 is 57.5, not a little less."""
    if float(value).is_integer():
        return float(value)
    exact = Decimal(repr(round(float(value), 10)))
    return float(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def plain(value: float | None) -> str:
    """A number with one decimal only where it shows any: 4 -> "4", 4.5 -> "4.5", 3.98 -> "4"."""
    return number(value, decimals=0 if value is None or isnan(value) or rounded(value, 1).is_integer() else 1)


def percent(share: float | None, *, decimals: int = 0) -> str:
    """A share of one: .59 -> "59 %" with a no-break space."""
    return per_cent(None if share is None else share * 100, decimals=decimals)


def rounding(*wholes: Sequence[float] | npt.NDArray[np.float64]) -> str:
    """That the shares of a whole (in per cent), as they are printed, do not add up to 100; nothing where they do."""
    shares, starts = np.concatenate(wholes), np.cumsum([0, *(len(whole) for whole in wholes[:-1])])
    shown = np.add.reduceat(np.floor(shares.round(10) + 0.5), starts)  # as `rounded`, of all at once
    apart = sorted({*shown.tolist()} - {0, 100})
    if not apart:
        return ""
    total = (
        per_cent(apart[0])
        if len(wholes) == 1
        else f"{per_cent(min(*apart, 100))} to {per_cent(max(*apart, 100))}"
    )
    return f"Each share is rounded, so they add up to {total}"


def per_cent(value: float | None, *, decimals: int = 0) -> str:
    """A value already in per cent: 59.2 -> "59 %" with a no-break space."""
    if value is None or isnan(value):
        return NOT_KNOWN
    return f"{number(value, decimals=decimals)}{NO_BREAK}%"


def signed(value: float | None, *, decimals: int = 0) -> str:
    """A change: 3 -> "+3", -2 -> "−2", 0 -> "0"."""
    worded = number(value, decimals=decimals)
    return f"+{worded}" if value is not None and rounded(value, decimals) > 0 else worded


_kept = lru_cache(maxsize=20_000)
"""Words of days are looked up: lists of thousands of rows name few days, each many times."""


@_kept
def day(on: Day | None) -> str:
    """A date as a reader says it: "31 March 2020"; "not known" without one."""
    if on is None or pd.isna(on):
        return NOT_KNOWN
    return f"{on.day} {on:%B %Y}"


def month(on: Day | None) -> str:
    """A month: "March 2020"."""
    return NOT_KNOWN if on is None or pd.isna(on) else f"{on:%B %Y}"


@_kept
def quarter(on: Day) -> str:
    """The calendar quarter a date lies in: "January to March 2020"."""
    last = on.month + (-on.month % 3)
    return f"{date(2000, last - 2, 1):%B} to {date(2000, last, 1):%B} {on.year}"


@_kept
def span(on: Day, precision: str) -> str:
    """A time of which `on` is the last day, in months: "September 2015 to August 2016"."""
    first = norms.first_day(date(on.year, on.month, on.day), precision)
    begin = f"{first:%B}" if first.year == on.year else f"{first:%B %Y}"
    return f"{begin} to {month(on)}"


@_kept
def dated(on: Day | None, precision: str | None) -> str:
    """A date no sharper than its source: "31 March 2020", "March 2020", "2020", "date not published".

    A day that only bounds a page without a date is said as "by 31 March 2020, on a page without a date".
    """
    if on is None or pd.isna(on):
        return "date not published"
    wordings = {
        "month": month(on),
        "quarter": quarter(on),
        "term": span(on, "term"),
        "school_year": span(on, "school_year"),
        "year": str(on.year),
        "not_published": f"by {day(on)}, on a page without a date",
    }
    return wordings.get(precision or "day", day(on))


@_kept
def iso(on: Day | None, precision: str | None) -> str | None:
    """A date as programs read it, no sharper than its source: "2018-06-30", "2018-06", "2018-Q2", "2018"."""
    if on is None or pd.isna(on):
        return None
    first = norms.first_day(date(on.year, on.month, on.day), precision or "day")
    forms = dict.fromkeys(("term", "school_year"), f"{first:%Y-%m}/{on:%Y-%m}")
    forms |= {"month": f"{on:%Y-%m}", "quarter": f"{on:%Y}-Q{(on.month + 2) // 3}", "year": f"{on:%Y}"}
    return forms.get(precision or "day", f"{on:%Y-%m-%d}")


def begun(on: Day | None, precision: str | None, begins: str) -> str:
    """When something began, no sharper than its source: "June 2018", or "by 28 March 2018" where it held by then."""
    when = dated(on, precision)
    return when if begins != "by" or on is None or pd.isna(on) or when.startswith("by ") else f"by {when}"


def since(on: Day | None, precision: str | None, begins: str) -> str:
    """From when something holds, no sharper than its source: "since June 2018", "by 28 March 2018; since when is not
    published".
    """
    if on is None or pd.isna(on):
        return NOT_DATED
    when = begun(on, precision, begins)
    return f"{when}; {NOT_DATED}" if begins == "by" else f"since {when}"


def days_in(text: str) -> str:
    """A published text with its dates as a reader says them, no sharper than they are written.

    "2014-09" -> "September 2014"; "2015" stays; "launched 2016-06-13" -> "launched 13 June 2016". A year and a month
    within other words stay, because "2011-12" may mean two years.
    """
    if re.fullmatch(r"\d{4}-\d\d", text):
        return _day_said(f"{text}-01", precision="month") or text
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda found: _day_said(found[0]) or found[0], text)


def _day_said(iso: str, *, precision: str = "day") -> str:
    """A date in words; nothing for what only looks like one."""
    try:
        return dated(date.fromisoformat(iso), precision)
    except ValueError:
        return ""


def plural(noun: str) -> str:
    """More than one of a noun: "partnership" -> "partnerships", "local authority" -> "local authorities"."""
    before, space, last = noun.rpartition(" ")
    if last in IRREGULAR:
        return f"{before}{space}{IRREGULAR[last]}"
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def agree(count: float, word: str) -> str:
    """A noun or verb that agrees with a count: (1, "is") -> "is", (3, "is") -> "are"."""
    return word if count == 1 else plural(word)


def count_of(count: float, noun: str) -> str:
    """A count with its noun: "3 partnerships", "1 authority", "no partnerships"."""
    return f"{number(count) if count else 'no'} {agree(count, noun)}"


def of(numerator: float, denominator: float) -> str:
    """A part of a whole: "14 of 33"."""
    return f"{number(numerator)} of {number(denominator)}"


def out_of(part: float, whole: float, noun: str) -> str:
    """A part of so many with their noun: "14 of 33 boroughs"; of one alone "1 borough" or "no boroughs"."""
    return f"{of(part, whole)} {plural(noun)}" if whole > 1 else count_of(part, noun)


def share_of(part: float, whole: float, noun: str, verb: str) -> str:
    """How many of so many do something: "3 of 5 tables have", "none of 5 tables has", "the only table has"."""
    if not whole or (whole == 1 and not part):
        return f"no {noun} {verb}"
    if part == whole:
        return f"the only {noun} {verb}" if whole == 1 else f"all {count_of(whole, noun)} {plural(verb)}"
    if not part:
        return f"none of {count_of(whole, noun)} {verb}"
    return f"{of(part, whole)} {plural(noun)} {agree(part, verb)}"


def portion(part: float, whole: float, noun: str) -> str:
    """A part of so many with their noun: "62 % of 153 activities", of fewer than five "3 of 4 activities"."""
    if whole < FEW:
        return f"{of(part, whole)} {agree(whole, noun)}"
    return f"{percent(part / whole)} of {count_of(whole, noun)}"


def prefaced(preface: str, text: str) -> str:
    """A sentence that begins with whom it is about: "In London: 8 of 21 tables are full"."""
    if not preface or not text:
        return text
    first = text.split(" ", 1)[0]
    return f"{preface}: {text[0].lower() if first in OPENINGS else text[0]}{text[1:]}"


def first_of(joined: str, *, most: int) -> str:
    """The first of the names that "; " joins, and how many more there are: "Ashford; Bath; and 12 more"."""
    more = joined.count("; ") + 1 - most
    return joined if more <= 0 else "; ".join([*joined.split("; ", most)[:most], f"and {number(more)} more"])


def listing(
    items: Sequence[str], *, conjunction: str = "and", most: int | None = None, of: int | None = None
) -> str:
    """ "a, b and c"; with `most`, "a, b and 4 more". `of` is how many there are, where these are only the first.

    Semicolons stand between names of which one has a comma: "Kingston upon Hull, City of; Cornwall and 4 more".
    """
    named, size = list(items), len(items) if of is None else of
    if most is not None and size > most:
        named = [*named[:most], f"{number(size - most)} more"]
        conjunction = "and"
    if len(named) <= 1:
        return "".join(named)
    between = "; " if any(", " in name for name in named) else ", "
    return f"{between.join(named[:-1])} {conjunction} {named[-1]}"


def shortened(text: str) -> str:
    """What somebody wrote, as far as a sentence has room for it."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    tidy = text.strip()
    if not tidy:
        return ""
    return capital(tidy) + ("" if tidy[-1] in ".!?" else ".")


def capital(text: str) -> str:
    """The text with a capital first letter, as a headline."""
    return text[:1].upper() + text[1:]


def sentences(*texts: str) -> str:
    """Several sentences in a row; empty ones are left out."""
    return " ".join(sentence(text) for text in texts if text.strip())


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of several, and the others: "Two of three have it.", "One is not known."."""
    first, *others = re.split(r"(?<=[.!?]) (?=[^a-z])", text, maxsplit=1)
    return first, "".join(others)


def months(value: float | None) -> str:
    """A length of time: "36 months", "1 month"; half months are worded as such."""
    if value is None or isnan(value):
        return NOT_KNOWN
    return f"{plain(value)} {agree(rounded(value, 1), 'month')}"


def measure(code: str) -> str:
    """The label of a statistic of areas: its own words, or its code made readable."""
    if code in MEASURES:
        return MEASURES[code]
    plain = code.replace("_", " ").replace("-", " ").split()
    said = " ".join(word.upper() if word in ACRONYMS else word for word in plain)
    return capital(said)


def decimals_for(values: Iterable[float]) -> int:
    """How many decimals tell such values apart: none from 100 on, one from 10 on, else two."""
    largest = max((abs(value) for value in values if is_known(value)), default=0)
    return 0 if largest >= 100 else 1 if largest >= 10 else 2  # noqa: PLR2004
