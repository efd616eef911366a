"""SMTP, driven phase by phase, so that each failure says whether the mail may have left.

Until the final dot is sent nothing has left: what goes wrong before is Rejected or Deferred. What goes wrong between the dot and
the server's answer is passed on as it is: nobody can tell, and the ledger keeps it as unknown.
"""

from __future__ import annotations

import contextlib
import os
import re
import smtplib
import socket
import ssl
import threading
import time
from email.utils import parseaddr

from django.conf import settings

from kernel.errors import NotConfigured
from kernel.mail import dkim
from kernel.mail.transports import Deferred, Rejected
from kernel.mail_servers import Server

TIMEOUT_SECONDS = 30.0
IDLE_SECONDS = 20.0
"""A connection that was not used for longer is closed: many servers hang up after half a minute."""
MAILS_PER_CONNECTION = 100
_ENHANCED = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
_POLICY = re.compile(
    r"spam|block|polic|reputation|blacklist|denylist|dnsbl|dmarc|\bspf\b|too many|rate limit|greylist|quota|\bfull\b",
    re.IGNORECASE,
)
_NO_SUCH_ADDRESS = ("1.1", "1.2", "1.3", "1.6", "1.10", "2.1")


class SmtpTransport:
    """Hands mails in at AICMO_SMTP_URL over one kept connection per thread. SMTP cannot be asked later whether a mail arrived."""

    def __init__(self, server: Server | None = None) -> None:
        self._server = server
        self._kept = threading.local()

    def deliver(self, *, raw: bytes, sender: str, recipient: str, message_id: str) -> str:
        """Hand one mail in; returns the server's answer. Rejected and Deferred: it has not left; anything else: it may have."""
        envelope = parseaddr(sender)[1]
        if not envelope.isascii() or "@" not in envelope:
            raise Rejected(f"{sender} is no address to send from", hard=False)
        try:
            raw = dkim.signed(raw, domain=envelope.rpartition("@")[2])
            session = self._session()
        except (OSError, ValueError, NotConfigured) as error:
            raise Deferred(f"no mail can leave: {error}", everybody=True) from error
        try:
            session.begin(envelope, recipient, len(raw))
        except _Stale:
            self._forget()
            session = self._session()
            session.begin(envelope, recipient, len(raw))
        try:
            return session.finish(raw)
        except BaseException:
            if session.broken:
                self._forget()
            raise

    def lookup(self, *, recipient: str, message_id: str) -> bool | None:
        """Nobody can tell."""
        return None

    def check(self) -> None:
        """Raises what keeps mails from leaving: no such host, no TLS, a login that is refused."""
        Session(self._where()).close()

    def _session(self) -> Session:
        found = getattr(self._kept, "session", None)
        if found is not None and not found.usable:
            self._forget()
            found = None
        if found is None:
            found = self._kept.session = Session(self._where())
        return found

    def _where(self) -> Server:
        return self._server or Server.configured("smtp", "mail server")

    def _forget(self) -> None:
        session, self._kept.session = getattr(self._kept, "session", None), None
        if session is not None:
            session.close()


class _Stale(Deferred):
    """The kept connection had been closed by the other side before anything of this mail was taken."""


