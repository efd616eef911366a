"""Orders to enrich or verify leads: previewed, placed within a cap, carried out by the worker one provider at a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.contracts import AddressVerdict, Enriched, LeadStatus, Person, Verification
from apps.cam.logic import addresses
from apps.cam.services import ledger
from apps.cam.services.leads import judge_again
from apps.cam.services.mapping import settings_now
from apps.cam.services.sources import filling, spending
from kernel import claims, clock
from kernel.actors import Actor
from kernel.db import INTERNAL, audit, command, query
from kernel.errors import Conflict, DomainError, InvalidInput, NotConfigured, NotFound, SwitchedOff

ENRICHER, VERIFIER, MAIL_HOSTS = "cam.enricher", "cam.verifier", "cam.mail_hosts"
PORT_OF = {"enrich": ENRICHER, "verify": VERIFIER}
AT_ONCE = 5000
LEASE_SECONDS = 120


@query("cam", right="cam.view")
def preview_check(*, actor: Actor, lead_ids: tuple[UUID, ...], kind: str) -> contracts.CostPreview:
    """What enriching or verifying these leads would cost at most: every provider of the chain asked once for each."""
    number = len(_leads(actor, lead_ids, kind))
    found = _prices(kind)
    per_provider = {name: price * number for name, price in found["prices"].items()}
    return contracts.CostPreview(
        leads=number, at_most_minor=sum(per_provider.values()), currency=settings_now()["source_currency"],
        per_provider=per_provider, missing=tuple(found["missing"]),
    )  # fmt: skip


@command("cam", right="cam.write")
def order_check(
    *, actor: Actor, lead_ids: tuple[UUID, ...], kind: str, cap_minor: int = 0, key: str = ""
) -> contracts.CheckOrder:
    """Let the worker enrich or verify leads, for `cap_minor` in all; with 0 only free providers are asked.

    `kind` is enrich or verify. A lead with an open order of the kind is not ordered twice.
    """
    if not 0 <= cap_minor <= 10**9:
        raise InvalidInput("The cost cap is 0 or more, in minor units.", field="cap_minor")
    found, now = _leads(actor, lead_ids, kind), clock.now()
    if kind == "verify":
        found = [lead for lead in found if lead.email]
        if not found:
            raise Conflict("None of these leads has an address.", field="lead_ids")
    open_already = set(
        models.LeadCheck.objects.filter(lead__in=found, kind=kind, state="pending").values_list("lead_id", flat=True)
    )
    found = [lead for lead in found if lead.pk not in open_already]
    purse = models.SourcePurse.objects.create(cap_minor=cap_minor, created_at=now)
    models.LeadCheck.objects.bulk_create(
        models.LeadCheck(lead=lead, kind=kind, purse=purse, created_at=now, due_at=now) for lead in found
    )
    audit(subject=purse.id, leads=len(found), kind=kind)
    at_most = sum(_prices(kind)["prices"].values()) * len(found)
    return contracts.CheckOrder(
        order_id=purse.id, kind=kind, leads=len(found), cap_minor=cap_minor, at_most_minor=min(at_most, cap_minor)
    )


def enrich_lead(*, actor: Actor, lead_id: UUID, cap_minor: int = 0, key: str = "") -> contracts.CheckOrder:
    """Order the enrichment of one lead (`order_check`)."""
    return order_check(actor=actor, lead_ids=(lead_id,), kind="enrich", cap_minor=cap_minor, key=key)


def verify_lead(*, actor: Actor, lead_id: UUID, cap_minor: int = 0, key: str = "") -> contracts.CheckOrder:
    """Order the check of one lead's address (`order_check`)."""
    return order_check(actor=actor, lead_ids=(lead_id,), kind="verify", cap_minor=cap_minor, key=key)


@query("cam", right="cam.view")
def list_field_sources(*, actor: Actor, lead_id: UUID) -> tuple[contracts.FieldSource, ...]:
    """Where a lead's fields come from, newest first; those taken back are among them, not current."""
    lead = models.Lead.objects.reach(actor, lead_id)
    return tuple(filling.to_field_source(row, lead) for row in lead.field_sources.all())


@command("cam", right="cam.write")
def undo_enrichment(*, actor: Actor, lead_id: UUID, key: str = "") -> tuple[str, ...]:
    """Take back the newest enrichment of a lead: fields that still have its values get those from before; their names."""
    lead = models.Lead.objects.reach(actor, lead_id, lock=True)
    newest = lead.field_sources.filter(undone=False, check_id__isnull=False).first()
    if newest is None:
        raise NotFound("No enrichment of this lead stands.")
    audit(subject=lead.id)
    return tuple(filling.undo(lead, list(lead.field_sources.filter(undone=False, check_id=newest.check_id))))


