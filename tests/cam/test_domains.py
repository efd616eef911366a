"""The domain gate: SPF, DKIM and DMARC are looked at, the failing one is named, and nothing live leaves before all three pass."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from apps.cam import services
from apps.cam.contracts import CampaignFilter, CampaignMode, DomainFilter, DomainNotReady
from apps.cam.logic import domains
from apps.cam.models import Attempt, Mailbox, SendingDomain
from apps.cam.providers import DnsRecords, FakeDns
from apps.cam.providers.dns import NoAnswer
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel import clock
from kernel.actors import worker
from kernel.errors import Forbidden, InvalidInput, NotConfigured
from kernel.mail import dkim
from kernel.testing import browser, staff
from tests.cam.factories import agent, row, running_campaign
from tests.dns_server import NameServer

DOMAIN = "agency-mail.de"


@pytest.fixture
def records(harness, settings, tmp_path):
    """The fake behind the port, with everything in order for DOMAIN, whose two mailboxes are ours."""
    path = tmp_path / "key.pem"
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*form))
    settings.AICMO_DKIM = {DOMAIN: ("mail", str(path))}
    for n, box in enumerate(Mailbox.objects.order_by("address")):
        box.address = f"box{n}@{DOMAIN}"
        box.save()
    fake = FakeDns(good())
    harness.use("cam.dns", fake)
    return fake.records


def good() -> dict[str, list[str]]:
    return {
        DOMAIN: ["google-site-verification=x", "v=spf1 include:_spf.provider.example ~all"],
        f"mail._domainkey.{DOMAIN}": [f"v=DKIM1; k=rsa; p={dkim.published(DOMAIN)[1]}"],
        f"_dmarc.{DOMAIN}": ["v=DMARC1; p=quarantine; rua=mailto:dmarc@agency-mail.de"],
    }


def check():
    return services.check_domain(actor=agent(), domain=DOMAIN)


BROKEN = {
    "SPF": [
        ([], "no TXT record that begins with v=spf1"), (["v=spf1 ~all", "v=spf1 -all"], "2 records"),
        (["v=spf1 +all"], "lets everybody send"), (["v=spf1 mx"], "does not say what holds for all others"),
        (["v=spf10 ~all"], "no TXT record"), (["v=spf1 " + "include:a.example " * 11 + "~all"], "needs 11 look-ups"),
    ],
    "DKIM": [
        ([], "no TXT record at mail._domainkey.agency-mail.de: publish v=DKIM1; k=rsa; p=MI"), (["v=DKIM1; p="], "is revoked"),
        (["v=DKIM1; k=rsa; p=MIGfother"], "is not the one we sign with"),
    ],
    "DMARC": [
        ([], f"no TXT record at _dmarc.{DOMAIN}: publish v=DMARC1; p=none"),
        (["v=DMARC1; p=none", "v=DMARC1; p=none"], "2 records"),
        (["v=DMARC1"], "has no policy"), (["v=DMARC10; p=none"], "no TXT record"),
    ],
}  # fmt: skip
PLACE = {"SPF": DOMAIN, "DKIM": f"mail._domainkey.{DOMAIN}", "DMARC": f"_dmarc.{DOMAIN}"}


@pytest.mark.parametrize(("which", "texts", "said"), [(w, t, s) for w, rows in BROKEN.items() for t, s in rows])
def test_each_broken_record_is_named_with_what_to_publish(records, which, texts, said):
    records[PLACE[which]] = texts
    found = check()

    assert not found.passed and [f.check for f in found.findings if not f.passed] == [which]
    assert said in next(f.text for f in found.findings if f.check == which)


def test_a_domain_in_order_passes_and_is_listed(records):
    assert check().passed
    (listed,) = services.list_domains(actor=agent(), filter=DomainFilter(passed=True)).items
    assert listed.name == DOMAIN and listed.checked_at == clock.now() and len(listed.findings) == 3


def test_dmarc_of_the_domain_above_counts(records):
    found = domains.judge("news.agency-mail.de", records, selector="", key="")
    assert [f.passed for f in found] == [False, False, True] and "AICMO_DKIM names no selector" in found[1].text


def test_a_live_campaign_does_not_start_before_its_domains_pass(records, harness):
    with pytest.raises(DomainNotReady, match=f"domain {DOMAIN} was never checked") as refused:
        running_campaign(row())
    assert refused.value.field == "mailbox"
    records[PLACE["DMARC"]] = []
    check()
    campaign = services.list_campaigns(actor=agent(), filter=CampaignFilter()).items[0]
    with pytest.raises(DomainNotReady, match=r"DMARC: no TXT record at _dmarc\.agency-mail\.de: publish"):
        services.start_campaign(actor=agent(), campaign_id=campaign.id)
    records.update(good())
    check()
    services.start_campaign(actor=agent(), campaign_id=campaign.id)
    harness.advance(days=3)

    assert len(harness.mails.delivered) == 1


def test_mails_wait_while_the_domain_fails_or_its_check_is_too_old(records, harness):
    check()
    running_campaign(row())
    clock.advance(timedelta(days=8))
    services.run_cycle(actor=worker("cam"))
    waiting = Attempt.objects.get()
    assert waiting.state == "pending" and waiting.reason == f"domain {DOMAIN} was last checked more than 168 hours ago"
    records[PLACE["SPF"]] = []
    check()
    harness.advance(days=1)
    assert harness.mails.delivered == [] and "SPF: no TXT record" in Attempt.objects.get().reason
    records.update(good())
    check()
    harness.advance(days=1)

    assert len(harness.mails.delivered) == 1


def test_a_mail_at_the_door_waits_when_its_domain_fails_meanwhile(records, harness):
    check()
    running_campaign(row())
    clock.advance(Attempt.objects.get().due_at - clock.now())
    services.run_cycle(actor=worker("cam"))
    assert Attempt.objects.get().state == "queued"
    records[PLACE["DKIM"]] = []
    check()
    harness.drain()

    assert harness.mails.delivered == []


def test_proof_and_simulation_need_no_domain(records, harness):
    running_campaign(row(), mode=CampaignMode.PROOF, proof_address="proof@aicmo.example")
    harness.advance(days=3)

    assert [to for to, _ in harness.mails.delivered] == ["proof@aicmo.example"]


def test_silence_of_the_dns_is_an_error_and_leaves_what_was_known(records, harness):
    check()
    silent = FakeDns(records)
    silent.silent = True
    harness.use("cam.dns", silent)
    with pytest.raises(NotConfigured, match="did not answer"):
        check()

    assert SendingDomain.objects.get().passed


def test_old_checks_are_made_again_by_the_worker_and_reserved_names_never(records, harness):
    Mailbox.objects.create(address="a@aicmo.example", display_name="A")
    assert services.check_stale(actor=worker("cam")) == 1 and services.check_stale(actor=worker("cam")) == 0
    clock.advance(timedelta(hours=25))
    assert services.check_stale(actor=worker("cam")) == 1
    assert list(SendingDomain.objects.values_list("name", flat=True)) == [DOMAIN]


def test_example_domains_pass_only_where_mail_stays_on_this_machine(harness, settings):
    box = Mailbox.objects.first()
    assert services.domains.why_not(box.address, {}) == ""
    settings.AICMO_PROVIDERS = settings.AICMO_PROVIDERS | {"mail.transport": ["kernel.mail.SmtpTransport"]}
    assert "was never checked" in services.domains.why_not(box.address, {})
    with pytest.raises(DomainNotReady):
        running_campaign(row())


@pytest.mark.parametrize("name", ["", "nodot", "a b.de", "x@y.de", "-.de", "a" * 300 + ".de"])
def test_what_is_no_domain_is_refused(records, name):
    with pytest.raises(InvalidInput):
        services.check_domain(actor=agent(), domain=name)


def test_who_may_not_write_may_not_ask(records):
    with pytest.raises(Forbidden):
        services.check_domain(actor=staff("cam.view"), domain=DOMAIN)


@pytest.fixture
def server():
    server = NameServer()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["fake", "real"])
def any_dns(request, server, settings):
    """Both adapters, with the same records behind them."""
    settings.AICMO_DNS = (server.place,)
    return FakeDns(server.records) if request.param == "fake" else DnsRecords()


def test_every_dns_answers_the_texts_of_a_name(any_dns, server):
    server.records["long.test"] = ["v=DKIM1; p=" + "A" * 700, "second"]

    assert sorted(any_dns.txt("long.test")) == ["second", "v=DKIM1; p=" + "A" * 700]
    assert any_dns.txt("nothing.test") == []


def test_a_server_that_fails_or_is_not_there_is_no_answer(server, settings):
    settings.AICMO_DNS = (server.place,)
    server.failing.add("broken.test")
    with pytest.raises(NoAnswer, match=r"broken\.test"):
        DnsRecords().txt("broken.test")


def test_a_domain_is_checked_against_a_name_server(records, harness, server, settings):
    settings.AICMO_DNS = (server.place,)
    server.records.update(good())
    harness.use("cam.dns", DnsRecords())

    assert check().passed
    del server.records[PLACE["DMARC"]]
    assert [f.check for f in check().findings if not f.passed] == ["DMARC"]


def test_the_mailbox_page_asks_and_shows_what_was_found(records):
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    owner, box = browser(made.id), Mailbox.objects.order_by("address").first()
    page = f"/admin/cam/mailbox/{box.pk}/change/"
    assert f"domain {DOMAIN} was never checked" in owner.get(page).content.decode()
    records[PLACE["SPF"]] = ["v=spf1 <b> +all"]
    told = owner.post(f"/admin/cam/mailbox/{box.pk}/act/check_records/", {"key": "k1"}, follow=True).content.decode()

    assert "SPF: “v=spf1 &lt;b&gt; +all” lets everybody send" in told
    assert "DMARC: in order. _dmarc.agency-mail.de" in owner.get(page).content.decode()
