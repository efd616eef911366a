"""What a brief says, field by field. A blank answer is absent; nothing is filled in for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.learning.contracts import text as texts

_SAYS_NOTHING = "- – . ? n/a na none nothing tbd tba unknown keine keiner nichts k.a. unbekannt"
_NOTHING = frozenset({"", *_SAYS_NOTHING.split()})


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The answers of a brief. `get` gives the text of a field, `phrases` its usable pieces, `missing` the blanks."""

    fields: dict[str, Any] = field(default_factory=dict)
    language: str = "en"

    def has(self, name: str) -> bool:
        """Whether the field has a usable answer."""
        return bool(self.get(name))

    def get(self, name: str) -> str:
        """The field's answer as text, "" when it is blank or says nothing ("n/a", "tbd")."""
        found = "; ".join(_leaves(self.fields.get(name)))
        return "" if texts.clean(found).casefold() in _NOTHING else texts.clean(found)

    def phrases(self, name: str) -> tuple[str, ...]:
        """The usable pieces of the field's answer, in its own order."""
        if not self.has(name):
            return ()
        return tuple(dict.fromkeys(p for leaf in _leaves(self.fields.get(name)) for p in texts.phrases(leaf)))

    def first(self, name: str) -> str:
        """The first usable piece, "" when there is none."""
        return next(iter(self.phrases(name)), "")

    def missing(self, *names: str) -> tuple[str, ...]:
        """Those of the fields that are blank."""
        return tuple(name for name in names if not self.has(name))

    def all_texts(self) -> tuple[str, ...]:
        """Every answer as text: what a number or a quotation may come from."""
        return tuple(text for name in self.fields for text in _leaves(self.fields[name]))


def facts(context: Mapping[str, Any]) -> Facts:
    """The facts of a context: a brief's content, or a mapping that holds it under "brief", or plain fields."""
    brief = context.get("brief") if isinstance(context.get("brief"), Mapping) else context
    fields = brief.get("fields") if isinstance(brief.get("fields"), Mapping) else brief
    language = str(context.get("language") or brief.get("language") or "en")
    return Facts(fields=dict(fields), language="de" if language.casefold().startswith("de") else "en")


def _leaves(value: Any) -> Iterator[str]:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            for leaf in _leaves(inner):
                yield f"{key}: {leaf}"
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner)
    elif str(value).strip():
        yield str(value).strip()
