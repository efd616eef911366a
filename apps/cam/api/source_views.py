"""API of discovery, enrichment and verification."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.cam import contracts, services
from apps.cam.api.source_bodies import CheckIn, FieldSources, JobIn, ProfilesIn, Rejected, Undone
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


class JobsView(ApiView):
    """Searches for people; POST starts one."""

    rights = {"GET": "cam.view", "POST": "cam.write"}

    @list_schema(contracts.DiscoveryJob, contracts.JobFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_discovery_jobs, contracts.JobFilter)

    @extend_schema(request=JobIn, responses={201: contracts.DiscoveryJob})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(JobIn)
        made = services.create_discovery_job(
            actor=self.actor, name=given.name, criteria=given.criteria, sources=given.sources, cap_minor=given.cap_minor,
            most=given.most, campaign_id=given.campaign_id, key=self.key,
        )  # fmt: skip
        return self.answer(made, status=201, location=f"/api/v1/cam/discovery-jobs/{made.id}/")


class JobView(ApiView):
    """One search with what each source brought."""

    right = "cam.view"

    @extend_schema(responses=contracts.DiscoveryJob)
    def get(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        return self.answer(services.get_discovery_job(actor=self.actor, job_id=job_id))


class JobStopView(ApiView):
    """Ask for nothing more; what was found stays."""

    right = "cam.write"

    def current(self, job_id: UUID) -> Any:
        return services.get_discovery_job(actor=self.actor, job_id=job_id)

    @extend_schema(request=None, responses=contracts.DiscoveryJob)
    def post(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        return self.answer(services.stop_discovery_job(actor=self.actor, job_id=job_id, key=self.key), tagged=True)


class ProfilesView(ApiView):
    """Found profiles."""

    right = "cam.view"

    @list_schema(contracts.DiscoveredProfile, contracts.ProfileFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_profiles, contracts.ProfileFilter)


class ConvertView(ApiView):
    """Make leads of profiles."""

    right = "cam.write"

    @extend_schema(request=ProfilesIn, responses=contracts.Converted)
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(ProfilesIn)
        return self.answer(services.convert_profiles(actor=self.actor, profile_ids=given.profile_ids, key=self.key))


class RejectView(ApiView):
    """Put profiles aside."""

    right = "cam.write"

    @extend_schema(request=ProfilesIn, responses=Rejected)
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(ProfilesIn)
        number = services.reject_profiles(actor=self.actor, profile_ids=given.profile_ids, reason=given.reason, key=self.key)
        return self.answer(Rejected(rejected=number))


class ChecksView(ApiView):
    """Let the worker enrich or verify leads."""

    right = "cam.write"

    @extend_schema(request=CheckIn, responses={202: contracts.CheckOrder})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(CheckIn)
        made = services.order_check(
            actor=self.actor, lead_ids=given.lead_ids, kind=given.kind, cap_minor=given.cap_minor, key=self.key
        )
        return self.answer(made, status=202)


class CheckPreviewView(ApiView):
    """What it would cost at most; nothing is asked and nothing stored."""

    right = "cam.view"

    @extend_schema(request=CheckIn, responses=contracts.CostPreview)
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(CheckIn)
        return self.answer(services.preview_check(actor=self.actor, lead_ids=given.lead_ids, kind=given.kind))


class FieldSourcesView(ApiView):
    """Where a lead's fields come from."""

    right = "cam.view"

    @extend_schema(responses=FieldSources)
    def get(self, request: HttpRequest, lead_id: UUID) -> HttpResponse:
        return self.answer(FieldSources(items=services.list_field_sources(actor=self.actor, lead_id=lead_id)))


class EnrichmentUndoView(ApiView):
    """Take back a lead's newest enrichment."""

    right = "cam.write"

    def current(self, lead_id: UUID) -> Any:
        return services.get_lead(actor=self.actor, lead_id=lead_id)

    @extend_schema(request=None, responses=Undone)
    def post(self, request: HttpRequest, lead_id: UUID) -> HttpResponse:
        return self.answer(Undone(fields=services.undo_enrichment(actor=self.actor, lead_id=lead_id, key=self.key)))
