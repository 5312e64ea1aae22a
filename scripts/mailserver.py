"""A mail server that counts: what it took, how often, and a slow answer while a sender may die."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.parser import BytesHeaderParser

OK = "250 ok"
REPLIES = {
    "EHLO": "250 counting",
    "HELO": "250 counting",
    "MAIL": "250 ok",
    "RSET": "250 ok",
    "NOOP": "250 ok",
}


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every mail. `taken` counts Message-IDs; `pause` seconds pass between taking one and saying so.

    `answer` may refuse: it gets the recipient and returns the reply to RCPT.
    """

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, pause: float = 0.0, answer: Callable[[str], str] = lambda to: OK) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.pause = pause
        self.answer = answer
        self.taken: Counter[str] = Counter()
        self.mails: list[bytes] = []
        self.lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def take(self, content: bytes) -> None:
        """Count one mail: from here on the server has it, whatever becomes of the sender."""
        headers = BytesHeaderParser().parsebytes(content)
        with self.lock:
            self.taken[str(headers["Message-ID"])] += 1
            self.mails.append(content)
        time.sleep(self.pause)


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    server: MailServer

    def handle(self) -> None:
        try:
            self._say("220 counting")
            while line := self.rfile.readline():
                if not self._obey(line.decode("ascii", "replace").strip()):
                    return
        except OSError:  # the sender is gone
            return

    def _obey(self, line: str) -> bool:
        verb = line[:4].upper()
        if verb == "QUIT":
            self._say("221 bye")
            return False
        if verb == "RCPT":
            found = re.search("<([^>]*)>", line)
            self._say(self.server.answer(found[1] if found else ""))
        elif verb == "DATA":
            self._say("354 go on")
            content = self._content()
            if content is None:
                return False
            self.server.take(content)
            self._say("250 taken")
        else:
            self._say(REPLIES.get(verb, "500 unknown"))
        return True

    def _content(self) -> bytes | None:
        """The mail up to its final dot; None when the sender went away before it."""
        lines: list[bytes] = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line[1:] if line.startswith(b".") else line)
        return None

    def _say(self, reply: str) -> None:
        self.wfile.write(f"{reply}\r\n".encode())


@contextmanager
def mail_server(pause: float = 0.0, answer: Callable[[str], str] = lambda to: OK) -> Iterator[MailServer]:
    """A running server; gone afterwards."""
    server = MailServer(pause, answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
