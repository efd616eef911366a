"""API of client_review: reviews, decisions, comments, what changed, the certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.client_review import contracts, services
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class DecideIn:
    """A decision on exactly the bytes that `sha256` (or If-Match) names; REQUEST_CHANGES and REJECT need a `comment`."""

    verdict: contracts.Verdict
    sha256: str = ""
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class CommentIn:
    """A remark; `start` and `end` count characters of the text of the post `post_key`."""

    text: str
    post_key: str = ""
    start: int | None = None
    end: int | None = None
    internal: bool = False


@dataclass(frozen=True, kw_only=True)
class CommentList:
    """All comments of a review that the caller may read, oldest first."""

    items: tuple[contracts.Comment, ...]


class ReviewsView(ApiView):
    """Reviews."""

    right = "review.view"

    @list_schema(contracts.ReviewSummary, contracts.ReviewFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_packages, contracts.ReviewFilter)


class ReviewView(ApiView):
    """One review with its frozen content; the ETag is the hash a decision must name."""

    right = "review.view"

    @extend_schema(responses=contracts.ReviewPackage)
    def get(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        package = services.get_package(actor=self.actor, package_id=package_id)
        return self.answer(package)


class DecisionView(ApiView):
    """The client's decision."""

    right = "review.decide"

    def current(self, package_id: UUID) -> Any:
        return services.get_package(actor=self.actor, package_id=package_id)

    @extend_schema(request=DecideIn, responses={201: contracts.Decision})
    def post(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        given = self.body(DecideIn)
        decision = services.decide(
            actor=self.actor,
            package_id=package_id,
            sha256=given.sha256 or self.matched(),
            verdict=given.verdict,
            comment=given.comment,
            key=self.key,
        )
        return self.answer(decision, status=201)


class DecisionsView(ApiView):
    """All decisions."""

    right = "review.view"

    @list_schema(contracts.Decision, contracts.DecisionFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_decisions, contracts.DecisionFilter)


class CommentsView(ApiView):
    """Comments on a review."""

    rights = {"GET": "review.view", "POST": "review.comment"}

    @extend_schema(responses=CommentList)
    def get(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        return self.answer(CommentList(items=services.list_comments(actor=self.actor, package_id=package_id)))

    @extend_schema(request=CommentIn, responses={201: contracts.Comment})
    def post(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        given = self.body(CommentIn)
        comment = services.capture_feedback(
            actor=self.actor,
            package_id=package_id,
            text=given.text,
            post_key=given.post_key,
            start=given.start,
            end=given.end,
            internal=given.internal,
            key=self.key,
        )
        return self.answer(comment, status=201)


class ResolveView(ApiView):
    """A comment that is done with."""

    right = "review.comment"

    @extend_schema(request=None, responses=contracts.Comment)
    def post(self, request: HttpRequest, comment_id: UUID) -> HttpResponse:
        return self.answer(services.resolve_comment(actor=self.actor, comment_id=comment_id, key=self.key))


class ChangesView(ApiView):
    """What differs from the version before."""

    right = "review.view"

    @extend_schema(responses=contracts.Comparison)
    def get(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        return self.answer(services.compare_versions(actor=self.actor, package_id=package_id))


class PlanView(ApiView):
    """What the client's words ask for."""

    right = "review.view"

    @extend_schema(responses=contracts.RevisionPlan)
    def get(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        return self.answer(services.create_revision_plan(actor=self.actor, package_id=package_id))


class CertificateView(ApiView):
    """The proof of the decision, as a JSON file."""

    right = "review.view"

    @extend_schema(responses={200: bytes})
    def get(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        proof = services.get_certificate(actor=self.actor, package_id=package_id)
        return self.file(proof.data, name=proof.file_name, content_type=proof.content_type)
