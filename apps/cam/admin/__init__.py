"""Staff pages of cam."""

from apps.cam.admin import campaigns, inbox, leads, mails, queue, sources

__all__ = ["campaigns", "inbox", "leads", "mails", "queue", "sources"]
