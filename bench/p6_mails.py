"""P6: mails end to end with their ledger, beside Django's own sending with a dkimpy signature and a connection per mail.

Ours: queued rows, `kernel.mail.send_due`, the SMTP transport with its own signature. The server is a process of its own, whose
round trips take 0 or 20 ms; it counts what it took, how often, and in how many round trips.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import _database
from bench._figures import Count, Figures, Timing, compare, must_be

MAILS = {"ci": 100, "full": 500}
ROUNDS = {"ci": 5, "full": 9}
TRIP_MS = 20
CONNECTIONS = 32
GROUP = 50
DOMAIN = "agency.example"
PARAGRAPH = "I noticed your team is growing and wanted to share one idea.\n"
TEXT = "Hi {n},\n\n" + PARAGRAPH * 12 + "\n\nBest\nSam\n"


def run(*, scale: str) -> Figures:
    """CPU per mail and time per mail at 20 ms a round trip, beside the reference; round trips and commits per mail."""
    with _key() as key, _sink(0) as near, _sink(TRIP_MS) as far:
        mails, rounds = MAILS[scale], ROUNDS[scale]
        figures = Figures(
            ratios=[
                compare(
                    "mails per core beside Django's send with dkimpy",
                    lambda: _ours(near, mails, 1, time.process_time),
                    lambda: _reference(near, key, mails // 4, time.process_time),
                    rounds=rounds, goal=8, faster=True, unit="s of CPU per mail",
                ),
                compare(
                    f"mails at {TRIP_MS} ms a round trip, {CONNECTIONS} connections, beside a connection per mail",
                    lambda: _ours(far, mails * 4, CONNECTIONS, time.perf_counter),
                    lambda: _reference(far, key, 10, time.perf_counter),
                    rounds=rounds, goal=40, faster=True, unit="s per mail",
                ),
            ]
        )  # fmt: skip
        figures.counts, figures.timings = _counts(near)
        return figures


def gates(scale: str) -> list[Count]:
    """Round trips per mail; commits per mail as they stand."""
    with _key(), _sink(0) as near:
        return _counts(near)[0]


def _counts(sink: Sink) -> tuple[list[Count], list[Timing]]:
    from kernel import mail
    from kernel.ids import new_id

    _ours(sink, 1, 1, time.perf_counter)  # the connection is there
    _queue(GROUP, new_id().hex)
    before = sink.told()
    counted = _database.counted(lambda: mail.send_due(limit=GROUP))
    _check(sink, before, GROUP, GROUP)
    trips = (sink.told()["trips"] - before["trips"]) / GROUP
    return [
        Count(what="round trips per mail", value=trips, limit=2),
        Count(what="statements per mail", value=round(counted.statements / GROUP, 2), limit=11),
    ], [Timing(what=f"commits to send {GROUP} mails, the claim among them", value=counted.commits, limit=3)]


def _ours(sink: Sink, mails: int, threads: int, clock: Callable[[], float]) -> float:
    """Queue, send, and look that each arrived once, signed, and stands as sent; returns seconds per mail of the sending."""
    from kernel import mail, providers
    from kernel.ids import new_id

    providers.replace("mail.transport", sink.transport)
    _queue(mails, new_id().hex)
    before, sent = sink.told(), []

    def work() -> None:
        from django.db import connections

        while done := mail.send_due(limit=GROUP if threads == 1 else max(1, min(GROUP, mails // threads))):
            sent.append(done)
        if threads > 1:
            connections.close_all()

    started = clock()
    if threads == 1:
        work()
    else:
        workers = [threading.Thread(target=work) for _ in range(threads)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
    spent = (clock() - started) / mails
    _check(sink, before, mails, sum(sent))
    return spent


def _queue(mails: int, mark: str) -> None:
    from kernel import mail
    from kernel.db import atomic

    with atomic("cam"):
        for n in range(mails):
            mail.queue(
                app="cam", purpose="service", to=f"lead{n}@x.example", subject=f"Idea {n}", text=TEXT.format(n=n),
                key=f"{mark}{n}", sender=f"sam@{DOMAIN}", headers={"List-Unsubscribe": f"<https://u.example/{n}>"},
            )  # fmt: skip


def _check(sink: Sink, before: dict[str, int], mails: int, sent: int) -> None:
    from kernel.models import Effect, Mail

    after = sink.told()
    must_be(sent, mails, "mails handled")
    must_be(after["taken"] - before["taken"], mails, "mails that arrived")
    must_be(after["signed"] - before["signed"], mails, "signatures that arrived")
    must_be(after["twice"], 0, "mails that arrived twice")
    must_be(Mail.objects.exclude(state="sent").count(), 0, "mails not sent")
    must_be(Effect.objects.exclude(state="done").count(), 0, "open entries of the ledger")


def _reference(sink: Sink, key: Path, mails: int, clock: Callable[[], float]) -> float:
    """Django's mail by mail, each signed by dkimpy, a connection each; without any ledger."""
    import dkim
    from django.core.mail import EmailMultiAlternatives, get_connection
    from django.core.mail.utils import DNS_NAME

    DNS_NAME._fqdn = "localhost"
    pem, before = key.read_bytes(), sink.told()

    class Signed(EmailMultiAlternatives):
        def message(self):
            made = super().message()
            raw = made.as_bytes(linesep="\r\n")
            signature = dkim.sign(raw, b"s1", DOMAIN.encode(), pem).decode()
            made["DKIM-Signature"] = " ".join(signature.partition(":")[2].split())
            return made

    started = clock()
    for n in range(mails):
        backend = get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=sink.port, use_tls=False)
        one = Signed(f"Idea {n}", TEXT.format(n=n), f"sam@{DOMAIN}", [f"lead{n}@x.example"], connection=backend)
        one.attach_alternative(f"<p>{TEXT.format(n=n)}</p>", "text/html")
        one.send()
    spent = (clock() - started) / mails
    after = sink.told()
    must_be(after["taken"] - before["taken"], mails, "the reference's mails")
    must_be(after["signed"] - before["signed"], mails, "the reference's signatures")
    return spent


class Sink:
    """The server's process."""

    def __init__(self, milliseconds: float) -> None:
        from kernel.mail.smtp import SmtpTransport
        from kernel.mail_servers import Server

        command = [sys.executable, "-m", "bench._mail_sink", str(milliseconds)]
        self._process = subprocess.Popen(
            command, cwd=_database.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.port = int(self._process.stdout.readline())
        self.transport = SmtpTransport(Server.at(f"smtp+plain://127.0.0.1:{self.port}"))

    def told(self) -> dict[str, int]:
        """Its counters."""
        self._process.stdin.write("\n")
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._process.stdin.close()
        self._process.wait(timeout=20)


@contextmanager
def _sink(milliseconds: float) -> Iterator[Sink]:
    sink = Sink(milliseconds)
    try:
        yield sink
    finally:
        sink.close()


@contextmanager
def _key() -> Iterator[Path]:
    """An RSA key of 2048 bits for both sides, and the door leads to SMTP."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "s1.pem"
        made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        form = serialization.PrivateFormat.TraditionalOpenSSL
        key.write_bytes(made.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
        settings.AICMO_DKIM = {DOMAIN: ("s1", str(key))}
        yield key
