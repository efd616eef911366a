"""Hunter's API, version 2: addresses of a domain, the address of a person, the check of an address."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from apps.cam.contracts import (
    AddressVerdict,
    Criteria,
    Enriched,
    FoundField,
    Person,
    Profile,
    ProfilePage,
    ProviderFailed,
    Verification,
)
from apps.cam.providers import sources
from kernel import clock

BASE = "https://api.hunter.io/v2"
PER_PAGE = 10
"""Hunter charges one credit for up to ten addresses of a domain."""
_VERDICTS = {
    "valid": (AddressVerdict.VALID, "the mailbox exists"),
    "invalid": (AddressVerdict.INVALID, "the mailbox does not exist"),
    "accept_all": (AddressVerdict.RISKY, "the server takes every address"),
    "webmail": (AddressVerdict.UNKNOWN, "a free mailbox, which cannot be checked"),
    "disposable": (AddressVerdict.INVALID, "a disposable mailbox"),
    "unknown": (AddressVerdict.UNKNOWN, "the server does not tell"),
}


class _Hunter:
    name = "hunter"

    def __init__(self, base: str = BASE, key: str | None = None) -> None:
        self._base, self._key = base.rstrip("/"), key

    def ready(self) -> str:
        """The key; NotConfigured if there is none."""
        return sources.key_of("AICMO_HUNTER_KEY", settings.AICMO_HUNTER_KEY if self._key is None else self._key, "Hunter")

    def _ask(self, path: str, **values: Any) -> dict[str, Any]:
        found = sources.ask("Hunter", f"{self._base}{path}?{urlencode(values)}", headers={"x-api-key": self.ready()})
        if not isinstance(found.get("data"), dict):
            raise ProviderFailed("Hunter's answer holds no data.")
        return found


class HunterDomains(_Hunter):
    """The people whose addresses Hunter found for the job's web pages."""

    act = "search"
    credits = 1

    def search(self, criteria: Criteria, cursor: str) -> ProfilePage:
        """Ten addresses of one domain; the cursor is "<number of the page in criteria.websites>:<offset>"."""
        if not criteria.websites:
            return ProfilePage(profiles=(), credits=0, notes=("Hunter is asked by web page; the job names none",))
        at, _, offset = (cursor or "0:0").partition(":")
        domain = sources.host_of(criteria.websites[int(at)])
        found = self._ask("/domain-search", domain=domain, limit=PER_PAGE, offset=int(offset))
        people = sources.objects(found, "data", "emails")
        total = sources.number(found, "meta", "results") or 0
        following = int(offset) + PER_PAGE
        if following < total and people:
            after = f"{at}:{following}"
        else:
            after = f"{int(at) + 1}:0" if int(at) + 1 < len(criteria.websites) else ""
        return ProfilePage(
            profiles=tuple(_profile(one, found["data"]) for one in people), next_cursor=after,
            credits=1 if people else 0,
        )  # fmt: skip


class HunterFinder(_Hunter):
    """The address of a person at a domain: one credit where Hunter finds one."""

    act = "find"
    credits = 1

    def enrich(self, person: Person) -> Enriched:
        """Address, title and firm of the person; nothing is asked without a name and a domain."""
        domain = person.domain
        if not (domain and person.first_name and person.last_name):
            return Enriched(credits=0, notes=("Hunter needs first name, last name and a web page",))
        found = self._ask("/email-finder", domain=domain, first_name=person.first_name, last_name=person.last_name)
        data = found["data"]
        email = sources.text(data, "email", most=320)
        if not email:
            return Enriched(credits=0, notes=("Hunter found no address",))
        score = (sources.number(data, "score", most=100) or 0) / 100
        cited = sources.objects(data, "sources")
        ref = sources.text(cited[0], "uri", most=500) if cited else f"https://hunter.io/search/{domain}"
        seen = _day(sources.text(cited[0], "last_seen_on")) if cited else None
        told = {"email": (email, score), "title": (sources.text(data, "position", most=160), 0.6),
                "company": (sources.text(data, "company", most=160), 0.6)}  # fmt: skip
        fields = tuple(
            FoundField(field=name, value=value, ref=ref, found_on=seen or clock.today(), confidence=sure)
            for name, (value, sure) in told.items()
            if value
        )
        return Enriched(fields=fields, verified=sources.text(data, "verification", "status") == "valid", credits=1)


class HunterVerifier(_Hunter):
    """The check of an address at its server."""

    act = "verify"
    credits = 1

    def verify(self, address: str) -> Verification:
        """Hunter's verdict; an answer still being worked on (202) is asked for again."""
        data = self._ask("/email-verifier", email=address)["data"]
        status = sources.text(data, "status")
        if status not in _VERDICTS:
            raise ProviderFailed(f"Hunter's verdict “{status[:40]}” is not known.")
        verdict, reason = _VERDICTS[status]
        return Verification(verdict=verdict, reason=f"Hunter: {reason}", credits=1)


def _profile(one: dict[str, Any], data: dict[str, Any]) -> Profile:
    cited = sources.objects(one, "sources")
    return Profile(
        email=sources.text(one, "value", most=320),
        linkedin_url=sources.text(one, "linkedin"),
        first_name=sources.text(one, "first_name", most=80), last_name=sources.text(one, "last_name", most=80),
        title=sources.text(one, "position", most=160), seniority=sources.text(one, "seniority", most=40),
        company=sources.text(data, "organization", most=160), website=f"https://{sources.text(data, 'domain', most=190)}",
        industry=sources.text(data, "industry", most=120), country=sources.text(data, "country", most=80),
        ref=sources.text(cited[0], "uri", most=500) if cited else "",
        confidence=(sources.number(one, "confidence", most=100) or 0) / 100,
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
