"""API of cam: leads, their import, campaigns, suppressions, what came back."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.cam import contracts, services
from apps.cam.api.bodies import CampaignIn, DealIn, History, SuppressIn, VerbIn
from kernel.errors import InvalidInput, NotFound
from kernel.money import Money
from kernel.web.api import ApiView
from kernel.web.schema import form_with_file, list_schema


class LeadsView(ApiView):
    """The leads."""

    rights = {"GET": "cam.view", "POST": "cam.write"}

    @list_schema(contracts.Lead, contracts.LeadFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_leads, contracts.LeadFilter)

    @extend_schema(request=contracts.LeadIn, responses={201: contracts.Lead})
    def post(self, request: HttpRequest) -> HttpResponse:
        made = services.ingest(actor=self.actor, lead=self.body(contracts.LeadIn), key=self.key)
        return self.answer(made, status=201, location=f"/api/v1/cam/leads/{made.id}/")


class LeadView(ApiView):
    """One lead."""

    right = "cam.view"

    @extend_schema(responses=contracts.Lead)
    def get(self, request: HttpRequest, lead_id: UUID) -> HttpResponse:
        return self.answer(services.get_lead(actor=self.actor, lead_id=lead_id))


class ScoreView(ApiView):
    """A lead's score with its reasons; POST scores it again."""

    rights = {"GET": "cam.view", "POST": "cam.write"}

    def current(self, lead_id: UUID) -> Any:
        return services.get_lead_score(actor=self.actor, lead_id=lead_id)

    @extend_schema(responses=contracts.LeadScore)
    def get(self, request: HttpRequest, lead_id: UUID) -> HttpResponse:
        return self.answer(services.get_lead_score(actor=self.actor, lead_id=lead_id))

    @extend_schema(request=None, responses=contracts.LeadScore)
    def post(self, request: HttpRequest, lead_id: UUID) -> HttpResponse:
        return self.answer(services.qualify(actor=self.actor, lead_id=lead_id, key=self.key), tagged=True)


class HistoryView(ApiView):
    """What happened with a lead."""

    right = "cam.view"

    @extend_schema(responses=History)
    def get(self, request: HttpRequest, lead_id: UUID) -> HttpResponse:
        services.get_lead(actor=self.actor, lead_id=lead_id)
        return self.answer(History(items=services.get_lead_history(actor=self.actor, lead_id=lead_id)))


class DealView(ApiView):
    """The deal with a lead; POST records the yes."""

    rights = {"GET": "cam.view", "POST": "cam.write"}

    @extend_schema(responses=contracts.Deal)
    def get(self, request: HttpRequest, lead_id: UUID) -> HttpResponse:
        return self.answer(services.get_deal(actor=self.actor, lead_id=lead_id))

    @extend_schema(request=DealIn, responses={201: contracts.Deal})
    def post(self, request: HttpRequest, lead_id: UUID) -> HttpResponse:
        given = self.body(DealIn)
        price = Money(minor=given.price_minor, currency=given.currency)
        made = services.close_deal(
            actor=self.actor, lead_id=lead_id, pack=given.pack, price=price, signer_name=given.signer_name,
            signer_email=given.signer_email, key=self.key,
        )  # fmt: skip
        return self.answer(made, status=201)


class ImportsView(ApiView):
    """Imported files; POST a multipart `file`, with `dry_run=true`, `campaign_id` and `mapping` (JSON) if wanted."""

    rights = {"GET": "cam.view", "POST": "cam.write"}

    @list_schema(contracts.ImportBatch, contracts.BatchFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_import_batches, contracts.BatchFilter)

    @extend_schema(
        request=form_with_file(dry_run="boolean", campaign_id="uuid", mapping=""),
        responses={200: contracts.ImportReport, 201: contracts.ImportReport},
    )
    def post(self, request: HttpRequest) -> HttpResponse:
        name, data = self.upload(most=200_000_000)
        dry_run = self.request.data.get("dry_run", "").lower() in ("true", "1", "yes")
        report = services.import_leads(
            actor=self.actor, data=data, file_name=name, campaign_id=_uuid(self.request.data.get("campaign_id", "")),
            mapping=_mapping(self.request.data.get("mapping", "")), dry_run=dry_run, key=self.key,
        )  # fmt: skip
        return self.answer(report, status=200 if dry_run else 201)


