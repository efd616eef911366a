"""Headings and field names of a strategy for its readers, by language."""

from __future__ import annotations

from typing import Any

from apps.strategy.contracts import LAYERS
from apps.strategy.logic.wording.labels import LABELS

_EN = {
    "layer1_business_reality": "Business reality", "layer2_market_truth": "Market truth",
    "layer3_audience_psychology": "How the audience thinks", "layer4_value_architecture": "What is promised, and what is not",
    "layer5_narrative": "The story", "layer6_channels": "Channels and budget", "layer7_constraints": "Limits",
    "layer8_measurement": "How it is measured",
    "business_model_summary": "The business in short", "revenue_streams": "Where revenue comes from",
    "unit_economics": "What a customer is worth", "pricing_logic": "Price", "growth_constraint": "What holds growth back",
    "bottleneck": "Bottleneck", "category_maturity": "How mature the market is", "white_space_logic": "Where there is room",
    "what_not_to_do": "What is not done", "awareness_state": "What the audience knows", "objection_hierarchy": "Objections in order",
    "trust_transfer_mechanism": "Where trust comes from", "core_promise": "The promise", "sacrifice_framing": "What is given up for it",
    "differentiation_logic": "What the difference is made of", "problem": "Problem", "tension": "Tension", "resolution": "Resolution",
    "enemy_definition": "What we write against", "repetition_logic": "What is repeated", "channels": "Channels", "budget": "Budget",
    "tone_boundaries": "Tone", "forbidden_language": "Words that are not used", "claim_boundaries": "What may be claimed",
    "compliance_rules": "Rules", "success_definition": "What success is", "leading_indicators": "What shows it early",
    "lagging_indicators": "What shows it late", "decision_rules": "What follows from the figures",
    "rank": "Rank", "objection": "Objection", "answer": "Answer", "proof": "Proof", "kind": "Kind", "reason": "Why", "name": "Channel",
    "role": "Role", "why": "Why", "kpi": "KPI", "kill_criteria": "Stops when", "budget_percent": "Budget, planned %",
    "budget_amount": "Budget, planned", "paid": "Paid", "posts_per_week": "Posts a week", "tactics": "Tactics", "rule": "Rule",
    "proven": "Proven claims", "not_claimed": "Not claimed", "Structural": "Structural", "Cosmetic": "Cosmetic",
    "Discovery": "Discovery", "kpis": "Targets", "pillars": "Pillars", "counter_argument": "The case against this plan",
    "timeline": "The weeks", "assumptions": "Assumptions", "questions": "Open questions", "summary": "In short",
    "audience_segments": "Who it is for", "message_house": "Message house", "lessons": "From earlier work", "wishes": "Asked for in this version",
    "sources_title": "Where each part comes from", "contents": "Contents", "strategy": "Strategy", "prepared_for": "Prepared for",
    "date": "Date", "version": "Version", "weeks": "Weeks", "week": "Weeks", "tasks": "Tasks", "goal": "Goal", "pain": "What they say",
    "outcome": "What they want", "difference": "What answers it", "claim": "Claim", "target": "Target", "unit": "Unit", "days": "Days",
    "hypothesis": "Hypothesis", "metric": "Metric", "stop_rule": "Stop rule", "argument": "The argument", "kept": "Why we keep to it",
    "change": "What would change our mind", "field": "Part", "rests_on": "Rests on these answers of the brief", "layer": "Layer",
    "budget_chart": "Budget by channel, planned shares in %", "yes": "yes", "no": "no", "phase": "Phase", "who": "Who",
    "approach": "Approach", "about": "About", "question": "Question", "no_words": "The client forbids no particular words.",
    "sources_note": "Every sentence of this plan rests on an answer of the brief or is named above as an assumption.",
    "field.scope": "agreed scope", "from_week": "From week", "to_week": "To week", "what_would_change_it": "What would change our mind",
    "text": "Assumption", "column.name": "Name", "field.memory": "earlier work",
}  # fmt: skip
_DE = {
    "layer1_business_reality": "Das Geschäft, wie es ist", "layer2_market_truth": "Der Markt, wie er ist",
    "layer3_audience_psychology": "Wie die Zielgruppe denkt", "layer4_value_architecture": "Was versprochen wird, und was nicht",
    "layer5_narrative": "Die Erzählung", "layer6_channels": "Kanäle und Budget", "layer7_constraints": "Grenzen",
    "layer8_measurement": "Wie gemessen wird",
    "business_model_summary": "Das Geschäft in Kürze", "revenue_streams": "Woher der Umsatz kommt",
    "unit_economics": "Was ein Kunde wert ist", "pricing_logic": "Preis", "growth_constraint": "Was das Wachstum bremst",
    "bottleneck": "Engpass", "category_maturity": "Wie reif der Markt ist", "white_space_logic": "Wo Platz ist",
    "what_not_to_do": "Was unterbleibt", "awareness_state": "Was die Zielgruppe weiß", "objection_hierarchy": "Einwände nach Rang",
    "trust_transfer_mechanism": "Woher Vertrauen kommt", "core_promise": "Das Versprechen", "sacrifice_framing": "Worauf dafür verzichtet wird",
    "differentiation_logic": "Woraus der Unterschied besteht", "problem": "Problem", "tension": "Spannung", "resolution": "Auflösung",
    "enemy_definition": "Wogegen wir schreiben", "repetition_logic": "Was wiederholt wird", "channels": "Kanäle", "budget": "Budget",
    "tone_boundaries": "Ton", "forbidden_language": "Wörter, die nicht vorkommen", "claim_boundaries": "Was behauptet werden darf",
    "compliance_rules": "Regeln", "success_definition": "Was Erfolg ist", "leading_indicators": "Was es früh zeigt",
    "lagging_indicators": "Was es spät zeigt", "decision_rules": "Was aus den Zahlen folgt",
    "rank": "Rang", "objection": "Einwand", "answer": "Antwort", "proof": "Beleg", "kind": "Art", "reason": "Warum", "name": "Kanal",
    "role": "Rolle", "why": "Warum", "kpi": "Kennzahl", "kill_criteria": "Endet, wenn", "budget_percent": "Budget, geplant in %",
    "budget_amount": "Budget, geplant", "paid": "Bezahlt", "posts_per_week": "Beiträge pro Woche", "tactics": "Maßnahmen", "rule": "Regel",
    "proven": "Belegte Aussagen", "not_claimed": "Nicht behauptet", "Structural": "strukturell", "Cosmetic": "kosmetisch",
    "Discovery": "Entdecken", "kpis": "Ziele", "pillars": "Säulen", "counter_argument": "Was gegen diesen Plan spricht",
    "timeline": "Die Wochen", "assumptions": "Annahmen", "questions": "Offene Fragen", "summary": "In Kürze",
    "audience_segments": "Für wen", "message_house": "Botschaftshaus", "lessons": "Aus früherer Arbeit", "wishes": "Gewünscht für diese Fassung",
    "sources_title": "Woher jeder Teil stammt", "contents": "Inhalt", "strategy": "Strategie", "prepared_for": "Für", "date": "Datum",
    "version": "Fassung", "weeks": "Wochen", "week": "Wochen", "tasks": "Aufgaben", "goal": "Ziel", "pain": "Was sie sagen",
    "outcome": "Was sie wollen", "difference": "Was darauf antwortet", "claim": "Aussage", "target": "Zielwert", "unit": "Einheit",
    "days": "Tage", "hypothesis": "Hypothese", "metric": "Messgröße", "stop_rule": "Stoppregel", "argument": "Das Argument",
    "kept": "Warum wir dabei bleiben", "change": "Was uns umstimmen würde", "field": "Teil",
    "rests_on": "Beruht auf diesen Antworten des Briefs", "layer": "Ebene", "budget_chart": "Budget nach Kanal, geplante Anteile in %",
    "yes": "ja", "no": "nein", "phase": "Phase", "who": "Wer", "approach": "Zugang", "about": "Worum", "question": "Frage",
    "no_words": "Der Kunde schließt keine bestimmten Wörter aus.",
    "sources_note": "Jeder Satz dieses Plans beruht auf einer Antwort des Briefs oder ist oben als Annahme benannt.",
    "field.scope": "vereinbarter Umfang", "from_week": "Ab Woche", "to_week": "Bis Woche",
    "what_would_change_it": "Was uns umstimmen würde", "text": "Annahme", "column.name": "Name", "field.memory": "frühere Arbeit",
}  # fmt: skip


def _complete(language: str, words: dict[str, Any]) -> dict[str, Any]:
    labels = LABELS[language]
    kinds = {kind: labels[kind] for kind in ("Demand", "Awareness", "Trust", "Conversion", "Retention")}
    fields = {f"field.{name}": label for name, label in labels.items() if name[0].islower() and not name.startswith("in.")}
    return words | kinds | fields | {"layers": list(LAYERS)}


HEADINGS: dict[str, dict[str, Any]] = {"en": _complete("en", _EN), "de": _complete("de", _DE)}


def words_of(content: dict[str, Any]) -> dict[str, Any]:
    """The headings in a content's language."""
    return HEADINGS["de" if content.get("language") == "de" else "en"]
