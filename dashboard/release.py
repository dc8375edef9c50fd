"""What a statistician expects of a release: what these figures are and are not, who to ask, how strong the sources are.

Printed on the page Method, in workbooks and other files that are taken away, and in papers.
"""

from typing import Final

from dashboard import words
from dashboard.indicators.definitions import CHANGES, VERSION
from dashboard.settings import contact
from data.taxonomy import GRADES

ABOUT: Final = "About these figures"
NOT_OFFICIAL: Final = "Not official statistics"
NOBODY: Final = "Nobody is named; whoever runs this dashboard can say who, with CEP_CONTACT"
Pairs = tuple[tuple[str, str], ...]


def who_to_ask() -> str:
    """Return whom to ask about these figures, as whoever runs the dashboard says it."""
    return contact() or NOBODY


def in_short() -> str:
    """Return status and contact in one line, for covers."""
    return f"{NOT_OFFICIAL}. Who to ask: {words.sentence(who_to_ask())}"


def in_a_cell() -> str:
    """Return status, and contact where there is one, for a cell of every row and the first page of a paper."""
    asked = f". Who to ask: {contact()}" if contact() else ""
    return f"{NOT_OFFICIAL}{asked}"


def about() -> Pairs:
    """Return what these figures are, who answers for them, and what they cover: terms and sentences."""
    graded = [f"{grade} {label.lower().replace(';', ',')}" for grade, label in GRADES.items()]
    return (
        (
            "Status",
            f"{NOT_OFFICIAL}: they were not produced under the Code of Practice for Statistics, and nobody "
            "assessed them under it. They are management information.",
        ),
        ("Who to ask", words.sentence(who_to_ask())),
        (
            "What is covered",
            "Cultural Education Partnerships in England that a published page, a return or a bridge names, from the "
            "pilots of 2012 on; the authorities of England at the as-at date; organisations and roles.",
        ),
        (
            "What is not covered",
            "Partnerships that nobody published and nobody returned; Wales, Scotland and Northern Ireland; cultural "
            "education outside partnerships; what came of it for children; any person. How many partnerships are held "
            "of those that were published stands beside each count.",
        ),
        (
            "Evidence",
            f"Each source says its grade: {words.sentence('; '.join(graded))}",
        ),
        (
            "Definitions",
            f"Version {VERSION} of {words.day(CHANGES[0].on)}. What each version changed is on the page Method.",
        ),
        (
            "Revisions",
            "A later loading may change what was published before. “Figures changed”, beside each batch on the page "
            "Data, and the command cep figures-changed list every figure that a loading changed, old and new.",
        ),
    )
