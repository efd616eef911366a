"""`manage.py create_owner EMAIL`: the first owner of a fresh installation."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.identity import services
from kernel.actors import worker
from kernel.errors import DomainError


class Command(BaseCommand):
    """Asks for a password (or takes AICMO_OWNER_PASSWORD); exit code 2 says what was wrong with the input."""

    help = "Create an owner of the agency, who can then make all other accounts in the admin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the owner's name")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        password = os.environ.get("AICMO_OWNER_PASSWORD") or (getpass.getpass("Password: ") if sys.stdin.isatty() else "")
        if not password:
            self._stop("there is no password.", "Type one, or set AICMO_OWNER_PASSWORD.")
        try:
            made = services.create_owner(actor=worker("identity"), email=email, name=name, password=password)
        except DomainError as error:
            self._stop(error.detail, error.remedy)
        self.stdout.write(f"{made.email} is an owner now. Sign in at /accounts/login/ with the password.")

    def _stop(self, what: str, remedy: str) -> None:
        self.stderr.write(f"create_owner: {what} {remedy}".strip())
        sys.exit(2)
