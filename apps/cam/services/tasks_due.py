"""The contacts that wait for a person, each with its text ready to copy. Their caps were asked when they were made tasks."""

from __future__ import annotations

from apps.cam import contracts, models
from apps.cam.services.composing import task_text
from kernel.actors import Actor
from kernel.db import query

MOST = 100


@query("cam", right="cam.view")
def list_tasks(*, actor: Actor) -> tuple[contracts.Task, ...]:
    """The open tasks on LinkedIn, X and by contact form, oldest first, at most 100; done and left by the verbs of reviews."""
    items = models.ReviewItem.objects.visible_to(actor).filter(state="open", inbound=None, attempt_id__isnull=False)
    by_attempt = {item.attempt_id: item for item in items}
    rows = models.Attempt.objects.filter(pk__in=by_attempt, state="queued").exclude(channel="email")
    return tuple(_told(row, by_attempt[row.pk]) for row in rows.select_related("lead", "mailbox").order_by("due_at", "id")[:MOST])


def _told(row: models.Attempt, item: models.ReviewItem) -> contracts.Task:
    text = held = ""
    try:
        text = task_text(row)
    except contracts.MailHeld as error:
        held = f"{error.detail} {error.remedy}".strip()
    return contracts.Task(
        review_id=item.pk, lead_id=row.lead_id, lead=str(row.lead), channel=row.get_channel_display(), step=row.step,
        sequence=row.sequence, where=row.lead.linkedin_url if row.channel == "linkedin" else row.lead.website, text=text,
        held=held, since=item.created_at,
    )  # fmt: skip
