"""What the groups of an OpenID provider are here, and what is said of settings that cannot be meant."""

from pathlib import Path

import pytest

from dashboard.settings import ServeError
from dashboard.web.accounts.provider import Provider, provider_named

GROUPS = """
claim = "realm_access.roles"

[groups."CEP national"]
roles = ["national"]

[groups."CEP Arts Connect"]
roles = ["bridge_editor"]
bridges = ["arts-connect"]

[groups.reviewers]
roles = ["reviewer"]
bridges = ["ive", "arts-connect"]
"""


def named(folder: Path, text: str = GROUPS, **changed: str) -> Provider | None:
    """The provider of an environment that is complete, but for what a test changes in it."""
    file = folder / "groups.toml"
    file.write_text(text, encoding="utf-8")
    environment = {
        "CEP_OIDC_ISSUER": "https://login.example.org/realms/arts",
        "CEP_OIDC_CLIENT_ID": "cep",
        "CEP_OIDC_CLIENT_SECRET": "known to few",
        "CEP_OIDC_GROUPS": str(file),
    }
    return provider_named(environment | changed)


def of(folder: Path, *groups: str) -> tuple[list[str], list[str] | None] | None:
    """The roles and bridges of a member of some groups."""
    provider = named(folder)
    assert provider
    member = provider.member({"sub": "ann", "realm_access": {"roles": [*groups]}})
    return member and (member.roles, member.bridges)


def test_without_settings_there_is_no_provider() -> None:
    assert provider_named({"CEP_STORE": "sqlite:///cep.db"}) is None


def test_a_member_is_what_their_groups_are(tmp_path: Path) -> None:
    assert of(tmp_path, "CEP national", "staff") == (["national"], None)
    assert of(tmp_path, "CEP Arts Connect") == (["bridge_editor"], ["arts-connect"])
    assert of(tmp_path, "CEP Arts Connect", "reviewers") == (
        ["bridge_editor", "reviewer"],
        ["arts-connect", "ive"],
    )
    assert of(tmp_path, "staff") is None
    assert of(tmp_path, "cep national") is None
    assert of(tmp_path) is None


def test_a_person_may_be_named_by_their_address_however_it_is_written(tmp_path: Path) -> None:
    provider = named(tmp_path, 'claim = "email"\n[groups."Ann@bridge.example"]\nroles = ["reviewer"]\n')
    assert provider
    member = provider.member({"email": "ann@Bridge.example"})
    assert member
    assert member.roles == ["reviewer"]


def test_who_is_in_a_group_with_bridges_sees_these_alone_whatever_other_groups_say(tmp_path: Path) -> None:
    assert of(tmp_path, "CEP national", "CEP Arts Connect") == (
        ["national", "bridge_editor"],
        ["arts-connect"],
    )


@pytest.mark.parametrize(
    ("claims", "let_in"),
    [
        ({"groups": "national"}, True),
        ({"groups": ["x", "national"]}, True),
        ({"groups": {"national": True}}, False),
        ({"groups": [["national"]]}, False),
        ({"groups": None}, False),
        ({}, False),
    ],
)
def test_a_claim_is_a_text_or_a_list_of_texts(
    tmp_path: Path, claims: dict[str, object], *, let_in: bool
) -> None:
    provider = named(tmp_path, '[groups.national]\nroles = ["national"]\n')
    assert provider
    assert (provider.member(claims) is not None) is let_in


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"CEP_OIDC_CLIENT_SECRET": " "}, "CEP_OIDC_CLIENT_SECRET is not set"),
        ({"CEP_OIDC_ISSUER": "http://login.example.org"}, "has to begin with https://"),
        ({"CEP_OIDC_GROUPS": "/nowhere/groups.toml"}, "cannot be read"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_in_a_sentence(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(ServeError, match=said):
        named(tmp_path, **changed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("groups = ", "is not written as TOML"),
        ("claim = 'groups'", "groups: Field required"),
        ("[groups]", "groups: Dictionary should have at least 1 item"),
        ("[groups.a]\nroles = []", "groups.a.roles: List should have at least 1 item"),
        ("[groups.a]\nroles = ['director']", "“director” is no role; there are viewer, "),
        ("[groups.a]\nroles = ['bridge_editor']", "groups.a: a bridge_editor has bridges; say which"),
        (
            "[groups.a]\nroles = ['viewer']\nbridges = []",
            "groups.a.bridges: List should have at least 1 item",
        ),
        ("[groups.a]\nrole = ['viewer']", "groups.a.roles: Field required"),
    ],
)
def test_a_file_of_groups_that_cannot_be_meant_is_refused_with_its_place(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(ServeError) as refused:
        named(tmp_path, text)
    assert said in str(refused.value)
    assert str(tmp_path) in str(refused.value)


def test_a_group_of_a_bridge_that_the_store_does_not_know_is_refused(tmp_path: Path) -> None:
    provider = named(tmp_path)
    assert provider
    provider.check({"arts-connect", "ive"})
    with pytest.raises(
        ServeError, match="The group “reviewers” is of “ive”, which is no bridge that the store knows"
    ):
        provider.check({"arts-connect"})
