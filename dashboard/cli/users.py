"""`cep user`: who may sign in to a team's server, what they may do, and for which bridges."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import Format, Many, Store, misused, refuse
from dashboard.people import OF_ALL, ROLES
from dashboard.settings import Settings, mail_named, store_url, with_accounts

if TYPE_CHECKING:
    from dashboard.packs.post import MailServer
    from data.accounts import Account, AccountStore

app = typer.Typer(help="Say who may sign in to a server with accounts.", no_args_is_help=True)
Email = Annotated[str, typer.Argument(metavar="EMAIL", help="E-mail address of the account.")]
RoleNames = Annotated[
    Many, typer.Option("--role", metavar="ROLE", help=f"{', '.join(ROLES)}; may be repeated.")
]
Bridges = Annotated[
    Many,
    typer.Option(
        "--bridge", metavar="KEY", help="Bridge whose partnerships they see; may be repeated. Without: all."
    ),
]


Mailed = Annotated[
    bool, typer.Option("--mail", help="Mail the link to them, by the server of CEP_MAIL_SERVER.")
]
COLUMNS = {
    "email": "E-mail address",
    "name": "Name",
    "roles": "Roles",
    "bridges": "Bridges",
    "state": "State",
    "password": "Password",
    "second_factor": "Second factor",
}


@app.command()
def add(
    email: Email,
    role: RoleNames = None,
    bridge: Bridges = None,
    name: Annotated[str, typer.Option(help="What others read as the name; else the address.")] = "",
    mail: Mailed = False,
    store: Store = None,
) -> None:
    """Make an account, and print or mail a link at which its owner chooses a password."""
    from email_validator import EmailNotValidError, validate_email

    try:
        written = validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError:
        misused(f"“{email}” is not an e-mail address.")
    accounts = _opened(store)
    roles, bridges = _place(accounts, role, bridge)
    settings, server = _settings(), _server(mail=mail)
    made = accounts.add(written, name or written, roles=roles, bridges=bridges)
    _record(accounts, f"Made {_said(made)}")
    typer.echo(f"An account was made: {_said(made)}.")
    _give_link(accounts, settings, made, server)


@app.command("list")
def list_(
    store: Store = None,
    form: Annotated[Format, typer.Option("--format", help="How the list is written.")] = Format.TABLE,
) -> None:
    """List the accounts: what each may do, for which bridges, and how they sign in."""
    from dashboard.text_reports.answers import in_form

    accounts = _opened(store)
    answered = [
        {
            "email": one.email,
            "name": one.name,
            "roles": ";".join(sorted(one.roles)),
            "bridges": ";".join(sorted(one.bridges)) or "all",
            "state": "active" if one.is_active else "disabled",
            "password": "at the provider" if one.openid else "yes" if one.password else "no",
            "second_factor": "yes" if one.second_factor else "no",
        }
        for one in accounts.accounts()
    ]
    if not answered and form is Format.TABLE:
        typer.echo("Nobody has an account yet; `cep user add` makes one.")
        return
    typer.echo(in_form(form, answered, list(COLUMNS), lambda: _table(answered)))


@app.command()
def role(email: Email, role: RoleNames = None, bridge: Bridges = None, store: Store = None) -> None:
    """Give somebody these roles and bridges in place of those they have; they are signed out everywhere."""
    accounts = _opened(store)
    roles, bridges = _place(accounts, role, bridge)
    made = accounts.place(email, roles=roles, bridges=bridges)
    _record(accounts, f"Gave a place to {_said(made)}")
    typer.echo(f"{_said(made)}. They sign in anew.")


@app.command()
def disable(email: Email, store: Store = None) -> None:
    """Let somebody in no more; they are signed out everywhere within a second."""
    accounts = _opened(store)
    made = accounts.sign_out(email, active=False)
    _record(accounts, f"Disabled {made.email}")
    typer.echo(f"{made.email} cannot sign in any more.")


@app.command()
def enable(email: Email, store: Store = None) -> None:
    """Let somebody in again who was disabled."""
    accounts = _opened(store)
    made = accounts.sign_out(email, active=True)
    _record(accounts, f"Enabled {made.email}")
    typer.echo(f"{made.email} can sign in again.")


@app.command("reset-link")
def reset_link(email: Email, mail: Mailed = False, store: Store = None) -> None:
    """Print or mail a link for a new password; they are signed out everywhere, and older links are void."""
    accounts = _opened(store)
    made, settings, server = accounts.account(email), _settings(), _server(mail=mail)
    _give_link(accounts, settings, made, server)
    _record(accounts, f"Made a link for a password of {made.email}")


@app.command("second-factor-reset")
def second_factor_reset(email: Email, store: Store = None) -> None:
    """Forget somebody's authenticator app and recovery codes; whoever needs a second factor sets up a new one."""
    accounts = _opened(store)
    nothing = dict.fromkeys(("tf_primary_method", "tf_totp_secret", "tf_last_counter", "mf_recovery_codes"))
    made = accounts.sign_out(email, **nothing)
    _record(accounts, f"Reset the second factor of {made.email}")
    typer.echo(
        f"{made.email} has no second factor now, and sets one up at the next sign-in where one is needed."
    )


