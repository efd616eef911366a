"""Staff pages of cam."""

from apps.cam.admin import appointments, campaigns, leads, mails, queue

__all__ = ["appointments", "campaigns", "leads", "mails", "queue"]
