"""Days and numbers in spellings of their own: what they mean, or nothing where that is not likely."""

import re
from calendar import month_name
from datetime import date, timedelta

LONGEST = 40
"""Characters; nobody writes a day or a number that long."""
_DAY_ZERO = date(1899, 12, 30)
_CENTURIES = {range(51): 2000, range(70, 100): 1900}
_WITH = r"(?:[T ]\d{1,2}:.{0,12})?"
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})" + _WITH,
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<d>\d{1,2})[-./ ](?P<m>\d{1,2})[-./ ](?P<y>\d{4}|\d{2})" + _WITH,
        r"(?:[a-z]{3,9},? )?(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)?[- ](?P<m>[a-z]{3,9}),?[- ](?P<y>\d{4}|\d{2})",
        r"(?P<m>[a-z]{3,9}) (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})",
    )
)
_ABOUT = re.compile(
    r"(?:[£€$~≈<>]|c\.?(?= ?\d)|ca\.? |circa |approx(?:\.|imately)? |about |around |over |under |up to ) ?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?P<number>\d{1,12}(?:\.\d{1,6})?)(?: ?\+| [a-z ]{1,25})?", re.IGNORECASE | re.ASCII)
_ESTIMATE = re.compile(
    r"(?:[~≈]|c\.?(?= ?\d)|ca\.? |circa |approx(?:\.|imately)? |about |around |est\.? |estimated? ) ?(?P<after>.+)"
    r"|(?P<before>.+?) ?\(?(?:approx(?:\.|imately)?|est(?:\.|imate[d]?)?)\)?",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?P<least>\d[\d,]{0,9}) ?(?:-|–|to) ?(?P<most>\d[\d,]{0,9})(?: [a-z ]{1,25})?", re.IGNORECASE
)
_UNITS = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMERALS = {
    **{word: float(number) for number, word in enumerate(_UNITS) if number},
    **{
        f"{ten} {unit}" if number else ten: float(10 * tens + number)
        for tens, ten in enumerate(_TENS, start=2)
        for number, unit in enumerate(_UNITS[:10])
    },
}


def day(cell: object) -> date | None:
    """The day of `1 March 2020`, `01.03.20` or a spreadsheet's number for it; None where nothing is likely."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _numbered(float(cell))
    text = str(cell).strip("'\"‘’“” \t")
    if len(text) > LONGEST or not isinstance(cell, str):
        return None
    if re.fullmatch(r"\d{5}", text, re.ASCII):
        return _numbered(float(text))
    found = next((match for pattern in _DAYS if (match := pattern.fullmatch(text))), None)
    return _made(_year(found["y"]), _month(found["m"]), int(found["d"])) if found else None


def number(text: str) -> float | None:
    """The number in `£1,200`, `c. 30`, `30+` or `12 schools`; None where nothing is likely."""
    if len(text) > LONGEST:
        return None
    plain = _ABOUT.sub("", text.strip(), count=1) if _ABOUT.match(text.strip()) else text.strip()
    found = _AMOUNT.fullmatch(_without_thousands(plain))
    return float(found["number"]) if found else None


def amount(text: str) -> float | None:
    """The number of `12 schools`, `2.5 hours` or `forty`, which says how many and nothing else; else None."""
    plain = text.strip()
    if len(plain) > LONGEST or _ABOUT.match(plain) or "+" in plain:
        return None
    found = _AMOUNT.fullmatch(_without_thousands(plain))
    return float(found["number"]) if found else _NUMERALS.get(re.sub(r"[ -]+", " ", plain.lower()))


def estimate(text: str) -> float | None:
    """The number of `c. 40`, `approx 30`, `~25` or `40 (approx)`; None where it is no estimate of one."""
    plain = text.strip()
    found = _ESTIMATE.fullmatch(plain) if len(plain) <= LONGEST else None
    return amount(found["before"] or found["after"]) if found else None


def bounds(text: str) -> tuple[float, float] | None:
    """The least and the most of `30-40`, `30 to 40`; None where it is no range."""
    found = _RANGE.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return None
    least, most = float(_without_thousands(found["least"])), float(_without_thousands(found["most"]))
    return (least, most) if least < most else None


def _without_thousands(text: str) -> str:
    return re.sub(r"(?<=\d)[, \u00a0](?=\d{3}(?!\d))", "", text)


def _numbered(serial: float) -> date | None:
    """The day that a spreadsheet counts so, where that is one of the years that returns are about."""
    first, last = (date(1990, 1, 1) - _DAY_ZERO).days, (date(2050, 12, 31) - _DAY_ZERO).days
    return _DAY_ZERO + timedelta(days=int(serial)) if first <= serial <= last else None


def _year(said: str) -> int | None:
    year = int(said)
    if len(said) > 2:  # noqa: PLR2004 - the short form of a year
        return year
    return next((century + year for years, century in _CENTURIES.items() if year in years), None)


def _month(said: str) -> int | None:
    return int(said) if said.isdigit() else month_of(said)


def month_of(said: str) -> int | None:
    """The month of a name or the first letters of it, from 1; None where none is meant."""
    word = said.lower().replace("sept", "sep") if len(said) < 5 else said.lower()  # noqa: PLR2004 - not September
    months = [place for place, name in enumerate(month_name) if place and name.lower().startswith(word)]
    return months[0] if len(months) == 1 else None


def _made(year: int | None, month: int | None, day: int) -> date | None:
    try:
        return date(year or 0, month or 0, day)
    except ValueError:
        return None
