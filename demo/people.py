"""The agency's staff, who act on what waits for them, each after a while, through the same facades as the pages."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from apps.billing import services as billing
from apps.billing.contracts import Invoice, InvoiceFilter
from apps.cam import services as cam
from apps.identity.contracts import Role
from apps.onboarding import services as onboarding
from apps.strategy import services as strategy
from demo import agency
from demo.clients import Firms
from kernel.actors import Actor
from kernel.errors import DomainError
from kernel.pages import Waiting

log = logging.getLogger(__name__)
ROLE_OF = {
    "close_deal": Role.ACCOUNT_MANAGER,
    "brief_approval": Role.ACCOUNT_MANAGER,
    "strategy": Role.STRATEGIST,
    "invoice_draft": Role.FINANCE,
}


@dataclass(frozen=True)
class _Intent:
    at: datetime
    key: str
    act: Callable[[], object]


class Hands:
    """People with hands: `look` collects what waits for them, `act` does what is due. What failed is not tried again."""

    def __init__(self, firms: Firms) -> None:
        self.firms = firms
        self._intents: list[_Intent] = []
        self._failed: set[str] = set()

    def look(self) -> None:
        """Collect what waits now."""
        found = [i for i in (*self._staff(), *self._payments()) if i.key not in self._failed]
        self._intents = sorted(found, key=lambda i: (i.at, i.key))

    def next_at(self) -> datetime | None:
        """When somebody acts next."""
        return self._intents[0].at if self._intents else None

    def act(self, now: datetime) -> None:
        """Do what is due."""
        for intent in [i for i in self._intents if i.at <= now]:
            try:
                intent.act()
            except DomainError as error:
                log.warning("a demo person could not %s: %s", intent.key, error.detail)
                self._failed.add(intent.key)

    def _staff(self) -> list[_Intent]:
        found = []
        for role in dict.fromkeys(ROLE_OF.values()):
            actor = agency.actor(role)
            for module in (cam, onboarding, strategy, billing):
                for item in module.list_waiting(actor=actor):
                    if ROLE_OF.get(item.kind) is role and (act := self._staff_act(actor, item)):
                        found.append(_intent(item, act, hours=3))
        return found

    def _staff_act(self, actor: Actor, item: Waiting) -> Callable[[], object] | None:
        object_id = _id_in(item.url)
        key = f"demo:{item.kind}:{object_id}"
        if item.kind == "close_deal":
            return self._deal(actor, object_id, key)
        if item.kind == "brief_approval":
            brief = onboarding.get_brief(actor=actor, brief_id=object_id)
            return lambda: onboarding.approve_brief(actor=actor, brief_id=brief.id, sha256=brief.sha256, key=key)
        if item.kind == "strategy":
            plan = strategy.get_strategy(actor=actor, strategy_id=object_id)
            return lambda: strategy.approve(actor=actor, strategy_id=plan.id, sha256=plan.sha256, key=key)
        return lambda: billing.issue(actor=actor, invoice_id=object_id, key=key)

    def _deal(self, actor: Actor, lead_id: UUID, key: str) -> Callable[[], object] | None:
        lead = cam.get_lead(actor=actor, lead_id=lead_id)
        firm = self.firms.of(lead.email)
        if firm is None:
            return None
        pack = onboarding.get_pack(actor=actor, name=firm.pack)
        return lambda: cam.close_deal(
            actor=actor,
            lead_id=lead_id,
            pack=firm.pack,
            price=pack.price,
            signer_name=lead.name,
            signer_email=lead.email,
            key=key,
        )

    def _payments(self) -> list[_Intent]:
        """What the bank will show: each open invoice of a firm that answers, paid some days after its issue."""
        finance = agency.actor(Role.FINANCE)
        found = []
        for invoice in billing.list_invoices(actor=finance, filter=InvoiceFilter(open_only=True), limit=200).items:
            firm = self.firms.of(invoice.bill_to.email)
            if invoice.issued_at is None or firm is None or firm.behaviour == "silent":
                continue
            at = invoice.issued_at + timedelta(days=6, hours=len(invoice.number))
            found.append(_Intent(at, f"pay:{invoice.number}", lambda i=invoice, t=at: _pay(finance, i, t)))
        return found


def _pay(finance: Actor, invoice: Invoice, at: datetime) -> None:
    """The bank statement of that day arrives, with one line, and finance imports it."""
    line = f"{at:%Y-%m-%d},{invoice.open.decimal},{invoice.bill_to.name},{invoice.number}"
    billing.import_statement(
        actor=finance,
        data=f"date,amount,payer,reference\n{line}\n".encode(),
        file_name=f"statement-{invoice.number}.csv",
        key=f"demo:pay:{invoice.number}",
    )


def _intent(item: Waiting, act: Callable[[], object], *, hours: int) -> _Intent:
    key = f"{item.kind}:{item.url}"
    minutes = int(hashlib.sha256(item.title.encode()).hexdigest()[:6], 16) % 180
    return _Intent(at=item.since + timedelta(hours=hours, minutes=minutes), key=key, act=act)


def _id_in(url: str) -> UUID:
    return UUID(next(part for part in url.split("/") if len(part) == 36))
