"""A mail server for tests, faults and benchmarks: it counts what it takes, and answers, waits or hangs up as it is told."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections import Counter

_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every mail; `taken` counts them by Message-ID, `first` says when each came, `raw` keeps the last bytes of each.

    `answers` holds other answers by verb (BANNER, EHLO, MAIL, RCPT, DATA, DOT), `hang_up` the verb at which it closes the
    connection without one, `answer_seconds` how long it takes to say that it took a mail, `extensions` what EHLO tells.
    """

    daemon_threads = allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, *, answer_seconds: float = 0.0, extensions: tuple[str, ...] = ("PIPELINING",)) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.answer_seconds, self.extensions = answer_seconds, extensions
        self.answers: dict[str, str] = {}
        self.hang_up = ""
        self.taken: Counter[str] = Counter()
        self.first: dict[str, float] = {}
        self.raw: dict[str, bytes] = {}
        self.connections, self.commands = 0, []
        self.counting = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def url(self) -> str:
        """As AICMO_SMTP_URL takes it."""
        return f"smtp+plain://127.0.0.1:{self.port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no error here."""


class _Session(socketserver.StreamRequestHandler):
    server: MailServer
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.server.connections += 1
        if not self._answer("BANNER", "220 sink"):
            return
        while line := self.rfile.readline():
            verb = line[:4].upper().decode(errors="replace").strip()
            self.server.commands.append(verb)
            if verb == "DATA":
                if not self._answer(verb, "354 go on"):
                    return
                if self.server.answers.get("DATA", "3")[0] == "3" and not self._take():
                    return
            elif verb == "QUIT":
                self._say("221 bye")
                return
            elif verb in ("EHLO", "HELO"):
                lines = ["sink", *self.server.extensions]
                text = "\r\n".join(f"250{' ' if n == len(lines) - 1 else '-'}{told}" for n, told in enumerate(lines))
                if not self._answer("EHLO", text):
                    return
            elif not self._answer(verb, "250 sink" if verb in ("MAIL", "RCPT", "RSET", "NOOP") else "500 what?"):
                return

    def _take(self) -> bool:
        raw = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False  # it broke off before the final dot: not taken
            raw += line
            if self.server.hang_up == "CONTENT":
                return False
        answer = self.server.answers.get("DOT", "250 taken")
        found = _MESSAGE_ID.search(raw)
        if found and answer.startswith("2"):
            mail = found[1].decode()
            with self.server.counting:
                self.server.taken[mail] += 1
                self.server.first.setdefault(mail, time.time())
                self.server.raw[mail] = raw
        time.sleep(self.server.answer_seconds)
        return self._answer("DOT", "250 taken")

    def _answer(self, verb: str, usual: str) -> bool:
        if self.server.hang_up == verb:
            return False
        self._say(self.server.answers.get(verb, usual))
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")
