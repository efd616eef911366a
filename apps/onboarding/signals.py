"""The facts onboarding tells."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kernel.money import Money
from kernel.refs import ArtifactRef
from kernel.signals import Signal, signal


@signal("onboarding.engagement_opened.v1")
class EngagementOpened(Signal):
    """A pack was sold to a client; the engagement's facts are fixed."""

    engagement_id: UUID
    client_id: UUID
    pack: str
    price: Money
    starts_on: date


@signal("onboarding.agreement_prepared.v1")
class AgreementPrepared(Signal):
    """An agreement's text is frozen and on its way to the client."""

    engagement_id: UUID
    client_id: UUID
    agreement_id: UUID


@signal("onboarding.agreement_signed.v1")
class AgreementSigned(Signal):
    """The client signed exactly this text."""

    engagement_id: UUID
    client_id: UUID
    agreement_id: UUID
    ref: ArtifactRef


@signal("onboarding.agreement_expired.v1")
class AgreementExpired(Signal):
    """Nobody signed in time; reminders had no answer."""

    engagement_id: UUID
    client_id: UUID
    agreement_id: UUID
    reminders: int


@signal("onboarding.intake_opened.v1")
class IntakeOpened(Signal):
    """The client was invited to the intake; an override of the kick-off gate is named by its reason in the audit."""

    engagement_id: UUID
    client_id: UUID
    overridden: bool = False


@signal("onboarding.intake_item_returned.v1")
class IntakeItemReturned(Signal):
    """Staff gave one answer back to the client."""

    engagement_id: UUID
    client_id: UUID
    field: str


@signal("onboarding.intake_captured.v1")
class IntakeCaptured(Signal):
    """The client handed the intake in; `round` counts from 1 and grows when returned items are answered."""

    engagement_id: UUID
    client_id: UUID
    round: int = 1


@signal("onboarding.intake_overdue.v1")
class IntakeOverdue(Signal):
    """The client does not answer: all reminders went out and the intake is still open."""

    engagement_id: UUID
    client_id: UUID
    reminders: int


@signal("onboarding.brief_validated.v1")
class BriefValidated(Signal):
    """A version of the brief exists; `blocking` counts the questions that must be answered before approval."""

    ref: ArtifactRef
    engagement_id: UUID
    client_id: UUID
    blocking: int
    parents: tuple[ArtifactRef, ...] = ()


@signal("onboarding.brief_approved.v1")
class BriefApproved(Signal):
    """The brief is approved and frozen; an older approved version is revised."""

    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    engagement_id: UUID
    client_id: UUID


@signal("onboarding.workspace_created.v1")
class WorkspaceCreated(Signal):
    """The client's brand kit stands; work can start."""

    engagement_id: UUID
    client_id: UUID
    brand_kit_id: UUID
    version: int
