"""What the row models are made of: kinds of column, and whether a column must be there."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from data import taxonomy as words
from data.returns.sheets.days import DayKind
from data.returns.sheets.kinds import AreaCodeKind, FlagKind, KeyKind, LinkKind, NumberKind, TextKind
from data.returns.sheets.vocabularies import WordKind

Key = Annotated[str, KeyKind()]
Text = Annotated[str, TextKind()]
Link = Annotated[str, LinkKind()]
AreaCode = Annotated[str, AreaCodeKind()]
Day = Annotated[date, DayKind()]
Flag = Annotated[bool, FlagKind()]
Number = Annotated[float, NumberKind()]
Amount = Annotated[float, NumberKind(least=0)]
Count = Annotated[float, NumberKind(whole=True, least=0)]
Share = Annotated[float, NumberKind(least=0, most=1)]

Precision = Annotated[str, WordKind("precision", words.PRECISIONS)]
Words = tuple[str, ...]


def must(says: str) -> Any:  # noqa: ANN401 - a field of pydantic is of any type
    """Return a column that every sheet of the kind has and every row fills."""
    return Field(description=says)


def may(says: str, *, default: object = None) -> Any:  # noqa: ANN401 - a field of pydantic is of any type
    """Return a column that may be missing, and a cell that may be blank."""
    return Field(default=default, description=says)


class SheetRow(BaseModel):
    """What the rows of every sheet share."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Marked(SheetRow):
    """Rows that say whether they are made up."""

    illustrative: Flag = may("Whether the row is made up, not returned; no where it is blank.", default=False)
