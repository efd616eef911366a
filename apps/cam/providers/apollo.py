"""Apollo by its official API: people search, and the match of one person. Nothing behind a login is read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from apps.cam.contracts import Criteria, Enriched, FoundField, Person, Profile, ProfilePage, ProviderFailed
from apps.cam.providers import sources
from kernel import clock

BASE = "https://api.apollo.io/api/v1"
PER_PAGE = 100
LAST_PAGE = 500
"""Apollo answers no more than 50,000 records of one search (its documentation of people search)."""
_SURE = {"verified": 0.95, "likely to engage": 0.8, "guessed": 0.5, "extrapolated": 0.5}
_LOCKED = "email_not_unlocked"
_PERSON = ("first_name", "last_name", "title", "seniority", "linkedin_url", "city", "region", "country", "email")
_FIRM = ("company", "website", "industry", "keywords", "employees", "revenue")


class _Apollo:
    name = "apollo"

    def __init__(self, base: str = BASE, key: str | None = None) -> None:
        self._base, self._key = base.rstrip("/"), key

    def ready(self) -> str:
        """The key; NotConfigured if there is none."""
        return sources.key_of("AICMO_APOLLO_KEY", settings.AICMO_APOLLO_KEY if self._key is None else self._key, "Apollo")

    def _ask(self, path: str, body: Any) -> dict[str, Any]:
        return sources.ask("Apollo", f"{self._base}{path}", method="POST", headers={"x-api-key": self.ready()}, body=body)


class ApolloSearch(_Apollo):
    """People search. It charges no credits and tells no addresses, as a rule: converting needs the match, or a LinkedIn URL."""

    act = "search"
    credits = 0

    def search(self, criteria: Criteria, cursor: str) -> ProfilePage:
        """A page of 100. Followers are not told by Apollo, so min_followers leaves nobody out here."""
        page = int(cursor or 1)
        body: dict[str, Any] = {"page": page, "per_page": PER_PAGE}
        if criteria.keywords:
            body["q_keywords"] = criteria.keywords
        if criteria.role:
            body["person_titles"] = [part.strip() for part in criteria.role.split(",") if part.strip()]
        if criteria.location:
            body["person_locations"] = [part.strip() for part in criteria.location.split(";") if part.strip()]
        found = self._ask("/mixed_people/search", body)
        if "people" not in found and "contacts" not in found:
            raise ProviderFailed("Apollo's answer names no people.")
        people = [*sources.objects(found, "people"), *sources.objects(found, "contacts")]
        pages = min(sources.number(found, "pagination", "total_pages") or 0, LAST_PAGE)
        return ProfilePage(
            profiles=tuple(_profile(one) for one in people), next_cursor=str(page + 1) if people and page < pages else "",
            credits=sources.number(found, "credits_consumed"),
        )  # fmt: skip


class ApolloMatch(_Apollo):
    """The match of one person: one credit where Apollo knows somebody. Personal addresses and numbers are not asked for."""

    act = "match"
    credits = 1

    def enrich(self, person: Person) -> Enriched:
        """What Apollo knows of the person; an address counts as verified only where Apollo says so."""
        asked = {
            "first_name": person.first_name, "last_name": person.last_name, "organization_name": person.company,
            "domain": person.domain, "email": person.email,
            "linkedin_url": person.linkedin_url, "reveal_personal_emails": "false",
        }  # fmt: skip
        found = self._ask(f"/people/match?{urlencode({k: v for k, v in asked.items() if v})}", {})
        credits = sources.number(found, "credits_consumed")
        one = found.get("person")
        if not isinstance(one, dict):
            return Enriched(credits=0 if credits is None else credits, notes=("Apollo knows nobody of that name",))
        profile = asdict(_profile(one))
        sure = _SURE.get(sources.text(one, "email_status").lower(), 0.4)
        fields = tuple(
            FoundField(
                field=name, value=profile[name], ref=profile["ref"], found_on=clock.today(),
                confidence=sure if name == "email" else 0.7,
            )
            for name in (*_PERSON, *_FIRM)
            if profile[name] not in ("", None)
        )  # fmt: skip
        verified = bool(profile["email"]) and sources.text(one, "email_status").lower() == "verified"
        return Enriched(fields=fields, verified=verified, credits=credits)


def _profile(one: dict[str, Any]) -> Profile:
    firm = one.get("organization") if isinstance(one.get("organization"), dict) else {}
    email = sources.text(one, "email", most=320)
    words = firm.get("keywords") if isinstance(firm.get("keywords"), list) else []
    return Profile(
        email="" if email.startswith(_LOCKED) else email,
        linkedin_url=sources.text(one, "linkedin_url"),
        first_name=sources.text(one, "first_name", most=80), last_name=sources.text(one, "last_name", most=80),
        title=sources.text(one, "title", most=160), seniority=sources.text(one, "seniority", most=40),
        company=sources.text(firm, "name", most=160), website=sources.text(firm, "website_url", most=200),
        industry=sources.text(firm, "industry", most=120), keywords=", ".join(w for w in words[:30] if isinstance(w, str)),
        employees=sources.number(firm, "estimated_num_employees", most=2**31 - 1), revenue=sources.number(firm, "annual_revenue"),
        city=sources.text(one, "city", most=80), region=sources.text(one, "state", most=80),
        country=sources.text(one, "country", most=80) or sources.text(firm, "country", most=80),
        ref=f"https://app.apollo.io/#/people/{sources.text(one, 'id', most=60)}", confidence=0.7,
    )  # fmt: skip
