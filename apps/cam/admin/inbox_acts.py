"""What the inbox's buttons do: each is one call of a service."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest

from apps.cam import services
from apps.cam.contracts import ReplyClass
from kernel.errors import InvalidInput, NotFound

Told = tuple[str, bool]
"""What to tell the person, and whether the thread is dealt with, so that the next one follows."""


def perform(request: HttpRequest, thread_id: UUID, verb: str, key: str) -> Told:
    """Carry out the button `verb` of a thread; NotFound for a verb that there is not, DomainErrors of the services."""
    if verb not in _VERBS:
        raise NotFound("The inbox knows no such act.")
    request.actor.require("cam.write")
    return _VERBS[verb](request, thread_id, key)


def is_id(text: str) -> bool:
    """Whether the text is an id."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _judge(request: HttpRequest, thread_id: UUID, key: str) -> Told:
    wanted = request.POST.get("reply_class", "")
    if wanted not in list(ReplyClass):
        raise InvalidInput("There is no such class.", field="reply_class", remedy="Press 1 to 7, or choose one.")
    done = services.reclassify(
        actor=request.actor, inbound_id=_id(request, "inbound_id"), reply_class=ReplyClass(wanted),
        reason=request.POST.get("reason", "")[:300], key=key,
    )  # fmt: skip
    services.mark_thread(actor=request.actor, thread_id=thread_id, unread=False)
    return f"{done.reply_class.value}: {_EFFECTS[done.reply_class]}", False


_EFFECTS = {
    ReplyClass.POSITIVE: "the lead is qualified and a person is told.",
    ReplyClass.NEGATIVE: "the lead is lost, nothing more is sent.",
    ReplyClass.OOO: "the contact waits until the person is back.",
    ReplyClass.BOUNCE: "the address is suppressed.",
    ReplyClass.UNSUB: "the address is suppressed for good.",
    ReplyClass.REFERRAL: "the contact ends; decide whether the other person is written to.",
    ReplyClass.NEUTRAL: "the contact has ended; answer if they asked something.",
}


def _undo(request: HttpRequest, thread_id: UUID, key: str) -> Told:
    back = services.undo_triage(actor=request.actor, inbound_id=_id(request, "inbound_id"), key=key)
    return f"Undone: {back.reply_class.value if back.reply_class else 'not judged'} again.", False


def _mark(told: str, *, away: bool = False, **values: object) -> Callable[[HttpRequest, UUID, str], Told]:
    def act(request: HttpRequest, thread_id: UUID, key: str) -> Told:
        services.mark_thread(actor=request.actor, thread_id=thread_id, key=key, **values)
        return told, away

    return act


def _save(request: HttpRequest, thread_id: UUID, key: str) -> Told:
    _keep(request, thread_id, key)
    return "Kept as a draft.", False


def _send(request: HttpRequest, thread_id: UUID, key: str) -> Told:
    request.actor.require("cam.send")
    draft = _keep(request, thread_id, f"{key}:draft")
    sent = services.send_answer(actor=request.actor, answer_id=draft, key=key)
    services.mark_thread(actor=request.actor, thread_id=thread_id, unread=False)
    return f"Your answer to {sent.to_email} is on its way.", False


def _keep(request: HttpRequest, thread_id: UUID, key: str) -> UUID:
    known = request.POST.get("answer_id", "")
    box = request.POST.get("mailbox_id", "")
    return services.save_answer(
        actor=request.actor, thread_id=thread_id, text=request.POST.get("text", ""), subject=request.POST.get("subject", ""),
        mailbox_id=UUID(box) if is_id(box) else None, answer_id=UUID(known) if is_id(known) else None, key=key,
    ).id  # fmt: skip


def _discard(request: HttpRequest, thread_id: UUID, key: str) -> Told:
    services.discard_answer(actor=request.actor, answer_id=_id(request, "answer_id"), key=key)
    return "The draft is gone.", False


def _review(verb: Callable[..., object], told: str) -> Callable[[HttpRequest, UUID, str], Told]:
    def act(request: HttpRequest, thread_id: UUID, key: str) -> Told:
        verb(actor=request.actor, item_id=_id(request, "item_id"), note=request.POST.get("note", "")[:500], key=key)
        return told, False

    return act


def _id(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise InvalidInput("The form lacks an id.", field=name, remedy="Load the page again.") from error


_VERBS: dict[str, Callable[[HttpRequest, UUID, str], Told]] = {
    "judge": _judge,
    "undo": _undo,
    "done": _mark("Done.", state="done", away=True),
    "reopen": _mark("Open again.", state="open"),
    "read": _mark("", unread=False),
    "unread": _mark("Marked as unread.", unread=True),
    "take": _mark("It is yours.", mine=True),
    "release": _mark("Nobody has it now.", mine=False),
    "draft": _save,
    "send": _send,
    "discard": _discard,
    "approve": _review(services.approve_review, "Agreed."),
    "reject": _review(services.reject_review, "Disagreed."),
    "skip": _review(services.skip_review, "Out of the queue."),
}
