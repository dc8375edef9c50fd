"""Whatever the store exports comes back as unchanged; whatever is done to that is loaded or said to be wrong."""

import csv
import io
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

from data.programme.programme import load as load_programme
from data.returns.imports import load, prepare, undo
from data.returns.reader import Source
from data.returns.sheets import SHEETS
from data.returns.sheets.records import sheet_rows
from data.returns.templates import workbook_of
from data.store.engine import open_store
from data.store.migrate import initialise
from tests.returns import content, fill, loaded
from tests.workbooks import xlsx

pytestmark = pytest.mark.thorough

Table = list[list[object]]
NO_EXPLAINING = tuple(phase for phase in Phase if phase is not Phase.explain)
"""Which parts of a failing case do not matter would take minutes to find out."""


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("filled") / "store.db"
    engine = open_store(f"sqlite:///{file}", create=True)
    initialise(engine, name="A test store")
    fill(engine)
    engine.dispose()
    return file


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_whole_demo_store_comes_back_as_unchanged(demo_store, demo_programme, form, replace):
    engine = open_store(demo_store)
    source = Source(f"everything.{form}", workbook_of(demo_programme, form=form))

    proposed = prepare(engine, [source], replace=replace)

    assert proposed.problems == ()
    assert proposed.difference.is_empty
    assert proposed.difference.total.unchanged > 10_000
    engine.dispose()


@pytest.mark.parametrize("slug", ["camden-spark", "lowestoft-rising", "scarborough", "enjoy-great-yarmouth"])
def test_the_return_of_one_partnership_comes_back_as_unchanged(demo_store, demo_programme, slug):
    engine = open_store(demo_store)
    source = Source("return.xlsx", workbook_of(demo_programme, partnership=slug))

    proposed = prepare(engine, [source], replace=True)

    assert (proposed.problems, proposed.difference.is_empty) == ((), True)
    engine.dispose()


def test_a_store_on_either_database_comes_back_as_unchanged(filled):
    loaded(
        filled,
        partnership_areas=[{"partnership": "barnet", "area_code": "E07000167", "coverage": "whole"}],
        statuses=[
            {"partnership": "camden", "status": "emerging", "from_date": None, "precision": "not_published"}
        ],
    )

    proposed = prepare(filled, [Source("all.xlsx", workbook_of(load_programme(filled)))], replace=True)

    assert (proposed.errors, proposed.difference.is_empty) == ((), True)


def tables_of(engine) -> dict[str, Table]:
    """The store as sheets: the header, then the rows, each cell as somebody would type it."""
    programme = load_programme(engine)
    return {
        name: [
            list(sheet.columns),
            *([typed(row.get(column)) for column in sheet.columns] for row in sheet_rows(programme, name)),
        ]
        for name, sheet in SHEETS.items()
    }


def typed(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else value


ODD = st.sampled_from(
    ["", "camden", "barnet", "c1", "c2", "m1", "m2", "x1", "a-school", "a-theatre", "nobody", "not_published",
     "SYN;DEL", "2018-06-01", "31/02/2019", "2019-12-31", "1999-01-01", "2018-06-01 00:00", "yes", "no", "0", "-3",
     "1.5", "0.7", "12", "whole", "part", "closed", "merged", "established", "E07000167", "E08000016", "E09000007",
     "E99999999", "=1+1", "+44", "@x", "music hub", "ünïcödé", "\u00a0camden\u00a0", "x" * 3000]
)  # fmt: skip
PLACE = st.tuples(st.sampled_from(sorted(SHEETS)), st.integers(0, 10_000), st.integers(0, 10_000))
WORDS = ("title", "description", "owner", "name", "source", "locality")
KINDS = ("cell", "copy", "new", "borrow", "edit", "edit", "drop", "column", "header")
MUTATION = st.tuples(st.sampled_from(KINDS), PLACE, ODD)


def mutate(tables: dict[str, Table], kind: str, place: tuple[str, int, int], odd: object) -> None:
    """Do one thing that somebody does to a workbook: overwrite, copy, add or delete."""
    sheet, row, column = place
    table = tables[sheet]
    across = column % len(table[0])
    if kind == "header":
        table[0][across] = odd
    elif kind == "column":
        for cells in table:
            del cells[across]
    elif len(table) > 1:
        mutate_row(table, kind, 1 + row % (len(table) - 1), across, odd)


def mutate_row(table: Table, kind: str, below: int, across: int, odd: object) -> None:
    if kind == "cell":
        table[below][across] = odd
    elif kind == "borrow":
        table[below][across] = table[1 + across % (len(table) - 1)][across]
    elif kind == "drop":
        del table[below]
    elif kind == "edit":
        for at in [at for at, name in enumerate(table[0]) if name in WORDS]:
            table[below][at] = "Other words"
    else:
        copied = list(table[below])
        copied[across] = odd if kind == "copy" else copied[across]
        copied[0] = "a-new-key" if kind == "new" else copied[0]
        table.append(copied)


def as_csvs(tables: Mapping[str, Table]) -> list[Source]:
    sources = []
    for name, table in tables.items():
        out = io.StringIO()
        csv.writer(out).writerows(table)
        sources.append(Source(f"{name}.csv", out.getvalue().encode("utf-8")))
    return sources


def as_workbook(tables: Mapping[str, Table]) -> list[Source]:
    return [Source("returns.xlsx", xlsx(tables))]


def judge(
    file: Path, mutations: list[tuple[str, tuple[str, int, int], object]], *, replace: bool, pack
) -> None:
    """Mutated, a workbook is loaded and can be undone, changes nothing, or is refused with located problems."""
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copy(file, folder))
        engine = open_store(f"sqlite:///{copy}")
        before, bytes_before = content(engine), copy.read_bytes()
        tables = tables_of(engine)
        for mutation in mutations:
            mutate(tables, *mutation)
        proposed = prepare(engine, pack(tables), replace=replace)
        if proposed.is_refused:
            event("refused")
            for problem in proposed.errors:
                assert problem.file
                assert problem.sheet or problem.row is None
                assert problem.wrong.endswith((".", "?"))
                assert problem.right
            assert copy.read_bytes() == bytes_before
        elif proposed.difference.is_empty:
            event("unchanged")
        else:
            event("loaded")
            batch = load(engine, proposed, who="an officer")
            undo(engine, batch.number, who="an officer")
        assert content(engine) == before
        engine.dispose()


@settings(max_examples=60, phases=NO_EXPLAINING)
@given(mutations=st.lists(MUTATION, min_size=1, max_size=3), replace=st.booleans())
def test_any_mutation_of_what_was_exported_is_loaded_or_said_to_be_wrong(filled_file, mutations, replace):
    judge(filled_file, mutations, replace=replace, pack=as_csvs)


@settings(max_examples=10, phases=NO_EXPLAINING)
@given(mutations=st.lists(MUTATION, min_size=1, max_size=3), replace=st.booleans())
def test_any_mutation_of_a_workbook_is_loaded_or_said_to_be_wrong(filled_file, mutations, replace):
    judge(filled_file, mutations, replace=replace, pack=as_workbook)
