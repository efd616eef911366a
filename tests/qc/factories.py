"""Clean samples of every artifact kind, small enough to break in one place."""

from __future__ import annotations

import copy
from typing import Any
from uuid import UUID

import factory

from apps.qc import services
from apps.qc.contracts import Result
from apps.qc.models import JudgedText
from kernel import clock
from kernel.actors import worker
from kernel.ids import new_id
from kernel.refs import ArtifactRef, content_hash

SHA = "ab" * 32
LINK = "https://www.halm.example/?utm_source=linkedin&utm_medium=social&utm_campaign=halm-2026-01&utm_content=0113"
FIELDS = {
    "client_name": "Halm Bookkeeping",
    "website": "https://www.halm.example",
    "industry": "Bookkeeping for restaurants",
    "geography": "Dublin",
    "primary_offer": "Weekly bookkeeping for restaurants, done by one named person",
    "target_audience": "Owners of restaurants with two to five locations",
    "pain_points": "The till and the bank never agree\nInvoices pile up until the tax date",
    "desired_outcomes": "Books that are right every Monday",
    "differentiators": "One named bookkeeper per restaurant",
    "proof_assets": "Survey 2025, 88 answers: 79 would come again",
    "pricing": "From 340 euro a month. Prices may be published.",
    "tone_voice": "Calm and plain. No emojis. No exclamation marks.",
    "compliance_notes": 'Every post must carry the note "Not tax advice." Never say "guaranteed".',
    "duration_weeks": "12",
    "budget_range": "1,000 – 3,000 euro",
}
BRIEF = {
    "fields": FIELDS,
    "claims": [{"text": "Most clients would come again", "proof": "Survey 2025, 88 answers: 79 would come again"}],
    "questions": [],
    "language": "en",
}
POSTS = [
    {
        "key": "2026-01-13-linkedin",
        "channel": "linkedin",
        "at": "2026-01-13T09:15:00+00:00",
        "text": f"The till and the bank never agree. We reconcile both every week.\n\nSee how we work: {LINK}\n\nNot tax advice.",
        "hashtags": [],
        "cta": "See how we work",
        "link": LINK,
        "alt_text": "Text card by Halm with the line: the till and the bank never agree",
        "pillar": "Trust",
        "sources": ["brief.fields.pain_points"],
    },
    {
        "key": "2026-01-15-x",
        "channel": "x",
        "at": "2026-01-15T12:15:00+00:00",
        "text": f"One named bookkeeper for each restaurant, not a hotline.\n\nAsk us directly: {LINK}\n\nNot tax advice.",
        "hashtags": ["#Bookkeeping"],
        "cta": "Ask us directly",
        "link": LINK,
        "alt_text": "Card in the colours of Halm, text: one named bookkeeper",
        "pillar": "Know-how",
        "sources": ["brief.fields.differentiators"],
    },
]
BUNDLE = {
    "posts": POSTS,
    "hooks": ["The till and the bank never agree.", "One named bookkeeper.", "Books right on Mondays."],
    "angles": ["Problem: the till", "What is different: one person", "Outcome: right books"],
    "ctas": ["See how we work", "Ask us directly", "Read more"],
    "offer": "Weekly bookkeeping for restaurants",
    "safe_claims": ["79 of 88 would come again"],
    "channels": ["linkedin", "x"],
    "language": "en",
    "starts_on": "2026-01-12",
    "ends_on": "2026-02-10",
    "strategy_ref": {"kind": "strategy", "id": str(UUID(int=1)), "version": 1, "sha256": SHA},
    "governance": {"approval": "The client approves each version.", "machine_written": True},
    "guardrails": ["No figure that the brief does not give.", "Not said: guaranteed."],
}
STRATEGY = {
    "schema": "strategy_v1",
    "layer1_business_reality": {
        "business_model_summary": "Halm sells weekly bookkeeping to restaurants.",
        "revenue_streams": ["Monthly fees"],
        "unit_economics": "From 340 euro a month per restaurant.",
        "pricing_logic": "A fee per month, no hours counted.",
        "growth_constraint": "Owners do not trust somebody new with their books.",
        "bottleneck": "Trust",
    },
    "layer2_market_truth": {
        "category_maturity": "Known and crowded.",
        "white_space_logic": "Nobody names the person who does the work.",
        "what_not_to_do": ["No price war, because the offer is a person."],
    },
    "layer3_audience_psychology": {
        "awareness_state": "They know the problem.",
        "objection_hierarchy": ["Will somebody new learn my suppliers?"],
        "trust_transfer_mechanism": "The named bookkeeper shows her own work.",
    },
    "layer4_value_architecture": {
        "core_promise": "Books that are right every Monday.",
        "sacrifice_framing": "We take no client whom we cannot visit.",
        "differentiation_logic": "Structural: one named bookkeeper per restaurant.",
    },
    "layer5_narrative": {
        "problem": "The till and the bank never agree.",
        "tension": "The tax date comes anyway.",
        "resolution": "One person reconciles both each week.",
        "enemy_definition": "The shoebox.",
        "repetition_logic": "The line about Monday closes every second post.",
    },
    "layer6_channels": {
        "channels": [
            {
                "name": "LinkedIn",
                "role": "Trust",
                "kpi": {"name": "Calls booked", "target": "6", "unit": "calls", "days": 30},
                "kill_criteria": "Stop after six weeks without a call.",
            }
        ]
    },
    "layer7_constraints": {
        "tone_boundaries": ["Calm and plain"],
        "forbidden_language": ["guaranteed", "risk-free"],
        "claim_boundaries": ["Never say guaranteed returns"],
        "compliance_rules": ["Not tax advice."],
    },
    "layer8_measurement": {
        "success_definition": "Six calls booked in a month.",
        "leading_indicators": ["Replies each week"],
        "lagging_indicators": ["Calls booked"],
        "decision_rules": ["If fewer than two calls come in a month, then change the hook."],
    },
}
MANIFEST = {
    "schema": "delivery_manifest_v1",
    "branding": {"agency": "AICMO", "client": "Halm Bookkeeping"},
    "artifacts": [{"kind": "draft_bundle", "version": 2, "status": "approved", "sha256": SHA}],
    "approvals": [{"decision_id": str(UUID(int=2)), "sha256": SHA}],
    "files": [{"path": "posts/captions.md", "sha256": SHA}, {"path": "README.md", "sha256": "cd" * 32}],
    "lineage": [{"kind": "strategy", "sha256": SHA}],
    "notes": "Captions are ready to paste.",
}
REPORT = {
    "period_start": "2026-01-01",
    "period_end": "2026-01-31",
    "metrics": [{"name": "Calls", "value": 6}],
    "summary": "Six calls.",
}
SAMPLES = {"brief": BRIEF, "strategy": STRATEGY, "draft_bundle": BUNDLE, "delivery_package": MANIFEST, "report": REPORT}
CONTEXT = {
    "brief": BRIEF,
    "forbidden_language": ["guaranteed", "risk-free"],
    "strategy_sha256": SHA,
    "channels": ["linkedin", "x"],
}