def run_checks(*, actor: Actor, limit: int = 20) -> int:
    """Carry out due orders, one provider's answer each; returns how many were handled. For workers."""
    rows = claims.claim(models.LeadCheck, limit=limit, lease_seconds=LEASE_SECONDS)
    for row in rows:
        try:
            _carry_out(actor, row)
        except claims.LostLease:
            continue
    return len(rows)


def _carry_out(actor: Actor, row: models.LeadCheck) -> None:
    lead = models.Lead.objects.get(pk=row.lead_id)
    step = {"actor": actor, "check_id": row.id, "token": row.token, "position": row.position}
    try:
        if row.kind == "enrich":
            _enrich(actor, row, lead, step)
        else:
            _verify(actor, row, lead, step)
    except SwitchedOff as error:
        claims.hold_back(row, error.detail)
    except claims.LostLease:
        raise
    except Exception as error:
        if spending.may_try_again(error) and row.attempt < row.MAX_ATTEMPTS:
            claims.fail(row, spending.sentence(error), seconds=getattr(error, "seconds", 0))
        else:
            pass_over(**step, error=spending.sentence(error))


def _enrich(actor: Actor, row: models.LeadCheck, lead: models.Lead, step: dict[str, Any]) -> None:
    chain = spending.adapters(ENRICHER)
    if row.position >= len(chain):
        end_check(**step)
        return
    adapter = chain[row.position]
    names = ("email", "linkedin_url", "first_name", "last_name", "company", "website")
    domain = addresses.domain_of(lead.website or lead.email)
    person = Person(**{name: getattr(lead, name) for name in names}, domain="" if domain in addresses.FREE else domain)
    store_enriched(**step, source=adapter.name, found=spending.call(actor, adapter, row.purse_id, lambda: adapter.enrich(person)))


def _verify(actor: Actor, row: models.LeadCheck, lead: models.Lead, step: dict[str, Any]) -> None:
    """Position 0 is what we can tell ourselves and by DNS; from 1 on the paid verifiers."""
    if row.position == 0:
        store_verdict(**step, address=lead.email, source="own checks", found=_own_verdict(lead.email))
        return
    chain = spending.adapters(VERIFIER)
    if row.position > len(chain):
        end_check(**step)
        return
    adapter = chain[row.position - 1]
    found = spending.call(actor, adapter, row.purse_id, lambda: adapter.verify(lead.email))
    store_verdict(**step, address=lead.email, source=adapter.name, found=found)


def _own_verdict(email: str) -> Verification:
    """Syntax, then lists, then DNS; UNKNOWN goes on to a paid verifier."""
    domain = addresses.domain_of(email)
    if addresses.normalise(email) != email:
        return Verification(verdict=AddressVerdict.INVALID, reason="it is not written as an address")
    if domain in addresses.DISPOSABLE:
        return Verification(verdict=AddressVerdict.INVALID, reason=f"{domain} gives out mailboxes to throw away")
    chain = spending.adapters(MAIL_HOSTS)
    if not chain:
        raise NotConfigured("Nobody looks up mail servers.", remedy="Set AICMO_PROVIDERS['cam.mail_hosts'].")
    found = chain[0].look_up(domain)
    if found.verdict is AddressVerdict.INVALID:
        return found
    kind = "a department's address; " if addresses.is_role(email) else "a free mailbox; " if domain in addresses.FREE else ""
    return Verification(
        verdict=AddressVerdict.RISKY if addresses.is_role(email) else found.verdict, reason=f"{kind}{found.reason}"
    )


@command("cam", right=INTERNAL)
def store_enriched(*, actor: Actor, check_id: UUID, token: int, position: int, source: str, found: Enriched) -> None:
    """Keep what an enricher knew; stop at the first that vouches for the address, or when nothing is empty any more."""
    row = _held(check_id, token, position)
    lead = models.Lead.objects.select_for_update(of=("self",)).get(pk=row.lead_id)
    filled, notes = filling.fill(lead, found.fields, source=source, check_id=row.id)
    if (
        found.verified
        and lead.email
        and any(f.field == "email" and addresses.normalise(str(f.value)) == lead.email for f in found.fields)
    ):
        _set_verdict(lead, Verification(verdict=AddressVerdict.VALID, reason=f"{source} vouches for it"))
        notes.append("vouches for the address")
        stop = True
    else:
        stop = not filling.wanting(lead)
    row.told.append({"source": source, "filled": filled, "notes": [*found.notes, *notes][:20]})
    _settle(row, last=stop or position + 1 >= len(spending.adapters(ENRICHER)))


