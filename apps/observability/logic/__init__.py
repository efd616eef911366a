"""Pure functions of observability: the audit chain's hash, alert rules, webhooks (`logic.webhooks`)."""

from apps.observability.logic.chain import GENESIS, link_hash
from apps.observability.logic.rules import clears, filled, matches

__all__ = ["GENESIS", "clears", "filled", "link_hash", "matches"]
