"""Flask-Security as this server has it: what it offers, at which addresses, in our words, and what it may not do."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from datetime import timedelta
from email.message import EmailMessage
from hashlib import sha256
from hmac import digest
from threading import Thread
from typing import Any, Final

import segno
from flask import Flask, current_app
from flask_security import (
    LoginForm,
    MailUtil,
    Security,
    Totp,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
    UserMixin,
    url_for_security,
)
from flask_security.recoverable import generate_reset_password_token
from passlib.exc import UsedTokenError
from passlib.totp import TotpMatch
from wtforms import HiddenField, RadioField

from dashboard.packs.post import MailError, MailServer, send
from dashboard.web.accounts.known import AUTHENTICATOR, Known, KnownPeople

LINK_LASTS: Final = timedelta(days=2)
SHORTEST_PASSWORD: Final = 12
SUBJECT: Final = "A password for the CEP Monitor"
PASSWORD_HINT: Final = (
    f"At least {SHORTEST_PASSWORD} letters or signs: three words are easier to keep in mind."
)
HASHING: Final[Mapping[str, int]] = {}
"""How hard a password is to compare, where it is not as the library has it."""
FRESH: Final = timedelta(minutes=10)
"""How long after somebody proved who they are they may change how they sign in without doing so again."""
SAID: Final = {
    "GENERIC_AUTHN_FAILED": "The e-mail address or the password is not right.",
    "TWO_FACTOR_INVALID_TOKEN": "This code is not right, or it was used before. Type the one that the app shows now.",
    "INVALID_RECOVERY_CODE": "This is none of your recovery codes, or it was used before.",
    "INVALID_PASSWORD": "This is not your password.",
    "EMAIL_NOT_PROVIDED": "Type your e-mail address.",
    "INVALID_EMAIL_ADDRESS": "This is not an e-mail address.",
    "PASSWORD_NOT_PROVIDED": "Type a password.",
    "PASSWORD_INVALID_LENGTH": f"Choose a password of at least {SHORTEST_PASSWORD} letters or signs.",
    "RETYPE_PASSWORD_MISMATCH": "The two are not the same.",
    "PASSWORD_MISMATCH": "The two are not the same.",
    "PASSWORD_IS_THE_SAME": "Choose another password than the one of now.",
    "PASSWORD_RESET_NO_LOGIN": "Your password is kept. Sign in with it.",
    "PASSWORD_RESET_EXPIRED": "This link was for two days, which are over.",
    "INVALID_RESET_PASSWORD_TOKEN": "This link was used already, or it is none of ours.",
    "PASSWORD_RESET_REQUEST": "If there is an account with this address, a link is on its way to it.",
    "PASSWORD_CHANGE": "Your password is changed.",
    "TWO_FACTOR_LOGIN_SUCCESSFUL": "",
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": "Your authenticator app is set up.",
    "TWO_FACTOR_DISABLED": "You sign in without a second factor from now on.",
    "TWO_FACTOR_PERMISSION_DENIED": "Sign in first.",
    "TWO_FACTOR_SETUP_EXPIRED": "That took more than half an hour. Begin once more.",
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": "That cannot be chosen.",
    "REAUTHENTICATION_REQUIRED": "",
    "REAUTHENTICATION_SUCCESSFUL": "",
    "UNAUTHENTICATED": "Sign in first.",
    "NO_RECOVERY_CODES_SETUP": "You have no recovery codes.",
    "INVALID_REDIRECT": "That address is not one of this server.",
    "API_ERROR": "That could not be read. Begin once more.",
}
"""What people are told, by the library's name of it; nothing where the page says all."""


