"""Named questions: every missing or doubtful point of the answers, blocking where work cannot start without an answer."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from apps.onboarding.logic import form, text
from apps.onboarding.logic.claims import figures
from apps.onboarding.logic.wording import say

_FILLER = re.compile(
    r"^\W*(?:none|no|n/?a|nil|nothing(?: yet)?|tbd|tba|to do|todo|unknown|x+|test|asdf\w*|lorem ipsum.*|don[’']t know|not sure"
    r"|kein(?:e|er|es)?|nichts|noch nichts|offen|unbekannt|wei(?:ß|ss) nicht|k\.? ?a\.?)?\W*$",
    re.IGNORECASE | re.DOTALL,
)
_SUPERLATIVE = re.compile(
    r"\b(?:best|number one|no\. ?1|leading|cheapest|fastest|only|guarantee[ds]?|100 ?%|risk[- ]free"
    r"|beste[nrs]?|nummer eins|nr\. ?1|führend\w*|günstigste\w*|schnellste\w*|einzige\w*|garantier\w*|risikofrei)\b",
    re.IGNORECASE,
)
_REGULATED = re.compile(
    r"health|medic|pharma|clinic|dental|therap|financ|invest|insur|bank|loan|credit|crypto|legal|law firm|alcohol|wine|beer"
    r"|spirits|tobacco|vape|gambl|betting|supplement|gesundheit|medizin|arzt|praxis|klinik|apothek|finanz|versicher|kredit|recht|anwalt"
    r"|alkohol|wein|bier|tabak|glücksspiel|nahrungsergänzung",
    re.IGNORECASE,
)
_OPTIONAL = tuple(f.name for f in form.FIELDS if not f.required)


def ask(
    *, said: dict[str, str], dropped: dict[str, int], sold_weeks: int, account: str, unproven: list[str], language: str
) -> list[dict]:
    """All questions in form order, blocking ones first within a field; `said` has filler answers emptied."""
    found: list[dict] = []

    def add(field: str, kind: str, *, blocking: bool = False, **facts: object) -> None:
        label = form.label(field, language)
        found.append({"field": field, "question": say(kind, language, label=label, **facts), "blocking": blocking})

    for field in form.FIELDS:
        _about_emptiness(add, field, said[field.name])
        _about_safety(add, field.name, said[field.name], dropped.get(field.name, 0))
    _about_website(add, said["website"])
    _about_names(add, said, account)
    _about_plan(add, said, sold_weeks)
    _about_claims(add, said, unproven)
    order = {f.name: position for position, f in enumerate(form.FIELDS)}
    return sorted(found, key=lambda q: (order[q["field"]], not q["blocking"]))


def is_filler(value: str) -> bool:
    """Whether an answer says nothing: empty, “n/a”, “tbd”, “keine”."""
    return bool(_FILLER.match(value))


def whole_number(value: str) -> int | None:
    """The number of weeks meant by an answer such as “12” or “12 weeks”; None if it names none or several."""
    numbers = re.findall(r"\d+", value)
    return int(numbers[0]) if len(numbers) == 1 and 1 <= int(numbers[0]) <= 260 else None


def is_web_address(value: str) -> bool:
    """Whether a value is a public http(s) address without credentials."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme.lower() not in ("http", "https") or parts.username or re.search(r"[\s<>\"\\]", value):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(re.fullmatch(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}", host))
    return False


def _about_emptiness(add, field: form.Field, value: str) -> None:
    if not value:
        add(field.name, "required" if field.required else f"empty_{field.name}", blocking=field.required)


def _about_safety(add, name: str, value: str, dropped: int) -> None:
    if text.has_markup(value):
        add(name, "markup", blocking=True)
    if text.has_controls(value):
        add(name, "controls", blocking=True)
    elif dropped:
        add(name, "dropped", count=dropped)
    if text.has_orders(value):
        add(name, "orders", blocking=True)


def _about_website(add, value: str) -> None:
    if value and not is_web_address(value):
        add("website", "website", blocking=True, value=value[:120])


def _about_names(add, said: dict, account: str) -> None:
    ours, theirs = _core(account), _core(said["client_name"])
    if ours and theirs and ours not in theirs and theirs not in ours:
        add("client_name", "other_name", account=account, value=said["client_name"])
    if said["timezone"] and said["timezone"] not in available_timezones():
        add("timezone", "timezone", value=said["timezone"])
    first = re.split(r"[,;/\n ]", said["languages"].strip().lower())[0]
    if said["languages"] and first not in ("german", "deutsch", "de", "english", "englisch", "en"):
        add("languages", "language", value=said["languages"][:80])


def _about_plan(add, said: dict, sold_weeks: int) -> None:
    weeks = whole_number(said["duration_weeks"])
    if said["duration_weeks"] and weeks is None:
        add("duration_weeks", "weeks", value=said["duration_weeks"])
    elif weeks is not None and weeks != sold_weeks:
        add("duration_weeks", "other_weeks", weeks=weeks, sold=sold_weeks)
    if said["budget_range"] and not figures(said["budget_range"]):
        add("budget_range", "figure", value=said["budget_range"][:120])
    for point in text.points(said["kpi_targets"]):
        if not figures(point):
            add("kpi_targets", "kpi_figure", value=point[:120])


def _about_claims(add, said: dict, unproven: list[str]) -> None:
    for statement in unproven:
        kind = "superlative" if _SUPERLATIVE.search(statement) else "unproven"
        add("differentiators", kind, value=statement[:160])
    if not said["compliance_notes"] and _REGULATED.search(f"{said['industry']} {said['primary_offer']}"):
        add("compliance_notes", "regulated", value=said["industry"])


def _core(name: str) -> str:
    plain = re.sub(r"\b(?:gmbh|ag|kg|ug|ltd|limited|inc|llc|plc|co|corp|se|bv|sarl|oy|ab)\b\.?", "", name.lower())
    return re.sub(r"[\W_]+", "", plain)
