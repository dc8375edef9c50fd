"""Who sees only their own bridge sends files: nothing of another bridge is compared, named, shown or written over."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import product
from random import Random
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, select

from data.errors import ChangeRefusedError, LoadRefusedError, StoreMovedOnError
from data.programme.programme import load as load_programme
from data.programme.visibility import Scope
from data.returns.annotated_copy import Understanding, marked_up
from data.returns.imports import Plan, accept, hand_in, load, plan_of, prepare, reviews, send_back, take
from data.returns.imports.rebuild import with_waiting
from data.returns.imports.review import fingerprint
from data.returns.imports.stored_rows import StoredRows
from data.returns.lists import prepare as prepare_list
from data.returns.lists import understand
from data.returns.reader import Source
from data.returns.readings import Answers
from data.returns.sheets import SHEETS
from data.returns.sheets.kinds import slug
from data.returns.sheets.records import sheet_rows
from data.returns.templates import workbook_of
from data.store.engine import open_store, reading, transaction
from data.store.rows import Row, write_rows
from data.store.schema import account, account_bridge, metadata
from data.store.schema import partnership as partnerships
from tests.returns import JUNE, MEETINGS, content, day, fill
from tests.stores import Stores
from tests.workbooks import separated, xlsx

OURS, THEIRS = "a-new-direction", "ive"
SCOPE = Scope(bridges=frozenset({OURS}))
OTHER = "other-cep"
SECRETS = ("quux", "777", "2017-10-11", "11 October 2017", "E07000168", "Scarborough")
"""What only the store says of the other bridge: words, numbers, a day, a place; no file of the tests has them."""


def of_the_other_bridge() -> dict[str, list[Row]]:
    """A partnership of another bridge with a row in each table; its keys, which a file may hit upon, begin with z."""
    secret = {"partnership": OTHER}
    on = day("2017-10-11")
    return {
        "partnership": [
            {**secret, "name": "Quux Partnership", "former_name": "Quux Forum", "bridge": THEIRS, "pilot": False,
             "website": "https://quux.example.org", "meetings_expected_per_year": 777.0}
        ],
        "partnership_status": [{**secret, "status": "established", "from_date": on}],
        "partnership_area": [
            {**secret, "area_code": "E07000168", "coverage": "part", "share": 0.5, "locality": "Quux Bay"}
        ],
        "organisation": [
            {"organisation": "z-school", "name": "Quux School", "sector": "school", "area_code": "E07000168"},
        ],
        "membership": [
            {**secret, "organisation": "z-school", "role": "chair", "from_date": on},
            {**secret, "organisation": "a-theatre", "role": "member", "from_date": on},
        ],
        "evidence": [
            {**secret, "kind": "status", "as_at": on, "precision": "day", "value": "quux", "wording": "Quux begins",
             "address": "https://quux.example.org", "status": "established", "begins": "on", "grade": 2},
        ],
        "activity": [
            {**secret, "activity": "z-play", "title": "Quux play", "start_on": on, "primary_lever": "DEL",
             "young_people": 777.0},
            {**secret, "activity": "z-camden", "title": "Quux walk", "start_on": on, "primary_lever": "SYN",
             "young_people": 777.0},
        ],
        "activity_link": [
            {"from_activity": "z-play", "to_activity": "z-camden", "basis": "reported"},
            {"from_activity": "c2", "to_activity": "z-play", "basis": "reported"},
        ],
        "meeting": [{**secret, "meeting": "z-met", "held_on": on, "format": "workshop"}],
        "attendance": [{"meeting": "z-met", "organisation": "z-school", "state": "present"}],
        "action": [
            {**secret, "action": "z-do", "meeting": "z-met", "description": "Quux it", "agreed_on": on,
             "owner": "Quux School"},
        ],
        "support": [
            {**secret, "support": "z-help", "bridge": THEIRS, "support_on": on, "support_type": "one_to_one",
             "hours": 777.0},
        ],
        "monitoring_return": [{**secret, "period_end": day("2017-12-31"), "due_on": day("2018-01-19")}],
        "target": [
            {"indicator": "established", "value": 777.0, "due_on": day("2020-12-31"), "set_on": on, "official": True,
             "source": "quux"},
        ],
        "published_count": [
            {"as_at": on, "precision": "day", "partnerships": 777.0, "wording": "quux", "place": "England",
             "bridge": THEIRS, "grade": 1},
        ],
        "event": [{"event": "z-event", "held_on": on, "precision": "day", "what": "Quux day"}],
        "area_statistic": [
            {"area_code": "E09000007", "measure": "population_0_24", "reference_date": day("2019-06-30"),
             "value": 777.0, "source": "quux"},
        ],
    }  # fmt: skip


@pytest.fixture
def store(filled: Engine) -> Engine:
    with transaction(filled) as connection:
        write_rows(connection, of_the_other_bridge())
    return filled


ROWS: Mapping[str, Mapping[str, object]] = {
    "partnerships": {"name": "Other", "bridge": OURS},
    "statuses": {"status": "emerging", "from_date": "2016-05-01"},
    "partnership_areas": {"area_code": "E09000002", "coverage": "whole"},
    "organisations": {"organisation": "z-school", "name": "A school", "sector": "school"},
    "memberships": {"organisation": "z-school", "role": "member", "from_date": "2016-05-01"},
    "activities": {"activity": "z-play", "title": "A play", "start_on": "2016-05-01", "primary_lever": "DEL"},
    "activity_links": {"from_activity": "c1", "to_activity": "z-camden"},
    "meetings": {"meeting": "z-met", "held_on": "2016-05-01", "format": "workshop"},
    "attendance": {"meeting": "z-met", "organisation": "a-school", "state": "present"},
    "actions": {"action": "z-do", "description": "Ask", "agreed_on": "2016-05-01"},
    "support": {"support": "z-help", "bridge": OURS, "support_on": "2016-05-01", "support_type": "one_to_one"},
    "returns": {"period_end": "2016-06-30", "due_on": "2016-07-31"},
    "targets": {"indicator": "established", "value": 50, "due_on": "2020-12-31", "set_on": "2016-05-01"},
    "area_statistics": {
        "area_code": "E09000007", "measure": "population_0_24", "reference_date": "2020-06-30", "value": 50,
    },
    "published_counts": {"as_at": "2016-05-01", "partnerships": 50, "wording": "fifty"},
    "evidence": {"kind": "existence", "as_at": "2016-05-01", "address": "https://a.example.org"},
    "events": {"event": "z-event", "held_on": "2016-05-01", "what": "A day"},
}  # fmt: skip
"""A row of each sheet under keys that the other bridge has; the files say `OTHER` where a sheet has partnerships."""


def row_of(sheet: str, partnership: str, **others: object) -> dict[str, object]:
    whose = {"partnership": partnership} if "partnership" in SHEETS[sheet].columns else {}
    return {**whose, **ROWS[sheet], **others}


def csv(sheet: str, *rows: Mapping[str, object]) -> Source:
    return Source(f"{sheet}.csv", separated([list(rows[0]), *(list(row.values()) for row in rows)]))


def workbook(partnership: str) -> Source:
    """One workbook with a row of a partnership in each sheet."""
    sheets = {name: [list(row), list(row.values())] for name in ROWS for row in [row_of(name, partnership)]}
    return Source("returns.xlsx", xlsx(sheets))


def sent(store: Engine, *files: Source, answers: Answers | None = None, replace: bool = False) -> Plan:
    return prepare(
        store, files, scope=SCOPE, answers=answers or {}, replace=replace, indicators=["established"]
    )


def texts(plan: Plan) -> Iterator[str]:
    """All that a plan says to who sent the files."""
    yield from (repr(one) for one in (*plan.problems, *plan.readings, *plan.incoming.questions))
    yield from (repr(one) for one in plan.difference.changes)
    yield repr(dict(plan.difference.counts))


def says(plan: Plan, *words: str) -> list[str]:
    return [one for one in texts(plan) for word in words if word.lower() in one.lower()]


def test_every_sheet_has_a_row_in_the_tests():
    assert ROWS.keys() == SHEETS.keys()


def test_a_row_of_another_bridge_in_each_sheet_is_refused_and_nothing_of_it_is_said(store):
    before = content(store)
    plan = sent(store, workbook(OTHER))
    assert plan.errors
    assert says(plan, *SECRETS) == []
    read = plan.incoming
    copy = marked_up(read.books, plan.problems, Understanding(plan.readings, read.questions, read.answers))
    assert says(sent(store, Source("copy.xlsx", copy)), *SECRETS) == []
    with pytest.raises(LoadRefusedError) as refused:
        load(store, plan, who="Ann")
    assert not any(word in str(refused.value).lower() for word in ("quux", "777"))
    assert content(store) == before


OF_PARTNERSHIPS = [name for name in ROWS if "partnership" in SHEETS[name].columns and name != "partnerships"]
OWN = {"activity": "c1", "meeting": "m1", "action": "x1", "support": "s1"}


def test_a_partnership_of_others_is_as_one_that_never_was(store):
    for sheet in OF_PARTNERSHIPS:
        (key, *_) = SHEETS[sheet].key
        free = {key: "free-one"} if key in OWN else {}
        free |= {"organisation": "a-school"} if sheet == "memberships" else {}
        hidden = list(texts(sent(store, csv(sheet, row_of(sheet, OTHER, **free)))))
        never = list(texts(sent(store, csv(sheet, row_of(sheet, "never-cep", **free)))))
        assert [one.replace(OTHER, "never-cep") for one in hidden] == never
        assert any("There is no partnership “never-cep” of yours" in one for one in never), sheet


def test_names_and_near_misses_are_looked_for_among_ones_own(store):
    for said, never in (
        ("Quux Partnership", "Nobody Partnership"),
        ("Quux Forum", "Nobody Forum"),
        ("other-cpe", "nover-cpe"),
    ):
        found = [
            list(texts(sent(store, csv("statuses", row_of("statuses", name))))) for name in (said, never)
        ]
        as_never = [one.replace(said, never).replace(slug(said), slug(never)) for one in found[0]]
        assert as_never == found[1]
    (own,) = sent(store, csv("statuses", row_of("statuses", "camdne"))).unanswered
    assert own.choices[0].write == "camden"


def any_files(draw: Random) -> tuple[list[Source], bool]:
    """Some rows under keys of one's own, of others and of nobody, and whether they replace what is held."""
    files, whose = [], ["camden", "barnet", "Camden Spark", OTHER, "Quux Partnership", "never-cep"]
    more = ["attendance", "activity_links", "organisations", "partnerships"]
    for sheet in draw.sample([*OF_PARTNERSHIPS, *more], 4):
        rows = []
        for number in range(draw.randint(1, 3)):
            row = row_of(sheet, draw.choice(whose))
            if sheet == "partnerships":
                row |= {
                    "partnership": draw.choice(["camden", "new-one"]),
                    "bridge": draw.choice([OURS, THEIRS]),
                }
            for column, own in OWN.items():
                row |= {column: draw.choice([own, f"new-{number}"])} if column in row else {}
            if "organisation" in row:
                row["organisation"] = draw.choice(["a-school", "A School", "Quux School", f"new-{number}"])
            ends = (one for one in ("from_activity", "to_activity") if one in row)
            row |= {one: draw.choice(["c1", "c2", "never"]) for one in ends}
            rows.append(row | {"delete": draw.choice(["", "", "yes"])})
        files.append(csv(sheet, *rows))
    return files, draw.random() < 1 / 3


