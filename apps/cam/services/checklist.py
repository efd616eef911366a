"""What has to stand before a campaign starts: each point ok, to be looked at, or in the way, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.logic import caps as rules
from apps.cam.logic import countries, law, schedule
from apps.cam.services import domains, ledger, planning, sequences
from apps.cam.services.mapping import settings_now
from kernel import clock
from kernel.actors import Actor
from kernel.db import query
from kernel.errors import NotConfigured

LONG_DAYS = 60
"""Calendar days of first mails from which on a warning is due: the longest time that `simulate` can play."""


@query("cam", right="cam.view")
def check_start(*, actor: Actor, campaign_id: UUID) -> tuple[contracts.StartCheck, ...]:
    """The points before a start, in the order in which they are best settled; changes nothing."""
    campaign = models.Campaign.objects.reach(actor, campaign_id)
    settings = settings_now()
    leads = list(campaign.leads.filter(status="NEW", verdict="qualified", attempts=None).order_by("-score", "identity_hash"))
    boxes = list(models.Mailbox.objects.filter(active=True).order_by("address"))
    return tuple(_points(campaign, leads, boxes, settings))


def _points(
    campaign: models.Campaign, leads: list[models.Lead], boxes: list[models.Mailbox], settings: dict
) -> Iterator[contracts.StartCheck]:
    def point(name: str, level: str, text: str, remedy: str = "") -> contracts.StartCheck:
        return contracts.StartCheck(name=name, level=level, text=text, remedy=remedy)

    found = len(leads)
    yield point("Leads", "ok" if found else "warn", f"{found} new, qualified leads.", "" if found else "Import leads into it.")
    if not boxes:
        yield point("Mailboxes", "block", "No mailbox is active.", "Take one into use: Mailboxes.")
    else:
        yield point("Mailboxes", "ok", ", ".join(box.address for box in boxes))
        days = _days(boxes, leads, settings)
        long = days is None or days > LONG_DAYS
        told = f"more than {2 * LONG_DAYS}" if days is None else str(days)
        yield point(
            "Capacity", "warn" if long else "ok", f"The first mails take about {told} days under warm-up and caps.",
            "Add mailboxes or raise their caps." if long else "",
        )  # fmt: skip
    unready = [f"{box.address}: {why}" for box in boxes if (why := domains.why_not(box.address, settings))]
    level = "ok" if not unready else "block" if campaign.mode == "LIVE" else "warn"
    yield point(
        "Sending domains", level, "; ".join(unready) or "SPF, DKIM and DMARC are in order, or the mail stays on this machine.",
        "Mend the record, then “Check domain” on the mailbox’s page." if unready else "",
    )  # fmt: skip
    yield from _texts(campaign, leads, point)
    missing = [n for n in ("agency_name", "agency_postal_address") if not str(settings.get(n, "")).strip()]
    yield point(
        "Law notices", "block" if missing else "ok",
        f"Missing: {', '.join(missing)}." if missing else "Name and address are set.",
        "Set them: Settings." if missing else "",
    )  # fmt: skip
    enforced = settings["law_consent"]
    refused = sum(bool(law.refusal(x.country, consented=x.consent_on is not None, enforced=enforced)) for x in leads)
    yield point(
        "Consent", "warn" if refused else "ok", f"{refused} leads are in countries that ask for a consent that is not on record.",
        "Record it on the lead’s page; until then nobody writes to them." if refused else "",
    )  # fmt: skip
    stopped = len(ledger.suppressed_among(lead.email for lead in leads))
    yield point(
        "Suppressions",
        "warn" if stopped else "ok",
        f"{stopped} of the leads are suppressed and get nothing.",
        "Nothing to do: they are left out." if stopped else "",
    )
    day, closed = clock.now().date(), set()
    for country in {lead.country for lead in leads if lead.country}:
        for ahead in (day + timedelta(days=n) for n in range(14)):
            if ahead.weekday() < 5 and not schedule.is_working_day(ahead, country):
                closed.add(f"{country} {ahead:%-d %b}")
    yield point("Holidays", "ok", f"Nothing leaves on {', '.join(sorted(closed))}." if closed else "None within 14 days.")


def _texts(campaign: models.Campaign, leads: list[models.Lead], point) -> Iterator[contracts.StartCheck]:
    chosen: dict[UUID, models.Sequence] = {}
    languages: dict[UUID, set[str]] = {}
    try:
        for lead in leads or [models.Lead(tier="")] * bool(campaign.sequence):
            row = planning.sequence_for(lead, campaign)
            chosen[row.pk] = row
            languages.setdefault(row.pk, set()).add(countries.language_of(lead.country, lead.language))
    except NotConfigured as error:
        yield point("Texts", "block", error.detail, error.remedy)
        return
    for pk, row in chosen.items():
        issues = sequences.check(sequences.told(row).draft, row)
        bad = next((i for i in issues if i.level == "error"), None) or next(iter(issues), None)
        level = "ok" if bad is None else "block" if bad.level == "error" else "warn"
        text = (
            f"{row.title}: complete in {', '.join(sorted(languages[pk]))}."
            if bad is None
            else f"{row.title}: {bad.place}: {bad.text}"
        )
        yield point("Texts", level, text, bad.remedy if bad else "")


def _days(boxes: list[models.Mailbox], leads: list[models.Lead], settings: dict) -> int | None:
    """Days until each lead's mailbox has had a place for its first mail, weekends left out; None: beyond 2 × LONG_DAYS."""
    left = {box.pk: 0 for box in boxes}
    for lead in leads:
        box = lead.mailbox_id if lead.mailbox_id in left else planning.mailbox_for(lead, boxes).pk
        left[box] += 1
    today, begun = clock.now().date(), {box.pk: box.first_used_on for box in boxes}
    for ahead in range(2 * LONG_DAYS):
        if not any(left.values()):
            return ahead
        day = today + timedelta(days=ahead)
        if not schedule.is_working_day(day, ""):
            continue
        over_all = settings["per_day"]
        for box in boxes:
            begun[box.pk] = begun[box.pk] or day
            most = rules.warm_cap(
                day, first_used_on=begun[box.pk], start=box.warmup_start, step=box.warmup_step, cap=box.daily_cap
            )
            made = min(most, left[box.pk], over_all)
            left[box.pk] -= made
            over_all -= made
    return None if any(left.values()) else 2 * LONG_DAYS
