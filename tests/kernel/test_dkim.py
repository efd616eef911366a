"""DKIM: what we sign, another implementation verifies; what was changed on the way it does not."""

import base64

import dkim as reference
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from kernel.mail import dkim
from kernel.mail.mime import build
from kernel.models import Mail
from kernel.testing import NOW

DOMAIN = "agency.example"


def _pem(key):
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


@pytest.fixture
def record(tmp_path, settings):
    """A key in the settings; its DNS record, as the library asks for it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    path = tmp_path / "key.pem"
    path.write_bytes(_pem(key))
    settings.AICMO_DKIM = {DOMAIN: ("s1", str(path))}
    text = f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}".encode()
    return lambda name, timeout=5: text if name == f"s1._domainkey.{DOMAIN}.".encode() else None


def raw(**values):
    fields = {
        "sender": f"Müller & Söhne <desk@{DOMAIN}>", "recipient": "ada@example.org", "recipient_name": "Ada Löve",
        "subject": "Grüße – a subject that is so long that it has to be folded over more than one line, and then some more",
        "text": "Grüße,\n\n.a dot\n\ttabs  and   blanks \n\n\n", "message_id": f"<1@{DOMAIN}>", "created_at": NOW,
        "headers": {"List-Unsubscribe": "<https://x.example/u>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    }  # fmt: skip
    return build(Mail(**(fields | values)))


def verified(found, record):
    return reference.verify(found, dnsfunc=record)


def test_another_implementation_verifies_our_signature(record):
    found = dkim.signed(raw(), domain=DOMAIN)

    assert verified(found, record)
    signature = found.partition(b"\r\nFrom:")[0].lower()
    assert b"list-unsubscribe:list-unsubscribe-post" in signature and b":from:" in b":" + signature.partition(b"h=")[2]


@pytest.mark.parametrize(
    "change", [(b"=C3=BC", b"=C3=BD"), (b"ada@example.org", b"eve@example.org"), (b"x.example/u", b"y.example/u")]
)
def test_a_changed_mail_is_not_verified(record, change):
    found = dkim.signed(raw(), domain=DOMAIN)
    assert change[0] in found

    assert not verified(found.replace(*change), record)


@pytest.mark.parametrize("text", ["", "\n\n", "one", "no end\n\n\n\n", "  blanks  \n \n\t\n"])
def test_odd_bodies_are_verified_too(record, text):
    assert verified(dkim.signed(raw(text=text or " "), domain=DOMAIN), record)


def test_a_domain_without_a_key_is_not_signed(settings):
    settings.AICMO_DKIM = {}

    found = raw()
    assert dkim.signed(found, domain=DOMAIN) == found


@pytest.mark.parametrize("key", [b"none", None])
def test_what_is_no_rsa_key_is_refused(tmp_path, settings, key):
    path = tmp_path / "other.pem"
    path.write_bytes(key or _pem(ec.generate_private_key(ec.SECP256R1())))
    settings.AICMO_DKIM = {DOMAIN: ("s1", str(path))}

    with pytest.raises(ValueError, match=r"PEM|RSA"):
        dkim.signed(raw(), domain=DOMAIN)


def test_every_byte_of_a_mail_is_ascii_with_crlf():
    found = raw()

    assert found.isascii() and b"\n" not in found.replace(b"\r\n", b"") and max(map(len, found.split(b"\r\n"))) < 999
