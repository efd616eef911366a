"""API of delivery: packages, their files, publications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.delivery import contracts, services
from kernel.refs import ArtifactRef
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class PackageIn:
    """What to pack: exactly this bundle and strategy, under this approval."""

    engagement_id: UUID
    client_id: UUID
    bundle: ArtifactRef
    strategy: ArtifactRef
    approval_id: UUID


@dataclass(frozen=True, kw_only=True)
class ResolveIn:
    """What became of a post; `url` for live, `reason` for failed and removed."""

    resolution: contracts.Resolution
    url: str = ""
    reason: str = ""


class PackagesView(ApiView):
    """Packages."""

    rights = {"GET": "delivery.view", "POST": "delivery.write"}

    @list_schema(contracts.Package, contracts.PackageFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_packages, contracts.PackageFilter)

    @extend_schema(request=PackageIn, responses={202: contracts.Job})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(PackageIn)
        job = services.create_package(
            actor=self.actor,
            engagement_id=given.engagement_id,
            client_id=given.client_id,
            bundle=given.bundle,
            strategy=given.strategy,
            approval_id=given.approval_id,
            key=self.key,
        )
        return self.answer(job, status=202, location=f"/api/v1/delivery/packages/{job.id}/")


class PackageView(ApiView):
    """One package with its manifest."""

    right = "delivery.view"

    @extend_schema(responses=contracts.Package)
    def get(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        package = services.get_package(actor=self.actor, package_id=package_id)
        return self.answer(package)


class FileView(ApiView):
    """The ZIP; its ETag is the SHA-256 of its bytes."""

    right = "delivery.view"

    @extend_schema(responses={200: bytes})
    def get(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        document = services.get_file(actor=self.actor, package_id=package_id)
        return self.file(document.data, name=document.file_name, content_type=document.content_type)


class ReleaseView(ApiView):
    """Give the package to the client."""

    right = "delivery.write"

    def current(self, package_id: UUID) -> Any:
        return services.get_package(actor=self.actor, package_id=package_id)

    @extend_schema(request=None, responses=contracts.Package)
    def post(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        return self.answer(services.release(actor=self.actor, package_id=package_id, key=self.key), tagged=True)


class PublishView(ApiView):
    """Schedule the package's posts."""

    right = "delivery.publish"

    def current(self, package_id: UUID) -> Any:
        return services.get_package(actor=self.actor, package_id=package_id)

    @extend_schema(request=None, responses={202: contracts.Package})
    def post(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        return self.answer(services.publish(actor=self.actor, package_id=package_id, key=self.key), status=202)


class PublicationsView(ApiView):
    """Publications, in the order of their moments."""

    right = "delivery.view"

    @list_schema(contracts.Publication, contracts.PublicationFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_publications, contracts.PublicationFilter)


class PublicationView(ApiView):
    """One publication."""

    right = "delivery.view"

    @extend_schema(responses=contracts.Publication)
    def get(self, request: HttpRequest, publication_id: UUID) -> HttpResponse:
        return self.answer(services.get_publication(actor=self.actor, publication_id=publication_id))


class ResolveView(ApiView):
    """A person's word on a publication."""

    right = "delivery.publish"

    def current(self, publication_id: UUID) -> Any:
        return services.get_publication(actor=self.actor, publication_id=publication_id)

    @extend_schema(request=ResolveIn, responses=contracts.Publication)
    def post(self, request: HttpRequest, publication_id: UUID) -> HttpResponse:
        given = self.body(ResolveIn)
        publication = services.resolve_publication(
            actor=self.actor,
            publication_id=publication_id,
            resolution=given.resolution,
            url=given.url,
            reason=given.reason,
            key=self.key,
        )
        return self.answer(publication, tagged=True)
