"""What stands behind cam's ports: the inbox (Maildir embedded), and the fake that ships."""

from apps.cam.providers.inbox import FakeInbox, Inbox, MaildirInbox, RawMail

__all__ = ["FakeInbox", "Inbox", "MaildirInbox", "RawMail"]
