"""What a change of a sequence means for contacts that are planned by it: each keeps its step, under the number it has now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, F, When

from apps.cam import contracts, models
from apps.cam.contracts import SequenceDraft
from apps.cam.services import ledger, planning
from apps.cam.services.judging import WRITABLE
from kernel import clock
from kernel.errors import InvalidInput

CHOICES = ("next", "end")


@dataclass(frozen=True, kw_only=True)
class Move:
    """Old numbers of steps that stay → new ones; of each deleted step the new number of the one before it (0: none)."""

    numbers: dict[int, int]
    deleted: dict[int, int]
    channels: dict[int, str]
    waiting: str


def plan(row: models.Sequence, before: SequenceDraft, after: SequenceDraft, waiting: str) -> Move:
    """How contacts move from one draft to the next; ContactsWaiting where a person has to decide first."""
    if waiting not in ("", *CHOICES):
        raise InvalidInput(f"“{waiting[:20]}” is no choice.", field="waiting", remedy=f"Choose one of {', '.join(CHOICES)}.")
    stored = dict(row.steps.values_list("id", "number"))
    new = {step.id: number for number, step in enumerate(after.steps, start=1)}
    numbers, deleted, last = {}, {}, 0
    for step in before.steps:
        number = stored[step.id]
        if step.id in new:
            numbers[number] = last = new[step.id]
        else:
            deleted[number] = last
    channels = {number: step.channel for number, step in enumerate(after.steps, start=1)}
    states = Counter(_open(row).filter(step__in=deleted).values_list("state", flat=True))
    if states["queued"]:
        raise contracts.ContactsWaiting(
            f"{states['queued']} contacts of a deleted step are at the mail door or with a person.", field="steps",
            remedy="Wait until the mails have left, do or leave the tasks, then delete the step.",
        )  # fmt: skip
    if sum(states.values()) and not waiting:
        raise contracts.ContactsWaiting(
            f"{sum(states.values())} planned contacts wait for a step that would be deleted.", field="waiting",
            remedy="Choose what becomes of them: they go on with the next step, or their sequence ends.",
        )  # fmt: skip
    return Move(numbers=numbers, deleted=deleted, channels=channels, waiting=waiting)


def move(row: models.Sequence, to: Move) -> None:
    """Give open contacts the numbers that their steps have now; contacts of deleted steps end, and the lead goes on or not."""
    gone = list(_open(row).filter(step__in=to.deleted).select_related("lead", "lead__campaign"))
    # A mail of which nobody knows whether it left may be planned again: it goes by its step's number of now.
    unclear = models.ReviewItem.objects.filter(state="open", attempt_id__isnull=False).values("attempt_id")
    theirs = models.Attempt.objects.filter(sequence=row.name)
    changed = {old: new for old, new in to.numbers.items() if old != new}
    for rows in (_open(row), theirs.filter(state="failed", pk__in=unclear)):
        if changed:
            whens = [When(step=old, then=new) for old, new in changed.items()]
            rows.exclude(pk__in=[attempt.pk for attempt in gone]).update(
                step=Case(*whens, default=F("step"), output_field=models.Attempt._meta.get_field("step"))
            )
    for number, channel in to.channels.items():
        planned = _open(row).filter(step=number, state__in=("pending", "held")).exclude(channel=channel)
        planned.exclude(lead__email="").update(channel=channel)
    for attempt in gone:
        reason = "its step was deleted from the sequence"
        models.Attempt.objects.filter(pk=attempt.pk).update(
            state="skipped", reason=reason, ended_at=clock.now(), lease_until=None
        )
        ledger.note(attempt.lead, "skipped", f"Step {attempt.step} was not made: {reason}.")
        if attempt.lead.status in WRITABLE:
            after = to.deleted[attempt.step] if to.waiting == "next" else max(to.channels)
            planning.plan_next(attempt.lead, after=after)


def _open(row: models.Sequence):
    return models.Attempt.objects.filter(sequence=row.name, state__in=ledger.OPEN_ATTEMPTS)
