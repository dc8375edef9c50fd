"""Which OpenID provider people sign in with, and what its groups are here, as configuration says it.

See docs/how-to/sign-in-with-openid.md.
"""

import tomllib
from collections.abc import Collection, Mapping
from functools import reduce
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from dashboard.people import ROLES
from dashboard.settings import ServeError
from data.accounts import OF_A_BRIDGE

NEEDED: Final = ("CEP_OIDC_ISSUER", "CEP_OIDC_CLIENT_ID", "CEP_OIDC_CLIENT_SECRET", "CEP_OIDC_GROUPS")


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


def _role(name: str) -> str:
    if name not in ROLES:
        raise ValueError(f"“{name}” is no role; there are {', '.join(ROLES)}")
    return name


class Group(_Entry):
    """What members of a group of the provider are here: their roles, and codes of bridges; None is all of England."""

    roles: Annotated[list[Annotated[str, AfterValidator(_role)]], Field(min_length=1)]
    bridges: Annotated[list[str], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _of_a_bridge(self) -> "Group":
        if OF_A_BRIDGE in self.roles and self.bridges is None:
            raise ValueError(f"a {OF_A_BRIDGE} has bridges; say which")
        return self

    def joined(self, other: "Group") -> "Group":
        """What a member of both is: the roles of both; where one names bridges, the bridges named and no others."""
        bridges = [*(self.bridges or ()), *(other.bridges or ())]
        return Group(roles=_once([*self.roles, *other.roles]), bridges=_once(bridges) or None)


class _File(_Entry):
    name: str = "your organisation"
    claim: str = "groups"
    scope: str = "openid email profile"
    emails_are_verified: bool = False
    second_factor_here: bool = False
    groups: Annotated[dict[str, Group], Field(min_length=1)]


class Provider(_File):
    """A provider: where it is, what we are there, and what its groups are here."""

    issuer: str
    client_id: str
    client_secret: str

    def member(self, claims: Mapping[str, Any]) -> Group | None:
        """What somebody is of whom the provider says these claims; None where no group of theirs is named."""
        written = str.casefold if self.claim == "email" else str
        held = {written(name) for name in _texts(_at(claims, self.claim))}
        found = [group for name, group in self.groups.items() if written(name) in held]
        return reduce(Group.joined, found) if found else None

    def check(self, bridges: Collection[str]) -> None:
        """Raise `ServeError` where a group is about a bridge that is none of these."""
        for name, group in self.groups.items():
            if strange := [code for code in group.bridges or () if code not in bridges]:
                known = ", ".join(bridges) or "none"
                said = f"The group “{name}” is of “{strange[0]}”, which is no bridge that the store knows."
                raise ServeError(f"{said} Bridges: {known}.")


def provider_named(environment: Mapping[str, str]) -> Provider | None:
    """Return the provider that the environment names, None where it names none.

    Raises `ServeError` where something is missing, or not as it has to be.
    """
    said = {name: environment.get(name, "").strip() for name in NEEDED}
    if not any(said.values()):
        return None
    if missing := [name for name, value in said.items() if not value]:
        raise ServeError(f"Sign-in with OpenID needs {', '.join(NEEDED)}; {missing[0]} is not set.")
    issuer, client_id, client_secret, file = said.values()
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise ServeError(f"CEP_OIDC_ISSUER has to begin with https://, and is {issuer}.")
    groups = _read(Path(file))
    return Provider(**dict(groups), issuer=issuer, client_id=client_id, client_secret=client_secret)


def _read(file: Path) -> _File:
    try:
        return _File.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise ServeError(f"{file}, which CEP_OIDC_GROUPS names, cannot be read.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ServeError(f"{file}: {where}: {first['msg'].removeprefix('Value error, ')}.") from error
    except ValueError as error:
        raise ServeError(f"{file} is not written as TOML: {error}.") from error


def _at(claims: Mapping[str, Any], path: str) -> object:
    """The value of a claim; `realm_access.roles` is that of a claim within another."""
    found: object = claims
    for name in (path,) if path in claims else path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _texts(value: object) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, str)]


def _once(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))
