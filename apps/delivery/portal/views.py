"""Portal pages of delivery: packages to download, posts with where they stand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import override

from apps.delivery import contracts, services
from apps.delivery.contracts import PublicationState
from apps.delivery.portal.words import words
from kernel.text import hashtags, unsaid
from kernel.web.portal import PortalView

TAGS = {
    PublicationState.LIVE: "good",
    PublicationState.FAILED: "bad",
    PublicationState.UNKNOWN: "warn",
    PublicationState.SENDING: "warn",
    PublicationState.SCHEDULED: "",
    PublicationState.REMOVED: "",
}
CHANNELS = {"x": "X", "linkedin": "LinkedIn", "tiktok": "TikTok", "youtube": "YouTube", "google_business": "Google Business"}


class PackagesView(PortalView):
    """All packages of the client, newest first."""

    right = "delivery.view"
    template_name = "portal/delivery/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = services.list_packages(actor=self.actor, cursor=request.GET.get("cursor", "")[:200], limit=25)
        return self.page({"found": found, "w": words("en")})


class _Spoken(PortalView):
    """A page in the client's language, which the package's branding names."""

    right = "delivery.view"

    def spoken(self, package: contracts.Package, values: dict[str, Any]) -> HttpResponse:
        language = str(package.manifest.get("branding", {}).get("language") or "en")
        with override(language):
            return self.page({"w": words(language), "package": package, "LANGUAGE_CODE": language, **values})


class PackageView(_Spoken):
    """One package: its file, its fingerprint, and what became of its posts."""

    template_name = "portal/delivery/package.html"

    def get(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        package = services.get_package(actor=self.actor, package_id=package_id)
        wanted = contracts.PublicationFilter(package_id=package_id)
        found = services.list_publications(actor=self.actor, filter=wanted, cursor=request.GET.get("cursor", "")[:200], limit=100)
        approvals = package.manifest.get("approvals") or [{}]
        at = str(approvals[0].get("created_at") or "")
        return self.spoken(
            package,
            {
                "rows": [_row(publication) for publication in found.items],
                "next_cursor": found.next_cursor,
                "approved_at": datetime.fromisoformat(at) if at else None,
            },
        )


class FileView(PortalView):
    """The ZIP, as a download under a name of our making."""

    right = "delivery.view"

    def get(self, request: HttpRequest, package_id: UUID) -> HttpResponseBase:
        document = services.get_file(actor=self.actor, package_id=package_id)
        return self.file(document.data, name=document.file_name, content_type=document.content_type)


class PostView(_Spoken):
    """One post and where it stands; embedded mode's channels lead here."""

    template_name = "portal/delivery/post.html"

    def get(self, request: HttpRequest, publication_id: UUID) -> HttpResponse:
        publication = services.get_publication(actor=self.actor, publication_id=publication_id)
        package = services.get_package(actor=self.actor, package_id=publication.package_id)
        return self.spoken(package, {"row": _row(publication)})


def _row(publication: contracts.Publication) -> dict[str, Any]:
    """A publication for people: wall time, channel by its name, the post's first words."""
    text = str(publication.post.get("text", "")).strip()
    when, at = datetime.fromisoformat(publication.wall_time), publication.published_at
    return {
        "publication": publication,
        "when": when,
        # In the zone of the plan beside it, whose offset is that of the planned moment.
        "published": at and (at.astimezone(UTC) + (when.replace(tzinfo=UTC) - publication.scheduled_for)).replace(tzinfo=None),
        "channel": CHANNELS.get(publication.channel, publication.channel.replace("_", " ").title()),
        "first_words": text.splitlines()[0] if text else "",
        "tag": TAGS[publication.state],
        "hashtags": unsaid(text, hashtags(publication.post.get("hashtags"))),
        "link": "".join(unsaid(text, [str(publication.post.get("link") or "")])),
        "is_page": "/portal/delivery/posts/" in publication.url,
    }
