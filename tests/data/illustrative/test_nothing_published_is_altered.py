"""What is published leads: no fact of the register changes by generating, and nothing made up contradicts one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest

from data.demo import build_register, demo_rows
from data.illustrative import generate
from data.illustrative.activities import activity_rows
from data.illustrative.calendar import LAST_DAY
from data.illustrative.meetings import meeting_rows
from data.illustrative.members import membership_rows, seats
from data.illustrative.partnerships import partnership_of
from data.illustrative.status_histories import Phase, history
from data.illustrative.support import support_rows
from data.programme.programme import COLUMNS, Programme, Scope, load
from data.programme.visibility import MILESTONES
from data.register_evidence import Evidence
from data.register_reader import Published, read_register, register_rows
from data.store.engine import open_store
from data.store.rows import Rows

SEEDS = range(30)
PERIODS = {"month": "M", "quarter": "Q", "year": "Y"}
EARLIER, COUNTED = ("prospective", "emerging"), ("established", "delivering")
ENDED = ("dormant", "merged", "closed")


def bounds(day: date, precision: str) -> tuple[date, date]:
    """The first and the last day of the period that a date stands for."""
    if precision not in PERIODS:
        return day, day
    period = pd.Timestamp(day).to_period(PERIODS[precision])
    return period.start_time.date(), period.end_time.date()


def contradictions(published: Published, phases: tuple[Phase, ...]) -> set[str]:
    """In which ways what was made up of a partnership contradicts what was published of it: the whole list."""
    found = set()
    for phase in phases:
        found |= set(_against_the_statuses(published, phase))
        if phase.status in ENDED:
            found.add("an end is made up")
        if phase.status in COUNTED and any(each.status in EARLIER for each in published.evidence):
            found.add("counted, though a page words it as emerging or planned")
        if phase.status == "prospective" and any(
            each.as_at is not None and _over(phase) > bounds(each.as_at, each.precision)[0]
            for each in published.evidence
        ):
            found.add("planned, at a time of which a page speaks of it")
    ordered = sorted(phases, key=lambda phase: phase.from_date)
    if any(_over(one) > other.from_date for one, other in pairwise(ordered)):
        found.add("two made-up statuses at once")
    if phases and all(each.grade >= 5 for each in published.statuses):
        found.add("anything, of one that no page names")
    return found


def _over(phase: Phase) -> date:
    return phase.to_date or date.max


def _against_the_statuses(published: Published, phase: Phase) -> Iterator[str]:
    for real in published.statuses:
        if real.from_date is None:
            continue
        first, last = bounds(real.from_date, real.precision)
        proved = first if real.begins == "on" else real.from_date
        if real.status != "existing" and _over(phase) > proved:
            yield "any status, where a page says how far it is"
        if real.status == "existing" and phase.status in EARLIER and _over(phase) > proved:
            yield "an earlier stage, where a page says that it is there"
        if real.begins == "on" and real.status in ("existing", "emerging"):
            if phase.status == "emerging" and phase.from_date < first:
                yield "begun before the beginning that a page gives"
            if phase.status in COUNTED and phase.from_date <= last:
                yield "begun before the beginning that a page gives"


def wording(status: str | None, as_at: str | None = None, **said: object) -> Evidence:
    """A piece of evidence, to the day and of the partnership's own page unless something else is said."""
    return Evidence(
        **{
            "partnership": "a-cep",
            "kind": "status",
            "as_at": date.fromisoformat(as_at) if as_at else None,
            "precision": "day" if as_at else "not_published",
            "known_by": None,
            "value": "",
            "wording": "",
            "address": None,
            "note": None,
            "status": status,
            "begins": "by",
            "grade": 2,
            **said,
        }
    )


def publishing(*evidence: Evidence) -> Published:
    """A partnership of the register of which only this is published."""
    (camden,) = (each for each in read_register() if each.slug == "camden-spark")
    return replace(camden, slug="a-cep", evidence=evidence, milestones={})


def rows_of(published: Published, seed: int) -> Rows:
    """What is made up of one partnership, by table."""
    course = partnership_of(history(published, seed), {"E09000007": "Camden"}, seed)
    held = seats(course, seed)
    return {
        "membership": membership_rows(course, held, seed),
        **meeting_rows(course, held, seed, scale=1),
        **activity_rows(course, seed, scale=1),
        "support": support_rows(course, seed, scale=1),
    }


