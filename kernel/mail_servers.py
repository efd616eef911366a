"""Where mail is handed in and where it comes in, as addresses in the settings."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from django.conf import settings

from kernel.errors import NotConfigured

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25, "imap": 143, "imaps": 993, "imap+plain": 143}


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """A mail server. `security` is starttls (a must), tls (from the first byte) or plain (none). `folder` is for IMAP."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""
    folder: str = ""

    @property
    def is_local(self) -> bool:
        """Whether the host is this machine, where plain text is read by nobody else."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False

    @classmethod
    def configured(cls, protocol: str, what: str) -> Server:
        """The server that AICMO_SMTP_URL or AICMO_IMAP_URL names; NotConfigured: there is no `what`, or not so."""
        name = f"AICMO_{protocol.upper()}_URL"
        url = getattr(settings, name)
        if not url:
            raise NotConfigured(f"There is no {what}.", remedy=f"Set {name}, e.g. {protocol}s://user:password@host.")
        try:
            return cls.at(url, protocol)
        except ValueError as error:
            raise NotConfigured(f"There is no {what}: {name} cannot be used.", remedy=f"{str(error).capitalize()}.") from error

    @classmethod
    def at(cls, url: str, protocol: str = "smtp") -> Server:
        """From smtp://user:password@host:587 or imaps://user:password@host/Folder; ValueError says what is wrong with it."""
        parts = urlsplit(url)
        schemes = {protocol: "starttls", f"{protocol}s": "tls", f"{protocol}+plain": "plain"}
        if parts.scheme not in schemes or not parts.hostname:
            raise ValueError(f"the server is written as {', '.join(f'{scheme}://host' for scheme in schemes)}")
        found = cls(
            host=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            security=schemes[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")),
        )
        if found.security == "plain" and not found.is_local:
            raise ValueError(f"{parts.scheme}:// is for a server on this machine; use {protocol}:// or {protocol}s:// for others")
        return found
