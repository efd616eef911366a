"""A mail server that counts what it took, and the transport that brings mails to it."""

from __future__ import annotations

import os
import re
import smtplib
import socketserver
import threading
import time
from collections import Counter

from faults.harness.launch import SMTP_PORT

ANSWER_SECONDS = 0.005
"""Between taking a mail and saying so: the moment in which a sender that dies cannot know."""
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class Sink(socketserver.ThreadingTCPServer):
    """Takes every mail; `taken` counts them by Message-ID, `first` says when each came."""

    daemon_threads = allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, *, slower: float = 1.0) -> None:
        self.answer_seconds = ANSWER_SECONDS * slower
        super().__init__(("127.0.0.1", 0), _Session)
        self.taken: Counter[str] = Counter()
        self.first: dict[str, float] = {}
        self.counting = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no error here."""


class _Session(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._take()
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 sink" if verb in (b"EHLO", b"HELO", b"MAIL", b"RCPT", b"RSET", b"NOOP") else "500 what?")

    def _take(self) -> None:
        self._say("354 go on")
        raw = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return  # it broke off before the final dot: not taken
            raw += line
        with self.server.counting:
            mail = _MESSAGE_ID.search(raw)[1].decode()
            self.server.taken[mail] += 1
            self.server.first.setdefault(mail, time.time())
        time.sleep(self.server.answer_seconds)
        self._say("250 taken")

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class SmtpTransport:
    """Delivers over one kept connection per process. SMTP cannot be asked later whether a mail arrived."""

    def __init__(self) -> None:
        self._kept: smtplib.SMTP | None = None

    def deliver(self, *, raw: bytes, sender: str, recipient: str, message_id: str) -> str:
        if self._kept is None:
            self._kept = smtplib.SMTP("127.0.0.1", int(os.environ[SMTP_PORT]), timeout=20)
        try:
            self._kept.sendmail(sender, [recipient], raw)
        except Exception:
            self._kept = None
            raise
        return message_id

    def lookup(self, *, recipient: str, message_id: str) -> bool | None:
        return None
