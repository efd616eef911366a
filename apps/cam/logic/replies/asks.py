"""What somebody who is interested asks for: a price, or a proposal."""

from __future__ import annotations

import re

from apps.cam.logic.replies import wishes
from apps.cam.logic.replies.folding import clauses, fold, unwrapped

_PRICE = re.compile(
    r"\b(?:price\w*|pricing|costs?|rates?|fees?|how much|budget|preis\w*|kosten|kostet|konditionen|tarif\w*|prix|combien|precios?|cuanto|"
    r"cuesta|presupuesto|prijs|prijzen|prijslijst|hoeveel kost\w*|tarieven)\b"
)
_PROPOSAL = re.compile(
    r"\b(?:proposals?|quot(?:e|es|ation)|offer|angebot\w*|kostenvoranschlag|devis|proposition|offre|propuesta|oferta|cotizacion|offerte\w*|voorstel)\b"
)


def asked_for(new_text: str) -> str:
    """PROPOSAL or PRICING where a wish of the text names one, a proposal first; "" for neither. Refused wishes do not count."""
    said = clauses(fold(unwrapped(new_text)))
    wanted = " \n".join(found.clause for found in wishes.read(said).yes)
    return "PROPOSAL" if _PROPOSAL.search(wanted) else "PRICING" if _PRICE.search(wanted) else ""
