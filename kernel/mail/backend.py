"""Django's EMAIL_BACKEND: sends into the same door, so that every library's mail passes it too."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from kernel.context import writing
from kernel.db import atomic
from kernel.ids import new_id
from kernel.mail.door import queue


class DoorBackend(BaseEmailBackend):
    """Queues each recipient's copy as a service mail of identity (libraries send only sign-in and account mail)."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        count = 0
        for message in email_messages:
            html = next((c for c, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
            for recipient in message.recipients():
                self._queue(message, recipient, html)
                count += 1
        return count

    def _queue(self, message: EmailMessage, recipient: str, html: str) -> None:
        values = {
            "app": "identity",
            "purpose": "service",
            "to": recipient,
            "subject": message.subject,
            "text": message.body,
            "html": html,
            "key": f"django:{new_id().hex}",
        }
        if writing() == "identity":
            queue(**values)
            return
        with atomic("identity"):
            queue(**values)
