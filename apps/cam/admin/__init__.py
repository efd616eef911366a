"""Staff pages of cam."""

from apps.cam.admin import campaigns, leads, mails, queue, sources

__all__ = ["campaigns", "leads", "mails", "queue", "sources"]
