"""Claims and what proves them: only what stands in the client's differentiators and proof assets, word for word."""

from __future__ import annotations

import re

from apps.onboarding.logic import text

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*(?:\s?%)?")
_COMMON_WORDS = (
    "about after also and are auch aber bei beim from have has into more only over our that the their them they this under "
    "unser unsere unseren with within without your yours alle allen durch eine einem einen einer jede jeden jeder mehr nach "
    "nicht oder sind über und vom von wird werden wie zum zur ihre ihren case study review fallstudie bewertung kunde kunden "
    "customer customers client clients company"
)
_COMMON = frozenset(_COMMON_WORDS.split())


def derive(*, differentiators: str, proof_assets: str) -> tuple[list[dict], list[str]]:
    """Proven claims as {text, proof, source}, and differentiators that no proof asset supports."""
    assets = text.points(proof_assets)
    proven, unproven = [], []
    for statement in text.points(differentiators):
        proof = _best(statement, assets)
        if proof:
            proven.append({"text": statement, "proof": proof, "source": "differentiators"})
        else:
            unproven.append(statement)
    proven += [{"text": asset, "proof": asset, "source": "proof_assets"} for asset in assets]
    return proven, unproven


def figures(value: str) -> list[str]:
    """The numbers of a text as written."""
    return [f.strip() for f in _FIGURE.findall(value)]


def _best(statement: str, assets: list[str]) -> str:
    scored = [(_support(statement, asset), -position, asset) for position, asset in enumerate(assets)]
    best = max(scored, default=(0, 0, ""))
    return best[2] if best[0] >= 2 else ""


def _support(statement: str, asset: str) -> int:
    """Shared significant words count one, a shared figure of two digits or more counts two."""
    shared = _stems(statement) & _stems(asset)
    numbers = {f for f in figures(statement) if len(f) > 1} & set(figures(asset))
    return len(shared) + 2 * len(numbers)


def _stems(value: str) -> set[str]:
    return {w[:5] for w in text.words(value) if len(w) >= 4 and w not in _COMMON}
