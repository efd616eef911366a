"""The text of a contact: the variant of its step in the recipient's language, from the lead's own columns only."""

from __future__ import annotations

from dataclasses import dataclass

from apps.cam import contracts, models
from apps.cam.logic import countries, texts
from apps.cam.services.mapping import settings_now
from apps.cam.services.unsubscribe import url_for


@dataclass(frozen=True, kw_only=True)
class Composed:
    """A mail as it would leave, and the variant it was made from."""

    subject: str
    text: str
    variant: str


def compose(row: models.Attempt) -> Composed:
    """Subject and text of a contact; MailHeld where a fact is missing."""
    settings, lead = settings_now(), row.lead
    language = countries.language_of(lead.country, lead.language)
    text = _text_for(row, language)
    to = texts.Recipient(
        first_name=lead.first_name, last_name=lead.last_name, title=lead.title, company=lead.company, industry=lead.industry,
        city=lead.city, source=lead.source or "your public business profile", found_on=f"{lead.created_at:%Y-%m-%d}",
        language=language,
    )  # fmt: skip
    house = texts.House(
        agency=settings["agency_name"], sender=row.mailbox.display_name, postal_address=settings["agency_postal_address"]
    )
    first = not lead.mails.filter(status__in=("sent", "bounced"), attempt__isnull=False).exists()
    subject, body = texts.compose(text.subject, text.body, to=to, house=house, first=first, unsubscribe_url=url_for(lead.id))
    return Composed(subject=subject, text=body, variant=text.variant)


def _text_for(row: models.Attempt, language: str) -> models.StepText:
    found = list(models.StepText.objects.filter(step__sequence__name=row.sequence, step__number=row.step).order_by("variant"))
    for wanted in (language, "en"):
        if rows := [text for text in found if text.language == wanted]:
            return rows[0]
    raise contracts.MailHeld(f"{row.sequence} has no text for step {row.step}.", field="text", remedy="Write one in the admin.")
