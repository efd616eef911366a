"""The mails of `faults.mails`."""

from __future__ import annotations

from kernel import mail
from kernel.db import atomic


def queue(*, count: int) -> int:
    """Queue so many mails, a hundred per transaction."""
    for first in range(0, count, 100):
        with atomic("identity"):
            for number in range(first, min(first + 100, count)):
                values = {"key": f"fire:{number}", "to": f"person{number}@firm.example", "subject": "Hello", "text": "Hello."}
                mail.queue(app="identity", purpose="service", **values)
    return count
