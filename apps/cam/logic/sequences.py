"""What a sequence may look like, how it is written as JSON, and what changed between two of its versions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from apps.cam.contracts import SequenceDraft, SequenceIssue, SequenceStep, SequenceText
from apps.cam.logic import texts
from kernel.errors import InvalidInput

MOST_STEPS, MOST_VARIANTS, LAST_DAY, SUBJECT_MOST, BODY_MOST = 30, 5, 365, 200, 10_000
_KNOWN = ", ".join(f"{{{name}}}" for name in texts.VARIABLES)
_LANGUAGE, _VARIANT = re.compile(r"[a-z]{2}(-[A-Z]{2})?"), re.compile(r"[A-Z]")


def check(
    draft: SequenceDraft, *, channels: Collection[str], tiers: Collection[str], spam_words: Iterable[str] = (),
    languages: Collection[str] = (),
) -> list[SequenceIssue]:  # fmt: skip
    """All that is wrong with a sequence, errors and warnings; `languages` are those of the leads it is meant for."""
    found: list[SequenceIssue] = []

    def say(level: str, step: int, field: str, text: str, remedy: str, of: SequenceText | None = None) -> None:
        found.append(
            SequenceIssue(
                level=level,
                step=step,
                field=field,
                text=text,
                remedy=remedy,
                language=of.language if of else "",
                variant=of.variant if of else "",
            )
        )

    if not draft.title.strip() or len(draft.title) > 120:
        say("error", 0, "title", "The title must have 1 to 120 characters.", "Give it a short title.")
    if draft.tier and draft.tier not in tiers:
        say("error", 0, "tier", f"There is no tier “{draft.tier[:20]}”.", f"Choose one of {', '.join(tiers)}, or none.")
    if not draft.steps or len(draft.steps) > MOST_STEPS:
        say("error", 0, "steps", f"A sequence has 1 to {MOST_STEPS} steps.", "Add a step, or take some out.")
    before = -1
    for number, step in enumerate(draft.steps, start=1):
        if step.channel not in channels:
            say("error", number, "channel", f"There is no channel “{step.channel[:20]}”.", f"One of {', '.join(channels)}.")
        if not before < step.day <= LAST_DAY:
            say(
                "error",
                number,
                "day",
                f"Day {step.day} does not come after the step before ({max(before, 0)}).",
                f"Choose a later day, at most {LAST_DAY}, or move the step.",
            )
        before = max(before, step.day)
        _check_texts(number, step, say, spam_words)
        written = {text.language for text in step.texts if text.active and text.weight}
        for language in sorted(set(languages) - written):
            if step.channel == "email":
                say(
                    "warning",
                    number,
                    "texts",
                    f"Leads who read “{language}” get the English text.",
                    f"Write a text in “{language}”.",
                )
    return found


def _check_texts(number: int, step: SequenceStep, say: Callable, spam_words: Iterable[str]) -> None:
    seen: set[tuple[str, str]] = set()
    mail = step.channel == "email"
    for text in step.texts:
        if not _LANGUAGE.fullmatch(text.language) or not _VARIANT.fullmatch(text.variant):
            say("error", number, "language", "A text needs a language and a variant.", "Write en and A, for example.", text)
        if (text.language, text.variant) in seen:
            say("error", number, "variant", "There are two texts of this language and variant.", "Choose another letter.", text)
        seen.add((text.language, text.variant))
        if mail and not text.subject.strip():
            say("error", number, "subject", "The subject is empty.", "Write one: a mail without a subject is not opened.", text)
        if len(text.subject) > SUBJECT_MOST or "\n" in text.subject or "\r" in text.subject:
            say("error", number, "subject", f"The subject is one line of at most {SUBJECT_MOST} characters.", "Shorten it.", text)
        if not text.body.strip() or len(text.body) > BODY_MOST:
            say("error", number, "body", f"The text must have 1 to {BODY_MOST} characters.", "Write it, or take it out.", text)
        if not 0 <= text.weight <= 100:
            say("error", number, "weight", "The weight is 0 to 100.", "1 for equal shares, 0 for none.", text)
        for field in ("subject", "body"):
            for problem in texts.problems(getattr(text, field)):
                say("error", number, field, problem, f"Use one of {_KNOWN}.", text)
        whole = f"{text.subject} {text.body}".casefold()
        for word in spam_words:
            if re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", whole):
                say("warning", number, "body", f"“{word}” makes mail filters suspicious.", "Say it in other words.", text)
        if mail and "{greeting}" not in text.body:
            say("warning", number, "body", "The text greets nobody.", "Begin it with {greeting}.", text)
    if mail and not any(t.language == "en" and t.active and t.weight for t in step.texts):
        say(
            "error",
            number,
            "texts",
            "An e-mail step needs an active English text: it is what every other language falls back to.",
            "Add a text en A, or set its weight above 0.",
        )
    if len({t.variant for t in step.texts}) > MOST_VARIANTS:
        say("error", number, "variant", f"At most {MOST_VARIANTS} variants share the leads of a step.", "Take some out.")


def to_json(draft: SequenceDraft) -> dict[str, Any]:
    """The sequence as plain JSON; ids become text."""
    made = asdict(draft)
    for step in made["steps"]:
        step["id"] = str(step["id"]) if step["id"] else ""
    return made


def from_json(data: Any) -> SequenceDraft:
    """The sequence of a JSON object; InvalidInput names the first thing that has not its form."""
    if not isinstance(data, dict):
        raise InvalidInput("The file holds no sequence.", field="file", remedy="Use a file that “Export” made.")
    steps = []
    for at, step in enumerate(_value(data, "steps", list, "sequence"), start=1):
        where = f"step {at}"
        _is_object(step, where)
        made = []
        for text in _value(step, "texts", list, where):
            _is_object(text, where)
            made.append(
                SequenceText(
                    language=_value(text, "language", str, where),
                    variant=_value(text, "variant", str, where),
                    subject=_value(text, "subject", str, where, ""),
                    body=_value(text, "body", str, where).replace("\r\n", "\n"),
                    weight=_value(text, "weight", int, where, 1),
                    active=_value(text, "active", bool, where, True),
                )
            )
        steps.append(
            SequenceStep(
                id=_uuid(_value(step, "id", str, where, "")),
                day=_value(step, "day", int, where),
                channel=_value(step, "channel", str, where),
                texts=tuple(made),
            )
        )
    return SequenceDraft(
        title=_value(data, "title", str, "sequence"),
        tier=_value(data, "tier", str, "sequence", ""),
        active=_value(data, "active", bool, "sequence", True),
        steps=tuple(steps),
    )


def without_ids(draft: SequenceDraft) -> SequenceDraft:
    """The same steps as new ones, for a copy."""
    return replace(draft, steps=tuple(replace(step, id=None) for step in draft.steps))


def changes(before: SequenceDraft | None, after: SequenceDraft) -> tuple[str, ...]:
    """What changed, a line each; a step is followed by its identity."""
    if before is None:
        return ("first version",)
    lines = [
        f"{n}: {getattr(before, n) or '–'} → {getattr(after, n) or '–'}"
        for n in ("title", "tier")
        if getattr(before, n) != getattr(after, n)
    ]
    if before.active != after.active:
        lines.append("taken into use" if after.active else "archived")
    old = {step.id: (number, step) for number, step in enumerate(before.steps, start=1)}
    for number, step in enumerate(after.steps, start=1):
        if step.id not in old:
            lines.append(f"step {number} added: day {step.day}, {step.channel}")
            continue
        was, earlier = old.pop(step.id)
        if was != number:
            lines.append(f"step {was} is step {number} now")
        lines += [
            f"step {number}, {n}: {getattr(earlier, n)} → {getattr(step, n)}"
            for n in ("day", "channel")
            if getattr(earlier, n) != getattr(step, n)
        ]
        lines += _text_changes(number, earlier.texts, step.texts)
    lines += [f"step {number} deleted (day {step.day}, {step.channel})" for number, step in old.values()]
    return tuple(lines)


def _text_changes(number: int, before: Iterable[SequenceText], after: Iterable[SequenceText]) -> list[str]:
    old, new = ({(t.language, t.variant): t for t in of} for of in (before, after))
    lines = [f"step {number}, {a} {b}: text added" for a, b in new if (a, b) not in old]
    lines += [f"step {number}, {a} {b}: text deleted" for a, b in old if (a, b) not in new]
    for key in new.keys() & old.keys():
        for name in ("subject", "body", "weight", "active"):
            was, now = getattr(old[key], name), getattr(new[key], name)
            if was != now:
                lines.append(f"step {number}, {key[0]} {key[1]}, {name}: {str(was)[:200]} → {str(now)[:200]}")
    return sorted(lines)


def _value(data: dict, name: str, kind: type, where: str, default: Any = None) -> Any:
    value = data.get(name, default)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise InvalidInput(f"“{name}” of {where} is no {kind.__name__}.", field=name, remedy="Use a file that “Export” made.")
    if isinstance(value, str) and "\x00" in value:
        raise InvalidInput(f"“{name}” of {where} holds a NUL character.", field=name, remedy="Take it out.")
    return value


def _is_object(value: Any, where: str) -> None:
    if not isinstance(value, dict):
        raise InvalidInput(f"An entry of {where} is no object.", field="steps", remedy="Use a file that “Export” made.")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise InvalidInput(f"“{text[:40]}” is no id of a step.", field="id", remedy="Leave it empty for a new step.") from error
