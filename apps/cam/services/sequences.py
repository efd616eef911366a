"""Sequences as staff edit them: checked as a whole, saved as a version, restored from one.

A step keeps its id over all versions. What was queued stays as it was composed; a planned contact keeps its time and step, with
the text that the step has when it leaves. A step that is put in before it is not made up for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

from django.db.models import Count

from apps.cam import contracts, models
from apps.cam.contracts import SequenceDraft, Tier
from apps.cam.logic import countries
from apps.cam.logic import sequences as logic
from apps.cam.models.outreach import CHANNELS
from apps.cam.services import sequence_contacts
from apps.cam.services.ledger import OPEN_ATTEMPTS
from apps.cam.services.mapping import settings_now
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import Conflict, InvalidInput, NotFound, StaleVersion
from kernel.ids import new_id
from kernel.pages import Page
from kernel.paging import page

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


@query("cam", right="cam.view")
def list_sequences(
    *, actor: Actor, filter: contracts.SequenceFilter, order: str = "name", cursor: str = "", limit: int = 50
) -> Page[contracts.Sequence]:
    """Sequences with all their texts; order by name, either way."""
    rows = models.Sequence.objects.visible_to(actor)
    if filter.active is not None:
        rows = rows.filter(active=filter.active)
    return page(rows, told, order=order, allowed=("name", "-name"), cursor=cursor, limit=limit)


@query("cam", right="cam.view")
def get_sequence(*, actor: Actor, sequence_id: UUID) -> contracts.Sequence:
    """One sequence as it stands; NotFound if the actor may not see it."""
    return told(models.Sequence.objects.reach(actor, sequence_id))


@query("cam", right="cam.view")
def check_sequence(*, actor: Actor, draft: SequenceDraft, sequence_id: UUID | None = None) -> tuple[contracts.SequenceIssue, ...]:
    """Errors and warnings of a draft, for the leads of the campaigns that use the sequence; changes nothing."""
    row = models.Sequence.objects.reach(actor, sequence_id) if sequence_id else None
    return check(draft, row)


@command("cam", right="cam.send", why="note")
def save_sequence(
    *, actor: Actor, sequence_id: UUID, draft: SequenceDraft, base: int, note: str = "", waiting: str = "", key: str = ""
) -> contracts.Sequence:
    """Save the whole sequence as a new version. `base`: the version that was edited; StaleVersion if it is no longer the last.

    SequenceInvalid names every mistake. ContactsWaiting where a step is deleted for which contacts wait, unless `waiting` says
    next (they go on with the step after it) or end (their sequence is over); what is at the mail door or with a person already
    keeps its step from being deleted.
    """
    row = models.Sequence.objects.reach(actor, sequence_id, lock=True)
    return _save(row, draft, base=base, by=actor.name, note=note, waiting=waiting)


@command("cam", right="cam.send", why="note")
def restore_sequence(
    *, actor: Actor, sequence_id: UUID, number: int, base: int, note: str = "", waiting: str = "", key: str = ""
) -> contracts.Sequence:
    """Make an earlier version the newest one, with its steps' ids; nothing of the history is lost. Errors as save_sequence."""
    row = models.Sequence.objects.reach(actor, sequence_id, lock=True)
    found = row.versions.filter(number=number).first()
    if found is None:
        raise NotFound(f"There is no version {number}.", field="number")
    draft = logic.from_json(found.data)
    return _save(row, draft, base=base, by=actor.name, note=note or f"version {number} restored", waiting=waiting)


@command("cam", right="cam.send")
def create_sequence(*, actor: Actor, name: str, draft: SequenceDraft, note: str = "", key: str = "") -> contracts.Sequence:
    """A new sequence, archived or in use as the draft says; its steps get ids of their own. Conflict if the name is taken."""
    if not _NAME.fullmatch(name):
        raise InvalidInput(
            f"“{name[:40]}” cannot be a name.", field="name", remedy="2 to 40 small letters, digits and _, such as spring_fair."
        )
    if models.Sequence.objects.filter(name=name).exists():
        raise Conflict(f"There is a sequence “{name}” already.", field="name", remedy="Choose another name.")
    row = models.Sequence.objects.create(name=name, title=draft.title[:120], tier="", active=False)
    return _save(row, logic.without_ids(draft), base=0, by=actor.name, note=note or "made", waiting="", found=False)


@command("cam", right="cam.send")
def duplicate_sequence(*, actor: Actor, sequence_id: UUID, name: str, title: str, key: str = "") -> contracts.Sequence:
    """A copy under another name, for no tier and not in use yet."""
    source = told(models.Sequence.objects.reach(actor, sequence_id))
    draft = replace(source.draft, title=title, tier="", active=False)
    return create_sequence(actor=actor, name=name, draft=draft, note=f"copy of {source.name}")


@query("cam", right="cam.view")
def list_sequence_versions(*, actor: Actor, sequence_id: UUID) -> tuple[contracts.SequenceVersion, ...]:
    """The last 100 saves, newest first, each with what it changed."""
    rows = list(models.Sequence.objects.reach(actor, sequence_id).versions.order_by("-number")[:101])
    drafts = [logic.from_json(row.data) for row in rows]
    return tuple(
        contracts.SequenceVersion(
            number=row.number, at=row.at, by=row.by, note=row.note,
            changes=logic.changes(drafts[at + 1] if at + 1 < len(rows) else None, drafts[at]),
        )
        for at, row in enumerate(rows[:100])
    )  # fmt: skip


