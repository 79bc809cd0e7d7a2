"""A service outside as the tests need it: a real HTTP server on 127.0.0.1, faults included."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass
class Asked:
    """A question that the service got."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any = None


@dataclass
class Answer:
    """What the service says, or how it fails to."""

    content: Any = None
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    # Says it will send so many bytes more than it does, and hangs up.
    cut_off: int = 0
    # Says nothing until the test is over.
    silent: bool = False

    @property
    def body(self) -> bytes:
        """The content as it is sent."""
        if isinstance(self.content, bytes):
            return self.content
        return json.dumps(self.content, ensure_ascii=False).encode()


Answering = Callable[[Asked], Any]


class Service:
    """Answers by path; a path that nobody has prepared is answered with 404.

    A prepared answer is the content itself, an Answer, a function of the question, or a list of
    these that are given one after the other, the last of them over and over.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[Asked] = []
        self.over = threading.Event()
        self.url = ""

    def answer(self, asked: Asked) -> Answer:
        """What is said to a question."""
        self.asked.append(asked)
        found = self.answers.get(asked.path, Answer({"detail": "Not found"}, status=404))
        if isinstance(found, Sequenced):
            found = found.next()
        if callable(found):
            found = found(asked)
        return found if isinstance(found, Answer) else Answer(found)

    def paths(self) -> list[str]:
        """The paths that have been asked for, in order."""
        return [one.path for one in self.asked]


class Sequenced:
    """Answers that are given one after the other."""

    def __init__(self, *answers: Any) -> None:
        self._left = list(answers)

    def next(self) -> Any:
        """The next; the last is given again."""
        return self._left.pop(0) if len(self._left) > 1 else self._left[0]


@contextmanager
def running() -> Iterator[Service]:
    """A service that runs until the block ends."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            asked = Asked(unquote(parts.path), parse_qs(parts.query), dict(self.headers), body)
            answer = service.answer(asked)
            if answer.silent:
                service.over.wait(10)
                self.close_connection = True
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) + answer.cut_off))
            self.end_headers()
            self.wfile.write(answer.body)
            if answer.cut_off:
                self.close_connection = True

        do_GET = _handle
        do_POST = _handle

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        service.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