@pytest.fixture
def alone(stores: Stores) -> Iterator[Engine]:
    """The store without the other bridge."""
    engine = open_store(stores.copy("tables"))
    fill(engine)
    yield engine
    engine.dispose()


def test_what_others_have_makes_no_difference_to_what_is_said(alone):
    draw = Random(15)  # noqa: S311 - the same files every time
    tried = [any_files(draw) for _ in range(20)]
    before = [list(texts(sent(alone, *files, replace=replaces))) for files, replaces in tried]
    rows = of_the_other_bridge()
    rows["membership"] = [one for one in rows["membership"] if one["organisation"] != "a-theatre"]
    rows["activity_link"] = [one for one in rows["activity_link"] if one["from_activity"] != "c2"]
    with transaction(alone) as connection:
        write_rows(connection, rows)
    beside = [list(texts(sent(alone, *files, replace=replaces))) for files, replaces in tried]
    assert beside == before
    assert sum("Change(" in one for said in before for one in said) > len(tried)


@pytest.mark.parametrize("sheet", ["activities", "meetings", "actions", "support"])
def test_a_key_that_others_have_is_asked_about_without_a_word_of_theirs_and_known_again(store, sheet):
    before = content(store)
    file = csv(sheet, row_of(sheet, "camden"))
    plan = sent(store, file)
    (question,) = plan.unanswered
    assert (says(plan, *SECRETS), says(plan, OTHER), plan.errors) == ([], [], ())
    (choice,) = question.choices

    load(store, sent(store, file, answers={question.asked: choice.write}), who="Ann")

    now, table = content(store), SHEETS[sheet].table.name
    assert set(before[table]) < set(now[table])
    again = sent(store, file)
    assert (again.unanswered, again.errors, again.difference.is_empty) == ((), (), True)
    for answer in (
        {"z-camden", row_of(sheet, "camden")[SHEETS[sheet].key[0]]} if sheet == "activities" else ()
    ):
        (wrong,) = sent(store, file, answers={question.asked: str(answer)}).errors
        assert "never written over" in wrong.wrong


