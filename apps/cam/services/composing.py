"""The text of a contact: the variant of its step in the recipient's language, from the lead's own columns only."""

from __future__ import annotations

from dataclasses import dataclass

from apps.cam import contracts, models
from apps.cam.logic import countries, law, texts
from apps.cam.logic import personal as variants
from apps.cam.services import personal
from apps.cam.services.mapping import settings_now
from apps.cam.services.unsubscribe import url_for


@dataclass(frozen=True, kw_only=True)
class Composed:
    """A mail as it would leave, and the variant it was made from."""

    subject: str
    text: str
    variant: str


def compose(row: models.Attempt, *, first: bool | None = None) -> Composed:
    """Subject and text of a contact; MailHeld where a fact is missing. `first`: the lead's first mail, else looked up."""
    settings, lead = settings_now(), row.lead
    language = countries.language_of(lead.country, lead.language)
    text = text_for(row, language)
    line, why_not = personal.line_for(lead, settings) if "{personal_line}" in text.subject + text.body else ("", "")
    if why_not:
        raise contracts.MailHeld(
            why_not, field="personal_line", remedy="Add a sentence with its source and day, or use another text."
        )
    to, house = facts_of(row, settings, language, line)
    if first is None:
        first = not lead.mails.filter(status__in=("sent", "bounced"), attempt__isnull=False).exists()
    subject, body = texts.compose(text.subject, text.body, to=to, house=house, first=first, unsubscribe_url=url_for(lead.id))
    missing = law.missing_parts(
        body, first=first, language=language, agency=house.agency, postal_address=house.postal_address, source=to.source,
        found_on=to.found_on, unsubscribe_url=url_for(lead.id),
    )  # fmt: skip
    if missing:
        raise contracts.MailHeld(
            f"The mail does not say {', '.join(missing)}.",
            field="text",
            remedy="Set it in the admin: Settings; or mend the lead.",
        )
    return Composed(subject=subject, text=body, variant=text.variant)


def task_text(row: models.Attempt) -> str:
    """What a person is to write by hand, ready to copy: without subject and footer. MailHeld where a fact is missing."""
    settings = settings_now()
    language = countries.language_of(row.lead.country, row.lead.language)
    text = text_for(row, language)
    line, why_not = personal.line_for(row.lead, settings) if "{personal_line}" in text.body else ("", "")
    if why_not:
        raise contracts.MailHeld(why_not, field="personal_line", remedy="Add a sentence with its source and day.")
    return texts.render(text.body, texts.variables(*facts_of(row, settings, language, line))).strip()


def facts_of(row: models.Attempt, settings: dict, language: str, personal_line: str = "") -> tuple[texts.Recipient, texts.House]:
    """What the text of a contact may say: of the lead, from its own columns, and of us."""
    lead = row.lead
    to = texts.Recipient(
        first_name=lead.first_name, last_name=lead.last_name, title=lead.title, company=lead.company, industry=lead.industry,
        city=lead.city, source=lead.source or "your public business profile", found_on=f"{lead.created_at:%Y-%m-%d}",
        language=language, personal_line=personal_line,
    )  # fmt: skip
    sender = row.mailbox.display_name if row.mailbox else ""
    return to, texts.House(agency=settings["agency_name"], sender=sender, postal_address=settings["agency_postal_address"])


def sender_of(row: models.Attempt) -> str:
    """The From line of a contact's mail."""
    return f"{row.mailbox.display_name} <{row.mailbox.address}>"


def headers_of(url: str) -> dict[str, str]:
    """The headers of a mail whose link to object is `url`: one click is enough (RFC 8058)."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def text_for(row: models.Attempt, language: str) -> models.StepText:
    """What a contact is made from: the lead's variant among the active texts of its language, else of English; or MailHeld."""
    found = list(models.StepText.objects.filter(step__sequence__name=row.sequence, step__number=row.step, active=True))
    for wanted in (language, "en"):
        rows = {text.variant: text for text in found if text.language == wanted}
        shares = [(text.variant, text.weight) for text in rows.values()]
        if name := variants.variant_of(row.lead.identity_hash, f"{row.sequence}:{row.step}", shares):
            return rows[name]
    raise contracts.MailHeld(
        f"{row.sequence} has no active text for step {row.step}.", field="text", remedy="Write one in the admin."
    )
