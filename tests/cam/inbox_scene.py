"""A day of an inbox: one lead of each kind, an unknown sender, a parked mail."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from apps.cam import services
from apps.cam.contracts import ThreadFilter
from apps.cam.models import Lead
from tests.cam.factories import agent, answer, person, running_campaign

SAID = {
    1: "This sounds interesting. What would it cost for three months?\n\nBest regards,\nAnn Berg",
    2: "No thank you, we are not interested.",
    3: "Please write to my colleague Jo Lind, jo.lind@firm3.example, who looks after this.",
    4: "Hm.",
    5: "Please remove me from your list.",
}


def received(harness, inbox) -> None:
    """Five leads were written to and answered; two more mails came from nobody we know."""
    running_campaign(*(person(n) for n in SAID), name="Spring")
    harness.advance(days=3)
    for number, text in SAID.items():
        to = mail_to(harness, number)
        quoted = f"{text}\n\nOn Monday we wrote:\n> Dear Ann, a short question about your trade shows."
        inbox.put(answer(quoted, to=to, sender=f"ann{number}@firm{number}.example", subject="Re: Your next trade show"))
    inbox.put(answer("Hello, do you also work for schools?", sender="stranger@else.example", subject="A question"))
    harness.drain()
    harness.advance(hours=2)


def mail_to(harness, number: int) -> bytes:
    """Our first mail to a person of the scene."""
    return next(raw for to, raw in harness.mails.delivered if to == f"ann{number}@firm{number}.example")


def threads(**filter: object) -> list:
    """The threads of a filter, newest first."""
    return list(services.list_threads(actor=agent(), filter=ThreadFilter(**filter)).items)


def thread(text: str):
    """The one thread that a search finds, with its mails."""
    (found,) = threads(text=text, state="")
    return services.get_thread(actor=agent(), thread_id=found.id)


def models_lead(text: str) -> Lead:
    """The stored lead of a thread."""
    return Lead.objects.get(pk=thread(text).lead.id)


def last(text: str):
    """The last mail that came in a thread."""
    return [m for m in thread(text).mails if m.kind == "received"][-1]


def headers(raw: bytes) -> EmailMessage:
    """A raw mail, parsed."""
    return message_from_bytes(raw, policy=SMTP)
