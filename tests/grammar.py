"""What must not occur in a sentence of the product: counts that do not agree, shares of nothing, code that shows."""

import re
from collections.abc import Iterator

NOUNS = {
    "partnership": "partnerships", "authority": "authorities", "borough": "boroughs", "activity": "activities",
    "meeting": "meetings", "action": "actions", "return": "returns", "region": "regions", "place": "places",
    "organisation": "organisations", "sector": "sectors", "quarter": "quarters", "month": "months",
    "year": "years", "day": "days", "decision": "decisions", "member": "members", "seat": "seats",
}  # fmt: skip
VERBS = {
    "is": "are", "has": "have", "was": "were", "gives": "give", "meets": "meet", "sits": "sit",
    "covers": "cover", "lacks": "lack", "reports": "report", "works": "work",
}  # fmt: skip
ONE, MANY = "|".join(NOUNS), "|".join(NOUNS.values())
NUMBER = r"(?<![\d.,/–-])(\d[\d,]*)(?![\d.,]*\d)"
FORBIDDEN = {
    "a share of nothing": r"\b0 of 0\b|% of 0\b|\b0 of the 0\b",
    "a count in brackets that is nothing": r"\(0\)",
    "a share of one in per cent": r"\d %[^.;]{0,30} of 1\b(?![,.\d]*\d)",
    "a share above the whole": r"\b(?:1[0-9][1-9]|1[1-9]0|[2-9]\d\d)(?:\.\d)? % of (?:those|them|\d)",
    "nothing makes something up": r"makes? up 0 %",
    "one of one": rf"\b1 of 1 (?:{MANY})\b",
    "a value that shows": r"\b(?:nan|NaN|NaT|inf|True|False)\b|(?<!^)(?<!\. )\bNone\b|\bNone[,;)]",
    "code that shows": r"[{}]|\b\w+_\w+\b|<[A-Za-z]",
    "spaces and stops": r"  |\.\.|,\.|;\.|:\.| \.| ,| ;|,,|;;|\(\)|\( | \)",
    "a sentence that begins with nothing": r"^[\s.,;:]|\. [a-z](?!\w*\.(?:uk|org|com))",
    "minus nothing": r"[-−]0(?![\d.])",
    "a number that is not known": r"has not known|not known (?:of \d|effective|core|sectors)",
    "a unit that is missing": r"\d\.\d{3,}",
}  # fmt: skip
"""What is wrong -> how it looks. Dates, names of partnerships and addresses are taken out before."""

_FORBIDDEN = {fault: re.compile(pattern) for fault, pattern in FORBIDDEN.items()}
ANY_VERB = "|".join((*VERBS, *VERBS.values()))
_COUNT_OF = re.compile(
    rf"{NUMBER} (?:(?!of\b|a\b|an\b)[a-z-]+ )?({ONE}|{MANY})\b(?= (?:{ANY_VERB})\b|[.,;:)]|$)"
)
_AGREES = re.compile(
    rf"(?<!one of )(?<!one of the ){NUMBER}(?: of (?:the )?\d[\d,]*)? (?:[a-z-]+ )?(?:{ONE}|{MANY}) ({ANY_VERB})\b"
)


def faults(sentence: str) -> Iterator[str]:
    """Each thing that is wrong with a sentence, with the words where it is."""
    text = sentence.replace("\u00a0", " ")
    for fault, pattern in _FORBIDDEN.items():
        if found := pattern.search(text):
            yield f"{fault}: “{_around(text, found)}”"
    for found in _COUNT_OF.finditer(text):
        if (_count(found[1]) == 1) != (found[2] in NOUNS):
            yield f"a noun that does not agree: “{_around(text, found)}”"
    for found in _AGREES.finditer(text):
        if (_count(found[1]) == 1) != (found[2] in VERBS):
            yield f"a verb that does not agree: “{_around(text, found)}”"
    if text.count("(") != text.count(")") or text.count("“") != text.count("”"):
        yield f"brackets or quotes that do not close: “{text[:80]}”"


def _count(digits: str) -> int:
    return int(digits.replace(",", ""))


def _around(text: str, found: "re.Match[str]") -> str:
    return text[max(0, found.start() - 40) : found.end() + 30]
