"""An IMAP folder as inbox: read only, by UID, under the folder's UIDVALIDITY."""

from __future__ import annotations

import contextlib
import re
import threading
from datetime import timedelta
from imaplib import IMAP4

from django.conf import settings
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from apps.cam.providers.inbox import READ_AT_MOST, RawMail
from kernel import clock
from kernel.errors import NotConfigured
from kernel.mail_servers import Server

TIMEOUT_SECONDS = 30
FIRST_LOOK_DAYS = 14
"""How far back a folder is read whose UIDs are not known: for the first time, or after they were given out anew (RFC 3501
2.3.1.1). What of it was stored before is recognised by its fingerprint."""
_SIZE = re.compile(rb"UID (\d+).*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+).*?UID (\d+)")


class ImapInbox:
    """The folder named in AICMO_IMAP_URL. Flags stay as they are: the place of the last stored mail says what is new."""

    name = "imap"

    def __init__(self, server: Server | None = None) -> None:
        self._server = server
        self._kept = threading.local()

    @property
    def server(self) -> Server:
        """Where; NotConfigured if nobody said so."""
        if self._server is None:
            if not settings.AICMO_IMAP_URL:
                raise NotConfigured("There is no inbox.", remedy="Set AICMO_IMAP_URL, e.g. imaps://user:password@host/INBOX.")
            self._server = Server.at(settings.AICMO_IMAP_URL, "imap")
        return self._server

    def check(self) -> None:
        """Raises what keeps answers from coming in: no such host, a login that is refused, a folder that is not there."""
        self.close()
        self._open()

    def fetch(self, *, limit: int, after: str = "") -> list[RawMail]:
        """At most `limit` mails behind the place `after` ("<uidvalidity>:<uid>"), by UID; raises OSError or IMAP4.error."""
        try:
            return self._fetch(limit, after)
        except (IMAP4.abort, OSError):
            if getattr(self._kept, "box", None) is None:
                raise
            self.close()  # a connection that idled too long: once more with a new one
            return self._fetch(limit, after)

    def done(self, uid: str) -> None:
        """Nothing is marked or moved."""

    def close(self) -> None:
        """Hang up."""
        box, self._kept.box = getattr(self._kept, "box", None), None
        if box is not None:
            with contextlib.suppress(IMAP4.error, OSError):
                box.logout()

    def _fetch(self, limit: int, after: str) -> list[RawMail]:
        client, validity = self._select()
        known, _, last = after.partition(":")
        if known == validity and last.isdigit():
            found = [
                uid for uid in self._search(client, f"UID {int(last) + 1}:*") if uid > int(last)
            ]  # `n:*` names the last mail too
        else:
            found = self._search(client, f"SINCE {clock.now() - timedelta(days=FIRST_LOOK_DAYS):%d-%b-%Y}")
        taken = sorted(found)[:limit]
        sizes = self._sizes(client, taken)
        return [
            RawMail(uid=f"{validity}:{uid}", size=sizes[uid], raw=self._raw(client, uid), place=f"{validity}:{uid}")
            for uid in taken
            if uid in sizes  # not deleted by somebody since
        ]

    def _open(self) -> BaseMailBox:
        server = self.server
        kinds = {"tls": MailBox, "starttls": MailBoxStartTls, "plain": MailBoxUnencrypted}
        box = kinds[server.security](server.host, port=server.port, timeout=TIMEOUT_SECONDS)
        try:
            box.login(server.user, server.password, initial_folder=None)
            box.folder.set(server.folder or "INBOX", readonly=True)
        except BaseException:
            with contextlib.suppress(IMAP4.error, OSError):
                box.client.logout()
            raise
        self._kept.box = box
        return box

    def _select(self) -> tuple[IMAP4, str]:
        box = getattr(self._kept, "box", None)
        if box is None:
            box = self._open()
        else:
            # Selecting again shows what came since, and whether the UIDs still are what they were.
            box.folder.set(self.server.folder or "INBOX", readonly=True)
        return box.client, box.client.response("UIDVALIDITY")[1][0].decode()

    def _search(self, client: IMAP4, wanted: str) -> list[int]:
        return [int(uid) for uid in (_ok(client.uid("SEARCH", None, wanted))[0] or b"").split()]

    def _sizes(self, client: IMAP4, uids: list[int]) -> dict[int, int]:
        if not uids:
            return {}
        found = {}
        for line in _ok(client.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")):
            if isinstance(line, bytes) and (match := _SIZE.search(line)):
                uid, size = (match[1], match[2]) if match[1] else (match[4], match[3])
                found[int(uid)] = int(size)
        return found

    def _raw(self, client: IMAP4, uid: int) -> bytes:
        """PEEK leaves \\Seen alone; a part of the whole where it is too large to be read."""
        parts = _ok(client.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{READ_AT_MOST + 1}>)"))
        return next((part[1] for part in parts if isinstance(part, tuple)), b"")


def _ok(answer: tuple[str, list]) -> list:
    kind, found = answer
    if kind != "OK":
        raise IMAP4.error(f"the server says {kind}: {found}")
    return found
