"""Staff pages of cam."""

from apps.cam.admin import campaigns, inbox, leads, mails, queue, sequences, sources

__all__ = ["campaigns", "inbox", "leads", "mails", "queue", "sequences", "sources"]
