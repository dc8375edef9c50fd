"""Packs on their day: files in their folder, mails by a real server of the tests' own, which goes down and comes up."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.packs import run as running
from dashboard.packs.asked import pack_asked
from dashboard.packs.post import PAUSES
from dashboard.packs.run import Running
from dashboard.question import QueryError
from data.packs import Pack, PackStore, packs_of
from data.programme.programme import load
from data.returns.imports import drop, put
from data.store.engine import open_store
from tests.dashboard.packs.post_office import PostOffice

MONDAY, NEXT = date(2020, 5, 4), date(2020, 5, 11)
WORSE = {"name": "Worse", "kind": "worse", "every": "week", "address": "bridge=a-new-direction"}
BOARD = {
    "name": "Board",
    "kind": "paper",
    "every": "quarter",
    "address": "chart=by-region&as_at=last-quarter-end&title=For+the+board",
    "forms": ["docx"],
}
TO = ["bridge@example.org", "board@example.org"]


@pytest.fixture
def engine(own_demo_store: str) -> Engine:
    return open_store(own_demo_store)


@pytest.fixture
def post_office(monkeypatch: pytest.MonkeyPatch):
    office = PostOffice().open()
    monkeypatch.setenv("CEP_MAIL_SERVER", office.address)
    monkeypatch.setenv("CEP_MAIL_FROM", "cep@example.org")
    yield office
    office.close()


def ask(engine: Engine, folder: Path, said: dict, *, to=TO) -> Pack:
    pack = pack_asked(load(engine), on=MONDAY, folder=str(folder), recipients=to, who="Asha", **said)
    put(engine, "packs", [pack.row(MONDAY)], title="Pack", who="Asha")
    return pack


def run(engine: Engine, on: date = MONDAY, waited: list[float] | None = None) -> list[tuple[str, bool]]:
    waited = [] if waited is None else waited
    return [tuple(done) for done in Running(PackStore(engine), on, waited.append).due()]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def test_a_paper_is_written_and_mailed_once_a_quarter(engine, post_office, tmp_path):
    ask(engine, tmp_path / "out", BOARD)
    said = run(engine)
    assert [is_wrong for _, is_wrong in said] == [False, False]
    ((to, mail),) = post_office.got
    assert (to, mail["Subject"], mail["From"]) == (TO, "For the board", "cep@example.org")
    paper, letter = names(tmp_path / "out")
    assert (paper[:17], letter[-4:]) == ("board_2020-03-31_", ".eml")
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == paper
    assert attached.get_content() == (tmp_path / "out" / paper).read_bytes()
    assert attached.get_content()[:2] == b"PK"
    assert "In short" in mail.get_body(("plain",)).get_content()
    assert run(engine, date(2020, 6, 30)) == []
    assert len(run(engine, date(2020, 7, 1))) == 2
    assert any(name.startswith("board_2020-06-30_") for name in names(tmp_path / "out"))


def test_a_mail_that_fails_is_tried_again_then_waits_for_the_next_run(engine, post_office, tmp_path):
    ask(engine, tmp_path, WORSE)
    post_office.close()
    waited: list[float] = []
    said = run(engine, waited=waited)
    assert [is_wrong for _, is_wrong in said] == [False, True]
    assert "not sent to bridge@example.org and board@example.org; the next run tries again." in said[1][0]
    assert waited == list(PAUSES)
    (file,) = (name for name in names(tmp_path) if name.endswith(".eml"))
    (logged,) = PackStore(engine).runs()
    assert (logged.unsent, logged.sent_at) == (tuple(TO), None)

    assert run(engine)[0][1], "the server is still down"
    post_office.open()
    assert run(engine) == [("Worse: sent to bridge@example.org and board@example.org.", False)]
    assert [to for to, _ in post_office.sent] == [TO]
    (logged,) = PackStore(engine).runs()
    assert (logged.unsent, logged.problem) == ((), "")
    assert logged.sent_at is not None
    assert [Path(one).name for one in logged.files] == [file]
    assert run(engine) == []


def test_a_server_that_comes_up_while_it_is_tried_gets_the_mail(engine, post_office, tmp_path):
    ask(engine, tmp_path, WORSE)
    post_office.close()
    up = lambda _: post_office.open()  # noqa: E731
    said = [*Running(PackStore(engine), MONDAY, up).due()]
    assert [one.is_wrong for one in said] == [False, False]
    assert len(post_office.got) == 1


def test_who_is_refused_is_told_and_tried_again_and_nobody_gets_it_twice(engine, post_office, tmp_path):
    ask(engine, tmp_path, WORSE)
    post_office.answers["board@example.org"] = "550 Nobody of that name"
    waited: list[float] = []
    _, (said, is_wrong) = run(engine, waited=waited)
    assert is_wrong
    assert said.startswith("Worse: sent to bridge@example.org. Not sent to board@example.org;")
    assert "550 Nobody of that name" in said
    assert waited == [], "what is refused for good is not tried again at once"
    post_office.answers.clear()
    assert run(engine) == [("Worse: sent to board@example.org.", False)]
    assert [to for to, _ in post_office.sent] == [["bridge@example.org"], ["board@example.org"]]


def test_what_is_refused_for_the_moment_is_tried_again_for_those_alone(engine, post_office, tmp_path):
    ask(engine, tmp_path, WORSE)
    post_office.answers["board@example.org"] = "451 Too many mails"
    assert not run_and_clear(engine, post_office)[1].is_wrong
    assert [to for to, _ in post_office.sent] == [["bridge@example.org"], ["board@example.org"]]


def run_and_clear(engine, post_office):
    return [*Running(PackStore(engine), MONDAY, lambda _: post_office.answers.clear()).due()]


def test_without_a_mail_server_the_mail_lies_beside_its_files(engine, tmp_path, monkeypatch):
    monkeypatch.delenv("CEP_MAIL_SERVER", raising=False)
    ask(engine, tmp_path, WORSE)
    _, (said, is_wrong) = run(engine)
    assert is_wrong
    assert "No mail server is named (CEP_MAIL_SERVER" in said
    assert any(name.endswith(".eml") for name in names(tmp_path))


def test_a_password_is_said_to_nobody_who_cannot_keep_it(engine, post_office, tmp_path, monkeypatch):
    monkeypatch.setenv("CEP_MAIL_SERVER", f"smtp://asha:secret@127.0.0.1:{post_office.port}")
    ask(engine, tmp_path, WORSE)
    _, (said, is_wrong) = run(engine)
    assert is_wrong
    assert "offers no encryption" in said
    assert "secret" not in said
    assert post_office.got == []


def test_what_got_worse_is_told_once_and_nothing_is_sent_when_nothing_changed(engine, post_office, tmp_path):
    ask(engine, tmp_path, WORSE)
    run(engine)
    ((_, mail),) = post_office.got
    assert mail["Subject"] == "What got worse in the patch of A New Direction since 27 April 2020"
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    line = "Islington: Return for January to March 2020, due on 30 April 2020 [i]"
    assert f"- {line}" in text
    assert f"<li>{line}</li>" in html
    assert "Illustrative: generated to show how the tool works, published nowhere." in text
    assert run(engine, NEXT) == [
        ("Worse: Nothing got worse in the patch of A New Direction since 4 May 2020.", False)
    ]
    assert len(post_office.got) == 1
    assert run(engine, NEXT) == []


def test_lines_lead_to_the_dashboard_where_its_address_is_known(engine, post_office, tmp_path, monkeypatch):
    monkeypatch.setenv("CEP_SERVER_ADDRESS", "https://cep.example.org/")
    ask(engine, tmp_path, WORSE)
    run(engine)
    ((_, mail),) = post_office.got
    address = "https://cep.example.org/partnerships/islington#returns"
    assert address in mail.get_body(("plain",)).get_content()
    assert f'href="{address}"' in mail.get_body(("html",)).get_content()


def test_after_a_load_is_after_records_came_in(engine, post_office, tmp_path):
    ask(engine, tmp_path, WORSE | {"every": "load"})
    assert run(engine) == []
    event = {"event": "e1", "held_on": "2020-03-01", "what": "A launch"}
    put(engine, "events", [event], title="Event", who="Asha")
    assert len(run(engine)) == 2
    assert run(engine) == []


def test_what_cannot_be_made_is_on_record_and_tried_again(engine, post_office, tmp_path):
    ask(engine, tmp_path / "out", BOARD)
    (tmp_path / "out").write_text("A file where the folder should be")
    ((said, is_wrong),) = run(engine)
    assert is_wrong
    assert said.startswith("Board could not be made: ")
    assert post_office.got == []
    assert [one.problem for one in PackStore(engine).runs()] == [said]
    (tmp_path / "out").unlink()
    assert [is_wrong for _, is_wrong in run(engine)] == [False, False]
    assert len(PackStore(engine).runs()) == 1


def test_nobody_ever_sees_half_a_file(engine, tmp_path, monkeypatch):
    ask(engine, tmp_path, BOARD, to=())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(running.os, "fsync", full)
    ((said, is_wrong),) = run(engine)
    assert (is_wrong, "No space left on device" in said) == (True, True)
    assert [name for name in names(tmp_path) if name.startswith((".", "board"))] == []


def test_the_mails_of_a_pack_that_is_removed_are_sent_no_more(engine, post_office, tmp_path):
    pack = ask(engine, tmp_path, WORSE)
    post_office.close()
    run(engine)
    drop(engine, "packs", (pack.key,), title="Removed", who="Asha")
    post_office.open()
    assert run(engine) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (WORSE | {"name": " "}, "Say what it is called"),
        (WORSE | {"every": "weekly"}, "“weekly” is not a rhythm; it is week, month, quarter or load."),
        (WORSE | {"recipients": ["a@b.org\nBcc: c@d.org"]}, "is no mail address"),
        (WORSE | {"recipients": []}, "Say to whom"),
        (WORSE | {"forms": ["pdf"]}, "comes in no form"),
        (WORSE | {"every": "load", "days_after": 3}, "no days to wait"),
        (WORSE | {"address": "region=nowhere"}, "“nowhere” is not a known region"),
        (BOARD | {"address": "as_at=2020-03-31"}, "As at 2020-03-31 it would be the same each time"),
        (BOARD | {"forms": ["exe"]}, "“exe” is not a form"),
        (BOARD | {"address": "chart=nonsense"}, "There is no chart called “nonsense”"),
        (
            BOARD | {"address": "as_at=last-thursday", "every": "load"},
            "last-quarter-end, last-month-end or last-week-end may stand",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(demo_programme, said, why):
    asked = {"recipients": TO, **said}
    with pytest.raises(QueryError) as refused:
        pack_asked(demo_programme, on=MONDAY, **asked)
    assert why in " ".join(refused.value.args)


def test_the_address_of_a_draft_is_that_of_its_paper(demo_programme):
    said = BOARD | {"address": "/paper?draft=0a1b&chart=by-region&as_at=2019-12-31"}
    pack = pack_asked(demo_programme, on=MONDAY, filters=[("as_at", "last-month-end")], **said)
    assert pack.address == "chart=by-region&as_at=last-month-end"


def test_equal_addresses_are_one(demo_programme):
    doubled = pack_asked(demo_programme, on=MONDAY, recipients=["a@b.org; c@d.org", "a@b.org"], **WORSE)
    assert doubled.recipients == ("a@b.org", "c@d.org")
    assert doubled.forms == ()


def test_what_a_bridge_asked_for_is_made_of_what_it_sees(engine, post_office, tmp_path):
    """The subject of its mail and its file speak of its bridge; nobody else's partnership is in either."""
    pack = replace(ask(engine, tmp_path / "out", BOARD), key="own", bridges=frozenset({"arts-connect"}))
    put(engine, "packs", [pack.row(MONDAY)], title="Pack", who="Asha")
    assert [one.bridges for one in packs_of(load(engine))] == [None, frozenset({"arts-connect"})]
    run(engine)
    texts = [mail.get_body(("plain",)).get_content() for _, mail in post_office.got]
    assert len(texts) == 2
    assert sum("your bridge Arts Connect" in text for text in texts) == 1
