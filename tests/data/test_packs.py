"""What is made by itself is written down as what people write; the log of what was made outlives it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from data.packs import Pack, PackStore, Run, packs_of
from data.programme.programme import load
from data.returns.imports import drop, put, undo
from tests.returns import fill

PACK = Pack(
    "board",
    "Board",
    "paper",
    "quarter",
    30,
    "as_at=last-quarter-end",
    ("docx", "pdf"),
    "",
    ("a@b.org",),
    "Asha",
)
AT = datetime(2020, 5, 1, 6, tzinfo=UTC)
RUN = Run("board", date(2020, 5, 1), 7, files=("x.docx", "x.eml"), unsent=("a@b.org", "c@d.org"), at=AT)


def written(engine, pack=PACK):
    return put(engine, "packs", [pack.row(date(2020, 4, 1))], title="Pack: Board", who="Asha")


def held(engine):
    return packs_of(load(engine))


def test_a_pack_is_written_changed_removed_and_brought_back(store):
    written(store)
    assert held(store) == (PACK,)
    changed = replace(PACK, recipients=(), forms=("pptx",), days_after=0)
    written(store, changed)
    assert held(store) == (changed,)
    removed = drop(store, "packs", ("board",), title="Removed", who="Ben")
    assert held(store) == ()
    undo(store, removed.number, who="Ben")
    assert held(store) == (changed,)


def test_what_was_made_is_on_record_when_its_pack_is_gone(store):
    logged = PackStore(store).log(RUN)
    assert logged == replace(RUN, number=logged.number)
    PackStore(store).mailed(logged, unsent=("c@d.org",), problem="c@d.org was refused: 550 No.", sent_at=AT)
    (found,) = PackStore(store).runs()
    assert found == replace(logged, unsent=("c@d.org",), problem="c@d.org was refused: 550 No.", sent_at=AT)


def test_of_two_who_make_the_same_only_the_first_is_on_record(store):
    other = PackStore(store).log(replace(RUN, pack="other"))
    first = PackStore(store).log(RUN, if_due=lambda made: made == ())
    assert PackStore(store).log(RUN, if_due=lambda made: made == ()) is None
    assert PackStore(store).runs() == (first, other)
    again = PackStore(store).log(RUN)
    assert PackStore(store).runs() == (again, first, other)


def test_what_failed_gives_way_to_what_is_made_that_day(store):
    failed = replace(RUN, files=(), unsent=(), problem="There is no chart.")
    assert not failed.is_made
    PackStore(store).log(failed)
    PackStore(store).log(failed)
    assert [run.problem for run in PackStore(store).runs()] == ["There is no chart."]
    made = PackStore(store).log(RUN)
    assert PackStore(store).runs() == (made,)


def test_what_was_known_comes_back_as_it_was(store):
    known = {"seen": ["return:camden:2020-03-31"], "ratings": {"IVE": {"returns": "red"}}}
    PackStore(store).log(replace(RUN, files=(), unsent=(), known=known))
    (found,) = PackStore(store).runs()
    assert (found.known, found.is_made) == (known, True)


def test_a_load_is_what_brings_records_and_not_what_people_write(store):
    assert PackStore(store).last_load() is None
    written(store)
    assert PackStore(store).last_load() is None
    fill(store)
    put(
        store,
        "events",
        [{"event": "e1", "held_on": "2019-03-01", "what": "A launch"}],
        title="Event",
        who="Asha",
    )
    assert PackStore(store).last_load() is not None
