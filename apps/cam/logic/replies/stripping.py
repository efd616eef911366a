"""What a writer wrote now, apart from quotations, signature, and our own footer."""

from __future__ import annotations

import re

_ATTRIBUTION = re.compile(
    r"^\s*(?:[>*_ ]*)(?:on\b.{3,300}\bwrote|(?:am|den)\b.{3,300}\bschrieb(?:en)?\b.{0,200}|le\b.{3,300}\ba [ée]crit|"
    r"(?:el|en)\b.{3,300}\bescribi[óo]\b.{0,200}|op\b.{3,300}\b(?:schreef|heeft)\b.{0,200}|"
    r".{3,200}\b(?:schrieb am|wrote on|a [ée]crit le|escribi[óo] el|schreef op)\b.{3,100}|"
    r"\d{4}[-/.]\d\d?[-/.]\d\d?.{0,200}<[^<>\s]+@[^<>\s]+>|.{2,100}<[^<>\s]+@[^<>\s]+>\s*(?:wrote|schrieb|a [ée]crit|escribi[óo]|schreef)"
    r"(?:\s+(?:on|am|le|el|op)\b.{3,100}\d.{0,40})?)\s*:\s*$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"^\s*(?:[-_=]{2,}\s*(?:original[- ]?(?:message|nachricht|mail)|urspr[üu]ngliche (?:nachricht|e-?mail)|message (?:d.)?orig\w+|"
    r"(?:mensaje|correo) original|oorspronkelijk (?:bericht|e-?mail)|(?:forwarded|reply) message|weitergeleitete nachricht|"
    r"message transf[ée]r[ée]|mensaje reenviado|doorgestuurd bericht)\b.*|_{10,}\s*|begin forwarded message:|"
    r"anfang der weitergeleiteten nachricht:|d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])\s*:|inicio del mensaje reenviado:)$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\s*\*{0,2}(?:from|von|de|van|exp[ée]diteur|absender)\s*:\s*\*{0,2}\s*.*\S", re.IGNORECASE)
_FIELD = re.compile(
    r"^\s*\*{0,2}(?:sent|gesendet|envoy[ée]|enviado(?: el)?|verzonden|date|datum|fecha|to|an|[àa]|para|aan|subject|betreff|objet|asunto|"
    r"onderwerp|cc|reply-to)\s*:",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^\s*(?:sent (?:from|via|with) .*|von (?:meinem|unterwegs|mein) .*gesendet.*|von unterwegs gesendet.*|gesendet (?:mit|von|aus|[üu]ber) .*|"
    r"diese nachricht wurde von .*gesendet.*|envoy[ée]e? (?:de(?:puis)?|avec|à partir) .*|enviado (?:desde|con) .*|verzonden (?:vanaf|met|vanuit) .*|"
    r"verstuurd (?:vanaf|met) .*|get outlook for .*|(?:hol|laden sie) (?:dir )?outlook .*|obtenir outlook .*|obtener outlook .*|outlook voor .*)$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:(?:(?:with|many|my) )?(?:best|kind|warm|kindest|warmest)(?: personal)?(?:est)? (?:regards|wishes)|regards|best|kr|br|rgds|"
    r"cheers|all the best|(?:yours )?(?:sincerely|faithfully|truly)|thanks and regards|"
    r"mit (?:freundlichen|besten|herzlichen|sonnigen|lieben) (?:gr[üu](?:ß|ss)en|empfehlungen)|(?:viele|beste|liebe|herzliche|freundliche|sch[öo]ne|sonnige)"
    r" gr[üu](?:ß|ss)e|gru(?:ß|ss)|mfg|lg|vg|bg|hochachtungsvoll|cordialement|bien cordialement|bien [àa] vous|(?:sinc[èe]res |meilleures )?salutations"
    r"|cdlt|bonne (?:journ[ée]e|r[ée]ception)|un (?:cordial )?saludo|(?:saludos|un abrazo)(?: cordiales)?|atentamente|(?:muy )?cordialmente|"
    r"met (?:vriendelijke|hartelijke) groet(?:en)?|(?:hartelijke |vriendelijke )?groet(?:en|jes)?|mvg)\b[\s,.!]*(?:[^\s?]+\s?){0,3}$",
    re.IGNORECASE,
)
_DASHES = re.compile(r"^\s*(?:--|—|–{1,2}|-{2,3})\s*$")
_OUR_FOOTER = re.compile(r"/portal/cam/u/|^no more mails from us:|^keine weiteren mails:", re.IGNORECASE)
_QUOTED = re.compile(r"^\s*(?:>|\|\s*>)")


def new_text(body: str) -> str:
    """What the writer of the mail wrote now. Answers below or between quoted lines stay."""
    return split_text(body)[0]


def split_text(body: str) -> tuple[str, str]:
    """(new text, quoted text). The signature and our own footer belong to neither."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").split("\n")
    new, quoted = _apart(lines)
    new = [line for line in _until_signature(new) if not _OUR_FOOTER.search(line.strip())]
    return _joined(new), _joined([re.sub(r"^\s*(?:\|?\s*>\s?)+", "", line) for line in quoted])


def _joined(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _apart(lines: list[str]) -> tuple[list[str], list[str]]:
    """Lines before the old mail and answers among it; all others."""
    new: list[str] = []
    quoted: list[str] = []
    skip = 0
    for i, line in enumerate(lines):
        if skip:
            skip -= 1
            quoted.append(line)
            continue
        if _QUOTED.match(line):
            quoted.append(line)
            continue
        if _CUT.match(line) or (_FROM.match(line) and sum(bool(_FIELD.match(n)) for n in _next(lines, i)) >= 1):
            return new, quoted + lines[i:]
        span = _attribution(lines, i)
        if span:
            after = next((line for line in lines[i + span :] if line.strip()), "")
            if not _QUOTED.match(after):
                return new, quoted + lines[i:]
            quoted.append(line)
            skip = span - 1
            continue
        new.append(line)
    return new, quoted


def _next(lines: list[str], i: int) -> list[str]:
    return [line for line in lines[i + 1 : i + 8] if line.strip()][:4]


def _attribution(lines: list[str], i: int) -> int:
    """Over how many lines a “… wrote:” beginning here goes (wrapped over up to four); 0 if none begins."""
    if not lines[i].strip():
        return 0
    for n in (1, 2, 3, 4):
        part = lines[i : i + n]
        if len(part) < n or not part[-1].strip() or _QUOTED.match(part[-1]):
            return 0
        if part[-1].rstrip().endswith(":") and _ATTRIBUTION.match(" ".join(p.strip() for p in part)[:600]):
            return n
    return 0


def _until_signature(lines: list[str]) -> list[str]:
    """Without the signature; an answer below it (bottom posting after a device's line) stays out, as its writer cannot be told."""
    before = False
    for i, line in enumerate(lines):
        before = before or (i > 0 and bool(lines[i - 1].strip()))
        if _DEVICE.match(line) or (_DASHES.match(line) and (before or i == 0)):
            if before:
                return lines[:i]
            continue
        if _CLOSING.match(line) and before:
            return lines[:i]
    return [line for line in lines if not (_DEVICE.match(line) or _DASHES.match(line))]
