"""Staff pages of observability."""

from apps.observability.admin import watching, webhooks

__all__ = ["watching", "webhooks"]
