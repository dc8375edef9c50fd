"""`cep audit`: who did what, for people and for programs."""

import csv
import io
import json
from pathlib import Path

from data.store.audit import REFUSED, Act, acting, record
from data.store.engine import open_store
from tests.command_line import Answer, run_cep
from tests.stores import SQLiteFiles


def test_the_command_lists_who_did_what(tmp_path: Path, shared: Path) -> None:
    store = SQLiteFiles(shared, tmp_path).copy("tables")
    engine = open_store(store)
    with acting("ann@example.org", "192.0.2.7"):
        record(engine, Act.SIGN_IN, outcome=REFUSED)
        record(engine, Act.UNDO, about="=1; [b]Batch 3[/b]")
    engine.dispose()

    def cep(*said: str) -> Answer:
        return run_cep(tmp_path, "audit", "--store", store, *said)

    table = cep().stdout
    assert "times are in UTC" in table
    assert table.index("Undoing a batch") < table.index("Signing in")
    assert "[b]Batch 3[/b]" in table
    (undone,) = csv.DictReader(io.StringIO(cep("--what", "undo", "--format", "csv").stdout))
    assert undone["about"] == "'=1; [b]Batch 3[/b]"
    (refused,) = json.loads(cep("--who", "ANN", "--what", "sign-in", "--format", "json").stdout)
    assert refused.pop("at").endswith("+00:00")
    assert refused == {
        "who": "ann@example.org", "what": "sign-in", "about": "", "address": "192.0.2.7", "outcome": "refused",
    }  # fmt: skip
    assert cep("--since", "2100-01-01").stdout == "Nothing of this kind is on record.\n"
    wrong = cep("--what", "dancing")
    assert wrong.returncode == 2
    assert "“dancing” is nothing that is on record" in wrong.stderr