def test_a_key_is_not_proposed_that_others_have(store):
    file = csv("activities", row_of("activities", "camden", activity="z"))
    with transaction(store) as connection:
        write_rows(connection, {"activity": [
            {"partnership": OTHER, "activity": "z", "title": "Quux", "start_on": day("2017-10-11"),
             "primary_lever": "DEL"},
        ]})  # fmt: skip
    (question,) = sent(store, file).unanswered
    assert [one.write for one in question.choices] == ["z-camden-camden"]


def test_an_organisation_whose_key_others_have_is_kept_beside_theirs(store):
    files = [
        csv("organisations", row_of("organisations", "")),
        csv("memberships", row_of("memberships", "camden")),
    ]
    plan = sent(store, *files)
    (question,) = plan.unanswered
    assert says(plan, *SECRETS, OTHER) == []
    assert [one.write for one in question.choices] == ["z-school-camden"]
    (wrong,) = sent(store, *files, answers={question.asked: "z-school"}).errors
    assert "no key that is free" in wrong.wrong

    load(store, sent(store, *files, answers={question.asked: "z-school-camden"}), who="Ann")

    names = {row["organisation"]: row["name"] for row in sheet_rows(load_programme(store), "organisations")}
    assert (names["z-school"], names["z-school-camden"]) == ("Quux School", "A school")
    again = sent(store, *files)
    assert (again.unanswered, again.errors, again.difference.is_empty) == ((), (), True)
    came = csv("attendance", {"meeting": "m2", "organisation": "z-school", "state": "present"})
    for alone in (files[1], came):
        plan = sent(store, alone)
        assert (plan.unanswered, plan.errors) == ((), ())
        assert [one.meaning for one in plan.readings] == ["z-school-camden"]
    assert [one.key for one in plan.difference.changes] == [("m2", "z-school-camden")]


