"""The house writer's sentences for a strategy, by language. Values in braces are the brief's own words, quoted or figures."""

from apps.strategy.logic.wording import (
    de_channels,
    de_market,
    de_measures,
    de_story,
    en_channels,
    en_market,
    en_measures,
    en_story,
)

TEXTS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": en_market.TEXTS | en_story.TEXTS | en_channels.TEXTS | en_measures.TEXTS,
    "de": de_market.TEXTS | de_story.TEXTS | de_channels.TEXTS | de_measures.TEXTS,
}
"""Language → slot → sentences that say the same in different words; the seed chooses."""
