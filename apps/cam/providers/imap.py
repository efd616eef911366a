"""An IMAP folder as inbox: read only, by UID, under the folder's UIDVALIDITY."""

from __future__ import annotations

import contextlib
import hashlib
import re
import threading
from datetime import timedelta
from imaplib import IMAP4

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from apps.cam.providers.inbox import READ_AT_MOST, RawMail
from kernel import clock
from kernel.mail_servers import Server

TIMEOUT_SECONDS = 30
AT_ONCE = 100 * 1024 * 1024
"""Bytes that are held at a time, whatever the number of mails."""
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
        return self._server or Server.configured("imap", "inbox")

    def check(self) -> None:
        """Raises what keeps answers from coming in: no such host, a login that is refused, a folder that is not there."""
        self.close()
        self._open()

    def fetch(self, *, limit: int, after: str = "") -> list[RawMail]:
        """At most `limit` mails behind the place `after`, by UID, and one or AT_ONCE bytes of them; OSError or IMAP4.error.

        A place is "<account>:<uidvalidity>:<uid>": UIDs of another account say nothing of this one.
        """
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
        folder = f"{self._account()}:{validity}"
        known, _, last = after.rpartition(":")
        if known == folder and last.isdigit():
            found = [
                uid for uid in self._search(client, f"UID {int(last) + 1}:*") if uid > int(last)
            ]  # `n:*` names the last mail too
        else:
            found = self._search(client, f"SINCE {clock.now() - timedelta(days=FIRST_LOOK_DAYS):%d-%b-%Y}")
        taken, read, mails = sorted(found)[:limit], 0, []
        sizes = self._sizes(client, taken)
        for uid in taken:
            if uid not in sizes:
                continue  # deleted by somebody since
            read += min(sizes[uid], READ_AT_MOST)
            if mails and read > AT_ONCE:
                break
            place = f"{folder}:{uid}"
            mails.append(RawMail(uid=place, size=sizes[uid], raw=self._raw(client, uid), place=place))
        return mails

    def _account(self) -> str:
        server = self.server
        return hashlib.sha256(f"{server.user}@{server.host}:{server.port}/{server.folder}".encode()).hexdigest()[:12]

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
