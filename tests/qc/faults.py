"""One or more seeded faults per rule: (rule, kind, what to do to a clean sample)."""

# ruff: noqa: E501 (a table reads better unbroken)

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.qc.factories import LINK

Content = dict[str, Any]
Fault = tuple[str, str, Callable[[Content], object]]


def set_post(name: str, value: object, index: int = 0) -> Callable[[Content], object]:
    """Change one field of a post."""
    return lambda content: content["posts"][index].update({name: value})


def say(words: str, index: int = 0) -> Callable[[Content], object]:
    """Put words in front of a post's text."""
    return lambda content: content["posts"][index].update(text=f"{words} {content['posts'][index]['text']}")


def answer(name: str, value: str) -> Callable[[Content], object]:
    """Change an answer of the brief."""
    return lambda content: content["fields"].update({name: value})


def layer(number: str, name: str, value: object) -> Callable[[Content], object]:
    """Change a field of the strategy."""
    return lambda content: next(v for k, v in content.items() if k.startswith(number)).update({name: value})


def channel(name: str, value: object) -> Callable[[Content], object]:
    """Change the strategy's channel."""
    return lambda content: content["layer6_channels"]["channels"][0].update({name: value})


def top(name: str, value: object) -> Callable[[Content], object]:
    """Change a field of the content."""
    return lambda content: content.update({name: value})


def without(name: str) -> Callable[[Content], object]:
    """Take a field out."""
    return lambda content: content.pop(name)


