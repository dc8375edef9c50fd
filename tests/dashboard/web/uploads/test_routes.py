"""Returns over HTTP: checked, loaded exactly as seen, taken back."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from dashboard.pages import QuestionReader
from dashboard.web.routes import returns_service
from dashboard.web.uploads import routes
from data.programme.programme import CurrentProgramme
from data.programme.programme import load as programme_of
from data.store.engine import open_store
from tests.dashboard.web.uploads.desks import (
    BAD,
    GOOD,
    OURS,
    kept,
    load,
    names,
    opened,
    post,
    upload,
    version,
)
from tests.stores import Stores


def test_checking_says_what_would_change_and_writes_nothing(client: FlaskClient) -> None:
    before = version(client)
    found = upload(client, GOOD).get_json()
    assert found["sentence"] == (
        "Nothing is wrong with partnerships.csv. Loading would make 1 new and 1 changed. Nothing has been written yet."
    )
    changed = next(row for row in found["difference"]["rows"] if row["kind"] == "Changed")
    assert (changed["key"], changed["field"], changed["old"], changed["new"]) == (
        "camden-spark",
        "name",
        "Camden Spark",
        "Camden Sparks",
    )
    (counts,) = found["counts"]["rows"]
    assert counts == {"sheet": "partnerships", "new": 1, "changed": 1, "unchanged": 0, "ended": 0}
    assert version(client) == before


def test_a_sheet_in_parts_is_taken_as_one(client: FlaskClient) -> None:
    head, *rows = GOOD.splitlines(keepends=True)
    parts = [(io.BytesIO(head + row), f"partnerships-{part}.csv") for part, row in enumerate(rows, start=1)]
    found = client.post("/data/upload", data={"files": parts}, headers=OURS).get_json()
    assert found["sentence"] == (
        "Nothing is wrong with partnerships-1.csv and partnerships-2.csv. Loading would make 1 new and 1 changed. "
        "Nothing has been written yet."
    )
    assert (
        load(client, found)
        .get_json()["sentence"]
        .startswith("Loaded partnerships-1.csv, partnerships-2.csv as batch 1: 1 new and 1 changed.")
    )


def test_what_was_loaded_is_in_the_store_and_can_be_taken_back_exactly(stores: Stores) -> None:
    engine = open_store(stores.copy("demo"))
    server = Flask("desk")
    routes.register(server, QuestionReader(CurrentProgramme(engine)), returns_service(engine))
    client = server.test_client()

    def held() -> dict[str, str]:
        return dict(programme_of(engine).partnerships.set_index("partnership")["name"])

    before = held()
    answer = load(client, upload(client, GOOD).get_json())
    assert answer.get_json()["sentence"].startswith(
        "Loaded partnerships.csv as batch 1: 1 new and 1 changed."
    )
    assert held() == before | {"camden-spark": "Camden Sparks", "new-place": "New Place CEP"}
    assert (
        post(client, "undo", batch=1).get_json()["sentence"] == "Batch 1 was undone: 1 changed and 1 ended."
    )
    assert held() == before
    engine.dispose()


def test_every_page_shows_what_was_loaded_from_its_next_request(client: FlaskClient) -> None:
    before = names(client)
    load(client, upload(client, GOOD).get_json())
    assert names(client) == before | {"camden-spark": "Camden Sparks", "new-place": "New Place CEP"}
    layout = client.get("/_dash-layout", headers={"Referer": "http://localhost/partnerships/new-place"})
    assert "New Place CEP" in layout.get_data(as_text=True)


def test_history_has_every_batch_with_its_changes(client: FlaskClient) -> None:
    assert client.get("/data/intake").get_json()["history"] == []
    load(client, upload(client, GOOD).get_json())
    (batch,) = client.get("/data/intake").get_json()["history"]
    assert (batch["number"], batch["title"], batch["counts"]) == (
        1,
        "partnerships.csv",
        "1 new and 1 changed",
    )
    assert batch["may_undo"] is True
    rows = client.get("/data/changes/1").get_json()["rows"]
    assert {row["key"] for row in rows} == {"camden-spark", "new-place"}
    as_file = client.get("/data/changes/1.csv")
    assert "changes-of-batch-1.csv" in as_file.headers["Content-Disposition"]
    assert "changed,partnerships,camden-spark,name,Camden Spark,Camden Sparks" in as_file.get_data(
        as_text=True
    )
    post(client, "undo", batch=1)
    undoing, undone = client.get("/data/intake").get_json()["history"]
    assert undone["state"].startswith("Undone ")
    assert undone["may_undo"] is False
    assert "batch 1" in undoing["title"]


def test_a_batch_says_which_figures_it_changed(client: FlaskClient) -> None:
    load(client, upload(client, b"partnership,name\ncamden-spark,Camden Sparks\n").get_json())
    none = client.get("/data/figures/1").get_json()
    assert (none["rows"], none["subtitle"]) == ([], "Batch 1 (partnerships.csv) changed no figure.")
    load(client, upload(client, GOOD).get_json())
    counted = b"partnership,status,from_date\nnew-place,established,2019-01-01\n"
    load(client, upload(client, counted, "statuses.csv").get_json())
    found = client.get("/data/figures/3").get_json()
    assert found["question"] == "Which figures did batch 3 change?"
    assert found["subtitle"] == "Figures as at 31 March 2020, all of England."
    (row,) = [row for row in found["rows"] if row["name"] == "Established partnerships"]
    old, new = (int(row[when].partition(" ")[0]) for when in ("old", "new"))
    assert new == old + 1
    assert client.get("/data/figures/4").status_code == 404
    assert client.get("/data/figures/99999999999999999999").status_code == 404


def test_an_undone_batch_is_not_undone_again(client: FlaskClient) -> None:
    load(client, upload(client, GOOD).get_json())
    post(client, "undo", batch=1)
    again = post(client, "undo", batch=1)
    assert again.status_code == 409
    assert "undone" in again.get_json()["sentence"]


def test_a_file_with_errors_is_listed_by_cell_and_cannot_be_loaded(client: FlaskClient) -> None:
    before = version(client)
    found = upload(client, BAD, "activities.csv").get_json()
    assert found["is_refused"]
    assert not found["may_load"]
    first = found["problems"]["rows"][0]
    assert (first["severity"], first["sheet"], first["row"], first["value"]) == (
        "Error",
        "activities",
        2,
        "2020-02-30",
    )
    assert first["column"] == "D (start_on)"
    assert load(client, found).status_code == 409
    assert version(client) == before


def test_the_marked_up_workbook_of_an_upload_has_a_comment_in_the_cell(client: FlaskClient) -> None:
    found = upload(client, BAD, "activities.csv").get_json()
    answer = client.get(found["marked_up"])
    assert "filename=activities-marked-up.xlsx" in answer.headers["Content-Disposition"].replace('"', "")
    book = load_workbook(io.BytesIO(answer.data))
    comment = book["activities"]["D2"].comment
    assert comment is not None
    assert "2020-02-30" in comment.text


def test_what_another_loaded_meanwhile_is_shown_before_anything_is_written(client: FlaskClient) -> None:
    found = upload(client, GOOD).get_json()
    other = upload(client, b"partnership,name\nnew-place,Another Name\n", "partnerships.csv")
    load(client, other.get_json())
    answer = load(client, found)
    assert answer.status_code == 409
    again = answer.get_json()
    assert again["sentence"].startswith("The store has changed since you looked.")
    assert names(client)["camden-spark"] == "Camden Spark"
    assert load(client, again).status_code == 200
    assert names(client)["new-place"] == "New Place CEP"


def test_another_process_loads_what_this_one_was_sent(client: FlaskClient, address: str) -> None:
    found = upload(client, GOOD).get_json()
    assert load(opened(address), found).status_code == 200
    assert names(client)["new-place"] == "New Place CEP"


def test_files_are_forgotten_once_they_are_loaded_or_discarded(client: FlaskClient, address: str) -> None:
    load(client, upload(client, GOOD).get_json())
    assert kept(address) == []
    found = upload(client, BAD, "activities.csv").get_json()
    assert len(kept(address)) == 1
    assert post(client, "discard", key=found["key"]).status_code == 200
    assert kept(address) == []
    assert load(client, found).status_code == 404


def test_complete_files_end_what_they_leave_out(client: FlaskClient) -> None:
    some = b"partnership,period_end,due_on,received_on\ncamden-spark,2019-12-31,2020-01-30,2020-01-20\n"
    kept_rows = upload(client, some, "returns.csv").get_json()["counts"]["rows"][0]
    ended = upload(client, some, "returns.csv", replace="yes").get_json()["counts"]["rows"][0]
    assert kept_rows["ended"] == 0
    assert ended["ended"] > 0


def test_several_files_are_one_return(client: FlaskClient) -> None:
    sent = {"files": [(io.BytesIO(GOOD), "partnerships.csv"), (io.BytesIO(BAD), "activities.csv")]}
    found = client.post("/data/upload", data=sent, headers=OURS).get_json()
    assert "partnerships.csv and activities.csv" in found["sentence"]
    assert {row["sheet"] for row in found["problems"]["rows"] if row["severity"] == "Error"} == {"activities"}


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("whose", ["", "camden-spark"])
def test_a_template_is_a_download_that_reads_as_no_error(client: FlaskClient, form: str, whose: str) -> None:
    answer = client.get(f"/data/template.{form}?partnership={whose}")
    assert answer.status_code == 200
    assert f"returns{'-' * bool(whose)}{whose}.{form}" in answer.headers["Content-Disposition"]
    found = upload(client, answer.data, f"returns.{form}").get_json()
    assert not found["is_refused"], found["problems"]
    assert not found["may_load"]


def test_a_template_of_a_bridge_holds_all_its_partnerships(client: FlaskClient) -> None:
    offered = dict(client.get("/data/intake").get_json()["bridges"])
    assert offered["a-new-direction"] == "A New Direction"
    answer = client.get("/data/template.xlsx?bridge=a-new-direction")
    assert "returns-a-new-direction.xlsx" in answer.headers["Content-Disposition"]
    found = upload(client, answer.data, "returns.xlsx").get_json()
    assert (found["is_refused"], found["may_load"]) == (False, False)
    assert client.get("/data/template.xlsx?bridge=nobody").status_code == 404
    assert client.get("/data/template.xlsx?bridge=ive&partnership=camden-spark").status_code == 400


def test_a_template_of_another_form_or_of_nobody_is_said(client: FlaskClient) -> None:
    assert client.get("/data/template.docx").status_code == 404
    nobody = client.get("/data/template.xlsx?partnership=camden")
    assert nobody.status_code == 404
    assert "camden" in nobody.get_json()["sentence"]


def test_answers_are_not_stored_by_anybody_and_carry_the_security_headers(client: FlaskClient) -> None:
    for path in ("/data/intake", "/data/template.xlsx"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_the_desk_is_there_even_where_the_filters_choose_nothing_that_is_known(client: FlaskClient) -> None:
    for query in ("", "?sector=school&illustrative=hide", "?lever=SYN&illustrative=hide"):
        layout = client.get("/_dash-layout", headers={"Referer": f"http://localhost/data{query}"})
        assert '"className":"intake-desk"' in layout.get_data(as_text=True).replace(" ", ""), query


def test_the_marked_up_workbook_has_what_is_wrong_with_complete_files_too(client: FlaskClient) -> None:
    some = b"meeting,partnership,held_on,format\nm9,camden-spark,2020-03-01,workshop\n"
    (real,) = [
        b"action,partnership,meeting,description,agreed_on\nx9,camden-spark,camden-spark-m1,Ask,2019-03-01\n"
    ]
    load(client, upload(client, real, "actions.csv").get_json())
    found = upload(client, some, "meetings.csv", replace="yes").get_json()
    assert found["is_refused"]
    book = load_workbook(io.BytesIO(client.get(found["marked_up"]).data))
    listed = [row[-2].value for row in book["problems"].iter_rows(min_row=2)]
    assert any("would end" in str(words) for words in listed)


def test_files_without_rows_are_not_said_to_be_in_the_store(client: FlaskClient) -> None:
    found = upload(client, client.get("/data/template.xlsx").data, "returns.xlsx").get_json()
    assert found["sentence"] == "Nothing is wrong with returns.xlsx. There is no row in it: nothing to load."


def test_the_page_is_a_page_and_nothing_below_it_is(client: FlaskClient) -> None:
    assert client.get("/data").status_code == 200
    assert client.get("/data/nothing").status_code == 404
