"""What the published words prove, and from which day on."""

from collections import Counter
from datetime import date
from itertools import groupby

import pandas as pd
import pytest

from dashboard.indicators.shared import possible, statuses
from data.demo import build_register
from data.programme.programme import load
from data.register_evidence import Evidence, read_csv, read_evidence, statuses_of
from data.register_reader import read_register
from data.store.engine import open_store
from data.taxonomy import BEGINNINGS, COUNTED_STATUSES, EVIDENCE_KINDS, GRADES, PRECISIONS, STATUSES

PROVED_BY_2020 = {
    # Pilots, 2012.
    "enjoy-great-yarmouth", "bristol-cultural-education-partnership", "inspiring-futures-barking-and-dagenham",
    # Formed, established, set up or launched in 2015 and 2016.
    "medway", "doncaster", "northumberland-cep", "spark-wakefield", "camden-spark", "blackpool-lcep", "reading-cep",
    # September 2017, November 2017, February 2018, March 2020.
    "leeds-cep", "hammersmith-and-fulham-lcep", "create-sheffield", "manchester-cep",
}  # fmt: skip


def said(status, as_at=None, known_by=None, **facts):
    row = {
        "partnership": "a", "kind": "status", "as_at": as_at, "precision": "day" if as_at else "not_published",
        "known_by": known_by, "value": "", "wording": "", "address": "https://a.example/page", "note": None,
        "status": status, "begins": "by", "grade": 3,
    }  # fmt: skip
    return Evidence(**(row | facts))


def proved(*rows):
    return [(each.status, each.from_date, each.to_date) for each in statuses_of(rows, source="a source")]


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    address = f"sqlite:///{tmp_path_factory.mktemp('register') / 'cep.db'}"
    build_register(address)
    engine = open_store(address)
    yield load(engine)
    engine.dispose()


def test_a_status_holds_from_the_day_that_proves_it_until_the_next_one():
    emerging, established = date(2016, 9, 30), date(2018, 2, 2)

    assert proved(said("established", established, begins="on"), said("emerging", emerging)) == [
        ("emerging", emerging, established),
        ("established", established, None),
    ]


def test_what_repeats_or_falls_behind_an_earlier_statement_adds_nothing():
    first = date(2016, 3, 31)

    rows = (
        said("established", first),
        said("existing", date(2019, 12, 31)),
        said("emerging", date(2018, 1, 1)),
    )
    assert proved(*rows, said("established", date(2020, 1, 1))) == [("established", first, None)]


def test_on_one_day_a_word_for_how_far_it_is_goes_before_that_it_is_there():
    day = date(2018, 11, 30)

    assert proved(said("existing", day), said("emerging", day)) == [("emerging", day, None)]


def test_an_undated_page_proves_a_status_from_the_last_day_on_which_it_can_have_been_written():
    last = date(2023, 3, 31)

    assert proved(said("established", known_by=last)) == [("established", last, None)]
    assert proved(said("established")) == [("established", None, None)]


def test_an_undated_page_proves_a_stage_that_passes_of_no_day():
    assert proved(said("emerging", known_by=date(2023, 3, 31))) == [("emerging", None, None)]


def test_a_status_without_a_day_is_kept_where_it_goes_further_than_every_dated_one():
    day = date(2017, 12, 31)

    assert proved(said("existing", day), said("established")) == [
        ("existing", day, None),
        ("established", None, None),
    ]
    assert proved(said("established", day), said("existing")) == [("established", day, None)]


def test_a_status_names_its_page_and_its_grade_and_without_one_the_source_of_the_register():
    with_page, without = said("existing", date(2019, 1, 1), grade=5), said("existing", None, address=None)

    (status,) = statuses_of([with_page], source="a source")
    assert (status.source, status.grade, status.begins) == ("https://a.example/page", 5, "by")
    assert statuses_of([without], source="a source")[0].source == "a source"


def test_every_partnership_has_evidence_and_all_evidence_is_of_a_partnership_of_the_register():
    assert {each.partnership for each in read_evidence()} == {each.slug for each in read_register()}


def test_every_address_is_one_or_blank_and_what_has_none_says_where_it_was_read():
    for row in read_csv("evidence.csv"):
        assert row["address"].startswith(("https://", "http://")) or not row["address"], row
        assert row["address"] or row["note"] or row["kind"] in {"place", "lead"}, row
        assert " " not in row["address"], row


def test_every_word_of_the_evidence_is_one_the_store_knows():
    for each in read_evidence():
        assert each.kind in EVIDENCE_KINDS
        assert each.precision in PRECISIONS
        assert each.status is None or each.status in STATUSES
        assert each.begins in BEGINNINGS
        assert each.grade in GRADES


