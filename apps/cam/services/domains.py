"""The domain gate: live mail leaves only from domains whose SPF, DKIM and DMARC were in order when last seen, and lately."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from django.conf import settings as django_settings

from apps.cam import contracts, models
from apps.cam.logic import addresses, domains
from apps.cam.providers.dns import NoAnswer
from apps.cam.services.mapping import settings_now, to_domain
from kernel import clock, providers
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput, NotConfigured
from kernel.mail import dkim
from kernel.pages import Page
from kernel.paging import page


def check_domain(*, actor: Actor, domain: str) -> contracts.SendingDomain:
    """Ask the DNS about a domain now and keep what it says. InvalidInput for no domain; NotConfigured if nobody answers.

    Calls a provider, so not within a command; what was known before stays where nobody answers.
    """
    actor.require("cam.write")
    name = domain.strip().lower()
    if "." not in name or addresses.normalise(f"x@{name}") == "":
        raise InvalidInput(f"“{domain[:80]}” is no domain.", field="domain", remedy="Write it as example.com.")
    selector, key = dkim.published(name) or ("", "")
    dns, found = providers.get("cam.dns"), {}
    try:
        for names in domains.names_of(name, selector).values():
            for wanted in names:
                found[wanted] = dns.txt(wanted)
    except NoAnswer as error:
        raise NotConfigured(
            f"The DNS did not answer: {error}.", remedy="Look at the machine's resolvers (AICMO_DNS), then check again."
        ) from error
    findings = domains.judge(name, found, selector=selector, key=key)
    return store_domain_check(actor=actor, domain=name, findings=tuple(contracts.DomainFinding(**asdict(f)) for f in findings))


@command("cam", right="cam.write")
def store_domain_check(
    *, actor: Actor, domain: str, findings: tuple[contracts.DomainFinding, ...], key: str = ""
) -> contracts.SendingDomain:
    """Keep the findings of a check that was made just now."""
    passed = bool(findings) and all(finding.passed for finding in findings)
    row, _ = models.SendingDomain.objects.update_or_create(
        name=domain,
        defaults={"checked_at": clock.now(), "passed": passed, "findings": [asdict(finding) for finding in findings]},
    )
    audit(subject=row.id)
    return to_domain(row)


@query("cam", right="cam.view")
def list_domains(
    *, actor: Actor, filter: contracts.DomainFilter, order: str = "name", cursor: str = "", limit: int = 50
) -> Page[contracts.SendingDomain]:
    """The domains that were checked, with what was found; order by name."""
    rows = models.SendingDomain.objects.visible_to(actor)
    if filter.passed is not None:
        rows = rows.filter(passed=filter.passed)
    return page(rows, to_domain, order=order, allowed=("name", "-name"), cursor=cursor, limit=limit)


def check_stale(*, actor: Actor, limit: int = 20) -> int:
    """Check again what was checked more than domain_check_hours ago; returns how many domains answered. For workers."""
    hours = settings_now()["domain_check_hours"]
    fresh = set(
        models.SendingDomain.objects.filter(checked_at__gt=clock.now() - timedelta(hours=hours)).values_list("name", flat=True)
    )
    names = {addresses.domain_of(a) for a in models.Mailbox.objects.filter(active=True).values_list("address", flat=True)}
    done = 0
    for name in sorted(n for n in names - fresh if not stays_here(n))[:limit]:
        try:
            check_domain(actor=actor, domain=name)
        except (NotConfigured, InvalidInput):
            continue  # what was known before stands until it is too old
        done += 1
    return done


def why_not(address: str, settings: dict) -> str:
    """Why no live mail may leave from this address now, naming the failing check; "" if it may."""
    name = addresses.domain_of(address)
    if stays_here(name):
        return ""
    row = models.SendingDomain.objects.filter(name=name).first()
    if row is None:
        return f"domain {name} was never checked"
    if not row.passed:
        failing = next((f for f in row.findings if not f["passed"]), {"check": "check", "text": "nothing was found"})
        return f"domain {name} is not ready: {failing['check']}: {failing['text']}"
    if row.checked_at < clock.now() - timedelta(hours=settings["domain_valid_hours"]):
        return f"domain {name} was last checked more than {settings['domain_valid_hours']} hours ago"
    return ""


def stays_here(domain: str) -> bool:
    """Whether mail from it cannot reach anybody: a name reserved for examples, and mails are put into folders of this machine.

    Such a name has no records to look at. With any other transport it is refused like every other domain without records.
    """
    here = django_settings.AICMO_PROVIDERS.get("mail.transport") == ["kernel.mail.MaildirTransport"]
    return here and not getattr(django_settings, "AICMO_PRODUCTION", False) and domains.is_local(domain)


def refuse_unready(settings: dict) -> None:
    """DomainNotReady names the first mailbox whose domain keeps a live campaign from starting, and the failing check."""
    for box in models.Mailbox.objects.filter(active=True).order_by("address"):
        if why := why_not(box.address, settings):
            raise contracts.DomainNotReady(
                f"{box.address}: {why}.", field="mailbox",
                remedy="Mend the record, then “Check domain” on the mailbox's page; or take the mailbox out of use.",
            )  # fmt: skip
