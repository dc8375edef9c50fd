"""The periods that statistics are of, as publishers write them, and the last day of each."""

import re
from datetime import date

from data.errors import LoadRefusedError
from data.returns.sheets.days import last_day

_TAX_YEAR = re.compile(r"(?:\d{4}/\d\d - )?(?:\d\d)?(?P<first>\d\d)/(?P<last>\d\d)", re.ASCII)
_SEVERAL_YEARS = re.compile(r"\d{4} - (?P<last>\d\d)", re.ASCII)
_CENTURY = 2000


def last_day_of(period: str) -> date:
    """The last day of 2019, 2020/21 (a financial year), 2019 - 21, 2018/19 - 20/21, 2020-09, September 2020 or
    Jan 2023-Dec 2023. Raises `LoadRefusedError` where another day could be meant.
    """
    text = " ".join(period.split())
    if (found := _TAX_YEAR.fullmatch(text)) and (int(found["first"]) + 1) % 100 == int(found["last"]):
        return date(_CENTURY + int(found["last"]), 3, 31)
    if found := _SEVERAL_YEARS.fullmatch(text):
        return date(_CENTURY + int(found["last"]), 12, 31)
    day = last_day(text) or last_day(text.rpartition("-")[2].strip())
    if day is None or re.fullmatch(r"\d{4}-\d{4}", text):
        raise LoadRefusedError(
            f"No day is known for the period “{text}”. Say the day its values are of with --date."
        )
    return day