def test_only_pages_without_a_date_have_a_last_day_and_it_is_the_end_of_the_bridges_programme():
    for each in read_evidence():
        assert (each.as_at is None) == (each.precision == "not_published")
        assert each.known_by in {None, date(2023, 3, 31)}
        assert each.as_at is None or each.known_by is None


def test_money_and_leads_prove_no_establishment():
    for each in read_evidence():
        if each.kind in {"funding", "lead", "place", "count"}:
            assert each.status in {None, "existing"}, each


def test_nothing_that_we_infer_is_counted():
    assert {each.status for each in read_evidence() if each.grade == 5} <= {None, "existing", "emerging"}


def test_no_evidence_is_stronger_than_a_page_that_states_status_and_date():
    grades = Counter(each.grade for each in read_evidence())

    assert grades == {1: 3, 2: 33, 3: 368, 5: 11}
    assert all(each.as_at for each in read_evidence() if each.grade < 3)


def test_each_place_and_lead_of_the_register_rests_on_evidence():
    shown = {(each.partnership, each.kind) for each in read_evidence()}

    for row in read_csv("public_register.csv"):
        assert not row["areas"] or (row["slug"], "place") in shown, row["slug"]
        assert not row["lead_or_host"] or (row["slug"], "lead") in shown, row["slug"]


def test_the_register_words_the_furthest_status_of_its_evidence():
    words = {
        slug: {each.status for each in held}
        for slug, held in groupby(read_evidence(), key=lambda each: each.partnership)
    }
    for each in read_register():
        furthest = [name for name in ("established", "emerging") if name in words[each.slug]]
        assert each.status == (furthest or ["not_stated"])[0], each.slug


def test_fourteen_are_proved_to_be_counted_at_the_end_of_2020(register):
    day = pd.Timestamp(2020, 12, 31)
    line = statuses.timeline(register)
    counted = statuses.indices(COUNTED_STATUSES)
    names = register.partnerships["partnership"]

    assert {
        name
        for name, status in zip(names, line.named(line.at([day]))[:, 0], strict=True)
        if status in counted
    } == PROVED_BY_2020


@pytest.mark.parametrize(
    ("day", "low", "high"),
    [
        ("2011-12-31", 0, 87),
        ("2015-12-31", 5, 93),
        ("2018-12-19", 13, 106),
        ("2020-03-31", 14, 109),
        ("2020-12-31", 14, 109),
        ("2023-03-31", 36, 109),
    ],
)
def test_how_many_are_counted_for_certain_and_at_most(register, day, low, high):
    dates = (pd.Timestamp(day),)
    line = statuses.timeline(register)
    counted = statuses.indices(COUNTED_STATUSES)

    assert sum(status in counted for status in line.named(line.at(dates))[:, 0]) == low
    assert possible.may_hold(register, COUNTED_STATUSES, dates).sum() == high


def test_only_scarborough_cannot_have_been_established_by_the_end_of_2020(register):
    may = possible.may_hold(register, COUNTED_STATUSES, (pd.Timestamp(2020, 12, 31),))[:, 0]

    assert register.partnerships.loc[~may, "partnership"].tolist() == ["scarborough"]


@pytest.mark.parametrize(
    ("slug", "status", "from_date", "precision"),
    [
        ("leeds-cep", "established", date(2017, 9, 30), "month"),
        ("doncaster", "established", date(2015, 12, 31), "year"),
        ("brent-lcep", "existing", date(2020, 11, 27), "day"),
        ("lowestoft-rising", "existing", date(2014, 9, 30), "month"),
        ("peach", "emerging", date(2018, 3, 31), "month"),
        ("oxford-city-cep", "emerging", date(2018, 12, 19), "day"),
        ("chelmsford-lcep", "existing", date(2019, 12, 31), "quarter"),
        ("cannock-chase", "established", date(2023, 3, 31), "not_published"),
        ("gateshead-cep", "existing", date(2018, 12, 31), "year"),
        ("wigan-culture-unlocked", "existing", None, "not_published"),
        ("worcestershire-arts-partnership", "established", None, "not_published"),
        ("north-east-eighth-cep", "existing", date(2023, 3, 31), "day"),
    ],
)
def test_the_first_status_that_is_proved(slug, status, from_date, precision):
    first = next(each for each in read_register() if each.slug == slug).statuses[0]

    assert (first.status, first.from_date, first.precision) == (status, from_date, precision)


def test_the_eight_of_the_north_east_cover_its_twelve_authorities():
    covered = [
        area.code
        for each in read_register()
        if each.bridge == "culture-bridge-north-east"
        for area in each.areas
        if area.coverage == "whole"
    ]

    assert len(covered) == len(set(covered)) == 12
