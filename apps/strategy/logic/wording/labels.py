"""Names of fields, kinds and headings, by language."""

LABELS: dict[str, dict[str, str]] = {
    "en": {
        "client_name": "company name", "website": "website", "industry": "industry", "geography": "where it sells",
        "timezone": "time zone", "languages": "languages", "primary_offer": "main offer", "pricing": "prices",
        "revenue_streams": "where revenue comes from", "unit_economics": "what a customer is worth",
        "growth_bottleneck": "what holds growth back", "target_audience": "target audience", "pain_points": "problems of the audience",
        "desired_outcomes": "what the audience wants instead", "differentiators": "what makes the client different",
        "risk_tolerance": "how bold texts may be", "compliance_notes": "rules to follow", "tone_voice": "tone of voice",
        "proof_assets": "what proves the claims", "objective": "objective", "kpi_targets": "targets", "duration_weeks": "duration",
        "budget_range": "budget for media", "Demand": "demand", "Awareness": "awareness", "Trust": "trust", "Conversion": "conversion",
        "Retention": "retention", "title": "Strategy", "in.Website": "the website", "in.Newsletter": "the newsletter", "in.Search ads": "search ads",
    },
    "de": {
        "client_name": "Firmenname", "website": "Website", "industry": "Branche", "geography": "Verkaufsgebiet",
        "timezone": "Zeitzone", "languages": "Sprachen", "primary_offer": "Hauptangebot", "pricing": "Preise",
        "revenue_streams": "Umsatzquellen", "unit_economics": "Wert eines Kunden", "growth_bottleneck": "Wachstumsbremse",
        "target_audience": "Zielgruppe", "pain_points": "Probleme der Zielgruppe", "desired_outcomes": "Wünsche der Zielgruppe",
        "differentiators": "Unterschiede zu anderen", "risk_tolerance": "Kühnheit der Texte", "compliance_notes": "Regeln",
        "tone_voice": "Tonlage", "proof_assets": "Belege", "objective": "Ziel", "kpi_targets": "Zielwerte", "duration_weeks": "Dauer",
        "budget_range": "Medienbudget", "Demand": "Nachfrage", "Awareness": "Bekanntheit", "Trust": "Vertrauen",
        "Conversion": "Abschluss", "Retention": "Bindung", "title": "Strategie", "Search ads": "Suchanzeigen", "in.Search ads": "Suchanzeigen", "in.Website": "Website",
        "in.Newsletter": "Newsletter",
    },
}  # fmt: skip
