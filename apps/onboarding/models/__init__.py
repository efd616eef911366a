"""Tables of onboarding."""

from apps.onboarding.models.agreements import Agreement, SigningEntry
from apps.onboarding.models.briefs import BrandKit, Brief
from apps.onboarding.models.engagements import Engagement, Pack, Policy
from apps.onboarding.models.intakes import Answer, Intake
from apps.onboarding.models.notices import Notice

__all__ = ["Agreement", "Answer", "BrandKit", "Brief", "Engagement", "Intake", "Notice", "Pack", "Policy", "SigningEntry"]
