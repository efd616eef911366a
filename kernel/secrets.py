"""Secrets that must be read back (signing keys, providers' keys): sealed with AES-256-GCM before they are stored.

The keys are AICMO_SEAL_KEYS: the first seals, each of them opens, so that a new key is put in front of the old one. A sealed
text names its key by a fingerprint and is bound to its `purpose` ("webhook:<id>"): copied to another row it does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from kernel.errors import NotConfigured

NONCE_BYTES = 12
_FORM = "s1"


class Unsealable(NotConfigured):
    """A stored secret cannot be read: its key is missing, or the stored text was changed or moved."""

    title = "A stored secret cannot be read"


def seal(text: str, *, purpose: str) -> str:
    """The text encrypted for one purpose; NotConfigured without a key."""
    secret = _secrets()[0]
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_key(secret)).encrypt(nonce, text.encode(), purpose.encode())
    return f"{_FORM}.{_fingerprint(secret)}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, *, purpose: str) -> str:
    """The text back; Unsealable if no key fits, or if the sealed text was changed or belongs to another purpose."""
    form, _, rest = sealed.partition(".")
    mark, _, data = rest.partition(".")
    secret = next((s for s in _secrets() if _fingerprint(s) == mark), None)
    if form != _FORM or secret is None:
        raise Unsealable("No key of this installation fits the stored secret.", remedy="Add the old key to AICMO_SEAL_KEYS.")
    try:
        raw = base64.urlsafe_b64decode(data)
        return AESGCM(_key(secret)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise Unsealable("The stored secret was changed or moved.", remedy="Make a new one.") from error


def _secrets() -> tuple[str, ...]:
    found = tuple(getattr(settings, "AICMO_SEAL_KEYS", ()))
    if not found:
        raise NotConfigured("There is no key to seal secrets with.", remedy="Set AICMO_SEAL_KEYS in the environment.")
    return found


def _key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"aicmo seal s1").derive(secret.encode())


def _fingerprint(secret: str) -> str:
    return hashlib.sha256(b"aicmo seal fingerprint:" + secret.encode()).hexdigest()[:8]
