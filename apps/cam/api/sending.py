"""API of cam's sending: personal sentences, sending domains, what the next days would bring."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.cam import contracts, services
from apps.cam.api.bodies import ClaimIn, Claims
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


class ClaimsView(ApiView):
    """Personal sentences for a lead's mails; POST adds one."""

    rights = {"GET": "cam.view", "POST": "cam.write"}

    @extend_schema(responses=Claims)
    def get(self, request: HttpRequest, lead_id: UUID) -> HttpResponse:
        return self.answer(Claims(items=services.list_claims(actor=self.actor, lead_id=lead_id, limit=200).items))

    @extend_schema(request=ClaimIn, responses={201: contracts.LeadClaim})
    def post(self, request: HttpRequest, lead_id: UUID) -> HttpResponse:
        given = self.body(ClaimIn)
        made = services.add_claim(
            actor=self.actor, lead_id=lead_id, text=given.text, source_url=given.source_url, found_on=given.found_on, key=self.key
        )
        return self.answer(made, status=201)


class DomainsView(ApiView):
    """The domains we write from, with what was found at their last check."""

    right = "cam.view"

    @list_schema(contracts.SendingDomain, contracts.DomainFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_domains, contracts.DomainFilter)


class SimulationView(ApiView):
    """The next 14 days of a campaign as they would go: mails by day and mailbox, what is skipped, what waits and why."""

    right = "cam.view"

    @extend_schema(responses=contracts.Simulation)
    def get(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        return self.answer(services.simulate(actor=self.actor, campaign_id=campaign_id))
