"""Word to the client: an invitation with a link of their own, reminders, and what happens when nobody answers."""

import email
import re
from datetime import timedelta
from email import policy

from apps.client_review import contracts, services, signals
from apps.client_review.contracts import Verdict
from apps.client_review.models import Notice, Policy
from apps.identity import services as identity
from kernel import clock
from kernel.actors import ANONYMOUS
from kernel.db import alias_for, atomic
from kernel.models import Mail, OutboxEvent
from tests.client_review.factories import STAFF, WORKER, content, house, post, review


def letters(harness):
    """Those of this module (address, subject, text): other modules write to the same people."""
    ours = set(Mail.objects.using(alias_for("client_review")).filter(app="client_review").values_list("message_id", flat=True))
    parsed = [email.message_from_bytes(raw, policy=policy.default) for _, raw in harness.mails.delivered]
    parsed = [m for m in parsed if m["Message-ID"] in ours]
    return [(m["To"].addresses[0].addr_spec, m["Subject"], m.get_body(("plain",)).get_content()) for m in parsed]


def sent(signal):
    return OutboxEvent.objects.using(alias_for("client_review")).filter(name=signal.signal_name).count()


def decide(home, package, verdict, comment=""):
    values = {"actor": home.approver, "package_id": package.id, "sha256": package.sha256}
    return services.decide(verdict=verdict, comment=comment, key="", **values)


def test_each_approver_gets_a_link_that_opens_this_review_as_them(harness):
    home = house()
    identity.add_member(
        actor=WORKER, client_id=home.client_id, email="vic@nordlicht.example.com", name="Vic", role="client_viewer", key="m"
    )
    package = review(home)

    harness.drain()

    [(to, subject, text)] = letters(harness)
    assert to == home.email and subject == "Please review: Posts for January" and "3 posts" in text and "20 December 2025" in text
    secret = re.search(r"/portal/identity/s/([^/\s]+)/", text)[1]
    shared = identity.check_share_link(actor=ANONYMOUS, secret=secret)
    assert (shared.app, shared.object_id, shared.action) == ("client_review", package.id, "review")
    assert identity.actor_for_link(credential_id=shared.credential_id).name == home.email
    assert sent(signals.ClientReviewSent) == 1


def test_silence_is_reminded_twice_then_told_and_never_approves(harness):
    home = house()
    package = review(home)

    harness.advance(days=8)

    subjects = [subject for _, subject, _ in letters(harness)]
    assert subjects == ["Please review: Posts for January", *["Reminder: Posts for January waits for your decision"] * 2]
    assert sent(signals.ReviewOverdue) == 1 and sent(signals.ClientApproved) == 0
    assert services.get_package(actor=STAFF, package_id=package.id).state == contracts.PackageState.OPEN
    assert [w.kind for w in services.list_waiting(actor=STAFF)] == ["overdue"]


def test_a_decision_ends_the_reminders(harness):
    home = house()
    package = review(home)
    harness.drain()
    decide(home, package, Verdict.APPROVE)

    harness.advance(days=10)

    assert len(letters(harness)) == 1 and sent(signals.ReviewOverdue) == 0


def test_a_hold_ends_the_reminders_but_the_agency_hears_when_the_day_passes(harness):
    home = house()
    package = review(home)
    harness.drain()
    decide(home, package, Verdict.HOLD)

    harness.advance(days=10)

    assert len(letters(harness)) == 1 and sent(signals.ReviewOverdue) == 1


def test_staff_change_days_and_reminders_as_data(harness):
    with atomic("client_review"):
        Policy.objects.create(days=2, reminder_days=[1])
    review(house())

    harness.advance(days=3)

    assert len(letters(harness)) == 2 and sent(signals.ReviewOverdue) == 1


def test_the_mail_speaks_the_clients_language_and_says_when_the_next_round_costs(harness):
    home = house(language="de")
    rounds = review(home).rounds_contracted
    review(home, content(post(1)), version=rounds + 1)

    harness.drain()

    [(_, subject, text)] = letters(harness)
    assert subject.startswith("Bitte prüfen: Posts for January (Fassung") and "Änderungsrunden sind verbraucht" in text


def test_an_account_without_an_approver_is_shown_to_the_agency(harness):
    home = house()
    review(home)
    identity.remove_member(actor=WORKER, client_id=home.client_id, user_id=home.approver.id, key="r")
    for _ in range(Notice.MAX_ATTEMPTS):
        harness.drain()
        Notice.objects.update(retry_at=None)

    [card] = services.list_waiting(actor=STAFF)

    assert card.kind == "unasked" and "no approver" in card.detail


def test_what_waits_is_shown_to_the_approver_with_the_way_to_it():
    home = house()
    package = review(home)

    [card] = services.list_waiting(actor=home.approver)

    assert card.url == f"/portal/client-review/{package.id}/" and card.due_at == clock.now() + timedelta(days=7)
    assert services.list_waiting(actor=identity.actor_for_email(email=house(email="o@other.example.com").email)) != (card,)


def test_mails_are_queued_once_even_if_the_worker_runs_again(harness):
    review(house())
    harness.drain()
    Notice.objects.filter(kind=Notice.INVITE).update(state="pending")

    harness.drain()

    assert len(letters(harness)) == 1 and sent(signals.ClientReviewSent) == 1
