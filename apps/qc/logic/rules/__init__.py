"""All rules. Importing this package registers them."""

from apps.qc.logic.rules import bundle, delivery, intake, language, monitoring, posts, strategy, texts
from apps.qc.logic.rules.base import RULES, Hit, Rule

__all__ = ["RULES", "Hit", "Rule", "bundle", "delivery", "intake", "language", "monitoring", "posts", "strategy", "texts"]
