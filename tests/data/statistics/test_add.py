"""Statistics as a batch in the store, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.errors import LoadRefusedError
from data.places import place_rows
from data.programme.programme import load
from data.returns.imports import history, undo
from data.statistics import Ready, Request, add, prepare
from data.store.engine import store_version, transaction
from data.store.rows import write_rows

IMD = Request(measure="imd", on=date(2019, 9, 26), value_column="score", label="Deprivation", source="MHCLG")
Prepare = Callable[..., Ready]


@pytest.fixture
def with_places(store: Engine) -> Engine:
    with transaction(store) as connection:
        write_rows(connection, place_rows())
    return store


@pytest.fixture
def ready(with_places: Engine, tmp_path: Path) -> Prepare:
    def prepared(*rows: str, request: Request = IMD) -> Ready:
        path = tmp_path / "imd.csv"
        path.write_text("\n".join(["code,score", *rows]))
        return prepare(with_places, path, request)

    return prepared


def held(engine: Engine, measure: str = "imd") -> dict[str, float]:
    rows = load(engine).area_statistics
    rows = rows[rows["measure"] == measure]
    return dict(zip(rows["area_code"], rows["value"], strict=True))


def test_values_and_what_the_measure_is_are_written_as_one_batch(with_places: Engine, ready: Prepare) -> None:
    before = store_version(with_places)
    batch = add(with_places, ready("E09000002,32.8", "Barnet,16.1"), who="somebody")
    assert batch is not None
    assert store_version(with_places) == before + 1
    assert held(with_places) == {"E09000002": 32.8, "E09000003": 16.1}
    measures = load(with_places).area_measures.set_index("measure")
    assert measures.loc["imd", ["label", "kind"]].tolist() == ["Deprivation", "score"]
    (on_record,) = history(with_places)
    assert (on_record.entry.title, on_record.entry.who, on_record.entry.total.new) == (
        "imd.csv",
        "somebody",
        2,
    )
    rows = load(with_places).area_statistics
    assert rows.loc[rows["measure"] == "imd", "source"].unique().tolist() == ["MHCLG"]


def test_preparing_writes_nothing(with_places: Engine, ready: Prepare) -> None:
    before = store_version(with_places)
    assert ready("E09000002,32.8").difference.total.new == 1
    assert store_version(with_places) == before


def test_a_newer_table_changes_values_and_keeps_those_it_does_not_have(
    with_places: Engine, ready: Prepare
) -> None:
    add(with_places, ready("E09000002,1", "E09000003,2"), who=None)
    batch = add(with_places, ready("E09000003,3"), who=None)
    assert batch is not None
    assert (batch.entry.total.changed, batch.entry.total.new) == (1, 0)
    assert held(with_places) == {"E09000002": 1.0, "E09000003": 3.0}


def test_the_same_table_again_is_no_batch(with_places: Engine, ready: Prepare) -> None:
    add(with_places, ready("E09000002,1"), who=None)
    assert add(with_places, ready("E09000002,1"), who=None) is None
    assert len(history(with_places)) == 1


def test_undo_takes_the_values_back(with_places: Engine, ready: Prepare) -> None:
    add(with_places, ready("E09000002,1"), who=None)
    second = add(with_places, ready("E09000002,2", "E09000003,3"), who=None)
    assert second is not None
    undo(with_places, second.number, who=None)
    assert held(with_places) == {"E09000002": 1.0}


def test_what_came_in_between_is_compared_with_and_not_written_over(
    with_places: Engine, ready: Prepare
) -> None:
    early = ready("E09000002,1")
    add(with_places, ready("E09000002,1", "E09000003,2"), who=None)
    assert add(with_places, early, who=None) is None


def test_codes_of_every_year_are_kept_as_published(with_places: Engine, ready: Prepare) -> None:
    add(with_places, ready("E07000206,1", "E07000244,2", "E08000038,3", "Shepway,4"), who=None)
    assert held(with_places) == {"E07000206": 1.0, "E07000244": 2.0, "E08000038": 3.0, "E07000112": 4.0}


def test_repeated_county_values_are_said_and_never_kept_as_counts(
    with_places: Engine, ready: Prepare
) -> None:
    kent = [f"E0700{number},5" for number in ("0105", "0106", "0107", "0108")]
    essex = [f"E0700{number},8" for number in ("0066", "0067", "0068", "0069")]
    found = ready(*kent, *essex, request=replace(IMD, kind="count"))
    assert found.notes[-1].endswith("Never add these values up.")
    assert found.measure["kind"] == "rate"


def test_weights_that_the_store_does_not_have_are_refused(ready: Prepare) -> None:
    with pytest.raises(LoadRefusedError, match=r"to weight by; it has mean_income, population_0_24, taxp"):
        ready("E09000002,1", request=replace(IMD, weights="people"))
    assert (
        ready("E09000002,1", request=replace(IMD, weights="population_0_24")).measure["weights"]
        == "population_0_24"
    )


def what_is_said(engine: Engine) -> list[object]:
    row = load(engine).area_measures.set_index("measure").loc["imd"]
    return [row["label"], row["kind"], bool(row["lower_is_needier"])]


def test_what_is_not_said_of_a_measure_stays_as_the_store_has_it(with_places: Engine, ready: Prepare) -> None:
    counted = replace(IMD, kind="count", label="Schools here", lower_is_needier=True)
    add(with_places, ready("E09000002,1", request=counted), who=None)
    silent = replace(IMD, on=date(2020, 9, 26), label=None, usual_label="IMD")
    add(with_places, ready("E09000002,2", request=silent), who=None)
    assert what_is_said(with_places) == ["Schools here", "count", True]


@pytest.mark.parametrize("other", [{"kind": "count"}, {"lower_is_needier": True}], ids=str)
def test_a_measure_with_values_is_not_turned_into_something_else(
    with_places: Engine, ready: Prepare, other: dict[str, object]
) -> None:
    add(with_places, ready("E09000002,1"), who=None)
    with pytest.raises(LoadRefusedError, match="Leave that out, or give these values a key of their own"):
        ready("E09000002,2", request=replace(IMD, **other))
    assert what_is_said(with_places) == ["Deprivation", "score", False]


def test_a_measure_without_values_may_become_something_else(with_places: Engine, ready: Prepare) -> None:
    batch = add(with_places, ready("E09000002,1"), who=None)
    assert batch is not None
    undo(with_places, batch.number, who=None)
    add(
        with_places,
        ready("E09000002,2", request=replace(IMD, kind="count", label=None, usual_label="IMD")),
        who=None,
    )
    assert what_is_said(with_places) == ["IMD", "count", False]


def test_weights_may_be_said_later(with_places: Engine, ready: Prepare) -> None:
    add(with_places, ready("E09000002,1"), who=None)
    weighted = ready("E09000002,1", request=replace(IMD, weights="population_0_24"))
    assert weighted.measure["weights"] == "population_0_24"


def test_newer_values_of_what_comes_with_the_product_mean_the_same(ready: Prepare) -> None:
    newer = Request(measure="population_0_24", on=date(2024, 6, 30), value_column="score")
    assert ready("E09000002,1", request=newer).measure["kind"] == "count"
    income = ready("E09000002,1", request=replace(newer, measure="mean_income")).measure
    assert (income["kind"], income["weights"], income["lower_is_needier"]) == ("rate", "taxpayers", True)


def test_counties_are_said_to_be_counties(ready: Prepare) -> None:
    (said,) = [
        note
        for note in ready("Camden,1", "Kent,5", "Kent,6", "Norfolk,2", "Nowhere,1").notes
        if "counties" in note
    ]
    assert (
        said
        == "Left out (3 rows), as these are counties and their districts are the authorities: Kent, Norfolk."
    )


def test_a_day_that_cannot_be_right_is_refused() -> None:
    with pytest.raises(LoadRefusedError, match="2999-09-26 cannot be right"):
        replace(IMD, on=date(2999, 9, 26))


def test_a_store_without_authorities_says_so(store: Engine, tmp_path: Path) -> None:
    path = tmp_path / "imd.csv"
    path.write_text("code,score\nE09000002,1\n")
    with pytest.raises(LoadRefusedError, match="knows no authorities"):
        prepare(store, path, IMD)


def test_a_zero_of_an_authority_that_was_no_more_is_no_value(ready: Prepare) -> None:
    rows = ("E09000002,0", "E07000167,0", "E07000168,0.5")
    found = ready(*rows, request=replace(IMD, on=date(2024, 3, 31)))
    assert [row["area_code"] for row in found.sent["area_statistics"]] == ["E07000168", "E09000002"]
    assert found.notes[-1] == (
        "1 authority has the value 0 at a date when there was no such authority any more: left out, E07000167."
    )
    assert len(ready(*rows).sent["area_statistics"]) == 3
