"""What was generated never passes for real, and never goes unless somebody says so."""

import shutil

import openpyxl
import pytest

from data.programme.programme import Scope
from data.programme.programme import load as load_programme
from data.programme.visibility import MILESTONES
from data.returns.imports import load, prepare
from data.returns.imports.changes import Counts
from data.returns.templates import workbook_of
from data.store.engine import open_store, store_version
from tests.returns import content, loaded, plan

SLUG = "reading-cep"
MEETING = {"meeting": "real-1", "partnership": SLUG, "held_on": "2020-03-12", "format": "closed_meeting"}


@pytest.fixture
def demo(demo_store, tmp_path):
    file = shutil.copy(demo_store.removeprefix("sqlite:///"), tmp_path / "cep.db")
    engine = open_store(f"sqlite:///{file}")
    yield engine
    engine.dispose()


def marks(engine):
    """Frame -> how many rows are illustrative."""
    programme = load_programme(engine)
    names = (
        "memberships",
        "meetings",
        "activities",
        "actions",
        "support",
        "returns",
        "attendance",
        "statuses",
    )
    return {name: int(getattr(programme, name)["is_illustrative"].sum()) for name in names}


def meetings_made_up(engine):
    """How many meetings of the partnership are."""
    meetings = load_programme(engine).meetings
    return int(meetings.loc[meetings["partnership"] == SLUG, "is_illustrative"].sum())


def test_a_real_return_alters_no_mark_and_real_and_illustrative_rows_stay_side_by_side(demo):
    before, number = marks(demo), meetings_made_up(demo)

    loaded(demo, meetings=[MEETING])

    assert marks(demo) == before
    meetings = load_programme(demo).meetings
    own = meetings[meetings["partnership"] == SLUG].set_index("meeting")
    assert not own.loc["real-1", "is_illustrative"]
    assert own["is_illustrative"].sum() == number > 10


def test_that_illustrative_rows_stay_is_said_once_a_sheet(demo):
    (warning,) = plan(demo, meetings=[MEETING, MEETING | {"meeting": "real-2"}]).warnings

    number = meetings_made_up(demo)
    assert f"{number} illustrative rows of {SLUG} stay in meetings, marked." in warning.sentence
    assert "--replace" in warning.right


def test_with_the_switch_only_the_real_rows_are_seen(demo):
    loaded(demo, meetings=[MEETING])

    real = load_programme(demo).visible_to(Scope(illustrative=False))

    assert real.meetings["meeting"].tolist() == ["real-1"]


def test_replacing_ends_the_illustrative_rows_of_the_partnerships_that_the_sheet_lists(demo):
    before, number = marks(demo), meetings_made_up(demo)

    proposed = plan(demo, replace=True, meetings=[MEETING])
    load(demo, proposed, who="an officer")

    assert not proposed.is_refused
    meetings = load_programme(demo).meetings
    assert meetings.loc[meetings["partnership"] == SLUG, "meeting"].tolist() == ["real-1"]
    assert marks(demo)["meetings"] == before["meetings"] - number
    assert marks(demo)["memberships"] == before["memberships"]
    assert (
        plan(demo, replace=True, meetings=[MEETING])
        .warnings[-1]
        .sentence.startswith("returns.xlsx: This very file")
    )


def an_illustrative_activity(demo):
    activities = load_programme(demo).activities
    row = activities[(activities["partnership"] == SLUG) & activities["young_people"].notna()].iloc[0]
    return {
        "activity": row["activity"],
        "partnership": SLUG,
        "title": "What really happened",
        "start_on": row["start_on"].date().isoformat(),
        "primary_lever": row["primary_lever"],
    }


def test_a_real_row_over_an_illustrative_one_becomes_real_with_what_the_file_says_and_nothing_else(demo):
    said = an_illustrative_activity(demo)

    loaded(demo, activities=[said])

    programme = load_programme(demo)
    row = programme.activities.set_index("activity").loc[said["activity"]]
    assert not row["is_illustrative"]
    assert row["title"] == "What really happened"
    assert row[["young_people", "schools", "state", "count_basis"]].isna().all()
    assert said["activity"] not in set(programme.activity_approaches["activity"])


