"""A real Dovecot on a free port of 127.0.0.1, with one user whose mails lie in a Maildir that tests write to."""

from __future__ import annotations

import contextlib
import getpass
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Missing, free_port

USER, PASSWORD = "desk", "secret"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
first_valid_uid = 1
first_valid_gid = 1
mail_uid = {owner}
mail_gid = {group}
default_login_user = {owner}
default_internal_user = {owner}
default_internal_group = {group}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={folder}
}}
"""


@contextlib.contextmanager
def running() -> Iterator[Dovecot]:
    """A started one in a folder of its own. Without the program the test is skipped, and fails where CI=true."""
    with tempfile.TemporaryDirectory(prefix="aicmo-imap-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            server = Dovecot(folder)
        except Missing as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(str(error))
        server.start()
        try:
            yield server
        finally:
            server.stop()


class Dovecot:
    """`put` delivers a mail, `renumber` gives all UIDs out anew, `flags` shows what a reader left behind."""

    def __init__(self, folder: Path) -> None:
        self.program = shutil.which("dovecot") or "/usr/sbin/dovecot"
        if not os.access(self.program, os.X_OK):
            raise Missing("Dovecot is not installed (Debian: apt-get install dovecot-imapd)")
        self.folder, self.port, self.mails = folder, free_port(), folder / "mail"
        self.owner = "nobody" if os.geteuid() == 0 else getpass.getuser()
        account = pwd.getpwnam(self.owner)
        self._ids = account.pw_uid, account.pw_gid
        self.process: subprocess.Popen | None = None
        self._count, self._validity = 0, 1000

    @property
    def url(self) -> str:
        """As AICMO_IMAP_URL takes it."""
        return f"imap+plain://{USER}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    def start(self) -> None:
        """Write the configuration, start it and wait until it answers."""
        for part in ("run", "mail", "mail/new", "mail/cur", "mail/tmp"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
            os.chown(self.folder / part, *self._ids)
        group = grp.getgrgid(self._ids[1]).gr_name
        values = {"folder": self.folder, "owner": self.owner, "group": group, "port": self.port, "password": PASSWORD}
        config = self.folder / "dovecot.conf"
        config.write_text(CONFIG.format(**values))
        self.process = subprocess.Popen([self.program, "-F", "-c", str(config)])
        end = time.monotonic() + 20
        while not self._answers():
            if time.monotonic() > end:
                log = self.folder / "dovecot.log"
                raise RuntimeError(f"Dovecot did not start: {log.read_text()[-2000:] if log.exists() else 'no log'}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)
            self.process = None

    def put(self, raw: bytes) -> None:
        """Deliver one mail, as a delivery agent does."""
        self._count += 1
        path = self.mails / "tmp" / f"{time.time():.6f}.{self._count:05d}.test"
        path.write_bytes(raw)
        os.chown(path, *self._ids)
        path.rename(self.mails / "new" / path.name)

    def renumber(self) -> None:
        """As after a restore: other UIDs, another UIDVALIDITY, the same mails."""
        for path in self.mails.glob("dovecot*"):
            path.unlink()
        self._validity += 1
        listed = self.mails / "dovecot-uidlist"
        listed.write_text(f"3 V{self._validity} N1 G{self._validity:032x}\n")
        os.chown(listed, *self._ids)

    def flags(self) -> list[str]:
        """Maildir flags of every mail ("S" is seen), "" while nobody marked it."""
        return [path.name.partition(":2,")[2] for part in ("new", "cur") for path in sorted((self.mails / part).iterdir())]

    def _answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