def sample(kind: str = "draft_bundle") -> dict[str, Any]:
    """A clean content that may be changed."""
    return copy.deepcopy(SAMPLES[kind])


def context(kind: str = "draft_bundle") -> dict[str, Any]:
    """The context the journey would pass with it."""
    return {"language": "en"} if kind == "brief" else copy.deepcopy(CONTEXT)


def judged(
    content: dict[str, Any] | None = None,
    *,
    kind: str = "draft_bundle",
    client_id: UUID | None = None,
    engagement_id: UUID | None = None,
    version: int = 1,
    key: str = "",
) -> Result:
    """A verdict through the facade."""
    content = sample(kind) if content is None else content
    client_id = client_id or new_id()
    return services.evaluate(
        actor=worker("orchestration", client_id=client_id),
        ref=ArtifactRef(kind=kind, id=new_id(), version=version, sha256=content_hash(content)),
        content=content,
        engagement_id=engagement_id or new_id(),
        client_id=client_id,
        context=context(kind),
        key=key or str(new_id()),
    )


class JudgedTextFactory(factory.django.DjangoModelFactory):
    """A text of past work."""

    class Meta:
        model = JudgedText

    engagement_id = factory.LazyFunction(new_id)
    key = "2025-06-01-linkedin"
    text = "the till and the bank never agree we reconcile both every week see how we work not tax advice"
    created_at = factory.LazyFunction(clock.now)