def test_a_changed_row_that_still_says_that_it_is_illustrative_is_read_as_reported(demo):
    said = an_illustrative_activity(demo) | {"illustrative": True}

    proposed = plan(demo, activities=[said])
    load(demo, proposed, who="an officer")

    (reading,) = proposed.readings
    assert (
        reading.sentence
        == "returns.xlsx, sheet activities, column illustrative, row 2: “yes” was read as no."
    )
    row = load_programme(demo).activities.set_index("activity").loc[said["activity"]]
    assert not row["is_illustrative"]
    assert row["title"] == "What really happened"
    assert row[["young_people", "schools"]].isna().all()


def test_a_changed_row_that_comes_once_more_as_it_was_changes_nothing(demo):
    said = an_illustrative_activity(demo) | {"illustrative": True}
    loaded(demo, activities=[said])

    again = plan(demo, activities=[said])
    other = plan(demo, activities=[said | {"title": "What was made up"}])

    assert again.difference.is_empty
    assert not again.is_refused
    assert "what is made up must not take its place" in other.errors[0].sentence


def test_a_row_of_the_template_that_nobody_changes_stays_illustrative(demo):
    said = an_illustrative_activity(demo)
    activities = load_programme(demo).activities.set_index("activity")
    same = said | {"title": activities.loc[said["activity"], "title"], "illustrative": True}

    proposed = plan(demo, activities=[same])

    assert proposed.difference.is_empty
    assert proposed.readings == ()


def test_a_new_row_that_says_that_it_is_illustrative_was_written_so(demo):
    proposed = plan(demo, meetings=[MEETING | {"illustrative": True}])
    load(demo, proposed, who="an officer")

    assert proposed.readings == ()
    assert load_programme(demo).meetings.set_index("meeting").loc["real-1", "is_illustrative"]