def test_an_organisation_at_the_tables_of_others_too_is_not_one_bridges_to_change(store):
    same = {"organisation": "a-theatre", "name": "A Theatre", "sector": "cultural_organisation"}
    assert sent(store, csv("organisations", same)).problems == ()
    plan = sent(store, csv("organisations", same | {"name": "Another Theatre"}))
    assert [one.value for one in plan.errors] == ["a-theatre"]
    assert says(plan, *SECRETS, OTHER) == []
    own = {"organisation": "a-school", "name": "The School", "sector": "school"}
    assert sent(store, csv("organisations", own)).errors == ()


def test_a_new_organisation_needs_a_seat(store):
    new = {"organisation": "a-band", "name": "A Band", "sector": "cultural_organisation"}
    (problem,) = sent(store, csv("organisations", new)).errors
    assert "sits at no table" in problem.wrong
    seat = csv("memberships", row_of("memberships", "barnet", organisation="a-band"))
    assert sent(store, csv("organisations", new), seat).errors == ()


def test_no_partnership_comes_to_another_bridge_or_goes_there(store):
    for key, bridge in product(("camden", "brand-new"), (THEIRS, "")):
        bridge_said = bridge or "[clear]" if key == "camden" else bridge
        plan = sent(store, csv("partnerships", {"partnership": key, "name": "A name", "bridge": bridge_said}))
        (problem,) = plan.errors
        assert (problem.column, key in problem.wrong) == ("bridge", True)
    fine = sent(store, csv("partnerships", {"partnership": "brand-new", "name": "A name", "bridge": OURS}))
    assert fine.errors == ()


def test_support_of_another_bridge_is_not_ones_to_give(store):
    support = row_of("support", "camden", support="s9", bridge=THEIRS)
    assert [one.column for one in sent(store, csv("support", support)).errors] == ["bridge"]


