"""Places by name: one spelling for all the ways a name is written, and the code that a name means on a day."""

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd
from pandas import DataFrame

from geo.vintages import Vintage, members

OTHER_NAMES = (
    ("County Durham", "Durham"),
    ("Shepway", "Folkestone and Hythe"),
    ("Kingston upon Hull", "Hull"),
    ("Southend-on-Sea", "Southend"),
    ("Bournemouth, Christchurch and Poole", "BCP"),
    ("Bath and North East Somerset", "Bath and NE Somerset"),
    ("Medway", "Medway Towns"),
    ("Telford and Wrekin", "Telford"),
)
"""The same authority under two names. Short names that could mean another place too are not among them."""

_STYLES = re.compile(
    r"\b(city (and (county|district) )?of(?! london)|county of|((london|royal|metropolitan) )?borough( of)?|"
    r"(county|city|borough|district) council|council|district|unitary authority)\b"
)
_CODE = re.compile(r"[A-Z]\d{8}", re.ASCII | re.IGNORECASE)


def is_code(text: object) -> bool:
    """Whether something is written like an ONS code: a letter, capital or not, and eight digits."""
    return isinstance(text, str) and _CODE.fullmatch(text.strip()) is not None


def code_of(text: object) -> str | None:
    """The code as it is published, in capitals; None for what is no code."""
    return str(text).strip().upper() if is_code(text) else None


def plain(name: str) -> str:
    """A name without what people write differently: case, accents, punctuation, "Borough of", "&", "Saint"."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    letters = re.sub(r"\([^)]*\)", " ", letters.replace("&", " and ")).replace("'", "")
    words = re.sub(r"\bthe\b", " ", re.sub(r"[^a-z0-9]+", " ", letters))
    words = re.sub(r"\bsaint\b", "st", _STYLES.sub(" ", " ".join(words.split())))
    return " ".join(words.split())


def codes_by_name(areas: DataFrame, *, vintage: Vintage) -> dict[str, str]:
    """Plain name -> code: the authority of the vintage where one is called so, else the last that ever was.

    `areas` as `geo.lookups` reads it.
    """
    ranked = areas.assign(
        present=areas["area_code"].isin(members(areas, vintage)), goes_on=areas["to_date"].isna()
    ).sort_values(["present", "goes_on", "to_date"], kind="stable")
    found = {
        plain(str(name)): str(code) for name, code in zip(ranked["name"], ranked["area_code"], strict=True)
    }
    pairs = [(plain(first), plain(other)) for first, other in OTHER_NAMES]
    both = [*pairs, *((other, first) for first, other in pairs)]
    return {other: found[name] for name, other in both if name in found} | found


def matched(names: Iterable[object], known: dict[str, str]) -> "pd.Series[str]":
    """The code of each name, NaN for a name that nobody is known by."""
    return pd.Series(
        [known.get(plain(name)) if isinstance(name, str) else None for name in names], dtype="str"
    )
