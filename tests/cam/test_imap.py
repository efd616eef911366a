"""The inbox over IMAP, against a real server: nothing is marked, nothing is read twice, UIDs given out anew are noticed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from apps.cam.models import InboundEmail, InboxPlace
from apps.cam.providers import FakeInbox, ImapInbox, MaildirInbox
from kernel import clock
from kernel.errors import NotConfigured
from kernel.mail_servers import Server
from tests.imap_server import running

MAIL = (
    b"From: Ada <ada@example.org>\r\nTo: desk@aicmo.example\r\nSubject: Mail %d\r\nMessage-ID: <%d@example.org>\r\n\r\n"
    b"Number %d.\r\n"
)


@pytest.fixture(scope="module")
def dovecot():
    with running() as server:
        yield server


@pytest.fixture
def box(dovecot):
    """The inbox of an empty folder. The server's days are real ones: the business clock stands at most at today."""
    for part in ("new", "cur"):
        for path in (dovecot.mails / part).iterdir():
            path.unlink()
    found = ImapInbox(Server.at(dovecot.url, "imap"))
    yield found
    found.close()


def put(dovecot, *numbers):
    for number in numbers:
        dovecot.put(MAIL % (number, number, number))


def subjects(mails):
    return [int(mail.raw.partition(b"Subject: Mail ")[2].split(b"\r\n")[0]) for mail in mails]


def test_new_mails_come_in_order_and_stay_unread(dovecot, box):
    put(dovecot, 1, 2, 3)

    first = box.fetch(limit=2)
    rest = box.fetch(limit=10, after=first[-1].place)

    assert subjects(first) == [1, 2] and subjects(rest) == [3]
    assert all(mail.size == len(mail.raw) for mail in first)
    assert dovecot.flags() == ["", "", ""]
    assert box.fetch(limit=10, after=rest[-1].place) == []  # `n:*` names the last mail, whatever n


def test_what_was_not_stored_is_fetched_again(dovecot, box):
    put(dovecot, 1, 2)

    assert subjects(box.fetch(limit=10)) == subjects(box.fetch(limit=10)) == [1, 2]


def test_mails_that_came_after_the_connection_was_made_are_seen(dovecot, box):
    put(dovecot, 1)
    place = box.fetch(limit=10)[-1].place
    put(dovecot, 2)

    assert subjects(box.fetch(limit=10, after=place)) == [2]


def test_uids_given_out_anew_have_the_folder_read_anew(dovecot, box):
    put(dovecot, 1, 2)
    before = box.fetch(limit=10)[-1].place
    box.close()
    dovecot.renumber()

    found = box.fetch(limit=10, after=before)

    assert subjects(found) == [1, 2] and found[-1].place.rpartition(":")[0] != before.rpartition(":")[0]


def test_a_connection_that_was_lost_is_made_anew(dovecot, box):
    put(dovecot, 1)
    box.fetch(limit=10)
    box._kept.box.client.sock.close()

    assert subjects(box.fetch(limit=10)) == [1]


def test_a_mail_that_is_too_large_is_cut(dovecot, box, monkeypatch):
    monkeypatch.setattr("apps.cam.providers.imap.READ_AT_MOST", 60)
    put(dovecot, 1)

    (found,) = box.fetch(limit=10)

    assert len(found.raw) == 61 and found.size > 61


def test_a_place_of_another_account_says_nothing_of_this_one(dovecot, box):
    put(dovecot, 1)
    place = box.fetch(limit=10)[-1].place
    other = ImapInbox(replace(box.server, folder="inbox"))  # the same mails under another name

    assert box.fetch(limit=10, after=place) == [] and subjects(other.fetch(limit=10, after=place)) == [1]
    other.close()


def test_no_more_bytes_are_held_than_may_be_but_one_mail_always_comes(dovecot, box, monkeypatch):
    put(dovecot, 1, 2, 3)
    size = box.fetch(limit=1)[0].size
    monkeypatch.setattr("apps.cam.providers.imap.AT_ONCE", 2 * size)
    assert subjects(box.fetch(limit=10)) == [1, 2]
    monkeypatch.setattr("apps.cam.providers.imap.AT_ONCE", 1)

    assert subjects(box.fetch(limit=10)) == [1]


def test_a_wrong_login_or_folder_is_an_error_and_not_an_empty_inbox(dovecot):
    right = Server.at(dovecot.url, "imap")
    for wrong in (
        Server(host=right.host, port=right.port, security="plain", user="desk", password="wrong", folder="INBOX"),
        Server(host=right.host, port=right.port, security="plain", user="desk", password="secret", folder="None"),
        Server(host=right.host, port=1, security="plain", user="desk", password="secret"),
    ):
        with pytest.raises(Exception):  # noqa: B017 - of the library, of the driver, of the system
            ImapInbox(wrong).fetch(limit=1)
        with pytest.raises(Exception):  # noqa: B017
            ImapInbox(wrong).check()


def test_without_a_server_it_says_what_to_set(settings):
    settings.AICMO_IMAP_URL = ""

    with pytest.raises(NotConfigured):
        ImapInbox().check()


def test_the_cycle_stores_each_mail_once_also_when_uids_change(harness, dovecot, box):
    harness.use("cam.inbox", box)
    clock.advance(min(datetime.now(UTC), clock.now() + timedelta(days=3650)) - clock.now())
    put(dovecot, 1, 2)
    harness.drain()
    place = InboxPlace.objects.get().place
    assert InboundEmail.objects.count() == 2

    box.close()
    dovecot.renumber()
    put(dovecot, 3)
    harness.drain()

    assert sorted(InboundEmail.objects.values_list("subject", flat=True)) == ["Mail 1", "Mail 2", "Mail 3"]
    assert InboxPlace.objects.get().place.rpartition(":")[0] != place.rpartition(":")[0]
    assert dovecot.flags() == ["", "", ""]


# One contract, whatever stands behind the port.


@pytest.fixture(params=["fake", "maildir", "imap"])
def any_inbox(request, dovecot, box):
    if request.param == "fake":
        fake = FakeInbox()
        return fake, lambda number: fake.put(MAIL % (number, number, number))
    if request.param == "imap":
        return box, lambda number: put(dovecot, number)
    folder = Path(django_settings.AICMO_MAIL_ROOT) / "in" / "new"
    folder.mkdir(parents=True, exist_ok=True)
    return MaildirInbox(), lambda number: (folder / f"{number}.eml").write_bytes(MAIL % (number, number, number))


def test_every_inbox_gives_each_mail_until_it_was_stored(any_inbox):
    inbox, drop = any_inbox
    drop(1)
    drop(2)

    (first,) = inbox.fetch(limit=1)
    again = inbox.fetch(limit=5)
    inbox.done(first.uid)
    rest = inbox.fetch(limit=5, after=first.place)

    assert subjects([first]) == [1] and subjects(again) == [1, 2] and subjects(rest) == [2]
