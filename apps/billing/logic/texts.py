"""The mails of billing, in English and German: short, concrete, with the next step and its link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a mail may say of an invoice or quote. `amount` and `open` are formatted."""

    name: str
    agency: str
    number: str
    amount: str
    open: str
    due_on: date
    link: str
    iban: str
    days: int = 0


def day(value: date, language: str) -> str:
    """A date as people write it."""
    return f"{value.day}.{value.month}.{value.year}" if language == "de" else f"{value.day} {value:%B %Y}"


def invoice_mail(facts: Facts, language: str) -> tuple[str, str]:
    """Subject and text of the mail that brings an invoice."""
    due = day(facts.due_on, language)
    if language == "de":
        return f"Rechnung {facts.number} von {facts.agency}", (
            f"Guten Tag {facts.name},\n\n"
            f"anbei finden Sie die Rechnung {facts.number} über {facts.amount}, fällig am {due}.\n\n"
            f"Ansehen und als PDF laden: {facts.link}\n\n"
            f"Bitte überweisen Sie auf {facts.iban} und geben Sie als Verwendungszweck nur {facts.number} an; dann ordnen wir "
            f"die Zahlung ohne Rückfrage zu.\n\nFreundliche Grüße\n{facts.agency}\n"
        )
    return f"Invoice {facts.number} from {facts.agency}", (
        f"Hello {facts.name},\n\n"
        f"here is invoice {facts.number} over {facts.amount}, due on {due}.\n\n"
        f"See it and get the PDF: {facts.link}\n\n"
        f"Please transfer to {facts.iban} and give just {facts.number} as the reference, so that we can match your payment "
        f"without asking.\n\nKind regards\n{facts.agency}\n"
    )


def credit_mail(facts: Facts, language: str) -> tuple[str, str]:
    """Subject and text of the mail that brings a credit note."""
    if language == "de":
        return f"Gutschrift {facts.number} von {facts.agency}", (
            f"Guten Tag {facts.name},\n\nwir haben Ihnen {facts.amount} gutgeschrieben (Beleg {facts.number}). "
            f"Sie müssen nichts tun: Ein offener Betrag mindert sich, bereits Gezahltes bleibt Ihnen als Guthaben.\n\n"
            f"Ansehen: {facts.link}\n\nFreundliche Grüße\n{facts.agency}\n"
        )
    return f"Credit note {facts.number} from {facts.agency}", (
        f"Hello {facts.name},\n\nwe have credited {facts.amount} to you (document {facts.number}). "
        f"There is nothing you need to do: "
        f"an open amount falls, what you already paid stays yours as a balance.\n\n"
        f"See it: {facts.link}\n\nKind regards\n{facts.agency}\n"
    )


def quote_mail(facts: Facts, title: str, language: str) -> tuple[str, str]:
    """Subject and text of the mail that brings a quote; `due_on` is its last day."""
    last = day(facts.due_on, language)
    if language == "de":
        return f"Angebot {facts.number}: {title}", (
            f"Guten Tag {facts.name},\n\nunser Angebot „{title}“ über {facts.amount} liegt für Sie bereit. "
            f"Es gilt bis {last}.\n\nAnsehen und annehmen oder ablehnen: {facts.link}\n\nFreundliche Grüße\n{facts.agency}\n"
        )
    return f"Quote {facts.number}: {title}", (
        f"Hello {facts.name},\n\nour quote “{title}” over {facts.amount} is ready for you. It holds until {last}.\n\n"
        f"See it and accept or decline: {facts.link}\n\nKind regards\n{facts.agency}\n"
    )


_REMINDERS = {
    "en": (
        ("A reminder: invoice {number}", "perhaps it slipped through: invoice {number} was due on {due}."),
        (
            "Second reminder: invoice {number}",
            "invoice {number} has been due for {days} days now, and we have seen no payment yet.",
        ),
        (
            "Third reminder: invoice {number}",
            "invoice {number} is {days} days overdue. If something about it is not right, tell us today: answer this mail.",
        ),
        (
            "Last reminder before we pause our work: invoice {number}",
            "invoice {number} is {days} days overdue. Unless it is paid within 7 days we pause the work we do for you and pass "
            "the claim on. If you cannot pay all at once, answer this mail: we will find a way.",
        ),
    ),
    "de": (
        ("Erinnerung: Rechnung {number}", "vielleicht ist sie untergegangen: Die Rechnung {number} war am {due} fällig."),
        (
            "Zweite Erinnerung: Rechnung {number}",
            "die Rechnung {number} ist seit {days} Tagen fällig, eine Zahlung sehen wir noch nicht.",
        ),
        (
            "Mahnung: Rechnung {number}",
            "die Rechnung {number} ist seit {days} Tagen überfällig. Stimmt daran etwas nicht, sagen Sie es uns heute: "
            "Antworten Sie einfach auf diese Mail.",
        ),
        (
            "Letzte Mahnung vor einer Arbeitspause: Rechnung {number}",
            "die Rechnung {number} ist seit {days} Tagen überfällig. Ohne Zahlung binnen 7 Tagen unterbrechen wir unsere "
            "Arbeit und geben die Forderung weiter. Können Sie nicht alles auf einmal zahlen, antworten Sie uns: "
            "Wir finden einen Weg.",
        ),
    ),
}


def reminder_mail(facts: Facts, level: int, language: str) -> tuple[str, str]:
    """Subject and text of dunning level 1 to 4; a higher level repeats the last text."""
    steps = _REMINDERS[language if language in _REMINDERS else "en"]
    subject, body = steps[min(level, len(steps)) - 1]
    values = {"number": facts.number, "due": day(facts.due_on, language), "days": facts.days}
    if language == "de":
        text = (
            f"Guten Tag {facts.name},\n\n{body.format(**values)}\n\nOffen sind {facts.open}. Ansehen und bezahlen: {facts.link}\n"
            f"Konto: {facts.iban}, Verwendungszweck: {facts.number}\n\n"
            f"Haben Sie in den letzten Tagen überwiesen, ist alles erledigt.\n\nFreundliche Grüße\n{facts.agency}\n"
        )
    else:
        text = (
            f"Hello {facts.name},\n\n{body.format(**values)}\n\nOpen: {facts.open}. See it and pay: {facts.link}\n"
            f"Account: {facts.iban}, reference: {facts.number}\n\n"
            f"If you paid in the last days, all is well and you need do nothing.\n\nKind regards\n{facts.agency}\n"
        )
    return subject.format(**values), text
