"""What stands behind cam's ports: the inbox (IMAP; Maildir embedded), and the fake that ships."""

from apps.cam.providers.imap import ImapInbox
from apps.cam.providers.inbox import FakeInbox, Inbox, MaildirInbox, RawMail

__all__ = ["FakeInbox", "ImapInbox", "Inbox", "MaildirInbox", "RawMail"]
