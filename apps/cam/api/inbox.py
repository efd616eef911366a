"""API of the inbox: threads, what people decide about their mails, answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.cam import contracts, services
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class MarkIn:
    """What to change of a thread: `state` open or done, read or unread, mine or nobody's."""

    state: str = ""
    unread: bool | None = None
    mine: bool | None = None


@dataclass(frozen=True, kw_only=True)
class JudgeIn:
    """What a mail is; `reason` where it is no demand to stop after all."""

    reply_class: contracts.ReplyClass
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerIn:
    """A person's answer; without `mailbox_id` the thread's mailbox writes, without `subject` it is “Re: ” and theirs."""

    text: str
    subject: str = ""
    mailbox_id: UUID | None = None


class ThreadsView(ApiView):
    """The inbox, newest first."""

    right = "cam.view"

    @list_schema(contracts.Thread, contracts.ThreadFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_threads, contracts.ThreadFilter)


class ThreadView(ApiView):
    """One thread with its mails; POST puts it away, back, or into somebody's hands."""

    rights = {"GET": "cam.view", "POST": "cam.write"}

    def current(self, thread_id: UUID) -> Any:
        return services.get_thread(actor=self.actor, thread_id=thread_id)

    @extend_schema(responses=contracts.ThreadView)
    def get(self, request: HttpRequest, thread_id: UUID) -> HttpResponse:
        return self.answer(services.get_thread(actor=self.actor, thread_id=thread_id))

    @extend_schema(request=MarkIn, responses=contracts.Thread)
    def post(self, request: HttpRequest, thread_id: UUID) -> HttpResponse:
        given = self.body(MarkIn)
        return self.answer(
            services.mark_thread(
                actor=self.actor, thread_id=thread_id, state=given.state, unread=given.unread, mine=given.mine, key=self.key
            )
        )


class AnswersView(ApiView):
    """POST sends an answer in a thread: once per Idempotency-Key, which it needs."""

    right = "cam.send"
    keyed = ("POST",)

    @extend_schema(request=AnswerIn, responses={201: contracts.Answer})
    def post(self, request: HttpRequest, thread_id: UUID) -> HttpResponse:
        given = self.body(AnswerIn)
        draft = services.save_answer(
            actor=self.actor, thread_id=thread_id, text=given.text, subject=given.subject, mailbox_id=given.mailbox_id,
            key=f"{self.key}:draft",
        )  # fmt: skip
        return self.answer(services.send_answer(actor=self.actor, answer_id=draft.id, key=self.key), status=201)


class MailView(ApiView):
    """One mail that came in."""

    right = "cam.view"

    @extend_schema(responses=contracts.InboundMail)
    def get(self, request: HttpRequest, inbound_id: UUID) -> HttpResponse:
        return self.answer(services.get_inbound(actor=self.actor, inbound_id=inbound_id))


class JudgeView(ApiView):
    """POST says what an incoming mail is; its effects follow."""

    right = "cam.write"

    def current(self, inbound_id: UUID) -> Any:
        return services.get_inbound(actor=self.actor, inbound_id=inbound_id)

    @extend_schema(request=JudgeIn, responses=contracts.Applied)
    def post(self, request: HttpRequest, inbound_id: UUID) -> HttpResponse:
        given = self.body(JudgeIn)
        done = services.reclassify(
            actor=self.actor, inbound_id=inbound_id, reply_class=given.reply_class, reason=given.reason, key=self.key
        )
        return self.answer(done)


class UndoJudgeView(ApiView):
    """POST takes a person's decision about a mail back."""

    right = "cam.write"

    def current(self, inbound_id: UUID) -> Any:
        return services.get_inbound(actor=self.actor, inbound_id=inbound_id)

    @extend_schema(request=None, responses=contracts.InboundMail)
    def post(self, request: HttpRequest, inbound_id: UUID) -> HttpResponse:
        return self.answer(services.undo_triage(actor=self.actor, inbound_id=inbound_id, key=self.key))
