"""How allauth behaves here: nobody signs up by themselves, mail goes through the house's door, people go where they belong."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the agency (`create_staff`, `open_client_account`, `add_member`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """The subject as our template has it."""
        return subject.strip()

    def generate_login_code(self) -> str:
        """Six digits: easy to type on a phone; five tries, then a new code is needed."""
        return "".join(secrets.choice("0123456789") for _ in range(6))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff to the cockpit, clients to what waits for them."""
        return "/admin/" if request.user.is_staff else "/portal/"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page one lands on says enough; allauth's “Successfully signed in as …” would only repeat it."""
