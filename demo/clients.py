"""The client firms of the demo: what they buy, how they behave, what they answer; and their people at the portal's verbs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from apps.cam import services as cam
from apps.identity.contracts import Role
from demo import agency

PACKS = ("quick_social_basic", "strategy_campaign_standard", "strategy_campaign_basic", "launch_gtm_pack", "quick_social_basic")
BEHAVIOURS = ("smooth", "changes", "smooth", "silent", "forbidden")
"""In the order of clients.json: who just approves, who asks for changes, who never answers, who asks for what qc refuses."""


@dataclass(frozen=True)
class Firm:
    """One firm that will sign: its domain, the pack it buys, its behaviour and its intake answers."""

    domain: str
    pack: str
    behaviour: str
    answers: dict[str, str]


class Firms:
    """The firms of this play by domain."""

    def __init__(self, firms: list[Firm]) -> None:
        self._by_domain = {firm.domain: firm for firm in firms}

    @property
    def domains(self) -> frozenset[str]:
        """Whose people answer the first mail with interest."""
        return frozenset(self._by_domain)

    def of(self, email: str) -> Firm | None:
        """The firm of an address, None for anybody else."""
        return self._by_domain.get(email.rpartition("@")[2])

    @classmethod
    def choose(cls) -> Firms:
        """The firms of clients.json that are among the leads; in a file of your own, the five best leads' firms."""
        known = json.loads((Path(__file__).parent / "clients.json").read_text())
        leads = cam.list_leads(actor=agency.actor(Role.ACCOUNT_MANAGER), filter=cam_filter(), order="-score", limit=200).items
        listed = [lead.email.rpartition("@")[2] for lead in leads if lead.email]
        chosen = [domain for domain in known if domain in listed] or list(dict.fromkeys(listed))[: len(known)]
        firms = []
        for number, domain in enumerate(chosen):
            answers = known.get(domain) or list(known.values())[number]
            if domain not in known:
                lead = next(item for item in leads if item.email.endswith("@" + domain))
                answers = {**answers, "client_name": lead.company or domain, "website": lead.website or f"https://{domain}"}
            firms.append(Firm(domain, PACKS[number], BEHAVIOURS[number], answers))
        return cls(firms)


def cam_filter():
    """All leads."""
    from apps.cam.contracts import LeadFilter

    return LeadFilter()
