"""A lead's fields from sources: what is empty or less trusted is filled; where each value comes from is kept, for the undo."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.contracts import FoundField, LeadStatus
from apps.cam.logic import addresses, countries
from apps.cam.services import ledger
from apps.cam.services.leads import judge_again
from kernel import clock

NUMBERS = ("employees", "revenue")
FILLABLE = (
    "email", "linkedin_url", "first_name", "last_name", "title", "seniority", "company", "website", "industry", "keywords",
    "employees", "revenue", "city", "region", "country", "phone",
)  # fmt: skip


def wanting(lead: models.Lead) -> list[str]:
    """The fields that are empty."""
    return [name for name in FILLABLE if getattr(lead, name) in ("", None)]


def present_sources(lead: models.Lead) -> dict[str, models.FieldSource]:
    """Field → the newest source that was not taken back."""
    found: dict[str, models.FieldSource] = {}
    for row in lead.field_sources.filter(undone=False).order_by("at", "id"):
        found[row.field] = row
    return found


def fill(
    lead: models.Lead, facts: Iterable[FoundField], *, source: str, check_id: UUID | None = None
) -> tuple[list[str], list[str]]:
    """Fill a locked lead; the fields that were filled, and what was left out and why. The lead is stored and judged again.

    A value without a source was given by a file or a person: it stays. A value that a source gave gives way to a surer one.
    """
    known, filled, notes = present_sources(lead), [], []
    for fact in facts:
        value, why = _usable(lead, fact)
        before = getattr(lead, fact.field, None)
        if why:
            notes.append(why)
            continue
        if value == before:
            continue
        if before not in ("", None):
            row = known.get(fact.field)
            if row is None or row.value != str(before) or row.confidence >= fact.confidence:
                continue
        models.FieldSource.objects.create(
            lead=lead, field=fact.field, value=str(value), before="" if before is None else str(before), source=source,
            ref=fact.ref[:500], found_on=fact.found_on, confidence=fact.confidence, check_id=check_id, at=clock.now(),
        )  # fmt: skip
        setattr(lead, fact.field, value)
        filled.append(fact.field)
    if filled:
        _store(lead, filled)
        ledger.note(lead, "enriched", f"{source} filled in {', '.join(filled)}.")
    return filled, notes


def note_origin(lead: models.Lead, profile: models.DiscoveredProfile) -> None:
    """Keep where the fields of a lead come from that was made of a profile."""
    today, now = profile.created_at.date(), clock.now()
    models.FieldSource.objects.bulk_create(
        models.FieldSource(
            lead=lead, field=name, value=str(getattr(lead, name)), source=profile.source, ref=profile.ref, found_on=today,
            confidence=profile.confidence, at=now,
        )
        for name in FILLABLE
        if getattr(lead, name) not in ("", None)
    )  # fmt: skip


def undo(lead: models.Lead, rows: Iterable[models.FieldSource]) -> list[str]:
    """Put back what these sources replaced, newest first, where the lead still has their value; the fields put back."""
    restored = []
    for row in rows:
        row.undone = True
        row.save(update_fields=["undone"])
        if str(getattr(lead, row.field)) != row.value or (row.field == "email" and not row.before and not lead.linkedin_url):
            continue
        empty = None if row.field in NUMBERS else ""
        setattr(lead, row.field, (int(row.before) if row.field in NUMBERS else row.before) if row.before else empty)
        restored.append(row.field)
    if restored:
        _store(lead, restored)
        ledger.note(lead, "undone", f"Taken back: {', '.join(restored)}.")
    return restored


def _store(lead: models.Lead, changed: list[str]) -> None:
    lead.identity_hash = addresses.identity_hash(lead.email, lead.linkedin_url)
    if "email" in changed:
        lead.is_role_address = bool(lead.email) and addresses.is_role(lead.email)
        lead.email_verdict = lead.email_verdict_reason = ""
        lead.email_checked_at = None
    lead.save()
    judge_again(lead)
    if ledger.suppression_of(lead.email):
        ledger.call_off(lead, "suppressed before")
        ledger.advance(lead, LeadStatus.UNSUBSCRIBED, "suppressed before")


def _usable(lead: models.Lead, fact: FoundField) -> tuple[str | int | None, str]:
    """The value as the column takes it, and why it cannot be used, "" if it can."""
    if fact.field not in FILLABLE:
        return None, f"{fact.field} is no field that is filled in"
    if fact.field in NUMBERS:
        return (fact.value, "") if isinstance(fact.value, int) else (None, f"{fact.field}: “{fact.value}” is no number")
    text = str(fact.value).strip()
    if fact.field == "country":
        text = countries.code_of(text)
    elif fact.field == "linkedin_url":
        path = addresses.linkedin_path(text)
        text = f"https://www.linkedin.com/{path}" if path else ""
        if path and models.Lead.objects.filter(linkedin_url=text).exclude(pk=lead.pk).exists():
            return None, "linkedin_url: another lead has this profile"
    elif fact.field == "email":
        return _address(lead, text)
    most = models.Lead._meta.get_field(fact.field).max_length
    text = text[:most] if most else text[:2000]
    return (text, "") if text else (None, f"{fact.field}: “{str(fact.value)[:60]}” cannot be used")


def _address(lead: models.Lead, text: str) -> tuple[str | None, str]:
    """An address found is one's own only if nobody else has it, and no department's."""
    email = addresses.normalise(text)
    if not email:
        return None, f"email: “{text[:60]}” is no address"
    if addresses.is_role(email) and email != lead.email:
        return None, f"email: {email} is a department's"
    taken = models.Lead.objects.filter(identity_hash=addresses.identity_hash(email, "")).exclude(pk=lead.pk).exists()
    return (None, "email: another lead has this address") if taken else (email, "")


def to_field_source(row: models.FieldSource, lead: models.Lead) -> contracts.FieldSource:
    """A source as it is told outside."""
    return contracts.FieldSource(
        field=row.field, value=row.value, before=row.before, source=row.source, ref=row.ref, found_on=row.found_on,
        confidence=row.confidence, current=not row.undone and str(getattr(lead, row.field, "")) == row.value,
    )  # fmt: skip