def _table(answered: list[dict[str, str]]) -> str:
    from rich.markup import escape
    from rich.table import Table

    from dashboard.text_reports.answers import table_text

    table = Table()
    for heading in COLUMNS.values():
        table.add_column(heading, overflow="fold")
    for row in answered:
        table.add_row(*(escape(row[name].replace(";", ", ").replace("_", " ")) for name in COLUMNS))
    return table_text(table)


def _opened(store: str | None) -> "AccountStore":
    from data.accounts import AccountStore
    from data.store.engine import open_store

    return AccountStore(open_store(store_url(store)))


def _settings() -> Settings:
    return with_accounts(Settings())


def _place(
    accounts: "AccountStore", roles: Collection[str] | None, bridges: Collection[str] | None
) -> tuple[Collection[str], Collection[str]]:
    """The roles and bridges that were said; exit 2 where one is not known or says too little."""
    unknown = [one for one in roles or () if one not in ROLES]
    if unknown or not roles:
        first = f"“{unknown[0]}” is no role. " if unknown else ""
        misused(f"{first}Say with --role which they have: {', '.join(ROLES)}.")
    reaching = [one for one in roles if OF_ALL & ROLES[one]]
    if bridges and reaching:
        misused(f"Who is {reaching[0]} sees all of England: leave out --bridge, or the role.")
    known = accounts.bridges()
    if strange := [one for one in bridges or () if one not in known]:
        known_are = f"Bridges: {', '.join(known)}." if known else "It knows none yet."
        misused(f"“{strange[0]}” is no bridge that the store knows. {known_are}")
    from data.accounts import OF_A_BRIDGE

    if OF_A_BRIDGE in roles and not bridges:
        misused("Say with --bridge whose returns a bridge editor hands in.")
    return roles, bridges or ()


def _said(account: "Account") -> str:
    """Who they are and what they may: "Ada (ada@example.org), bridge editor of artswork"."""
    roles = ", ".join(sorted(account.roles)).replace("_", " ")
    where = f"of {', '.join(sorted(account.bridges))}" if account.bridges else "of all of England"
    return f"{account.name} ({account.email}), {roles} {where}"


def _server(*, mail: bool) -> "MailServer | None":
    """Where the mail is handed over, if one is to be sent; exit 1 where no server is named."""
    from dashboard.packs.post import MailError, MailServer

    try:
        return MailServer.named(*mail_named()) if mail else None
    except MailError as error:
        refuse(str(error))


def _give_link(
    accounts: "AccountStore", settings: Settings, account: "Account", server: "MailServer | None"
) -> None:
    from dashboard.packs.post import MailError
    from dashboard.web.accounts import link_for, mail_link

    if not account.is_active:
        refuse(f"{account.email} is disabled. `cep user enable {account.email}` comes first.")
    if account.openid:
        refuse(f"{account.email} signs in at the OpenID provider and has no password here.")
    link = link_for(accounts, settings, account.email)
    if server is None:
        typer.echo("Give them this link, by which they choose a password. It is good once, for two days:")
        typer.echo(link)
        return
    try:
        mail_link(link, account.email, server)
    except MailError as error:
        refuse(str(error), f"`cep user reset-link {account.email}` makes another link.")
    typer.echo(f"A link, good once and for two days, is on its way to {account.email}.")


def _record(accounts: "AccountStore", about: str) -> None:
    from data.store.audit import Act, record

    record(accounts.engine, Act.ACCOUNT, about=about)
