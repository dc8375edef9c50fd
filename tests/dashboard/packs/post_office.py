"""A mail server of the tests' own on this machine, which can be down, full, or know an address no more."""

from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.browser.serving import free_port

HOST = "127.0.0.1"


@dataclass
class PostOffice:
    """What came in, in order; `answers` has what is said to an address instead of taking its mail."""

    port: int = field(default_factory=free_port)
    got: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    controller: Controller | None = None

    @property
    def address(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    def open(self) -> "PostOffice":
        self.controller = Controller(self, hostname=HOST, port=self.port)
        self.controller.start()
        return self

    def close(self) -> None:
        if self.controller:
            self.controller.stop()
        self.controller = None

    async def handle_RCPT(  # noqa: N802 - as the library calls it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - as the library calls it
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        mail = message_from_bytes(envelope.original_content or b"", policy=default)
        self.got.append(([*envelope.rcpt_tos], mail))
        return "250 OK"

    @property
    def sent(self) -> list[tuple[list[str], str]]:
        """To whom, and under which subject."""
        return [(to, str(mail["Subject"])) for to, mail in self.got]
