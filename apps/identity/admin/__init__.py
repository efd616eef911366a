"""Staff pages of identity."""

from apps.identity.admin import credentials, people

__all__ = ["credentials", "people"]
