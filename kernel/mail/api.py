"""Mail providers that take mails over an HTTP API, behind the same port as SMTP; the vendors' dialects are django-anymail's."""

from __future__ import annotations

import email
import email.policy
import os
import threading
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

import requests
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives, get_connection

from kernel.errors import NotConfigured
from kernel.mail.transports import Deferred, Rejected

PROVIDERS = (
    "brevo",
    "mailersend",
    "mailgun",
    "mailjet",
    "mailtrap",
    "mandrill",
    "postal",
    "postmark",
    "resend",
    "scaleway",
    "sparkpost",
)
"""What AICMO_MAIL_API may name; each is asked with the names of options that django-anymail documents for it."""
TIMEOUT_SECONDS = 30
_LATER, _KEY = (408, 425, 429, 503), (401, 403)
_OURS = ("from", "to", "subject", "content-type", "content-transfer-encoding", "mime-version")
_KEEP_ID = {"postmark": {"X-PM-KeepID": "true"}}
"""What a provider has to be told so that it does not replace our Message-ID."""


class UnclearAnswer(Exception):
    """The provider said neither yes nor no: nobody can tell whether the mail left."""


class ApiTransport:
    """Hands mails to the provider that AICMO_MAIL_API names, over one kept connection per thread; it signs (DKIM) itself.

    The answer of `deliver` is the provider's own id of the mail. A provider cannot be asked later by our Message-ID, so a mail
    whose answer was lost waits for a person.
    """

    names_mails = True

    def __init__(self, options: dict[str, Any] | None = None) -> None:
        self._options = options
        self._kept = threading.local()

    def deliver(self, *, raw: bytes, sender: str, recipient: str, message_id: str) -> str:
        """Hand one mail in; returns the provider's id of it. Rejected, Deferred: it was not taken; anything else: it may be."""
        try:
            connection = self._connection()
        except NotConfigured as error:
            raise Deferred(f"no mail can leave: {error}", everybody=True) from error
        message = self._message(raw, recipient)
        try:
            connection.send_messages([message])
        except AnymailRecipientsRefused as error:
            raise _refused(message, recipient) from error
        except AnymailAPIError as error:
            raise self._judged(error) from error
        except (AnymailError, ValueError) as error:
            raise Rejected(f"the mail has not the form the provider wants: {error}"[:300], hard=False) from error
        status = message.anymail_status
        found = status.recipients.get(recipient)
        if found is not None and found.status in ("invalid", "rejected", "failed"):
            raise _refused(message, recipient)
        if found is None or found.status not in ("sent", "queued"):
            raise UnclearAnswer(f"the mail provider answered, but not whether it took the mail for {recipient}")
        return str(found.message_id or status.message_id)

    def lookup(self, *, recipient: str, message_id: str) -> bool | None:
        """Nobody can tell."""
        return None

    def check(self) -> None:
        """Raises NotConfigured where the provider is unknown or lacks an option. Whether its key is right only a mail tells."""
        self._connection()

    def _judged(self, error: AnymailAPIError) -> Exception:
        """What an error of the call means: not taken and to be tried again, refused, or unknown (the error itself)."""
        code, told = error.status_code, str(error).splitlines()[0][:300]
        if isinstance(error, requests.ConnectionError) and _never_connected(error):
            self._kept.connection = None
            return Deferred(f"the mail provider cannot be reached: {told}", everybody=True)
        if code in _LATER or code in _KEY:
            return Deferred(f"the mail provider says {code}: {told}", everybody=True)
        if code is not None and 400 <= code < 500:
            return Rejected(f"the mail provider says {code}: {told}", hard=False)
        self._kept.connection = None
        return error

    def _connection(self) -> Any:
        kept = getattr(self._kept, "connection", None)
        if kept is not None and self._kept.process == os.getpid():
            return kept
        options = dict(settings.AICMO_MAIL_API if self._options is None else self._options)
        name = options.pop("provider", "")
        if name not in PROVIDERS:
            raise NotConfigured(
                f"“{name}” is no mail provider.",
                remedy=f"Set AICMO_MAIL_API to a provider and its options; known are {', '.join(PROVIDERS)}.",
            )
        try:
            connection = get_connection(f"anymail.backends.{name}.EmailBackend", **{"timeout": TIMEOUT_SECONDS, **options})
            connection.open()
        except (ImproperlyConfigured, TypeError) as error:
            raise NotConfigured(
                f"AICMO_MAIL_API: {error}", remedy=f"Give the options that {name} needs, such as its key."
            ) from error
        self._kept.connection, self._kept.process, self._kept.name = connection, os.getpid(), name
        return connection

    def _message(self, raw: bytes, recipient: str) -> EmailMultiAlternatives:
        parsed: EmailMessage = email.message_from_bytes(raw, policy=email.policy.default)
        headers = {name: str(value) for name, value in parsed.items() if name.lower() not in _OURS}
        text, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
        made = EmailMultiAlternatives(
            subject=str(parsed["Subject"] or ""), body=text.get_content() if text else "", from_email=str(parsed["From"]),
            to=[str(parsed["To"]) if parseaddr(str(parsed["To"]))[1] == recipient else recipient],
            headers=headers | _KEEP_ID.get(self._kept.name, {}),
        )  # fmt: skip
        if html:
            made.attach_alternative(html.get_content(), "text/html")
        for part in parsed.walk():
            if part.get_content_type() == "text/calendar":
                made.attach("invitation.ics", part.get_content(), "text/calendar")  # a type with its method is refused by some
        return made


def _refused(message: EmailMultiAlternatives, recipient: str) -> Rejected:
    found = message.anymail_status.recipients.get(recipient)
    status = found.status if found else "rejected"
    return Rejected(f"the mail provider takes no mail for {recipient}: {status}", hard=status == "invalid")


def _never_connected(error: BaseException) -> bool:
    """Whether not a byte of the call left: no address, no connection, no certificate."""
    seen: BaseException | None = error
    while seen is not None:
        if type(seen).__name__ in (
            "NewConnectionError",
            "NameResolutionError",
            "ConnectTimeout",
            "ConnectTimeoutError",
            "SSLError",
        ):
            return True
        reason = getattr(seen, "reason", None)
        inner = next((a for a in seen.args if isinstance(a, BaseException)), None)
        seen = reason if isinstance(reason, BaseException) else inner or seen.__cause__
    return False
