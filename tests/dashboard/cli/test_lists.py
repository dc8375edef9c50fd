"""Lists as people keep them, on the command line: proposed to a file, answered there, loaded, kept by name."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import Answer, run_cep
from tests.lists import PERSONAL, KeptList, every_list


@pytest.fixture
def cep(tmp_path: Path, own_demo_store: str) -> Callable[..., Answer]:
    return lambda *arguments: run_cep(tmp_path, *arguments, CEP_STORE=own_demo_store)


def put(folder: Path, kept: KeptList) -> None:
    (folder / kept.name).write_bytes(kept.content)
    (folder / "mapping.json").write_text(json.dumps(kept.as_json()), encoding="utf-8")


@pytest.mark.parametrize("kept", every_list(), ids=lambda one: one.name)
def test_a_list_is_loaded_by_one_command_with_its_mapping(
    kept: KeptList, cep: Callable[..., Answer], tmp_path: Path
) -> None:
    put(tmp_path, kept)
    loaded = cep("import", kept.name, "--mapping", "mapping.json")
    assert loaded.returncode == 0, loaded.stderr
    assert "Loaded as batch 1" in loaded.stdout
    assert not [one for one in PERSONAL if one in loaded.stdout]
    name = Path(kept.name).stem
    again = cep("import", kept.name, "--mapping", name, "--as-at", kept.as_at)
    assert "nothing to load" in again.stdout
    assert cep("undo", "1").returncode == 0


def test_a_proposal_is_answered_in_its_file_and_loads_nothing_before(
    cep: Callable[..., Answer], tmp_path: Path
) -> None:
    kept = every_list()[0]
    put(tmp_path, kept)
    mapped = cep("import", kept.name, "--map", "proposal.json")
    assert mapped.returncode == 1, "a question is open"
    assert "nothing was loaded" in mapped.stdout
    assert "questions to be answered: write each answer in proposal.json" in mapped.stderr
    written = (tmp_path / "proposal.json").read_text(encoding="utf-8")
    assert not [one for one in PERSONAL if one in written]
    open_still = cep("import", kept.name, "--mapping", "proposal.json")
    assert open_still.returncode == 1
    assert "“LIVE” is no status of ours" in open_still.stderr
    assert "questions to be answered: write each answer in proposal.json" in open_still.stderr
    proposed = json.loads(written)
    for question in proposed["questions"]:
        question["answer"] = "new" if question["column"] == "name" else question["proposed"]
    (tmp_path / "proposal.json").write_text(json.dumps(proposed), encoding="utf-8")
    answered = cep("import", kept.name, "--mapping", "proposal.json", "--map", "answered.json")
    assert (answered.returncode, "Load it with --mapping answered.json." in answered.stdout) == (0, True)
    tried = cep("import", kept.name, "--mapping", "proposal.json", "--dry-run")
    assert "norwich-young-makers is new" in tried.stdout
    assert cep("import-log").stdout.strip() == "Nothing was imported yet."
    assert "Loaded as batch 1" in cep("import", kept.name, "--mapping", "proposal.json").stdout


def test_what_is_no_list_and_what_is_no_mapping_is_said(cep: Callable[..., Answer], tmp_path: Path) -> None:
    (tmp_path / "letter.csv").write_text("Dear all,\nhere is the list.\n", encoding="utf-8")
    assert "No row near the top names the columns" in cep("import", "letter.csv", "--map", "p.json").stderr
    put(tmp_path, every_list()[1])
    refused = cep("import", "partnerships.csv", "--mapping", "autumn")
    assert refused.returncode == 1
    assert "No mapping is kept as “autumn”" in refused.stderr
    (tmp_path / "bad.json").write_text('{"columns": [{"heading": "CEP", "is": "chair"}]}', encoding="utf-8")
    assert (
        "A column of a list cannot be “chair”"
        in cep("import", "partnerships.csv", "--mapping", "bad.json").stderr
    )
    assert cep("import", "partnerships.csv", "--map", "p.json", "--as-at", "Easter").returncode == 2
