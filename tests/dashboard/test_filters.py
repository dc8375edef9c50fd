from datetime import date

import pandas as pd
import pytest
from factories import STATISTICS, make_programme
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import KEYS, REPEATABLE, Filters
from dashboard.vocabulary import MEANINGS, vocabulary

KNOWN = {
    "region": {"E12000003": "Yorkshire and The Humber", "E12000007": "London"},
    "ace_area": {"london": "London", "north": "North"},
    "bridge": {"a-new-direction": "A New Direction", "ive": "IVE"},
    "sector": {"health": "Health", "school": "School"},
    "lever": {"DEL": "Delivering", "SYN": "Synergising"},
    "county": {"E10000016": "Kent"},
    "area": {"E09000007": "Camden", "E07000105": "Ashford"},
    "status": {"emerging": "Emerging", "dormant": "Dormant"},
    "has": {"health": "Health", "school": "School"},
    "lacks": {"health": "Health", "school": "School"},
    "approach": {"mapping": "Mapping"},
    "agenda": {"police": "Police"},
    "reason": {"dormant": "No meeting for long", "no_support": "No support"},
    "call": {"called": "called", "waiting": "waiting"},
    "quality": {"members-after-the-end": "Members after the end"},
    "completed": {"yes": "all filled", "no": "not all filled"},
    "need": {"population_0_24": "Children and young people aged 0 to 24", "idaci": "IDACI & more"},
}


def some(key: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(KNOWN[key]))).map(tuple)


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    days = sorted(draw(st.lists(st.dates(date(2000, 1, 1), date(2100, 12, 31)), min_size=2, max_size=2)))
    chosen = {key: draw(some(key)) for key in REPEATABLE}
    return Filters(
        as_at=draw(st.sampled_from([None, days[1]])),
        since=draw(st.sampled_from([None, days[0]])),
        emerging=draw(st.booleans()),
        existing=draw(st.booleans()),
        illustrative=draw(st.booleans()),
        need=draw(st.sampled_from(list(KNOWN["need"]))),
        **chosen,
    )


@given(filters())
def test_what_is_written_to_the_address_is_read_back(asked):
    assert Filters.from_query(asked.to_query(), known=KNOWN) == (asked, ())
    assert Filters.from_query("?" + asked.to_query(), known=KNOWN).filters == asked


@given(st.text() | st.from_regex(r"(as_at|since|region|need|include|%|&|=|;|\+){0,9}.{0,20}"))
def test_junk_never_raises_and_comes_back_canonical(query):
    parsed = Filters.from_query(query, known=KNOWN)
    again = Filters.from_query(parsed.filters.to_query(), known=KNOWN)
    assert again == (parsed.filters, ())


@given(filters())
def test_removing_every_word_leaves_the_defaults(asked):
    while left := asked.words(KNOWN):
        assert left[0].without != asked
        asked = left[0].without
    assert asked == Filters()


def test_defaults_write_nothing():
    assert Filters().to_query() == ""


def test_the_address_is_sorted_whatever_the_order_asked():
    asked = Filters(
        lever=("SYN", "DEL", "SYN"), region=("E12000007",), as_at=date(2020, 3, 31), illustrative=False
    )
    assert asked.to_query() == "as_at=2020-03-31&illustrative=hide&lever=DEL&lever=SYN&region=E12000007"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "regoin=E12000007",
            "There is no filter called “regoin”. The filters are ace_area, agenda, approach, area, as_at, bridge, "
            "call, completed, county, has, illustrative, include, lacks, lever, method, need, provisional, quality, "
            "reason, region, sector, since and status.",
        ),
        (
            "region=Atlantis",
            "“Atlantis” is not a known region; it can be E12000003 (Yorkshire and The Humber) or E12000007 (London).",
        ),
        ("ace_area=", "Nothing is said as Arts Council area; it can be london (London) or north (North)."),
        (
            "need=luck",
            "“luck” is not a known measure of need; it can be population_0_24 (Children and young people aged 0 to 24) "
            "or idaci (IDACI & more).",
        ),
        (
            "illustrative=no",
            "“no” is not a known value of “illustrative”; it can be hide or show.",
        ),
        ("as_at=yesterday", "“yesterday” is not a date; write the as-at date like 2020-03-31."),
        ("as_at=2020-02-30", "“2020-02-30” is not a date; write the as-at date like 2020-03-31."),
        ("since=", "The start of the period is empty; write the start of the period like 2020-03-31."),
        ("as_at=1066-10-14", "The as-at date must lie between 1900 and 2100, not in 1066."),
        ("as_at=1899-12-31", "The as-at date must lie between 1900 and 2100, not in 1899."),
        ("as_at=2101-01-01", "The as-at date must lie between 1900 and 2100, not in 2101."),
        (
            "as_at=2020-01-01&as_at=2021-01-01",
            "The as-at date is given more than once; only the first counts, not “2021-01-01”.",
        ),
        (
            "since=2021-01-01&as_at=2020-03-31",
            "The start of the period, 1 January 2021, lies after the as-at date, 31 March 2020.",
        ),
        (
            "lever=" + "x" * 400,
            f"“{'x' * 39}…” is not a known lever; it can be DEL (Delivering) or SYN (Synergising).",
        ),
    ],
)
def test_each_part_that_is_ignored_is_said(query, said):
    assert Filters.from_query(query, known=KNOWN).ignored == (said,)


def test_a_start_after_the_stores_own_date_is_ignored_when_that_date_is_known():
    parsed = Filters.from_query("since=2021-01-01", known=KNOWN, store_as_at=date(2020, 3, 31))
    assert parsed.filters == Filters()
    assert len(parsed.ignored) == 1


