"""The house writer's sentences for a strategy, by language. Values in braces are the brief's own words, quoted or figures."""

from apps.strategy.logic.wording import de_layers, de_plan, en_layers, en_plan

TEXTS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": en_layers.TEXTS | en_plan.TEXTS,
    "de": de_layers.TEXTS | de_plan.TEXTS,
}
"""Language → slot → sentences that say the same in different words; the seed chooses."""