class Session:
    """One connection: `begin` asks for a mail's sender and recipient, `finish` gives the mail."""

    def __init__(self, server: Server) -> None:
        self.mails, self.broken, self._process = 0, False, os.getpid()
        try:
            self._smtp = _connect(server)
        except smtplib.SMTPAuthenticationError as error:
            raise Deferred(
                f"{server.host} refuses the login: {_said(error.smtp_code, error.smtp_error)}", everybody=True
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Deferred(f"{server.host}:{server.port} cannot be reached: {error}", everybody=True) from error
        self._pipelining, self._used = self._smtp.has_extn("pipelining"), time.monotonic()
        size = self._smtp.esmtp_features.get("size", "")
        self._largest = int(size) if size.isdigit() else 0

    @property
    def usable(self) -> bool:
        """Whether the next mail may go over it: of this process (no parent's that was forked), not worn out, not idle."""
        fresh = time.monotonic() - self._used < IDLE_SECONDS and self.mails < MAILS_PER_CONNECTION
        return fresh and not self.broken and self._process == os.getpid()

    def begin(self, sender: str, recipient: str, size: int) -> None:
        """MAIL, RCPT and DATA, in one round trip where the server knows PIPELINING. Rejected or Deferred: nothing has left."""
        if self._largest and size > self._largest:
            raise Rejected(f"the mail has {size} bytes, the server takes {self._largest}", hard=False)
        commands = [f"MAIL FROM:<{sender}>", f"RCPT TO:<{recipient}>", "DATA"]
        answers: list[tuple[int, bytes]] = []
        try:
            if self._pipelining:
                self._smtp.send("".join(f"{command}\r\n" for command in commands))
                answers = [self._smtp.getreply() for _ in commands]
            else:
                for command, wanted in zip(commands, (2, 2, 3), strict=True):
                    self._smtp.putcmd(command)
                    answers.append(self._smtp.getreply())
                    if answers[-1][0] // 100 != wanted:
                        break
        except (OSError, smtplib.SMTPException) as error:
            self.broken = True
            kind = _Stale if self.mails and not answers else Deferred
            raise kind(f"the connection broke before the mail was given: {error}", everybody=not answers) from error
        self._judge(answers)

    def finish(self, raw: bytes) -> str:
        """The mail's bytes, then the final dot; returns what the server said of it."""
        try:
            self._smtp.send(_stuffed(raw))
            self._smtp.send(b".\r\n")
        except (OSError, smtplib.SMTPException) as error:
            self.broken = True
            raise Deferred(f"the connection broke before the final dot: {error}") from error
        self.broken = True  # until the answer is there
        code, text = self._smtp.getreply()
        self.broken, self._used, self.mails = False, time.monotonic(), self.mails + 1
        if code // 100 == 2:
            return _said(code, text)[:400]
        self._refuse("the mail", code, text)
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Hang up; politely where the connection still stands."""
        with contextlib.suppress(OSError, smtplib.SMTPException):
            if self._process == os.getpid() and not self.broken:
                self._smtp.quit()
        with contextlib.suppress(OSError):
            self._smtp.close()

    def _judge(self, answers: list[tuple[int, bytes]]) -> None:
        """Raise for the first answer that is a no; a server that would take a mail for nobody is given an empty one."""
        refused = next(((n, *answer) for n, answer in enumerate(answers) if answer[0] // 100 != (2, 2, 3)[n]), None)
        if refused is None:
            return
        number, code, text = refused
        try:
            if self._pipelining and answers[2][0] // 100 == 3:
                self._smtp.send(b".\r\n")
                self._smtp.getreply()
            elif number:
                self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.broken = True
        self._refuse(("the sender", "the recipient", "the mail")[number], code, text)

    def _refuse(self, what: str, code: int, text: bytes) -> None:
        told = f"{what} is refused: {_said(code, text)}"
        if code == 421 or code < 200:
            self.broken = True
        if what == "the sender" or code // 100 != 5:
            # That the server does not take our sender says nothing of the recipient: no mail is lost of it.
            raise Deferred(told, everybody=what == "the sender" or code == 421)
        raise Rejected(told, hard=_is_hard(what, code, text.decode(errors="replace")))


def _connect(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    how = {"local_hostname": settings.AICMO_MAIL_DOMAIN, "timeout": TIMEOUT_SECONDS}
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, context=context, **how)
    else:
        smtp = smtplib.SMTP(server.host, server.port, **how)
    try:
        # The dot is a packet of its own: it must not wait for the answer to the one before.
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            smtp.starttls(context=context)
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _stuffed(raw: bytes) -> bytes:
    """A line that begins with a dot gets one more (RFC 5321 4.5.2); the mail ends with a line's end."""
    stuffed = re.sub(rb"(?m)^\.", b"..", raw)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _is_hard(what: str, code: int, text: str) -> bool:
    """Whether the address itself is bad: as the enhanced status says (RFC 3463), else a recipient refused not for a policy."""
    if found := _ENHANCED.match(text):
        return f"{found[2]}.{found[3]}" in _NO_SUCH_ADDRESS
    return what == "the recipient" and code in (550, 551, 553) and not _POLICY.search(text)


def _said(code: int, text: bytes) -> str:
    return f"{code} {' '.join(text.decode(errors='replace').split())}"[:300]
