"""Codes of authorities that were not in use at the date of a row, carried to the successor's, and said.

What the store holds just so already is left alone. An unknown code is an error, with the nearest that is known.
"""

from collections.abc import Callable, Sequence

from data.returns.imports.area_codes import coverage, single
from data.returns.imports.area_codes.successors import Codes
from data.returns.imports.places import Places
from data.returns.imports.records import Held, Sending, Sent
from data.returns.problems import Problem

Carry = Callable[[Codes, Sequence[Sent], Held], Sequence[Sent]]

CARRIED: dict[str, Carry] = {
    "partnership_areas": coverage.carried,
    "organisations": single.organisations,
    "support": single.support,
    "area_statistics": single.statistics,
}
"""The sheets that name authorities, each with how its rows are carried."""


def carried(sending: Sending, held: Held, places: Places) -> tuple[Sending, list[Problem]]:
    """What was sent, in terms of codes in use at the dates of the rows, and what is to be said of it."""
    codes = Codes(places)
    moved = {
        sheet: carry(codes, sending[sheet], held) for sheet, carry in CARRIED.items() if sending.get(sheet)
    }
    return {**sending, **moved}, codes.problems
