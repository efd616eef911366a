"""A name server for tests, on loopback: it answers TXT records, and fails or stays silent as it is told."""

from __future__ import annotations

import socketserver
import threading

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


class NameServer(socketserver.ThreadingUDPServer):
    """`records` holds TXT records by name; a name in `failing` is answered with SERVFAIL, all others with NXDOMAIN."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.records: dict[str, list[str]] = {}
        self.failing: set[str] = set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def place(self) -> str:
        """As AICMO_DNS takes it."""
        return f"127.0.0.1:{self.server_address[1]}"


class _Handler(socketserver.BaseRequestHandler):
    server: NameServer

    def handle(self) -> None:
        data, sock = self.request
        asked = dns.message.from_wire(data)
        name = asked.question[0].name.to_text().rstrip(".")
        answer = dns.message.make_response(asked)
        if name in self.server.failing:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif texts := self.server.records.get(name):
            parts = [" ".join(f'"{text[n : n + 200]}"' for n in range(0, len(text), 200)) for text in texts]
            answer.answer.append(dns.rrset.from_text(asked.question[0].name, 60, "IN", "TXT", *parts))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        wire = answer.to_wire(max_size=65000)
        sock.sendto(wire, self.client_address)
