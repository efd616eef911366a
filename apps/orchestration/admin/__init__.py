"""Staff pages of orchestration."""

from apps.orchestration.admin import journeys, queue

__all__ = ["journeys", "queue"]