@command("cam", right=INTERNAL)
def store_verdict(
    *, actor: Actor, check_id: UUID, token: int, position: int, address: str, source: str, found: Verification
) -> None:
    """Keep a verdict; what is decided needs no further provider, and an address that changed meanwhile is looked at anew."""
    row = _held(check_id, token, position)
    lead = models.Lead.objects.select_for_update(of=("self",)).get(pk=row.lead_id)
    if lead.email != address:
        claims.settle(row, state="pending", position=0, attempt=0, due_at=clock.now())
        return
    if position == 0 or found.verdict is not AddressVerdict.UNKNOWN:
        _set_verdict(lead, found)
    row.told.append({"source": source, "filled": [], "notes": [found.reason]})
    _settle(
        row, last=found.verdict in (AddressVerdict.VALID, AddressVerdict.INVALID) or position >= len(spending.adapters(VERIFIER))
    )


@command("cam", right=INTERNAL)
def pass_over(*, actor: Actor, check_id: UUID, token: int, position: int, error: str) -> None:
    """This provider could not be asked, or did not answer: the next takes its turn."""
    row = _held(check_id, token, position)
    row.told.append({"source": _asked(row), "filled": [], "notes": [error[:500]], "error": True})
    steps = len(spending.adapters(PORT_OF[row.kind])) + (row.kind == "verify")
    _settle(row, last=position + 1 >= steps)


@command("cam", right=INTERNAL)
def end_check(*, actor: Actor, check_id: UUID, token: int, position: int) -> None:
    """Nobody is left to ask."""
    _settle(_held(check_id, token, position), last=True)


def _asked(row: models.LeadCheck) -> str:
    if row.kind == "verify" and row.position == 0:
        return "own checks"
    chain, at = spending.adapters(PORT_OF[row.kind]), row.position - (row.kind == "verify")
    return chain[at].name if at < len(chain) else "nobody"


def _settle(row: models.LeadCheck, *, last: bool) -> None:
    moved = {"position": row.position + 1, "attempt": 0, "told": row.told}
    if not last:
        claims.settle(row, state="pending", due_at=clock.now(), retry_at=None, **moved)
        return
    lines = []
    for told in row.told:
        said = f"filled in {', '.join(told['filled'])}" if told["filled"] else "; ".join(told["notes"]) or "nothing new"
        lines.append(f"{told['source']}: {said}")
    if row.kind == "enrich" and not any(told["filled"] for told in row.told):
        lines.insert(0, f"not found by: {', '.join(told['source'] for told in row.told) or 'nobody: no enricher is configured'}")
    failed = bool(row.told) and all(told.get("error") for told in row.told)
    result = "\n".join(lines)
    claims.settle(row, state="dead" if failed else "done", result=result, **moved)
    ledger.note(row.lead, "checked", f"{'Enrichment' if row.kind == 'enrich' else 'Check of the address'}: {result}"[:2000])


def _set_verdict(lead: models.Lead, found: Verification) -> None:
    """Keep the verdict on the lead; an address that takes no mail calls off what is planned and is judged at once."""
    lead.email_verdict, lead.email_verdict_reason = found.verdict.value, found.reason[:300]
    lead.email_checked_at = clock.now()
    lead.save(update_fields=["email_verdict", "email_verdict_reason", "email_checked_at"])
    if found.verdict is AddressVerdict.INVALID:
        ledger.call_off(lead, f"invalid address: {found.reason}")
    judge_again(lead)


def _held(check_id: UUID, token: int, position: int) -> models.LeadCheck:
    row = models.LeadCheck.objects.select_for_update(of=("self",)).select_related("lead").get(pk=check_id)
    if row.token != token or row.state != "pending" or row.position != position:
        raise claims.LostLease(f"check {check_id} has moved on")
    return row


def _leads(actor: Actor, lead_ids: tuple[UUID, ...], kind: str) -> list[models.Lead]:
    if kind not in PORT_OF:
        raise InvalidInput("Leads are enriched or verified.", field="kind", remedy="Say enrich or verify.")
    if not lead_ids or len(lead_ids) > AT_ONCE:
        raise InvalidInput(f"Name 1 to {AT_ONCE} leads.", field="lead_ids")
    rows, ids = [], list(dict.fromkeys(lead_ids))
    for start in range(0, len(ids), 500):
        rows += models.Lead.objects.visible_to(actor).filter(pk__in=ids[start : start + 500])
    if not rows:
        raise NotFound("There is no such lead.")
    return [row for row in rows if row.status != LeadStatus.UNSUBSCRIBED.value]


def _prices(kind: str) -> dict[str, Any]:
    """Provider → minor units of one call, and those without a price."""
    known, prices, missing = settings_now()["source_prices"], {}, []
    for adapter in spending.adapters(PORT_OF[kind]):
        try:
            prices[adapter.name] = spending.price_of(adapter, known) * adapter.credits
        except DomainError as error:
            missing.append(error.detail)
    return {"prices": prices, "missing": missing}
