"""How people prove who they are: allauth's backend, called from here so that reads of users count as identity's."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class Backend(AuthenticationBackend):
    """Password and code sign-in by e-mail address."""

    def get_user(self, user_id: Any) -> Any:
        """The active user of a session."""
        return super().get_user(user_id)

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """The user whose credentials these are, None if they are wrong. Passwords are for staff: a client's opens nothing."""
        user = super().authenticate(request, **credentials)
        return user if user is None or user.is_staff else None