CONTRADICTING = [
    (wording("existing", "2016-01-01"), Phase("closed", date(2018, 1, 1)), "an end is made up"),
    (
        wording("emerging"),
        Phase("established", date(2018, 1, 1)),
        "counted, though a page words it as emerging or planned",
    ),
    (
        wording("established", "2018-12-31", precision="year", begins="on"),
        Phase("emerging", date(2017, 1, 1), date(2018, 1, 2)),
        "any status, where a page says how far it is",
    ),
    (
        wording("established", "2018-12-31", precision="year"),
        Phase("delivering", date(2019, 1, 1)),
        "any status, where a page says how far it is",
    ),
    (
        wording("existing", "2018-06-30", precision="month"),
        Phase("emerging", date(2017, 1, 1), date(2018, 7, 1)),
        "an earlier stage, where a page says that it is there",
    ),
    (
        wording("existing", "2018-06-30", precision="month", begins="on"),
        Phase("established", date(2018, 6, 30)),
        "begun before the beginning that a page gives",
    ),
    (
        wording("emerging", "2018-06-30", precision="month", begins="on"),
        Phase("emerging", date(2018, 1, 1), date(2018, 6, 1)),
        "begun before the beginning that a page gives",
    ),
    (
        wording(None, "2012-12-31", precision="year"),
        Phase("prospective", date(2011, 1, 1), date(2012, 1, 2)),
        "planned, at a time of which a page speaks of it",
    ),
    (
        wording("existing", "2023-03-31", grade=5),
        Phase("prospective", date(2011, 1, 1), date(2012, 1, 2)),
        "anything, of one that no page names",
    ),
]


@pytest.mark.parametrize(("evidence", "phase", "found"), CONTRADICTING)
def test_each_contradiction_is_found_where_it_is(evidence: Evidence, phase: Phase, found: str) -> None:
    assert found in contradictions(publishing(evidence), (phase,))


AGREEING = [
    (wording("existing", "2016-01-01"), Phase("established", date(2014, 1, 1))),
    (wording("existing"), Phase("delivering", date(2018, 1, 1))),
    (wording("established", "2023-03-31"), Phase("established", date(2018, 1, 1), date(2023, 3, 31))),
    (
        wording("established", "2018-12-31", precision="year", begins="on"),
        Phase("emerging", date(2017, 1, 1), date(2018, 1, 1)),
    ),
    (
        wording("existing", "2018-06-30", precision="month", begins="on"),
        Phase("established", date(2018, 7, 1)),
    ),
]


@pytest.mark.parametrize(("evidence", "phase"), AGREEING)
def test_what_the_evidence_leaves_open_contradicts_nothing(evidence: Evidence, phase: Phase) -> None:
    assert contradictions(publishing(evidence), (phase,)) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_made_up_contradicts_what_is_published(seed: int) -> None:
    found = {each.slug: contradictions(each, history(each, seed).phases) for each in read_register()}

    assert {slug: ways for slug, ways in found.items() if ways} == {}


ANY = [
    wording(status, day, precision=precision if day else "not_published", begins=begins)
    for status in (
        None,
        "prospective",
        "emerging",
        "existing",
        "established",
        "delivering",
        "dormant",
        "closed",
    )
    for day, precision in (
        (None, ""),
        ("2016-06-13", "day"),
        ("2017-12-31", "year"),
        ("2020-09-30", "quarter"),
    )
    for begins in ("on", "by")
]


@pytest.mark.parametrize("earlier", ANY[::2])
def test_nor_does_it_for_any_two_things_that_could_be_published(earlier: Evidence) -> None:
    for later in ANY:
        published = publishing(earlier, later)
        for seed in range(3):
            assert contradictions(published, history(published, seed).phases) == set(), (earlier, later)


def test_nothing_happens_after_an_end_that_a_page_gives() -> None:
    published = publishing(wording("established", "2015-06-01"), wording("closed", "2018-05-17", begins="on"))
    end, found = date(2018, 5, 17), set()

    for seed in SEEDS:
        for table, column in (
            *(
                ("meeting", "held_on"),
                ("activity", "start_on"),
                ("activity", "end_on"),
                ("action", "agreed_on"),
            ),
            *(("action", "completed_on"), ("support", "support_on"), ("membership", "from_date")),
        ):
            rows = rows_of(published, seed)[table]
            found.add((table, bool(rows)))
            assert all(row[column] < end for row in rows if row[column] is not None), (table, column)
        assert all(row["to_date"] is not None for row in rows_of(published, seed)["membership"])
        assert "open" not in {row["state"] for row in rows_of(published, seed)["action"]}

    assert {table for table, there in found if there} >= {
        "meeting",
        "activity",
        "action",
        "support",
        "membership",
    }


