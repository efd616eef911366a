"""The new text of an answer: without quotations, signature, and our own footer."""

from __future__ import annotations

import re

_ATTRIBUTION = re.compile(
    r"^\s*(?:on\b.{5,300}\bwrote|am\b.{5,300}\bschrieb\b.{0,200}|le\b.{5,300}\ba [ée]crit|el\b.{5,300}\bescribi[óo]|op\b.{5,300}\b"
    r"(?:schreef|heeft)\b.{0,200}|.{3,200}\bschrieb am\b.{5,100})\s*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_CUT = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|urspr[üu]ngliche nachricht|message d.origine|mensaje original|oorspronkelijk bericht|"
    r"forwarded message|weitergeleitete nachricht)\b.*|_{10,}\s*)$",
    re.IGNORECASE,
)
_OUTLOOK_FROM = re.compile(r"^\s*\*?(?:from|von|de|van)\s*:\*?\s.+", re.IGNORECASE)
_OUTLOOK_NEXT = re.compile(
    r"^\s*\*?(?:sent|gesendet|envoy[ée]|enviado|verzonden|date|datum|to|an|[àa]|para|aan|subject|betreff)\s*:", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"^\s*(?:--\s*|sent from my .*|von meinem .* gesendet|gesendet (?:mit|von) .*|envoy[ée] de mon .*|enviado desde mi .*|"
    r"verzonden vanaf mijn .*|get outlook for .*|hol dir outlook .*)$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:(?:best|kind|warm)(?:est)? regards|regards|best wishes|cheers|all the best|sincerely|yours (?:sincerely|faithfully)|"
    r"mit (?:freundlichen|besten|herzlichen) gr[üu](?:ß|ss)en|(?:viele|beste|liebe|herzliche|freundliche) gr[üu](?:ß|ss)e|mfg|lg|vg|"
    r"cordialement|bien [àa] vous|salutations|bien cordialement|un saludo|saludos(?: cordiales)?|atentamente|"
    r"met vriendelijke groet(?:en)?|groeten|mvg)\b[\s,.!]*(?:\S+\s?){0,3}$",
    re.IGNORECASE,
)
_OUR_FOOTER = re.compile(r"/portal/cam/u/|^no more mails from us:|^keine weiteren mails:", re.IGNORECASE)


def new_text(body: str) -> str:
    """What the writer of the mail wrote now. Answers below or between quoted lines stay."""
    lines = body.replace("\r\n", "\n").split("\n")
    lines = _until_old_mail(lines)
    kept = [line for line in lines if not line.lstrip().startswith((">", "|>")) and not _OUR_FOOTER.search(line.strip())]
    kept = _until_signature(kept)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _until_old_mail(lines: list[str]) -> list[str]:
    kept: list[str] = []
    skip = 0
    for i, line in enumerate(lines):
        if skip:
            skip -= 1
            continue
        if _CUT.match(line) or (_OUTLOOK_FROM.match(line) and any(_OUTLOOK_NEXT.match(n) for n in lines[i + 1 : i + 4])):
            return kept
        # An attribution may be wrapped over up to three lines.
        span = next((n for n in (1, 2, 3) if _ATTRIBUTION.match(" ".join(lines[i : i + n]))), 0)
        if span:
            rest = [r for r in lines[i + span :] if r.strip()]
            if not rest or not rest[0].lstrip().startswith(">"):
                return kept
            skip = span - 1
            continue
        kept.append(line)
    return kept


def _until_signature(lines: list[str]) -> list[str]:
    for i, line in enumerate(lines):
        if _SIGNATURE.match(line):
            return lines[:i]
        if _CLOSING.match(line) and any(earlier.strip() for earlier in lines[:i]):
            return lines[:i]
    return lines