class ImportView(ApiView):
    """One imported file."""

    right = "cam.view"

    @extend_schema(responses=contracts.ImportBatch)
    def get(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        return self.answer(services.get_import_batch(actor=self.actor, batch_id=batch_id))


class RejectedView(ApiView):
    """The refused rows of a batch, as CSV."""

    right = "cam.view"

    @extend_schema(responses={(200, "text/csv"): str})
    def get(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        data = services.export_rejected_rows(actor=self.actor, batch_id=batch_id)
        return self.file(data, name="rejected.csv", content_type="text/csv; charset=utf-8")


class UndoView(ApiView):
    """Take a batch back."""

    right = "cam.write"

    def current(self, batch_id: UUID) -> Any:
        return services.get_import_batch(actor=self.actor, batch_id=batch_id)

    @extend_schema(request=None, responses=contracts.UndoReport)
    def post(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        return self.answer(services.undo_import(actor=self.actor, batch_id=batch_id, key=self.key))


class CampaignsView(ApiView):
    """The campaigns."""

    rights = {"GET": "cam.view", "POST": "cam.write"}

    @list_schema(contracts.Campaign, contracts.CampaignFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_campaigns, contracts.CampaignFilter)

    @extend_schema(request=CampaignIn, responses={201: contracts.Campaign})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(CampaignIn)
        made = services.create_campaign(
            actor=self.actor, name=given.name, sequence=given.sequence, mode=given.mode, proof_address=given.proof_address,
            key=self.key,
        )  # fmt: skip
        return self.answer(made, status=201, location=f"/api/v1/cam/campaigns/{made.id}/")


class CampaignView(ApiView):
    """One campaign."""

    right = "cam.view"

    @extend_schema(responses=contracts.Campaign)
    def get(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        return self.answer(services.get_campaign(actor=self.actor, campaign_id=campaign_id))


class CampaignStatusView(ApiView):
    """A campaign in figures."""

    right = "cam.view"

    @extend_schema(responses=contracts.Metrics)
    def get(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        return self.answer(services.get_status(actor=self.actor, campaign_id=campaign_id))


class CampaignVerbView(ApiView):
    """start, pause, resume or stop a campaign; pause and stop need a reason."""

    right = "cam.send"

    def current(self, campaign_id: UUID, verb: str) -> Any:
        return services.get_campaign(actor=self.actor, campaign_id=campaign_id)

    @extend_schema(request=VerbIn, responses=contracts.Campaign)
    def post(self, request: HttpRequest, campaign_id: UUID, verb: str) -> HttpResponse:
        plain = {"start": services.start_campaign, "resume": services.resume_campaign}
        reasoned = {"pause": services.pause_campaign, "stop": services.stop_campaign}
        if verb in plain:
            return self.answer(plain[verb](actor=self.actor, campaign_id=campaign_id, key=self.key), tagged=True)
        if verb not in reasoned:
            raise NotFound("A campaign knows start, pause, resume and stop.")
        given = self.body(VerbIn)
        if not given.reason.strip():
            raise InvalidInput("Say why.", field="reason")
        done = reasoned[verb](actor=self.actor, campaign_id=campaign_id, reason=given.reason, key=self.key)
        return self.answer(done, tagged=True)


class AttemptsView(ApiView):
    """Planned and made contacts."""

    right = "cam.view"

    @list_schema(contracts.Attempt, contracts.AttemptFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_attempts, contracts.AttemptFilter)


class InboundView(ApiView):
    """Mails that came in."""

    right = "cam.view"

    @list_schema(contracts.InboundMail, contracts.InboundFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_inbound, contracts.InboundFilter)


class SuppressionsView(ApiView):
    """What nothing is sent to."""

    rights = {"GET": "cam.view", "POST": "cam.write"}

    @list_schema(contracts.Suppression, contracts.SuppressionFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_suppressions, contracts.SuppressionFilter)

    @extend_schema(request=SuppressIn, responses={201: contracts.Suppression})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(SuppressIn)
        made = services.suppress(actor=self.actor, address=given.address, domain=given.domain, reason=given.reason, key=self.key)
        return self.answer(made, status=201)


class ReviewsView(ApiView):
    """The review queue."""

    right = "cam.view"

    @list_schema(contracts.ReviewItem, contracts.ReviewFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_reviews, contracts.ReviewFilter)


class FunnelView(ApiView):
    """How many leads came how far."""

    right = "cam.view"

    @extend_schema(responses=contracts.Funnel)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(services.get_funnel(actor=self.actor))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise InvalidInput(f"“{text[:60]}” is no id.", field="campaign_id") from error


def _mapping(text: str) -> dict[str, str] | None:
    if not text:
        return None
    try:
        found = json.loads(text)
    except ValueError as error:
        raise InvalidInput("mapping must be JSON.", field="mapping", remedy='Send e.g. {"email": "Work mail"}.') from error
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise InvalidInput("mapping must map fields to column names.", field="mapping")
    return found
