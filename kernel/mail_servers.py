"""Where mail is handed in, as an address in the settings."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """Where mail is handed in. `security` is smtp (STARTTLS is a must), smtps (TLS from the first byte) or smtp+plain (none)."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""

    @property
    def is_local(self) -> bool:
        """Whether the host is this machine, where plain text is read by nobody else."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False

    @classmethod
    def at(cls, url: str) -> Server:
        """From smtp://user:password@host:587; ValueError says what is wrong with it."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError(f"a mail server is written as {', '.join(f'{scheme}://host' for scheme in PORTS)}")
        found = cls(
            host=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            security=parts.scheme,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )
        if found.security == "smtp+plain" and not found.is_local:
            raise ValueError("smtp+plain:// is for a server on this machine; use smtp:// or smtps:// for any other")
        return found
