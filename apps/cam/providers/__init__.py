"""What stands behind cam's ports: the inbox (IMAP; Maildir embedded), the DNS, and the fakes that ship."""

from apps.cam.providers.dns import DnsRecords, FakeDns
from apps.cam.providers.imap import ImapInbox
from apps.cam.providers.inbox import FakeInbox, Inbox, MaildirInbox, RawMail

__all__ = ["DnsRecords", "FakeDns", "FakeInbox", "ImapInbox", "Inbox", "MaildirInbox", "RawMail"]
