"""Portal pages of strategy: the approved plans, each to read and to take away as a PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from apps.strategy import services
from apps.strategy.portal.words import words
from kernel.web.portal import PortalView


class StrategiesView(PortalView):
    """The strategies that were approved, newest first."""

    right = "strategy.view"
    template_name = "portal/strategy/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        cursor = request.GET.get("cursor", "")[:200]
        return self.page({"found": services.list_strategies(actor=self.actor, cursor=cursor, limit=25)})


class StrategyView(PortalView):
    """One approved strategy, in its own language."""

    right = "strategy.view"
    template_name = "portal/strategy/strategy.html"

    def get(self, request: HttpRequest, strategy_id: UUID) -> HttpResponse:
        found = services.read_strategy(actor=self.actor, strategy_id=strategy_id)
        with override(found.language):
            return self.page({"found": found, "w": words(found.language), "LANGUAGE_CODE": found.language})


class DocumentView(PortalView):
    """The strategy as a PDF."""

    right = "strategy.view"

    def get(self, request: HttpRequest, strategy_id: UUID) -> HttpResponse:
        found = services.get_document(actor=self.actor, strategy_id=strategy_id)
        return self.file(found.data, name=found.file_name, content_type=found.content_type)
