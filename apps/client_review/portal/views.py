"""Portal pages of client_review: what waits, the review with its posts, the decision, the certificate."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from apps.client_review import contracts, services
from apps.client_review.contracts import Verdict
from apps.client_review.portal.cards import cards_of, extras_of, mark_states
from apps.client_review.portal.words import words
from kernel import dates
from kernel.errors import DomainError, InvalidInput
from kernel.web.portal import PortalView


class ReviewsView(PortalView):
    """All reviews of the client, newest first."""

    right = "review.view"
    template_name = "portal/client_review/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = services.list_packages(actor=self.actor, cursor=request.GET.get("cursor", "")[:200], limit=25)
        w = words("en")
        rows = [{"review": review, "state": w[review.state.value], "tag": TAGS[review.state]} for review in found.items]
        return self.page({"rows": rows, "next_cursor": found.next_cursor, "w": w})


class ReviewView(PortalView):
    """One review, and the decision on it."""

    rights = {"GET": "review.view", "POST": "review.decide"}
    template_name = "portal/client_review/review.html"

    def get(self, request: HttpRequest, package_id: UUID) -> HttpResponse:
        return self.whole_page()

    def post(self, request: HttpRequest, package_id: UUID) -> HttpResponseBase:
        try:
            verdict = Verdict(request.POST.get("verdict", ""))
        except ValueError as error:
            raise InvalidInput("Choose one of the buttons.", field="verdict") from error
        decision = services.decide(
            actor=self.actor,
            package_id=package_id,
            sha256=request.POST.get("sha256", "")[:64],
            verdict=verdict,
            comment=request.POST.get("comment", ""),
            key=self.key,
        )
        package = services.get_package(actor=self.actor, package_id=package_id)
        return self.done(words(package.language)[f"thanks_{decision.verdict.value}"], self.home())

    def form_again(self, error: DomainError) -> HttpResponse:
        return self.whole_page(error=error, given=self.request.POST)

    def home(self) -> str:
        """The review's address."""
        return reverse("portal:client_review:review", args=[self.kwargs["package_id"]])

    def whole_page(self, **more: Any) -> HttpResponse:
        """The page; `more` holds an error and what was typed."""
        package_id = self.kwargs["package_id"]
        package = services.get_package(actor=self.actor, package_id=package_id)
        comparison = services.compare_versions(actor=self.actor, package_id=package_id)
        comments = services.list_comments(actor=self.actor, package_id=package_id)
        found = cards_of(package, comparison, comments)
        differing = [card for card in found if card["status"] != "same"]
        unchanged = [card for card in found if card["status"] == "same"]
        # Numbered as they stand on the page.
        cards = mark_states([*differing, *unchanged], package.state)
        waits = package.state in (contracts.PackageState.OPEN, contracts.PackageState.ON_HOLD)
        w = words(package.language)
        with override(package.language):
            values = {
                "LANGUAGE_CODE": package.language,
                "w": w,
                "package": package,
                "state": w[package.state.value],
                "tag": TAGS[package.state],
                "differing": [card for card in cards if card["status"] != "same"],
                "cards": cards,
                "first_open": next((card["key"] for card in cards if card["state"] == "open"), ""),
                "counts": [(w[f"is_{name}"], n) for name, n in Counter(card["state"] for card in cards).items()],
                "unchanged": [card for card in cards if card["status"] == "same"],
                "again": bool(comparison.changes),
                "general": [comment for comment in comments if not comment.post_key],
                "extras": [(w[name], texts) for name, texts in extras_of(package.content)],
                "may_decide": waits and self.actor.may("review.decide"),
                "may_comment": waits and self.actor.may("review.comment"),
                "waits": waits,
                "decided_line": _decided(package, w),
                "rounds_line": _rounds(package, w),
                **more,
            }
            return self.page(values)


class CommentsView(ReviewView):
    """A new comment, on the whole or on a post."""

    rights = {"POST": "review.comment"}
    http_method_names = ["post"]

    def post(self, request: HttpRequest, package_id: UUID) -> HttpResponseBase:
        package = services.get_package(actor=self.actor, package_id=package_id)
        post_key = request.POST.get("post_key", "")[:80]
        start, end = self._range(package, post_key, request.POST.get("quote", "").strip())
        services.capture_feedback(
            actor=self.actor,
            package_id=package_id,
            text=request.POST.get("text", ""),
            post_key=post_key,
            start=start,
            end=end,
            key=self.key,
        )
        anchor = f"#post-{post_key}" if post_key else "#whole"
        return self.done(words(package.language)["sent"], f"{self.home()}{anchor}")

    def _range(self, package: contracts.ReviewPackage, post_key: str, quote: str) -> tuple[int | None, int | None]:
        """Where the quoted words stand in the post."""
        if not quote:
            return None, None
        posts = package.content.get("posts") or []
        text = next((str(post.get("text", "")) for post in posts if str(post.get("key")) == post_key), "")
        start = text.find(quote)
        if start < 0:
            raise InvalidInput(words(package.language)["quote_missing"], field="quote")
        return start, start + len(quote)


class ResolveView(ReviewView):
    """A comment that is done with."""

    rights = {"POST": "review.comment"}
    http_method_names = ["post"]

    def post(self, request: HttpRequest, package_id: UUID, comment_id: UUID) -> HttpResponseBase:
        package = services.get_package(actor=self.actor, package_id=package_id)
        comment = services.resolve_comment(actor=self.actor, comment_id=comment_id, key=self.key)
        return self.done(words(package.language)["resolved"].capitalize() + ".", f"{self.home()}#post-{comment.post_key}")


class CertificateView(PortalView):
    """The proof of the decision, as a file."""

    right = "review.view"

    def get(self, request: HttpRequest, package_id: UUID) -> HttpResponseBase:
        proof = services.get_certificate(actor=self.actor, package_id=package_id)
        return self.file(proof.data, name=proof.file_name, content_type=proof.content_type)


_S = contracts.PackageState
TAGS = {
    _S.OPEN: "warn",
    _S.ON_HOLD: "warn",
    _S.APPROVED: "good",
    _S.CHANGES_REQUESTED: "",
    _S.REJECTED: "bad",
    _S.SUPERSEDED: "",
}


def _decided(package: contracts.ReviewPackage, w: dict[str, str]) -> str:
    """Who decided what and when, "" while nobody has."""
    decision = package.decision
    if decision is None:
        return ""
    at = dates.moment(decision.decided_at, package.language, timezone.get_current_timezone())
    name = f"{decision.decided_name}"
    state = w["on_hold"] if decision.verdict is Verdict.HOLD else w[package.state.value]
    return w["decided"].format(state=state, name=name, date=at)


def _rounds(package: contracts.ReviewPackage, w: dict[str, str]) -> str:
    """How many revision rounds are left, and what the next one means."""
    if package.rounds_used + 1 > package.rounds_contracted:
        return w["extra"]
    return w["rounds_left"].format(contracted=package.rounds_contracted, used=package.rounds_used)
