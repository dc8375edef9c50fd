"""A cell is read as what it can only mean; anything else is said, with what would be right."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from data.returns.sheets import SHEETS
from data.returns.sheets.days import DayKind
from data.returns.sheets.kinds import (
    AreaCodeKind,
    CellError,
    FlagKind,
    KeyKind,
    Kind,
    LinkKind,
    NumberKind,
    TextKind,
)
from data.returns.sheets.models import ActivityRow, OrganisationRow
from data.returns.sheets.vocabularies import WordKind, WordsKind

SECTOR = SHEETS["organisations"].columns["sector"].kind
LEVERS = SHEETS["activities"].columns["secondary_levers"].kind
COUNT, SHARE, AMOUNT = NumberKind(whole=True, least=0), NumberKind(least=0, most=1), NumberKind(least=0)
DAY = date(2019, 3, 4)

READ: list[tuple[Kind, object, object]] = [
    (DayKind(), DAY, DAY),
    (DayKind(), datetime.combine(DAY, time()), DAY),
    (DayKind(), "2019-03-04", DAY),
    (DayKind(), "2019-03-04T00:00:00", DAY),
    (DayKind(), "2019-03-04 00:00", DAY),
    (DayKind(), "04/03/2019", DAY),
    (DayKind(), " 4/3/2019 ", DAY),
    (FlagKind(), "Yes", True),
    (FlagKind(), "y", True),
    (FlagKind(), "TRUE", True),
    (FlagKind(), True, True),
    (FlagKind(), 1.0, True),
    (FlagKind(), "1", True),
    (FlagKind(), "no", False),
    (FlagKind(), 0, False),
    (FlagKind(), False, False),
    (FlagKind(), "“No”", False),
    (COUNT, 12.0, 12.0),
    (COUNT, "1,200", 1200.0),
    (AMOUNT, "2.5", 2.5),
    (AMOUNT, "1e3", 1000.0),
    (SHARE, 0.25, 0.25),
    (SHARE, ".7", 0.7),
    (SHARE, 1, 1.0),
    (TextKind(), "  King’s Lynn  ", "King’s Lynn"),
    (TextKind(), 12.0, "12"),
    (KeyKind(), "barnet-m1", "barnet-m1"),
    (KeyKind(), "population_0_24", "population_0_24"),
    (KeyKind(), 7, "7"),
    (AreaCodeKind(), "e09000003", "E09000003"),
    (KeyKind(), "“barnet-m1”", "barnet-m1"),
    (AreaCodeKind(), "'E09000003'", "E09000003"),
    (DayKind(), "'2019-03-04", DAY),
    (COUNT, "’12", 12.0),
    (LinkKind(), "https://www.example.org/a?b=c", "https://www.example.org/a?b=c"),
    (SECTOR, "school", "school"),
    (SECTOR, "Music Education Hub", "music_education_hub"),
    (SECTOR, "‘music education-hub’", "music_education_hub"),
    (LEVERS, "MOB; DEL;MOB;", ("MOB", "DEL")),
    (LEVERS, "synergising", ("SYN",)),
]


@pytest.mark.parametrize(("kind", "cell", "value"), READ)
def test_a_cell_is_read(kind: Kind, cell: object, value: object) -> None:
    assert kind.read(cell) == value
    assert type(kind.read(cell)) is type(value)


REFUSED: list[tuple[Kind, object, str]] = [
    (
        DayKind(),
        datetime.combine(DAY, time(10, 30)),
        "“2019-03-04T10:30:00” has a time of day. Write 2019-03-04.",
    ),
    (DayKind(), "04/13/2019", "“04/13/2019” is not a day of the calendar. Did you mean 2019-04-13?"),
    (DayKind(), "31/02/2019", "“31/02/2019” is not a day of the calendar. Check day and month."),
    (DayKind(), "04/03/19", "“04/03/19” is not a date. Did you mean 2019-03-04?"),
    (DayKind(), "4 March 2019", "“4 March 2019” is not a date. Did you mean 2019-03-04?"),
    (
        DayKind(),
        "2016",
        "“2016” is not a day. "
        "Write the day; or the last it can mean, 2016-12-31, and its precision if that is a column.",
    ),
    (
        DayKind(),
        "2016-02",
        "“2016-02” is not a day. "
        "Write the day; or the last it can mean, 2016-02-29, and its precision if that is a column.",
    ),
    (
        DayKind(),
        "02/2016",
        "“02/2016” is not a day. "
        "Write the day; or the last it can mean, 2016-02-29, and its precision if that is a column.",
    ),
    (
        DayKind(),
        "September 2016",
        "“September 2016” is not a day. "
        "Write the day; or the last it can mean, 2016-09-30, and its precision if that is a column.",
    ),
    (DayKind(), "2016-13", "“2016-13” is not a date. Write it as 2019-03-31 or 31/03/2019."),
    (DayKind(), 43528.0, "“43528” is not a date. Did you mean 2019-03-04?"),
    (DayKind(), 12.0, "“12” is not a date. Format the cell as a date, or write it as 2019-03-31."),
    (DayKind(), True, "“yes” is not a date. Format the cell as a date, or write it as 2019-03-31."),
    (
        DayKind(),
        "1899-12-31",
        "1899-12-31 cannot be right. Days from 1970 to 2050 are taken; check the year.",
    ),
    (
        DayKind(),
        date(2109, 1, 1),
        "2109-01-01 cannot be right. Days from 1970 to 2050 are taken; check the year.",
    ),
    (FlagKind(), "maybe", "“maybe” is neither yes nor no. Write yes or no."),
    (FlagKind(), 2.0, "“2” is neither yes nor no. Write yes or no."),
    (FlagKind(), DAY, "“2019-03-04” is neither yes nor no. Write yes or no."),
    (COUNT, "about 200", "“about 200” is not a number. Did you mean 200?"),
    (COUNT, "£1,200", "“£1,200” is not a number. Did you mean 1200?"),
    (COUNT, "12.5 schools", "“12.5 schools” is not a number. Write digits alone."),
    (COUNT, "25 %", "“25 %” is not a number. Write digits alone."),
    (COUNT, 1e20, "“1e+20” is more than there can be. Write how many there are."),
    (COUNT, "1,20", "“1,20” is not a number. Write digits alone."),
    (COUNT, "1e999", "“1e999” is not a number. Write digits alone."),
    (COUNT, float("nan"), "“nan” is not a number. Write digits alone."),
    (AMOUNT, float("inf"), "“inf” is not a number. Write digits alone."),
    (AMOUNT, 10**400, f"“{'1' + 58 * '0'}…” is not a number. Write digits alone."),
    (COUNT, True, "“yes” is not a number. Write digits alone."),
    (COUNT, DAY, "“2019-03-04” is not a number. Write digits alone."),
    (COUNT, 2.5, "“2.5” is not a whole number. Write how many there are."),
    (COUNT, -3, "“-3” is below 0. Write a whole number, 0 or more."),
    (SHARE, 25, "“25” is above 1. Did you mean 0.25?"),
    (SHARE, "25 %", "“25 %” is not a number. Did you mean 0.25?"),
    (SHARE, 1.5, "“1.5” is above 1. Write a number from 0 to 1."),
    (SHARE, 250, "“250” is above 1. Write a number from 0 to 1."),
    (TextKind(), DAY, "“2019-03-04” is a date. Format the cell as text and write it again."),
    (TextKind(), time(10), "“10:00:00” is a date. Format the cell as text and write it again."),
    (TextKind(), timedelta(1), "“1 day, 0:00:00” is a date. Format the cell as text and write it again."),
    (TextKind(), 1.5, "“1.5” is a number. Format the cell as text and write it again."),
    (TextKind(), "a\x00b", "The text holds a character that is not text (U+0000). Remove it."),
    (TextKind(), "x" * 2001, "The text is 2,001 characters long; 2,000 are allowed. Shorten it."),
    (
        KeyKind(),
        "King’s Lynn M1",
        "“King’s Lynn M1” is not a key (small letters, digits and hyphens). Did you mean kings-lynn-m1?",
    ),
    (
        KeyKind(),
        "Théâtre",
        "“Théâtre” is not a key (small letters, digits and hyphens). Did you mean theatre?",
    ),
    (
        KeyKind(),
        "n/a",
        "“n/a” is not a key (small letters, digits and hyphens). Write a key such as barnet-m1.",
    ),
    (
        KeyKind(),
        "***",
        "“***” is not a key (small letters, digits and hyphens). Write a key such as barnet-m1.",
    ),
    (
        AreaCodeKind(),
        "Camden",
        "“Camden” is not an area code. Write the authority's nine-character code, such as E09000007 for Camden.",
    ),
    (
        LinkKind(),
        "javascript:alert(1)",
        "“javascript:alert(1)” is not an address. Write it as https://www.example.org.",
    ),
    (SECTOR, "music hub", "“music hub” is not a sector. Did you mean music_education_hub?"),
    (SECTOR, "scool", "“scool” is not a sector. Did you mean school?"),
    (SECTOR, "school;health", "“school;health” is more than one sector. Give one only."),
    (LEVERS, "SYN, MOB", "“SYN, MOB” is more than one lever. Did you mean SYN;MOB?"),
    (
        LEVERS,
        "DEL;SYN / mobilising and influencing",
        "“SYN / mobilising and influencing” is more than one lever. Did you mean SYN;MOB?",
    ),
    (SECTOR, "school & health", "“school & health” is more than one sector. Give one only."),
    (SECTOR, "NPO", "“NPO” is not a sector. Did you mean cultural_organisation?"),
    (LEVERS, "SYN; delivery", "“delivery” is not a lever. Did you mean DEL?"),
]


@pytest.mark.parametrize(("kind", "cell", "said"), REFUSED)
def test_a_cell_that_can_mean_two_things_or_none_is_refused_with_what_would_be_right(
    kind: Kind, cell: object, said: str
) -> None:
    with pytest.raises(CellError) as error:
        kind.read(cell)
    assert str(error.value) == said


KINDS = sorted({column.kind for sheet in SHEETS.values() for column in sheet.columns.values()}, key=str)
CELLS = st.one_of(
    st.text(min_size=1),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


def read_or_refused(kind: Kind, cell: object) -> object:
    try:
        return kind.read(cell)
    except CellError as error:
        return error


@given(cell=CELLS, kind=st.sampled_from(KINDS))
def test_any_cell_is_read_or_refused_in_two_sentences(cell: object, kind: Kind) -> None:
    outcome = read_or_refused(kind, cell)
    if isinstance(outcome, CellError):
        assert outcome.wrong.endswith(".")
        assert outcome.right.endswith((".", "?"))
    else:
        again = ";".join(outcome) if isinstance(outcome, tuple) else outcome
        assert again == "" or kind.read(again) == outcome, "what was read reads as itself"


@given(
    cell=st.text(), kind=st.sampled_from(KINDS).filter(lambda kind: isinstance(kind, WordKind | WordsKind))
)
def test_only_words_of_a_vocabulary_are_ever_taken(cell: str, kind: WordKind | WordsKind) -> None:
    one = kind.one if isinstance(kind, WordsKind) else kind
    value = read_or_refused(kind, cell)
    if not isinstance(value, CellError):
        assert set(value if isinstance(value, tuple) else (value,)) <= set(one.vocabulary)


def test_a_row_model_reads_a_row_as_the_columns_do() -> None:
    row = OrganisationRow.model_validate(
        {"organisation": "a", "name": " A ", "sector": "Health", "area_code": None}
    )
    assert row.model_dump() == {
        "organisation": "a", "name": "A", "sector": "health", "area_code": None, "illustrative": False,
        "delete": False,
    }  # fmt: skip


def test_a_row_model_refuses_what_is_missing_unknown_or_unreadable() -> None:
    with pytest.raises(ValidationError) as error:
        ActivityRow.model_validate({"activity": "A 1", "partnership": None, "colour": "red"})
    places = {one["loc"][0] for one in error.value.errors()}
    assert places == {"activity", "partnership", "title", "start_on", "primary_lever", "colour"}
