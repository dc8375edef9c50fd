"""How words are compared that people write: without what they vary, and which one they probably meant.

And which of them are of a person, whom nothing here is about.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

_QUOTES = "'\"‘’‚‛“”„`´"
_NOTHING = frozenset(
    (
        "unknown", "not_known", "n/a", "na", "n.a.", "n.k.", "nk", "not_applicable", "none", "nil", "null", "nothing",
        "-", "–", "—", "?", "??", "tbc", "tbd", "tba", "to_be_confirmed", "x", "[x]", "[z]", "..", "...",
        "not_available", "not_recorded", "not_stated", "don't_know", "no_data",
    )
)  # fmt: skip
_NEEDLESS = frozenset({"the", "ltd", "limited", "cic"})
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/-])(?:\+44|\(?0\d{2,4}\)?)[\d ()-]{6,12}\d(?!\w)")
_TITLED = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|prof|professor|cllr|councillor|sir|dame|rev)\b\.? ", re.IGNORECASE
)
_PERSON = re.compile(r"[A-Z][a-z'’-]+ (?:[A-Z]\.? )?[A-Z][A-Za-z'’-]+")
_NO_PERSON = re.compile(
    r"\b(?:school|academy|college|university|council|museum|theatre|gallery|library|hub|trust|arts?|music|service|"
    r"centre|team|royal|borough|county|city|of|and|the|primary|north|south|east|west|great|ltd|cep|lcep|partnership|"
    r"cultural|education|bridge|direction|creative|creatives|festival|ideas|minds|connect)\b",
    re.IGNORECASE,
)
_LIKELY = 0.6
"""How alike two spellings are at least for one to be taken for the other; from 0 to 1."""
_SLIPPED, _SHORTEST = 0.9, 4


def folded(text: str) -> str:
    """A word without case, quotes around it, and the kind of space, hyphen or underscore in it."""
    plain = text.strip().strip(_QUOTES).strip().replace("’", "'").casefold()
    return re.sub(r"[\s_‐-―-]+", "_", plain)


def bare(text: str) -> str:
    """A text without the quotes and spaces around it, for what cannot hold any: keys, codes, days, numbers."""
    return text.strip().strip(_QUOTES).strip()


def likened(name: str) -> str:
    """A name without what people write differently: case, accents, punctuation, `the`, `and` for `&`, `Ltd`."""
    letters = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['`]", "", letters.casefold())).split()
    return " ".join(word for word in words if word not in _NEEDLESS) or name.strip().casefold()


def says_nothing(text: str) -> bool:
    """Whether somebody wrote that there is nothing to write, where a blank cell would say so: `n/a`, `tbc`, `-`."""
    return text.strip() in _NOTHING or folded(text) in _NOTHING


def nearest(said: str, vocabulary: Mapping[str, str] | Iterable[str]) -> str | None:
    """The word that somebody probably meant: by its parts (`music hub`), else by its spelling; or None.

    `vocabulary` is code -> label, or the codes alone; what comes back is a code.
    """
    labels = vocabulary if isinstance(vocabulary, Mapping) else {code: code for code in vocabulary}
    spoken = {word: code for code, label in labels.items() for word in (folded(code), folded(label))}
    said = folded(said)
    parts = set(filter(None, said.split("_")))
    holding = {code for word, code in spoken.items() if parts and parts <= set(re.split(r"[_\W]+", word))}
    if len(holding) == 1:
        return holding.pop()
    close = get_close_matches(said, spoken, n=1, cutoff=_LIKELY)
    return spoken[close[0]] if close else None


def slips_of(said: str, known: Iterable[str]) -> list[str]:
    """The known spelling that somebody meant whose fingers slipped: one letter of a short one, few of a long one."""
    cutoff = min(_SLIPPED, 1 - 1 / max(len(said), 1))
    return get_close_matches(said, list(known), n=1, cutoff=cutoff) if len(said) >= _SHORTEST else []


def holds_contact(text: str) -> bool:
    """Whether a text holds an e-mail address or a telephone number."""
    is_mail = "@" in text and _EMAIL.search(text)
    return bool(is_mail or (("0" in text or "+44" in text) and _PHONE.search(text)))


def looks_personal(text: str) -> bool:
    """Whether a text holds an e-mail address or a telephone number, or looks like the name of a person."""
    if holds_contact(text) or _TITLED.search(text):
        return True
    return bool(_PERSON.fullmatch(text)) and not _NO_PERSON.search(text)
