"""What stands behind cam's ports: the inbox (IMAP; Maildir embedded), the DNS, those who know people and firms, and the fakes."""

from apps.cam.providers.apollo import ApolloMatch, ApolloSearch
from apps.cam.providers.dns import DnsRecords, FakeDns
from apps.cam.providers.hunter import HunterDomains, HunterFinder, HunterVerifier
from apps.cam.providers.imap import ImapInbox
from apps.cam.providers.inbox import FakeInbox, Inbox, MaildirInbox, RawMail
from apps.cam.providers.mail_hosts import DnsMailHosts
from apps.cam.providers.source_fakes import FakeEnricher, FakeMailHosts, FakeSource, FakeVerifier
from apps.cam.providers.sources import Enricher, LeadSource, MailHosts, Verifier

__all__ = [
    "ApolloMatch",
    "ApolloSearch",
    "DnsMailHosts",
    "DnsRecords",
    "Enricher",
    "FakeDns",
    "FakeEnricher",
    "FakeInbox",
    "FakeMailHosts",
    "FakeSource",
    "FakeVerifier",
    "HunterDomains",
    "HunterFinder",
    "HunterVerifier",
    "ImapInbox",
    "Inbox",
    "LeadSource",
    "MailHosts",
    "MaildirInbox",
    "RawMail",
    "Verifier",
]