def told(row: models.Sequence) -> contracts.Sequence:
    """A stored sequence as it is told outside."""
    steps = tuple(
        contracts.SequenceStep(
            id=step.id, day=step.day, channel=step.channel,
            texts=tuple(
                contracts.SequenceText(
                    language=t.language, variant=t.variant, subject=t.subject, body=t.body, weight=t.weight, active=t.active
                )
                for t in sorted(step.texts.all(), key=lambda t: (t.language != "en", t.language, t.variant))
            ),
        )
        for step in row.steps.order_by("number").prefetch_related("texts")
    )  # fmt: skip
    numbers = {
        number: step.id for number, step in zip(row.steps.order_by("number").values_list("number", flat=True), steps, strict=True)
    }
    open_ones = models.Attempt.objects.filter(sequence=row.name, state__in=OPEN_ATTEMPTS)
    counted = open_ones.order_by().values_list("step").annotate(n=Count("id"))
    contacts = {str(numbers[step]): n for step, n in counted if step in numbers}
    draft = SequenceDraft(title=row.title, tier=row.tier, active=row.active, steps=steps)
    return contracts.Sequence(id=row.id, name=row.name, version=_version(row), draft=draft, contacts=contacts)


def _version(row: models.Sequence) -> int:
    return row.versions.order_by("-number").values_list("number", flat=True).first() or 0


def check(draft: SequenceDraft, row: models.Sequence | None) -> tuple[contracts.SequenceIssue, ...]:
    """Errors and warnings of a draft, with the languages of the new leads that the stored sequence is meant for."""
    profile = settings_now().get("icp", {})
    languages = set()
    if row is not None:
        named = models.Lead.objects.filter(campaign__sequence=row.name)
        tiered = models.Lead.objects.filter(campaign__sequence="", tier=row.tier) if row.tier else models.Lead.objects.none()
        for rows in (named, tiered):
            for country, language in rows.filter(status="NEW").order_by().values_list("country", "language").distinct():
                languages.add(countries.language_of(country, language))
    return tuple(
        logic.check(
            draft, channels=[name for name, _ in CHANNELS], tiers=[tier.value for tier in Tier],
            spam_words=profile.get("spam_words", ()), languages=languages,
        )
    )  # fmt: skip


def _save(
    row: models.Sequence, draft: SequenceDraft, *, base: int, by: str, note: str, waiting: str, found: bool = True
) -> contracts.Sequence:
    last = _version(row)
    if last != base:
        raise StaleVersion(
            f"Somebody saved version {last} while version {base} was edited.", field="base",
            remedy="Copy your text, open the sequence again and change what is there now.",
        )  # fmt: skip
    if errors := tuple(issue for issue in check(draft, row) if issue.level == "error"):
        raise contracts.SequenceInvalid(errors)
    other = models.Sequence.objects.filter(tier=draft.tier, active=True).exclude(pk=row.pk).first() if draft.tier else None
    if other is not None and draft.active:
        raise Conflict(
            f"The tier {draft.tier} has the sequence “{other.name}” already.", field="tier",
            remedy="Choose no tier, or archive the other one first.",
        )  # fmt: skip
    before = told(row)
    if last == 0 and found:
        last = 1
        _keep(row, last, before.draft, by="", note="as it was found")
    draft = replace(draft, steps=tuple(replace(s, id=s.id or new_id()) for s in draft.steps))
    _refuse_foreign_steps(row, before.draft, draft)
    contacts = sequence_contacts.plan(row, before.draft, draft, waiting)
    row.title, row.tier, row.active = draft.title.strip(), draft.tier, draft.active
    row.save()
    _write_steps(row, draft)
    sequence_contacts.move(row, contacts)
    _keep(row, last + 1, draft, by=by, note=note)
    audit(subject=row.id)
    return told(row)


def _refuse_foreign_steps(row: models.Sequence, before: SequenceDraft, draft: SequenceDraft) -> None:
    ids = [step.id for step in draft.steps]
    if len(set(ids)) != len(ids):
        raise InvalidInput("Two steps have the same id.", field="id", remedy="Leave the id of a new step empty.")
    if models.SequenceStep.objects.filter(pk__in=ids).exclude(sequence=row).exists():
        raise InvalidInput("A step belongs to another sequence.", field="id", remedy="Leave the id of a new step empty.")


def _write_steps(row: models.Sequence, draft: SequenceDraft) -> None:
    kept = {step.id for step in draft.steps}
    row.steps.exclude(pk__in=kept).delete()
    for step in row.steps.all():  # no two steps have one number on the way
        models.SequenceStep.objects.filter(pk=step.pk).update(number=step.number + 1000)
    for number, step in enumerate(draft.steps, start=1):
        stored, _ = models.SequenceStep.objects.update_or_create(
            pk=step.id, defaults={"sequence": row, "number": number, "day": step.day, "channel": step.channel}
        )
        wanted = {(text.language, text.variant): text for text in step.texts}
        for text in stored.texts.all():
            if (text.language, text.variant) not in wanted:
                text.delete()
        for (language, variant), text in wanted.items():
            values = {"subject": text.subject.strip(), "body": text.body, "weight": text.weight, "active": text.active}
            models.StepText.objects.update_or_create(step=stored, language=language, variant=variant, defaults=values)


def _keep(row: models.Sequence, number: int, draft: SequenceDraft, *, by: str, note: str) -> None:
    models.SequenceVersion.objects.create(
        sequence=row, number=number, data=logic.to_json(draft), by=by[:320], note=note[:200], at=clock.now()
    )