def configure(
    server: Flask, store: KnownPeople, *, secret: str, is_https: bool, mail: MailServer | None
) -> Security:
    """Add the library to a server: where one signs in, sets up a second factor, and gets and changes a password."""
    server.config.update(
        SECRET_KEY=key(secret, "session"),
        SESSION_COOKIE_NAME="__Host-cep" if is_https else "cep",
        SESSION_COOKIE_SECURE=is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        SECURITY_CACHE_CONTROL={"private": None, "no-store": None},  # its own True would be written as a word
        SECURITY_STATIC_FOLDER=None,
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=dict(HASHING),
        SECURITY_PASSWORD_SINGLE_HASH=True,  # a lost secret key must not make every password worthless
        SECURITY_PASSWORD_SALT="",
        SECURITY_PASSWORD_LENGTH_MIN=SHORTEST_PASSWORD,
        SECURITY_PASSWORD_NORMALIZE_FORM="NFKC",
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_API_ENABLED_METHODS=["session"],
        SECURITY_RECOVERABLE=True,
        SECURITY_RESET_PASSWORD_WITHIN=LINK_LASTS,
        SECURITY_RESET_SALT="password-link",
        SECURITY_SEND_PASSWORD_RESET_EMAIL=mail is not None,
        SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL=False,
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_EMAIL_HTML=False,
        SECURITY_EMAIL_SUBJECT_PASSWORD_RESET=SUBJECT,
        SECURITY_CHANGEABLE=True,
        SECURITY_FRESHNESS=FRESH,
        SECURITY_FRESHNESS_GRACE_PERIOD=FRESH,
        SECURITY_TWO_FACTOR=True,
        SECURITY_TWO_FACTOR_ENABLED_METHODS=[AUTHENTICATOR],
        SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY=30,  # seconds by which two clocks may differ
        SECURITY_TWO_FACTOR_RESCUE_EMAIL=False,
        SECURITY_TWO_FACTOR_IMPLEMENTATIONS={"code": "flask_security.twofactor.CodeTfPlugin"},
        SECURITY_TOTP_SECRETS={"1": key(secret, "second factor")},
        SECURITY_TOTP_ISSUER="CEP Monitor",
        SECURITY_MULTI_FACTOR_RECOVERY_CODES=True,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_N=8,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS=[_fernet(secret)],
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL="/sign-in/code",
        SECURITY_TWO_FACTOR_SETUP_URL="/sign-in/second-factor",
        SECURITY_MULTI_FACTOR_RECOVERY_URL="/sign-in/recovery-code",
        SECURITY_TWO_FACTOR_RESCUE_URL="/sign-in/rescue",
        SECURITY_TWO_FACTOR_SELECT_URL="/sign-in/select",
        SECURITY_RESET_URL="/sign-in/password",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_LOGOUT_CSRF=True,
        SECURITY_POST_LOGOUT_VIEW="/sign-in",
        SECURITY_VERIFY_URL="/account/again",
        SECURITY_CHANGE_URL="/account/password",
        SECURITY_POST_CHANGE_VIEW="/account",
        SECURITY_TWO_FACTOR_POST_SETUP_VIEW="/account",
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL="/account/recovery-codes",
        **{f"SECURITY_MSG_{name}": (said, "error") for name, said in SAID.items()},
    )
    for name in (
        "PASSWORD_RESET_NO_LOGIN",
        "PASSWORD_RESET_REQUEST",
        "PASSWORD_CHANGE",
        "TWO_FACTOR_DISABLED",
        "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL",
    ):
        server.config[f"SECURITY_MSG_{name}"] = (SAID[name], "info")
    security = _Security(
        server,
        store,
        login_form=_SignInForm,
        two_factor_setup_form=_SecondFactorForm,
        two_factor_rescue_form=_RescueForm,
        mail_util_cls=_mailing(mail),
        totp_cls=_counting(store),
    )
    security.login_manager.session_protection = None  # it would write into the sessions of kept answers
    security.login_manager.request_loader(lambda _: None)  # no token takes the place of a session
    security.want_json(lambda _: False)
    return security


def key(secret: str, purpose: str) -> str:
    """Return a key for one purpose, from which nobody finds another."""
    return digest(secret.encode(), purpose.encode(), sha256).hex()


def link(user: Known, address: str) -> str:
    """Return the address at which somebody chooses a password: good once, for two days, on this server."""
    path = url_for_security("reset_password", token=generate_reset_password_token(user), _external=False)
    return f"{address}{path}"


class _Security(Security):
    def _check_modules(self, module: str, config_name: str) -> object:
        """Let the library do without its own drawer of QR codes: papers have one here."""
        return True if module == "qrcode" else super()._check_modules(module, config_name)  # type: ignore[no-untyped-call]


class _SignInForm(LoginForm):
    remember = None
    """No browser keeps a way in that outlasts the session."""


class _SecondFactorForm(TwoFactorSetupForm):
    setup = HiddenField()
    """There is one kind of second factor, which its button names."""


class _RescueForm(TwoFactorRescueForm):
    help_setup = RadioField(choices=[])
    """The page itself says what else there is."""


def _counting(store: KnownPeople) -> type[Totp]:
    class OnceOnly(Totp):
        """Codes of authenticator apps, each taken once."""

        def get_last_counter(self, user: UserMixin) -> int | None:
            return store.last_code(user)

        def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
            if not store.take_code(user, tmatch.counter):
                raise UsedTokenError

        def generate_qrcode(self, username: str, totp: str) -> str:
            return str(segno.make(self.get_totp_uri(username, totp), error="m").svg_data_uri(border=2))

    return OnceOnly


def _mailing(server: MailServer | None) -> type[MailUtil]:
    class Mailing(MailUtil):
        """Mails by the server that is named, beside the answer: how long it takes tells nobody who has an account."""

        def validate(self, email: str) -> str:
            """Ask no server of names, which would tell it who signs in here."""
            return self.normalize(email)

        def send_mail(
            self,
            template: str,
            subject: str,
            recipient: str | tuple[str, str],
            sender: str | tuple[str, str],
            body: str | None,
            html: str | None,
            **kwargs: Any,
        ) -> None:
            if server is None:
                return
            mail = letter(server, str(recipient), str(subject), str(body))
            Thread(
                target=_posted, args=(mail, str(recipient), server, current_app.logger.warning), daemon=True
            ).start()

    return Mailing


def letter(server: MailServer, recipient: str, subject: str, text: str) -> EmailMessage:
    """Return a mail to somebody."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, server.sender, recipient
    mail.set_content(text)
    return mail


def _posted(mail: EmailMessage, recipient: str, server: MailServer, tell: Callable[[str], None]) -> None:
    try:
        send(mail, [recipient], server)
    except MailError as error:
        tell(f"No mail went to {recipient}: {error}")


def _fernet(secret: str) -> bytes:
    return urlsafe_b64encode(bytes.fromhex(key(secret, "recovery codes")))