def real(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [row for row in rows if not row.get("is_illustrative")]


@pytest.mark.parametrize("seed", [2020, 3])
def test_every_published_row_is_the_same_before_and_after_and_none_is_added(seed: int) -> None:
    before, after = register_rows(), demo_rows(seed=seed)

    for table, rows in before.items():
        found = real(after[table])
        if table != "partnership":
            assert found == rows, table
            continue
        for row, now in zip(rows, found, strict=True):
            made_up = {*MILESTONES, "milestones_illustrative"} if now["milestones_illustrative"] else set()
            assert {name for name in row if row[name] != now[name]} <= made_up
            assert all(row[name] is None for name in MILESTONES if name in made_up)


@pytest.fixture(scope="module")
def register_programme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programme]:
    """The register alone, as a store for real returns has it."""
    address = f"sqlite:///{tmp_path_factory.mktemp('register') / 'cep.db'}"
    build_register(address)
    engine = open_store(address)
    yield load(engine)
    engine.dispose()


def test_with_the_illustrative_rows_hidden_the_demo_store_is_the_register(
    demo_programme: Programme, register_programme: Programme
) -> None:
    shown = demo_programme.visible_to(Scope(illustrative=False))
    same = pd.testing.assert_frame_equal

    for name in sorted(set(COLUMNS) - {"record_ends"}):
        hidden, published = getattr(shown, name), getattr(register_programme, name)
        if name == "partnerships":
            hidden = hidden.drop(columns="milestones_illustrative")
            published = published.drop(columns="milestones_illustrative")
        keys = [key for key in hidden.columns if hidden[key].dtype != "object"]
        same(
            hidden.sort_values(keys, ignore_index=True),
            published.sort_values(keys, ignore_index=True),
            check_dtype=False,
        )


def test_a_day_that_a_page_gives_is_the_real_one_and_stands_without_made_up_ones() -> None:
    rows = {row["partnership"]: row for row in demo_rows(seed=3)["partnership"]}
    given = {
        "camden-spark": {"launched_on": date(2016, 6, 13)},
        "hammersmith-and-fulham-lcep": {"launched_on": date(2017, 11, 2)},
        "manchester-cep": {"launched_on": date(2020, 3, 9)},
        "create-sheffield": {"launched_on": date(2018, 2, 2), "first_meeting_on": date(2016, 9, 9)},
    }

    for slug, days in given.items():
        assert {name: rows[slug][name] for name in MILESTONES if rows[slug][name] is not None} == days
        assert not rows[slug]["milestones_illustrative"]
    assert {each.slug for each in read_register() if each.milestones} == set(given)


@pytest.mark.parametrize("seed", [2020, 1, 2])
def test_made_up_days_lie_within_the_period_in_which_a_page_says_that_it_was(seed: int) -> None:
    milestones, _ = generate(seed=seed)

    def lies_within(slug: str, name: str, first: date, last: date) -> bool:
        day = milestones[slug].get(name)
        return day is None or first <= day <= last

    assert milestones["sunderland-cep"]["first_meeting_on"].isoformat()[:7] == "2018-06"
    assert milestones["portsmouth-cep"]["first_meeting_on"].isoformat()[:7] == "2015-10"
    assert lies_within("reading-cep", "launched_on", date(2016, 9, 1), date(2016, 9, 30))
    assert lies_within("leeds-cep", "launched_on", date(2017, 9, 1), date(2017, 9, 30))
    assert lies_within("northumberland-cep", "launched_on", date(2016, 1, 1), date(2016, 12, 31))


@pytest.mark.parametrize("seed", [2020, 1, 2])
def test_no_member_is_made_up_once_a_page_proves_one_nor_called_as_one_that_a_page_names(seed: int) -> None:
    _, rows = generate(seed=seed)
    published = pd.DataFrame(register_rows()["membership"])
    proved: Mapping[str, date] = published.groupby("partnership")["from_date"].min().to_dict()
    named = {row["organisation"] for row in register_rows()["organisation"]}
    seats = [row for row in rows["membership"] if row["partnership"] in proved]
    shared = {slug for slug, day in proved.items() if day <= LAST_DAY}
    held = {row["meeting"]: (row["partnership"], row["held_on"]) for row in rows["meeting"]}

    assert len(seats) >= 100
    assert len(shared) >= 20
    assert shared.isdisjoint(row["partnership"] for row in rows["membership"])
    assert all(row["to_date"] and row["to_date"] <= proved[row["partnership"]] for row in seats)
    for table in ("membership", "attendance", "organisation"):
        assert named.isdisjoint(row["organisation"] for row in rows[table]), table
    for row in rows["attendance"]:
        partnership, day = held[row["meeting"]]
        assert day < proved.get(partnership, day + timedelta(days=1))
