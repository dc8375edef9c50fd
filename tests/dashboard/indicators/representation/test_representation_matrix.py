"""The matrix of partnerships and sectors: unknown is never absent, and nothing is lost."""

from datetime import date

import numpy as np
import pytest
from factories import make_programme, partnership, status
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.indicators.representation import gaps, representation, seats
from dashboard.indicators.shared import members, selection
from dashboard.question import Question
from data.programme.programme import current
from data.taxonomy import SECTORS, STATUSES

pytestmark = pytest.mark.thorough

DAYS = st.dates(date(2014, 1, 1), date(2021, 1, 1))
SLUGS = ("a", "b", "c")
PROGRAMME = make_programme(
    partnerships=[
        partnership("known", name="Zebra"),
        partnership("unknown", name="Antelope", bridge="ive"),
        partnership("over", name="Mole"),
        partnership("asleep", name="Bear"),
    ],
    statuses=[
        status("known", "established", "2016-01-01"),
        status("unknown", "established", "2016-01-01"),
        status("over", "merged", "2018-01-01"),
        status("asleep", "dormant", "2018-01-01"),
    ],
    organisations=[("hall", "Hall", "cultural_organisation"), ("clinic", "Clinic", "health")],
    memberships=[
        ("known", "hall", "member", "2016-01-01"),
        ("known", "clinic", "observer", "2016-01-01"),
        ("over", "hall", "member", "2016-01-01"),
        ("asleep", "hall", "member", "2016-01-01"),
    ],
)


SORTED = make_programme(
    partnerships=[
        partnership("one", name="Zebra"),
        partnership("unknown", name="Antelope"),
        partnership("two", name="Mole"),
        partnership("same", name="Bear"),
    ],
    statuses=[status(slug, "established", "2016-01-01") for slug in ("one", "unknown", "two", "same")],
    organisations=[("hall", "Hall", "cultural_organisation"), ("school", "School", "school")],
    memberships=[
        *((slug, "hall", "member", "2016-01-01") for slug in ("one", "two", "same")),
        ("two", "school", "member", "2016-01-01"),
    ],
)


def matrix(question):
    return seats.cells(question, seats.asked(question))


def presences(slug):
    frame = matrix(Question(PROGRAMME, Filters()))
    return frame[frame["partnership"] == slug].set_index("sector")["presence"]


def test_a_core_sector_that_is_not_there_is_absent_and_an_extended_one_not_applicable():
    found = presences("known")
    assert found[["cultural_organisation", "health"]].tolist() == ["present", "present"]
    assert found[["school", "planning", "other"]].tolist() == ["absent", "not_applicable", "not_applicable"]


def test_without_a_known_membership_every_sector_is_unknown():
    assert set(presences("unknown")) == {"unknown"}


def test_a_partnership_that_is_over_has_no_table_and_one_that_sleeps_has():
    assert set(presences("over")) == {"not_applicable"}
    assert presences("asleep")["cultural_organisation"] == "present"


def test_the_tables_with_fewest_core_groups_come_first_and_then_by_name_and_what_is_not_known_last():
    question = Question(SORTED, Filters())
    frame = seats.cells(question, seats.neediest_first(question))
    assert frame["name"].tolist()[::13] == ["Bear", "Zebra", "Mole", "Antelope"]


@st.composite
def programmes(draw):
    """Three partnerships with any status, and any organisations on any of them at any time."""
    sectors = draw(st.lists(st.sampled_from(list(SECTORS)), min_size=1, max_size=6))
    organisations = [(f"o{number}", f"O {number}", sector) for number, sector in enumerate(sectors)]
    seat = st.tuples(
        st.sampled_from(SLUGS),
        st.sampled_from([key for key, *_ in organisations]),
        st.sampled_from(["member", "chair"]),
        st.none() | DAYS,
        st.none() | DAYS,
    )
    return make_programme(
        partnerships=[partnership(slug) for slug in SLUGS],
        statuses=[status(slug, draw(st.sampled_from(list(STATUSES))), "2015-01-01") for slug in SLUGS],
        organisations=organisations,
        memberships=draw(st.lists(seat, max_size=12)),
    )


holds = settings(max_examples=40)


@holds
@given(programmes(), DAYS)
def test_the_four_presences_add_up_to_sectors_times_partnerships(programme, day):
    frame = matrix(Question(programme, Filters(as_at=day)))
    assert frame["presence"].isin(["present", "absent", "not_applicable", "unknown"]).sum() == 13 * 3
    assert not frame.duplicated(["partnership", "sector"]).any()
    assert not (frame["presence"].eq("absent") & (frame["group"] != "core")).any()


@holds
@given(programmes(), DAYS)
def test_shares_stay_within_a_hundred_and_the_distributions_add_up(programme, day):
    asked = Filters(as_at=day, emerging=True)
    shares = gaps.by_sector(Question(programme, asked))
    assert shares["share_lacking"].dropna().between(0, 100).all()
    assert (shares["lacking"] + shares["present"] == shares["known"]).all()
    counted = int(selection.is_counted(Question(programme, asked)).sum())
    assert gaps.distribution(Question(programme, asked))["partnerships"].sum() == counted
    assert gaps.depth_distribution(Question(programme, asked))["partnerships"].sum() == counted
    last = gaps.over_time(Question(programme, asked)).iloc[-1]
    full = next(one for one in representation.INDICATORS if one.key == "fully_represented")
    found = full.compute(Question(programme, asked))
    assert last["known"] == (found.denominator or 0)
    assert not found.denominator or last["all_five"] == 100 * found.numerator / found.denominator


@holds
@given(programmes(), DAYS)
def test_members_are_those_whose_membership_is_current(programme, day):
    asked = Filters(as_at=day)
    now = current(programme.memberships, day).drop_duplicates(["partnership", "organisation"])
    sectors = programme.organisations.set_index("organisation")["sector"]
    expected = now.groupby(["partnership", now["organisation"].map(sectors)]).size()
    counts = members.by_sector(programme, asked.on(programme))
    found = {
        (slug, sector): int(counts[row, column])
        for row, slug in enumerate(SLUGS)
        for column, sector in enumerate(SECTORS)
        if counts[row, column]
    }
    assert found == expected.to_dict()
    known = members.known(programme, asked.on(programme))
    assert (known == ~np.isnan(members.core_groups(programme, asked.on(programme)))).all()
