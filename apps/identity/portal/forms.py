"""The two sign-in forms."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm


class CodeForm(RequestLoginCodeForm):
    """An address to which a code goes. Staff need their password: for them no code is sent, and the answer is the same."""

    def clean_email(self) -> str:
        email = super().clean_email()
        if self._user is not None and self._user.is_staff:
            self._user = None
        return email


class PasswordForm(LoginForm):
    """Address and password, for staff."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
