"""What a file that is taken away is called: what it holds, where, as at which day, of whom, of which store version.

`cold-spots_london_2020-03-31_real-only_v3`: another question, or the same one of a changed store, has another name.
"""

import re
import unicodedata
from collections import Counter
from hashlib import sha256
from typing import Final

from pandas import Timestamp

from dashboard.cache import cached
from dashboard.filters import DEFAULT_NEED, GEOGRAPHY, INCLUDED, PREFIXES
from dashboard.question import Question, known_words
from data.programme.programme import Programme

LONGEST: Final = 140
"""Letters of a name that says all that was asked; in a longer one a sign of it stands for the words."""


def file_stem(question: Question, what: str, *, about: str = "", asked: Timestamp | None = None) -> str:
    """Return the name of a file of `what` without its ending, in letters that every file system takes.

    `about` is the key of the partnership that it is about; `asked` the day that was asked for, where the question is as
    at an earlier one, to which records are complete.
    """
    places = [_called(question, key, value) for key in GEOGRAPHY for value in getattr(question.filters, key)]
    chosen = _chosen(question)
    named = [what, *([plain(about)] if about else [])]
    on = [f"{question.on:%Y-%m-%d}", *([f"asked-{asked:%Y-%m-%d}"] if asked is not None else [])]
    seen = [f"of-{plain(code)}" for code in sorted(question.seen_of)]
    where = [*places, *seen] or ([] if about else ["england"])
    version = f"v{question.programme.store_version}"
    name = "_".join([*named, *where, *on, *chosen, version])
    if len(name) <= LONGEST or not (places or chosen):
        return name
    sign = sha256(question.query_here.encode()).hexdigest()[:12]
    return "_".join([*named, *seen, *on, f"filters-{sign}", version])


def plain(text: str) -> str:
    """Return a text in small letters, digits and hyphens: `King’s Lynn (part)` is kings-lynn-part."""
    letters = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-")


def _chosen(question: Question) -> list[str]:
    """What else is asked for, beside the places and the as-at date."""
    filters = question.filters
    switches = {
        f"since-{filters.since}": filters.since is not None,
        **{name: getattr(filters, name) for name in INCLUDED},
        "real-only": not filters.illustrative,
        plain(f"need-{filters.need}"): filters.need != DEFAULT_NEED,
        filters.method: filters.method != "primary",
        "provisional": filters.provisional,
    }
    return [
        *(
            _called(question, key, value)
            for key in PREFIXES
            if key not in GEOGRAPHY
            for value in getattr(filters, key)
        ),
        *(name for name, is_asked in switches.items() if is_asked),
        *(plain(f"{one.key}-{one.value}") for one in question.narrowed),
    ]


def _called(question: Question, key: str, value: str) -> str:
    """A value of a filter by its label, or by itself where the label tells it from no other."""
    label = plain(question.known.get(key, {}).get(value, ""))
    is_one = bool(label) and _labels(question.programme, key)[label] == 1
    return plain(f"{PREFIXES[key]}{label}" if is_one else f"{key}-{value}")


@cached(most=64)
def _labels(programme: Programme, key: str) -> Counter[str]:
    """How many values of a filter have a label that a name would say alike."""
    return Counter(map(plain, known_words(programme).get(key, {}).values()))
