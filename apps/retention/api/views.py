"""API of retention: relations, their health, every assessment."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.retention import contracts, services
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


class EngagementsView(ApiView):
    """Engagements as retention sees them."""

    right = "retention.view"

    @list_schema(contracts.LifecycleState, contracts.LifecycleFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_accounts, contracts.LifecycleFilter)


class EngagementView(ApiView):
    """Where one relation stands, and when its renewal falls due."""

    right = "retention.view"

    @extend_schema(responses=contracts.LifecycleState)
    def get(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        return self.answer(services.get_lifecycle_state(actor=self.actor, engagement_id=engagement_id))


class HealthView(ApiView):
    """The newest health with its inputs; POST computes it anew."""

    rights = {"GET": "retention.view", "POST": "retention.write"}

    @extend_schema(responses=contracts.Health)
    def get(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        return self.answer(services.get_health(actor=self.actor, engagement_id=engagement_id))

    @extend_schema(request=None, responses={201: contracts.Health})
    def post(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        """Compute the health anew."""
        state = services.get_lifecycle_state(actor=self.actor, engagement_id=engagement_id)
        found = services.assess_renewal_risk(
            actor=self.actor, engagement_id=engagement_id, client_id=state.client_id, key=self.key
        )
        return self.answer(found, status=201)


class AssessmentsView(ApiView):
    """Every assessment."""

    right = "retention.view"

    @list_schema(contracts.Health, contracts.LifecycleFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_assessments, contracts.LifecycleFilter)
