"""The client of the measurements takes only whole, good answers for answers."""

import itertools
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.bench import load
from tests.bench.questions import changes


class Speaking(BaseHTTPRequestHandler):
    """Answers as the path says: whole, in pieces, with a refusal, hanging up afterwards, or broken off."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        kind = self.path.strip("/")
        self.send_response(503 if kind == "refused" else 200)
        if kind == "pieces":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\nhello\r\n5;x=y\r\nagain\r\n0\r\n\r\n")
            return
        self.send_header("Content-Length", "10")
        self.end_headers()
        self.wfile.write(b"hello" if kind == "broken" else b"helloagain")
        self.close_connection = kind in {"broken", "leaving"}

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Speaking)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def question(kind: str) -> bytes:
    return f"GET /{kind} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


@pytest.mark.parametrize("kind", ["whole", "pieces", "leaving"])
def test_every_whole_answer_counts_once(address: str, kind: str) -> None:
    said = load.together(address, iter([question(kind)] * 12), readers=3, seconds=load.GRACE)
    assert (len(said.latencies), said.failures) == (12, [])


@pytest.mark.parametrize(("kind", "failure"), [("refused", "503"), ("broken", "broken")])
def test_what_is_refused_or_broken_off_is_no_answer(address: str, kind: str, failure: str) -> None:
    said = load.together(address, iter([question(kind)] * 2), readers=2, seconds=load.GRACE)
    assert (said.latencies, said.failures) == ([], [failure] * 2)


def test_one_reader_asks_one_after_another(address: str) -> None:
    kinds = ("whole", "leaving", "pieces")
    assert len([*load.one_after_another(address, map(question, kinds))]) == len(kinds)


def test_a_refusal_ends_the_measuring(address: str) -> None:
    with pytest.raises(RuntimeError, match="503"):
        list(load.one_after_another(address, iter([question("refused")])))


def test_no_change_is_asked_twice() -> None:
    asked = [*itertools.islice(changes(), 5_000)]
    assert len({change.query for change in asked}) == len(asked)
