"""What asking providers may cost, as a new installation has it; staff change it as data."""

SETTINGS = (
    ("source_currency", "EUR", "Currency of source_prices, source_day_cap and every cost cap of a search or order (ISO 4217)."),
    (
        "source_prices", {},
        "Minor units of one credit, by provider and act, from your plan there: apollo.match, hunter.search, hunter.find, "
        "hunter.verify. A paid call whose price is missing is not made.",
    ),
    ("source_day_cap", 2000, "What one provider may cost on one day (UTC), in minor units."),
    ("source_breaker_failures", 5, "Failures in a row after which a provider is left alone."),
    ("source_rest_minutes", 10, "Minutes for which it is left alone."),
)  # fmt: skip
