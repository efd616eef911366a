"""What identity does when the framework tells that somebody signed in or out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from apps.identity import services
from kernel.actors import worker


@receiver(user_logged_in, dispatch_uid="identity.note_sign_in")
def note_sign_in(sender: Any, request: Any, user: Any, **_: Any) -> None:
    """Keep the browser in the person's list of sessions."""
    if not request.session.session_key:
        request.session.save()
    request.session.pop("guest", None)
    services.note_sign_in(
        actor=worker("identity"),
        user_id=user.pk,
        session_key=request.session.session_key,
        ip=request.META.get("REMOTE_ADDR", ""),
        user_agent=request.META.get("HTTP_USER_AGENT", ""),
    )


@receiver(user_logged_out, dispatch_uid="identity.note_sign_out")
def note_sign_out(sender: Any, request: Any, user: Any, **_: Any) -> None:
    """Take the browser off the list."""
    if request.session.session_key:
        services.note_sign_out(actor=worker("identity"), session_key=request.session.session_key)
