"""DKIM signatures (RFC 6376) by RSA: relaxed/relaxed, with a key that is read once per process."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
import time
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from django.conf import settings

SIGNED = (
    "from", "to", "subject", "date", "message-id", "reply-to", "in-reply-to", "references", "mime-version", "content-type",
    "content-transfer-encoding", "auto-submitted", "list-unsubscribe", "list-unsubscribe-post",
)  # fmt: skip
"""Both List-Unsubscribe headers must be covered, or one-click does not count (RFC 8058 4)."""
MIN_BITS = 1024


def signed(raw: bytes, *, domain: str) -> bytes:
    """The mail with a signature of the domain in front; as it was, where AICMO_DKIM has no key for it.

    `raw` has CRLF line ends. Raises ValueError for a key that is none, OSError for a file that cannot be read.
    """
    entry = settings.AICMO_DKIM.get(domain.lower())
    if entry is None:
        return raw
    selector, path = entry
    key = _key(str(path))
    head, _, body = raw.partition(b"\r\n\r\n")
    fields = _fields(head)
    names = [name for name, _ in fields if name in SIGNED]
    value = (
        f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain.lower()}; s={selector}; t={int(time.time())};\r\n"
        f" h={':'.join(names)};\r\n bh={_digest(_relaxed_body(body))};\r\n b="
    )
    # Signers go from the bottom up where a header stands twice (RFC 6376 5.4.2).
    left, chosen = list(fields), []
    for name in names:
        place = max(n for n, (other, _) in enumerate(left) if other == name)
        chosen.append(left.pop(place)[1])
    covered = "".join(f"{line}\r\n" for line in chosen) + _relaxed("DKIM-Signature", value)
    digest = hashlib.sha256(covered.encode("utf-8", "surrogateescape")).digest()
    made = key.sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
    text = base64.b64encode(made).decode()
    folded = "\r\n ".join(text[n : n + 72] for n in range(0, len(text), 72))
    return f"DKIM-Signature: {value}{folded}\r\n".encode() + raw


def published(domain: str) -> tuple[str, str] | None:
    """What AICMO_DKIM wants published for a domain: selector and public key in base64 (`p=`); None if it has no key for it.

    Raises as `signed` does.
    """
    entry = settings.AICMO_DKIM.get(domain.lower())
    if entry is None:
        return None
    selector, path = entry
    public = _key(str(path)).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return selector, base64.b64encode(public.public_bytes(serialization.Encoding.DER, form)).decode()


@functools.lru_cache(maxsize=256)
def _key(path: str) -> rsa.RSAPrivateKey:
    found = serialization.load_pem_private_key(Path(path).read_bytes(), password=None)
    if isinstance(found, rsa.RSAPrivateKey) and found.key_size >= MIN_BITS:
        return found
    raise ValueError(f"{path} holds no RSA key of {MIN_BITS} bits or more")


def _fields(head: bytes) -> list[tuple[str, str]]:
    """Every header's lower-case name and relaxed form, in order; continuation lines belong to the header before."""
    lines = re.split(r"\r\n(?![ \t])", head.decode("utf-8", "surrogateescape"))
    parts = [line.partition(":") for line in lines if ":" in line]
    return [(name.strip().lower(), _relaxed(name, value)) for name, _, value in parts]


def _relaxed(name: str, value: str) -> str:
    unfolded = re.sub(r"[ \t]+", " ", value.replace("\r\n", "")).strip(" \t")
    return f"{name.strip().lower()}:{unfolded}"


def _relaxed_body(body: bytes) -> bytes:
    """RFC 6376 3.4.4: no blanks at the ends of lines, one in place of many, no empty lines at the end."""
    body = re.sub(rb"[ \t]+(?=\r\n|\Z)", b"", re.sub(rb"[ \t]+", b" ", body))
    body = re.sub(rb"(\r\n)+\Z", b"", body)
    return body + b"\r\n" if body else b""


def _digest(body: bytes) -> str:
    return base64.b64encode(hashlib.sha256(body).digest()).decode()