def test_a_filled_in_template_of_which_one_row_is_changed_makes_that_row_real_and_no_other(demo, tmp_path):
    programme = load_programme(demo)
    path = tmp_path / "return.xlsx"
    path.write_bytes(workbook_of(programme, partnership=SLUG))
    book = openpyxl.load_workbook(path)
    sheet = book["activities"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(3, heads.index("title") + 1).value = "What really happened"
    key = sheet.cell(3, heads.index("activity") + 1).value
    book.save(path)
    before = marks(demo)

    proposed = prepare(demo, [path])
    load(demo, proposed, who="an officer")

    assert [(one.sheet, one.rows, one.meaning) for one in proposed.readings] == [("activities", (3,), "no")]
    assert proposed.difference.total.changed == 1
    assert [one for one in proposed.warnings if "marked as made up" in one.wrong] == []
    after = marks(demo)
    assert after == before | {"activities": before["activities"] - 1}
    row = load_programme(demo).activities.set_index("activity").loc[key]
    assert (row["title"], bool(row["is_illustrative"])) == ("What really happened", False)


def facts(demo, slug=SLUG):
    return load_programme(demo).partnerships.set_index("partnership").loc[slug]


def test_generated_milestones_stay_marked_while_a_file_says_nothing_of_them(demo):
    before = facts(demo)
    assert before["milestones_illustrative"]
    name = {"partnership": SLUG, "name": before["name"], "website": "https://www.example.org"}
    repeated = {"first_meeting_on": before["first_meeting_on"].date().isoformat(), "terms_agreed_on": None}

    loaded(demo, partnerships=[name | repeated])

    assert facts(demo)["website"] == "https://www.example.org"
    assert facts(demo)[[*MILESTONES, "milestones_illustrative"]].equals(
        before[[*MILESTONES, "milestones_illustrative"]]
    )


def test_a_first_real_milestone_clears_the_generated_ones_and_says_so(demo):
    said = {"partnership": SLUG, "name": "Reading CEP", "first_meeting_on": "2012-05-01"}

    proposed = plan(demo, partnerships=[said])
    load(demo, proposed, who="an officer")

    assert "give way to what was reported" in proposed.warnings[0].sentence
    now = facts(demo)
    assert not now["milestones_illustrative"]
    assert str(now["first_meeting_on"].date()) == "2012-05-01"
    assert now[[name for name in MILESTONES if name != "first_meeting_on"]].isna().all()


def test_milestones_that_a_file_calls_real_are_taken_at_its_word(demo):
    before = facts(demo)
    same = before["first_meeting_on"].date().isoformat()
    said = {
        "partnership": SLUG,
        "name": before["name"],
        "first_meeting_on": same,
        "milestones_illustrative": False,
    }

    loaded(demo, partnerships=[said])

    now = facts(demo)
    assert not now["milestones_illustrative"]
    assert now["first_meeting_on"] == before["first_meeting_on"]
    assert now["governance_form"] != now["governance_form"]


def test_made_up_milestones_do_not_take_the_place_of_real_ones(demo):
    loaded(
        demo, partnerships=[{"partnership": SLUG, "name": "Reading CEP", "first_meeting_on": "2012-05-01"}]
    )
    said = {
        "partnership": SLUG,
        "name": "Reading CEP",
        "first_meeting_on": "2013-05-01",
        "milestones_illustrative": True,
    }

    (problem,) = plan(demo, partnerships=[said]).errors

    assert problem.column == "milestones_illustrative"


def test_preparing_reads_files_and_changes_nothing(demo, tmp_path):
    (tmp_path / "meetings.csv").write_text(
        "meeting,partnership,held_on,format\nreal-1,reading-cep,12/03/2020,closed meeting\n"
    )

    before, version = content(demo), store_version(demo)

    proposed = prepare(demo, [tmp_path / "meetings.csv"])

    assert proposed.difference.total == Counts(new=1)
    assert [file.name for file in proposed.files] == ["meetings.csv"]
    assert (content(demo), store_version(demo)) == (before, version)


def test_a_made_up_row_that_only_ends_is_not_warned_of(demo):
    statuses = load_programme(demo).statuses
    made_up = statuses[
        statuses["is_illustrative"] & statuses["to_date"].isna() & (statuses["from_date"] < "2019-06-01")
    ]
    row = made_up.iloc[0]
    ended = {
        "partnership": row["partnership"], "status": row["status"], "from_date": row["from_date"].date().isoformat(),
        "to_date": "2019-06-01", "illustrative": True,
    }  # fmt: skip

    proposed = plan(demo, statuses=[ended])

    assert proposed.difference.total == Counts(changed=1)
    assert [one for one in proposed.warnings if "marked as made up" in one.wrong] == []


def test_new_rows_with_the_mark_are_warned_of_once_a_sheet_and_a_correction_is_real(demo):
    new = [MEETING | {"meeting": meeting, "illustrative": True} for meeting in ("real-1", "real-2")]
    corrected = MEETING | {"meeting": f"{SLUG}-m1", "illustrative": True}

    proposed = plan(demo, meetings=[corrected, *new])

    (warning,) = [one for one in proposed.warnings if "marked as made up" in one.wrong]
    assert (warning.sheet, warning.row, warning.column) == ("meetings", 3, "illustrative")
    assert [(one.sheet, one.rows) for one in proposed.readings] == [("meetings", (2,))]
    assert warning.wrong == "2 rows are new or changed here, and marked as made up."
    assert warning.right.startswith("Write no where it was reported;")


def test_a_corrected_milestone_is_real_though_the_mark_still_stands(demo):
    before = facts(demo)
    row = {
        "partnership": SLUG,
        "name": before["name"],
        "milestones_illustrative": True,
        "first_meeting_on": before["first_meeting_on"].date().isoformat(),
        "governance_form": "charity",
    }

    proposed = plan(demo, partnerships=[row])
    load(demo, proposed, who="an officer")

    (reading,) = proposed.readings
    assert (reading.column, reading.rows, reading.meaning) == ("milestones_illustrative", (2,), "no")
    assert "first_meeting_on" in next(one.wrong for one in proposed.warnings if "give way" in one.wrong)
    now = facts(demo)
    assert (now["governance_form"], now["milestones_illustrative"]) == ("charity", False)
    assert now[[name for name in MILESTONES if name != "governance_form"]].isna().all()


def test_milestones_that_nobody_corrects_stay_marked(demo):
    before = facts(demo)
    row = {"partnership": SLUG, "name": "Reading Together", "milestones_illustrative": True}
    row["first_meeting_on"] = before["first_meeting_on"].date().isoformat()

    proposed = plan(demo, partnerships=[row])

    assert proposed.readings == ()
    assert [set(change.new or {}) for change in proposed.difference.changes] == [{"name"}]
