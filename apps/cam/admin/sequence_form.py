"""The editor's form: fields to a draft and back, and what its buttons do to a draft before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from apps.cam.contracts import SequenceDraft, SequenceStep, SequenceText
from apps.cam.logic.sequences import MOST_STEPS, from_json
from kernel.errors import InvalidInput

MOST_TEXTS = 40
GAP_DAYS = 3
"""Days that a step added at the end is proposed after the last one."""


def read(given: Mapping[str, str]) -> SequenceDraft:
    """The draft that the form holds; a number that is none becomes one that the checks refuse at its place."""
    steps = []
    for at in range(min(number(given.get("steps")), MOST_STEPS + 1)):
        name = f"s{at}"
        texts = [
            {
                "language": given.get(f"{name}t{of}-language", "").strip(),
                "variant": given.get(f"{name}t{of}-variant", "").strip().upper(),
                "subject": given.get(f"{name}t{of}-subject", ""),
                "body": given.get(f"{name}t{of}-body", ""),
                "weight": number(given.get(f"{name}t{of}-weight")),
                "active": f"{name}t{of}-active" in given,
            }
            for of in range(min(number(given.get(f"{name}-texts")), MOST_TEXTS))
        ]
        step = {"id": given.get(f"{name}-id", ""), "day": number(given.get(f"{name}-day"))}
        steps.append(step | {"channel": given.get(f"{name}-channel", ""), "texts": texts})
    head = {"title": given.get("title", ""), "tier": given.get("tier", ""), "active": "active" in given}
    return from_json(head | {"steps": steps})


def act(draft: SequenceDraft, op: str) -> SequenceDraft:
    """The draft after a button: add:<n> (a step behind the n-th), up, down, delete, text:<n>:<language>, untext:<n>:<m>."""
    name, *numbers = op.split(":")
    steps, at = list(draft.steps), number(numbers[0]) if numbers else -1
    if name == "add" and 0 <= at <= len(steps) < MOST_STEPS:
        steps.insert(at, _new_step(steps, at))
    elif name == "delete" and 0 <= at < len(steps):
        del steps[at]
    elif name in ("up", "down") and 0 <= (to := at + (1 if name == "down" else -1)) < len(steps) > at >= 0:
        # The days belong to the places: moving a step leaves them in order.
        steps[at], steps[to] = replace(steps[to], day=steps[at].day), replace(steps[at], day=steps[to].day)
    elif name == "text" and 0 <= at < len(steps):
        steps[at] = replace(steps[at], texts=(*steps[at].texts, _new_text(steps[at], numbers[1] if len(numbers) > 1 else "en")))
    elif name == "untext" and 0 <= at < len(steps):
        gone = number(numbers[1]) if len(numbers) > 1 else -1
        steps[at] = replace(steps[at], texts=tuple(t for n, t in enumerate(steps[at].texts) if n != gone))
    else:
        raise InvalidInput(f"“{op[:40]}” cannot be done.", field="op", remedy="Open the editor again.")
    return replace(draft, steps=tuple(steps))


def _new_step(steps: list[SequenceStep], at: int) -> SequenceStep:
    before = steps[at - 1].day if at else -1
    day = (before + steps[at].day) // 2 if at < len(steps) else before + GAP_DAYS
    return SequenceStep(day=max(day, 0), channel="email", texts=(_text("en", "A"),))


def _new_text(step: SequenceStep, language: str) -> SequenceText:
    """The next letter of the language, beginning as its last variant."""
    same = [text for text in step.texts if text.language == language]
    taken = {text.variant for text in same}
    letter = next((c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c not in taken), "Z")
    return replace(same[-1], variant=letter) if same else _text(language, letter)


def _text(language: str, variant: str) -> SequenceText:
    return SequenceText(language=language, variant=variant, subject="", body="{greeting}\n\n\n\n{sender}")


def number(text: str | None) -> int:
    """A whole number from 0 on of a field, -1 for anything else."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
