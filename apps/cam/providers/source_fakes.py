"""Fakes of the people's sources for development and tests: chosen in the settings, refused in production by their names."""

from __future__ import annotations

from dataclasses import replace

from apps.cam.contracts import (
    AddressVerdict,
    Criteria,
    Enriched,
    FoundField,
    Person,
    Profile,
    ProfilePage,
    Verification,
)
from kernel import clock


class _Fake:
    credits = 1

    def __init__(self, name: str = "fake", *, fails: list[Exception] | None = None) -> None:
        self.name = name
        self.fails = list(fails or ())
        self.asked: list[object] = []

    def _called(self, what: object) -> None:
        self.asked.append(what)
        if self.fails:
            raise self.fails.pop(0)


class FakeSource(_Fake):
    """Holds profiles and tells them page by page."""

    act = "search"

    def __init__(self, *profiles: Profile, name: str = "fake", per_page: int = 2, fails: list[Exception] | None = None) -> None:
        super().__init__(name, fails=fails)
        self.profiles, self.per_page, self.charged = profiles, per_page, None

    def search(self, criteria: Criteria, cursor: str) -> ProfilePage:
        self._called(cursor)
        start = int(cursor or 0)
        following = start + self.per_page
        return ProfilePage(
            profiles=tuple(self.profiles[start:following]), credits=self.charged,
            next_cursor=str(following) if following < len(self.profiles) else "",
        )  # fmt: skip


class FakeEnricher(_Fake):
    """Knows what it was told of an address, a LinkedIn URL or a company."""

    act = "match"

    def __init__(self, name: str = "fake", *, verified: bool = False, fails: list[Exception] | None = None) -> None:
        super().__init__(name, fails=fails)
        self.verified = verified
        self.known: dict[str, dict[str, str | int]] = {}
        self.confidence = 0.8

    def enrich(self, person: Person) -> Enriched:
        self._called(person)
        facts = next((self.known[k] for k in (person.email, person.linkedin_url, person.company) if k in self.known), None)
        if facts is None:
            return Enriched(credits=0, notes=(f"{self.name} knows nobody of that name",))
        found = FoundField(field="", value="", ref="https://fake.example/", found_on=clock.today(), confidence=self.confidence)
        return Enriched(
            fields=tuple(replace(found, field=name, value=value) for name, value in facts.items()), verified=self.verified
        )


class FakeVerifier(_Fake):
    """Finds valid what it was not told otherwise."""

    act = "verify"

    def __init__(self, name: str = "fake", *, fails: list[Exception] | None = None) -> None:
        super().__init__(name, fails=fails)
        self.verdicts: dict[str, AddressVerdict] = {}

    def verify(self, address: str) -> Verification:
        self._called(address)
        verdict = self.verdicts.get(address, AddressVerdict.VALID)
        return Verification(verdict=verdict, reason=f"{self.name}: {verdict.value}")


class FakeMailHosts(_Fake):
    """Every domain takes mail but those that it was told of."""

    credits = 0

    def __init__(self, name: str = "fake", *, fails: list[Exception] | None = None) -> None:
        super().__init__(name, fails=fails)
        self.dead: set[str] = set()

    def look_up(self, domain: str) -> Verification:
        self._called(domain)
        if domain in self.dead:
            return Verification(verdict=AddressVerdict.INVALID, reason=f"the domain {domain} does not exist")
        return Verification(verdict=AddressVerdict.UNKNOWN, reason=f"{domain} takes mail")
