"""The agreement: prepared as frozen text, signed by name and click, logged."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import override

from apps.onboarding import contracts, models, signals
from apps.onboarding.logic import text
from apps.onboarding.services import planning
from apps.onboarding.services.mapping import to_agreement
from kernel import clock
from kernel.actors import Actor, ActorKind
from kernel.db import audit, command, query
from kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from kernel.hiding import keyed_hash
from kernel.signals import publish


@command("onboarding", right="onboarding.write")
def prepare_agreement(*, actor: Actor, engagement_id: UUID, key: str) -> contracts.Agreement:
    """Freeze the agreement's text from the engagement's facts and schedule its invitation and reminders.

    An open older version is replaced; AgreementClosed if one is signed already.
    """
    engagement = models.Engagement.objects.all().reach(actor, engagement_id, lock=True)
    if engagement.agreements.filter(state="signed").exists():
        raise contracts.AgreementClosed("The agreement of this engagement is signed already.")
    row = _freeze(engagement)
    for old in engagement.agreements.exclude(pk=row.pk).exclude(state="replaced"):
        old.move("replaced")
        old.save(update_fields=["state"])
        planning.stop(old.id, because="replaced")
    _log(row, "prepared", actor)
    planning.plan_agreement(row)
    publish(signals.AgreementPrepared(engagement_id=engagement.id, client_id=row.client_id, agreement_id=row.id))
    return to_agreement(row)


@command("onboarding", right="onboarding.sign")
def sign_agreement(
    *, actor: Actor, agreement_id: UUID, sha256: str, signer_name: str, ip: str, user_agent: str, key: str
) -> contracts.Agreement:
    """Sign exactly the text whose hash is given, by typed name; tells agreement_signed.

    Only the client's own people and the holder of its link sign. StaleVersion for another text, AgreementClosed when it is
    expired, replaced or signed. IP and agent are kept as keyed hashes.
    """
    if actor.kind not in (ActorKind.CLIENT, ActorKind.GUEST):
        raise Forbidden("Only the client signs an agreement.")
    name, _ = text.clean(signer_name)
    if len(name) < 3 or len(name) > 200 or "\n" in name or not any(c.isalpha() for c in name):
        raise InvalidInput("Type your full name to sign.", field="signer_name")
    row = models.Agreement.objects.all().reach(actor, agreement_id, lock=True)
    row.sign(sha256=sha256, signer_name=name, at=clock.now())
    _log(row, "signed", actor, signer=name, ip=ip, user_agent=user_agent)
    planning.stop(row.id, because="signed")
    audit(after={"sha256": row.sha256, "version": row.version})
    publish(signals.AgreementSigned(engagement_id=row.engagement_id, client_id=row.client_id, agreement_id=row.id, ref=row.ref()))
    return to_agreement(row)


@query("onboarding", right="onboarding.view")
def get_agreement(*, actor: Actor, engagement_id: UUID) -> contracts.Agreement:
    """The engagement's newest agreement; NotFound if none was prepared or the actor may not see it."""
    rows = models.Agreement.objects.all().visible_to(actor).filter(engagement_id=engagement_id)
    row = rows.order_by("-version").first()
    if row is None:
        raise NotFound("There is no such agreement.")
    return to_agreement(row)


def expire(row: models.Agreement, actor: Actor) -> None:
    """Close an agreement that nobody signed in time; runs inside the notice's command."""
    row.move("expired")
    row.save(update_fields=["state"])
    _log(row, "expired", actor)
    planning.stop(row.id, because="expired")
    reminders = models.Notice.objects.filter(subject_id=row.id, kind="agreement_reminder", state="sent").count()
    publish(
        signals.AgreementExpired(
            engagement_id=row.engagement_id, client_id=row.client_id, agreement_id=row.id, reminders=reminders
        )
    )


def _freeze(engagement: models.Engagement) -> models.Agreement:
    at, policy = clock.now(), models.Policy.current()
    version = engagement.agreements.count() + 1
    body = _render(engagement, policy, version, at)
    if not body:
        raise Conflict("The agreement's template gave no text.")
    return models.Agreement.objects.create(
        client_id=engagement.client_id,
        engagement=engagement,
        version=version,
        language=engagement.language,
        text=body,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        prepared_at=at,
        expires_at=at + timedelta(days=policy.agreement_expiry_days),
    )


def _render(engagement: models.Engagement, policy: models.Policy, version: int, at) -> str:
    with override(engagement.language):
        facts = {
            "e": engagement,
            "pack": engagement.pack_facts,
            "policy": policy,
            "version": version,
            "rest_percent": 100 - engagement.deposit_percent,
            "prepared": date_format(at, "j F Y"),
            "starts": date_format(engagement.starts_on, "j F Y"),
            "ends": date_format(engagement.ends_on, "j F Y"),
        }
        return render_to_string(f"documents/onboarding/agreement.{engagement.language}.txt", facts).strip() + "\n"


def _log(row: models.Agreement, kind: str, actor: Actor, *, signer: str = "", ip: str = "", user_agent: str = "") -> None:
    models.SigningEntry.objects.create(
        client_id=row.client_id,
        agreement=row,
        kind=kind,
        at=clock.now(),
        sha256=row.sha256,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        signer_hash=keyed_hash(signer) if signer else "",
        ip_hash=keyed_hash(ip) if ip else "",
        agent_hash=keyed_hash(user_agent) if user_agent else "",
    )


def log_sent(row: models.Agreement, actor: Actor) -> None:
    """Note in the signing log that the invitation left."""
    if row.state == "prepared":
        row.move("sent")
        row.save(update_fields=["state"])
    _log(row, "invited", actor)
