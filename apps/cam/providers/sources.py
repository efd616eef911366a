"""The ports to those who know people and firms. Adapters are asked in the order of AICMO_PROVIDERS.

`credits` is what one call is expected to be charged, 0 where it is free; what a credit costs is the setting `source_prices`,
under "<name>.<act>". An adapter raises ProviderFailed where nobody answered, NotConfigured where a key is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit

import orjson

from apps.cam.contracts import Criteria, Enriched, Person, ProfilePage, ProviderFailed, Verification
from kernel import http
from kernel.errors import NotConfigured

LIMITS = http.Limits(seconds=20.0, bytes=5_000_000, redirects=0)
LONGEST_WAIT = 3600.0
"""Seconds; a provider that asks for more is asked again after this."""


class LeadSource(Protocol):
    """A search for people: port cam.source."""

    name: str
    act: str
    credits: int

    def search(self, criteria: Criteria, cursor: str) -> ProfilePage:
        """The page at `cursor`, "" for the first; asking for the same page twice is safe."""
        ...


class Enricher(Protocol):
    """What is known of one person: port cam.enricher."""

    name: str
    act: str
    credits: int

    def enrich(self, person: Person) -> Enriched:
        """The facts, each with where it was read; none for a person that nobody knows."""
        ...


class Verifier(Protocol):
    """Whether an address takes mail: port cam.verifier, the last and paid step after our own."""

    name: str
    act: str
    credits: int

    def verify(self, address: str) -> Verification:
        """A verdict with its reason."""
        ...


class MailHosts(Protocol):
    """Whether a domain takes mail: port cam.mail_hosts."""

    name: str

    def look_up(self, domain: str) -> Verification:
        """INVALID: no mail server, or none wanted (RFC 7505). UNKNOWN: it takes mail, or nobody could tell; the reason says."""
        ...


def key_of(setting: str, value: str, who: str) -> str:
    """The key, or NotConfigured with the variable's name."""
    if not value:
        raise NotConfigured(f"{who} is not configured: {setting} is missing.", remedy=f"Set {setting} in the environment.")
    return value


def ask(
    who: str, url: str, *, headers: Mapping[str, str], method: str = "GET", body: Any = None, limits: http.Limits = LIMITS
) -> dict[str, Any]:
    """A provider's JSON object. ProviderFailed says whether to try again and whether the call may have been charged."""
    sent = {"accept": "application/json", **headers}
    content = b""
    if body is not None:
        content, sent["content-type"] = orjson.dumps(body), "application/json"
    try:
        answer = http.fetch(url=url, method=method, headers=sent, content=content, limits=limits)
    except http.TooSlow as error:
        raise ProviderFailed(f"{who} did not answer in time.") from error
    except http.FetchFailed as error:
        raise ProviderFailed(
            f"{who} could not be reached: {error.detail}", charged=not isinstance(error, http.TooLarge)
        ) from error
    _refuse(who, answer)
    try:
        found = orjson.loads(answer.body)
    except ValueError as error:
        raise ProviderFailed(f"{who} answered {answer.status} with what is no JSON.") from error
    if not isinstance(found, dict):
        raise ProviderFailed(f"{who} answered {answer.status} with JSON that is no object.")
    return found


def _refuse(who: str, answer: http.Fetched) -> None:
    """Raise what an answer that is no success means."""
    status = answer.status
    if status == 429:
        raise ProviderFailed(
            f"{who} asks for a pause (429).", seconds=_seconds(answer.headers.get("retry-after", "")), charged=False
        )
    if status in (401, 403):
        raise ProviderFailed(
            f"{who} refused the key ({status}).", again=False, charged=False, remedy="Check the key and what its plan allows."
        )
    if status == 402:
        raise ProviderFailed(f"{who} has no credits left (402).", again=False, charged=False, remedy="Buy credits there.")
    if status >= 500 or status in (408, 202):
        raise ProviderFailed(f"{who} could not answer ({status}).", seconds=_seconds(answer.headers.get("retry-after", "")))
    if status not in (200, 201, 222):
        raise ProviderFailed(f"{who} refused the call ({status}).", again=False, charged=False)


def _seconds(text: str) -> float:
    """Retry-After in seconds; a date or nothing is 0, so that the table's own schedule holds."""
    return min(float(text), LONGEST_WAIT) if text.strip().isdigit() else 0.0


def text(found: Any, *path: str, most: int = 300) -> str:
    """The text at a path of a provider's answer, in one line; "" for whatever is none."""
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    return " ".join(str(found).split())[:most] if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def host_of(website: str) -> str:
    """The host of a web address, without www."""
    return (urlsplit(website if "://" in website else f"https://{website}").hostname or "").removeprefix("www.")


def number(found: Any, *path: str, most: int = 10**13) -> int | None:
    """The whole number at a path of a provider's answer; None for whatever is none or lies outside 0 to `most`."""
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    return int(found) if 0 <= found <= most else None


def objects(found: Any, *path: str) -> list[dict[str, Any]]:
    """The objects of a list at a path of a provider's answer; what is none is left out."""
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
