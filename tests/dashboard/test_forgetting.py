"""What was worked out from a programme goes when the store changes, and the programme with it."""

import ast
import gc
import re
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.cache import PROGRAMMES
from dashboard.pages import PAGES
from dashboard.settings import Settings
from data.programme.programme import Programme
from data.returns.templates.pages import bridges
from data.store import schema
from data.store.engine import open_store, transaction

pytestmark = pytest.mark.thorough

DASHBOARD = Path(__file__).parents[2] / "dashboard"
OF_FUNCTOOLS = re.compile(r"\b(lru_)?cache\b")
"""The decorators that never forget; those of dashboard.cache forget when the store changes."""


@pytest.fixture
def store(demo_store: str, tmp_path: Path) -> str:
    copy = tmp_path / "own.db"
    shutil.copy(demo_store.removeprefix("sqlite:///"), copy)
    return f"sqlite:///{copy}"


def living() -> set[tuple[int, int]]:
    """Identity and version of every programme in memory."""
    gc.collect()
    return {(id(one), one.store_version) for one in gc.get_objects() if isinstance(one, Programme)}


def ask_for_everything(client: FlaskClient) -> None:
    for path in ("/partnerships/bristol", *(page.path for page in PAGES)):
        for query in ("", "?illustrative=hide", "?region=E12000007&as_at=2019-06-30"):
            address = f"http://localhost{path}{query}"
            assert client.get("/_dash-layout", headers={"Referer": address}).status_code == 200
    assert client.get("/api/indicators").status_code == 200


def test_an_import_frees_the_programme_of_before(store: str) -> None:
    others = living()
    client = create_app(Settings(store=store)).server.test_client()
    ask_for_everything(client)
    before = {version for _, version in living() - others}
    engine = open_store(store)
    with transaction(engine) as connection:
        connection.execute(
            schema.organisation.insert().values(organisation="new", name="New", sector="school")
        )
    engine.dispose()

    assert client.get("/api/indicators").status_code == 200

    after = {version for _, version in living() - others}
    assert len(before) == len(after) == 1
    assert after == {version + 1 for version in before}


def test_nothing_keyed_by_a_programme_is_remembered_for_ever() -> None:
    offenders = [
        f"{path.name}: {node.name}"
        for path in DASHBOARD.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and any(OF_FUNCTOOLS.search(ast.unparse(decorator)) for decorator in node.decorator_list)
        and {"Programme", "Question", "Rendered"} & set(ast.unparse(node.args).replace(",", " ").split())
    ]
    assert offenders == []


def test_what_is_worked_out_of_a_whole_programme_is_kept_for_as_many_as_see_it_differently() -> None:
    assert 2 * (len(bridges()) + 1) <= PROGRAMMES
    kept_for_fewer = {
        function.name
        for path in DASHBOARD.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        and [ast.unparse(one.annotation) for one in function.args.args if one.annotation] == ["Programme"]
        and any(re.match(r"cached\(most", ast.unparse(one)) for one in function.decorator_list)
    }
    assert kept_for_fewer == {"_counted"}  # of the programme that sees everything, for all who do not