HARD = (
    "Notwithstanding aforementioned considerations, multidimensional operationalisation necessitates interdepartmental harmonisation, "
    * 8
)
REPEATED = {"key": "2026-01-20-linkedin", "at": "2026-01-20T09:15:00+00:00"}
BUNDLE: list[Fault] = [
    *[("placeholders", "draft_bundle", say(words)) for words in ("{{name}}", "[Your company]", "Dear [NAME]", "TODO", "Lorem ipsum dolor", "${client}", "<insert offer>", "{client_name}")],
    *[("internal_markers", "draft_bundle", say(words)) for words in ("As an AI I cannot", "Internal note: ask Ben.", "See brief.fields of pain_points", "Price: None", "Do not publish this.", "[object Object]")],
    *[("forbidden_language", "draft_bundle", say(words)) for words in ("Guaranteed results.", "A risk-free start.", "Results GUARANTEED", "risk free for you")],
    ("forbidden_language", "draft_bundle", lambda c: c["hooks"].append("A guaranteed Monday.")),
    ("forbidden_language", "draft_bundle", top("offer", "Guaranteed bookkeeping")),
    ("required_texts", "draft_bundle", set_post("text", f"The till and the bank never agree. See how we work: {LINK}")),
    *[("stock_phrases", "draft_bundle", say(words)) for words in ("In today's fast-paced world,", "Unlock the power of books.", "Studies show that books matter.", "A game-changer.")],
    *[("secrets", "draft_bundle", say(words)) for words in ("password: hunter2secret", "AKIAABCDEFGHIJKLMNOP", "ghp_" + "a1" * 18)],
    *[("personal_data", "draft_bundle", say(words)) for words in ("Write to ann@private.example.", "Call +353 86 123 4567 now.", "IE29 AIBK 9311 5212 3456 78.")],
    *[("unsourced_claims", "draft_bundle", say(words)) for words in ("We save 37 % of your time.", "Over 4,000 owners trust us.", "Twice as fast as before.", "Nine out of ten come back.")],
    ("sources_named", "draft_bundle", set_post("sources", [])),
    ("quotations", "draft_bundle", say("“The best bookkeepers I ever met in my life”, says an owner.")),
    ("reading_level", "draft_bundle", say(HARD)),
    *[("brand_voice", "draft_bundle", say(words)) for words in ("Look at this 🎉", "What a day!")],
    ("post_fields", "draft_bundle", set_post("text", "")),
    ("post_fields", "draft_bundle", set_post("key", "2026-01-15-x")),
    ("channel_limits", "draft_bundle", say("One more word about it. " * 10, 1)),
    ("channel_limits", "draft_bundle", say("long " * 640)),
    ("channel_limits", "draft_bundle", lambda c: c["posts"][1].update(channel="instagram", hashtags=[f"#t{i}" for i in range(31)])),
    ("channel_limits", "draft_bundle", lambda c: c["posts"][1].update(channel="bluesky", text=c["posts"][1]["text"] + " word" * 40)),
    ("cta_per_post", "draft_bundle", set_post("cta", "")),
    ("cta_per_post", "draft_bundle", set_post("cta", "Visit the shop")),
    ("duplicate_dates", "draft_bundle", lambda c: c["posts"].append({**c["posts"][0], "key": "again", "text": "Quite another text. " + c["posts"][1]["text"]})),
    ("near_duplicates", "draft_bundle", lambda c: c["posts"].append({**c["posts"][0], **REPEATED})),
    ("near_duplicates", "draft_bundle", lambda c: c["posts"].append({**c["posts"][0], **REPEATED, "text": c["posts"][0]["text"].replace("every week", "each week").upper()})),
    ("links", "draft_bundle", set_post("link", LINK.replace("www.halm.example", "rival.example"))),
    ("links", "draft_bundle", say("More at https://bit.ly/abc?utm_source=a")),
    ("alt_text", "draft_bundle", set_post("alt_text", "")),
    ("alt_text", "draft_bundle", set_post("alt_text", "image")),
    ("cadence_schedule_utm", "draft_bundle", set_post("at", "2026-01-13T09:15:00")),
    ("cadence_schedule_utm", "draft_bundle", set_post("at", "next Tuesday")),
    ("cadence_schedule_utm", "draft_bundle", set_post("link", "https://www.halm.example/")),
    ("cadence_schedule_utm", "draft_bundle", lambda c: c["posts"].extend({**c["posts"][1], "key": f"k{n}", "at": f"2026-01-15T{n}:00:00+00:00"} for n in (13, 14, 15, 16))),
    ("ads_zero_budget", "draft_bundle", lambda c: c["posts"][0].update(format="ad", budget=0)),
    ("end_before_start", "draft_bundle", top("ends_on", "2026-01-01")),
    ("strategy_ref", "draft_bundle", without("strategy_ref")),
    ("strategy_ref", "draft_bundle", lambda c: c["strategy_ref"].update(sha256="ef" * 32)),
    ("minimum_assets", "draft_bundle", top("hooks", ["One", "Two"])),
    ("minimum_assets", "draft_bundle", top("angles", ["One", "one", "ONE "])),
    ("minimum_assets", "draft_bundle", top("offer", "")),
    ("minimum_assets", "draft_bundle", top("safe_claims", [])),
    ("channel_mapping", "draft_bundle", set_post("channel", "facebook")),
    ("channel_plan", "draft_bundle", top("posts", [])),
    ("channel_plan", "draft_bundle", top("channels", ["linkedin", "x", "bluesky"])),
    ("channel_plan", "draft_bundle", lambda c: c["posts"].append({**c["posts"][0], "key": "late", "at": f"{date(2026, 1, 13) + timedelta(days=20)}T09:00:00+00:00"})),
    ("governance", "draft_bundle", without("governance")),
    ("governance", "draft_bundle", top("governance", {"approval": "The client approves."})),
    ("risk_guardrails", "draft_bundle", top("guardrails", [])),
]  # fmt: skip
INTAKE: list[Fault] = [
    *[("required_fields", "brief", answer(name, "")) for name in ("client_name", "website", "industry", "geography", "primary_offer", "target_audience", "pain_points", "desired_outcomes")],
    ("required_fields", "brief", answer("pain_points", "n/a")),
    *[("website_format", "brief", answer("website", value)) for value in ("halm", "ftp://halm.example", "https://halm", "not a site", "https://user:pw@halm.example")],
    *[("constraints", "brief", answer("duration_weeks", value)) for value in ("0", "soon", "900")],
    ("constraints", "brief", answer("budget_range", "3,000 – 1,000 euro")),
    ("proof_assets", "brief", answer("proof_assets", "")),
    ("proof_assets", "brief", lambda c: c["claims"].append({"text": "The fastest in town", "proof": ""})),
    ("pricing", "brief", answer("pricing", "")),
    ("tone", "brief", answer("tone_voice", "")),
    ("placeholders", "brief", answer("industry", "[INDUSTRY]")),
    ("secrets", "brief", answer("compliance_notes", "The api_key: 9f8e7d6c5b4a")),
    ("end_before_start", "brief", top("scope", {"starts_on": "2026-03-01", "ends_on": "2026-02-01"})),
]  # fmt: skip
STRATEGY: list[Fault] = [
    ("schema_version", "strategy", without("schema")),
    *[("all_layers", "strategy", without(name)) for name in ("layer1_business_reality", "layer5_narrative", "layer7_constraints", "layer8_measurement")],
    *[("layer_fields", "strategy", layer("layer1", name, "")) for name in ("business_model_summary", "pricing_logic", "growth_constraint")],
    ("layer_fields", "strategy", layer("layer1", "bottleneck", "Weather")),
    ("layer_fields", "strategy", layer("layer4", "differentiation_logic", "We are nicer.")),
    ("layer_fields", "strategy", layer("layer8", "leading_indicators", [])),
    ("channels", "strategy", layer("layer6", "channels", [])),
    ("channels", "strategy", channel("role", "Fun")),
    ("channels", "strategy", channel("kill_criteria", "")),
    ("channels", "strategy", layer("layer6", "channels", ["LinkedIn"])),
    ("what_not_to_do", "strategy", layer("layer2", "what_not_to_do", [])),
    ("repetition_logic", "strategy", layer("layer5", "repetition_logic", "Often.")),
    ("kpis", "strategy", channel("kpi", {"name": "Calls", "target": "", "unit": "calls", "days": 30})),
    ("kpis", "strategy", channel("kpi", {})),
    ("review_cadence", "strategy", lambda c: (channel("kpi", {"name": "Calls", "target": "6", "unit": "calls"})(c), layer("layer8", "leading_indicators", ["Replies"])(c), layer("layer8", "decision_rules", ["If calls stay away, then change the hook at once."])(c))),
    ("decision_rules", "strategy", layer("layer8", "decision_rules", ["We decide."])),
    ("alerts", "strategy", channel("kill_criteria", "")),
    ("forbidden_language", "strategy", layer("layer5", "resolution", "Guaranteed books in one week.")),
    ("unsourced_claims", "strategy", layer("layer2", "white_space_logic", "68 % of owners want a name.")),
    ("ads_zero_budget", "strategy", channel("paid", True)),
    ("end_before_start", "strategy", top("timeline", [{"start": "2026-02-01", "end": "2026-01-01"}])),
]  # fmt: skip
DELIVERY: list[Fault] = [
    ("manifest_schema", "delivery_package", top("schema", "manifest_v0")),
    ("manifest_schema", "delivery_package", top("files", [])),
    ("manifest_schema", "delivery_package", lambda c: c["files"][0].update(sha256="short")),
    ("manifest_schema", "delivery_package", lambda c: c["files"][0].update(path="../captions.md")),
    ("manifest_schema", "delivery_package", lambda c: c["files"].append(dict(c["files"][0]))),
    ("included_artifacts", "delivery_package", top("artifacts", [])),
    ("included_artifacts", "delivery_package", lambda c: c["artifacts"][0].update(sha256="")),
    ("approvals_ok", "delivery_package", top("approvals", [])),
    ("approvals_ok", "delivery_package", lambda c: c["artifacts"][0].update(status="draft")),
    ("branding_ok", "delivery_package", without("branding")),
    ("generation_plan", "delivery_package", without("lineage")),
    ("notes", "delivery_package", lambda c: (c.pop("notes"), c["files"].pop())),
    ("placeholders", "delivery_package", top("notes", "Dear {{name}}")),
    ("internal_markers", "delivery_package", top("notes", "Internal note: check again.")),
    ("report_period", "report", without("period_end")),
    ("report_period", "report", without("metrics")),
    ("placeholders", "report", top("summary", "TBD")),
]  # fmt: skip
FAULTS = [*BUNDLE, *INTAKE, *STRATEGY, *DELIVERY]
CONTEXT_ONLY = {"terms"}
"""Rules whose fault lies in the context; they have a test of their own."""
