"""The ten packs as they are first put into the table; staff edit them there."""

from __future__ import annotations

_STANDARD = (
    "campaign_objective core_campaign_idea messaging_framework channel_plan audience_segments persona_cards "
    "creative_direction influencer_strategy promotions_and_offers detailed_30_day_calendar email_and_crm_flows "
    "ad_concepts kpi_and_budget_plan"
)
_PREMIUM = (
    "value_proposition_map creative_territories copy_variants ugc_and_community_plan funnel_breakdown "
    "awareness_strategy consideration_strategy conversion_strategy sms_and_whatsapp_strategy remarketing_strategy "
    "optimization_opportunities"
)
_RESEARCH = (
    "industry_landscape market_analysis competitor_analysis customer_insights brand_positioning customer_journey_map "
    "retention_strategy measurement_framework risk_assessment strategic_recommendations"
)
_END = "execution_roadmap post_campaign_analysis"
_EXCLUDED = (
    "Media budget and platform fees",
    "Photo shoots, film production and printing",
    "Fees of influencers, speakers and translators",
    "Changes to your website or shop",
)


def _pack(name: str, title: str, euros: int, rounds: int, weeks: int, summary: str, middle: str, delivered: tuple) -> dict:
    """One row of the table; `middle` holds the names of the sections between overview and final_summary."""
    return {
        "name": name,
        "title": title,
        "summary": summary,
        "sections": ["overview", *middle.split(), "final_summary"],
        "deliverables": list(delivered),
        "exclusions": list(_EXCLUDED),
        "price_minor": euros * 100,
        "currency": "EUR",
        "rounds": rounds,
        "weeks": weeks,
    }