def test_an_empty_value_is_never_taken_for_all_of_england_in_silence():
    parsed = Filters.from_query("as_at=&region=&need=&include=", known=KNOWN)
    assert parsed.filters == Filters()
    assert len(parsed.ignored) == 4


@pytest.mark.parametrize("first", ["1900-01-01", "2100-12-31"])
def test_the_first_and_the_last_day_that_can_be_asked_for(first):
    assert Filters.from_query(f"as_at={first}", known=KNOWN).ignored == ()


def test_good_values_survive_beside_bad_ones():
    parsed = Filters.from_query("region=E12000007&region=Atlantis&include=emerging", known=KNOWN)
    assert parsed.filters == Filters(region=("E12000007",), emerging=True)


@pytest.mark.parametrize("query", ["include=emerging&include=existing", "include=existing&include=emerging"])
def test_two_more_statuses_may_be_included_together(query):
    parsed = Filters.from_query(query, known=KNOWN)
    assert parsed == (Filters(emerging=True, existing=True), ())
    assert parsed.filters.to_query() == "include=emerging&include=existing"
    assert [word.without for word in parsed.filters.words(KNOWN)] == [
        Filters(existing=True),
        Filters(emerging=True),
    ]


def test_filters_are_said_in_english():
    asked = Filters(region=("E12000007",), sector=("health",), emerging=True, as_at=date(2019, 1, 1))
    assert asked.describe(KNOWN) == "London; sector: Health; emerging counted too"
    assert Filters().describe(KNOWN) == "All of England"
    assert Filters(illustrative=False).describe(KNOWN) == "All of England; illustrative rows hidden"


def test_what_is_lacking_and_why_to_call_are_said_in_english():
    query = "region=E12000007&lacks=school&reason=dormant&completed=no&area=E09000007"
    asked = Filters.from_query(query, known=KNOWN).filters
    assert asked.to_query() == "area=E09000007&completed=no&lacks=school&reason=dormant&region=E12000007"
    assert asked.describe(KNOWN) == (
        "London; authority: Camden; missing at the table: School; reason to call: No meeting for long; "
        "required fields: not all filled"
    )
    assert asked.place(KNOWN) == "Camden within London"


def test_of_very_many_values_a_sentence_names_some():
    known = {"area": {f"E07{number:06}": f"Place {number}" for number in range(300)}}
    (said,) = Filters.from_query("area=Atlantis", known=known).ignored
    assert said.startswith("“Atlantis” is not a known authority; it can be E07000000 (Place 0), ")
    assert said.endswith(" and 270 more.")


def test_places_of_which_a_partnership_may_lie_in_several_are_said_in_the_counting_rule():
    asked = Filters(county=("E10000016",), area=("E07000105",))
    assert "spans counties and authorities is counted in each of them" in asked.counting_rule


def test_each_word_says_how_the_question_reads_without_it():
    asked = Filters(region=("E12000003", "E12000007"), as_at=date(2019, 1, 1))
    london = asked.words(KNOWN)[1]
    assert (london.label, london.without) == (
        "London",
        Filters(region=("E12000003",), as_at=date(2019, 1, 1)),
    )
    assert asked.words(KNOWN)[2].label == "as at 1 January 2019"


def test_the_window_is_the_twelve_months_to_the_as_at_date():
    programme = make_programme()
    assert Filters().on(programme) == pd.Timestamp("2020-03-31")
    assert Filters().window(programme) == (pd.Timestamp("2019-03-31"), pd.Timestamp("2020-03-31"))
    chosen = Filters(since=date(2018, 1, 1), as_at=date(2018, 6, 30))
    assert chosen.window(programme) == (pd.Timestamp("2017-12-31"), pd.Timestamp("2018-06-30"))


def test_activity_since_a_day_includes_that_day():
    begun = Filters(since=date(2018, 1, 1), as_at=date(2018, 6, 30)).window(make_programme())[0]
    assert begun < pd.Timestamp("2018-01-01")


@pytest.mark.parametrize(
    ("as_at", "after"),
    [
        (date(2021, 2, 28), "2020-02-29"),
        (date(2020, 2, 29), "2019-02-28"),
        (date(2020, 2, 28), "2019-02-28"),
        (date(2020, 6, 30), "2019-06-30"),
    ],
)
def test_the_twelve_months_to_the_end_of_a_month_are_whole_months(as_at, after):
    assert Filters(as_at=as_at).window(make_programme()) == (pd.Timestamp(after), pd.Timestamp(as_at))


def test_a_window_never_runs_backwards():
    since, until = Filters(since=date(2022, 1, 1)).window(make_programme())
    assert since == until == pd.Timestamp("2020-03-31")


def test_the_store_decides_which_values_are_known():
    known = vocabulary(make_programme())
    assert known["region"] == {"E12000003": "Yorkshire and The Humber", "E12000007": "London"}
    assert known["bridge"] == {"a-new-direction": "A New Direction", "ive": "IVE"}
    assert known["sector"]["health"] == "Health"
    assert list(known["lever"]) == ["SYN", "MOB", "DEL"]


def test_a_grouping_is_called_by_its_latest_name():
    rows = [
        ("E09000002", "bridge", "ive", "CapeUK", None, "2017-01-01"),
        ("E09000002", "bridge", "ive", "IVE", "2017-01-01"),
    ]
    assert vocabulary(make_programme(area_groupings=rows))["bridge"] == {"ive": "IVE"}


def test_every_measure_in_the_store_can_be_chosen():
    known = vocabulary(
        make_programme(area_statistics=[*STATISTICS, ("E09000002", "idaci", "2019-09-26", 0.3)])
    )
    assert list(known["need"]) == ["idaci", "mean_income", "population_0_24"]


def test_every_filter_says_what_it_asks_for():
    assert MEANINGS.keys() == set(KEYS)
