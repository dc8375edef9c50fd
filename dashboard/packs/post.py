"""Sending a mail by SMTP: what is refused for the moment is tried again, what is refused for good is said."""

import smtplib
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final
from urllib.parse import unquote, urlsplit

SECONDS: Final = 30
"""How long a server may say nothing."""
PAUSES: Final = (2.0, 10.0)
"""Seconds before a mail is tried for the second and third time."""
PORTS: Final = {"smtp": 25, "smtps": 465}
LASTING: Final = 500
"""From this answer on a server means what it says; below, it may take the mail later."""
NO_SERVER: Final = "No mail server is named (CEP_MAIL_SERVER, as smtp://host or smtps://user:password@host)"
NO_SENDER: Final = "Nobody is named whom mails come from (CEP_MAIL_FROM, an address)"


class MailError(Exception):
    """A mail could not be sent; the message is a sentence for a member of staff and holds no password."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed over, and the address that they come from; `smtps` speaks TLS from the first word on, the
    other asks for it where the server can.
    """

    host: str
    port: int
    sender: str
    is_tls: bool = False
    user: str = ""
    password: str = ""

    @classmethod
    def named(cls, address: str, sender: str) -> "MailServer":
        """The server of an address such as smtp://user:password@host:587. Raises `MailError`."""
        if not address:
            raise MailError(f"{NO_SERVER}.")
        if not sender:
            raise MailError(f"{NO_SENDER}.")
        try:
            parts = urlsplit(address)
            port = parts.port or PORTS[parts.scheme]
            host = parts.hostname or ""
        except (ValueError, KeyError):
            host, port = "", 0
        if not host:
            raise MailError(
                "CEP_MAIL_SERVER cannot be read; write it as smtp://host:25 or smtps://user:password@host."
            )
        is_tls = parts.scheme == "smtps"
        return cls(host, port, sender, is_tls, unquote(parts.username or ""), unquote(parts.password or ""))

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def send(
    mail: EmailMessage,
    to: Sequence[str],
    server: MailServer,
    *,
    wait: Callable[[float], None] | None = time.sleep,
) -> Mapping[str, str]:
    """Send a mail; of the addresses to which it did not go, why. Raises `MailError` where it went to nobody.

    `wait` lets so many seconds go by before it is tried again; without it, a mail is tried once.
    """
    left, pauses = tuple(to), iter(PAUSES if wait else ())
    while True:
        try:
            refused = _sent(mail, left, server)
            is_lasting = all(code >= LASTING for code, _ in refused.values())
            why = {address: f"{code} {_text(said)}" for address, (code, said) in refused.items()}
            error = None
        except smtplib.SMTPResponseException as problem:
            is_lasting = problem.smtp_code >= LASTING
            error = MailError(f"{server} refused the mail: {problem.smtp_code} {_text(problem.smtp_error)}.")
        except (OSError, smtplib.SMTPException) as problem:
            is_lasting = isinstance(problem, ssl.SSLError)
            error = MailError(f"{server} does not answer as a mail server: {problem}.")
        pause = next(pauses, None)
        if is_lasting or pause is None or wait is None:
            break
        left = left if error else tuple(why)
        wait(pause)
    if error and left == tuple(to):
        raise error
    return dict.fromkeys(left, str(error)) if error else why


def _sent(mail: EmailMessage, to: Sequence[str], server: MailServer) -> Mapping[str, tuple[int, bytes]]:
    """Hand the mail over once; of each address that was refused, with what answer."""
    with _connected(server) as line:
        try:
            return line.send_message(mail, from_addr=server.sender, to_addrs=to)
        except smtplib.SMTPRecipientsRefused as everybody:
            return everybody.recipients


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    safe = ssl.create_default_context()
    if server.is_tls:
        connecting: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=safe)
    else:
        connecting = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    with connecting as line:
        line.ehlo()
        if is_safe := not server.is_tls and line.has_extn("starttls"):
            line.starttls(context=safe)
            line.ehlo()
        if server.user:
            if not (server.is_tls or is_safe):
                raise MailError(f"{server} offers no encryption, so the password was not said to it.")
            line.login(server.user, server.password)
        yield line


def _text(said: bytes | str) -> str:
    plain = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(plain.split())
