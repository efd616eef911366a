"""Staff pages of cam."""

from apps.cam.admin import appointments, campaigns, inbox, leads, mails, queue, sequences, sources

__all__ = ["appointments", "campaigns", "inbox", "leads", "mails", "queue", "sequences", "sources"]
