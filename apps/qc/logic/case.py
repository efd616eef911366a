"""What a rule sees: the content, and the context it must agree with, read once into plain fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from apps.learning.contracts import Facts
from apps.qc.contracts import channel_key, forbidden_phrases, required_notes
from kernel.text_length import LINK

_MACHINE_KEYS = frozenset(
    {
        "artifact_id", "at", "channel", "channels", "client_id", "colors", "colour", "colours", "content_type",
        "created_at", "day", "ends_on", "engagement_id", "field", "file", "file_name", "format", "hashtags", "href", "id", "ids", "package_id",
        "key", "kind", "language", "languages", "link", "links", "model", "path", "prompt_version", "provenance", "ref",
        "refs", "request_hash", "schema", "schema_version", "sha256", "size", "sources", "starts_on", "status",
        "strategy_ref", "timezone", "url", "version", "website", "writer", "zone",
    }
)  # fmt: skip
"""Keys whose values machines read: text rules leave them alone."""


_SHOWN = ("title", "notes", "readme", "branding", "instructions")
"""The parts of a manifest that are written for people."""
_PHRASE = 5
"""Words of a forbidden phrase at most."""


@dataclass(frozen=True, kw_only=True)
class PastText:
    """A text of the client that was judged before."""

    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A text for people inside the content, and where it stands."""

    path: str
    text: str

    @property
    def prose(self) -> str:
        """The text with blanks in place of links: positions stay, and what stands in an address is not read as words."""
        return LINK.sub(lambda match: " " * len(match[0]), self.text)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One judgement's input. Empty context fields mean "not known": rules that need them stay silent."""

    kind: str
    content: dict[str, Any]
    facts: Facts
    claims: tuple[Any, ...] = ()
    forbidden: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    language: str = "en"
    hosts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)
    strategy_sha256: str = ""
    more_sources: tuple[str, ...] = ()
    past: tuple[PastText, ...] = ()

    @cached_property
    def posts(self) -> tuple[dict[str, Any], ...]:
        """The posts of a draft bundle; entries that are no objects are left out (required_fields reports them)."""
        found = self.content.get("posts")
        return tuple(post for post in found if isinstance(post, dict)) if isinstance(found, list | tuple) else ()

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every text for people, with its path; of a package's manifest only what a reader sees of it."""
        found = tuple(_walk(self.content, ""))
        return tuple(p for p in found if p.path.startswith(_SHOWN)) if self.kind == "delivery_package" else found

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """What numbers and quotations may come from."""
        return (*self.facts.all_texts(), *self.more_sources)


def build_case(kind: str, content: Mapping[str, Any], context: Mapping[str, Any], past: Iterable[PastText] = ()) -> Case:
    """The case of a content and its context; the context's names are those that `services.evaluate` lists."""
    brief = _mapping(context.get("brief"))
    own = content if kind == "brief" else brief
    fields = _mapping(own.get("fields")) or _mapping(context.get("brief_fields")) or _mapping(context.get("fields"))
    compliance = str(fields.get("compliance_notes") or "")
    language = str(content.get("language") or context.get("language") or brief.get("language") or "en").lower()[:2]
    strategy = _mapping(context.get("strategy"))
    return Case(
        kind=kind,
        content=dict(content),
        facts=Facts(fields=fields, language=language),
        claims=tuple(own.get("claims") or ()),
        forbidden=_forbidden(context, brief, strategy, compliance),
        channels=_unique(*(channel_key(name) for name in texts(context.get("channels")))),
        language=language,
        hosts=_unique(*(host_of(url) for url in (*texts(fields.get("website")), *texts(context.get("profiles"))))),
        notes=_unique(*texts(context.get("required_notes")), *required_notes(compliance)),
        terms={str(k): str(v) for k, v in _mapping(context.get("terms")).items()},
        strategy_sha256=str(context.get("strategy_sha256") or strategy.get("sha256") or ""),
        more_sources=tuple(p.text for p in _walk(_mapping(strategy.get("content")) or strategy, "")),
        past=tuple(past),
    )


def _forbidden(context: Mapping[str, Any], brief: dict[str, Any], strategy: dict[str, Any], compliance: str) -> tuple[str, ...]:
    """Words and phrases to look for; what is longer than a phrase is a rule for people."""
    stated = (
        context.get("forbidden_language"),
        context.get("banned_claims"),
        _mapping(brief.get("brand")).get("banned_claims"),
        find(strategy, "forbidden_language"),
    )
    found = [*(text for value in stated for text in texts(value)), *forbidden_phrases(compliance)]
    return _unique(*(phrase for phrase in found if len(phrase.split()) <= _PHRASE))


def host_of(url: str) -> str:
    """The host of a link without "www.", "" when there is none."""
    host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    return host.lower().removeprefix("www.")


def texts(value: Any) -> tuple[str, ...]:
    """A value as texts: strings, objects that name one ("name", "text", "phrase"), a string's lines, or nothing."""
    if isinstance(value, str):
        return tuple(line.strip() for line in value.replace(";", "\n").splitlines() if line.strip())
    if isinstance(value, Mapping):
        named = next((value[k] for k in ("phrase", "text", "name", "channel", "claim") if value.get(k)), "")
        return (str(named),) if named else ()
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(text for item in value for text in texts(item))
    return ()


def find(value: Any, name: str) -> Any:
    """The first value called `name` at any depth of the content; None if there is none."""
    if isinstance(value, Mapping):
        if name in value:
            return value[name]
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            found = find(inner, name)
            if found is not None:
                return found
    return None


def is_empty(value: Any) -> bool:
    """Whether an answer says nothing."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | dict | tuple) and not value)


def _walk(value: Any, path: str) -> Iterator[Piece]:
    if isinstance(value, str):
        if value.strip():
            yield Piece(path=path, text=value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _MACHINE_KEYS and not str(key).endswith(("_id", "_sha256", "_hash", "_at", "_on")):
                yield from _walk(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _walk(inner, f"{path}[{index}]")


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _unique(*items: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in items if item))
