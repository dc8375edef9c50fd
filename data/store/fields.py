"""The kinds of column and check that the tables of the store are made of."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Float, ForeignKey, Integer, String, false


def key(name: str) -> Column[str]:
    """A slug or code that is (part of) the key."""
    return Column(name, String, primary_key=True, nullable=False)


def of(name: str, table: str = "", *, primary: bool = False, required: bool = True) -> Column[str]:
    """The key of a row in `table` (default: the table called `name`)."""
    target = f"{table}.{table if table != 'area' else 'area_code'}" if table else f"{name}.{name}"
    return Column(name, String, ForeignKey(target), primary_key=primary, nullable=not required)


def text(name: str, *, required: bool = False) -> Column[str]:
    """Words; nothing where they are not known."""
    return Column(name, String, nullable=not required)


def day(name: str, *, required: bool = False, primary: bool = False) -> Column[Any]:
    """A date; nothing where it is open or not known."""
    return Column(name, Date, primary_key=primary, nullable=not (required or primary))


def number(name: str, *, required: bool = False) -> Column[float]:
    """A number that may be fractional."""
    return Column(name, Float, nullable=not required)


def flag(name: str) -> Column[bool]:
    """Yes or no, no unless said."""
    return Column(name, Boolean, nullable=False, server_default=false())


def made_up() -> Column[bool]:
    """Whether the row was generated rather than published or returned."""
    return flag("is_illustrative")


def precision() -> Column[str]:
    """How precisely the row's date is known."""
    return Column("precision", String, nullable=False, server_default="day")


def begins() -> Column[str]:
    """Whether the row began on its date, or held by then."""
    return Column("begins", String, nullable=False, server_default="on")


def grade() -> Column[int]:
    """How strong the evidence is that the row rests on, 1 the strongest; a return unless said."""
    return Column("grade", Integer, nullable=False, server_default="4")


def is_grade() -> CheckConstraint:
    """A check that `grade` is one of the six."""
    return CheckConstraint("grade >= 1 AND grade <= 6", name="grade_known")


def serial() -> Column[int]:
    """A number of the store's own for rows without a key in the field."""
    return Column("id", Integer, primary_key=True, autoincrement=True)


def one_of(name: str, codes: Iterable[str]) -> CheckConstraint:
    """A check that `name` holds one of the codes (or nothing, where the column allows that)."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{name} IN ({listed})", name=f"{name}_known")


def in_order(first: str = "from_date", last: str = "to_date", *, sign: str = "<") -> CheckConstraint:
    """A check that an interval does not end before it begins."""
    return CheckConstraint(f"{first} {sign} {last}", name=f"{first}_before_{last}")


def not_negative(name: str) -> CheckConstraint:
    """A check that a count or measure is not below nothing."""
    return CheckConstraint(f"{name} >= 0", name=f"{name}_not_negative")
