"""Staff pages of cam."""

from apps.cam.admin import appointments, batches, campaigns, inbox, leads, mails, queue, sequences, sources

__all__ = ["appointments", "batches", "campaigns", "inbox", "leads", "mails", "queue", "sequences", "sources"]