PACKS = (
    _pack(
        "quick_social_basic",
        "Quick Social",
        1900,
        1,
        4,
        "A month of social posts from one clear message.",
        "messaging_framework detailed_30_day_calendar content_buckets hashtag_strategy kpi_plan_light execution_roadmap",
        (
            "A strategy document with 8 sections",
            "A 30-day calendar for two channels",
            "Ready-to-publish posts for that calendar",
            "Publishing of the approved posts",
            "One report at the end",
        ),
    ),
    _pack(
        "strategy_campaign_basic",
        "Campaign Basic",
        2900,
        1,
        4,
        "One campaign idea, who it is for, and a month of content.",
        "core_campaign_idea messaging_framework audience_segments detailed_30_day_calendar",
        (
            "A strategy document with 6 sections",
            "A 30-day calendar for two channels",
            "Ready-to-publish posts for that calendar",
            "Publishing of the approved posts",
            "One report at the end",
        ),
    ),
    _pack(
        "strategy_campaign_standard",
        "Campaign Standard",
        6900,
        2,
        8,
        "A full campaign plan and its first month, carried out.",
        f"{_STANDARD} {_END}",
        (
            "A strategy document with 17 sections",
            "A 30-day calendar for two channels",
            "Ready-to-publish posts for that calendar",
            "E-mail flows and ad concepts in writing",
            "Publishing of the approved posts",
            "A report with results against targets",
        ),
    ),
    _pack(
        "strategy_campaign_premium",
        "Campaign Premium",
        11900,
        3,
        12,
        "The standard campaign with the whole funnel worked out.",
        f"{_STANDARD} {_PREMIUM} {_END}",
        (
            "A strategy document with 28 sections",
            "A 30-day calendar for two channels",
            "Ready-to-publish posts for that calendar",
            "Copy variants for each stage of the funnel",
            "E-mail, SMS and remarketing flows in writing",
            "Publishing of the approved posts",
            "A report with results against targets",
        ),
    ),
    _pack(
        "strategy_campaign_enterprise",
        "Campaign Enterprise",
        19900,
        3,
        16,
        "The premium campaign on a researched foundation.",
        f"{_RESEARCH} {_STANDARD} {_PREMIUM} {_END} cxo_summary",
        (
            "A strategy document with 39 sections",
            "A summary for the board",
            "A 30-day calendar for two channels",
            "Ready-to-publish posts for that calendar",
            "Copy variants for each stage of the funnel",
            "E-mail, SMS and remarketing flows in writing",
            "A measurement framework",
            "Publishing of the approved posts",
            "A report with results against targets",
        ),
    ),
    _pack(
        "full_funnel_growth_suite",
        "Full-Funnel Growth",
        14900,
        3,
        12,
        "From first contact to repeat purchase, one plan.",
        (
            "market_landscape competitor_analysis funnel_breakdown audience_segments persona_cards value_proposition_map "
            "messaging_framework awareness_strategy consideration_strategy conversion_strategy retention_strategy "
            "landing_page_blueprint email_automation_flows remarketing_strategy ad_concepts_multi_platform "
            "creative_direction full_30_day_calendar kpi_and_budget_plan measurement_framework optimization_opportunities "
            "execution_roadmap"
        ),
        (
            "A strategy document with 23 sections",
            "A landing page blueprint",
            "E-mail automation flows in writing",
            "A 30-day calendar for two channels",
            "Ready-to-publish posts for that calendar",
            "Publishing of the approved posts",
            "A report with results against targets",
        ),
    ),
    _pack(
        "launch_gtm_pack",
        "Launch",
        8900,
        2,
        8,
        "Bring a product to market in clear phases.",
        (
            "market_landscape product_positioning messaging_framework launch_phases channel_plan audience_segments "
            "creative_direction launch_campaign_ideas content_calendar_launch ad_concepts execution_roadmap"
        ),
        (
            "A strategy document with 13 sections",
            "A launch calendar of 30 days for two channels",
            "Ready-to-publish posts for that calendar",
            "Publishing of the approved posts",
            "A report on the launch",
        ),
    ),
    _pack(
        "brand_turnaround_lab",
        "Brand Turnaround",
        9900,
        3,
        10,
        "Find what damages the brand, and mend it.",
        (
            "brand_audit customer_insights competitor_analysis problem_diagnosis new_positioning messaging_framework "
            "creative_direction channel_reset_strategy reputation_recovery_plan promotions_and_offers "
            "30_day_recovery_calendar execution_roadmap"
        ),
        (
            "A strategy document with 14 sections",
            "A 30-day recovery calendar for two channels",
            "Ready-to-publish posts for that calendar",
            "Publishing of the approved posts",
            "A report with results against targets",
        ),
    ),
    _pack(
        "retention_crm_booster",
        "Retention & CRM",
        7900,
        2,
        8,
        "Keep the customers you have won.",
        (
            "customer_segments persona_cards customer_journey_map churn_diagnosis email_automation_flows "
            "sms_and_whatsapp_flows loyalty_program_concepts winback_sequence post_purchase_experience "
            "ugc_and_community_plan kpi_plan_retention execution_roadmap"
        ),
        (
            "A strategy document with 14 sections",
            "E-mail, SMS and win-back flows in writing",
            "A 30-day calendar for two channels",
            "Ready-to-publish posts for that calendar",
            "Publishing of the approved posts",
            "A report with results against targets",
        ),
    ),
    _pack(
        "performance_audit_revamp",
        "Performance Audit",
        6400,
        2,
        6,
        "What your advertising does, and what it should do instead.",
        (
            "account_audit campaign_level_findings creative_performance_analysis audience_analysis funnel_breakdown "
            "competitor_benchmark problem_diagnosis revamp_strategy new_ad_concepts creative_direction conversion_audit "
            "remarketing_strategy kpi_reset_plan execution_roadmap"
        ),
        (
            "An audit and strategy document with 16 sections",
            "New ad concepts in writing",
            "A 30-day calendar for two channels",
            "Ready-to-publish posts for that calendar",
            "Publishing of the approved posts",
            "A report with results against targets",
        ),
    ),
)