def test_deleting_reaches_only_what_is_ones_own(store):
    before = content(store)
    sheets = ("activities", "meetings", "organisations", "partnerships", "support")
    gone = [csv(name, row_of(name, OTHER, delete="yes")) for name in sheets]
    plan = sent(store, *gone)
    assert len(plan.warnings) == len(gone)
    assert plan.difference.is_empty
    assert says(plan, *SECRETS) == []
    named = [
        csv("activities", row_of("activities", "camden", activity="c2", delete="yes")),
        csv("activity_links", {"from_activity": "c1", "to_activity": "c2", "delete": "yes"}),
    ]
    plan = sent(store, *named)
    assert [one.wrong for one in plan.errors] == ["“c2” would end, but rows that are not yours name it."]
    assert content(store) == before


def test_replacing_ends_only_what_is_ones_own(store):
    files = [
        csv("support", {"support": "s9", "bridge": OURS, "partnership": "camden", "support_on": "2018-05-01",
                        "support_type": "one_to_one"}),
        csv("attendance", {"meeting": "m1", "organisation": "a-theatre", "state": "present"}),
        csv("memberships", row_of("memberships", "camden", organisation="a-school")),
    ]  # fmt: skip
    plan = sent(store, *files, replace=True)
    assert plan.errors == ()
    ended = {(one.sheet, one.key[0]) for one in plan.difference.changes if one.kind == "ended"}
    assert {key for _, key in ended} == {"camden", "m1", "s1"}
    before = content(store)
    load(store, plan, who="Ann")
    after = content(store)
    ended = {table for table in before if not set(before[table]) <= set(after[table])}
    assert ended == {"attendance", "membership", "support", "record_end"}
    assert not [one for one in plan.difference.changes if OTHER in repr(one)]


def test_what_is_of_the_whole_programme_comes_in_no_return_of_a_bridge(store):
    for sheet in ("targets", "area_statistics", "published_counts", "events"):
        plan = sent(store, csv(sheet, row_of(sheet, "")))
        (problem,) = plan.errors
        assert f"The sheet {sheet} is of the whole programme" in problem.wrong
        assert says(plan, *SECRETS) == []


def test_the_rows_of_a_scope_are_those_of_the_programme_that_it_sees(store):
    seen = load_programme(store).visible_to(SCOPE)
    with reading(store) as connection:
        held = StoredRows(connection, SCOPE)
        for name, sheet in SHEETS.items():
            if sheet.parents or name in {"partnerships", "organisations"}:
                keys = {sheet.key_of(row) for row in sheet_rows(seen, name)}
                assert set(held.all(name).tuples(sheet.key)) == keys, name
                assert keys, name
            else:
                assert not held.all(name).length


def test_without_a_bridge_nothing_is_there(store):
    nobody = Scope(bridges=frozenset())
    with reading(store) as connection:
        held = StoredRows(connection, nobody)
        assert sum(held.all(name).length for name in SHEETS) == 0
        assert held.elsewhere("activities", "activity", ["c1", "never"]) == {"c1"}


def test_a_file_of_ones_own_is_read_as_it_is_by_who_sees_everything(store):
    files = [
        MEETINGS,
        csv("attendance", {"meeting": "m9", "organisation": "a-school", "state": "present"}),
        csv("statuses", {"partnership": "Barnet CEP", "status": "established", "from_date": "2019-01-01"}),
    ]
    own, every = sent(store, *files), prepare(store, files, indicators=["established"])
    assert list(texts(own)) == list(texts(every))
    assert fingerprint(own) == fingerprint(every)


def test_the_workbook_of_a_bridge_names_no_other_and_comes_back_as_it_is(demo_store, demo_programme):
    partnerships = demo_programme.partnerships
    others = partnerships.loc[partnerships["bridge"] != THEIRS, "partnership"].tolist()
    content = workbook_of(demo_programme, bridge=THEIRS)
    with ZipFile(BytesIO(content)) as book:
        written = " ".join(book.read(part).decode("utf-8", "replace") for part in book.namelist())
    assert [key for key in others if f">{key}<" in written] == []
    scope = Scope(bridges=frozenset({THEIRS}))
    plan = prepare(open_store(demo_store), [Source("returns.xlsx", content)], scope=scope)
    assert (plan.problems, plan.unanswered, plan.difference.is_empty) == ((), (), True)


def handing(store: Engine, *, scope: Scope = SCOPE, bridge: str = OURS) -> int:
    plan = prepare(store, [MEETINGS], of=replace(JUNE, bridge=bridge), scope=scope)
    return hand_in(store, plan, [MEETINGS], sender="Ann")


