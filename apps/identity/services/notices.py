"""Mails of identity to people who have just been given access."""

from __future__ import annotations

from django.conf import settings

from apps.identity.contracts import Role
from apps.identity.models import Membership, User
from kernel import mail


def welcome_member(row: Membership) -> None:
    """Tell a client's person what they can see now and how to sign in. Inside a command; once per membership."""
    may = "see and decide" if row.role == Role.CLIENT_APPROVER else "see"
    text = (
        f"Hello{f' {row.user.name}' if row.user.name else ''},\n\n"
        f"you can now {may} what we prepare for {row.client.name}: drafts, packages, reports and invoices.\n\n"
        f"Sign in here with this address; we send you a code, you need no password:\n{settings.AICMO_PUBLIC_URL}/portal/\n\n"
        "You did not expect this? Then ignore this mail."
    )
    subject = f"Your access to {row.client.name}"
    mail.queue(
        app="identity",
        purpose="service",
        to=row.user.email,
        subject=subject,
        text=text,
        key=f"member:{row.id}",
        client_id=row.client_id,
    )


def welcome_staff(row: User) -> None:
    """Tell a new colleague how to set a password. Inside a command; once per person."""
    text = (
        f"Hello{f' {row.name}' if row.name else ''},\n\n"
        f"you have an account with the agency, as {Role(row.role).label.lower()}.\n\n"
        f"Set your password here, then sign in:\n{settings.AICMO_PUBLIC_URL}/accounts/password/reset/"
    )
    mail.queue(app="identity", purpose="service", to=row.email, subject="Your account", text=text, key=f"staff:{row.id}")
