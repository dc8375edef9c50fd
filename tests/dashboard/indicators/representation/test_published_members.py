"""Members that a page names: they are there, and nobody is missing because a page does not name them."""

from datetime import date

import pandas as pd
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.attention import reasons
from dashboard.indicators.progress import changes
from dashboard.indicators.representation import representation, seats
from dashboard.indicators.shared.intervals import NEVER
from dashboard.question import Question

MEMBERS = ("council", "hub")


def asked(count: str, members: tuple[str, ...] = MEMBERS) -> Question:
    programme = make_programme(
        partnerships=[partnership("one")],
        statuses=[status("one", "established", "2016-01-01")],
        organisations=[
            {"organisation": "council", "name": "Council", "sector": "local_authority"},
            {"organisation": "hub", "name": "Hub", "sector": "music_education_hub"},
        ],
        memberships=[
            {
                "partnership": "one",
                "organisation": who,
                "role": "member",
                "from_date": "2019-12-31",
                "begins": "by",
            }
            for who in members
        ],
        evidence=[{"partnership": "one", "kind": "count", "value": count}],
    )
    return Question(programme, Filters(as_at=date(2020, 3, 31)))


def presence(question: Question) -> dict[str, str]:
    frame = seats.cells(question, seats.asked(question))
    return dict(zip(frame["sector"], frame["presence"], strict=True))


def test_a_page_that_names_some_proves_them_and_no_absence():
    found = presence(asked("over 60 members"))

    assert found["local_authority"] == "present"
    assert found["youth_sector"] == "unknown"


def test_a_list_that_is_counted_as_a_whole_proves_who_is_missing():
    found = presence(asked("2 organisations"))

    assert (found["local_authority"], found["youth_sector"]) == ("present", "absent")


def test_a_list_of_which_a_part_is_held_proves_no_absence():
    assert presence(asked("2 organisations", ("hub",)))["youth_sector"] == "unknown"


def test_a_table_that_is_known_in_part_is_not_rated():
    assert representation.median_core_groups(asked("over 60 members")).value is None


def test_nobody_joined_on_the_day_on_which_a_page_names_them():
    assert list(changes.changes(asked("2 organisations"), since=date(2019, 10, 1))["kind"]) == []


def test_a_page_of_members_says_nothing_of_a_chair():
    question = asked("2 organisations")
    on = question.on + pd.DateOffset(years=1)
    assert (reasons.chair_vacant(question.programme, on).since == NEVER).all()