def test_the_return_of_another_bridge_is_not_handed_in(store):
    with pytest.raises(LoadRefusedError, match="The return of ive is not its sender's to hand in"):
        handing(store, bridge=THEIRS)


def test_a_return_of_others_is_as_one_that_never_was(store):
    theirs = Scope(bridges=frozenset({THEIRS}))
    number = handing(store)
    assert [one.number for one in reviews(store, scope=SCOPE)] == [number]
    assert reviews(store, scope=theirs) == ()
    for asked in (number, 404):
        for step in (
            lambda asked=asked: plan_of(store, asked, scope=theirs),
            lambda asked=asked: take(store, asked, who="Ben", scope=theirs),
            lambda asked=asked: send_back(store, asked, who="Ben", comment="Mend it", scope=theirs),
            lambda asked=asked: accept(store, asked, who="Ben", seen="", scope=theirs),
        ):
            with pytest.raises(ChangeRefusedError, match=f"^There is no return {asked}.$"):
                step()
    plan = plan_of(store, number, scope=SCOPE)
    assert accept(store, number, who="Ben", seen=fingerprint(plan), scope=SCOPE) is not None


@pytest.fixture
def waiting(store: Engine) -> int:
    """A return that waits, of somebody with an account for one bridge."""
    made = {
        "id": 1,
        "email": "ann@example.org",
        "name": "Ann",
        "fs_uniquifier": "a",
        "made_at": datetime.now(UTC),
    }
    with transaction(store) as connection:
        connection.execute(account.insert(), made)
        connection.execute(account_bridge.insert(), {"account": 1, "bridge": OURS})
    plan = prepare(store, [MEETINGS], of=JUNE, scope=SCOPE)
    return hand_in(store, plan, [MEETINGS], sender="Ann (Ann@example.org)")


@pytest.mark.parametrize("what", ["partnership", "account_bridge"])
def test_what_a_sender_may_bring_in_is_looked_at_again_when_it_is_accepted(store, waiting, what):
    table, seen = metadata.tables[what], fingerprint(plan_of(store, waiting))
    before = content(store)["meeting"]
    key = table.c[table.primary_key.columns.keys()[0]] == {"partnership": "camden", "account_bridge": 1}[what]
    for bridge in (THEIRS, OURS):
        with transaction(store) as connection:
            connection.execute(table.update().where(key).values(bridge=bridge))
        shown = load_programme(store, waiting=with_waiting).with_waiting.meetings["meeting"].tolist()
        if bridge == THEIRS:
            assert plan_of(store, waiting).errors
            assert says(plan_of(store, waiting), *SECRETS) == []
            with pytest.raises((StoreMovedOnError, LoadRefusedError)):
                accept(store, waiting, who="Ben", seen=seen)
            with pytest.raises(LoadRefusedError):
                accept(store, waiting, who="Ben", seen=fingerprint(plan_of(store, waiting)))
            assert content(store)["meeting"] == before
            assert "m9" not in shown
    assert "m9" in shown
    assert accept(store, waiting, who="Ben", seen=seen) is not None


def test_a_list_is_understood_from_what_is_ones_own(store):
    rows = [
        ["Name", "Bridge", "Status", "Members"],
        ["Quux Partnership", "A New Direction", "established", "Quux School"],
        ["Camden Spark", "A New Direction", "established", "A School"],
    ]
    found = understand(store, Source("list.csv", separated(rows)), scope=SCOPE)
    assert "z-school" not in repr((found.readings, found.questions))
    assert OTHER not in repr((found.readings, found.questions, found.entries))
    assert [entry.key for entry in found.entries] == ["quux-partnership", "camden"]


def test_a_key_for_a_new_partnership_of_a_list_is_none_that_others_have(store):
    rows = [["Name", "Bridge", "Status"], ["Other CEP", "A New Direction", "established"]]
    answers = understand(store, Source("list.csv", separated(rows)), scope=SCOPE)
    ready = understand(
        store,
        Source("list.csv", separated(rows)),
        replace(answers.mapping, as_at=date(2020, 1, 1)),
        scope=SCOPE,
    )
    assert [entry.key for entry in ready.entries] == ["other-cep-partnership-2"]
    assert ready.is_ready
    assert prepare_list(store, ready).errors == ()
    with reading(store) as connection:
        assert (
            connection.execute(
                select(partnerships.c.bridge).where(partnerships.c.partnership == OTHER)
            ).scalar()
            == THEIRS
        )
